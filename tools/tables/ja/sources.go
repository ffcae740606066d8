package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/script"
)

// role says what part of a name a word is.
type role uint8

const (
	surname role = iota
	given
	other // places, whole names: they only help to learn characters
	roles
)

// example is one spelling with one reading.
type example struct {
	word   []rune // folded
	kana   []rune // hiragana
	role   role
	weight float64
}

// hiragana folds katakana.
func hiragana(s string) []rune {
	out := []rune(script.Fold(s))
	for i, r := range out {
		if 'ァ' <= r && r <= 'ヶ' {
			out[i] = r - 0x60
		}
	}
	return out
}

// newExample drops what teaches nothing: words without kanji, readings that
// are not kana, characters outside of kanji and kana.
func newExample(word, kana string, r role, weight float64) (example, bool) {
	e := example{[]rune(script.Fold(word)), hiragana(kana), r, weight}
	han := false
	for _, c := range e.word {
		isHan := unicode.Is(unicode.Han, c)
		if !isHan && !isKana(c) {
			return e, false
		}
		han = han || isHan
	}
	for _, c := range e.kana {
		if !isKana(c) {
			return e, false
		}
	}
	return e, han && len(e.kana) > 0 && len(e.word) <= 6
}

func isKana(r rune) bool { return 'ぁ' <= r && r <= 'ゖ' || 'ァ' <= r && r <= 'ヺ' || r == 'ー' }

// readLists reads the surnames (spelling, bearers, kana, romaji) and the given
// names (kana, romaji, spellings ...), and counts the bearers of a surname.
func readLists(dir string) ([]example, map[string]int, error) {
	var all []example
	people := map[string]int{}
	err := rows(filepath.Join(dir, "last_name_org.csv"), func(f []string) {
		bearers, _ := strconv.Atoi(f[1])
		if e, ok := newExample(f[0], f[2], surname, math.Sqrt(float64(bearers)/2000)); ok {
			all = append(all, e)
			people[string(e.word)] += bearers
		}
	})
	for _, name := range []string{"first_name_man_org.csv", "first_name_woman_org.csv"} {
		if err == nil {
			err = rows(filepath.Join(dir, name), func(f []string) {
				for _, spelling := range f[2:] {
					if e, ok := newExample(spelling, f[0], given, 0.25); ok {
						all = append(all, e)
					}
				}
			})
		}
	}
	return all, people, err
}

//go:embed single.txt
var singleText string

// readSingles reads the given names of one character, which dictionaries lack.
func readSingles() []example {
	var all []example
	for line := range strings.Lines(singleText) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		for _, c := range f[1:] {
			if e, ok := newExample(c, f[0], given, 1); ok {
				all = append(all, e)
			}
		}
	}
	return all
}

func rows(path string, each func([]string)) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read names: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if fields := strings.Split(strings.TrimSpace(lines.Text()), ","); len(fields) > 2 {
			each(fields)
		}
	}
	return lines.Err()
}

// merge adds up equal examples and orders them, so that sums are always made
// in one order.
func merge(all []example) []example {
	sort.SliceStable(all, func(i, j int) bool { return all[i].key() < all[j].key() })
	var out []example
	for _, e := range all {
		if n := len(out); n > 0 && out[n-1].key() == e.key() {
			out[n-1].weight += e.weight
			continue
		}
		out = append(out, e)
	}
	return out
}

func (e *example) key() string {
	return string(e.word) + "\x00" + string(e.kana) + "\x00" + string(rune('0'+e.role))
}

func writeExamples(path string, all []example) error {
	var b strings.Builder
	for _, e := range all {
		fmt.Fprintf(&b, "%s\t%s\t%d\t%.2f\n", string(e.word), string(e.kana), e.role, e.weight)
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
