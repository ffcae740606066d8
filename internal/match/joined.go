package match

import "github.com/sekifuda/sekifuda/internal/script/letters"

// maxJoined is how many neighbours may be one word on the other side: Abd al
// Rahman, Abdurrahman.
const maxJoined = 3

// joined compares neighbours of a, written together, with one word of b.
func joined(out []pair, a, b []unit, swapped bool) []pair {
	for i := 0; i+1 < len(a); i++ {
		for count := 2; count <= maxJoined && i+count <= len(a); count++ {
			out = joinedAt(out, a, b, i, count, swapped)
			out = togetherAt(out, a, b, i, count, swapped)
		}
	}
	return out
}

// togetherAt compares neighbours of a, written together, with one word of b in
// another alphabet.
func togetherAt(out []pair, a, b []unit, i, count int, swapped bool) []pair {
	word := a[i].together[count-2]
	if word == nil || count == 2 && a[i].role == roleParticle {
		return out
	}
	for j := range b {
		if b[j].kind == a[i].kind || b[j].letters == nil || len(b[j].runes) < 5 {
			continue
		}
		if !letters.MayReach(word, b[j].letters, 8800, 6000) {
			continue
		}
		s, likeness, ok := letters.WeighFrom(word, b[j].letters, 8000)
		if sim := min(s, 7600+likeness/4); ok && sim >= 8800 && likeness >= 6000 {
			weight := 0
			for k := i; k < i+count; k++ {
				weight += a[k].weight
			}
			p := pair{i: i, ni: count, j: j, nj: 1, sim: sim - 100, rule: ruleLetters, evidence: lettersEvidence(s), weight: max(b[j].weight, min(weight, mostWeight))}
			out = append(out, p.turn(swapped))
		}
	}
	return out
}

func joinedAt(out []pair, a, b []unit, i, count int, swapped bool) []pair {
	var buf [2*maxRunes + 1]rune
	both, mask, shortest := buf[:0], uint64(0), maxRunes
	weight := 0
	for k := i; k < i+count; k++ {
		if a[k].kind >= han || a[k].role == roleNumber || len(both)+len(a[k].runes) > maxRunes {
			return out
		}
		both = append(both, a[k].runes...)
		mask |= a[k].mask
		shortest = min(shortest, len(a[k].runes))
		weight += a[k].weight
	}
	for j := range b {
		u := &b[j]
		m := max(len(both), len(u.runes))
		if u.kind != a[i].kind || abs(len(both)-len(u.runes)) > 2 || m < 3 || u.role == roleNumber ||
			!mayBeNear(mask, u.mask, min(limitFor(m), 160)) {
			continue
		}
		limit := min(limitFor(m), 100)
		if count == 3 {
			limit = min(limitFor(m), 160) // abd al rahman, abdurrahman
		}
		d := distance(both, u.runes, limit)
		if d == far || d > 0 && (m < 6 || shortest < 2) {
			continue
		}
		p := pair{i: i, ni: count, j: j, nj: 1, sim: editSim(d, m) - 100, weight: max(u.weight, min(weight, mostWeight)), rule: ruleJoined}
		if m < 5 { // j. c. for jc: letters, not words
			p.sim, p.weight, p.rule = 8800, 2*initialWeight, ruleInitial
		}
		out = append(out, p.turn(swapped))
	}
	return out
}

// hyphened compares two words that a hyphen ties with two others: Tong-ho,
// Tong-hm. A slip that makes other known syllables is another name.
func hyphened(out []pair, a, b []unit) []pair {
	var bufA, bufB [2*maxRunes + 1]rune
	for i := 0; i+1 < len(a); i++ {
		if !a[i].hyphen || len(a[i].runes)+len(a[i+1].runes) > maxRunes {
			continue
		}
		x := append(append(bufA[:0], a[i].runes...), a[i+1].runes...)
		for j := 0; j+1 < len(b); j++ {
			if !b[j].hyphen || len(b[j].runes)+len(b[j+1].runes) > maxRunes || allKnown(a[i:i+2]) && allKnown(b[j:j+2]) {
				continue
			}
			y := append(append(bufB[:0], b[j].runes...), b[j+1].runes...)
			n := max(len(x), len(y))
			d := distance(x, y, 100)
			if d == 0 || d == far || n < 5 {
				continue
			}
			out = append(out, pair{i: i, ni: 2, j: j, nj: 2, sim: editSim(d, n), rule: ruleSpelling,
				weight: (a[i].weight + a[i+1].weight + b[j].weight + b[j+1].weight) / 2})
		}
	}
	return out
}

func allKnown(units []unit) bool {
	for i := range units {
		if !units[i].known {
			return false
		}
	}
	return true
}
