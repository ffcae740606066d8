package letters

import "math/bits"

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
	nodes        [width][4]uint16 // of the stretches of b, once they are asked for
	walked       uint64           // bits of the letters of b whose stretches were
	a, b         string
	sum, floor   int32
	lastA        byte
	costA, leftA int32
	xs           [5]uint16 // nodes of the stretches of a from this letter on
	nx           int
	alone        [5]uint16 // blocks of those without native letters, 0 where there is none
	anyAlone     bool
}

// evidence gives how much likelier the words are as two spellings of one name
// than as two names, in 1/10 bit: what they cost by themselves less what the
// cheapest way to cut them into blocks costs. Ways that cannot reach floor any
// more, or are far behind, are left; what does not reach it is given as least.
func (m *model) evidence(a, b *Word, floor int32) int32 {
	var s search
	s.begin(m, a, b, max(floor, least))
	if e := s.follow(a, nil); e >= floor {
		return e
	}
	return least
}

// begin prepares s, which is empty.
func (s *search) begin(m *model, a, b *Word, floor int32) {
	s.m, s.a, s.b, s.sum, s.leftA, s.floor = m, a.letters, b.letters, a.sum+b.sum, a.sum, floor
	left := b.sum
	for j := range len(s.b) {
		s.leftB[j] = left
		left -= int32(b.costs[j])
	}
	s.leftB[len(s.b)] = left
	for i := range s.rows {
		s.clear(i)
	}
	s.rows[0][0] = 0
}

// follow goes through the Latin word; what does not reach the floor is given as
// least. tail is the most that may be saved from each native letter on, where
// that is known.
func (s *search) follow(a *Word, tail *[width]int32) int32 {
	for i := range len(s.a) {
		s.costA = int32(a.costs[i])
		if tail != nil && !s.rowWithin(i, tail) || tail == nil && !s.row(i) {
			return least
		}
		s.clear(i)
		s.lastA = s.a[i]
		s.leftA -= s.costA
	}
	return s.last()
}

// rowWithin is row that leaves only what cannot reach the floor.
func (s *search) rowWithin(i int, tail *[width]int32) bool {
	row := s.rows[i%5][:len(s.b)+1]
	s.nx, s.anyAlone = 0, false
	for j, here := range row {
		if here >= never || s.sum-s.leftA-s.leftB[j]-here+tail[j] < s.floor {
			continue
		}
		if s.nx == 0 {
			s.latinNodes(i)
		}
		s.step(i, j, here)
	}
	return s.nx > 0 || s.later(i)
}

// later reports whether a block has led past letter i.
func (s *search) later(i int) bool {
	for k := 1; k < 5; k++ {
		for _, here := range s.rows[(i+k)%5][:len(s.b)+1] {
			if here < never {
				return true
			}
		}
	}
	return false
}

func (s *search) clear(i int) {
	row := s.rows[i%5][:len(s.b)+1]
	for j := range row {
		row[j] = never
	}
}

// stretches gives the nodes of the stretches of the native word from j on; 0
// where there are no more.
func (s *search) stretches(j int) *[4]uint16 {
	ys := &s.nodes[j]
	if s.walked>>j&1 != 0 {
		return ys
	}
	s.walked |= 1 << j
	y := &s.m.y
	node := 0
	for n := 1; n < 4 && j+n <= len(s.b); n++ {
		node = int(y.next[node*y.letters+int(s.b[j+n-1])])
		if node == 0 {
			break
		}
		ys[n] = uint16(node)
	}
	return ys
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
	floor = max(floor-beam, s.floor)
	s.nx, s.anyAlone = 0, false
	for j, here := range row {
		if here >= never || s.potential(j, here) < floor {
			continue
		}
		if s.nx == 0 {
			s.latinNodes(i)
		}
		s.step(i, j, here)
	}
	return s.nx > 0
}

// potential is at most the evidence that a way can still come to.
func (s *search) potential(j int, here int32) int32 {
	return s.sum - s.leftA - s.leftB[j] - here + min(s.leftA, s.leftB[j])
}

// last is the evidence once all Latin letters are used up.
func (s *search) last() int32 {
	i := len(s.a)
	row := s.rows[i%5][:len(s.b)+1]
	for j, here := range row[:len(s.b)] {
		if here < never {
			c := s.context(j, here)
			s.skipB(i, j, here, &c)
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
func (s *search) latinNodes(i int) {
	x := &s.m.x
	node, n := 0, 1
	for ; n < 5 && i+n <= len(s.a); n++ {
		node = int(x.next[node*x.letters+int(s.a[i+n-1])])
		if node == 0 {
			break
		}
		s.xs[n] = uint16(node)
		s.alone[n] = uint16(s.m.block(node, 0))
		s.anyAlone = s.anyAlone || s.alone[n] != 0
	}
	s.nx = n
}

// context is what blocks cost after one cell.
type context struct {
	here, rest int32
	after      []uint8
	key        uint32
	known      bool // some block has a cost of its own after the letters of both sides
}

func (s *search) context(j int, here int32) context {
	lastB := s.lastB(j)
	at := int(s.lastA)*s.m.restStride + int(lastB)
	return context{here, here + int32(s.m.rest[at]), s.m.after[int(s.lastA)*s.m.blocks:][:s.m.blocks], uint32(s.lastA)<<24 | uint32(lastB)<<16 + 1, s.m.known[at]}
}

// reach goes to a cell by a block, if there is one.
func (s *search) reach(cell *int32, c *context, x, y uint16) {
	m := s.m
	at := int(x)*m.words + int(y>>6)
	w := m.has[at]
	if w>>(y&63)&1 == 0 {
		return
	}
	s.reachBy(cell, c, int(m.rank[at])+bits.OnesCount64(w&(1<<(y&63)-1))+1)
}

func (s *search) reachBy(cell *int32, c *context, block int) {
	if c.known {
		if cost, ok := s.m.both(c.key + uint32(block)); ok {
			lower(cell, c.here+cost)
			return
		}
	}
	lower(cell, c.rest+int32(c.after[block]))
}

// step goes on from one cell by every block there is, and by letters without
// counterpart.
func (s *search) step(i, j int, here int32) {
	m := s.m
	c := s.context(j, here)
	lower(&s.rows[(i+1)%5][j], here+s.costA+m.gap)
	if s.anyAlone {
		for dx := 1; dx < s.nx; dx++ {
			if s.alone[dx] != 0 {
				s.reachBy(&s.rows[(i+dx)%5][j], &c, int(s.alone[dx]))
			}
		}
	}
	if j == len(s.b) {
		return
	}
	lower(&s.rows[(i+1)%5][j+1], here+s.costA+s.leftB[j]-s.leftB[j+1]+m.swap)
	s.skipB(i, j, here, &c)
	if !m.opens[int(s.a[i])*m.restStride+int(s.b[j])] {
		return
	}
	ys := s.stretches(j)
	for dx := 1; dx < s.nx; dx++ {
		row := &s.rows[(i+dx)%5]
		for dy := 1; dy < 4 && ys[dy] != 0; dy++ {
			s.reach(&row[j+dy], &c, s.xs[dx], ys[dy])
		}
	}
}

// skipB goes on by native letters alone.
func (s *search) skipB(i, j int, here int32, c *context) {
	row := &s.rows[i%5]
	lower(&row[j+1], here+s.leftB[j]-s.leftB[j+1]+s.m.gap)
	if !s.m.opens[s.b[j]] {
		return
	}
	ys := s.stretches(j)
	for dy := 1; dy < 4 && ys[dy] != 0; dy++ {
		s.reach(&row[j+dy], c, 0, ys[dy])
	}
}

func lower(p *int32, cost int32) {
	if cost < *p {
		*p = cost
	}
}
