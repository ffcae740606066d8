package world

import (
	"context"
	"os"
	"strings"
	"testing"
)

func TestSharesAreMet(t *testing.T) {
	s := theSmall(t)
	sum, honest := 0, 0
	for _, k := range kinds {
		got := s.manifest.Kinds[k.name]
		want := smallApplications * k.share / 1000
		if got < want-1 || got > want+1 {
			t.Errorf("%s: %d, want %d", k.name, got, want)
		}
		sum += k.share
		if k.honest {
			honest += k.share
		}
	}
	if sum != 1000 || honest != 835 {
		t.Errorf("default shares: %d, honest %d", sum, honest)
	}
	answered := 0
	for _, tr := range s.truth {
		if tr.Honest && tr.Answered {
			answered++
		}
	}
	if all := smallApplications * honest / 1000; answered < all*78/100 || answered > all*90/100 {
		t.Errorf("%d of %d honest applicants answered", answered, all)
	}
}

func TestDefaultMixHasWhatIsPromised(t *testing.T) {
	m := DefaultMix()
	for kind, least := range map[string]int{honestLookalike: 100, honestYoung: 30, honestMoved: 20, honestNamesake: 10} {
		if m.Shares[kind] < least {
			t.Errorf("%s: %d, promised %d", kind, m.Shares[kind], least)
		}
	}
	for _, k := range kinds {
		if m.Shares[k.name] == 0 {
			t.Errorf("%s does not occur", k.name)
		}
	}
}

func TestReadMix(t *testing.T) {
	for _, tc := range []struct{ name, text, bad string }{
		{"empty", "", ""},
		{"yaml", "name: hard\nshares: {honest_plain: 1, false_shell: 1}\nnoise: {omit_number: 0}\n", ""},
		{"json", `{"shares": {"honest_plain": 2}, "items": {"server": 10}}`, ""},
		{"unknown key", "nois: {}\n", "nois"},
		{"unknown rate", "noise: {omit_everything: 1}\n", "omit_everything"},
		{"unknown kind", "shares: {honest_ghost: 1}\n", "honest_ghost"},
		{"negative", "shares: {honest_plain: -1}\n", "honest_plain"},
		{"too large", "noise: {free_mail: 1001}\n", "free_mail"},
		{"nothing", "shares: {honest_plain: 0}\n", "zero"},
		{"no items", "items: {domestic_software: 0, software: 0, server: 0, shipment: 0}\n", "items"},
		{"no ring", "overlap: {ring_size: 0}\n", "ring_size"},
	} {
		m, err := ReadMix(strings.NewReader(tc.text))
		switch {
		case tc.bad == "" && err != nil:
			t.Errorf("%s: %v", tc.name, err)
		case tc.bad != "" && (err == nil || !strings.Contains(err.Error(), tc.bad)):
			t.Errorf("%s: error %v, want one about %s", tc.name, err, tc.bad)
		case err == nil && m.Noise.FreeMail != 150:
			t.Errorf("%s: a rate that was left out lost its default", tc.name)
		}
	}
}

func TestMixDecidesWhatIsMade(t *testing.T) {
	m, err := ReadMix(strings.NewReader("shares: {honest_plain: 3, false_shell: 1}\nevidence: {answered: 1000}\nnoise: {omit_number: 0, typo_number: 0, typo_name: 0, typo_address: 0, no_declaration: 0}\n"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(Options{Companies: 2000, Applications: 80, Mix: m})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for d, err := range w.Applications(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		kinds[d.Truth.Kind]++
		if d.Truth.Honest && (!d.Truth.Answered || d.Application.Applicant.CorporateNumber == "") {
			t.Errorf("%+v", d.Truth)
		}
	}
	if kinds[honestPlain] != 60 || kinds[falseShell] != 20 || len(kinds) != 2 {
		t.Errorf("%v", kinds)
	}
}

func TestCountsAddUp(t *testing.T) {
	for _, n := range []int{0, 1, 7, 40, 999, 10_000} {
		sum := 0
		for _, c := range DefaultMix().counts(n) {
			sum += c
		}
		if sum != n {
			t.Errorf("%d applications are shared out as %d", n, sum)
		}
	}
}

// TestDocumentHoldsTheSchema keeps docs/world.md in step: it must contain the
// table that the code gives. To renew it: UPDATE=1 go test ./internal/world -run Schema
func TestDocumentHoldsTheSchema(t *testing.T) {
	const file = "../../docs/world.md"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- schema -->\n", "<!-- /schema -->"
	head, rest, ok1 := strings.Cut(string(b), begin)
	table, tail, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no %q … %q", file, begin, end)
	}
	if table == Schema() {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Fatalf("%s is out of date (UPDATE=1 go test ./internal/world -run Schema)", file)
	}
	if err := os.WriteFile(file, []byte(head+begin+Schema()+end+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

func FuzzReadMix(f *testing.F) {
	f.Add("shares: {honest_plain: 1}\n")
	f.Add(`{"noise": {"omit_number": 3}}`)
	f.Add("name: [1]\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ReadMix(strings.NewReader(text))
		if err == nil && m.Validate() != nil {
			t.Errorf("%q is read and not valid", text)
		}
	})
}
