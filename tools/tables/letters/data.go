package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script/letters"
)

// pair is one row: a word in letters of the first alphabet and one of the
// second, and how much the row counts.
type pair struct {
	a, b          []byte
	weight        float64
	latin, native string
	sure          bool // right beyond doubt
}

// read reads rows of Latin word, native letters with spaces between them,
// count. Rows without letters on one side are left out.
func read(path string, want letters.Alphabet) ([]pair, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read pairs: %w", err)
	}
	defer f.Close()
	var out []pair
	in := bufio.NewScanner(f)
	for in.Scan() {
		cols := strings.Split(in.Text(), "\t")
		if len(cols) != 3 {
			return nil, fmt.Errorf("read pairs: %s: %d columns in %q", path, len(cols), in.Text())
		}
		count, err := strconv.Atoi(cols[2])
		if err != nil {
			return nil, fmt.Errorf("read pairs: %s: %w", path, err)
		}
		p := pair{latin: cols[0], native: strings.ReplaceAll(cols[1], " ", ""), weight: weight(count)}
		var al, an letters.Alphabet
		p.a, al = letters.Spell(nil, p.latin)
		p.b, an = letters.Spell(nil, p.native)
		if al == letters.Latin && an == want && len(p.a) <= maxLetters && len(p.b) <= maxLetters {
			out = append(out, p)
		}
	}
	return out, in.Err()
}

const maxLetters = 30

// weight lets a row that was seen more often count more: it is likelier to be
// right.
func weight(count int) float64 {
	switch {
	case count >= 4:
		return 2
	case count >= 2:
		return 1.5
	}
	return 1
}
