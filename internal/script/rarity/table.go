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

// packed is the table, text under gzip. Its lines:
//
//	words person|body        what follows lists words of this kind
//	unit han person|body, unit hangul|pinyin|korean person
//	                         what follows lists syllables or characters that words are made of
//	NUMBER WORD WORD …       words that say NUMBER hundredths of a bit
//	grams ALPHABET ORDER BASE SLOPE
//	                         the next line has the letters, the one after it one printable
//	                         character for each row of ORDER of them: (c-'!')*gramStep
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
	for k, size := range []int{24 << 10, 2 << 10} {
		t.words[k], t.han[k] = make(map[string]uint16, size), map[string]uint16{}
	}
	return t
}

func parse(text string) (*tables, error) {
	t := newTables()
	var list map[string]uint16
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if line != "" && '0' <= line[0] && line[0] <= '9' {
			if err := enter(list, line); err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			continue
		}
		if rest, ok := strings.CutPrefix(line, "grams "); ok && i+2 < len(lines) {
			g, err := newGrams(strings.Fields(rest), lines[i+1], lines[i+2])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			t.grams = append(t.grams, g)
			i += 2
			continue
		}
		if list = t.section(line); list == nil {
			return nil, fmt.Errorf("line %d: no list %q", i+1, line)
		}
	}
	return t, nil
}

// enter puts the words of one line into a list.
func enter(list map[string]uint16, line string) error {
	first, rest, _ := strings.Cut(line, " ")
	bits, err := strconv.ParseUint(first, 10, 16)
	if err != nil || list == nil {
		return fmt.Errorf("words of %q in no list: %w", first, err)
	}
	for rest != "" {
		var w string
		w, rest, _ = strings.Cut(rest, " ")
		list[w] = uint16(bits)
	}
	return nil
}
