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
//	unit han|hangul|pinyin|korean person|body
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
	words [2]map[string]uint16
	units map[string]map[string]uint16
	grams []*grams
}

var table = sync.OnceValue(func() *tables {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err == nil {
		var text []byte
		if text, err = io.ReadAll(z); err == nil {
			var t *tables
			if t, err = parse(string(text)); err == nil {
				return t
			}
		}
	}
	panic("rarity: embedded table: " + err.Error()) // the tests unpack it
})

// sections names where the lists of a table go.
func (t *tables) section(fields []string) (map[string]uint16, error) {
	switch {
	case len(fields) == 2 && fields[0] == "words" && fields[1] == "person":
		return t.words[Person], nil
	case len(fields) == 2 && fields[0] == "words" && fields[1] == "body":
		return t.words[Body], nil
	case len(fields) == 3 && fields[0] == "unit":
		name := fields[1] + " " + fields[2]
		if t.units[name] == nil {
			t.units[name] = map[string]uint16{}
		}
		return t.units[name], nil
	}
	return nil, fmt.Errorf("no section %q", fields)
}

func parse(text string) (*tables, error) {
	t := &tables{units: map[string]map[string]uint16{}}
	t.words[Person] = make(map[string]uint16, 1<<15)
	t.words[Body] = make(map[string]uint16, 1<<12)
	var list map[string]uint16
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if '0' <= line[0] && line[0] <= '9' {
			first, rest, _ := strings.Cut(line, " ")
			bits, err := strconv.ParseUint(first, 10, 16)
			if err != nil || list == nil {
				return nil, fmt.Errorf("line %d: list %q: %w", i+1, first, err)
			}
			for len(rest) > 0 {
				var w string
				w, rest, _ = strings.Cut(rest, " ")
				list[w] = uint16(bits)
			}
			continue
		}
		fields := strings.Fields(line)
		if fields[0] == "grams" {
			if i+2 >= len(lines) {
				return nil, fmt.Errorf("line %d: grams end early", i+1)
			}
			g, err := newGrams(fields[1:], lines[i+1], lines[i+2])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			t.grams = append(t.grams, g)
			i += 2
			continue
		}
		var err error
		if list, err = t.section(fields); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return t, nil
}
