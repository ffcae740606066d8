package fuzzy

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// want is a term of the asking, or one half of a word that is cut in two.
type want struct {
	from, to uint8 // slots; to = 0: cannot be asked for
	half     bool
	group    uint8 // of halves: which cut of the slot
	share    uint8 // of halves: hundredths of the slot
	like     uint8 // the best found, and how much it weighs
	weight   uint8
}

func (w *want) ok() bool { return w.to > 0 }

// slots gives the slots as bits.
func (w *want) slots() uint32 { return uint32(1<<w.to - 1<<w.from) }

// wanted is an asking in what the parts have of it.
type wanted struct {
	wants  []want
	found  [][]found // by part
	slot   [token.MaxSlots]int
	weight int // of all slots
}

// want begins an asking.
func (s *search) want() {
	s.wants = s.wants[:0]
	for i := range s.a.Terms {
		t, w := &s.a.Terms[i], want{}
		if t.From >= 0 && t.From < t.To && t.To <= s.a.Slots {
			w.from, w.to = uint8(t.From), uint8(t.To)
		}
		s.wants = append(s.wants, w)
	}
	for len(s.found) < len(s.parts) {
		s.found = append(s.found, nil)
	}
	for p := range s.parts {
		s.found[p] = s.found[p][:0]
	}
}

// weighSlots says how much each slot counts: as much as the narrowest term over
// it that was found (for itself, else what was found nearest), or as much as a
// name that occurs once where nothing was.
func (s *search) weighSlots() {
	unknown := uint8(1)
	for p := range s.parts {
		unknown = max(unknown, weigh(uint64(s.parts[p].Index.weighed), 1))
		for _, f := range s.found[p] {
			if w := &s.wants[f.asked]; f.like > w.like || f.like == w.like && f.weight < w.weight {
				w.like, w.weight = f.like, f.weight
			}
		}
	}
	s.weight = 0
	for i := range s.a.Slots {
		s.slot[i] = s.slotWeight(i, int(unknown))
		s.weight += s.slot[i]
	}
}

func (s *search) slotWeight(i, unknown int) int {
	narrow, weight := 0, 0 // of what was found
	least := 0             // width of the narrowest of all
	for k := range s.wants {
		w := &s.wants[k]
		if w.half || i < int(w.from) || i >= int(w.to) {
			continue
		}
		width := int(w.to - w.from)
		if least == 0 || width < least {
			least = width
		}
		if w.like > 0 && (narrow == 0 || width < narrow || width == narrow && int(w.weight) < weight) {
			narrow, weight = width, int(w.weight)
		}
	}
	if narrow == 0 {
		narrow, weight = max(least, 1), s.halvesWeight(i, unknown)
	}
	return max(1, weight/narrow)
}

// halvesWeight is how much the two words weigh into which the word of a slot
// may be cut, unknown where there are none.
func (s *search) halvesWeight(i, unknown int) int {
	for k := len(s.a.Terms); k+1 < len(s.wants); k += 2 {
		if l, r := &s.wants[k], &s.wants[k+1]; int(l.from) == i && l.like > 0 && r.like > 0 {
			return int(l.weight) + int(r.weight)
		}
	}
	return unknown
}

const (
	maxCuts   = 4  // ways in which one word is cut in two
	cutFrom   = 5  // letters of the shortest word that is cut
	cutHalf   = 2  // letters of the shortest half
	cutLike   = 95 // likeness of both halves
	wordSpace = 'w'
)

// cut is a way to cut a word.
type cutAt struct{ at, weight int }

// split looks for words that are two words of the vocabulary written as one,
// the ones that occur most often first.
func (s *search) split() {
	for i := range s.a.Terms {
		t := &s.a.Terms[i]
		if !s.wants[i].ok() || t.To-t.From != 1 || !cuttable(t.Text) {
			continue
		}
		var cuts [maxCuts + 1]cutAt
		n := 0
		for at := 1 + cutHalf; at <= len(t.Text)-cutHalf; at++ {
			if w := s.halves(t.Text, at, nil); w > 0 {
				cuts[n] = cutAt{at, w}
				n++
				slices.SortStableFunc(cuts[:n], func(a, b cutAt) int { return cmp.Compare(a.weight, b.weight) })
				n = min(n, maxCuts)
			}
		}
		for g, c := range cuts[:n] {
			if len(s.wants)+2 > 1<<16-1 {
				return
			}
			share := 100 * (c.at - 1) / (len(t.Text) - 1)
			k := len(s.wants)
			left := want{from: uint8(t.From), to: uint8(t.To), half: true, group: uint8(g), share: uint8(share)}
			right := left
			right.share = uint8(100 - share)
			s.wants = append(s.wants, left, right)
			s.halves(t.Text, c.at, func(p, half int, term uint32) { s.find(p, term, k+half, cutLike, 0) })
		}
	}
}

// cuttable says whether a term is a word of letters that may be two.
func cuttable(text string) bool {
	if len(text) <= cutFrom || text[0] != wordSpace {
		return false
	}
	for i := 1; i < len(text); i++ {
		if text[i] < 'a' || text[i] > 'z' {
			return false
		}
	}
	return true
}

// halves says how much the two halves of a word weigh, 0 where no part has both.
func (s *search) halves(text string, at int, each func(p, half int, term uint32)) int {
	best := 0
	for p := range s.parts {
		x := s.parts[p].Index
		a, ok := x.term([]byte(text[:at]))
		if !ok {
			continue
		}
		var buf [64]byte
		b, ok := x.term(append(append(buf[:0], wordSpace), text[at:]...))
		if !ok {
			continue
		}
		if each != nil {
			each(p, 0, a)
			each(p, 1, b)
		}
		if w := x.weightOf(a) + x.weightOf(b); best == 0 || w < best {
			best = w
		}
	}
	return best
}

// bound is the most that a writing can agree: sums over slots and over terms of
// what they weigh, times hundredths of likeness.
type bound struct{ q, v int32 }

func (b bound) plus(c bound) bound { return bound{b.q + c.q, b.v + c.v} }

// most is what a writing with this mass can score: together of both sides, but
// rounded once, so never less.
func (s *search) most(b bound, mass uint16) int {
	q, v := min(int(b.q), 100*s.weight), min(int(b.v), 100*int(mass))
	if q <= 0 || v <= 0 {
		return 0
	}
	return int(uint64(200*q*v) / uint64(q*int(mass)+v*s.weight))
}

// exact is the score of a writing that agrees in this and nothing else.
func (s *search) exact(b bound, mass uint16) int {
	return together(min(10000, 100*int(b.q)/s.weight), min(10000, 100*int(b.v)/max(1, int(mass))))
}

// mostOf is what any writing can score.
func (s *search) mostOf(b bound) int { return together(min(10000, 100*int(b.q)/s.weight), 10000) }

// part is what one match brings at most.
func (s *search) part(m match, weight uint8) bound {
	w, b := &s.wants[m.asked], bound{v: int32(m.like) * int32(weight)}
	if w.half {
		b.q = int32(s.slot[w.from] * (int(w.share) * int(m.like) / 100))
		return b
	}
	for i := w.from; i < w.to; i++ {
		b.q += int32(s.slot[i] * int(m.like))
	}
	return b
}

// slotBounds is what the common terms can bring, all of them and those with each
// sign.
type slotBounds struct {
	like   [32]int32 // best likeness of each slot
	value  [32]int32 // the most that the terms which begin in a slot bring to the writing's side
	best   []int32   // by want
	bySign [16]bound
	known  [256]knownBound
}

// knownBound is remembered for the signs of a writing.
type knownBound struct {
	signs uint16
	bound
}

// boundCommons looks at all common terms that were met.
func (s *search) boundCommons() {
	t := &s.slotBounds
	clear(t.known[:])
	for k := range 16 {
		t.bySign[k] = bound{}
		if s.signs&(1<<k) != 0 {
			t.bySign[k] = s.boundOver(1 << k)
		}
	}
	s.boundOver(s.signs)
}

// boundOver makes the bounds of the common terms that have one of the signs.
func (s *search) boundOver(signs uint16) bound {
	t := &s.slotBounds
	t.like, t.value = [32]int32{}, [32]int32{}
	t.best = append(t.best[:0], make([]int32, len(s.wants))...)
	for i := range s.commons {
		if c := &s.commons[i]; signOf(c.ordinal)&signs != 0 {
			s.boundCommon(&s.mets[c.met])
		}
	}
	return s.boundOf(s.all)
}

// boundCommon notes what a common term can bring.
func (s *search) boundCommon(m *met) {
	t := &s.slotBounds
	for i := m.first; i >= 0; i = s.matches[i].next {
		a := s.matches[i]
		w := &s.wants[a.asked]
		if v := int32(a.like) * int32(m.weight); v > t.best[a.asked] {
			t.value[w.from] += v - t.best[a.asked]
			t.best[a.asked] = v
		}
		for k := w.from; k < w.to; k++ {
			t.like[k] = max(t.like[k], int32(a.like))
		}
	}
}

// boundOf sums up what common terms can bring to the slots of mask.
func (s *search) boundOf(mask uint32) (b bound) {
	for m := mask; m != 0; m &= m - 1 {
		i := bits.TrailingZeros32(m)
		b.q += int32(s.slot[i]) * s.slotBounds.like[i]
		b.v += s.slotBounds.value[i]
	}
	return b
}

// signed is what common terms with these signs can bring.
func (s *search) signed(signs uint16) bound {
	if signs == 0 {
		return bound{}
	}
	c := &s.known[uint32(signs)*0x9E3779B1>>24]
	if c.signs == signs {
		return c.bound
	}
	b := bound{}
	for m := signs; m != 0; m &= m - 1 {
		b = b.plus(s.bySign[bits.TrailingZeros16(m)])
	}
	*c = knownBound{signs, b}
	return b
}
