package rarity

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// gramStep is the precision of the letter costs, in 1/100 bit.
const gramStep = 20

// grams tell how usual a row of letters is in the words of one alphabet. The
// figure is BASE + SLOPE/1000 of what the letters cost, as a line through the
// listed words has it.
type grams struct {
	order       int // letters that are looked at together
	base, slope int
	letters     map[rune]int // 1 up; 0 is the end of a word and every strange letter
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
	g := &grams{order: numbers[0], base: numbers[1], slope: numbers[2], letters: map[rune]int{}, cost: cost}
	for _, r := range letters {
		g.letters[r] = len(g.letters) + 1
	}
	g.size = len(g.letters) + 1
	rows := 1
	for range g.order {
		rows *= g.size
	}
	if g.order < 1 || len(cost) != rows {
		return nil, fmt.Errorf("%s: %d costs for %d letters, order %d", head[0], len(cost), len(g.letters), g.order)
	}
	return g, nil
}

// bits sums the costs of the letters and of the end.
func (g *grams) bits(word string) int {
	sum, row, wrap := 0, 0, 1
	for range g.order - 1 {
		wrap *= g.size
	}
	for len(word) > 0 {
		r, n := utf8.DecodeRuneInString(word)
		word = word[n:]
		row = row%wrap*g.size + g.letters[r]
		sum += int(g.cost[row]-'!') * gramStep
	}
	row = row % wrap * g.size
	return sum + int(g.cost[row]-'!')*gramStep
}

func (g *grams) estimate(word string) int {
	return clamp(g.base+g.bits(word)*g.slope/1000, Unknown, Most)
}
