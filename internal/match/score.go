package match

// contradiction is what two words that are not the same weigh at least, 1/100
// bit: sharing Nguyen says nothing, Nguyen and Tran say that they are two.
const contradiction = 700

// score weighs the sums. Words that only one side has cost little for persons,
// who leave names out, and much for companies, whose every word tells them
// apart. Words on both sides without a partner contradict.
func (s *sums) score(person bool) (int, string) {
	if s.strong == 0 || s.weight == 0 {
		return 0, ""
	}
	unlinked := !person && s.a.particles > 0 && s.b.particles > 0 // pro and con
	if !s.loose && s.a.left+s.b.left == 0 && !unlinked {
		return 9900, "order"
	}
	s.omitFathers()
	score, why := s.sim/s.weight, ""
	if s.loose {
		why = "spelling"
	}
	less, more := min(s.a.extra, s.b.extra), max(s.a.extra, s.b.extra)
	if unlinked {
		less, more = less+genericWeight, more+genericWeight
	}
	total := s.weight + more
	if more > less {
		per := 1000
		switch {
		case !person:
			per = 6000
		case s.unspaced: // nobody writes half a name in kanji
			per = 3000
		}
		score -= per * (more - less) / total
		why = "words_missing"
	}
	if less > 0 {
		base := less
		if s.a.names > 0 && s.b.names > 0 { // two names are two, however common
			base = contradiction
			less = max(less, contradiction)
		}
		score -= 1500*min(base, 600)/600 + 4000*less/max(total, 2*contradiction)
		why = "words_differ"
	}
	if !person && (s.a.telling || s.b.telling) { // a sister, a series, a branch abroad
		score = min(score, Agrees-100)
	}
	score -= s.unread / 2 // characters are not left out as words are
	score -= s.thin()
	if s.strong > 1 && s.worst > 0 { // a part that is hardly read so is another part
		allowed := 200
		if s.byLetters > 0 {
			allowed = 150
		}
		score = min(score, s.worst+allowed+500*(s.strong-2))
	}
	if s.initials > 0 {
		why = "initials"
		if s.strong == 1 && (s.longest < 900 || more > 0) {
			score = min(score, 8000)
		}
		score = min(score, 9000)
	}
	if person && (s.a.initials > 0 && s.b.left > 0 || s.b.initials > 0 && s.a.left > 0) { // another initial is another name
		score = min(score, Agrees-100)
	}
	if person && s.a.telling != s.b.telling { // a son is not his father
		score = min(score, Agrees+100)
	}
	if s.strong+s.initials == 1 && s.a.left+s.b.left > 0 { // one part of several is not a name
		score = min(score, Weak)
	}
	return max(score, 0), why
}

// thin is what is taken off because what agrees says little: common names with
// a slip or with words missing, one short word in another alphabet. A list of
// 16,000 names meets every name that says less than 14 bits by chance.
func (s *sums) thin() int {
	missing := s.a.left+s.b.left > 0 && !s.onlyFather()
	enough, slope := 1800, 1
	switch {
	case s.byLetters > 0 && s.strong == 1:
		return max(3200-s.byLetters, 0) / 2
	case s.across && !missing && s.worst >= 9600: // written as it is read
		return 0
	case s.across && missing:
		enough = 2600
	case s.across:
		enough, slope = 2200, 2
	case missing && s.loose:
		enough = 2100
	case missing:
		enough = 1900
	}
	if missing {
		slope = 6
	}
	return max(enough-s.evidence, 0) * slope / 2
}

// onlyFather reports whether all that is missing is a father's name on one side.
func (s *sums) onlyFather() bool {
	return s.a.left+s.b.left == 1 && s.a.fathers+s.b.fathers > 0
}

// omitFathers makes little of fathers' names that one side leaves out; two that
// differ are two fathers.
func (s *sums) omitFathers() {
	for _, side := range []*side{&s.a, &s.b} {
		if other := s.a.fathers + s.b.fathers - side.fathers; side.fathers > 0 && other == 0 {
			side.extra -= side.fathers * 2 / 3
		}
	}
}
