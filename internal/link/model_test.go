package link

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

const day = entity.Instant(microsADay)

// small are few things, so that edges meet often.
func small(t *rapid.T, label string) statement.Ref {
	kinds := []string{statement.Application, statement.Application, statement.Phone, statement.IP, statement.Device}
	return ref(rapid.SampledFrom(kinds).Draw(t, label), fmt.Sprint(rapid.IntRange(0, 3).Draw(t, label)))
}

func anyEdge(t *rapid.T) Edge {
	times := rapid.SampledFrom([]entity.Instant{0, 0, 20000 * day, 20000*day + 1, 20000*day + day/2, 20001 * day, 20500 * day})
	e := Edge{From: small(t, "from"), To: small(t, "to"), Since: times.Draw(t, "since"), Until: times.Draw(t, "until")}
	if e.Until != 0 && e.Until < e.Since {
		e.Since, e.Until = e.Until, e.Since
	}
	e.Kind = rapid.SampledFrom([]string{"brought", "leased"}).Draw(t, "kind")
	e.Source = rapid.SampledFrom([]string{"x", "y"}).Draw(t, "source")
	e.Grade = rapid.SampledFrom([]statement.Grade{{Source: 'A', Info: '1'}, {Source: 'C', Info: '3'}, {}}).Draw(t, "grade")
	e.Statement = fmt.Sprint(rapid.IntRange(0, 3).Draw(t, "statement"))
	e.Negative = rapid.IntRange(0, 5).Draw(t, "negative") == 0
	e.Impersonated = rapid.IntRange(0, 9).Draw(t, "impersonated") == 0
	return e
}

func anyWindow(t *rapid.T) Window {
	return rapid.SampledFrom([]Window{{}, AsOf(20000 * day), AsOf(20000*day + 1), AsOf(20000*day + day/2), {20000 * day, 20600 * day}, {20001 * day, 0}}).Draw(t, "window")
}

// world is edges and victims.
type world struct {
	edges   []Edge
	victims []Node
}

func anyWorld(t *rapid.T) world {
	w := world{edges: rapid.SliceOfN(rapid.Custom(anyEdge), 0, 25).Draw(t, "edges")}
	for range rapid.IntRange(0, 1).Draw(t, "victims") {
		r := small(t, "victim")
		w.victims = append(w.victims, Node{r.Kind, r.Key, true})
	}
	return w
}

// answers are everything that a graph says, in a form that can be compared.
type answers struct {
	Near     []Reached
	Excluded []Hub
	Paths    Routes
	Rank     Ranking
	Parts    []Component
	Hubs     []Hub
}

func ask(g *Graph, from, to statement.Ref, w Window) answers {
	n := g.Expand([]statement.Ref{from}, ExpandOptions{Window: w, Hops: 3, Hub: 4})
	a := answers{Near: slices.Collect(n.All()), Excluded: n.Excluded}
	a.Paths = g.Paths(from, to, 4, PathOptions{Window: w, Hops: 5, Hub: 4, Now: 20600 * day})
	a.Rank = g.Rank([]statement.Ref{from}, RankOptions{Window: w, Hub: 4, Now: 20600 * day})
	a.Parts, a.Hubs = g.Components(ComponentOptions{Window: w, Hub: 4})
	return a
}

func TestOrderAndDeltaChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		from, to, window := small(t, "start"), small(t, "end"), anyWindow(t)
		want := ask(mustBuild(t, w.victims, w.edges), from, to, window)
		shuffled := slices.Clone(w.edges)
		dice := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 1))
		dice.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		shuffled = append(shuffled, shuffled[:len(shuffled)/2]...) // the same claims again raise nothing
		if d := gocmp.Diff(want, ask(mustBuild(t, w.victims, shuffled), from, to, window)); d != "" {
			t.Fatalf("built from another order: %s", d)
		}
		cut := rapid.IntRange(0, len(shuffled)).Draw(t, "cut")
		g := mustBuild(t, w.victims, shuffled[:cut])
		for _, e := range shuffled[cut:] {
			if err := g.Add(e); err != nil {
				t.Fatal(err)
			}
		}
		if known, victim := g.Known(from); known && !victim {
			extra := tie(app("another"), from, "extra")
			if err := g.Add(extra); err != nil {
				t.Fatal(err)
			}
			g.Drop(extra)
		}
		if d := gocmp.Diff(want, ask(g, from, to, window)); d != "" {
			t.Fatalf("added to a built graph: %s", d)
		}
	})
}

func mustBuild(t *rapid.T, victims []Node, edges []Edge) *Graph {
	g, err := Build(slices.Values(victims), slices.Values(edges), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNegativeStatementsStrengthenNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		from, to, window := small(t, "start"), small(t, "end"), anyWindow(t)
		g := mustBuild(t, w.victims, append(w.edges, tie(from, phone, "so that the start is known"), tie(to, ip, "and the end")))
		before := ask(g, from, to, window)
		e := anyEdge(t)
		e.Negative, e.Impersonated = true, false
		if err := g.Add(e); err != nil {
			t.Fatal(err)
		}
		after := ask(g, from, to, window)
		strip(&before)
		strip(&after)
		if d := gocmp.Diff(before, after); d != "" {
			t.Fatalf("%+v changed an answer: %s", e, d)
		}
	})
}

// strip takes out what is only shown.
func strip(a *answers) {
	clean := func(paths []Path) {
		for i := range paths {
			paths[i].Against = nil
			for j := range paths[i].Hops {
				paths[i].Hops[j].Against = nil
			}
		}
	}
	clean(a.Paths.Paths)
	for i := range a.Rank.Ranked {
		clean(a.Rank.Ranked[i].Paths)
	}
	a.Rank.Unknown, a.Paths.Unknown = nil, nil
}

// model is the graph as anybody would write it.
type model map[statement.Ref]map[statement.Ref][]Edge

func modelOf(w world, window Window) model {
	m := model{}
	for _, e := range w.edges {
		victim := slices.ContainsFunc(w.victims, func(n Node) bool { r := ref(n.Kind, n.Key); return r == e.From || r == e.To })
		if victim || e.Negative || e.Impersonated || e.From == e.To || e.Until != 0 && e.Since == e.Until || window != (Window{}) && !window.holds(e.Since, e.Until) {
			continue
		}
		for _, p := range [][2]statement.Ref{{e.From, e.To}, {e.To, e.From}} {
			if m[p[0]] == nil {
				m[p[0]] = map[statement.Ref][]Edge{}
			}
			m[p[0]][p[1]] = append(m[p[0]][p[1]], e)
		}
	}
	return m
}

// hops returns how far everything is that a walk comes to.
func (m model) hops(from statement.Ref, most, hub int) map[statement.Ref]int {
	far := map[statement.Ref]int{from: 0}
	queue := []statement.Ref{from}
	for len(queue) > 0 {
		u := queue[0]
		queue = queue[1:]
		if far[u] == most || u != from && len(m[u]) > hub {
			continue
		}
		for w := range m[u] {
			if _, seen := far[w]; !seen {
				far[w] = far[u] + 1
				queue = append(queue, w)
			}
		}
	}
	return far
}

// paths returns the costs of all simple paths, least first.
func (m model) costs(from, to statement.Ref, most, hub int, now entity.Instant) []int32 {
	var out []int32
	var walk func(u statement.Ref, cost int32, passed []statement.Ref)
	walk = func(u statement.Ref, cost int32, passed []statement.Ref) {
		if u == to {
			out = append(out, cost)
			return
		}
		if len(passed) > most || u != from && len(m[u]) > hub {
			return
		}
		if u != from {
			cost += commonness(values[u.Kind], len(m[u]))
		}
		for w, edges := range m[u] {
			if slices.Contains(passed, w) {
				continue
			}
			best := int32(0)
			for _, e := range edges {
				best = max(best, markOf(e.Grade).weight()*faded(spanOf(0, e.Until).until(), dayOf(now))/whole)
			}
			walk(w, cost+tieCost(best), append(slices.Clone(passed), w))
		}
	}
	walk(from, 0, []statement.Ref{from})
	slices.Sort(out)
	return out
}

func TestAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		from, to, window := small(t, "start"), small(t, "end"), anyWindow(t)
		g, m := mustBuild(t, w.victims, w.edges), modelOf(w, window)
		if known, victim := g.Known(from); !known || victim {
			return
		}
		n := g.Expand([]statement.Ref{from}, ExpandOptions{Window: window, Hops: 3, Hub: 4})
		got := map[statement.Ref]int{}
		for r := range n.All() {
			got[r.Ref] = r.Hop
			if r.Hop > 0 && len(m[r.Via][r.Ref]) == 0 {
				t.Fatalf("%s is reached via %s, which it is not tied to", r.Ref, r.Via)
			}
		}
		if d := gocmp.Diff(m.hops(from, 3, 4), got); d != "" {
			t.Fatalf("expansion: %s", d)
		}
		if known, victim := g.Known(to); !known || victim || from == to {
			return
		}
		var costs []int32
		routes := g.Paths(from, to, 4, PathOptions{Window: window, Hops: 5, Hub: 4, Now: 20600 * day})
		for _, p := range routes.Paths {
			costs = append(costs, p.Cost)
		}
		want := m.costs(from, to, 5, 4, 20600*day)
		if any := m.costs(from, to, 100, 4, 20600*day); len(any) > 0 {
			want = slices.DeleteFunc(want, func(c int32) bool { return c > any[0]+slack })
		}
		if want = want[:min(len(want), 4)]; !slices.Equal(costs, want) {
			t.Fatalf("paths %s to %s cost %v, want %v", from, to, costs, want)
		}
	})
}

func TestComponentsAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, window := anyWorld(t), anyWindow(t)
		got, _ := mustBuild(t, w.victims, w.edges).Components(ComponentOptions{Window: window, Hub: 4})
		m := modelOf(w, window)
		for u := range m {
			if len(m[u]) > 4 {
				for w := range m[u] {
					delete(m[w], u)
				}
				delete(m, u)
			}
		}
		var want []Component
		seen := map[statement.Ref]bool{}
		for u := range m {
			if len(m[u]) == 0 || seen[u] {
				continue
			}
			var c Component
			for r := range m.hops(u, 100, 100) {
				seen[r] = true
				c = append(c, r)
			}
			slices.SortFunc(c, compareRefs)
			want = append(want, c)
		}
		slices.SortFunc(want, func(a, b Component) int {
			return cmp.Or(cmp.Compare(len(b), len(a)), compareRefs(a[0], b[0]))
		})
		if d := gocmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}
