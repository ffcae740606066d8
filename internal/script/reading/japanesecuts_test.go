package reading

import "testing"

func TestCuts(t *testing.T) {
	for _, c := range []struct {
		name string
		at   int
	}{{"佐藤健", 2}, {"山田太郎", 2}, {"長谷川花子", 3}, {"森美咲", 1}, {"林太郎", 1}, {"中村あおい", 2}, {"小林一", 2}, {"欧陽明", 2}, {"張志明", 1}, {"佐久間誠", 3}, {"まつもと泉", 4}, {"三宅やす子", 2}} {
		if cuts := Cuts([]rune(c.name)); len(cuts) == 0 || cuts[0].At != c.at {
			t.Errorf("%s is divided %v, not after %d", c.name, cuts, c.at)
		}
	}
	if cuts := Cuts([]rune("健")); cuts != nil {
		t.Errorf("one character is divided: %v", cuts)
	}
}

// TestCutsOfPersons takes as truth where the two words of the Latin name meet.
func TestCutsOfPersons(t *testing.T) {
	all := readPersons(t)
	n, first, any := 0, 0, 0
	for i := range all {
		p := &all[i]
		at := meeting(p)
		if at == 0 {
			continue
		}
		n++
		for k, c := range Cuts(p.runes) {
			if c.At == at {
				any++
				if k == 0 {
					first++
				}
			}
		}
	}
	t.Logf("of %d names %.4f are divided rightly, %.4f by one of three", n, float64(first)/float64(n), float64(any)/float64(n))
	if float64(first) < 0.98*float64(n) || float64(any) < 0.995*float64(n) {
		t.Error("too few")
	}
}

// meeting is where two words that cover a name meet, 0 where they do not.
func meeting(p *person) int {
	if len(p.w) != 2 || p.lat == nil {
		return 0
	}
	best, at := 400, 0
	for k := range p.w {
		for _, a := range p.lat.Spans(nil, p.w[k]) {
			for _, b := range p.lat.Spans(nil, p.w[1-k]) {
				if a.System != Japanese || b.System != Japanese || a.From != 0 || a.To != b.From || b.To != len(p.runes) {
					continue
				}
				if worst := max(a.Cost/a.To, b.Cost/(b.To-b.From)); worst < best {
					best, at = worst, a.To
				}
			}
		}
	}
	return at
}
