package rarity

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

//go:generate go -C ../../../tools run ./tables/rarity -out ../internal/script/rarity/rarity.tbl

// packed is the table, text under gzip. Its sections:
//
//	words person|body COUNT             words of this kind follow
//	unit han person|body COUNT          characters that names are made of
//	unit hangul|pinyin|korean person COUNT
//	                                    syllables that names are made of
//	grams ALPHABET ORDER BASE SLOPE     two lines follow: the letters, and one printable
//	                                    character for each row of ORDER of them, (c-'!')*gramStep
//
// A word is one line, in the order of its bytes: a letter for how many bytes it
// shares with the word before ('A' is none), the rest, and what it says, (c-'!')*step.
//
//go:embed rarity.tbl
var packed []byte

// tables is the table unpacked. It is read-only.
type tables struct {
	words                  [2]map[string]uint16
	han                    [2]map[string]uint16 // characters that names are made of
	hangul, pinyin, korean map[string]uint16    // syllables
	grams                  []*grams
}

var table = sync.OnceValue(func() *tables {
	t, err := unpack()
	if err != nil {
		panic("rarity: embedded table: " + err.Error()) // the tests unpack it
	}
	return t
})

func unpack() (*tables, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	return parse(string(text))
}

// section finds the list that a head names, nil if none.
func (t *tables) section(head string) map[string]uint16 {
	return map[string]map[string]uint16{
		"words person": t.words[Person], "words body": t.words[Body], "unit han person": t.han[Person], "unit han body": t.han[Body],
		"unit hangul person": t.hangul, "unit pinyin person": t.pinyin, "unit korean person": t.korean,
	}[head]
}

func newTables() *tables {
	t := &tables{hangul: map[string]uint16{}, pinyin: map[string]uint16{}, korean: map[string]uint16{}}
	for k, size := range []int{48 << 10, 2 << 10} {
		t.words[k], t.han[k] = make(map[string]uint16, size), map[string]uint16{}
	}
	return t
}

func parse(text string) (*tables, error) {
	t := newTables()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		if rest, ok := strings.CutPrefix(lines[i], "grams "); ok && i+2 < len(lines) {
			g, err := newGrams(strings.Fields(rest), lines[i+1], lines[i+2])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			t.grams = append(t.grams, g)
			i += 2
			continue
		}
		at := strings.LastIndexByte(lines[i], ' ')
		list, n := t.section(lines[i][:max(at, 0)]), 0
		if at > 0 {
			n, _ = strconv.Atoi(lines[i][at+1:])
		}
		if list == nil || n <= 0 || i+n >= len(lines) {
			return nil, fmt.Errorf("line %d: %q is no section", i+1, lines[i])
		}
		if err := enter(list, lines[i+1:i+1+n]); err != nil {
			return nil, fmt.Errorf("line %d and following: %w", i+2, err)
		}
		i += n
	}
	return t, nil
}

// enter puts words into a list. All of them lie in one string.
func enter(list map[string]uint16, lines []string) error {
	all := make([]byte, 0, 16*len(lines))
	ends := make([]int, len(lines))
	start := 0
	for i, line := range lines {
		if len(line) < 2 {
			return fmt.Errorf("%q is no word", line)
		}
		shared := int(line[0]) - 'A'
		if shared < 0 || shared > len(all)-start {
			return fmt.Errorf("%q shares more than there is", line)
		}
		before := all[start : start+shared]
		start = len(all)
		all = append(append(all, before...), line[1:len(line)-1]...)
		ends[i] = len(all)
	}
	text, start := string(all), 0
	for i, line := range lines {
		list[text[start:ends[i]]] = uint16(line[len(line)-1]-'!') * step
		start = ends[i]
	}
	return nil
}

// step is the precision of the table, in 1/100 bit.
const step = 50
