package reading

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// byRune keeps what was worked out for a character. Nothing is forgotten; there
// are as many entries as characters that tables know.
type byRune[T any] struct {
	pages [0x330]atomic.Pointer[[256]atomic.Pointer[T]]
}

// get gives the entry of a character; work is called for one that is new, by
// several at a time perhaps, to the same result.
func (b *byRune[T]) get(r rune, work func(rune) *T) *T {
	if r < 0 || int(r>>8) >= len(b.pages) {
		return work(r)
	}
	page := b.pages[r>>8].Load()
	if page == nil {
		b.pages[r>>8].CompareAndSwap(nil, new([256]atomic.Pointer[T]))
		page = b.pages[r>>8].Load()
	}
	entry := page[r&255].Load()
	if entry == nil {
		entry = work(r)
		page[r&255].Store(entry)
	}
	return entry
}

// cheapest orders pieces and keeps the first of equal ones, at most so many.
func cheapest(pieces []piece, most int) []piece {
	slices.SortFunc(pieces, func(a, b piece) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.latin, b.latin), cmp.Compare(a.before, b.before))
	})
	n := 0
	for _, p := range pieces {
		known := slices.ContainsFunc(pieces[:n], func(o piece) bool { return o.latin == p.latin && o.before == p.before })
		if !known && n < most {
			pieces[n] = p
			n++
		}
	}
	return slices.Clip(pieces[:n])
}

// hanPieces are the readings of a Chinese character at the start of a name and
// further on, by kind.
type hanPieces [2][len(kinds)][]piece

var hanKnown byRune[hanPieces]

// beforeIt is a character that can stand before any other: a surname of every
// system, of no compound.
const beforeIt = '陳'

func hanPiecesOf(r rune) *hanPieces {
	out := new(hanPieces)
	for system := OnReading; system < Korean; system++ {
		first := languages[system].edges([]rune{r})
		later := languages[system].edges([]rune{beforeIt, r})
		for k := range kinds {
			if kinds[k].system == system {
				out[0][k] = piecesOf(first, 0, 1, k)
				out[1][k] = piecesOf(later, 1, 2, k)
			}
		}
	}
	return out
}

// piecesOf are the edges of some characters that are of one kind.
func piecesOf(edges []Edge, from, to, kind int) []piece {
	var out []piece
	for _, e := range edges {
		if e.From == from && e.To == to && isCapital(e.Latin) == kinds[kind].kana {
			out = append(out, piece{latin: e.Latin, cost: int32(e.Cost)})
		}
	}
	return cheapest(out, kinds[kind].most)
}

// isCapital tells a rendering in katakana from a romanisation.
func isCapital(latin string) bool { return 'A' <= latin[0] && latin[0] <= 'Z' }

// hanLists lists how the characters of a name are read in one kind.
func hanLists(lists []list, name []rune, kind int) []list {
	for i, r := range name {
		known := hanKnown.get(r, hanPiecesOf)
		lists = append(lists, list{i, i + 1, known[min(i, 1)][kind]})
	}
	switch system := kinds[kind].system; system {
	case Pinyin, WadeGiles, Cantonese, Dialect:
		if han().word(name) != "" {
			lists = append(lists, list{0, 2, piecesOf(languages[system].edges(name[:2]), 0, 2, kind)})
		}
	}
	return lists
}

// edgeLists lists edges by what they read.
func edgeLists(lists []list, edges []Edge, kind int) []list {
	for _, e := range edges {
		if !slices.ContainsFunc(lists, func(l list) bool { return l.from == e.From && l.to == e.To }) {
			lists = append(lists, list{e.From, e.To, piecesOf(edges, e.From, e.To, kind)})
		}
	}
	return lists
}

// How a row of Japanese characters is looked at: undivided or one character, as
// a surname, as a given name.
const (
	asRow = iota
	asSurname
	asGiven
)

// jaPieces are the readings of a kanji by where it stands.
type jaPieces [len(jaAllowed)][]piece

var (
	jaAllowed = [...]*allowance{&allowedAlone, &allowedFirst, &allowedInside, &allowedLast, &allowedOfSurname[0], &allowedOfSurname[1], &allowedOfGiven[0], &allowedOfGiven[1]}
	jaKnown   byRune[jaPieces]
)

// jaMost is how many readings of one kanji are looked at.
const jaMost = 40

func jaPiecesOf(r rune) *jaPieces {
	out := new(jaPieces)
	for k, allow := range jaAllowed {
		var pieces []piece
		for _, known := range japaneseTable().allowed(r, allow) {
			pieces = appendPieces(pieces, known)
		}
		out[k] = cheapest(pieces, jaMost)
	}
	return out
}

// place says which of jaAllowed holds for character i of n.
func place(as, i, n int) int {
	last := i == n-1
	switch {
	case n == 1:
		return 0
	case as == asSurname:
		return 4 + min(i, 1)
	case as == asGiven && last:
		return 7
	case as == asGiven:
		return 6
	case i == 0:
		return 1
	case last:
		return 3
	}
	return 2
}

// appendPieces adds a reading and what it doubles, as edgeBuilder.add does.
func appendPieces(pieces []piece, r jaReading) []piece {
	if stem, ok := strings.CutSuffix(r.latin, string(doubled)); ok {
		return append(pieces, piece{stem, int32(r.cost), doublesAny})
	}
	pieces = append(pieces, piece{r.latin, int32(r.cost), doublesNone})
	for _, s := range [...]struct {
		end    string
		before uint8
	}{{"tsu", doublesAny}, {"chi", doublesAny}, {"ku", doublesK}, {"ki", doublesK}} {
		if stem, ok := strings.CutSuffix(r.latin, s.end); ok && len(stem) > 1 && r.cost < dearest {
			pieces = append(pieces, piece{stem, int32(r.cost + unheard), s.before})
		}
	}
	return pieces
}

// japanese finds the readings of a row: of two or three characters as a surname
// and as a given name, of more as one with the other.
func (s *scratch) japanese(run []rune, most int) {
	start, looks, extra := len(s.found), []int{asRow}, [3]int{}
	if n := len(run); n == 2 || n == 3 {
		looks, extra = []int{asSurname, asGiven}, unlikely(run)
	}
	for _, as := range looks {
		s.jaLists(run, as)
		s.best(len(run), most, true)
		for _, w := range s.ways[len(run)] {
			s.find(start, Japanese, s.latin(w), w.cost+extra[as])
		}
	}
	slices.SortStableFunc(s.found[start:], func(a, b found) int { return a.cost - b.cost })
	s.found = s.found[:min(len(s.found), start+most)]
}

// jaLists lists the readings of characters, and of words that are read as a whole.
func (s *scratch) jaLists(run []rune, as int) {
	t, pack := japaneseTable(), packInUse.Load()
	var buf [4 * MaxRunes]byte
	var at [MaxRunes + 1]int
	bytes := buf[:0]
	for i, r := range run {
		bytes = utf8.AppendRune(bytes, r)
		at[i+1] = len(bytes)
	}
	s.lists, s.pieces = s.lists[:0], s.pieces[:0]
	for i, r := range run {
		if isKana(r) {
			s.jaKana(run, i)
			continue
		}
		s.lists = append(s.lists, list{i, i + 1, jaKnown.get(r, jaPiecesOf)[place(as, i, len(run))]})
		for n := 2; n <= t.longest && i+n <= len(run); n++ {
			s.jaWord(i, i+n, t.words[string(bytes[at[i]:at[i+n]])])
		}
	}
	for i := range run {
		for n := 1; pack != nil && n <= pack.longest && i+n <= len(run); n++ {
			s.jaWord(i, i+n, pack.words[string(bytes[at[i]:at[i+n]])])
		}
	}
}

func (s *scratch) jaWord(from, to int, words []jaReading) {
	if len(words) == 0 {
		return
	}
	start := len(s.pieces)
	for _, r := range words {
		s.pieces = appendPieces(s.pieces, r)
	}
	s.lists = append(s.lists, list{from, to, cheapest(s.pieces[start:], jaMost)})
}

func (s *scratch) jaKana(run []rune, i int) {
	for _, u := range kanaUnits(run, i) {
		start := len(s.pieces)
		s.pieces = appendPieces(s.pieces, jaReading{latin: u.latin, cost: u.cost})
		s.lists = append(s.lists, list{i, i + u.n, s.pieces[start:len(s.pieces):len(s.pieces)]})
	}
}

// unlikely is what reading a row as a surname or as a given name costs for what
// its characters say against it.
func unlikely(run []rune) (extra [3]int) {
	t := japaneseCuts()
	if d := (t.surname(run) - t.given(run)) / 2; d > 0 {
		extra[asSurname] = min(d, 300)
	} else {
		extra[asGiven] = min(-d, 300)
	}
	return extra
}
