package match

// side is what one of two names has.
type side struct {
	used      int  // words that are paired and no particles
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
	longest     int // weight of the heaviest pair
	letters     int // pairs whose similarity weighs the evidence already
	reading     int // similarity of the worst part that is a reading, 0 for none
	loose       bool
	unread      int // share of the characters that no word answers, of Full
	a, b        side
}

func (s *sums) add(p pair, light bool) {
	s.sim += p.sim * p.weight
	s.weight += p.weight
	s.loose = s.loose || p.sim < Full
	if light {
		return
	}
	s.a.used, s.b.used = s.a.used+p.ni, s.b.used+p.nj
	if p.rule == ruleInitial {
		s.initials++
		return
	}
	s.strong++
	s.longest = max(s.longest, p.weight)
	if p.rule == ruleLetters {
		s.letters++
	}
	if p.rule >= ruleReading && (s.reading == 0 || p.sim < s.reading) {
		s.reading = p.sim
	}
}

// restOf adds what found no partner. Particles, courtesies and fathers' names
// may be left out.
func (s *sums) restOf(units []unit, used []bool, at *side) {
	for i := range units {
		if used[i] {
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
		switch units[i].role {
		case roleNumber, roleSuffix, roleDistinct, rolePlace:
			at.telling = true
		}
	}
}
