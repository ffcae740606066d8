package rarity

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// gramStep is the precision of the letter costs, in 1/100 bit.
const gramStep = 50

// grams tell how usual a row of letters is in the words of one alphabet. A
// word says BASE + SLOPE/1000 of what its letters cost.
type grams struct {
	order       int // letters that are looked at together
	base, slope int
	first       rune   // at[0] is its number
	at          []byte // 1 up; 0 is the end of a word and every strange letter
	size        int
	cost        string
}

func newGrams(head []string, letters, cost string) (*grams, error) {
	if len(head) != 4 {
		return nil, fmt.Errorf("head %q", head)
	}
	var numbers [3]int
	for i, s := range head[1:] {
		n, err := strconv.Atoi(s)
		if err != nil {
			return nil, fmt.Errorf("head %q: %w", head, err)
		}
		numbers[i] = n
	}
	g := &grams{order: numbers[0], base: numbers[1], slope: numbers[2], cost: cost, first: firstRune(letters)}
	last, _ := utf8.DecodeLastRuneInString(letters)
	if last < g.first || last-g.first > 1000 {
		return nil, fmt.Errorf("%s: letters %q are out of order", head[0], letters)
	}
	g.at = make([]byte, last-g.first+1)
	for _, r := range letters {
		g.size++
		g.at[r-g.first] = byte(g.size)
	}
	g.size++
	rows := 1
	for range g.order {
		rows *= g.size
	}
	if g.order < 1 || len(cost) != rows {
		return nil, fmt.Errorf("%s: %d costs for %d letters, order %d", head[0], len(cost), g.size-1, g.order)
	}
	return g, nil
}

// letter gives the number of a letter, 0 for one of another alphabet.
func (g *grams) letter(r rune) int {
	if r < g.first || int(r-g.first) >= len(g.at) {
		return 0
	}
	return int(g.at[r-g.first])
}

// bits sums the costs of the letters and of the end.
func (g *grams) bits(word string) int {
	sum, row, wrap := 0, 0, 1
	for range g.order - 1 {
		wrap *= g.size
	}
	for _, r := range word {
		row = row%wrap*g.size + g.letter(r)
		sum += int(g.cost[row]-'!') * gramStep
	}
	row = row % wrap * g.size
	return sum + int(g.cost[row]-'!')*gramStep
}

func (g *grams) estimate(word string) int {
	return clamp(g.base+g.bits(word)*g.slope/1000, Unknown, Most)
}
