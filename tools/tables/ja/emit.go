package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script/reading"
)

const (
	seen      = 0.5  // examples below which a character has only short readings of Unihan
	few       = 2    // examples below which a class has no readings of its own
	own       = 0.3  // examples below which a reading in a class follows from the character
	unlikely  = 3.5  // bits a character from which a reading of a word is irregular
	irregular = 2.0  // bits a character by which a word is likelier than its characters
	rarest    = 1000 // centibits: rarer readings are left out
)

// emit writes the table. "健 ken115 take133" are readings of a character with
// their costs, cheapest first; "健4+150 takeru210" those in class 4, where all
// others of the character cost 150 more than in general; "五月 satsuki40" of a
// whole word.
func emit(path string, m *model, standard map[rune]bool, examples []example) error {
	var b strings.Builder
	general, special := map[rune]readings{}, map[rune]*[classes]readings{}
	for i := range m.generals {
		g := &m.generals[i]
		if m.met[g.char] < seen && (!standard[g.char] || g.prior < prior || utf8.RuneCountInString(g.kana) > 4) {
			continue
		}
		general[g.char] = general[g.char].add(g.kana, g.prob)
	}
	for i := range m.specials {
		s := &m.specials[i]
		c := m.generals[s.general].char
		if m.inClass[c][s.class] >= few && s.last >= own {
			if special[c] == nil {
				special[c] = new([classes]readings)
			}
			special[c][s.class] = special[c][s.class].add(m.generals[s.general].kana, s.prob)
		}
	}
	for _, c := range slices.Sorted(maps.Keys(general)) {
		if line := general[c].line(); line != "" {
			fmt.Fprintf(&b, "%c%s\n", c, line)
		}
		if special[c] == nil {
			continue
		}
		for cl, list := range special[c] {
			if line := list.line(); line != "" {
				fmt.Fprintf(&b, "%c%d+%d%s\n", c, cl, cost(fallback/(m.inClass[c][cl]+fallback)), line)
			}
		}
	}
	for _, line := range words(m, examples) {
		fmt.Fprintln(&b, line)
	}
	return pack(path, b.String())
}

func pack(path, text string) error {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", path, err)
	}
	return os.WriteFile(path, packed.Bytes(), 0o644)
}

func cost(p float64) int { return max(0, int(math.Round(-100*math.Log2(max(p, 1e-6))))) }

// readings of one character, by Latin letters.
type readings map[string]float64

func (r readings) add(kana string, prob float64) readings {
	if r == nil {
		r = readings{}
	}
	if latin := reading.FromKana(kana); latin != "" {
		r[latin] += prob
	}
	return r
}

// line lists the readings that are not too rare, cheapest first.
func (r readings) line() string {
	list := slices.Sorted(maps.Keys(r))
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(cost(r[a]), cost(r[b])) })
	var b strings.Builder
	for _, latin := range list {
		if c := cost(r[latin]); c <= rarest {
			fmt.Fprintf(&b, " %s%d", latin, c)
		}
	}
	return b.String()
}

// words gives a line for each surname or given name that has a reading which
// its characters hardly have.
func words(m *model, examples []example) []string {
	var out []string
	for i, j := 0, 0; i < len(examples); i = j {
		total := 0.0
		for j = i; j < len(examples) && string(examples[j].word) == string(examples[i].word); j++ {
			if examples[j].role != other {
				total += examples[j].weight
			}
		}
		var odd readings
		for k := i; k < j; k++ {
			e := &examples[k]
			if e.role == other || len(e.word) == 1 {
				continue
			}
			share, regular := e.weight/(total+1), m.forward(e, m.arcs[k])[len(e.word)][len(e.kana)]
			n := float64(len(e.word))
			if bits := -math.Log2(max(regular, 1e-30)); bits > unlikely*n && bits+math.Log2(share) > irregular*n {
				odd = odd.add(string(e.kana), share)
			}
		}
		if line := odd.line(); line != "" {
			out = append(out, string(examples[i].word)+line)
		}
	}
	return out
}
