package reading

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// Pack is more readings of Japanese names than the program ships with: from
// sources whose licence keeps them apart. tools/tables/japack makes one.
type Pack struct {
	Name, Version, Licence string

	words   map[string][]jaReading
	longest int
}

// packMagic is the first line of a pack; after it come lines "name: ...",
// "version: ...", "licence: ...", an empty line, and lines of a word and its
// readings with their costs, as in the learned table.
const packMagic = "sekifuda readings 1"

// Bounds of a pack, so that a broken one fails before it fills the memory.
const (
	maxPackBytes = 64 << 20
	maxPackCost  = 2000
)

// LoadPack reads a pack, plain or through gzip. It fails on the first line that
// is no entry, on a pack without name, version and licence, and on one of more than 64 MB.
func LoadPack(r io.Reader) (*Pack, error) {
	in := bufio.NewReader(r)
	if magic, _ := in.Peek(2); string(magic) == "\x1f\x8b" {
		plain, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("load pack of readings: %w", err)
		}
		in = bufio.NewReader(plain)
	}
	p := &Pack{words: map[string][]jaReading{}}
	limited := &io.LimitedReader{R: in, N: maxPackBytes + 1}
	lines := bufio.NewScanner(limited)
	head := true
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		ok := true
		switch {
		case n == 1:
			ok = line == packMagic
		case line == "":
			head = false
		case head:
			ok = p.header(line)
		default:
			ok = p.entry(line)
		}
		if !ok {
			return nil, fmt.Errorf("load pack of readings: line %d: %.80q is no part of a pack", n, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("load pack of readings: %w", err)
	}
	if limited.N == 0 {
		return nil, fmt.Errorf("load pack of readings: more than %d bytes", maxPackBytes)
	}
	if p.Name == "" || p.Version == "" || p.Licence == "" {
		return nil, fmt.Errorf("load pack of readings: name %q, version %q, licence %q must all be there", p.Name, p.Version, p.Licence)
	}
	return p, nil
}

func (p *Pack) header(line string) bool {
	key, value, ok := strings.Cut(line, ": ")
	switch key {
	case "name":
		p.Name = value
	case "version":
		p.Version = value
	case "licence":
		p.Licence = value
	default:
		return false
	}
	return ok
}

func (p *Pack) entry(line string) bool {
	f := strings.Fields(line)
	word := ""
	if len(f) > 0 {
		word = script.Fold(f[0])
	}
	n := utf8.RuneCountInString(word)
	if len(f) < 2 || n == 0 || n > MaxRunes {
		return false
	}
	for _, field := range f[1:] {
		end := strings.IndexAny(field, "0123456789")
		if end <= 0 || len(field)-end > 4 || strings.Trim(field[end:], "0123456789") != "" {
			return false
		}
		r := jaReading{latin: japaneseLatin(field[:end]), cost: number(field[end:])}
		if r.latin == "" || r.cost > maxPackCost {
			return false
		}
		p.words[word] = append(p.words[word], r)
	}
	p.longest = max(p.longest, n)
	return true
}

var packInUse atomic.Pointer[Pack]

// Use makes names that are prepared from now on readable by a pack too; nil
// ends that. It is for the start of a program: names prepared with different
// packs do not give comparable results.
func Use(p *Pack) { packInUse.Store(p) }

// InUse gives the pack that Use was called with, nil for none, so that a result can say what it rests on.
func InUse() *Pack { return packInUse.Load() }

// units adds the readings of a pack for the words that begin at i.
func (p *Pack) units(out []unit, name []rune, i int) []unit {
	if p == nil {
		return out
	}
	for n := 1; n <= p.longest && i+n <= len(name); n++ {
		for _, r := range p.words[string(name[i:i+n])] {
			out = append(out, unit{n, r.latin, r.cost})
		}
	}
	return out
}
