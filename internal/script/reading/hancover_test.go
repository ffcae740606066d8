package reading

import "strings"

// coverAll gives the cost at which all words of a romanised name answer all
// characters of a name in one system, in any order of the words.
func coverAll(l *Lattice, latin string, s System) (int, bool) {
	if l == nil {
		return 0, false
	}
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(latin, "-", " ")))
	spans := make([][]Span, len(words))
	for i, w := range words {
		for _, sp := range l.Spans(nil, NewWord(w)) {
			if sp.System == s {
				spans[i] = append(spans[i], sp)
			}
		}
	}
	best, found := 0, false
	var place func(from, used, cost int)
	place = func(from, used, cost int) {
		if from == len(l.Runes) {
			if used == 1<<len(words)-1 && (!found || cost < best) {
				best, found = cost, true
			}
			return
		}
		for i := range words {
			if used>>i&1 != 0 {
				continue
			}
			for _, sp := range spans[i] {
				if sp.From == from {
					place(sp.To, used|1<<i, cost+sp.Cost)
				}
			}
		}
	}
	place(0, 0, 0)
	return best, found
}
