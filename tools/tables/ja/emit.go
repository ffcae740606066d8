package main

import (
	"fmt"
	"math"
	"os"
	"sort"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script/reading"
)

const (
	seen     = 0.5  // examples below which a character has only readings of Unihan
	rarest   = 1000 // centibits: rarer readings are left out
	mostEach = 48   // readings a character
)

// emit writes the table: a line for each character, its readings in Latin
// letters, cheapest first.
func emit(path string, m *model, _ []example) error {
	var b strings.Builder
	var chars []rune
	for c := range m.prob {
		chars = append(chars, c)
	}
	sort.Slice(chars, func(i, j int) bool { return chars[i] < chars[j] })
	for _, c := range chars {
		least := 0.0
		if n, ok := m.count[c]; ok && n < seen {
			least = priorSoft / m.total[c] * 1.01 // never met: nothing but what Unihan says
		}
		line := readingsOf(m.prob[c], least)
		if len(line) > 0 {
			fmt.Fprintf(&b, "%c %s\n", c, strings.Join(line, " "))
		}
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

func readingsOf(prob map[string]float64, least float64) []string {
	sum := map[string]float64{}
	for _, kana := range sorted(prob) {
		if latin := reading.FromKana(kana); latin != "" && prob[kana] > least {
			sum[latin] += prob[kana]
		}
	}
	type entry struct {
		latin string
		cost  int
	}
	var list []entry
	for _, latin := range sorted(sum) {
		if cost := int(math.Round(-100 * math.Log2(sum[latin]))); cost <= rarest {
			list = append(list, entry{latin, max(cost, 0)})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].cost < list[j].cost })
	var out []string
	for _, e := range list[:min(len(list), mostEach)] {
		out = append(out, fmt.Sprintf("%s%d", e.latin, e.cost))
	}
	return out
}
