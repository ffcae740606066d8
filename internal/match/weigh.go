package match

import "github.com/sekifuda/sekifuda/internal/script/letters"

// side is what one of two names has.
type side struct {
	names     int  // of those without a partner, more than one letter long
	left      int  // words without a partner, particles aside
	extra     int  // weight of those
	places    int  // of them
	numbers   int  // of them
	initials  int  // of them
	particles int  // without a partner
	fathers   int  // weight of the fathers' names among them
	telling   bool // one of those tells parties apart: a number, a series, a place
}

// sums is what an alignment adds up to.
type sums struct {
	sim, weight int
	strong      int // pairs that are neither particles nor initials
	initials    int
	longest     int  // weight of the heaviest pair
	evidence    int  // what the pairs say, 1/100 bit
	byLetters   int  // what the letters of another alphabet say beyond chance
	across      bool // some words answer words of another alphabet
	worst       int  // similarity of the worst part in another script, 0 for none
	loose       bool
	unspaced    bool // one name is in characters that words answer
	unread      int  // share of the characters that no word answers, of Full
	a, b        side
}

func (s *sums) add(p pair, light bool) {
	s.sim += p.sim * p.weight
	s.weight += p.weight
	s.loose = s.loose || p.sim < Full
	if light {
		return
	}
	if p.rule == ruleInitial {
		s.initials++
		return
	}
	s.strong++
	s.longest = max(s.longest, p.weight)
	said := p.weight * min(max(p.sim-5000, 0), 4000) / 4000
	switch {
	case p.rule == ruleLetters:
		s.across = true
		s.byLetters += p.evidence
		said = min(p.evidence, p.weight)
	case p.rule == ruleRomanised:
		s.across = true
	}
	s.evidence += said
	if p.rule >= ruleLetters && (s.worst == 0 || p.sim < s.worst) {
		s.worst = p.sim
	}
}

// restOf adds what found no partner. Particles, courtesies and fathers' names
// may be left out.
func (s *sums) restOf(units []unit, used uint32, at *side) {
	for i := range units {
		if used>>i&1 != 0 {
			continue
		}
		switch units[i].role {
		case roleParticle:
			at.particles++
			continue
		case roleCourtesy, roleForm:
			continue
		case rolePatronymic:
			at.fathers += units[i].weight
		case rolePlace:
			at.places++
		case roleNumber:
			at.numbers++
		}
		if units[i].initial() {
			at.initials++
		}
		at.extra += units[i].weight
		at.left++
		if len(units[i].runes) > 1 {
			at.names++
		}
		switch units[i].role {
		case roleNumber, roleSuffix, roleDistinct, rolePlace, roleGeneric:
			at.telling = true
		}
	}
}

// evidenceOf weighs what the letters of two words say.
func evidenceOf(x, y *unit) int {
	s, _ := letters.Compare(x.letters, y.letters)
	return lettersEvidence(s)
}

// lettersEvidence is what a similarity of letters says, in 1/100 bit: one
// random pair in 1,000 reaches 8500, and each halving of what lacks to 10000 is
// 8 bits more (see letters.Compare).
func lettersEvidence(sim int) int {
	if sim < Agrees {
		return 1000 * sim / Agrees
	}
	bits, gap := 1000, 1500
	for left := Full - min(sim, Full-1); gap > left; gap /= 2 {
		if gap/2 < left { // part of a halving
			return bits + 800*(gap-left)*2/gap
		}
		bits += 800
	}
	return bits
}
