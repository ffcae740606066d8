package link_test

import (
	"math/rand/v2"
	"testing"

	"github.com/sekifuda/sekifuda/internal/evaluate/links"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func heavy(b *testing.B) (links.Heavy, *link.Graph) {
	h := links.Heavy{Nodes: 200_000, Edges: 1_000_000, Seed: 1}
	g, err := link.Build(h.Things(), h.All(), link.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return h, g
}

func BenchmarkRank(b *testing.B) {
	h, g := heavy(b)
	dice := rand.New(rand.NewPCG(1, 7))
	b.ReportAllocs()
	for b.Loop() {
		g.Rank([]statement.Ref{h.Ref(dice.IntN(h.Nodes))}, link.RankOptions{Now: links.End})
	}
}

func BenchmarkExpand3AsOf(b *testing.B) {
	h, g := heavy(b)
	dice := rand.New(rand.NewPCG(1, 7))
	b.ReportAllocs()
	for b.Loop() {
		g.Expand([]statement.Ref{h.Ref(dice.IntN(h.Nodes))}, link.ExpandOptions{Hops: 3, Window: link.AsOf(h.Moment(dice)), Hub: 1 << 30})
	}
}
