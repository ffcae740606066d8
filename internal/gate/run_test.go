package gate

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

func (f *fixture) begin(t *testing.T, b *Books, key, part string, at entity.Instant) *Run {
	t.Helper()
	r, err := b.Begin(t.Context(), key, part, at, f.Generation(), f.Policy)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRunGoesOnWhereItBrokeOff: a run that was killed keeps its time, its
// memory and what it decided; one that ended begins anew.
func TestRunGoesOnWhereItBrokeOff(t *testing.T) {
	f, books := desk(t, store.Options{})
	first := f.begin(t, books, "files", "", f.input.At)
	if first.Again || len(first.Decided) != 0 || first.At != f.input.At {
		t.Fatalf("%+v", first)
	}
	b := f.batch(books)
	b.Key = first.Key
	lines, err := runBatch(t, b, inputs(f.applications(2)))
	if err != nil {
		t.Fatal(err)
	}
	books.remember(t, "K-1")
	if err := books.ProveFalse(t.Context(), FalseIdentity{ID: "p-1", Application: "K-1", By: "a", Second: "b", At: 2}); err != nil {
		t.Fatal(err)
	}
	second := f.begin(t, books, "files", "", f.input.At+1)
	if !second.Again || second.Key != first.Key || second.At != first.At || second.AsOf != first.AsOf {
		t.Errorf("taken up as %+v, was %+v", second, first)
	}
	if diff := cmp.Diff(map[int]string{1: lines[0].Decision.ID, 2: lines[1].Decision.ID}, second.Decided); diff != "" {
		t.Error(diff)
	}
	if err := books.End(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	third := f.begin(t, books, "files", "", f.input.At+2)
	if third.Again || third.Key == first.Key || third.At != f.input.At+2 || third.AsOf.Position == first.AsOf.Position {
		t.Errorf("begun anew as %+v", third)
	}
}

// TestPartsShareOneRun: shards that start at different times decide as of one.
func TestPartsShareOneRun(t *testing.T) {
	f, books := desk(t, store.Options{})
	one := f.begin(t, books, "files", "1/2", f.input.At)
	if err := books.End(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	two := f.begin(t, books, "files", "2/2", f.input.At+1)
	if two.Key != one.Key || two.At != one.At {
		t.Errorf("%+v and %+v", one, two)
	}
	if other := f.begin(t, books, "other files", "1/2", f.input.At+1); other.Key == one.Key || other.At == one.At {
		t.Errorf("other files, the same run: %+v", other)
	}
}

func TestPolicyIsKept(t *testing.T) {
	f, books := desk(t, store.Options{})
	f.begin(t, books, "files", "", f.input.At)
	p, err := books.Policy(t.Context(), f.Policy.Digest)
	if err != nil || p.Digest != f.Policy.Digest || string(p.Source) != string(f.Policy.Source) {
		t.Errorf("%v", err)
	}
	if _, err := books.Policy(t.Context(), "0123456789abcdef"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
}
