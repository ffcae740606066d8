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
			s.halves(t.Text, c.at, func(p, half int, term uint32) { s.find(p, term, k+half, cutLike) })
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

// bound is the most that a writing can agree when only some slots are covered.
type bound struct{ q, v int }

// boundOf sums up the slots of mask.
func (s *search) boundOf(mask uint32) bound {
	c := &s.bounds[mask*0x9E3779B1>>24]
	if c.mask == mask && c.set {
		return c.bound
	}
	q, v := 0, 0
	for m := mask; m != 0; m &= m - 1 {
		i := bits.TrailingZeros32(m)
		q += s.slot[i] * s.most[i]
		v += s.value[i]
	}
	*c = cachedBound{mask, true, bound{min(10000, 100*q/s.weight), v}}
	return c.bound
}

// score of a writing with this mass at most.
func (b bound) score(mass int) int {
	return together(b.q, min(10000, 100*b.v/max(1, mass)))
}
