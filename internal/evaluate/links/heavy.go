// Package links measures the graph: how fast it answers at scale, and how well a
// ranking from one starting point parts rings from honest people who share things.
package links

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Heavy is a random graph in which a few things are shared by very many.
type Heavy struct {
	Nodes, Edges int
	Seed         uint64
}

// heavyKinds has the kinds of things, by how many there are.
var heavyKinds = []string{statement.Application, statement.Application, statement.Contract, statement.Identity, statement.Phone,
	statement.Email, statement.Device, statement.PaymentToken, statement.IP, statement.ShipTo}

// Ref names the i-th thing. Names and sharing do not follow each other.
func (h Heavy) Ref(i int) statement.Ref {
	n := uint32(i) * 2654435761
	return statement.Ref{Kind: heavyKinds[n%uint32(len(heavyKinds))], Key: fmt.Sprintf("%08x-%d", n, i)}
}

// Things returns every thing, so that those without an edge are there too.
func (h Heavy) Things() iter.Seq[link.Node] {
	return func(yield func(link.Node) bool) {
		for i := range h.Nodes {
			if r := h.Ref(i); !yield(link.Node{Kind: r.Kind, Key: r.Key}) {
				return
			}
		}
	}
}

// Begin and End are the first and last moment that edges of Heavy begin at.
var (
	Begin = entity.InstantOf(time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC))
	End   = entity.InstantOf(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
)

// All draws the edges: each end by a power law, whose most shared thing has a
// degree of about 5,000 at 2 million things and 10 million edges. Three in five
// have no end, the others last up to two years; 20 sources, grades of every kind.
func (h Heavy) All() iter.Seq[link.Edge] {
	return func(yield func(link.Edge) bool) {
		dice := rand.New(rand.NewPCG(h.Seed, 6))
		const from = 80.0
		least, most := math.Sqrt(math.Sqrt(from)), math.Sqrt(math.Sqrt(float64(h.Nodes)+from))
		draw := func() int {
			x := least + dice.Float64()*(most-least)
			return min(int(x*x*x*x-from), h.Nodes-1)
		}
		for i := range h.Edges {
			e := link.Edge{From: h.Ref(draw()), To: h.Ref(draw()), Kind: "brought", Source: fmt.Sprint("source-", dice.IntN(20)), Statement: fmt.Sprintf("s%07d", i)}
			e.Grade = statement.Grade{Source: byte('A' + dice.IntN(6)), Info: byte('1' + dice.IntN(6))}
			e.Since = h.Moment(dice)
			if dice.IntN(5) >= 3 {
				e.Until = e.Since + entity.Instant(1+dice.IntN(2*365*86400))*1e6
			}
			if !yield(e) {
				return
			}
		}
	}
}

// Moment draws a second between Begin and End.
func (h Heavy) Moment(dice *rand.Rand) entity.Instant {
	return Begin + entity.Instant(dice.IntN(int((End-Begin)/1e6)))*1e6
}
