package links

import (
	"reflect"
	"testing"
)

// TestRingsArePartedFromTheHonest holds the bars on mixes that nothing was tuned
// on; docs/links.md has the figures of many more.
func TestRingsArePartedFromTheHonest(t *testing.T) {
	r, err := Measure([]uint64{5001, 5002, 5003}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range r.Bars {
		if !b.Reached {
			t.Errorf("%s: %.2f, limit %.2f", b.Name, b.Value, b.Limit)
		}
	}
	if r.Plain*2 > r.Found {
		t.Errorf("plain counting finds %d of %d, the ranking %d: the worlds are too easy", r.Plain, r.Members, r.Found)
	}
}

func TestWorldsFollowFromTheirSeed(t *testing.T) {
	if a, b := Draw(DrawMix(7), 7), Draw(DrawMix(7), 7); !reflect.DeepEqual(a.Edges, b.Edges) {
		t.Error("one seed, two worlds")
	}
	if reflect.DeepEqual(DrawMix(7), DrawMix(8)) {
		t.Error("two seeds, one mix")
	}
}

// No thing ties more than Group members of a ring, so that no single one gives
// the ring away.
func TestRingsChain(t *testing.T) {
	m := DrawMix(9)
	m.More = 0
	w := Draw(m, 9)
	of := map[string]int{}
	for i, members := range w.Rings {
		for _, a := range members {
			of[a.Key] = i + 1
		}
	}
	users := map[[2]string]int{}
	for _, e := range w.Edges {
		if r := of[e.From.Key]; r > 0 {
			users[[2]string{w.Rings[r-1][0].Key, e.To.String()}]++
		}
	}
	most := 0
	for k, n := range users {
		if honest := n > m.Group; honest && !w.isShared(k[1]) {
			t.Errorf("%s is used by %d of a ring, want at most %d", k[1], n, m.Group)
		}
		most = max(most, n)
	}
	if most < 2 {
		t.Error("nothing is shared in any ring")
	}
}

func (w *World) isShared(name string) bool {
	for _, list := range w.alike {
		for _, s := range list {
			if s.ref.String() == name {
				return true
			}
		}
	}
	return false
}
