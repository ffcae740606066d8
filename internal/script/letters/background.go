package letters

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Costs are in 1/10 bit: -10 log2 of a probability.

// background tells what each letter costs after the one before it, in a word
// that nothing is known of.
type background struct {
	n    int
	cost []uint8 // by letter before and letter; 0 is start and end
}

func (b *background) letter(before, l byte) int32 { return int32(b.cost[int(before)*b.n+int(l)]) }

// appendCosts appends what each letter of a word costs.
func (b *background) appendCosts(dst, w []byte) []byte {
	last := byte(0)
	for _, l := range w {
		dst = append(dst, b.cost[int(last)*b.n+int(l)])
		last = l
	}
	return dst
}

func (b *background) word(w string) int32 {
	sum, last := int32(0), byte(0)
	for i := 0; i < len(w); i++ {
		sum += b.letter(last, w[i])
		last = w[i]
	}
	return sum + b.letter(last, 0)
}

type backgroundSet [Alphabets]background

func (s *backgroundSet) of(a Alphabet) *background { return &s[a] }

// background.tbl holds, gzipped, a line for each alphabet and letter: its
// name, the letter's number, the costs of all letters after it.
//
//go:embed background.tbl
var backgroundTable []byte

var backgrounds = sync.OnceValue(func() *backgroundSet {
	s, err := readBackgrounds(backgroundTable)
	if err != nil {
		panic("letters: background.tbl: " + err.Error()) // the table is part of the program
	}
	return s
})

func readBackgrounds(table []byte) (*backgroundSet, error) {
	s := &backgroundSet{}
	for a := Latin; a < Alphabets; a++ {
		n := Letters(a)
		s[a] = background{n, make([]uint8, n*n)}
		for i := range s[a].cost {
			s[a].cost[i] = 100
		}
	}
	err := readLines(table, func(fields []string) error {
		a := alphabetNamed(fields[0])
		l, err := strconv.Atoi(fields[1])
		if err != nil || a == None || l >= s[a].n || len(fields)-2 != s[a].n {
			return fmt.Errorf("line of %s %s", fields[0], fields[1])
		}
		for i, f := range fields[2:] {
			c, err := strconv.ParseUint(f, 10, 8)
			if err != nil {
				return fmt.Errorf("line of %s %s: %w", fields[0], fields[1], err)
			}
			s[a].cost[l*s[a].n+i] = uint8(c)
		}
		return nil
	})
	return s, err
}

func alphabetNamed(name string) Alphabet {
	for a := Latin; a < Alphabets; a++ {
		if alphabetNames[a] == name {
			return a
		}
	}
	return None
}

// readLines calls line with the fields of each line of a gzipped table.
func readLines(table []byte, line func(fields []string) error) error {
	z, err := gzip.NewReader(bytes.NewReader(table))
	if err != nil {
		return fmt.Errorf("unzip: %w", err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if fields := strings.Fields(in.Text()); len(fields) > 1 {
			if err := line(fields); err != nil {
				return err
			}
		}
	}
	return in.Err()
}
