package gate

import (
	"slices"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// examination is the fixture's application, ready for one check.
func (f *fixture) examination() *Examination {
	return newExamination(Examination{
		App: f.input.Application, At: f.input.At, Zone: f.Zone, Policy: f.Policy, Settings: f.Policy.Settings(),
		Register: f.Register, Lists: f.Lists, Memory: f.Memory, Evidence: f.input.Evidence,
	})
}

// ask runs one check alone and returns its only finding, and the facts that
// conditions would read of it.
func (f *fixture) ask(t *testing.T, c Check) (finding.Finding, *finding.Facts) {
	t.Helper()
	found, fill := run(t.Context(), c, f.examination(), 10*time.Second)
	facts := &finding.Facts{}
	if fill != nil {
		fill(facts)
	}
	settle(c.Slot(facts), found)
	if len(found) != 1 {
		t.Fatalf("%s says %d things: %+v", c.Name(), len(found), found)
	}
	return found[0], facts
}

// expect compares state, code and cause, written as one text.
func expect(t *testing.T, f finding.Finding, want string) {
	t.Helper()
	got := string(f.State)
	for _, s := range []string{f.Code, f.Cause} {
		if s != "" {
			got += " " + s
		}
	}
	if got != want {
		t.Errorf("%s: %q, want %q; %+v", f.Check, got, want, f)
	}
}

// whys are the codes of a finding's comparisons, in order.
func whys(f finding.Finding) []string {
	var out []string
	for _, c := range f.Comparisons {
		out = append(out, c.Why)
	}
	return out
}

func sameStrings(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}
