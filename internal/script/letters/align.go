package letters

import "slices"

// Block is a stretch of one word beside the stretch of the other that it
// stands for; one of them may be empty. Cost is in 1/10 bit, before what the
// letters cost by themselves is taken off.
type Block struct {
	A, B string
	Cost int
}

// Align gives the cheapest way to cut two words into blocks, for a person to
// read; nil where Compare says nothing of them. Letters are written as they are
// compared: without marks, Hangul as jamo, Han as the initials and finals of
// pinyin.
func Align(a, b *Word) []Block {
	if a == nil || b == nil {
		return nil
	}
	x, y := inOrder(a, b)
	m := modelOf(x.alphabet, y.alphabet)
	if m == nil {
		return nil
	}
	blocks := m.trace(x, y)
	if x != a {
		for i, bl := range blocks {
			blocks[i].A, blocks[i].B = bl.B, bl.A
		}
	}
	return blocks
}

type came struct {
	cost   int32
	dx, dy int
}

// trace fills in all cells, unlike evidence, and goes the cheapest way back.
func (m *model) trace(a, b *Word) []Block {
	n, k := len(a.letters), len(b.letters)
	cells := make([][]came, n+1)
	for i := range cells {
		cells[i] = make([]came, k+1)
		for j := range cells[i] {
			cells[i][j].cost = never
		}
	}
	cells[0][0].cost = 0
	for i := range n + 1 {
		for j := range k + 1 {
			m.goOn(cells, a, b, i, j)
		}
	}
	var out []Block
	for i, j := n, k; i+j > 0; {
		c := cells[i][j]
		i, j = i-c.dx, j-c.dy
		out = append(out, Block{
			A:    write(a.alphabet, a.letters[i:i+c.dx]),
			B:    write(b.alphabet, b.letters[j:j+c.dy]),
			Cost: int(c.cost - cells[i][j].cost),
		})
	}
	slices.Reverse(out)
	return out
}

func (m *model) goOn(cells [][]came, a, b *Word, i, j int) {
	n, k := len(a.letters), len(b.letters)
	here := cells[i][j].cost
	reach := func(dx, dy int, cost int32) {
		if c := &cells[i+dx][j+dy]; here+cost < c.cost {
			*c = came{here + cost, dx, dy}
		}
	}
	var lastA, lastB byte
	if i > 0 {
		lastA = a.letters[i-1]
	}
	if j > 0 {
		lastB = b.letters[j-1]
	}
	var costA, costB int32
	if i < n {
		costA = backgrounds().of(a.alphabet).letter(lastA, a.letters[i])
		reach(1, 0, costA+m.gap)
	}
	if j < k {
		costB = backgrounds().of(b.alphabet).letter(lastB, b.letters[j])
		reach(0, 1, costB+m.gap)
	}
	if i < n && j < k {
		reach(1, 1, costA+costB+m.swap)
	}
	for dx := 0; dx < 5 && i+dx <= n; dx++ {
		x, ok := m.x.find(a.letters[i : i+dx])
		if !ok {
			break
		}
		for dy := 0; dy < 4 && j+dy <= k; dy++ {
			y, ok := m.y.find(b.letters[j : j+dy])
			if !ok {
				break
			}
			if block := m.block(x, y); block != 0 {
				reach(dx, dy, m.cost(lastA, lastB, block))
			}
		}
	}
}

// find gives the node of a stretch.
func (t *trie) find(w string) (node int, ok bool) {
	for i := range len(w) {
		if node = int(t.next[node*t.letters+int(w[i])]); node == 0 {
			return 0, false
		}
	}
	return node, true
}
