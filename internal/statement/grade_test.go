package statement

import (
	"encoding/json"
	"testing"
)

func TestGrade(t *testing.T) {
	for text, want := range map[string]Grade{"": {}, "B2": {'B', '2'}, " c3 ": {'C', '3'}, "F6": Unjudged} {
		g, err := ParseGrade(text)
		if err != nil || g != want {
			t.Errorf("%q: %v, %v", text, g, err)
		}
		raw, _ := json.Marshal(g)
		var back Grade
		if err := json.Unmarshal(raw, &back); err != nil || back != g {
			t.Errorf("%s comes back as %v, %v", raw, back, err)
		}
	}
	for _, text := range []string{"B", "G2", "B7", "B22", "2B", "Bé"} {
		if _, err := ParseGrade(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// TestWeight: A1 is the most, each step down is less, and what cannot be judged
// is no middle.
func TestWeight(t *testing.T) {
	if w := (Grade{'A', '1'}).Weight(); w != 10_000 {
		t.Errorf("A1 weighs %d", w)
	}
	for s := byte('A'); s < 'E'; s++ {
		for i := byte('1'); i < '5'; i++ {
			g := Grade{s, i}
			if g.Weight() <= (Grade{s + 1, i}).Weight() || g.Weight() <= (Grade{s, i + 1}).Weight() {
				t.Errorf("%s is no more than the next", g)
			}
		}
	}
	for _, g := range []Grade{{}, Unjudged, {'F', '1'}, {'A', '6'}} {
		if g.Judged() || g.Weight() >= (Grade{'C', '3'}).Weight() || g.Weight() == 0 {
			t.Errorf("%q weighs %d", g, g.Weight())
		}
	}
}
