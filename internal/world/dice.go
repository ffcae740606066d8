package world

import (
	"math/rand/v2"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// Streams keep the parts of a world apart: drawing more in one part never moves
// another. Add at the end only.
const (
	streamNumber uint64 = iota + 1
	streamTrait
	streamSeat
	streamSeatBefore
	streamName
	streamNameBefore
	streamHistory
	streamPerson
	streamContact
	streamHub
	streamAbsent
	streamList
	streamKind
	streamApplication
	streamKnown
	streamDiff
	streamVary
)

// dice are a random source that can be set to any place of any stream.
type dice struct {
	pcg rand.PCG
	*rand.Rand
}

func newDice() *dice {
	d := &dice{}
	d.Rand = rand.New(&d.pcg)
	return d
}

// mix64 spreads neighbouring numbers over all bits (the finaliser of SplitMix64).
func mix64(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// at sets the dice to element i of a stream of the world with this seed.
func (d *dice) at(seed, stream uint64, i int) *dice {
	d.pcg.Seed(mix64(seed^mix64(stream)), mix64(uint64(i)+stream<<48))
	return d
}

// chance is true in permille of 1,000 cases.
func (d *dice) chance(permille int) bool { return d.IntN(1000) < permille }

// between draws from lo to hi, both included.
func (d *dice) between(lo, hi int) int { return lo + d.IntN(hi-lo+1) }

func pick[T any](d *dice, list []T) T { return list[d.IntN(len(list))] }

func draw(d *dice, t *culture.Table, words []culture.Word) culture.Word {
	return words[t.At(d.IntN(t.Total()))]
}

// letters draws n small consonants: tokens must never look like numbers that
// may not be taken.
func (d *dice) letters(n int) string {
	const set = "bcdfghjkmnpqrstvwxz"
	b := make([]byte, n)
	for i := range b {
		b[i] = set[d.IntN(len(set))]
	}
	return string(b)
}
