package links

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/sekifuda/sekifuda/internal/evaluate/retrieval"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Times are of one question put from many starting points, one at a time.
type Times struct {
	Question string  `json:"question"`
	Asked    int     `json:"asked"`
	Found    int     `json:"found_mean"` // things reached, ranked or paths
	P50      float64 `json:"p50_ms"`
	P95      float64 `json:"p95_ms"`
	P99      float64 `json:"p99_ms"`
	CPUP50   float64 `json:"cpu_p50_ms"`
	CPUP95   float64 `json:"cpu_p95_ms"`
	CPUP99   float64 `json:"cpu_p99_ms"`
}

// Questions that have a bar.
const (
	twoHops   = "2 hops, no hub cap"
	threeHops = "3 hops as of a time, no hub cap"
	ranking   = "ranking, eps 1e-5, first 50 with best path"
)

// question is put from a starting point; it returns how much it found.
type question struct {
	name string
	less int // asked so many times less often
	ask  func(g *link.Graph, dice *rand.Rand, from statement.Ref) int
}

// questions are those that have a bar, and those beside them.
func (h Heavy) questions() []question {
	expand := func(hops, hub int, timed bool) func(*link.Graph, *rand.Rand, statement.Ref) int {
		return func(g *link.Graph, dice *rand.Rand, from statement.Ref) int {
			o := link.ExpandOptions{Hops: hops, Hub: hub}
			if timed {
				o.Window = link.AsOf(h.Moment(dice))
			}
			n := g.Expand([]statement.Ref{from}, o)
			return n.Len()
		}
	}
	rank := func(o link.RankOptions) func(*link.Graph, *rand.Rand, statement.Ref) int {
		return func(g *link.Graph, dice *rand.Rand, from statement.Ref) int {
			return g.Rank([]statement.Ref{from}, o).Touched
		}
	}
	const all = 1 << 30
	return []question{
		{"1 hop", 4, expand(1, all, false)},
		{twoHops, 1, expand(2, all, false)},
		{"2 hops as of a time, no hub cap", 1, expand(2, all, true)},
		{"3 hops, no hub cap", 4, expand(3, all, false)},
		{threeHops, 1, expand(3, all, true)},
		{"3 hops as of a time, hub cap 1,000", 4, expand(3, link.DefaultHub, true)},
		{ranking, 1, rank(link.RankOptions{Now: End})},
		{"ranking as of a time, first 50 with best path", 4, func(g *link.Graph, dice *rand.Rand, from statement.Ref) int {
			at := h.Moment(dice)
			return rank(link.RankOptions{Window: link.AsOf(at), Now: at})(g, dice, from)
		}},
		{"3 best paths to a thing 4 hops away", 100, func(g *link.Graph, dice *rand.Rand, from statement.Ref) int {
			to := from
			for range 4 {
				near := g.Neighbours(to, link.Window{})
				if len(near) == 0 {
					break
				}
				e := near[dice.IntN(len(near))]
				if to = e.To; e.To == from {
					to = e.From
				}
			}
			return len(g.Paths(from, to, 3, link.PathOptions{Hops: 6, Work: 20_000}).Paths)
		}},
	}
}

// Ask puts every question from random starting points, on this thread alone. It
// fails only where ctx ends.
func (h Heavy) Ask(ctx context.Context, g *link.Graph, asked int, clock func() time.Duration) ([]Times, error) {
	var out []Times
	for _, q := range h.questions() {
		dice := rand.New(rand.NewPCG(h.Seed, 7))
		var wall, cpu []time.Duration
		t := Times{Question: q.name, Asked: asked}
		asked := max(asked/q.less, 10)
		t.Asked = asked
		for i := range asked + 50 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			start, spent := clock(), retrieval.CPUTime()
			n := q.ask(g, dice, h.Ref(dice.IntN(h.Nodes)))
			if i >= 50 { // the first ones make the room that the others work in
				wall, cpu = append(wall, clock()-start), append(cpu, retrieval.CPUTime()-spent)
				t.Found += n
			}
		}
		t.Found /= asked
		slices.Sort(wall)
		slices.Sort(cpu)
		at := func(list []time.Duration, p int) float64 { return float64(list[len(list)*p/100].Nanoseconds()) / 1e6 }
		t.P50, t.P95, t.P99 = at(wall, 50), at(wall, 95), at(wall, 99)
		t.CPUP50, t.CPUP95, t.CPUP99 = at(cpu, 50), at(cpu, 95), at(cpu, 99)
		out = append(out, t)
	}
	return out, nil
}

// Bar is a figure that is to be reached.
type Bar struct {
	Name    string  `json:"name"`
	Value   float64 `json:"value"`
	Limit   float64 `json:"limit"`
	Reached bool    `json:"reached"`
}

// Bars compares times of the processor, and megabytes, with what is to be
// reached at 2 million things and 10 million edges.
func Bars(times []Times, megabytes int64) []Bar {
	by := map[string]Times{}
	for _, t := range times {
		by[t.Question] = t
	}
	bars := []Bar{
		{Name: "2 hops, p99 ms", Value: by[twoHops].CPUP99, Limit: 0.3},
		{Name: "3 hops as of a time, p99 ms", Value: by[threeHops].CPUP99, Limit: 25},
		{Name: "ranking, p95 ms", Value: by[ranking].CPUP95, Limit: 10},
		{Name: "memory, MB", Value: float64(megabytes), Limit: 600},
	}
	for i, b := range bars {
		bars[i].Reached = b.Value <= b.Limit
	}
	return bars
}
