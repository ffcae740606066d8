package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

// list collects what words say, in 1/100 bit; the least that any source gives
// a word holds, for the commonest use of a word is the one that coincides.
type list struct {
	head string // its line in the table
	bits map[string]int
}

func newList(head string) *list { return &list{head, map[string]int{}} }

// add enters a share of bearers (0 to 1) with more 1/100 bits on top.
func (l *list) add(word string, share float64, more int) {
	if share <= 0 {
		return
	}
	bits := int(math.Round(-100*math.Log2(share))) + more
	bits = max(50, min(bits, 2000)) / step * step
	for _, w := range script.Words(word) {
		if len(w) == 1 {
			continue // an initial
		}
		if old, ok := l.bits[w]; !ok || bits < old {
			l.bits[w] = bits
		}
	}
}

// keepPersons is what a listed word of persons says at the most; beyond, the
// letters estimate it well enough, and the table stays small.
const keepPersons = 1300

// trim drops the words that say more than the limit.
func (l *list) trim(limit int) {
	for w, bits := range l.bits {
		if bits > limit {
			delete(l.bits, w)
		}
	}
}

// step is the precision that the table keeps, that of package rarity.
const step = 50

// text writes the words in order, each as what it shares with the one before
// it ('A' is nothing, 'B' one byte …), the rest, and what it says ('!' is 0,
// '"' one step …).
func (l *list) text(b *strings.Builder) {
	fmt.Fprintln(b, l.head, len(l.bits))
	last := ""
	for _, w := range slices.Sorted(maps.Keys(l.bits)) {
		n := 0
		for n < min(len(w), len(last), 'Z'-'A') && w[n] == last[n] {
			n++
		}
		fmt.Fprintf(b, "%c%s%c\n", 'A'+n, w[n:], '!'+l.bits[w]/step)
		last = w
	}
}

// dump writes them for a person to read, by what they say.
func (l *list) dump(b *strings.Builder) {
	groups := map[int][]string{}
	for _, w := range slices.Sorted(maps.Keys(l.bits)) {
		groups[l.bits[w]] = append(groups[l.bits[w]], w)
	}
	fmt.Fprintln(b, l.head)
	for _, bits := range slices.Sorted(maps.Keys(groups)) {
		fmt.Fprintln(b, bits, strings.Join(groups[bits], " "))
	}
}

// result is the whole table.
type result struct {
	person, body *list
	units        []*list
	grams        alphabets
	hand         map[string]float64 // shares of persons that were written by hand
}

func (t *result) lists() []*list { return append([]*list{t.person, t.body}, t.units...) }

func (t *result) dump() string {
	var b strings.Builder
	for _, l := range t.lists() {
		l.dump(&b)
	}
	return b.String()
}

func (t *result) text() string {
	var b strings.Builder
	for _, l := range t.lists() {
		l.text(&b)
	}
	for _, a := range t.grams {
		b.WriteString(a.text())
	}
	return b.String()
}

// unit gives the list of units of that name, a new one the first time.
func (t *result) unit(name string) *list {
	head := "unit " + name
	for _, u := range t.units {
		if u.head == head {
			return u
		}
	}
	t.units = append(t.units, newList(head))
	return t.units[len(t.units)-1]
}
