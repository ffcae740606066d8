package letters

import "math/bits"

// Compare scores two words: 0 to 10000, 8500 where one in 1,000 pairs of names
// drawn at random scores as much, 10000 only for words of the same letters. It
// is symmetric. ok is false where nothing is known of this pair of alphabets,
// or a word is nil.
func Compare(a, b *Word) (score int, ok bool) {
	score, _, ok = Weigh(a, b)
	return score, ok
}

// Weigh is Compare, and tells besides how much of the shorter word's weight is
// answered, in 1/10,000: long names that differ in one letter score high, for
// chance does not bring them about, but are less alike than two spellings of
// one name. It is 10000 only for words of the same letters.
func Weigh(a, b *Word) (score, likeness int, ok bool) {
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
	evidence := m.evidence(a, b)
	score = m.score(evidence)
	likeness = min(9999, max(0, 10000*int(evidence)/int(max(1, min(a.sum, b.sum)))))
	if a.cut || b.cut {
		score, likeness = min(score, 8500), min(likeness, 8500)
	}
	return score, likeness, true
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

// least is the evidence below which a pair is given up.
const least = -200

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

// beam is how far the best way through one Latin letter may be ahead of a way
// that is still followed.
const beam = 160

const width = maxLetters + 1

// search is the state of one comparison: what the cheapest way to each cell
// costs, for five Latin letters on, and what both words cost from there on by
// themselves.
type search struct {
	m            *model
	rows         [5][width]int32
	leftB        [width]int32
	nodes        [width][4]uint16 // of the stretches of b
	a, b         string
	sum          int32
	lastA        byte
	costA, leftA int32
}

// evidence gives how much likelier the words are as two spellings of one name
// than as two names, in 1/10 bit: what they cost by themselves less what the
// cheapest way to cut them into blocks costs. Ways that cannot reach the least
// evidence any more, or are far behind, are left.
func (m *model) evidence(a, b *Word) int32 {
	s := search{m: m, a: a.letters, b: b.letters, sum: a.sum + b.sum, leftA: a.sum}
	bg := backgrounds()
	s.prepare(bg.of(b.alphabet), b.sum)
	for i := range s.rows {
		s.clear(i)
	}
	s.rows[0][0] = 0
	bgA := bg.of(a.alphabet)
	for i := range len(s.a) {
		s.costA = bgA.letter(s.lastA, s.a[i])
		if !s.row(i) {
			return least
		}
		s.clear(i)
		s.lastA = s.a[i]
		s.leftA -= s.costA
	}
	return s.last()
}

func (s *search) clear(i int) {
	row := s.rows[i%5][:len(s.b)+1]
	for j := range row {
		row[j] = never
	}
}

// prepare walks the native word: nodes of its stretches, what is left of it.
func (s *search) prepare(bg *background, sum int32) {
	last := byte(0)
	y := &s.m.y
	for j := 0; j < len(s.b); j++ {
		s.leftB[j] = sum
		sum -= bg.letter(last, s.b[j])
		last = s.b[j]
		node := 0
		for n := 1; n < 4 && j+n <= len(s.b); n++ {
			node = int(y.next[node*y.letters+int(s.b[j+n-1])])
			if node == 0 {
				break
			}
			s.nodes[j][n] = uint16(node)
		}
	}
	s.leftB[len(s.b)] = sum
}

// row goes on from the cells of the Latin letter i; false where no way is left.
func (s *search) row(i int) bool {
	row := s.rows[i%5][:len(s.b)+1]
	floor := int32(-never)
	for j, here := range row {
		if here < never {
			floor = max(floor, s.potential(j, here))
		}
	}
	floor = max(floor-beam, least)
	var xs [5]uint16
	nx := 0
	for j, here := range row {
		if here = row[j]; here >= never || s.potential(j, here) < floor {
			continue
		}
		if nx == 0 {
			nx = s.latinNodes(i, &xs)
		}
		s.step(i, j, here, xs[:nx])
	}
	return nx > 0
}

// potential is at most the evidence that a way can still come to.
func (s *search) potential(j int, here int32) int32 {
	return s.sum - s.leftA - s.leftB[j] - here + min(s.leftA, s.leftB[j])
}

// last is the evidence once all Latin letters are used up.
func (s *search) last() int32 {
	row := s.rows[len(s.a)%5][:len(s.b)+1]
	for j, here := range row[:len(s.b)] {
		if here = row[j]; here < never {
			s.step(len(s.a), j, here, []uint16{0})
		}
	}
	return max(least, s.sum-row[len(s.b)]-s.m.cost(s.lastA, s.lastB(len(s.b)), 0))
}

func (s *search) lastB(j int) byte {
	if j == 0 {
		return 0
	}
	return s.b[j-1]
}

// latinNodes fills in the nodes of the stretches of the Latin word from i on.
func (s *search) latinNodes(i int, xs *[5]uint16) int {
	x := &s.m.x
	node, n := 0, 1
	for ; n < 5 && i+n <= len(s.a); n++ {
		node = int(x.next[node*x.letters+int(s.a[i+n-1])])
		if node == 0 {
			break
		}
		xs[n] = uint16(node)
	}
	return n
}

// step goes on from one cell by every block there is, and by letters without
// counterpart.
func (s *search) step(i, j int, here int32, xs []uint16) {
	m := s.m
	if j < len(s.b) {
		costB := s.leftB[j] - s.leftB[j+1]
		lower(&s.rows[i%5][j+1], here+costB+m.gap)
		if i < len(s.a) {
			lower(&s.rows[(i+1)%5][j+1], here+s.costA+costB+m.swap)
		}
	}
	if i < len(s.a) {
		lower(&s.rows[(i+1)%5][j], here+s.costA+m.gap)
	}
	lastB := s.lastB(j)
	ys := &s.nodes[j]
	rest := here + int32(m.rest[int(s.lastA)*m.restStride+int(lastB)])
	after := m.after[int(s.lastA)*m.blocks:][:m.blocks]
	key := uint32(s.lastA)<<24 | uint32(lastB)<<16 + 1
	for dx, x := range xs {
		row := &s.rows[(i+dx)%5]
		has := m.has[int(x)*m.words:][:m.words]
		for dy, y := range ys {
			if y == 0 && dy > 0 {
				break
			}
			w := has[y>>6]
			if w>>(y&63)&1 == 0 {
				continue
			}
			block := int(m.rank[int(x)*m.words+int(y>>6)]) + bits.OnesCount64(w&(1<<(y&63)-1)) + 1
			if c, ok := m.both(key + uint32(block)); ok {
				lower(&row[j+dy], here+c)
			} else {
				lower(&row[j+dy], rest+int32(after[block]))
			}
		}
	}
}

func lower(p *int32, cost int32) {
	if cost < *p {
		*p = cost
	}
}
