package links

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// RingReport is how well rings were parted from honest look-alikes.
type RingReport struct {
	Mixes        int          `json:"mixes"`
	Rings        int          `json:"rings"`
	Members      int          `json:"members"`       // but for the starting points
	Found        int          `json:"found"`         // of them in the first 2 × the ring's size
	Linked       int          `json:"linked"`        // of them told as linked
	Honest       int          `json:"honest"`        // honest applications, once for each ring that was asked from
	HonestLinked int          `json:"honest_linked"` // told as linked to a ring
	WorstMix     Share        `json:"worst_mix"`     // least found
	Alike        []AlikeRow   `json:"look_alikes"`
	Plain        int          `json:"plain_found"` // by plain shared attributes: most in common first
	Others       []HonestSeen `json:"others,omitempty"`
	Bars         []Bar        `json:"bars"`
}

// bars are in percent.
func (r *RingReport) bars() {
	found := 100 * float64(r.Found) / float64(max(r.Members, 1))
	honest := 100 * float64(r.HonestLinked) / float64(max(r.HonestLinked+r.Linked, 1))
	share := 100 * float64(r.HonestLinked) / float64(max(r.Honest, 1))
	r.Bars = []Bar{
		{Name: "of the ring in the first 2 x its size, %, at least", Value: found, Limit: 95, Reached: found >= 95},
		{Name: "honest among those told as linked, %, at most", Value: honest, Limit: 1, Reached: honest <= 1},
		{Name: "of the honest told as linked, %, at most", Value: share, Limit: 1, Reached: share <= 1},
	}
}

// Share is so many of so many.
type Share struct {
	Of    int    `json:"of"`
	Value int    `json:"value"`
	Seed  uint64 `json:"seed"`
}

// AlikeRow is one kind of honest people.
type AlikeRow struct {
	Kind   string `json:"kind"`
	People int    `json:"people"` // once for each ring
	Linked int    `json:"linked"`
}

// HonestSeen is an honest application that was told as linked.
type HonestSeen struct {
	Kind    string `json:"kind"`
	Weakest int32  `json:"weakest"`
	Place   int    `json:"place"`
	Path    string `json:"path"`
}

// Measure draws a world of each seed's mix and asks from one random member of
// each ring. tell is told how many are done; nil tells nobody.
func Measure(seeds []uint64, tell func(done int)) (*RingReport, error) {
	r := &RingReport{Mixes: len(seeds)}
	alike := map[string]*AlikeRow{}
	for i, seed := range seeds {
		if tell != nil {
			tell(i)
		}
		w := Draw(DrawMix(seed), seed)
		g, err := link.Build(func(func(link.Node) bool) {}, slices.Values(w.Edges), link.Options{})
		if err != nil {
			return nil, fmt.Errorf("mix %d: %w", seed, err)
		}
		people := map[string]int{}
		for _, kind := range w.Kind {
			people[kind]++
		}
		for kind, n := range people {
			if kind != ring {
				r.Honest += n * len(w.Rings)
				row(alike, kind).People += n * len(w.Rings)
			}
		}
		found, members := r.Found, r.Members
		dice := rand.New(rand.NewPCG(seed, 63))
		for _, ring := range w.Rings {
			r.one(g, w, ring, ring[dice.IntN(len(ring))], alike)
		}
		if s := (Share{r.Members - members, r.Found - found, seed}); r.WorstMix.Of == 0 || s.Value*r.WorstMix.Of < r.WorstMix.Value*s.Of {
			r.WorstMix = s
		}
	}
	for _, a := range alike {
		r.Alike = append(r.Alike, *a)
	}
	r.bars()
	slices.SortFunc(r.Alike, func(a, b AlikeRow) int { return cmp.Compare(a.Kind, b.Kind) })
	return r, nil
}

func row(rows map[string]*AlikeRow, kind string) *AlikeRow {
	if rows[kind] == nil {
		rows[kind] = &AlikeRow{Kind: kind}
	}
	return rows[kind]
}

// one asks from one member of a ring.
func (r *RingReport) one(g *link.Graph, w *World, members []statement.Ref, from statement.Ref, alike map[string]*AlikeRow) {
	r.Rings++
	r.Members += len(members) - 1
	now := w.Begin + 3*365*86400*1e6 + entity.Instant(86400*1e6)
	ranking := g.Rank([]statement.Ref{from}, link.RankOptions{Kinds: []string{statement.Application}, Now: now, Limit: 200})
	for i, one := range ranking.Ranked {
		mine := slices.Contains(members, one.Ref)
		if mine && i < 2*len(members) {
			r.Found++
		}
		kind := w.Kind[one.Ref]
		switch {
		case one.Linked && mine:
			r.Linked++
		case one.Linked && kind != ring:
			r.HonestLinked++
			row(alike, kind).Linked++
			r.Others = append(r.Others, HonestSeen{kind, one.Paths[0].Weakest, i, describe(one.Paths[0])})
		}
	}
	for i, ref := range plain(g, from) {
		if i < 2*len(members) && slices.Contains(members, ref) {
			r.Plain++
		}
	}
}

// describe writes a path by kinds alone, each with how many share it.
func describe(p link.Path) string {
	s := p.Hops[0].From.Kind
	for _, h := range p.Hops {
		s += fmt.Sprintf(" - %s(%d)", h.To.Kind, h.Sharing)
	}
	return s
}

// plain ranks by the number of things in common, directly and then through
// others: what counting shared attributes gives.
func plain(g *link.Graph, from statement.Ref) []statement.Ref {
	n := g.Expand([]statement.Ref{from}, link.ExpandOptions{Hops: 6, Hub: 1 << 30, Limit: 5000})
	type reached struct {
		ref    statement.Ref
		hop    int
		common int
	}
	near := map[statement.Ref]bool{}
	var out []reached
	for r := range n.All() {
		if r.Hop == 1 {
			near[r.Ref] = true
		}
		if r.Hop > 0 && r.Ref.Kind == statement.Application {
			one := reached{ref: r.Ref, hop: r.Hop}
			if r.Hop == 2 {
				for _, e := range g.Neighbours(r.Ref, link.Window{}) {
					if near[e.To] {
						one.common++
					}
				}
			}
			out = append(out, one)
		}
	}
	slices.SortStableFunc(out, func(a, b reached) int {
		return cmp.Or(cmp.Compare(a.hop, b.hop), cmp.Compare(b.common, a.common))
	})
	refs := make([]statement.Ref, len(out))
	for i, o := range out {
		refs[i] = o.ref
	}
	return refs
}
