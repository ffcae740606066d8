package letters

// Compare scores two words: 0 to 10000, 8500 where one in 1,000 pairs of names
// drawn at random scores as much, 10000 only for words of the same letters. It
// is symmetric. ok is false where nothing is known of this pair of alphabets,
// or a word is nil.
func Compare(a, b *Word) (score int, ok bool) {
	if a == nil || b == nil {
		return 0, false
	}
	if a.alphabet == b.alphabet && a.letters == b.letters && !a.cut && !b.cut {
		return 10000, true
	}
	if b.alphabet == Latin && a.alphabet != Latin || a.alphabet == Latin && b.alphabet == Latin && b.letters < a.letters {
		a, b = b, a
	}
	if a.alphabet != Latin {
		return 0, false
	}
	m := loaders[b.alphabet]()
	if m == nil {
		return 0, false
	}
	s := m.score(m.evidence(a, b))
	if a.cut || b.cut {
		s = min(s, 8500)
	}
	return s, true
}

// least is the evidence below which a pair is given up.
const least = -400

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

// evidence gives how much likelier the words are as two spellings of one name
// than as two names, in 1/10 bit: what they cost by themselves less what the
// cheapest way to cut them into blocks costs. Ways that cannot reach the least
// evidence any more are left.
func (m *model) evidence(a, b *Word) int32 {
	const width = maxLetters + 1
	var (
		rows   [5][width]int32
		leftB  [width]int32 // what the letters of b from here on cost by themselves
		nodes  [width][4]uint16
		bgA    = backgrounds().of(Latin)
		bgB    = backgrounds().of(b.alphabet)
		la, lb = a.letters, b.letters
	)
	m.prepare(lb, bgB, b.sum, &leftB, &nodes)
	for i := range rows {
		for j := 0; j <= len(lb); j++ {
			rows[i][j] = never
		}
	}
	rows[0][0] = 0
	leftA, lastA := a.sum, byte(0)
	for i := 0; ; i++ {
		row := &rows[i%5]
		var costA int32
		if i < len(la) {
			costA = bgA.letter(lastA, la[i])
		}
		var xs [5]int
		nx := 0
		for j := 0; j <= len(lb); j++ {
			here := row[j]
			if here >= never {
				continue
			}
			gain := a.sum - leftA + b.sum - leftB[j] - here
			if gain+min(leftA, leftB[j]) < least {
				continue
			}
			if i == len(la) && j == len(lb) {
				return gain + leftA + leftB[j] - m.cost(lastA, lastOf(lb, j), 0)
			}
			if nx == 0 {
				nx = m.latinNodes(la, i, &xs)
			}
			m.step(&rows, i, j, here, costA, leftB[j]-leftB[min(j+1, len(lb))], lastA, lastOf(lb, j), xs[:nx], &nodes[j], len(la), len(lb))
		}
		if i == len(la) {
			return least
		}
		for j := 0; j <= len(lb); j++ {
			row[j] = never
		}
		lastA = la[i]
		leftA -= costA
	}
}

func lastOf(w string, j int) byte {
	if j == 0 {
		return 0
	}
	return w[j-1]
}

// prepare walks the native word: nodes of its stretches, what is left of it.
func (m *model) prepare(w string, bg *background, sum int32, left *[maxLetters + 1]int32, nodes *[maxLetters + 1][4]uint16) {
	last := byte(0)
	for j := 0; j <= len(w); j++ {
		left[j] = sum
		if j < len(w) {
			sum -= bg.letter(last, w[j])
			last = w[j]
		}
		node := 0
		for n := 1; n < 4 && j+n <= len(w); n++ {
			node = int(m.y.next[node*m.y.letters+int(w[j+n-1])])
			if node == 0 {
				break
			}
			nodes[j][n] = uint16(node)
		}
	}
}

// latinNodes fills in the nodes of the stretches of w from i on.
func (m *model) latinNodes(w string, i int, xs *[5]int) int {
	node, n := 0, 1
	for ; n < 5 && i+n <= len(w); n++ {
		node = int(m.x.next[node*m.x.letters+int(w[i+n-1])])
		if node == 0 {
			break
		}
		xs[n] = node
	}
	return n
}

// step goes on from one cell by every block there is, and by letters without
// counterpart.
func (m *model) step(rows *[5][maxLetters + 1]int32, i, j int, here, costA, costB int32, lastA, lastB byte, xs []int, ys *[4]uint16, n, k int) {
	up := func(dx, dy int, cost int32) {
		p := &rows[(i+dx)%5][j+dy]
		*p = min(*p, here+cost)
	}
	if i < n {
		up(1, 0, costA+m.gap)
	}
	if j < k {
		up(0, 1, costB+m.gap)
		if i < n {
			up(1, 1, costA+costB+m.swap)
		}
	}
	for dx, x := range xs {
		for dy, y := range ys {
			if dx > 0 && x == 0 || dy > 0 && y == 0 {
				break
			}
			if block := m.block(x, int(y)); block != 0 {
				up(dx, dy, m.cost(lastA, lastB, block))
			}
		}
	}
}
