package match

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/script"
)

// compareNames scores two names and says in one word what the difference is.
// It is symmetric: the smaller name is always the first. A score below least may
// be any other below it.
func compareNames(out *alignment, a, b *name, person bool, least int) (int, string) {
	swapped := b.line < a.line
	if swapped {
		a, b = b, a
	}
	*out = alignment{pairs: out.pairs[:0], least: least}
	score, why := compareOrdered(out, a, b, person)
	if swapped {
		for i := range out.pairs {
			out.pairs[i] = out.pairs[i].turn(true)
		}
	}
	return score, why
}

func compareOrdered(out *alignment, a, b *name, person bool) (int, string) {
	if a.joined == b.joined {
		return equalNames(out, a, b)
	}
	compareScripts(out, a, b, person)
	score, why := out.score, out.why
	if numbersContradict(a.numbers, b.numbers) {
		return min(score, Weak-100), whyNumber
	}
	if !person {
		if s := acronymScore(a, b); s > score {
			return s, "acronym"
		}
		if s := colloquial(a, b, &out.sums); s > score {
			return s, "words_missing"
		}
		return formCost(a, b, score, why)
	}
	return score, why
}

const whyNumber = "number_differs"

// sisterShip says that ships whose names differ in a number only had better be
// looked at: sisters have one owner, and are painted over. What tells
// ships apart is their IMO number.
func sisterShip(out *alignment, score int) int {
	s := &out.sums
	if s.loose || s.strong == 0 || s.a.left > s.a.numbers || s.b.left > s.b.numbers {
		return score
	}
	return max(score, Agrees)
}

// colloquial lets a rare name without a corporate form stand for a body whose
// full name adds only a place: people speak of Zastra and mean Zastra Europe SA.
// Two full names of which one has a place are two bodies.
func colloquial(a, b *name, s *sums) int {
	short, rest := a, &s.b
	if s.a.left > 0 {
		short, rest = b, &s.a
	}
	if s.a.left > 0 && s.b.left > 0 || rest.left == 0 || rest.places < rest.left || short.form != "" || s.weight == 0 ||
		s.sim/s.weight < 9000 || s.longest < 1200 {
		return 0
	}
	return Agrees + 100
}

// equalNames scores names whose words are the same.
func equalNames(out *alignment, a, b *name) (int, string) {
	score, why := Full, ""
	if a.kind <= native && len(a.units) != len(b.units) {
		score, why = 9900, "spacing"
	}
	out.pairs = append(out.pairs, pair{ni: len(a.units), nj: len(b.units), sim: score, rule: ruleEqual, weight: max(a.bits, b.bits)})
	return formCost(a, b, score, why)
}

// compareScripts picks the way of comparing that the scripts of both allow.
func compareScripts(out *alignment, a, b *name, person bool) {
	switch {
	case a.kind >= han && b.kind == a.kind:
		compareRunes(out, a, b, person)
		if a.kind != han && len(a.units) > 1 && len(b.units) > 1 { // words of foreign names
			var other alignment
			compareWords(&other, a, b, person)
			out.better(&other)
		}
	case a.kind >= han && b.kind >= han:
		compareThird(out, a, b, person)
	case a.kind >= han && b.kind == latin:
		compareSpans(out, a, b, person, false)
	case b.kind >= han && a.kind == latin:
		compareSpans(out, b, a, person, true)
	default:
		compareWords(out, a, b, person)
	}
}

// compareThird compares kanji with kana or Hangul, and kana with Hangul: one of
// them is taken in Latin letters.
func compareThird(out *alignment, a, b *name, person bool) {
	if a.roman != nil {
		compareSpans(out, b, a.roman, person, true)
	}
	if b.roman != nil {
		other := alignment{least: out.least}
		compareSpans(&other, a, b.roman, person, false)
		out.better(&other)
	}
	out.score = min(out.score, 9700)
	out.pairs = out.pairs[:0] // their positions are those of the Latin writing
	if out.score > 0 {
		out.pairs = append(out.pairs, pair{ni: len(a.units), nj: len(b.units), sim: out.score, rule: ruleRomanised, weight: max(a.bits, b.bits)})
	}
}

const mostRead = 9800 // of a name in characters

func compareSpans(out *alignment, native, words *name, person, swapped bool) {
	if out.least > mostRead {
		return
	}
	alignSpans(out, native, words, person, swapped)
	out.score, out.why = out.sums.score(person)
	if out.why == "" || out.why == "spelling" || out.why == "order" {
		out.why = "reading"
	}
	if out.sums.worst > 0 { // nor is one of two readings made good by the other
		out.score = min(out.score, out.sums.worst)
	}
	out.score = min(out.score, mostRead)
}

func compareWords(out *alignment, a, b *name, person bool) {
	switch {
	case a.whole == b.whole, a.joined == b.whole, a.whole == b.joined:
		out.set(pair{ni: len(a.units), nj: len(b.units), weight: max(a.bits, b.bits)}, 9900, ruleEqual, "spacing")
	case len(a.units) > maxUnits || len(b.units) > maxUnits:
		out.score, out.why = exactShare(a, b), "long_name"
	default:
		alignWords(out, a, b, person)
		out.score, out.why = out.sums.score(person)
		if a.titled != b.titled {
			titledSurname(out, a, b)
		}
	}
}

// better keeps the other way of comparing where it scores more.
func (out *alignment) better(other *alignment) {
	if other.score > out.score {
		out.pairs = append(out.pairs[:0], other.pairs...)
		out.sums, out.score, out.why = other.sums, other.score, other.why
	}
}

// formCost takes a little off where both names show forms that are two writings
// of one kind, and much where the kinds differ: a stock corporation and a limited
// company of one name are two bodies.
func formCost(a, b *name, score int, why string) (int, string) {
	if a.form == "" || b.form == "" || a.form == b.form || score == 0 {
		return score, why
	}
	if why == "" {
		why = "form_differs"
	}
	if script.FormsContradict(a.class, b.class) {
		return max(min(score-1500, Agrees-100), 0), why
	}
	return max(score-300, 0), why
}

// acronymScore is for PLA and People's Liberation Army; a place may stand
// beside the acronym.
func acronymScore(a, b *name) int {
	for range 2 {
		if short, ok := a.bareAcronym(); ok && len(b.units) >= 3 && (short == b.acronym || isAcronym(short, b.keys())) {
			return 8700
		}
		a, b = b, a
	}
	return 0
}

// bareAcronym gives the one word that a name consists of, places aside.
func (n *name) bareAcronym() (string, bool) {
	word := ""
	for i := range n.units {
		u := &n.units[i]
		if u.role == rolePlace && word != "" {
			continue
		}
		if word != "" || len(u.runes) < 3 || len(u.runes) > 6 {
			return "", false
		}
		word = u.key
	}
	return word, word != ""
}

// titledSurname lets a title and a rare surname stand for the whole name.
func titledSurname(out *alignment, a, b *name) {
	short := a
	if b.titled {
		short = b
	}
	if short.kind == latin && len(short.units) == 1 && len(out.pairs) == 1 && out.pairs[0].sim >= 9500 && short.units[0].weight >= 800 && out.score < Agrees {
		out.score, out.why = Agrees, "words_missing"
	}
}

// exactShare scores names of very many words by those that are the same.
func exactShare(a, b *name) int {
	x, y := a.keys(), b.keys()
	slices.Sort(x)
	slices.Sort(y)
	same := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			same, i, j = same+1, i+1, j+1
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return same * Full / max(len(x), len(y))
}
