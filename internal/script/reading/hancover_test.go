package reading

import "strings"

// coverAll gives, for each system, the cost at which all words of a romanised
// name answer all characters of a name, in any order of the words; -1 where none
// does.
func coverAll(l *Lattice, latin string) [Systems]int {
	var best [Systems]int
	for s := range best {
		best[s] = -1
	}
	if l == nil {
		return best
	}
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(latin, "-", " ")))
	spans := make([][]Span, len(words))
	for i, w := range words {
		if spans[i] = l.Spans(nil, NewWord(w)); len(spans[i]) == 0 {
			return best
		}
	}
	var place func(s System, from, used, cost int)
	place = func(s System, from, used, cost int) {
		if from == len(l.Runes) {
			if used == 1<<len(words)-1 && (best[s] < 0 || cost < best[s]) {
				best[s] = cost
			}
			return
		}
		for i := range words {
			if used>>i&1 != 0 {
				continue
			}
			for _, sp := range spans[i] {
				if sp.From == from && sp.System == s {
					place(s, sp.To, used|1<<i, cost+sp.Cost)
				}
			}
		}
	}
	for s := range System(Systems) {
		place(s, 0, 0, 0)
	}
	return best
}
