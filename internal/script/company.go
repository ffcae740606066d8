package script

import "strings"

// CompanyName is a name of a company taken apart.
type CompanyName struct {
	Original string
	Core     string // folded, without form and branch; spaces and signs kept
	Form     string // record.Form… code; "" where the name shows none, or one that several countries have (Ltd., Inc.)
	FormName string // the form itself in one writing: 一般社団法人, ltd, gmbh …
	// FormClass is what the form amounts to in any country: stock, limited,
	// company (either of these: Ltd.), partnership, sole, cooperative, mutual,
	// association, foundation, nonprofit, medical, school, religious, welfare,
	// profession, state, fund; "" where the name shows no form.
	FormClass string
	Position  string // where the form stands: "front", "back", ""
	Key       string // NameKey of the whole
	Branch    string // branch or office at the end, folded: 大阪支店
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
		c.Form, c.FormName, c.FormClass = p.form.code, p.form.name, p.form.class
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
		rest, f, position := stripForm(p.core, p.form != nil)
		if f == nil || p.form != nil && f.name != p.form.name && f.runOn {
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
// there was none. second says that another form is gone already.
func stripForm(s string, second bool) (string, *form, string) {
	if rest, f := cutFront(s); f != nil {
		return trimSigns(rest), f, Front
	}
	if rest, f := cutBack(s); f != nil {
		return trimSigns(rest), f, Back
	}
	if !divided(s) {
		return s, nil, "" // one word is never only a form
	}
	return stripWords(s, second)
}

// divided reports whether s holds anything that words are divided by.
func divided(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ', ',', '"', '.':
			return true
		}
	}
	return false
}
