package reading

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// jaReading is one reading with its cost in centibits.
type jaReading struct {
	latin string
	cost  int
	id    int // equal for equal Latin
}

// Costs beyond the readings themselves.
const (
	dearest  = 1000 // of a reading that is looked at
	foreign  = 600  // y written j
	unheard  = 500  // doubling that was not learned
	historic = 200  // h that is no longer spoken
)

// allowance says what a reading costs more for being one of a class; never
// that it is not looked at.
type allowance [5]int

const never = 1 << 20

// Where a character stands: in a name that is not divided, in a surname, in a
// given name.
var (
	allowedAlone     = allowance{100, 100, 100, 100, 0}
	allowedFirst     = allowance{0, never, 150, never, 100}
	allowedInside    = allowance{150, 0, 0, 150, 200}
	allowedLast      = allowance{never, 150, never, 0, 100}
	allowedOfSurname = [2]allowance{{0, never, never, never, 100}, {never, 0, never, never, 200}} // its first, its others
	allowedOfGiven   = [2]allowance{{never, never, 0, never, 150}, {never, never, never, 0, 100}} // its others, its last
)

// at gives the readings of a character at i in a name of n characters: what
// begins a name is mostly a surname, what ends it a given name.
func (t *jaTable) at(c rune, i, n int) []jaReading {
	switch {
	case n == 1:
		return t.allowed(c, &allowedAlone)
	case i == 0:
		return t.allowed(c, &allowedFirst)
	case i == n-1:
		return t.allowed(c, &allowedLast)
	}
	return t.allowed(c, &allowedInside)
}

// allowed gives the readings of a character in the classes that are allowed.
func (t *jaTable) allowed(c rune, allow *allowance) []jaReading {
	general := t.chars[c]
	out := make([]jaReading, 0, 2*len(general))
	scratch := t.scratch.Get().(*[]int16)
	known := *scratch
	add := func(r jaReading, extra int) {
		switch r.cost += extra; {
		case known[r.id] == 0:
			out = append(out, r)
			known[r.id] = int16(len(out))
		case out[known[r.id]-1].cost > r.cost:
			out[known[r.id]-1].cost = r.cost
		}
	}
	for k, extra := range allow {
		class, ok := t.places[jaPlace{c, byte(k)}]
		if extra == never || !ok && k == 4 {
			continue
		}
		for _, r := range class.own {
			add(r, extra)
		}
		for _, r := range general {
			if r.cost+class.extra <= dearest {
				add(r, class.extra+extra)
			}
		}
	}
	for _, r := range out {
		known[r.id] = 0
	}
	t.scratch.Put(scratch)
	return out
}

type jaPlace struct {
	c     rune
	class byte
}

// jaClass are the readings of a character in a class; what it is read
// otherwise costs extra there.
type jaClass struct {
	own   []jaReading
	extra int
}

type jaTable struct {
	places  map[jaPlace]jaClass
	chars   map[rune][]jaReading
	words   map[string][]jaReading
	longest int // characters of the longest word
	ids     map[string]int
	scratch *sync.Pool // of *[]int16, by id: 1 + place in a list, all 0
}

// parseJapanese reads lines of a character or a word and its readings with
// their costs (健 ken120 takeshi180). Characters are folded again, as folding
// may have changed since the table was made.
func parseJapanese(text string) *jaTable {
	t := &jaTable{places: map[jaPlace]jaClass{}, ids: map[string]int{}, chars: make(map[rune][]jaReading, 8000), words: map[string][]jaReading{}}
	for len(text) > 0 {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		head, line, ok := strings.Cut(line, " ")
		if !ok {
			continue
		}
		head, extra, _ := strings.Cut(head, "+")
		class := byte(255)
		if last := head[len(head)-1]; last < 128 {
			class, head = last-'0', head[:len(head)-1]
		}
		head = script.Fold(head)
		list := make([]jaReading, 0, 1+strings.Count(line, " "))
		for line != "" {
			var field string
			field, line, _ = strings.Cut(line, " ")
			list = append(list, t.reading(field))
		}
		if class < 128 {
			c, _ := utf8.DecodeRuneInString(head)
			at := jaPlace{c, class}
			old := t.places[at]
			t.places[at] = jaClass{join(old.own, list), max(old.extra, number(extra))}
		} else if n := utf8.RuneCountInString(head); n > 1 {
			t.words[head] = join(t.words[head], list)
			t.longest = max(t.longest, n)
		} else if c, _ := utf8.DecodeRuneInString(head); n == 1 {
			t.chars[c] = join(t.chars[c], list)
		}
	}
	t.scratch = &sync.Pool{New: func() any { known := make([]int16, len(t.ids)); return &known }}
	return t
}

func (t *jaTable) reading(field string) jaReading {
	end := strings.IndexAny(field, "0123456789")
	id, ok := t.ids[field[:end]]
	if !ok {
		id = len(t.ids)
		t.ids[field[:end]] = id
	}
	return jaReading{field[:end], number(field[end:]), id}
}

func number(digits string) int {
	n := 0
	for _, d := range digits {
		n = n*10 + int(d-'0')
	}
	return n
}

// join makes one list where two characters became one by folding, with the
// cheaper of equal readings.
func join(old, list []jaReading) []jaReading {
	if len(old) == 0 {
		return list
	}
	for _, r := range list {
		known := false
		for i := range old {
			if old[i].id == r.id {
				old[i].cost, known = min(old[i].cost, r.cost), true
			}
		}
		if !known {
			old = append(old, r)
		}
	}
	return old
}
