package retrieval

import (
	"slices"
	"strings"
	"testing"
)

func TestScale(t *testing.T) {
	a, b := NewScale(20_000, 1), NewScale(20_000, 1)
	if a.Words() != 4_000 || a.Len() != 20_000 {
		t.Errorf("%d words of %d names", a.Words(), a.Len())
	}
	count := map[string]int{}
	for i := range 2_000 {
		if a.Name(i) != b.Name(i) {
			t.Fatalf("name %d: %q and %q", i, a.Name(i), b.Name(i))
		}
		words := strings.Fields(a.Name(i))
		if len(words) < 2 || len(words) > 4 {
			t.Fatalf("name %d: %q", i, a.Name(i))
		}
		for _, w := range words {
			count[w]++
		}
	}
	if most := count[a.words[0]]; most < 10*count[a.words[100]] {
		t.Errorf("the first word occurs %d times, the hundredth %d", most, count[a.words[100]])
	}
	q := a.Queries(20, 1)
	if len(q) != 200 || !slices.Equal(q, b.Queries(20, 1)) {
		t.Errorf("%d queries, or others the second time", len(q))
	}
	for _, v := range q {
		if v.Class == ClassNothing && slices.ContainsFunc(strings.Fields(v.Text), func(w string) bool { return a.known[w] }) {
			t.Errorf("%q has a known word", v.Text)
		}
		if v.Class == "exact" && v.Text != v.Target {
			t.Errorf("%q is not %q", v.Text, v.Target)
		}
	}
}
