package token

import (
	_ "embed" // the table of words
	"strings"
	"sync"
)

//go:embed loanwords.txt
var loanwordList string

// loanwords has what katakana are in English, by large katakana without a long
// mark at the end.
var loanwords = sync.OnceValue(func() map[string][]string {
	m := make(map[string][]string, 2000)
	for line := range strings.Lines(loanwordList) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			key := loanKey([]rune(f[0]))
			m[key] = append(m[key], f[1:]...)
		}
	}
	return m
})

func loanKey(run []rune) string {
	return strings.TrimSuffix(string(largeRun(run)), "ー")
}

// Costs of dividing katakana: a word of the tables, a short one, and what is in
// none, which is rather one long word than a short one and a rest.
const (
	loanCost    = 10
	shortCost   = 16
	unknownCost = 8
	perKana     = 5
	longestLoan = 12
	farCost     = 1 << 20
)

// inLoans divides parts in katakana at words of the tables.
func inLoans(run []rune, parts []part) []part {
	var out []part
	for _, p := range parts {
		if p.concept != "" || p.to-p.from < leastSplit || p.to-p.from > maxKanaDivided || !allKana(run[p.from:p.to]) {
			out = append(out, p)
			continue
		}
		out = appendLoans(out, run, p)
	}
	return out
}

const maxKanaDivided = 32

func appendLoans(out []part, run []rune, p part) []part {
	kana := run[p.from:p.to]
	n := len(kana)
	var cost, from [maxKanaDivided + 1]int
	for to := 1; to <= n; to++ {
		cost[to] = farCost
		if to < n && !mayBegin(kana[to]) {
			continue
		}
		for at := range to {
			c := unknownCost + perKana*(to-at)
			if at == to-1 || cost[at] == farCost {
				continue
			}
			if to-at <= longestLoan && isLoan(kana[at:to]) {
				if c = loanCost; to-at == 2 {
					c = shortCost
				}
			}
			if cost[at]+c < cost[to] {
				cost[to], from[to] = cost[at]+c, at
			}
		}
	}
	if cost[n] == farCost || from[n] == 0 {
		return append(out, p)
	}
	first := len(out)
	for to := n; to > 0; to = from[to] {
		next := part{from: p.from + from[to], to: p.from + to}
		next.concept, _ = concept(string(largeRun(kana[from[to]:to])))
		out = append(out, next)
	}
	for i, j := first, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// allLoans reports whether a part in katakana is words of the tables throughout.
func allLoans(run []rune, p part) bool {
	if p.to-p.from > maxKanaDivided {
		return false
	}
	for _, w := range appendLoans(nil, run, p) {
		if !isLoan(run[w.from:w.to]) {
			return false
		}
	}
	return true
}

func isLoan(kana []rune) bool {
	if _, ok := loanwords()[loanKey(kana)]; ok {
		return true
	}
	_, ok := concept(string(largeRun(kana)))
	return ok
}
