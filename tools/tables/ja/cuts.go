package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

const (
	japanese = 125e6 // people
	unlisted = 1500  // bearers of a surname that only dictionaries know
	weighty  = 1.9   // examples from which a surname is listed: two dictionaries
	leastOf  = 3     // examples from which a character is listed
)

// cutParts are the parts of a name that a character may be, in the order of the table.
const cutParts = 6 // surname: first, rest, all of it; given name: rest, last, all of it

func cutPart(e *example, i int) int {
	c := classOf(e, i)
	switch {
	case c == alone && e.role == given:
		return 5
	case c == alone:
		return 2
	case c > surnameRest:
		return int(c) + 1
	}
	return int(c)
}

// emitCuts writes what divides a name: "=佐藤 607" is a surname with its share
// of bearers, "~佐 612 ..." what a character costs in each part of a name.
func emitCuts(path string, bearers map[string]int, dictionaries, examples []example) error {
	chars := map[rune]*[cutParts]float64{}
	var total [cutParts]float64
	listed := map[string]float64{}
	for _, e := range dictionaries {
		if word := string(e.word); e.role == surname && (e.weight > weighty || bearers[word] > 0) {
			listed[word] = max(unlisted, float64(bearers[word]))
		}
	}
	for i := range examples {
		e := &examples[i]
		if e.role == other {
			continue
		}
		for k, c := range e.word {
			if chars[c] == nil {
				chars[c] = new([cutParts]float64)
			}
			p := cutPart(e, k)
			chars[c][p] += e.weight
			total[p] += e.weight
		}
	}
	var b strings.Builder
	for _, w := range slices.Sorted(maps.Keys(listed)) {
		fmt.Fprintf(&b, "=%s %d\n", w, cost(listed[w]/japanese))
	}
	for _, c := range slices.Sorted(maps.Keys(chars)) {
		sum, line := 0.0, ""
		for p, n := range chars[c] {
			sum += n
			line += fmt.Sprintf(" %d", int(math.Round(-10*math.Log2((n+0.05)/total[p])))*10)
		}
		if sum >= leastOf {
			fmt.Fprintf(&b, "~%c%s\n", c, line)
		}
	}
	return pack(path, b.String())
}
