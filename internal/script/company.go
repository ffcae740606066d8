package script

import (
	"strings"
	"unicode/utf8"
)

// CompanyName is a name of a company taken apart.
type CompanyName struct {
	Original string
	Core     string // folded, without form and branch; spaces and signs kept
	Form     string // record.Form… code; "" where the name shows none, or one that several countries have (Ltd., Inc.)
	FormName string // the form itself in one writing: 一般社団法人, ltd, gmbh …
	Position string // where the form stands: "front", "back", ""
	Key      string // NameKey of the whole
	Branch   string // branch or office at the end, folded: 大阪支店
}

// Positions of a form.
const (
	Front = "front"
	Back  = "back"
)

// Company takes a name apart. It never fails: a name without a known form is
// all core.
func Company(s string) CompanyName {
	p := split(Fold(s))
	c := CompanyName{Original: s, Core: p.core, Position: p.position, Branch: p.branch, Key: keyOf(p)}
	if p.form != nil {
		c.Form, c.FormName = p.form.code, p.form.name
	}
	return c
}

type parts struct {
	core, branch, position string
	form                   *form
	more                   bool // the core begins or ends with another form
}

// split takes folded text apart.
func split(s string) parts {
	p := parts{core: s}
	p.core, p.branch = cutBranch(trimSigns(s))
	for { // (株)関所株式会社: doubled by those who fill in forms
		rest, f, position := stripForm(p.core)
		if f == nil || p.form != nil && f.name != p.form.name && f.han {
			p.more = f != nil
			break // 株式会社協同組合研究: the second is part of the name
		}
		p.core = rest
		if p.form == nil {
			p.form, p.position = f, position
		}
	}
	if rest, ok := strings.CutPrefix(p.core, "the "); ok {
		p.core = rest
	}
	return p
}

// stripForm removes one form from either side of folded text; nil says that
// there was none.
func stripForm(s string) (string, *form, string) {
	if rest, f := cutFront(s); f != nil {
		return trimSigns(rest), f, Front
	}
	if rest, f := cutBack(s); f != nil {
		return trimSigns(rest), f, Back
	}
	if strings.IndexByte(s, ' ') < 0 && strings.IndexByte(s, ',') < 0 && strings.IndexByte(s, '"') < 0 && strings.IndexByte(s, '.') < 0 {
		return s, nil, "" // one word is never only a form
	}
	return stripWords(s)
}

// stripWords removes a form that is words: Ltd. behind, ООО in front. At least
// one word stays.
func stripWords(s string) (string, *form, string) {
	ws := words(s)
	if n, f := match(ws, wordBack, true); f != nil {
		rest := ws[:len(ws)-n]
		if rest[len(rest)-1].key == "&" && len(rest) > 1 {
			rest = rest[:len(rest)-1]
		}
		return trimSigns(s[:rest[len(rest)-1].end]), f, Back
	}
	if n, f := match(ws, wordFront, false); f != nil {
		return trimSigns(s[ws[n].start:]), f, Front
	}
	return s, nil, ""
}

// match finds the longest form at one end of ws that leaves a word.
func match(ws []word, table map[string]*form, back bool) (int, *form) {
	var stack [128]byte
	for n := min(maxFormWords, len(ws)-1); n > 0; n-- {
		part := ws[:n]
		if back {
			part = ws[len(ws)-n:]
		}
		key := stack[:0]
		for i, w := range part {
			if i > 0 {
				key = append(key, ' ')
			}
			key = append(key, w.key...)
		}
		if f := table[string(key)]; f != nil {
			return n, f
		}
	}
	return 0, nil
}

// trimSigns removes what a stripped form leaves at the edges.
func trimSigns(s string) string {
	s = strings.Trim(s, " ,.\"'・-/;:、。")
	if strings.HasPrefix(s, "(") && strings.IndexByte(s, ')') == len(s)-1 {
		s = strings.Trim(s, "() ")
	}
	return s
}

// branchWords end the name of an office. Those after the gap are also parts of
// names, so they need a place before them.
var (
	branchWords = []string{"支店", "支社", "営業所", "出張所", "事業所", "本社", "本店"}
	placedWords = []string{"工場", "支部", "事務所", "支局", "支所", "分室"}
)

// branchPlaces are the places that branches are named after most.
var branchPlaces = strings.Fields(`北海道 札幌 青森 盛岡 岩手 仙台 宮城 秋田 山形 福島 郡山 茨城 水戸 栃木 宇都宮 群馬 高崎 前橋 埼玉 大宮 千葉 船橋 東京 新宿
渋谷 池袋 品川 丸の内 銀座 日本橋 上野 立川 八王子 神奈川 横浜 川崎 新潟 長岡 富山 金沢 石川 福井 山梨 甲府 長野 松本 岐阜 静岡 浜松 沼津 愛知 名古屋 豊橋
三重 四日市 滋賀 大津 京都 大阪 梅田 難波 兵庫 神戸 姫路 奈良 和歌山 鳥取 米子 島根 松江 岡山 広島 福山 山口 下関 徳島 香川 高松 愛媛 松山 高知 福岡
北九州 小倉 博多 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄 那覇 東北 関東 北関東 首都圏 東日本 西日本 中部 東海 北陸 関西 近畿 中国 四国 九州 南九州 中央`)

// cutBranch divides folded text into name and branch. A branch stands behind a
// space, behind a form in the middle (関所株式会社大阪支店), or begins with a
// place that branches are named after; else the words are part of the name.
func cutBranch(s string) (name, branch string) {
	last, _ := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune("店社所場部局室", last) {
		return s, ""
	}
	end, plain := branchEnd(s)
	if end < 0 {
		return s, ""
	}
	if i := strings.LastIndexByte(s[:end], ' '); i > 0 && plain && !onlyForm(s[:i]) {
		return trimSigns(s[:i]), s[i+1:]
	}
	for _, f := range []string{"株式会社", "有限会社", "合同会社", "(株)", "(有)", "(同)"} {
		if i := strings.LastIndex(s[:end], f); i > 0 {
			return s[:i+len(f)], trimSigns(s[i+len(f):])
		}
	}
	for _, place := range branchPlaces {
		if rest, ok := strings.CutSuffix(s[:end], place); ok && trimSigns(rest) != "" && !onlyForm(rest) {
			return trimSigns(rest), s[len(rest):]
		}
	}
	return s, ""
}

// branchEnd gives the position of the word of a branch at the end of s, or -1,
// and whether the word needs no place.
func branchEnd(s string) (int, bool) {
	for _, w := range branchWords {
		if strings.HasSuffix(s, w) {
			return len(s) - len(w), true
		}
	}
	for _, w := range placedWords {
		if strings.HasSuffix(s, w) {
			return len(s) - len(w), false
		}
	}
	return -1, false
}

func onlyForm(s string) bool {
	rest, f := cutFront(trimSigns(s))
	return f != nil && rest == ""
}
