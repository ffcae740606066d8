package resolve

import "github.com/sekifuda/sekifuda/internal/match"

// found is on which level a comparison ended, and how rare what is shared is.
type found struct {
	level int8 // -1: not compared
	info  int32
}

// pairing holds the comparisons of a pair.
type pairing [maxComparisons]found

// compare fills out, and reports false where the two cannot be one.
func (e *Epoch) compare(a, b *Prepared, out *pairing) bool {
	for i := range e.Comparisons {
		out[i].level = -1
	}
	if a.schema != b.schema && a.schema != anything && b.schema != anything {
		return false
	}
	e.compareNames(a, b, out)
	i, j := 0, 0
	for i < len(a.feats) && j < len(b.feats) {
		x, y := &a.feats[i], &b.feats[j]
		switch {
		case x.comp < y.comp:
			i++
		case y.comp < x.comp:
			j++
		default:
			e.compareValues(int(x.comp), x.values, y.values, out)
			i++
			j++
		}
	}
	e.implied(out)
	return true
}

// implied drops what others say already: a given name mostly tells the gender.
func (e *Epoch) implied(out *pairing) {
	given := out[e.given].level
	if given < 0 {
		return
	}
	for i := range e.Comparisons {
		if e.Comparisons[i].Field == Gender && given < givenPart && out[i].level == 0 {
			out[i].level = -1
		}
	}
}

// compareNames takes the pair of names that says most.
func (e *Epoch) compareNames(a, b *Prepared, out *pairing) {
	if len(a.names) == 1 && len(b.names) == 1 {
		e.comparePersons(&a.names[0], &b.names[0], out[:3])
		return
	}
	var best int32 = -1 << 30
	var three [3]found
	for i := range a.names {
		for j := range b.names {
			e.comparePersons(&a.names[i], &b.names[j], three[:])
			if w := e.sum(three[:]); w > best {
				best = w
				copy(out[:3], three[:])
			}
		}
	}
}

func (e *Epoch) sum(fs []found) (w int32) {
	for i := range fs {
		if fs[i].level >= 0 {
			w += e.Comparisons[i].weigh(fs[i])
		}
	}
	return w
}

// compareValues takes the pair of values that says most.
func (e *Epoch) compareValues(comp int, xs, ys []value, out *pairing) {
	c := &e.Comparisons[comp]
	var best int32 = -1 << 30
	for i := range xs {
		for j := range ys {
			f := c.compare(&xs[i], &ys[j])
			if f.level < 0 {
				continue
			}
			if w := c.weigh(f); w > best {
				best, out[comp] = w, f
			}
		}
	}
}

// weigh gives the weight of a comparison.
func (c *Comparison) weigh(f found) int32 {
	return c.Weight[f.level] + c.Rarity[f.level]*(f.info-c.Usual[f.level])/100
}

func (c *Comparison) compare(x, y *value) found {
	info := min(x.info, y.info)
	if c.Kind != kindDate && x.text == y.text && (x.mark == y.mark || c.Kind == kindEmail) {
		return found{0, info}
	}
	switch c.Kind {
	case kindDate:
		return found{int8(x.day.compare(y.day)), info}
	case kindCode:
		return found{codes(x.text, y.text), info}
	case kindIdent:
		return found{idents(x.text, y.text), info}
	case kindPhone:
		return found{phones(x.text, y.text), info}
	case kindEmail:
		return found{emails(x, y), info}
	case kindAddress:
		return addresses(x, y)
	case kindBody:
		return bodies(x, y)
	}
	return texts(x, y)
}

func codes(a, b string) int8 {
	n := min(len(a), len(b))
	switch {
	case n >= 3 && edits(a, b, 1) == 1:
		return 1
	case n >= 2 && a[:(n+1)/2] == b[:(n+1)/2]:
		return 2
	}
	return 3
}

func idents(a, b string) int8 {
	n := min(len(a), len(b))
	switch {
	case n >= 5 && edits(a, b, 1) == 1:
		return 1
	case n >= 4 && a[len(a)-n:] == b[len(b)-n:]:
		return 2
	}
	return 3
}

func phones(a, b string) int8 {
	n := min(len(a), len(b))
	switch {
	case n >= 6 && a[len(a)-n:] == b[len(b)-n:]:
		return 1
	case n >= 6 && edits(a, b, 1) == 1:
		return 2
	}
	return 3
}

func emails(x, y *value) int8 {
	switch {
	case edits(x.text, y.text, 2) <= 2:
		return 1
	case len(x.mark) > 2 && x.mark == y.mark:
		return 2
	case len(x.mark) > 3 && x.text[len(x.mark):] == y.text[len(y.mark):] && alike(spelt{x.mark, maskOf(x.mark)}, spelt{y.mark, maskOf(y.mark)}) == 2:
		return 2
	}
	return 3
}

func texts(x, y *value) found {
	info := min(x.info, y.info)
	switch alike(x.spelt(), y.spelt()) {
	case 2:
		return found{1, info}
	case 1:
		return found{2, info}
	}
	if len(x.toks) < 2 && len(y.toks) < 2 {
		return found{5, 0}
	}
	s := shared(x.toks, y.toks)
	switch {
	case s*100 >= 95*min(x.bits, y.bits) && s > 0:
		return found{3, min(s, info)}
	case s*10 >= 4*(x.bits+y.bits)/2 && s > 0:
		return found{4, min(s, info)}
	}
	return found{5, 0}
}

func bodies(x, y *value) found {
	info := min(x.info, y.info)
	if alike(x.spelt(), y.spelt()) == 2 {
		return found{1, info}
	}
	s := shared(x.toks, y.toks)
	least, all := min(x.bits, y.bits), (x.bits+y.bits)/2
	f := min(s, info)
	switch {
	case s*100 >= 98*all:
		return found{0, f}
	case s*100 >= 80*all:
		return found{1, f}
	case s*100 >= 60*all:
		return found{2, f}
	case s*100 >= 85*least && s > 0:
		return found{3, f}
	case s*100 >= 30*all && s > 0:
		return found{4, f}
	}
	return found{5, 0}
}

// addresses compares the house number and the words.
func addresses(x, y *value) found {
	s := shared(x.toks, y.toks)
	least := min(x.bits, y.bits)
	info := min(x.info, y.info)
	f := min(s, info)
	street := least > 0 && s*100 >= 75*least
	switch {
	case x.mark != "" && y.mark != "" && (x.mark == y.mark || has(x.toks, y.mark) || has(y.toks, x.mark)):
		switch {
		case s*100 >= 95*(x.bits+y.bits)/2:
			return found{0, info}
		case street:
			return found{1, min(f+500, info)}
		case s*100 >= 35*least && s > 0:
			return found{2, min(f+500, info)}
		}
	case x.mark == "" || y.mark == "":
		if street {
			return found{3, f}
		}
	case street:
		return found{4, f}
	}
	if s*100 >= 30*least && s > 0 {
		return found{5, f}
	}
	return found{6, 0}
}

// shared sums how rare the words are that two values have in common, words with
// a slip and initials for less.
func shared(a, b []token) (bits int32) {
	if later(a, b) { // the same whichever comes first
		a, b = b, a
	}
	var used uint32
	for i := range a {
		t := &a[i]
		at, w := -1, int32(0)
		for j := range b {
			if used&(1<<j) == 0 && b[j].text == t.text {
				at, w = j, t.info
				break
			}
		}
		if at < 0 {
			at, w = nearest(t, b, used)
		}
		if at >= 0 {
			used |= 1 << at
			bits += w
		}
	}
	return bits
}

func later(a, b []token) bool {
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	for i := range a {
		if a[i].text != b[i].text {
			return a[i].text > b[i].text
		}
	}
	return false
}

// nearest finds the word that is t with a slip, or short for it.
func nearest(t *token, b []token, used uint32) (at int, bits int32) {
	at = -1
	for j := range b {
		if used&(1<<j) != 0 {
			continue
		}
		u := &b[j]
		if n := min(len(t.text), len(u.text)); n >= 4 && alike(t.spelt(), u.spelt()) == 2 {
			if w := min(t.info, u.info) * 8 / 10; w > bits {
				at, bits = j, w
			}
		} else if n >= 3 && t.text[:n] == u.text[:n] {
			if w := min(t.info, u.info) * 6 / 10; w > bits {
				at, bits = j, w
			}
		}
	}
	return at, bits
}

// Levels of given, family and further names.
const (
	givenExact = iota
	givenSlip
	givenNickname
	givenInitial
	givenElsewhere
	givenPart
	givenLike
	givenDiffers
)

const (
	familyExact = iota
	familySlip
	familyPart
	familyElsewhere
	familyLike
	familyDiffers
)

// comparePersons compares two names of persons: given, family, further names.
func (e *Epoch) comparePersons(a, b *personName, out []found) {
	out[0], out[1], out[2] = found{-1, 0}, found{-1, 0}, found{-1, 0}
	if (a.foreign || b.foreign) && a.text != b.text {
		e.compareForeign(a, b, out)
		return
	}
	if a.given.text != "" && b.given.text != "" {
		out[0] = givens(a, b)
	}
	if a.family.text != "" && b.family.text != "" {
		out[1] = families(a, b)
	}
	if len(a.rest) > 0 && len(b.rest) > 0 {
		out[2] = rests(a, b)
	}
	if a.generation != b.generation && a.generation > 0 && b.generation > 0 {
		out[2] = found{4, 0}
		if out[0].level >= 0 {
			out[0] = found{givenDiffers, 0}
		}
	}
}

// compareForeign has package match compare across scripts; the parts cannot be
// told apart then, so that both end on one level.
func (e *Epoch) compareForeign(a, b *personName, out []found) {
	s := likeAcross(a, b)
	info := min(a.given.info, b.given.info, e.Comparisons[0].Usual[1])
	fam := min(max(a.family.info, b.family.info), e.Comparisons[1].Usual[1])
	switch {
	case s >= match.Agrees:
		out[0], out[1] = found{givenSlip, info}, found{familySlip, fam}
	case s >= match.Weak:
		out[0], out[1] = found{givenLike, 0}, found{familyLike, 0}
	default:
		out[0], out[1] = found{givenDiffers, 0}, found{familyDiffers, 0}
	}
}

func givens(a, b *personName) found {
	x, y := &a.given, &b.given
	info := min(x.info, y.info)
	if x.text == y.text {
		return found{givenExact, info}
	}
	near := alikeName(x.spelt(), y.spelt())
	if near == 2 {
		return found{givenSlip, info}
	}
	f, g := &a.givens[0], &b.givens[0]
	if match.Nickname(f.text, g.text) {
		return found{givenNickname, info}
	}
	n := min(len(x.text), len(y.text))
	if x.text[:n] == y.text[:n] || len(f.text) == 1 && f.text == g.text[:1] || len(g.text) == 1 && g.text == f.text[:1] {
		if n < 3 {
			return found{givenInitial, info}
		}
		return found{givenPart, info}
	}
	if w := max(elsewhere(x, b), elsewhere(y, a)); w > 0 {
		return found{givenElsewhere, w}
	}
	if (len(a.givens) > 1 || len(b.givens) > 1) && (f.text == g.text || alikeName(f.spelt(), g.spelt()) == 2 || shared(a.givens, b.givens) > 0) {
		return found{givenPart, min(f.info, g.info)}
	}
	if near == 1 {
		return found{givenLike, 0}
	}
	return found{givenDiffers, 0}
}

func families(a, b *personName) found {
	x, y := &a.family, &b.family
	info := min(x.info, y.info)
	if x.text == y.text {
		return found{familyExact, info}
	}
	near := alikeName(x.spelt(), y.spelt())
	if near == 2 {
		return found{familySlip, info}
	}
	if len(a.familys) > 1 || len(b.familys) > 1 {
		if s := shared(a.familys, b.familys); s > 0 {
			return found{familyPart, min(s, max(x.info, y.info))}
		}
	}
	if w := max(elsewhere(x, b), elsewhere(y, a)); w > 0 {
		return found{familyElsewhere, w}
	}
	if near == 1 {
		return found{familyLike, 0}
	}
	return found{familyDiffers, 0}
}

// elsewhere looks for a name among the other names of somebody.
func elsewhere(t *token, n *personName) int32 {
	if len(t.text) < 3 {
		return 0
	}
	if t.text == n.given.text || t.text == n.family.text || alike(t.spelt(), n.given.spelt()) == 2 || alike(t.spelt(), n.family.spelt()) == 2 {
		return max(t.info, 1)
	}
	for i := range n.rest {
		if n.rest[i].text == t.text || len(t.text) > 3 && alike(n.rest[i].spelt(), t.spelt()) == 2 {
			return max(min(t.info, n.rest[i].info), 1)
		}
	}
	return 0
}

func rests(a, b *personName) found {
	s := shared(a.rest, b.rest)
	least := min(bitsOf(a.rest), bitsOf(b.rest))
	switch {
	case s*100 >= 90*least:
		return found{0, s}
	case s*100 >= 55*least:
		return found{1, s}
	case s*100 >= 20*least:
		return found{2, s}
	}
	if a.rest[0].text[0] == b.rest[0].text[0] && (len(a.rest[0].text) == 1 || len(b.rest[0].text) == 1) {
		return found{3, 0}
	}
	return found{4, 0}
}

func bitsOf(ts []token) (n int32) {
	for i := range ts {
		n += ts[i].info
	}
	return n
}
