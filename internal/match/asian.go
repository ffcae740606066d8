package match

import "github.com/sekifuda/sekifuda/internal/script"

// compareRunes compares names in kanji, kana or Hangul, which have no words, or
// none that all writers divide alike, character by character. For a person another
// character is another name; a company's long name may hold a slip.
func compareRunes(out *alignment, a, b *name, person bool) {
	whole := pair{ni: len(a.units), nj: len(b.units), weight: max(a.bits, b.bits, leastWeight)}
	switch {
	case equalParts(a, b):
		out.set(whole, 9900, ruleEqual, "order")
		return
	case a.kind != kana && alike(a.runes, b.runes):
		out.set(whole, 9000, ruleAlike, "sound_alike")
		return
	}
	n := max(len(a.runes), len(b.runes))
	if n > maxRunes || n == 0 {
		return
	}
	edits := plainEdits(a.runes, b.runes)
	score := Full - edits*Full/n
	if person && a.kind != kana || n < 5 {
		score = min(score, Agrees-500)
	}
	if edits > 2 || person && a.kind == kana && edits > 1 {
		score = min(score, Agrees-100)
	}
	out.set(whole, max(score, 0), ruleSpelling, "spelling")
}

// set makes one pair all there is.
func (out *alignment) set(p pair, score int, r rule, why string) {
	if score > 0 {
		p.sim, p.rule = score, r
		out.pairs = append(out.pairs[:0], p)
	}
	out.score, out.why = score, why
}

// equalParts reports whether both have the same parts in any order; one of them
// may be written without spaces.
func equalParts(a, b *name) bool {
	if len(a.units) == 2 && turnedRound(a, b) || len(b.units) == 2 && turnedRound(b, a) {
		return true
	}
	if len(a.sorted) != len(b.sorted) || len(a.sorted) < 2 {
		return false
	}
	for i := range a.sorted {
		if a.sorted[i] != b.sorted[i] {
			return false
		}
	}
	return true
}

func alike(x, y []rune) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] && !script.Alike(x[i], y[i]) && !(i == 0 && northSouth(x[i], y[i])) {
			return false
		}
	}
	return true
}

// northSouth reports whether two syllables are one surname as the North and the
// South of Korea write it: 리 and 이, 로 and 노.
func northSouth(a, b rune) bool {
	const first, last, perInitial, nieun, rieul, ieung = 0xAC00, 0xD7A3, 21 * 28, 2, 5, 11
	if a < first || a > last || b < first || b > last || (a-first)%perInitial != (b-first)%perInitial {
		return false
	}
	x, y := (a-first)/perInitial, (b-first)/perInitial
	return x != y && (x == rieul || y == rieul) && (x == nieun || y == nieun || x == ieung || y == ieung)
}

// plainEdits is the number of whole edits.
func plainEdits(a, b []rune) int {
	var rows [2][maxRunes + 1]int
	prev, cur := &rows[0], &rows[1]
	for j := range b {
		prev[j+1] = j + 1
	}
	for i := range a {
		cur[0] = i + 1
		for j := range b {
			c := prev[j]
			if a[i] != b[j] {
				c++
			}
			cur[j+1] = min(c, prev[j+1]+1, cur[j]+1)
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}

// turnedRound reports whether the two words of a, the second one first, are b.
func turnedRound(a, b *name) bool {
	first, second := a.units[0].key, a.units[1].key
	return len(b.joined) == len(first)+len(second) && b.joined[:len(second)] == second && b.joined[len(second):] == first
}
