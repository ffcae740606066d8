package fuzzy

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// TestOneSystemOfReading: what is found by reading counts together in one system
// only; what goes with all of them counts with each.
func TestOneSystemOfReading(t *testing.T) {
	const japanese, korean = 1, 2
	x := indexOf(t, BuildOptions{Keys: func(term string) []token.Key {
		return []token.Key{{Text: "L" + term[1:]}}
	}}, "hara won", "tanaka ichiro", "someone else")
	asked := func(first, second uint8) []token.Asking {
		return []token.Asking{{Slots: 2, Terms: []token.Asked{
			{Text: "w原", From: 0, To: 1, Keys: []token.Key{{Text: "Lhara", System: first}}},
			{Text: "w勝", From: 1, To: 2, Keys: []token.Key{{Text: "Lwon", System: second}}},
		}}}
	}
	for _, c := range []struct {
		first, second uint8
		least, most   int
	}{
		{japanese, japanese, 9900, 10000},
		{japanese, 0, 9900, 10000},
		{0, 0, 9900, 10000},
		{japanese | korean, korean, 9900, 10000},
		{japanese, korean, leastScore, 6000},
	} {
		r := x.Search(asked(c.first, c.second), Options{})
		if len(r.Hits) != 1 || r.Hits[0].Record != 0 || r.Hits[0].Score < c.least || r.Hits[0].Score > c.most {
			t.Errorf("%d with %d: %+v, want one hit of %d to %d", c.first, c.second, r, c.least, c.most)
		}
	}
}
