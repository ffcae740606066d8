package policy

import "testing"

func TestDefaultCases(t *testing.T) {
	p, err := Parse("default.yaml", defaultSource)
	if err != nil {
		t.Fatal(err)
	}
	rep := p.Test()
	for _, c := range rep.Cases {
		for _, w := range c.Wrong {
			t.Errorf("default.yaml:%d: %s: %s", c.Line, c.Name, w)
		}
	}
	for _, id := range rep.Unfired {
		t.Errorf("no case fires rule %s", id)
	}
}
