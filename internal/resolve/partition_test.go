package resolve

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPartition(t *testing.T) {
	for _, c := range []struct {
		name            string
		n               int
		edges           []Edge
		together, apart [][2]int32
		want            []int32
	}{
		{"nothing is known", 3, nil, nil, nil, []int32{0, 1, 2}},
		{"a pair", 3, []Edge{{0, 2, 500}}, nil, nil, []int32{0, 1, 0}},
		{"what disagrees stays apart", 2, []Edge{{0, 1, -1}}, nil, nil, []int32{0, 1}},
		{"one weak link joins no two entities", 4, []Edge{{0, 1, 900}, {2, 3, 900}, {1, 2, 300}, {0, 2, -500}, {1, 3, -500}, {0, 3, -500}}, nil, nil, []int32{0, 0, 2, 2}},
		{"judged together against the evidence", 2, []Edge{{0, 1, -900}}, [][2]int32{{0, 1}}, nil, []int32{0, 0}},
		{"judged apart blocks what would follow", 3, []Edge{{0, 1, 900}, {1, 2, 800}, {0, 2, 700}}, nil, [][2]int32{{0, 2}}, []int32{0, 0, 2}},
		{"answers two that contradict each other equally", 3, []Edge{{0, 2, 600}, {1, 2, 600}, {0, 1, -400}}, nil, nil, []int32{0, 1, 2}},
	} {
		if got := Partition(c.n, c.edges, c.together, c.apart); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// Neither the order of edges and judgements nor their direction changes anything.
func TestPartitionOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		pair := rapid.Custom(func(t *rapid.T) [2]int32 {
			return [2]int32{int32(rapid.IntRange(0, n-1).Draw(t, "a")), int32(rapid.IntRange(0, n-1).Draw(t, "b"))}
		})
		var edges []Edge
		for a := range int32(n) {
			for b := a + 1; b < int32(n); b++ {
				if w := rapid.Int32Range(-8, 8).Draw(t, "w"); w != 0 {
					edges = append(edges, Edge{a, b, w * 100})
				}
			}
		}
		together := rapid.SliceOfN(pair, 0, 2).Draw(t, "together")
		apart := rapid.SliceOfN(pair, 0, 2).Draw(t, "apart")
		want := Partition(n, edges, together, apart)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range 5 {
			r.Shuffle(len(edges), func(i, j int) { edges[i], edges[j] = edges[j], edges[i] })
			r.Shuffle(len(together), func(i, j int) { together[i], together[j] = together[j], together[i] })
			for i := range edges {
				if r.IntN(2) == 0 {
					edges[i].A, edges[i].B = edges[i].B, edges[i].A
				}
			}
			if got := Partition(n, edges, together, apart); !slices.Equal(got, want) {
				t.Fatalf("got %v, then %v", want, got)
			}
		}
	})
}
