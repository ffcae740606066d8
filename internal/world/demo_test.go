package world

import (
	"context"
	"testing"

	"github.com/sekifuda/sekifuda/internal/record"
)

func drawDemo(t *testing.T, seed uint64) []*Drawn {
	t.Helper()
	w, err := New(Demo(seed))
	if err != nil {
		t.Fatal(err)
	}
	var out []*Drawn
	for d, err := range w.Applications(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

func TestDemoHasEveryCase(t *testing.T) {
	for _, seed := range []uint64{1, 2, 77} {
		all := drawDemo(t, seed)
		if len(all) != DemoApplications {
			t.Fatalf("seed %d: %d applications", seed, len(all))
		}
		kindsSeen := map[string]int{}
		for _, d := range all {
			kindsSeen[d.Truth.Kind]++
			if d.Truth.Label == nil || d.Truth.Label.EN == "" || d.Truth.Label.JA == "" {
				t.Errorf("seed %d: %s has no label", seed, d.Truth.ExternalID)
			}
			if d.Truth.Honest && !d.Truth.Answered && d.Truth.Note == "" {
				t.Errorf("seed %d: %s is unanswered without a reason", seed, d.Truth.ExternalID)
			}
		}
		for _, k := range kinds {
			if kindsSeen[k.name] == 0 {
				t.Errorf("seed %d: no %s", seed, k.name)
			}
		}
		first := all[0]
		if a := first.Application; first.Truth.Expected != ExpectRefuse || a.Item.DomesticOnly != "yes" || a.Item.Kind != record.ItemSoftware || a.Applicant.CorporateNumber != "" {
			t.Errorf("seed %d: the yardstick is %+v %+v", seed, first.Truth, a.Applicant)
		}
	}
}

func TestDemoCasesAreWhatTheySay(t *testing.T) {
	all := drawDemo(t, 1)
	w, err := New(Demo(1))
	if err != nil {
		t.Fatal(err)
	}
	byLabel := map[string]*Drawn{}
	for _, d := range all {
		byLabel[d.Truth.Label.EN] = d
	}
	body := func(label string) *company {
		i := w.numbers.index(placeOf(byLabel[label].Truth.Number))
		return w.company(i)
	}
	for label, want := range map[string]trait{
		"honest, similar name": traitLookalike, "merged away": traitMerged, "renamed, former name": traitRenamedNow,
		"bought shell": traitShell, "virtual office": traitVirtual, "moved, former seat": traitMovedNow, "revived": traitRevived,
	} {
		if c := body(label); c.trait != want || c.number != byLabel[label].Truth.Number {
			t.Errorf("%s: trait %d, number %s", label, c.trait, c.number)
		}
	}
	if c := body("renamed, former name"); byLabel["renamed, former name"].Application.Applicant.Name != c.before.text() {
		t.Error("the renamed company does not write its former name")
	}
	for _, label := range []string{"writes ㈱", "half width", "old kanji", "in English"} {
		if d := byLabel[label]; d.Application.Applicant.Name == body(label).name.text() {
			t.Errorf("%s: written as registered: %s", label, d.Application.Applicant.Name)
		}
	}
	if c := body("impostor, real company"); body("honest, similar name").resembles != c.index {
		t.Error("the honest look-alike does not resemble the impersonated company")
	}
}

// placeOf is the place in the number space of a number of a registry office.
func placeOf(number string) int {
	digit := func(i int) int { return int(number[i] - '0') }
	place := digit(3)*10 + digit(4)
	for i := 7; i < 13; i++ {
		place = place*10 + digit(i)
	}
	return place
}
