package world

import (
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// forms are the legal forms by kind, as they stand in names.
var forms = map[string]string{
	kindKK: "株式会社", kindYK: "有限会社", kindGK: "合同会社", kindGomei: "合名会社", kindGoshi: "合資会社",
}

// name is a company's name in its parts.
type name struct {
	kind    string
	form    string // legal form
	front   bool   // the form stands before the core
	core    string // as registered, form left out
	kana    string
	english string // core in English, form left out
	domain  string // label of a domain made from the name
	trade   culture.Word
	surname string // where the core begins with one
}

func (n *name) text() string {
	switch {
	case n.form == "":
		return n.core
	case n.front:
		return n.form + n.core
	}
	return n.core + n.form
}

// words are the drawing tables of names.
type words struct {
	surnames, trades, loans, bodies *culture.Table
	branch                          map[string][]culture.Word
}

func newWords() *words {
	w := &words{
		surnames: culture.NewWordTable(culture.Surnames()),
		trades:   culture.NewWordTable(culture.Trades()),
		loans:    culture.NewWordTable(culture.Loans()),
		branch:   map[string][]culture.Word{},
	}
	w.bodies = culture.NewTable(len(culture.Bodies()), func(i int) int { return culture.Bodies()[i].Weight })
	for _, t := range culture.Trades() {
		w.branch[t.Branch] = append(w.branch[t.Branch], t)
	}
	return w
}

// company draws the name of a company of the given kind with its seat at s.
func (w *words) company(d *dice, kind string, s *seat) name {
	n := name{kind: kind, form: forms[kind], front: d.chance(580)}
	if kind == kindYK || kind == kindGoshi || kind == kindGomei {
		n.front = d.chance(800)
	}
	n.trade = draw(d, w.trades, culture.Trades())
	style := d.IntN(1000)
	if kind == kindGK || isKatakana(n.trade.Text) && d.chance(600) {
		// Young forms and loan words go with loan stems.
		style = 550 + d.IntN(450)
	}
	switch {
	case style < 200:
		w.surnameStem(d, &n)
	case style < 420:
		h, t := pick(d, culture.Coins(culture.CoinHead)), pick(d, culture.Coins(culture.CoinTail))
		n.stem(h.Text+t.Text, h.Kana+t.Kana, culture.Title(culture.Romaji(h.Kana+t.Kana)))
	case style < 500:
		p := pick(d, culture.Coins(culture.CoinStem))
		if d.chance(500) {
			t := pick(d, culture.Coins(culture.CoinTail))
			p.Text, p.Kana = p.Text+t.Text, p.Kana+t.Kana
		}
		n.stem(p.Text, p.Kana, culture.Title(culture.Romaji(p.Kana)))
	case style < 580:
		c := s.City()
		t := s.Town()
		if d.chance(500) || t.Chome == 0 || len([]rune(t.Name)) > 4 {
			n.stem(c.Stem, c.Kana, culture.Title(culture.Romaji(c.Kana)))
		} else {
			n.stem(t.Name, t.Kana, t.Latin)
		}
	case style < 660:
		w.hiraganaStem(d, &n)
	case style < 860:
		w.loanStem(d, &n)
	case style < 950:
		w.coinedStem(d, &n)
	default:
		initials := strings.ToUpper(d.initials(d.between(2, 4)))
		n.stem(widen(initials), letterKana(initials), initials)
	}
	n.finish(d)
	return n
}

func (w *words) surnameStem(d *dice, n *name) {
	s := draw(d, w.surnames, culture.Surnames())
	n.surname = s.Text
	text, kana, latin := s.Text, s.Kana, culture.Title(s.Latin)
	switch {
	case d.chance(120):
		g := pick(d, culture.GivenNames(false))
		text, kana, latin = text+g.Text, kana+g.Kana, latin+" "+culture.Title(g.Latin)
	case d.chance(140):
		t := pick(d, culture.Coins(culture.CoinTail))
		text, kana = text+t.Text, kana+t.Kana
		latin = culture.Title(culture.Romaji(kana))
	}
	n.stem(oldForm(d, text, 300), kana, latin)
}

// hiraganaStem makes みなと or みなと野: stems in hiragana, half of them longer.
func (w *words) hiraganaStem(d *dice, n *name) {
	g := pick(d, culture.Coins(culture.CoinKana))
	if d.chance(450) {
		o := pick(d, culture.Coins(culture.CoinKana))
		if o.Text != g.Text {
			g.Text, g.Kana = g.Text+"の"+o.Text, g.Kana+"ノ"+o.Kana
		}
	}
	n.stem(g.Text, g.Kana, culture.Title(culture.Romaji(g.Kana)))
}

func (w *words) loanStem(d *dice, n *name) {
	a := draw(d, w.loans, culture.Loans())
	if d.chance(620) {
		b := draw(d, w.loans, culture.Loans())
		if b.Text != a.Text {
			dot := ""
			if d.chance(200) {
				dot = "・"
			}
			a.Text, a.Kana, a.Latin = a.Text+dot+b.Text, a.Kana+b.Kana, a.Latin+" "+b.Latin
		}
	}
	n.stem(a.Text, a.Kana, a.Latin)
}

func (w *words) coinedStem(d *dice, n *name) {
	a, b := pick(d, culture.Coins(culture.CoinFront)), pick(d, culture.Coins(culture.CoinBack))
	text, latin := a.Text+b.Text, a.Latin+b.Latin
	if d.chance(350) {
		m := pick(d, culture.Coins(culture.CoinFront))
		text, latin = a.Text+m.Text+b.Text, a.Latin+m.Latin+b.Latin
	}
	latin = culture.Title(latin)
	if d.chance(120) {
		n.stem(widen(strings.ToUpper(latin)), text, latin)
	} else {
		n.stem(text, text, latin)
	}
	if d.chance(450) {
		n.trade = culture.Word{}
	}
}

func (n *name) stem(text, kana, latin string) {
	n.core, n.kana, n.english = text, kana, latin
}

// finish puts the trade word behind the stem.
func (n *name) finish(d *dice) {
	n.core += n.trade.Text
	n.kana += n.trade.Kana
	if n.trade.Latin != "" {
		n.english += " " + n.trade.Latin
	}
	n.domain = label(n.english)
}

// label makes a domain label from an English name.
func label(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && (r == ' ' || r == '-'):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// initials draws letters for names such as ＡＢＣ.
func (d *dice) initials(n int) string {
	const set = "ABCDEFGHIJKLMNOPRSTUVWY"
	b := make([]byte, n)
	for i := range b {
		b[i] = set[d.IntN(len(set))]
	}
	return string(b)
}

var letterNames = strings.Fields("エー ビー シー ディー イー エフ ジー エイチ アイ ジェイ ケイ エル エム エヌ オー ピー キュー アール エス ティー ユー ブイ ダブリュー エックス ワイ ゼット")

func letterKana(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(letterNames[r-'A'])
	}
	return b.String()
}

// oldForm writes some characters in an old form, in permille of the cases.
func oldForm(d *dice, s string, permille int) string {
	if !d.chance(permille) {
		return s
	}
	return swapOld(d, s)
}

// swapOld writes the characters that have one in an old form.
func swapOld(d *dice, s string) string {
	var b strings.Builder
	for _, r := range s {
		if old := culture.OldForms()[r]; len(old) > 0 {
			r = pick(d, old)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isKatakana(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 'ァ' && r <= 'ヺ'
}

// body draws the name of a corporation that is no company.
func (w *words) body(d *dice, s *seat) name {
	b := culture.Bodies()[w.bodies.At(d.IntN(w.bodies.Total()))]
	var stem name
	switch d.IntN(4) {
	case 0:
		h, t := pick(d, culture.Coins(culture.CoinHead)), pick(d, culture.Coins(culture.CoinTail))
		stem.stem(h.Text+t.Text, h.Kana+t.Kana, culture.Title(culture.Romaji(h.Kana+t.Kana)))
	case 1:
		c, t := s.City(), pick(d, culture.Coins(culture.CoinTail))
		kana := c.Kana + t.Kana
		stem.stem(c.Stem+t.Text, kana, culture.Title(culture.Romaji(kana)))
	case 2:
		w.hiraganaStem(d, &stem)
	default:
		t := pick(d, culture.Coins(culture.CoinStem))
		t.Latin = culture.Title(t.Latin)
		c := s.City()
		stem.stem(c.Stem+t.Text, c.Kana+t.Kana, culture.Title(culture.Romaji(c.Kana))+" "+t.Latin)
	}
	fill := func(pattern, v string) string { return strings.ReplaceAll(pattern, "%s", v) }
	n := name{kind: kindBody, form: b.Form, front: true, core: fill(b.Name, stem.core), kana: fill(b.Kana, stem.kana), english: fill(b.English, stem.english)}
	n.domain = label(stem.english)
	return n
}
