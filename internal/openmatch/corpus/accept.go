package corpus

import (
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/openmatch/lucene"
	"github.com/sekifuda/sekifuda/internal/script"
)

// allText gives all texts of an entity that are searched.
func allText(e *entity.Entity) []string {
	out := []string{e.Caption}
	for _, values := range e.Properties {
		out = append(out, values...)
	}
	return out
}

// accepts reports whether one value is what n asks for.
func accepts(n *lucene.Node, value string) bool {
	switch n.Op {
	case lucene.Exists:
		return value != ""
	case lucene.Range:
		return (n.From == "" || above(value, n.From, n.WithFrom)) && (n.To == "" || above(n.To, value, false) || n.WithTo && strings.HasPrefix(value, n.To))
	case lucene.Wild:
		pattern := plain(script.Fold(n.Text))
		if glob(pattern, plain(script.Fold(value))) {
			return true
		}
		for _, w := range tokenList(value) {
			if glob(pattern, w) {
				return true
			}
		}
		return false
	case lucene.Fuzzy:
		word := plain(script.Fold(n.Text))
		for _, w := range tokenList(value) {
			if within(word, w, n.Edits) {
				return true
			}
		}
		return false
	case lucene.Phrase:
		return follows(tokenList(value), tokenList(n.Text), n.Slop)
	}
	return holds(tokenList(value), tokenList(n.Text))
}

// above reports whether a is greater than b, or also the same: as numbers where
// both are, else as texts, which is right for dates.
func above(a, b string, same bool) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	if err1 == nil && err2 == nil {
		return x > y || same && x == y
	}
	return a > b || same && a == b
}

// holds reports whether all of want are among have.
func holds(have, want []string) bool {
	for _, w := range want {
		found := false
		for _, h := range have {
			found = found || h == w
		}
		if !found {
			return false
		}
	}
	return len(want) > 0
}

// follows reports whether the words of want stand in have one after the other,
// with at most slop others between them.
func follows(have, want []string, slop int) bool {
	if len(want) == 0 {
		return false
	}
	for i := range have {
		if have[i] != want[0] {
			continue
		}
		at, left := i, slop
		k := 1
		for ; k < len(want); k++ {
			next := at + 1
			for next < len(have) && have[next] != want[k] && left > 0 {
				next, left = next+1, left-1
			}
			if next >= len(have) || have[next] != want[k] {
				break
			}
			at = next
		}
		if k == len(want) {
			return true
		}
	}
	return false
}

// glob matches a word with * and ?.
func glob(pattern, s string) bool {
	p, t := []rune(pattern), []rune(s)
	i, j, star, mark := 0, 0, -1, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i, j = i+1, j+1
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}

// within reports whether two words differ by at most n letters inserted, left
// out, replaced or swapped with their neighbour.
func within(a, b string, n int) bool {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > n || len(y)-len(x) > n {
		return false
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > n {
			return false
		}
		before, last, row = last, row, before
	}
	return last[len(y)] <= n
}
