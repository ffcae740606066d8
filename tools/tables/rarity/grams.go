package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
)

// gramStep and the letters of costs are those of package rarity.
const gramStep = 50

// alphabet counts how letters follow each other in the names of one script.
type alphabet struct {
	name   string
	order  int
	script *unicode.RangeTable
	words  map[string]bool

	letters []rune
	cost    []int
	base    int
}

type alphabets []*alphabet

func newAlphabets() alphabets {
	return alphabets{
		newAlphabet("latin", 3, unicode.Latin), newAlphabet("cyrillic", 2, unicode.Cyrillic), newAlphabet("arabic", 2, unicode.Arabic),
		newAlphabet("hebrew", 2, unicode.Hebrew), newAlphabet("katakana", 2, unicode.Katakana),
	}
}

func newAlphabet(name string, order int, script *unicode.RangeTable) *alphabet {
	return &alphabet{name: name, order: order, script: script, words: map[string]bool{}}
}

// learn takes the words of both sides of a corpus.
func (as alphabets) learn(parts []part) {
	for _, p := range parts {
		as.take(p.latin)
		as.take(p.native)
	}
}

func (as alphabets) take(word string) {
	for _, a := range as {
		if strings.IndexFunc(word, func(r rune) bool { return !unicode.Is(a.script, r) && r != 'ー' }) < 0 {
			a.words[word] = true
			return
		}
	}
}

// fit works out the costs of all alphabets and what turns them into what a
// word says.
func (as alphabets) fit(known map[string]int) {
	for _, a := range as {
		words := slices.Sorted(maps.Keys(a.words))
		a.letters = lettersOf(words)
		at := map[rune]int{}
		for i, r := range a.letters {
			at[r] = i + 1
		}
		size := len(a.letters) + 1
		a.cost = a.costs(words, at, size)
		a.base = base(words, known, func(w string) int { return sum(a.cost, w, at, size, a.order) })
	}
}

func (a *alphabet) text() string {
	line := make([]byte, len(a.cost))
	for i, c := range a.cost {
		line[i] = byte('!' + c)
	}
	return fmt.Sprintf("grams %s %d %d %d\n%s\n%s\n", a.name, a.order, a.base, gramSlope, string(a.letters), line)
}

// lettersOf gives the letters that are common enough to be counted.
func lettersOf(words []string) []rune {
	counts := map[rune]int{}
	for _, w := range words {
		for _, r := range w {
			counts[r]++
		}
	}
	var letters []rune
	for r, n := range counts {
		if n >= 20 {
			letters = append(letters, r)
		}
	}
	slices.Sort(letters)
	return letters
}

// costs gives each row of letters the cost of its last one after the others,
// smoothed by the shorter row.
func (a *alphabet) costs(words []string, at map[rune]int, size int) []int {
	rows := 1
	for range a.order {
		rows *= size
	}
	full, short := make([]float64, rows), make([]float64, rows/size)
	for _, w := range words {
		eachRow(w, at, size, a.order, func(row int) {
			full[row]++
			short[row%(rows/size)]++
		})
	}
	before := make([]float64, rows/size) // of the letters in front
	for row, n := range full {
		before[row/size] += n
	}
	shortBefore := make([]float64, len(short)/size)
	for row, n := range short {
		shortBefore[row/size] += n
	}
	cost := make([]int, rows)
	for row := range cost {
		s := row % len(short)
		p := (short[s] + .5) / (shortBefore[s/size] + .5*float64(size))
		p = (full[row] + 5*p) / (before[row/size] + 5)
		cost[row] = min(int(math.Round(-100*math.Log2(p)/gramStep)), '~'-'!')
	}
	return cost
}

func eachRow(w string, at map[rune]int, size, order int, visit func(row int)) {
	wrap := 1
	for range order - 1 {
		wrap *= size
	}
	row := 0
	for _, r := range w {
		row = row%wrap*size + at[r]
		visit(row)
	}
	visit(row % wrap * size)
}

func sum(cost []int, w string, at map[rune]int, size, order int) int {
	total := 0
	eachRow(w, at, size, order, func(row int) { total += cost[row] * gramStep })
	return total
}

// unlistedSays is what words that are not listed say on the average. In the
// sample they say more, but it knows some cultures better than others, and a
// name of a culture that it hardly knows must not count as a rare one.
//
// How many bear a name hardly shows in its letters (the line through the known
// words is level). That two names look alike by chance does: short words of
// common letters do, long ones of rare letters do not. gramSlope, in 1/1000,
// is what a word says more for each bit that its letters cost.
const (
	unlistedSays = 1350
	gramSlope    = 150
)

// base makes the mean of the words that are not listed unlistedSays.
func base(words []string, known map[string]int, cost func(string) int) int {
	n, sum := 0, 0
	for _, w := range words {
		if bits, ok := known[w]; !ok || bits > keepPersons {
			n, sum = n+1, sum+cost(w)
		}
	}
	return unlistedSays - gramSlope*sum/max(n, 1)/1000
}
