package arrival

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// world is a set of records and judgements.
type world struct {
	records map[string]rec
	judged  map[[2]string]map[bool]bool
}

// batch works the clusters of a world out from nothing, by the definitions.
func batch(w world, o Options) []string {
	ids := slices.Sorted(maps.Keys(w.records))
	blocks := map[uint64]int{}
	for _, r := range w.records {
		for _, k := range slices.Compact(slices.Sorted(slices.Values(r.keys))) {
			blocks[k]++
		}
	}
	weights := map[[2]int]int32{}
	for i, a := range ids {
		for j, b := range ids[:i] {
			meet := slices.ContainsFunc(w.records[a].keys, func(k uint64) bool {
				return blocks[k] <= o.BlockCap && slices.Contains(w.records[b].keys, k)
			})
			if meet {
				weights[[2]int{j, i}] = (fake{}).Score(w.records[a], w.records[b])
			}
		}
	}
	hanging := func(i int, floor int32) (out []int) {
		seen := map[int]bool{i: true}
		out = []int{i}
		for n := 0; n < len(out); n++ {
			for m := range ids {
				pair := [2]int{min(out[n], m), max(out[n], m)}
				s, edge := weights[pair]
				held := w.judged[[2]string{ids[pair[0]], ids[pair[1]]}][true]
				if (edge && s >= floor || held) && !seen[m] {
					seen[m] = true
					out = append(out, m)
				}
			}
		}
		slices.Sort(out)
		return out
	}
	done := map[int]bool{}
	var clusters []string
	for i := range ids {
		if done[i] {
			continue
		}
		var cell []int
		for _, floor := range steps(o.Floor) {
			if cell = hanging(i, floor); len(cell) <= o.CellCap {
				break
			}
		}
		clusters = append(clusters, divide(w, o, ids, cell, weights)...)
		for _, m := range cell {
			done[m] = true
		}
	}
	slices.Sort(clusters)
	return clusters
}

func divide(w world, o Options, ids []string, cell []int, weights map[[2]int]int32) (out []string) {
	var edges []Edge
	var same, apart [][2]int32
	for i, a := range cell {
		for j, b := range cell {
			if i >= j {
				continue
			}
			s, met := weights[[2]int{a, b}]
			if len(cell) <= o.WholeCap {
				s, met = (fake{}).Score(w.records[ids[a]], w.records[ids[b]]), true
			} else if met && s < o.Floor {
				met = false
			}
			if met {
				edges = append(edges, Edge{A: int32(i), B: int32(j), Weight: s})
			}
			if w.judged[[2]string{ids[a], ids[b]}][true] {
				same = append(same, [2]int32{int32(i), int32(j)})
			}
			if w.judged[[2]string{ids[a], ids[b]}][false] {
				apart = append(apart, [2]int32{int32(i), int32(j)})
			}
		}
	}
	by := map[int32][]string{}
	for i, l := range (fake{}).Partition(len(cell), edges, same, apart) {
		by[l] = append(by[l], ids[cell[i]])
	}
	for _, c := range by {
		out = append(out, strings.Join(c, " "))
	}
	return out
}

func clusters[P any](e *Engine[P]) []string {
	out := []string{}
	for c := range e.Clusters() {
		out = append(out, strings.Join(c, " "))
	}
	slices.Sort(out)
	return out
}

// Whatever comes, goes, comes anew, is judged and withdrawn, in whatever order:
// the clusters are those of a batch over what is there at the end.
func TestClustersAreAFunctionOfTheSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{Floor: fakeFloor, Keep: -200, WholeCap: rapid.IntRange(1, 8).Draw(t, "whole cap"), BlockCap: rapid.IntRange(1, 6).Draw(t, "block cap"), CellCap: rapid.IntRange(1, 8).Draw(t, "cell cap")}
		e := New(fake{}, o)
		w := world{map[string]rec{}, map[[2]string]map[bool]bool{}}
		id := rapid.Custom(func(t *rapid.T) string { return fmt.Sprintf("r%02d", rapid.IntRange(0, 25).Draw(t, "id")) })
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			var touched []string
			before := map[string]string{}
			for c := range e.Clusters() {
				for _, m := range c {
					before[m] = strings.Join(c, " ")
				}
			}
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0, 1:
				gone := id.Draw(t, "gone")
				touched = e.Remove(gone)
				delete(w.records, gone)
			case 2, 3:
				a, b := id.Draw(t, "a"), id.Draw(t, "b")
				pair, same, off := [2]string{min(a, b), max(a, b)}, rapid.Bool().Draw(t, "same"), rapid.Bool().Draw(t, "withdraw")
				if a == b {
					continue
				}
				if off {
					touched = e.Withdraw(a, b, same)
					delete(w.judged[pair], same)
				} else {
					touched = e.Judge(a, b, same)
					if w.judged[pair] == nil {
						w.judged[pair] = map[bool]bool{}
					}
					w.judged[pair][same] = true
				}
			default:
				r := rec{rapid.SliceOfN(rapid.Uint64Range(0, 5), 0, 3).Draw(t, "keys"), rapid.Int32Range(0, 60).Draw(t, "at")}
				n := id.Draw(t, "new")
				touched = e.Put(n, r)
				w.records[n] = r
			}
			for c := range e.Clusters() {
				for _, m := range c {
					if now := strings.Join(c, " "); now != before[m] && !slices.Contains(touched, m) {
						t.Fatalf("%s went from %q to %q untold: %v", m, before[m], now, touched)
					}
				}
			}
		}
		want := batch(w, o)
		if d := cmp.Diff(append([]string{}, want...), clusters(e)); d != "" {
			t.Fatal(d)
		}
		again := New(fake{}, o)
		for pair, said := range w.judged {
			for same := range said {
				again.Judge(pair[0], pair[1], same)
			}
		}
		again.Load(maps.All(w.records))
		if d := cmp.Diff(clusters(e), clusters(again)); d != "" {
			t.Fatal("loaded at once: " + d)
		}
		for id := range w.records {
			if d := cmp.Diff(e.Verdict(id), again.Verdict(id)); d != "" {
				t.Fatal("verdict on " + id + ": " + d)
			}
		}
		if a, b := e.Stats(), again.Stats(); a.Edges != b.Edges || a.Keys != b.Keys || a.Dropped != b.Dropped {
			t.Fatalf("%+v, loaded at once %+v", a, b)
		}
	})
}
