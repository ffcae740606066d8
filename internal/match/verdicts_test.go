package match

import (
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// wantVerdict scores two names both ways and fails where the verdict is not
// the one that a reader would give. Verdicts that the matcher is known to get
// wrong stand in knownFailures with their reason.
func wantVerdict(t *testing.T, schema, a, b string, agrees bool) {
	t.Helper()
	score, why := scoreNames(schema, a, b)
	if back, _ := scoreNames(schema, b, a); back != score {
		t.Errorf("%q, %q: %d, the other way %d", a, b, score, back)
	}
	right := (score >= Agrees) == agrees
	reason, known := knownFailures[a+"|"+b]
	if !known {
		reason, known = knownFailures[b+"|"+a]
	}
	switch {
	case !right && known:
		t.Logf("known: %q, %q: %d %s, want agreement %v: %s", a, b, score, why, agrees, reason)
	case !right:
		t.Errorf("%s %q, %q: %d %s, want agreement %v", schema, a, b, score, why, agrees)
	case known:
		t.Logf("%q, %q: %d %s is right by now: take it out of the known failures", a, b, score, why)
	}
}

// hub is one name and what it must be found to be, and not to be. The names
// of a hub say nothing of each other: one kanji name has many readings.
type hub struct{ name, same, other string }

func testHubs(t *testing.T, schema string, hubs []hub) {
	t.Helper()
	for _, h := range hubs {
		for _, s := range splitBar(h.same) {
			wantVerdict(t, schema, h.name, s, true)
		}
		for _, s := range splitBar(h.other) {
			wantVerdict(t, schema, h.name, s, false)
		}
	}
}

func splitBar(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// testClasses wants agreement of all pairs of each class.
func testClasses(t *testing.T, schema string, classes []string) {
	t.Helper()
	for _, class := range classes {
		names := strings.Split(class, "|")
		for i, a := range names {
			for _, b := range names[i:] {
				wantVerdict(t, schema, a, b, true)
			}
		}
	}
}

// atMost fails where more pairs are wrong than are known to be.
func atMost(t *testing.T, what string, wrong []string, most int) {
	t.Helper()
	switch {
	case len(wrong) > most:
		t.Errorf("%s: %d wrong, want at most %d: %q", what, len(wrong), most, wrong[:min(len(wrong), 8)])
	case len(wrong) < most:
		t.Logf("%s: %d wrong where %d were: lower it", what, len(wrong), most)
	}
}

func targetOf(schema string, names ...string) *Target {
	return PrepareTarget(&entity.Entity{Schema: schema, Properties: map[string][]string{"name": names}})
}
