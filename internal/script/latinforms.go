package script

import "strings"

// wordForms are the forms that are words of their own: form name, code ("-"
// for those that several countries have), then the writings separated by "|".
// Dots inside an abbreviation are gone and all is folded (K.K. is kk).
// A "<" before a writing says that it also stands in front of a name.
const wordForms = `
株式会社 kabushiki_kaisha <kk|<kabushiki kaisha|<kabushiki gaisha|<kabushikikaisha|<kabushikigaisha|<kabusiki kaisya|<kabusikigaisya|<kabushiki-kaisha
有限会社 yugen_kaisha <yk|<yugen kaisha|<yugen gaisha|<yugenkaisha|<yugengaisha|<yuugen kaisha|<yuugen gaisha|<yugengaisya
合同会社 godo_kaisha <gk|<godo kaisha|<godo gaisha|<godokaisha|<godogaisha|<goudou kaisha|<goudou gaisha|<goudougaisya
合名会社 gomei_kaisha <gomei kaisha|<gomei gaisha|<gomeikaisha|<goumeigaisya
合資会社 goshi_kaisha <goshi kaisha|<goshi gaisha|<goshikaisha|<gousigaisya
一般社団法人 corporation <ippan shadan hojin|<general incorporated association
一般財団法人 corporation <ippan zaidan hojin|<general incorporated foundation
公益社団法人 corporation <koeki shadan hojin|<public interest incorporated association
公益財団法人 corporation <koeki zaidan hojin|<public interest incorporated foundation
特定非営利活動法人 corporation <npo hojin|<npo corporation|<specified nonprofit corporation
医療法人 corporation <iryo hojin|<medical corporation
学校法人 corporation <gakko hojin|<educational corporation
社会福祉法人 corporation <shakai fukushi hojin
ltd - co ltd|coltd|company limited|company ltd|co limited|ltd|limited|ltd co|private limited|pvt ltd|pvt limited|private ltd|pte ltd|pte limited|pty ltd|pty limited|pty|proprietary limited|ltda|limitada
inc - inc|incorporated|co inc|company inc|incorporation
corp - corp|corporation|corp ltd
company - co|company|companies|and company|& co|& company|and co
llc - <llc|<limited liability company|<limited liability co|ltd liability co|lc
llp - llp|limited liability partnership|lp|limited partnership
plc foreign_company <plc|public limited company
gmbh foreign_company gmbh|mbh|g mbh|gesmbh|gesellschaft mbh|gesellschaft mit beschrankter haftung|gmbh co kg|gmbh & co kg|gmbh and co kg|gmbh & co|ug haftungsbeschrankt|ug|ges mbh|gmbh & co kgaa
ag foreign_company ag|aktiengesellschaft|akg
kg foreign_company kg|co kg|& co kg|kommanditgesellschaft|kgaa
ohg foreign_company ohg|gbr|ev|e v|eg|vof|snc|sca|scs|spj|sp j|vos|v o s
se foreign_company se
sa foreign_company sa|s a|societe anonyme|sociedad anonima|sociedade anonima|<societe anonyme|sa de cv|sab de cv|s a de c v
sas foreign_company sas|sasu|societe par actions simplifiee|<societe par actions simplifiee
sarl foreign_company sarl|<sarl|s a r l|sa rl|eurl|societe a responsabilite limitee|<societe a responsabilite limitee
srl foreign_company srl|s r l|<srl|<societatea cu raspundere limitata|societa a responsabilita limitata|sociedad de responsabilidad limitada|s de rl de cv|srls
spa foreign_company spa|s p a|societa per azioni
sl foreign_company sl|slu|sociedad limitada
nv foreign_company nv|n v|naamloze vennootschap
bv foreign_company bv|b v|bvba|besloten vennootschap
ab foreign_company ab|aktiebolag|publ
as foreign_company as|asa|a s|aksjeselskap|aktieselskab|aps|anonim sirketi|akciova spolecnost|anonim ortakligi|aktsiaselts|a s
oy foreign_company oy|oyj|osakeyhtio
spzoo foreign_company sp z oo|sp zoo|spolka z oo|spolka z ograniczona odpowiedzialnoscia
sro foreign_company sro|s r o|spol s ro|doo|d o o|dd|ad|ead|eood|ood
kft foreign_company kft|zrt|nyrt|bt
limited_sirketi foreign_company ltd sti|limited sirketi|tic ltd sti|san tic ltd sti|sti
ooo foreign_company <ooo|<o o o|<obshchestvo s ogranichennoy otvetstvennostyu|<obshchestvo s ogranichennoi otvetstvennostyu|<ооо|<общество с ограниченной ответственностью|<тов|<тоо
jsc foreign_company <jsc|<ojsc|<pjsc|<cjsc|<oao|<zao|<pao|<ao|<joint stock company|<joynt stock company|<open joint stock company|<public joint stock company|<closed joint stock company|<оао|<зао|<пао|<ао|<открытое акционерное общество|<закрытое акционерное общество|<публичное акционерное общество|<акционерное общество|<открытое акционерное обшество|<at|<pat|<aktsionernoe obshchestvo|<otkrytoye aktsionernoye obshchestvo
fsue foreign_company <fgup|<fsue|<federal state unitary enterprise|<фгуп|<муп|<гуп
ip foreign_company <ип|<чуп|<уп|<чп
pt foreign_company <pt|tbk|persero|<cv
jusikhoesa foreign_company <jusikhoesa|<jusik hoesa|<chusik hoesa|yuhanhoesa|yuhan hoesa
gongsi foreign_company youxian gongsi|gufen youxian gongsi|you xian gong si|gu fen you xian gong si
bhd foreign_company sdn bhd|sdnbhd|berhad|bhd|sendirian berhad
fze foreign_company fze|fzco|fz llc|fzc|fz co|fzllc|dmcc|fz-llc|llc fz|wll|w l l|psc|pjs|saog|saoc|bsc|kscc|ksc|qsc
jsc_vn foreign_company cong ty tnhh|<cong ty tnhh|<cong ty co phan
pjs_ir foreign_company pjs|<sherkat sahami|private joint stock
`

// wordForm is what a sequence of folded words says.
var (
	wordBack  = map[string]*form{}
	wordFront = map[string]*form{}
)

// maxFormWords is the length of the longest form in words.
var maxFormWords int

func init() {
	for _, line := range strings.Split(strings.TrimSpace(wordForms), "\n") {
		name, rest, _ := strings.Cut(line, " ")
		code, writings, _ := strings.Cut(rest, " ")
		if code == "-" {
			code = ""
		}
		for _, w := range strings.Split(writings, "|") {
			w, front := strings.CutPrefix(w, "<")
			w = strings.ReplaceAll(w, "-", " ")
			f := &form{w, code, name, false}
			maxFormWords = max(maxFormWords, strings.Count(w, " ")+1)
			if wordBack[w] == nil {
				wordBack[w] = f
			}
			if front && wordFront[w] == nil {
				wordFront[w] = f
			}
		}
	}
}
