package letters

import "sync"

// What a Latin word can give to each letter of another alphabet at most bounds the
// evidence of all words in it: a sum over letters tells most pairs apart that
// otherwise take following all ways through both.

// gains holds, by native letter, the most that a way through the word saves on one
// such letter beyond what the letter costs by itself.
type gains struct {
	letter [128]int16
	rest   int32 // saved by blocks without native letters, and by the ends
}

// MayReach is false only where two words score less than score, or are less alike than
// likeness; mostly true where they may be. See Weigh.
func MayReach(a, b *Word, score, likeness int) bool {
	if a == nil || b == nil {
		return true
	}
	a, b = inOrder(a, b)
	if a.alphabet != Latin || b.alphabet == Latin && a.letters == b.letters {
		return true
	}
	m := modelOf(a.alphabet, b.alphabet)
	if m == nil {
		return true
	}
	need := m.evidenceFor(score)
	if lighter := max(1, min(a.sum, b.sum)); likeness > 0 {
		need = max(need, int32(likeness)*lighter/10000)
	}
	return m.mayReach(a, b, need)
}

// mayReach follows the ways through both words as evidence does, but leaves those
// that cannot come to what is needed by what is left of the native word; most
// pairs are left at the first step.
func (m *model) mayReach(a, b *Word, need int32) bool {
	g := a.gainsIn(m, b.alphabet)
	var tail [width]int32 // the most that may be saved from each native letter on
	n := len(b.letters)
	tail[n] = g.rest + b.sum
	for j := range n {
		tail[n] -= int32(b.costs[j])
	}
	for j := n - 1; j >= 0; j-- {
		tail[j] = tail[j+1] + max(int32(b.costs[j])+int32(g.letter[b.letters[j]]), -m.gap)
	}
	if tail[0] < need {
		return false
	}
	var s search
	s.begin(m, a, b, need)
	return s.follow(a, &tail) >= need
}

// gainsIn gives the gains of a Latin word, found out when they are first asked for.
func (w *Word) gainsIn(m *model, alphabet Alphabet) *gains {
	g := w.gains[alphabet].Load()
	if g == nil {
		g = m.gainsOf(w)
		w.gains[alphabet].Store(g)
	}
	return g
}

// cheapest has what blocks cost at least, laid out to find gains.
type cheapest struct {
	after [][]uint8     // by last Latin letter and block, whatever the last native one
	of    [][]nodeBlock // by Latin node
	alone gains         // native letters without a counterpart, and the end
}

// nodeBlock is a block and its native letters, none where there are no more.
type nodeBlock struct {
	block uint16
	n     uint8
	text  [3]byte
}

var cheapestOf sync.Map // *model to func() *cheapest

func (m *model) cheapest() *cheapest {
	once, ok := cheapestOf.Load(m)
	if !ok {
		once, _ = cheapestOf.LoadOrStore(m, sync.OnceValue(m.findCheapest))
	}
	return once.(func() *cheapest)()
}

func (m *model) findCheapest() *cheapest {
	c := &cheapest{after: make([][]uint8, m.x.letters), of: make([][]nodeBlock, m.x.nodes())}
	for a := range c.after {
		rest := uint8(255)
		for _, r := range m.rest[a*m.restStride:][:m.restStride] {
			rest = min(rest, r)
		}
		c.after[a] = make([]uint8, m.blocks)
		for b := range c.after[a] {
			c.after[a][b] = uint8(min(255, int(rest)+int(m.after[a*m.blocks+b])))
		}
	}
	for i, k := range m.keys {
		if k != 0 {
			row, block := c.after[k>>24], k&0xFFFF-1
			row[block] = min(row[block], m.costs[i])
		}
	}
	text := m.y.texts()
	for x := range c.of {
		for y := range text {
			if b := m.block(x, y); b != 0 {
				nb := nodeBlock{block: uint16(b), n: uint8(len(text[y]))}
				copy(nb.text[:], text[y])
				c.of[x] = append(c.of[x], nb)
			}
		}
	}
	for i := range c.alone.letter {
		c.alone.letter[i] = -1 << 14
	}
	c.alone.rest = -255
	for _, row := range c.after {
		c.alone.rest = max(c.alone.rest, -int32(row[0]))
		for _, b := range c.of[0] {
			c.alone.offer(&b, -int32(row[b.block]))
		}
	}
	return c
}

// texts gives the letters of each node.
func (t *trie) texts() [][]byte {
	out := make([][]byte, t.nodes())
	for n := range out {
		for l := range t.letters {
			if next := t.next[n*t.letters+l]; next != 0 {
				out[next] = append(append([]byte(nil), out[n]...), byte(l))
			}
		}
	}
	return out
}

func (m *model) gainsOf(w *Word) *gains {
	c := m.cheapest()
	g := c.alone
	last, self := byte(0), w.sum
	for i := range len(w.letters) {
		self -= int32(w.costs[i])
		alone, node, sum := int32(0), 0, int32(0)
		row := c.after[last]
		for n := 1; n < 5 && i+n <= len(w.letters); n++ {
			if node = int(m.x.next[node*m.x.letters+int(w.letters[i+n-1])]); node == 0 {
				break
			}
			sum += int32(w.costs[i+n-1])
			of := c.of[node]
			for k := range of {
				gain := sum - int32(row[of[k].block])
				if of[k].n == 0 {
					alone = max(alone, gain)
					continue
				}
				g.offer(&of[k], gain)
			}
		}
		g.rest += alone
		last = w.letters[i]
	}
	g.rest += self
	return &g
}

// offer divides what a block saves among its native letters, rounded up.
func (g *gains) offer(b *nodeBlock, gain int32) {
	switch b.n {
	case 1:
	case 2:
		gain = (gain + 1) >> 1
	default:
		if gain > 0 {
			gain += 2
		}
		gain /= 3
	}
	for _, l := range b.text[:b.n] {
		g.letter[l] = max(g.letter[l], int16(gain))
	}
}
