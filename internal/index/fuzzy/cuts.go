package fuzzy

import (
	"cmp"
	"slices"
)

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
