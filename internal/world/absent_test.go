package world

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// meet reports whether two names are near by the hashes.
func meet(a, b string) bool {
	for _, h := range edits(a) {
		if slices.Contains(edits(b), h) {
			return true
		}
	}
	return false
}

func TestEditsMeet(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"山手精工", "山手精工", true},
		{"山手精工", "山手精機", true},          // substitution
		{"山手精工", "山手新精工", true},         // insertion
		{"山手精工", "山精工", true},           // deletion
		{"山手精工", "手山精工", true},          // swap
		{"ＡＢＣ商事", "abc商事", true},        // width and case
		{"髙橋精機", "高橋精機", true},          // old character
		{"キャノン", "キヤノン", true},          // small kana
		{"みなと物流", "ミナト物流", true},        // hiragana
		{"ソニー・ミュージック", "ソニ ミュジク", true}, // signs dropped, one edit
		{"山手精工", "浜手精機", false},
		{"山手精工", "山手", false},
	} {
		if got := meet(tc.a, tc.b); got != tc.want {
			t.Errorf("%s and %s: %v", tc.a, tc.b, got)
		}
	}
	if edits("") != nil || edits("・ー") != nil {
		t.Error("nothing is near to nothing")
	}
}

func TestOneEditAlwaysMeets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := []rune(rapid.StringMatching(`[一二三四五山川田中本]{2,9}`).Draw(t, "a"))
		i := rapid.IntRange(0, len(a)-1).Draw(t, "i")
		b := slices.Clone(a)
		switch rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			b[i] = '海'
		case 1:
			b = slices.Insert(b, i, '海')
		default:
			b = slices.Delete(b, i, i+1)
		}
		if len(b) > 0 && !meet(string(a), string(b)) {
			t.Fatalf("%s and %s do not meet", string(a), string(b))
		}
	})
}

func TestNeighboursAreMarked(t *testing.T) {
	w := mustNew(t, Options{Companies: 1000})
	a := w.newAbsence(3 * tries)
	v := w.invented(2)
	if _, clean := a.clean(0); !clean {
		t.Fatal("marked before anything was seen")
	}
	named := &company{name: name{core: v.name.core + "社"}}
	named.seat.ban = 4000
	a.look(named)
	if !a.near[2].Load() || a.near[1].Load() {
		t.Error("a name one edit away was not seen, or another was marked")
	}
	next := w.invented(5)
	moved := &company{name: name{core: "まったく別の名前"}, from: next.seat}
	a.look(moved)
	if !a.near[5].Load() {
		t.Error("a former seat at the same block was not seen")
	}
	former := &company{name: name{core: "まったく別の名前"}, before: w.invented(7).name}
	a.look(former)
	if !a.near[7].Load() {
		t.Error("a former name was not seen")
	}
	if j, clean := a.clean(0); !clean || j != 0 {
		t.Errorf("clean(0) = %d, %v", j, clean)
	}
	for j := range tries {
		a.near[2*tries+j].Store(true)
	}
	if _, clean := a.clean(2); clean {
		t.Error("a slot whose identities all have neighbours is clean")
	}
}

func TestInventedNumbersAreNobodys(t *testing.T) {
	w := mustNew(t, Options{Companies: 3000})
	taken := map[string]bool{}
	for i := range 3000 {
		taken[w.company(i).number] = true
	}
	d := newDice()
	for range 500 {
		if n := w.freeNumber(d, d.IntN(47)); taken[n] {
			t.Errorf("%s is taken", n)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"Sato", "Sato", 0}, {"Sato", "Saito", 1}, {"Kazuko", "Kazuhiko", 2}, {"", "Abe", 3}, {"Abe", "Ono", 3}} {
		if got := distance(tc.a, tc.b); got != tc.want {
			t.Errorf("%s, %s: %d, want %d", tc.a, tc.b, got, tc.want)
		}
		if got := distance(tc.b, tc.a); got != tc.want {
			t.Errorf("%s, %s: %d, want %d", tc.b, tc.a, got, tc.want)
		}
	}
}

func TestNearListed(t *testing.T) {
	w := mustNew(t, Options{Companies: 1000})
	var l listed
	for k := 0; !l.entity.IsPerson(); k++ {
		l = w.listEntry(listUN, k)
	}
	p := l.person
	found := func() bool {
		return slices.ContainsFunc(w.nearListed(&p), func(n listedName) bool { return n.id == l.entity.ID })
	}
	if !found() || !w.isListed(p.latin()) {
		t.Error("a listed person is not near its own entry")
	}
	p.given.Latin += "xx"
	if !found() {
		t.Error("two letters more and the name is not near")
	}
	p.given.Latin = "Wholly-Different-Given-Name"
	if found() {
		t.Error("the surname alone makes a name near")
	}
	if w.isListed("Nobody Nowhere") {
		t.Error("nobody is listed")
	}
}
