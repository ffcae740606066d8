package parity

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ofac"
	"github.com/sekifuda/sekifuda/internal/format/un"
)

// lists reads the persons of the OFAC and UN lists, or skips.
func lists(t testing.TB) *names.List {
	t.Helper()
	root := os.Getenv("SEKIFUDA_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	if _, err := os.Stat(root); err != nil {
		t.Skipf("development data not here: %v", err)
	}
	var all []*entity.Entity
	for e, err := range un.Open([]string{filepath.Join(root, "lists", "un", "UN_consolidated.xml")}, format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, &e)
	}
	for e, err := range ofac.Read([]string{filepath.Join(root, "lists", "ofac")}, format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, &e)
	}
	return names.NewList(all, entity.Person).Filtered()
}

// TestMeasureOfLists prints the table of the real lists; SEKIFUDA_PARITY says
// how many names of each script and form.
func TestMeasureOfLists(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("SEKIFUDA_PARITY"))
	if err != nil {
		t.Skip("SEKIFUDA_PARITY does not say how many names")
	}
	l := lists(t)
	r := Measure(OfList(l), NamesOf(l), Options{Names: n, Positives: n, Seed: 1})
	if err := r.Write(os.Stdout); err != nil {
		t.Fatal(err)
	}
	for _, a := range r.Alarms {
		t.Log("alarm", a)
	}
	for _, a := range r.Missed {
		t.Log("missed", a)
	}
}
