package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/finding"
)

func TestNeeds(t *testing.T) {
	for when, want := range map[string][]need{
		`contact.state == "hit" && contact.free_mail`:                                {{"contact", "hit"}},
		`contact.free_mail && (young.state == "hit" && contact.state == "hit")`:      {{"young", "hit"}, {"contact", "hit"}},
		`contact.state == "hit" || contact.free_mail`:                                nil,
		`!(contact.state == "hit")`:                                                  nil,
		`contact.state != "hit" && contact.free_mail`:                                nil,
		`contact.code == "hit" && contact.free_mail`:                                 nil,
		`contact.state == contact.code && contact.free_mail`:                         nil,
		`memory.shared.exists(contact, contact == "phone") && memory.state == "hit"`: {{"memory", "hit"}},
	} {
		p := oneRule(t, "note", when)
		if diff := cmp.Diff(want, p.rules[0].needs, cmp.AllowUnexported(need{})); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
}

// TestNeedsChangeNothing decides with and without the shortcut.
func TestNeedsChangeNothing(t *testing.T) {
	short := Default()
	long := parsed(t, short.Source)
	for _, r := range long.rules {
		r.needs = nil
	}
	states := rapid.SampledFrom([]string{"clear", "hit", "not_checked", "not_claimed", "not_applicable", ""})
	rapid.Check(t, func(t *rapid.T) {
		f := clearFacts()
		for _, s := range []*string{&f.Register.State, &f.Agrees.State, &f.Represents.State, &f.Young.State, &f.Address.State,
			&f.Eligible.State, &f.List.State, &f.Contact.State, &f.Memory.State, &f.Freshness.State} {
			*s = states.Draw(t, "state")
		}
		f.Contact.FreeMail = rapid.Bool().Draw(t, "free mail")
		f.Register.Code = rapid.SampledFrom([]string{"found", "not_found", "closed", "merged"}).Draw(t, "code")
		findings := []finding.Finding{{Check: "contact", State: finding.State(f.Contact.State)}}
		if diff := cmp.Diff(long.Decide(&f, findings, "software"), short.Decide(&f, findings, "software")); diff != "" {
			t.Fatal(diff)
		}
	})
}
