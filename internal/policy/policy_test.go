package policy

import "testing"

func TestDefault(t *testing.T) {
	p, err := Parse("x.yaml", defaultSource)
	if err != nil {
		t.Fatal(err)
	}
	f := clearFacts()
	t.Log(p.Decide(&f, nil, "software"))
}
