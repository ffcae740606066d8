// Command variants makes the table of simplified and traditional characters
// that package script folds: from the dictionaries of opencc-js and Unihan.
// A simplified form joins the class of its traditional form where it stands for
// that one alone and is no other character in Japanese use (JIS X 0208); all
// other pairs are written down as alike, which is compatible, not equal.
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
)

const header = `# Simplified and traditional characters. Made by tools/tables/variants from
# opencc-js 1.4.2 (Apache-2.0) and Unihan 15.0 (Unicode licence); do not edit.
# = a class: the first stands for all. ~ alike: the first may stand for each other.
`

func main() {
	log.SetFlags(0)
	out := flag.String("out", "../internal/script/variants.txt", "the table to write")
	hand := flag.String("hand", "../internal/script/variants.go", "the classes written by hand")
	flag.Parse()
	text, err := build(*hand)
	if err == nil {
		err = os.WriteFile(*out, text, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func build(hand string) ([]byte, error) {
	src, err := load(hand)
	if err != nil {
		return nil, err
	}
	t := newTable(src.hand)
	for _, group := range strings.Fields(sameShapes) {
		t.join([]rune(group)...)
	}
	t.regional(src)
	for _, s := range slices.Sorted(maps.Keys(src.traditional)) {
		t.simplified(src, s)
	}
	for _, group := range strings.Fields(alikeByHand) {
		g := []rune(group)
		for _, r := range g[1:] {
			t.alike(g[0], r)
		}
	}
	return t.text(), nil
}

// table holds, for each character, the head of its class.
type table struct {
	head   map[rune]rune
	byHand map[rune]bool
	near   map[rune][]rune // alike, by the first
}

func newTable(hand []string) *table {
	t := &table{map[rune]rune{}, map[rune]bool{}, map[rune][]rune{}}
	for _, class := range hand {
		c := []rune(class)
		for _, r := range c {
			t.head[r] = c[0]
			t.byHand[r] = true
		}
	}
	return t
}

func (t *table) of(r rune) rune {
	if h, ok := t.head[r]; ok {
		return h
	}
	return r
}

// join puts all others into the class of the first. Two classes that were
// written by hand are never made one.
func (t *table) join(rs ...rune) {
	to := t.of(rs[0])
	for _, r := range rs[1:] {
		from := t.of(r)
		if from == to || t.byHand[from] && t.byHand[to] {
			continue
		}
		if t.byHand[from] {
			from, to = to, from
		}
		for k, h := range t.head {
			if h == from {
				t.head[k] = to
			}
		}
		t.head[from], t.head[to] = to, to
	}
}

func (t *table) alike(a, b rune) {
	if t.of(a) != t.of(b) {
		t.near[a] = append(t.near[a], b)
	}
}

// regional joins the forms that Taiwan and Hong Kong prefer.
func (t *table) regional(src *sources) {
	for _, from := range slices.Sorted(maps.Keys(src.regional)) {
		for _, to := range src.regional[from] {
			if strings.ContainsRune(notRegional, from) || src.japanese[from] && src.japanese[to] {
				t.alike(from, to)
				continue
			}
			if src.japanese[to] {
				t.join(to, from)
			} else {
				t.join(from, to)
			}
		}
	}
}

// simplified places one simplified character.
func (t *table) simplified(src *sources, s rune) {
	var ts []rune
	for _, r := range src.traditional[s] {
		if !strings.ContainsRune(rareTraditional, r) && !slices.ContainsFunc(ts, func(o rune) bool { return t.of(o) == t.of(r) }) {
			ts = append(ts, r)
		}
	}
	ts = slices.DeleteFunc(ts, func(r rune) bool { return r != s && t.of(r) == t.of(s) })
	if len(ts) == 1 && ts[0] != s && (!src.japanese[s] || strings.ContainsRune(onlyChinese, s)) && !t.byHand[s] && !strings.ContainsRune(keptApart, s) {
		t.join(ts[0], s)
	}
	for _, r := range src.traditional[s] {
		if r != s {
			t.alike(s, r)
		}
	}
}

func (t *table) text() []byte {
	classes := map[rune][]rune{}
	for r, h := range t.head {
		if r != h && !t.byHand[r] {
			classes[h] = append(classes[h], r)
		}
	}
	var b bytes.Buffer
	b.WriteString(header)
	write(&b, '=', classes)
	near := map[rune][]rune{}
	for _, a := range slices.Sorted(maps.Keys(t.near)) {
		for _, r := range t.near[a] {
			if x, y := t.of(a), t.of(r); x != y && !slices.Contains(near[x], y) && !slices.Contains(near[y], x) {
				near[x] = append(near[x], y)
			}
		}
	}
	write(&b, '~', near)
	return b.Bytes()
}

// write puts groups in order, a few to a line.
func write(b *bytes.Buffer, sign byte, groups map[rune][]rune) {
	heads := slices.SortedFunc(maps.Keys(groups), cmp.Compare)
	for i, h := range heads {
		if i%24 == 0 {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteByte(sign)
		}
		slices.Sort(groups[h])
		fmt.Fprintf(b, " %c%s", h, string(groups[h]))
	}
	b.WriteByte('\n')
}
