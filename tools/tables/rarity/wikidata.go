package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

// corpus is one language of the parts of names of persons in Wikidata, with
// counts. Only a sample of its pairs is there; sampled is the part of the
// international names that the others have which it has too (names that two
// others have ten times, one sixty times).
type corpus struct {
	name    string
	sampled float64
}

var corpora = []corpus{{"arabic", .41}, {"chinese", .37}, {"hebrew", .42}, {"katakana", .27}, {"korean", .50}, {"russian", .18}}

// part is one row of a corpus: a single part of names.
type part struct {
	latin, native string // folded
	count         int
}

func (c corpus) read(s sources) ([]part, error) {
	path := filepath.Join(s.data, "names", "translit", c.name+"_train.tsv")
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", c.name, err)
	}
	var parts []part
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("corpus %s, line %d: %d fields", c.name, i+1, len(f))
		}
		n, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, fmt.Errorf("corpus %s, line %d: %w", c.name, i+1, err)
		}
		latin, native := script.Words(f[0]), script.Words(strings.ReplaceAll(f[1], " ", ""))
		if len(latin) == 1 && len(native) == 1 {
			parts = append(parts, part{latin[0], native[0], n})
		}
	}
	return parts, nil
}

// partsPerName turns the share of parts into one of persons.
const partsPerName = 2

// Wikidata's persons are of all cultures; a name is one of its own, which is a
// part of them. This much less does it say to those of that culture.
const (
	ofAllLatin  = -150
	ofAllNative = -100
)

// leastCount: what is rarer in the sample is a matter of chance.
const leastCount = 8

// addWikidata fills in what nothing better knows.
func (t *result) addWikidata(s sources) error {
	latin, total := map[string]int{}, map[string]float64{}
	for _, c := range corpora {
		parts, err := c.read(s)
		if err != nil {
			return err
		}
		sum := 0
		for _, p := range parts {
			sum += p.count
		}
		all := float64(sum) / c.sampled
		native, here := map[string]int{}, map[string]int{}
		for _, p := range parts {
			here[p.latin] += p.count
			native[p.native] += p.count
		}
		for w, n := range here {
			latin[w] += n
			total[w] += all
		}
		t.grams.learn(parts)
		t.fill(native, func(string) float64 { return all }, ofAllNative)
	}
	t.fill(latin, func(w string) float64 { return total[w] }, ofAllLatin)
	return nil
}

// fill lists words that are not listed yet.
func (t *result) fill(counts map[string]int, total func(word string) float64, more int) {
	fresh := newList("")
	for w, n := range counts {
		if n >= leastCount {
			fresh.add(w, float64(n)*partsPerName/total(w), more)
		}
	}
	for w, bits := range fresh.bits {
		if _, known := t.person.bits[w]; !known {
			t.person.bits[w] = max(bits, filledLeast)
		}
	}
}

// filledLeast: the commonest names were written by hand, so what was counted in
// a sample is no commoner than this.
const filledLeast = 600
