package script

import "strings"

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
	if !divided(s) {
		return s, nil, "" // one word is never only a form
	}
	return stripWords(s)
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
