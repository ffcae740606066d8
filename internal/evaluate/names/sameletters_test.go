package names

import (
	"strings"
	"testing"
)

func TestSameLetters(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"marekostrowan", "marekostrowan", true}, {"marekostrowan", "mareckostrovan", true}, {"marekostrowan", "ostrowan", true},
		{"marekostrowan", "quillmoor", false}, {"marekostrowan", "nawortsokeram", false},
		{"marekostrowan", "марек", true}, {"марек", "quillmoor", true}, // nothing is known
		{strings.Repeat("a", 64), strings.Repeat("a", 64), true}, {strings.Repeat("a", 65), "b", true},
		{"", "quillmoor", true},
	} {
		if got := newSameLetters(c.a).may(c.b); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}
