package tamper

import "testing"

// TestFound is the small form of `sekifuda eval tamper`: every change is found.
func TestFound(t *testing.T) {
	r, err := Run(t.Context(), t.TempDir(), 300, 1, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows {
		t.Logf("%-24s %4d tried %4d found %4d without a checkpoint kept elsewhere", row.Kind, row.Tried, row.Found, row.Alone)
	}
	for _, missed := range r.Missed {
		t.Errorf("not found: %s", missed)
	}
}
