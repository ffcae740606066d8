package letters

// Compare scores two words: 0 to 10000, 8500 where one in 1,000 pairs of names
// drawn at random scores as much, 10000 only for words of the same letters. It
// is symmetric. ok is false where nothing is known of this pair of alphabets,
// or a word is nil.
func Compare(a, b *Word) (score int, ok bool) {
	score, _, ok = WeighFrom(a, b, 0)
	return score, ok
}

// leastScore is the score below which Weigh does not tell pairs apart.
const leastScore = 6000

// Weigh is Compare for pairs that score 6000 or more (others score 0, and most
// of them are left early), and tells besides how much of the shorter word's
// weight is answered, in 1/10,000: long names that differ in one letter score
// high, for chance does not bring them about, but are less alike than two
// spellings of one name. It is 10000 only for words of the same letters.
func Weigh(a, b *Word) (score, likeness int, ok bool) { return WeighFrom(a, b, leastScore) }

// WeighFrom is Weigh for who looks only at pairs of some score or more: others
// have 0 for both. The more is asked for, the sooner most pairs are left; of
// pairs in two alphabets one in 1,000 that comes to it late is left as well.
func WeighFrom(a, b *Word, from int) (score, likeness int, ok bool) {
	if a == nil || b == nil {
		return 0, 0, false
	}
	if a.alphabet == b.alphabet && a.alphabet != Han && a.letters == b.letters && !a.cut && !b.cut {
		return 10000, 10000, true
	}
	a, b = inOrder(a, b)
	m := modelOf(a.alphabet, b.alphabet)
	if m == nil {
		return 0, 0, false
	}
	if from >= leastScore && a.alphabet == Latin && !m.mayReach(a, b, m.evidenceFor(from)) {
		return 0, 0, true
	}
	lighter := max(1, min(a.sum, b.sum))
	evidence := m.evidence(a, b, m.evidenceFor(from)-slack)
	score = m.score(evidence)
	likeness = min(9999, max(0, 10000*int(evidence)/int(lighter)))
	if a.cut || b.cut {
		score, likeness = min(score, 8500), min(likeness, 8500)
	}
	if score < from {
		return 0, 0, true
	}
	return score, likeness, true
}

// evidenceFor is the least evidence that gives a score; more than the threshold
// is not asked for.
func (m *model) evidenceFor(score int) int32 {
	return m.threshold - (m.threshold-least)*int32(min(max(8500-score, 0), 8500))/8500
}

// inOrder puts the Latin word first, and of words of one alphabet the one that
// sorts first, so that the order of arguments makes no difference.
func inOrder(a, b *Word) (*Word, *Word) {
	if a.alphabet == b.alphabet && b.letters < a.letters || b.alphabet == Latin && a.alphabet != Latin {
		return b, a
	}
	return a, b
}

func modelOf(a, b Alphabet) *model {
	switch {
	case a == Latin:
		return loaders[b]()
	case a == b && a != Han:
		return sameLoaders[a]()
	}
	return nil
}

// least is the evidence below which a pair is given up, whoever asks. slack is
// how far a way may be below what is asked for and still come to it: there are
// blocks that are likelier together than one of their sides is by itself.
const (
	least = -200
	slack = 60
)

const never = 1 << 28

// score maps evidence, in 1/10 bit: 8500 at the threshold, half as far from
// 10000 every 8 bits above it, down to 0 at the least evidence.
func (m *model) score(evidence int32) int {
	over := int(evidence - m.threshold)
	if over < 0 {
		span := int(m.threshold) - least
		return max(0, 8500*(over+span)/span)
	}
	halves, part := over/80, over%80
	if halves > 12 {
		return 9999
	}
	gap := 1500 * 4096 >> halves // in 1/4096
	next := gap / 2
	return min(9999, 10000-(gap-(gap-next)*part/80)/4096)
}
