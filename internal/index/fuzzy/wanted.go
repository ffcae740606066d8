package fuzzy

import (
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
