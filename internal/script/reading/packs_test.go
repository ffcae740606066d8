package reading

import (
	"strings"
	"testing"
)

func TestTogether(t *testing.T) {
	if Together() != nil {
		t.Error("no packs are a pack")
	}
	load := func(name, entries string) *Pack {
		p, err := LoadPack(strings.NewReader("sekifuda readings 1\nname: " + name + "\nversion: 1\nlicence: CC0\n\n" + entries))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	a, b := load("a", "水無月 minazuki100\n"), load("b", "水無月 mizunashi200\n架空野原 kakunohara100\n")
	if Together(a) != a {
		t.Error("one pack is another pack")
	}
	both := Together(a, b)
	if both.Name != "a+b" || both.Version != "1+1" || both.Licence != "CC0; CC0" || both.longest != 4 {
		t.Errorf("%q %q %q, longest %d", both.Name, both.Version, both.Licence, both.longest)
	}
	if got := both.words["水無月"]; len(got) != 2 || got[0].latin != "minazuki" || got[1].cost != 200 {
		t.Errorf("readings of both: %+v", got)
	}
	if len(a.words["水無月"]) != 1 {
		t.Error("the first pack was changed")
	}
}
