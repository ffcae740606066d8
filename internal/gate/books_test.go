package gate

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// decided runs the fixture's first n applications and returns their decisions.
func (f *fixture) decided(t *testing.T, b *Books, rows []Row) []*finding.Decision {
	t.Helper()
	lines, err := runBatch(t, f.batch(b), inputs(rows))
	if err != nil {
		t.Fatal(err)
	}
	var out []*finding.Decision
	for _, l := range lines {
		out = append(out, l.Decision)
	}
	return out
}

// exec changes the store behind the back of everything; it must hit one row.
func exec(t *testing.T, b *Books, query string, args ...any) {
	t.Helper()
	if err := b.DB.Tx(t.Context(), func(tx *store.Tx) error {
		n, err := tx.Exec(query, args...)
		if err == nil && n != 1 {
			t.Errorf("%s: %d rows", query, n)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestDecisionByAnyName(t *testing.T) {
	f, books := desk(t, store.Options{})
	made := f.decided(t, books, f.applications(3))
	later := *f
	later.input.At += 3600e6
	latest := later.decided(t, books, later.applications(1))[0]
	for name, want := range map[string]*finding.Decision{
		made[0].ID: made[0], made[0].ID[:12]: made[0], made[1].ID[:8]: made[1],
		"A-2": made[1], "A-1": latest, latest.ID: latest,
	} {
		d, a, err := books.Decision(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, d); diff != "" || a.ExternalID != want.Application {
			t.Errorf("%s: %s of %s", name, diff, a.ExternalID)
		}
	}
	for _, c := range []struct {
		name string
		want error
	}{
		{"A-4", decision.ErrShort}, {"nowhere-to-be-found", store.ErrNotFound}, {made[0].ID[:7], decision.ErrShort}, {made[0].ID + "a", store.ErrNotFound}, {"", decision.ErrShort},
	} {
		if _, _, err := books.Decision(t.Context(), c.name); !errors.Is(err, c.want) {
			t.Errorf("%q: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestDecisionByAmbiguousStart(t *testing.T) {
	f, books := desk(t, store.Options{})
	f.decided(t, books, f.applications(2))
	exec(t, books, `UPDATE decision SET id = 'twinstart1' WHERE application = 'A-1'`)
	exec(t, books, `UPDATE decision SET id = 'twinstart2' WHERE application = 'A-2'`)
	if _, _, err := books.Decision(t.Context(), "twinstart"); !errors.Is(err, store.ErrAmbiguous) {
		t.Errorf("%v", err)
	}
}

// TestTamperedDecisionsDoNotOpen alters what is stored in every way that keeps
// each blob whole, and some that do not.
func TestTamperedDecisionsDoNotOpen(t *testing.T) {
	const (
		swap = ` SET sealed = (SELECT sealed FROM `
		last = `application = 'A-1' AND at = (SELECT MAX(at) FROM decision)`
	)
	for name, query := range map[string]string{
		"a byte more":                          `UPDATE decision SET sealed = sealed || x'00' WHERE ` + last,
		"nothing":                              `UPDATE decision SET sealed = x'' WHERE ` + last,
		"another applicant's decision":         `UPDATE decision` + swap + `decision WHERE application = 'A-2') WHERE ` + last,
		"an earlier decision":                  `UPDATE decision` + swap + `decision WHERE application = 'A-1' ORDER BY at LIMIT 1) WHERE ` + last,
		"another id":                           `UPDATE decision SET id = 'aaaaaaaaaaaaaaaaaaaaaaaaaa' WHERE ` + last,
		"another applicant's key":              `UPDATE subject_key SET wrapped = (SELECT k.wrapped FROM subject_key k JOIN decision d ON d.subject = k.subject WHERE d.application = 'A-2') WHERE subject = (SELECT subject FROM decision WHERE application = 'A-1' LIMIT 1)`,
		"another applicant's application":      `UPDATE application` + swap + `application WHERE external_id = 'A-2') WHERE external_id = 'A-1' AND version = 2`,
		"an earlier version of the same":       `UPDATE application` + swap + `application WHERE external_id = 'A-1' AND version = 1) WHERE external_id = 'A-1' AND version = 2`,
		"the decision in the application":      `UPDATE application` + swap + `decision WHERE application = 'A-1' ORDER BY at DESC LIMIT 1) WHERE external_id = 'A-1' AND version = 2`,
		"sealed for another subject of theirs": `UPDATE decision SET subject = (SELECT subject FROM decision WHERE application = 'A-2') WHERE ` + last,
	} {
		t.Run(name, func(t *testing.T) {
			f, books := desk(t, store.Options{})
			rows := f.applications(2)
			f.decided(t, books, rows)
			changed := *rows[0].App
			changed.Quantity++
			f.input.At += 3600e6
			f.decided(t, books, []Row{{App: &changed, Position: 1}})
			if _, a, err := books.Decision(t.Context(), "A-1"); err != nil || a.Quantity != changed.Quantity {
				t.Fatalf("before: %v", err)
			}
			exec(t, books, query)
			if d, _, err := books.Decision(t.Context(), "A-1"); !errors.Is(err, vault.ErrSealed) {
				t.Errorf("decision %v, %v", d, err)
			}
		})
	}
}

func TestEvidenceComesBackInOrder(t *testing.T) {
	_, books := desk(t, store.Options{})
	var want []Recorded
	for _, id := range []string{"e-1", "e-2", "e-3"} {
		want = append(want, Recorded{id, record.Evidence{Application: "A-1", Kind: "call", Note: "note of " + id, By: "clerk", At: "2026-02-26"}})
	}
	other := Recorded{"e-4", record.Evidence{Application: "A-2", Kind: "mail"}}
	if err := books.AddEvidence(t.Context(), append(slices.Clone(want), other), 1); err != nil {
		t.Fatal(err)
	}
	got, err := books.Evidence(t.Context(), "A-1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if got, err := books.Evidence(t.Context(), "A-9"); err != nil || len(got) != 0 {
		t.Errorf("evidence on nothing: %v, %v", got, err)
	}
}

func TestSwappedEvidenceDoesNotOpen(t *testing.T) {
	for name, query := range map[string]string{
		"of the same application": `UPDATE evidence SET sealed = (SELECT sealed FROM evidence WHERE id = 'e-2') WHERE id = 'e-1'`,
		"of another":              `UPDATE evidence SET sealed = (SELECT sealed FROM evidence WHERE id = 'e-3') WHERE id = 'e-1'`,
		"moved to another":        `UPDATE evidence SET application = 'A-1', subject = (SELECT subject FROM evidence WHERE id = 'e-1') WHERE id = 'e-3'`,
	} {
		_, books := desk(t, store.Options{})
		one, two := record.Evidence{Application: "A-1", Kind: "call"}, record.Evidence{Application: "A-2", Kind: "mail"}
		if err := books.AddEvidence(t.Context(), []Recorded{{"e-1", one}, {"e-2", one}, {"e-3", two}}, 1); err != nil {
			t.Fatal(err)
		}
		exec(t, books, query)
		if _, err := books.Evidence(t.Context(), "A-1"); !errors.Is(err, vault.ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAddEvidenceIsAllOrNothing lets the second of two fail: its subject was
// forgotten.
func TestAddEvidenceIsAllOrNothing(t *testing.T) {
	_, books := desk(t, store.Options{})
	books.letter(t, "A-2")
	if err := books.DB.Tx(t.Context(), func(tx *store.Tx) error { return stored.DestroyKey(tx, books.Tenant, subjectOf("A-2"), 1) }); err != nil {
		t.Fatal(err)
	}
	err := books.AddEvidence(t.Context(), []Recorded{
		{"e-1", record.Evidence{Application: "A-1", Kind: "call"}}, {"e-2", record.Evidence{Application: "A-2", Kind: "call"}},
	}, 1)
	if !errors.Is(err, vault.ErrShredded) {
		t.Errorf("%v", err)
	}
	if got, err := books.Evidence(t.Context(), "A-1"); err != nil || len(got) != 0 {
		t.Errorf("half of it stayed: %v, %v", got, err)
	}
}
