package script

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Codes of forms; they are those of record.Form… and must stay equal to them
// (this package imports nothing of the project).
const (
	formKK          = "kabushiki_kaisha"
	formYK          = "yugen_kaisha"
	formGK          = "godo_kaisha"
	formGomei       = "gomei_kaisha"
	formGoshi       = "goshi_kaisha"
	formCorporation = "corporation"
	formForeign     = "foreign_company"
)

// form is one corporate form in one writing.
type form struct {
	text string // as it stands in folded text
	code string // "" for forms that several countries have
	name string // one name for all writings
	han  bool   // written without spaces (Japanese, Chinese, Korean)
}

// hanForms: code, name, other full writings, and after | the abbreviations
// that stand in brackets. Bank transfers write an abbreviation in kana with one
// bracket, at the side of the name.
const hanForms = `
kabushiki_kaisha 株式会社 カブシキガイシャ カブシキカイシャ カブシキガイシヤ | 株 カ
yugen_kaisha 有限会社 特例有限会社 ユウゲンガイシャ ユウゲンカイシャ | 有 ユ
godo_kaisha 合同会社 ゴウドウガイシャ ゴウドウカイシャ | 同 合 合同 ド
gomei_kaisha 合名会社 ゴウメイガイシャ ゴウメイカイシャ | 名 メ
goshi_kaisha 合資会社 ゴウシガイシャ ゴウシカイシャ | 資 シ
corporation 相互会社 ソウゴガイシャ | 相 ソ
corporation 一般社団法人 イッパンシャダンホウジン | 一社 一般社団
corporation 一般財団法人 イッパンザイダンホウジン | 一財 一般財団
corporation 公益社団法人 コウエキシャダンホウジン | 公社 公益社団
corporation 公益財団法人 コウエキザイダンホウジン | 公財 公益財団
corporation 社団法人 特例社団法人 シャダンホウジン | 社 シャ
corporation 財団法人 特例財団法人 ザイダンホウジン | 財 ザイ
corporation 特定非営利活動法人 npo法人 認定npo法人 認定特定非営利活動法人 トクテイヒエイリカツドウホウジン | 特非 npo 特 トク
corporation 医療法人社団 イリョウホウジンシャダン | 医社
corporation 医療法人財団 イリョウホウジンザイダン | 医財
corporation 医療法人 社会医療法人 特定医療法人 特別医療法人 イリョウホウジン | 医 イ
corporation 学校法人 準学校法人 ガッコウホウジン | 学 ガク
corporation 宗教法人 シュウキョウホウジン | 宗 シュウ
corporation 社会福祉法人 シャカイフクシホウジン | 福 社福 フク
corporation 更生保護法人 コウセイホゴホウジン | 更 ホゴ
corporation 独立行政法人 ドクリツギョウセイホウジン | 独 ドク
corporation 地方独立行政法人 チホウドクリツギョウセイホウジン | 地独 チドク
corporation 国立大学法人 コクリツダイガクホウジン | 国大 大 ダイ
corporation 国立研究開発法人 コクリツケンキュウカイハツホウジン | 国研
corporation 公立大学法人 コウリツダイガクホウジン | 公大
corporation 大学共同利用機関法人
corporation 弁護士法人 ベンゴシホウジン | 弁 ベン
corporation 税理士法人 ゼイリシホウジン | 税 ゼイ
corporation 司法書士法人 シホウショシホウジン | 司 シホウ
corporation 行政書士法人 ギョウセイショシホウジン | 行 ギョ
corporation 社会保険労務士法人 シャカイホケンロウムシホウジン | 社労 シャホ
corporation 土地家屋調査士法人 トチカオクチョウサシホウジン | 土
corporation 弁理士法人 特許業務法人 ベンリシホウジン | 弁理
corporation 監査法人 カンサホウジン | 監
corporation 農事組合法人 ノウジクミアイホウジン | 農 ノウ
corporation 管理組合法人 カンリクミアイホウジン | カンリ
corporation 投資法人 トウシホウジン
corporation 特定目的会社 トクテイモクテキガイシャ | 特目
corporation 有限責任中間法人 無限責任中間法人 中間法人 | 中 チュウ
corporation 有限責任事業組合 | llp
corporation 職業訓練法人 ショクギョウクンレンホウジン | クンレン
corporation 労働者協同組合 ロウドウシャキョウドウクミアイ | 労協
corporation 農業協同組合 ノウギョウキョウドウクミアイ | 農協 ノウキョウ
corporation 漁業協同組合 ギョギョウキョウドウクミアイ | 漁協 ギョキョウ
corporation 生活協同組合 セイカツキョウドウクミアイ | 生協 セイキョウ
corporation 事業協同組合 ジギョウキョウドウクミアイ
corporation 協同組合 キョウドウクミアイ | 協 協組 キョウクミ
corporation 協業組合 キョウギョウクミアイ
corporation 企業組合 キギョウクミアイ | 企
corporation 商工組合 ショウコウクミアイ
foreign_company 股份有限公司 股分有限公司
foreign_company 有限責任公司 有限责任公司
foreign_company 有限公司
foreign_company 주식회사 | 주
foreign_company 유한회사 | 유
foreign_company 유한책임회사
`

// side holds the forms that can stand at one side of a name, by the rune that
// is nearest to that side's edge, longest first.
type side map[rune][]form

var frontForms, backForms = side{}, side{}

var brackets = [][2]string{{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}, {"<", ">"}, {"〈", "〉"}, {"《", "》"}, {"「", "」"}}

func init() {
	for _, line := range strings.Split(strings.TrimSpace(hanForms), "\n") {
		full, short, _ := strings.Cut(line, "|")
		words := strings.Fields(full)
		for _, w := range words[1:] {
			for _, spelt := range spellings(w) {
				addForm(form{spelt, words[0], words[1], true}, true, true)
			}
		}
		for _, w := range strings.Fields(short) {
			for _, spelt := range spellings(w) {
				addShort(form{spelt, words[0], words[1], true})
			}
		}
	}
	for _, s := range []side{frontForms, backForms} {
		for _, forms := range s {
			slices.SortFunc(forms, func(a, b form) int {
				return (len(b.text)-len(a.text))*2 + strings.Compare(a.text, b.text)
			})
		}
	}
}

func addForm(f form, front, back bool) {
	if front {
		r, _ := utf8.DecodeRuneInString(f.text)
		frontForms[r] = append(frontForms[r], f)
	}
	if back {
		r, _ := utf8.DecodeLastRuneInString(f.text)
		backForms[r] = append(backForms[r], f)
	}
}

// addShort adds an abbreviation in every kind of brackets, and with only the
// bracket towards the name: カ)セキショ, セキショ(カ.
func addShort(f form) {
	w := f.text
	for _, b := range brackets {
		f.text = b[0] + w + b[1]
		addForm(f, true, true)
	}
	f.text = w + ")"
	addForm(f, true, false)
	f.text = "(" + w
	addForm(f, false, true)
}

// spellings gives the kana writings of a word that is in katakana with small
// letters: with large ones, and both in hiragana.
func spellings(w string) []string {
	r, _ := utf8.DecodeRuneInString(w)
	if !isKatakana(r) {
		return []string{w}
	}
	large := strings.Map(keyKana, w)
	out := []string{w, large, toHiragana(w), toHiragana(large)}
	slices.Sort(out)
	return slices.Compact(out)
}

func toHiragana(s string) string {
	return strings.Map(func(r rune) rune {
		if 0x30A1 <= r && r <= 0x30F6 {
			return r - 0x60
		}
		return r
	}, s)
}

// cutFront removes a Japanese, Chinese or Korean form from the front of folded text.
func cutFront(s string) (string, *form) {
	r, _ := utf8.DecodeRuneInString(s)
	forms := frontForms[r]
	for i := range forms {
		if rest, ok := strings.CutPrefix(s, forms[i].text); ok {
			return rest, &forms[i]
		}
	}
	return s, nil
}

// cutBack removes such a form from the back of folded text.
func cutBack(s string) (string, *form) {
	r, _ := utf8.DecodeLastRuneInString(s)
	forms := backForms[r]
	for i := range forms {
		if rest, ok := strings.CutSuffix(s, forms[i].text); ok {
			return rest, &forms[i]
		}
	}
	return s, nil
}
