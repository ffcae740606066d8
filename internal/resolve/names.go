package resolve

import (
	"strings"
	"sync/atomic"
	"unicode"
)

// titles stand before a name and say nothing about who it is.
var titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "prof": true, "sir": true, "dame": true, "lord": true, "lady": true, "rev": true, "the": true, "hon": true}

// particles belong to the family name that follows.
var particles = map[string]bool{"de": true, "del": true, "della": true, "di": true, "da": true, "dos": true, "van": true, "von": true, "der": true, "den": true, "la": true, "le": true, "al": true, "el": true, "bin": true, "ibn": true, "of": true}

// generations tell father and son apart.
var generations = map[string]uint8{"sr": 1, "senior": 1, "i": 1, "jr": 2, "junior": 2, "ii": 2, "iii": 3, "iv": 4}

// personNames takes the names of a record apart: its given and family name, with
// what further names hold beyond them, or each of its full names.
func (e *Epoch) personNames(r *Record) []personName {
	given, family := first(r.Values[GivenName]), first(r.Values[FamilyName])
	if given != "" || family != "" {
		n := e.personName(given, family, append(append([]string{}, r.Values[MiddleName]...), r.Values[Name]...))
		names := []personName{n}
		for i := 1; i < max(len(r.Values[GivenName]), len(r.Values[FamilyName])); i++ {
			names = append(names, e.personName(at(r.Values[GivenName], i), at(r.Values[FamilyName], i), nil))
		}
		return names
	}
	var names []personName
	for _, full := range r.Values[Name] {
		if !blank(full) {
			g, f, rest := divide(full)
			names = append(names, e.personName(g, f, append([]string{rest}, r.Values[MiddleName]...)))
		}
	}
	return names
}

func first(vs []string) string { return at(vs, 0) }

func at(vs []string, i int) string {
	if i >= len(vs) || blank(vs[i]) {
		return ""
	}
	return vs[i]
}

// divide takes a full name apart: "Family, Given" or given names first.
func divide(full string) (given, family, rest string) {
	if f, g, ok := strings.Cut(full, ","); ok && len(words(g)) > 0 && generations[strings.Join(words(g), "")] == 0 {
		ws := words(g)
		return ws[0], f, strings.Join(ws[1:], " ")
	}
	ws := words(full)
	for len(ws) > 1 && titles[ws[0]] {
		ws = ws[1:]
	}
	end := len(ws)
	for end > 1 && generations[ws[end-1]] > 0 {
		end--
	}
	if end <= 1 {
		return "", strings.Join(ws, " "), ""
	}
	from := end - 1
	for from > 1 && particles[ws[from-1]] {
		from--
	}
	return ws[0], strings.Join(ws[from:], " "), strings.Join(ws[1:from], " ")
}

func (e *Epoch) personName(given, family string, more []string) personName {
	n := personName{text: strings.TrimSpace(given + " " + family)}
	n.givens = e.nameTokens(&n, e.given, words(given))
	n.familys = e.nameTokens(&n, e.family, words(family))
	n.given = e.joined(e.given, n.givens)
	n.family = e.joined(e.family, n.familys)
	if len(n.givens) > 1 { // the first is the given name, the others are middle names
		n.rest = append(n.rest, n.givens[1:]...)
	}
	for _, m := range more {
		for _, w := range words(m) {
			if generations[w] > 0 || titles[w] || has(n.givens, w) || has(n.familys, w) || has(n.rest, w) || len(n.rest) >= maxTokens {
				continue
			}
			n.rest = append(n.rest, token{w, maskOf(w), e.wordInfo(&e.Comparisons[e.rest], w)})
		}
	}
	for _, r := range n.text {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			n.foreign = true
		}
	}
	if n.foreign || len(n.text) > 0 {
		n.kept = new(atomic.Pointer[foreignName])
	}
	return n
}

// nameTokens drops generations, which are kept apart.
func (e *Epoch) nameTokens(n *personName, comp int, ws []string) []token {
	out := make([]token, 0, len(ws))
	for _, w := range ws {
		if g := generations[w]; g > 0 && len(ws) > 1 && (g > 1 || w != "i" || w == ws[len(ws)-1]) {
			n.generation = g
			continue
		}
		if titles[w] && len(ws) > 1 || len(out) >= maxTokens {
			continue
		}
		out = append(out, token{w, maskOf(w), e.wordInfo(&e.Comparisons[comp], w)})
	}
	return out
}

func (e *Epoch) joined(comp int, toks []token) token {
	if len(toks) == 0 {
		return token{}
	}
	text := toks[0].text
	if len(toks) > 1 {
		var b strings.Builder
		for _, t := range toks {
			b.WriteString(t.text)
		}
		text = b.String()
	}
	return token{text, maskOf(text), e.info(&e.Comparisons[comp], text)}
}

func has(toks []token, w string) bool {
	for i := range toks {
		if toks[i].text == w {
			return true
		}
	}
	return false
}
