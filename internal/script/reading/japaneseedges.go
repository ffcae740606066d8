package reading

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// japaneseEdges gives the readings of every kanji and kana of a name, and of
// the words in it that are read as a whole.
func japaneseEdges(name []rune) []Edge {
	t := japaneseTable()
	b := edgeBuilder{table: t, name: name, ends: make([][2]bool, len(name)+1)}
	for i := range name {
		b.units = append(b.units, b.unit(i))
	}
	for i := range name {
		for _, u := range b.units[i] {
			b.add(i, u)
		}
	}
	return b.edges
}

// unit is a way to read one or more characters from some place on.
type unit struct {
	n     int // characters
	latin string
	cost  int
}

type edgeBuilder struct {
	table *jaTable
	name  []rune
	units [][]unit
	ends  [][2]bool // some reading that ends here ends in o, in u
	edges []Edge
}

// unit lists the readings from character i on.
func (b *edgeBuilder) unit(i int) []unit {
	var out []unit
	if isKana(b.name[i]) {
		return kanaUnits(b.name, i)
	}
	for _, r := range b.table.at(b.name[i], i, len(b.name)) {
		out = append(out, unit{1, r.latin, r.cost})
		if len(r.latin) > 1 && r.latin[0] == 'y' && strings.IndexByte("auo", r.latin[1]) >= 0 {
			out = append(out, unit{1, "j" + r.latin[1:], r.cost + foreign}) // as Germans write
		}
	}
	for n := 2; n <= b.table.longest && i+n <= len(b.name); n++ {
		for _, r := range b.table.words[string(b.name[i:i+n])] {
			out = append(out, unit{n, r.latin, r.cost})
		}
	}
	return packInUse.Load().units(out, b.name, i)
}

// initials gives the consonants a doubled reading before character i can take.
func (b *edgeBuilder) initials(i int) string {
	seen := [4]bool{}
	if i < len(b.units) {
		for _, u := range b.units[i] {
			if k := strings.IndexByte("ksptc", u.latin[0]); k >= 0 {
				seen[k%4|k/4*3] = true // c is doubled by t
			}
		}
	}
	out := ""
	for k, ok := range seen {
		if ok {
			out += "kspt"[k : k+1]
		}
	}
	return out
}

// add makes the edges of one unit: with a doubled consonant for each that can
// follow, and without its first vowel where that only lengthens the vowel before.
func (b *edgeBuilder) add(i int, u unit) {
	to := i + u.n
	if u.latin[len(u.latin)-1] == doubled {
		next := b.initials(to)
		for k := range len(next) {
			b.edges = append(b.edges, Edge{i, to, u.latin[:len(u.latin)-1] + next[k:k+1], u.cost})
		}
		return
	}
	switch u.latin[len(u.latin)-1] {
	case 'o':
		b.ends[to][0] = true
	case 'u':
		b.ends[to][1] = true
	}
	b.edges = append(b.edges, Edge{i, to, u.latin, u.cost})
	b.lengthened(i, to, u)
}

// lengthened adds what is left of u after a vowel that swallows its first one.
func (b *edgeBuilder) lengthened(i, to int, u unit) {
	for k, vowels := range [2]string{"ou", "u"} {
		if !b.ends[i][k] || strings.IndexByte(vowels, u.latin[0]) < 0 {
			continue
		}
		if rest := strings.TrimLeft(u.latin, vowels); rest != "" {
			b.edges = append(b.edges, Edge{i, to, rest, u.cost})
			continue
		}
		for _, e := range b.edges {
			if e.To == i && e.Latin[len(e.Latin)-1] == "ou"[k] {
				b.edges = append(b.edges, Edge{e.From, to, e.Latin, e.Cost + u.cost})
			}
		}
	}
}

// isKana reports whether r is a kana letter or the long mark.
func isKana(r rune) bool { return 'ぁ' <= r && r <= 'ゖ' || 'ァ' <= r && r <= 'ヺ' || r == 'ー' }

// kanaUnits reads the syllable at i, with a long mark behind it. A small ke
// is ga or ka between kanji.
func kanaUnits(name []rune, i int) []unit {
	n := 1
	for i+n < len(name) && strings.ContainsRune("ぁぃぅぇぉゃゅょゎァィゥェォャュョヮー", name[i+n]) {
		n++
	}
	switch name[i] {
	case 'っ', 'ッ':
		return nil
	case 'ヶ', 'ケ', 'ヵ', 'ゖ':
		return []unit{{n, "ke", 300}, {n, "ka", 300}, {n, "ga", 50}}
	}
	text := string(name[i : i+n])
	if i+n < len(name) && (name[i+n] == 'っ' || name[i+n] == 'ッ') {
		if latin := FromKana(text); latin != "" {
			return []unit{{n + 1, latin + string(doubled), 0}}
		}
	}
	latin := FromKana(text)
	if latin == "" {
		return nil
	}
	out := []unit{{n, latin, 0}}
	if i > 0 && isKana(name[i-1]) && len(latin) == 2 && (latin[0] == 'h' || latin == "fu") {
		silent := latin[1:]
		if silent == "a" {
			silent = "wa"
		}
		out = append(out, unit{n, silent, historic}) // かほり is read kaori
	}
	return out
}

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
	historic = 200  // h that is no longer spoken
)

// at gives the readings of a character at i in a name of n characters: what
// begins a name is mostly a surname, what ends it a given name.
func (t *jaTable) at(c rune, i, n int) []jaReading {
	general := t.chars[c]
	allow := [5]int{0, 0, 0, 0, 0}
	const never = 1 << 20
	switch {
	case n == 1:
		allow = [5]int{100, 100, 100, 100, 0}
	case i == 0:
		allow = [5]int{0, never, 150, never, 100}
	case i == n-1:
		allow = [5]int{never, 150, never, 0, 100}
	default:
		allow = [5]int{150, 0, 0, 150, 200}
	}
	out := make([]jaReading, 0, 2*len(general))
	known := t.scratch.Get().([]int16)
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
	t.scratch.Put(known)
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
	scratch *sync.Pool // of []int16, by id: 1 + place in a list, all 0
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
	t.scratch = &sync.Pool{New: func() any { return make([]int16, len(t.ids)) }}
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
