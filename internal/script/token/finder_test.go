package token

import "strings"

// finder is a small index in memory: the terms of some names, their keys and
// the names that have them.
type finder struct {
	writings [][]Writing
	terms    map[string][]place // term: where it stands
	keys     map[string][]found // text of an exact key: terms
	spelled  map[string][]found // deletion of a spelled key
}

type place struct{ name, writing, at int }

type found struct {
	term string
	text string // the spelled key
	cost int
}

func newFinder(kind Kind, names ...string) *finder {
	f := &finder{terms: map[string][]place{}, keys: map[string][]found{}, spelled: map[string][]found{}}
	for n, name := range names {
		ws := Writings(name, kind)
		f.writings = append(f.writings, ws)
		for w, writing := range ws {
			for at, term := range writing {
				if _, ok := f.terms[term]; !ok {
					f.keep(term)
				}
				f.terms[term] = append(f.terms[term], place{n, w, at})
			}
		}
	}
	return f
}

func (f *finder) keep(term string) {
	for _, k := range Keys(term) {
		if !k.Spelled {
			f.keys[k.Text] = append(f.keys[k.Text], found{term, k.Text, int(k.Cost)})
			continue
		}
		for _, d := range deletions(k.Text) {
			f.spelled[d] = append(f.spelled[d], found{term, k.Text, int(k.Cost)})
		}
	}
}

// deletions gives the text and what is left when one character is dropped.
func deletions(s string) []string {
	out := []string{s}
	r := []rune(s)
	if len(r) < 3 {
		return out
	}
	for i := range r {
		out = append(out, string(r[:i])+string(r[i+1:]))
	}
	return out
}

// slip bounds: letters as in the plan of the index.
func mayDiffer(a, b string) bool {
	n := min(len([]rune(a)), len([]rune(b)))
	if a != "" && a[0] >= 0x80 {
		return n >= 3
	}
	return n >= 3
}

// expand gives the terms that are found by a term that is asked for, with the
// least cost in hundredths.
func (f *finder) expand(t Asked) map[string]int {
	out := map[string]int{}
	take := func(term string, cost int) {
		if old, ok := out[term]; !ok || cost < old {
			out[term] = cost
		}
	}
	if _, ok := f.terms[t.Text]; ok {
		take(t.Text, 0)
	}
	for _, k := range t.Keys {
		if !k.Spelled {
			for _, hit := range f.keys[k.Text] {
				take(hit.term, hit.cost+int(k.Cost))
			}
			continue
		}
		for _, d := range deletions(k.Text) {
			for _, hit := range f.spelled[d] {
				switch e := editDistance(hit.text, k.Text); {
				case e == 0:
					take(hit.term, hit.cost+int(k.Cost))
				case e == 1 && mayDiffer(hit.text, k.Text):
					take(hit.term, hit.cost+int(k.Cost)+100/max(len([]rune(k.Text)), 4))
				}
			}
		}
	}
	return out
}

// expandSplit also finds two words that one is made of.
func (f *finder) expandSplit(t Asked) map[string]int {
	out := f.expand(t)
	w := t.Text[1:]
	for i := 2; i+2 < len(w); i++ {
		if a, b := termWord+w[:i], termWord+w[i:]; len(f.terms[a]) > 0 && len(f.terms[b]) > 0 {
			out[a], out[b] = 3, 3
		}
	}
	return out
}

// shares says how much of a query and of a name answer each other, in
// hundredths, every term and slot weighing the same: the best of all askings
// and writings.
func (f *finder) shares(query string, kind Kind) map[int]int {
	best := map[int]int{}
	for _, a := range Ask(query, kind) {
		type key struct{ name, writing int }
		slots, terms := map[key]map[int]int{}, map[key]map[int]bool{}
		for _, t := range a.Terms {
			for term, cost := range f.expandSplit(t) {
				for _, p := range f.terms[term] {
					k := key{p.name, p.writing}
					if slots[k] == nil {
						slots[k], terms[k] = map[int]int{}, map[int]bool{}
					}
					terms[k][p.at] = true
					for s := t.From; s < t.To; s++ {
						slots[k][s] = max(slots[k][s], 100-cost)
					}
				}
			}
		}
		for k, s := range slots {
			sum := 0
			for _, v := range s {
				sum += v
			}
			share := sum * len(terms[k]) / (a.Slots * len(f.writings[k.name][k.writing]))
			best[k.name] = max(best[k.name], share)
		}
	}
	return best
}

// editDistance is that of optimal string alignment.
func editDistance(x, y string) int {
	a, b := []rune(x), []rune(y)
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			c := d[i-1][j-1]
			if a[i-1] != b[j-1] {
				c++
			}
			c = min(c, d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				c = min(c, d[i-2][j-2]+1)
			}
			d[i][j] = c
		}
	}
	return d[len(a)][len(b)]
}

func describe(ws []Writing) string {
	var b strings.Builder
	for _, w := range ws {
		b.WriteString("[" + strings.Join(w, " ") + "] ")
	}
	return b.String()
}
