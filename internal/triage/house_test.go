package triage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

const tenant = "default"

func day(n int) entity.Instant {
	return entity.Instant(1_770_000_000_000_000 + int64(n)*86_400_000_000)
}

func act(by string, n int) Act { return Act{By: by, At: day(n)} }

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refusedWith checks that err is a refusal with a code.
func refusedWith(t *testing.T, err error, code string) {
	t.Helper()
	var r *Refused
	if !errors.As(err, &r) || r.Code != code {
		t.Errorf("want a refusal %s, got %v", code, err)
	}
}

func wrongIn(t *testing.T, err error, field string) {
	t.Helper()
	var w *Wrong
	if !errors.As(err, &w) || w.Field != field {
		t.Errorf("want %s to be wrong, got %v", field, err)
	}
}

// house is a desk over a store with contracts C-1 to C-4 made on applications
// each with an asset, an account and a lease.
type house struct {
	*testing.T
	*Desk
	n        int
	whose    map[statement.Ref]Whose
	siblings map[string][]Sibling
}

func newHouse(t *testing.T) *house {
	t.Helper()
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	check(t, err)
	db, err := store.Open(t.Context(), t.TempDir())
	check(t, err)
	t.Cleanup(func() { db.Close() })
	h := &house{T: t, whose: map[statement.Ref]Whose{}, siblings: map[string][]Sibling{}}
	h.Desk = &Desk{DB: db, Vault: v, Tenant: tenant, NewID: h.id, Trace: h, Prove: h}
	for n := 1; n <= 4; n++ {
		h.furnish(fmt.Sprint(n))
	}
	return h
}

func (h *house) id() (string, error) { h.n++; return fmt.Sprintf("id-%03d", h.n), nil }

func (h *house) furnish(n string) {
	check(h.T, h.DB.Tx(h.T.Context(), func(tx *store.Tx) error {
		if _, _, err := stored.PutApplication(tx, tenant, stored.Application{ExternalID: "A-" + n, Input: "i", Sealed: []byte{}}); err != nil {
			return err
		}
		var rows []book.Row
		for _, r := range []struct {
			kind, id, text string
			ref            book.Ref
		}{
			{"contract", "C-" + n, `{"external_id":"C-` + n + `","application":"A-` + n + `","customer":"K-` + n + `"}`, book.Ref{Kind: "application", ID: "A-" + n, Field: "application"}},
			{"asset", "S-" + n, `{"external_id":"S-` + n + `","contract":"C-` + n + `"}`, book.Ref{Kind: "contract", ID: "C-" + n, Field: "contract"}},
			{"account", "U-" + n, `{"external_id":"U-` + n + `","contract":"C-` + n + `","login":"u` + n + `"}`, book.Ref{Kind: "contract", ID: "C-" + n, Field: "contract"}},
			{"lease", "L-" + n, `{"external_id":"L-` + n + `","asset":"S-` + n + `","address":"192.0.2.` + n + `"}`, book.Ref{Kind: "asset", ID: "S-" + n, Field: "asset"}},
		} {
			key, err := h.Vault.Obtain(stored.Keys(tx), tenant, vault.Subject(r.kind, r.id))
			if err != nil {
				return err
			}
			id := r.kind + r.id
			rows = append(rows, book.Row{ID: id, Kind: r.kind, ExternalID: r.id, Version: 1, Content: "c", From: day(0), To: day(900), Subject: key.Subject(),
				Sealed: key.Seal(book.Place(id), []byte(r.text)), At: day(0), Tag: "t", Refs: []book.Ref{r.ref}})
		}
		return book.Put(tx, tenant, rows)
	}))
}

// Whose and Siblings make the house its own tracer.
func (h *house) Whose(_ context.Context, i Indicator, g *statement.Ground, _ entity.Instant) (Whose, error) {
	if i.Ref.Kind == statement.IP && g == nil {
		return Whose{}, errors.New("who held an address takes a ground")
	}
	w, ok := h.whose[i.Ref]
	if !ok {
		return w, ErrUnknown
	}
	return w, nil
}

func (h *house) Siblings(_ context.Context, application string, _ entity.Instant) ([]Sibling, error) {
	return h.siblings[application], nil
}

// ProveFalse and Withdraw make the house its own gate.
func (h *house) ProveFalse(ctx context.Context, p Proof, a Act, within func(*store.Tx) error) error {
	return h.DB.Tx(ctx, func(tx *store.Tx) error {
		if err := within(tx); err != nil {
			return err
		}
		_, err := stored.ProveFalse(tx, tenant, stored.Proof{ID: p.ID, Application: p.Application, By: p.By, Second: p.Second, Provisional: p.Second == "",
			Subject: "s", Reason: []byte(p.Reason), At: a.At})
		return err
	})
}

func (h *house) Withdraw(ctx context.Context, proof, reason string, a Act, within func(*store.Tx) error) error {
	return h.DB.Tx(ctx, func(tx *store.Tx) error {
		if within != nil {
			if err := within(tx); err != nil {
				return err
			}
		}
		_, err := stored.Withdraw(tx, tenant, stored.Withdrawal{ID: proof, By: a.By, Reason: []byte(reason), At: a.At})
		return err
	})
}

func address(n string) statement.Ref { return statement.Ref{Kind: statement.IP, Key: "192.0.2." + n} }

// add takes in a report about the address of C-n.
func (h *house) add(n string) Report {
	h.T.Helper()
	r, again, err := h.Add(h.T.Context(), Incoming{Intake: intake(n)}, act("mail", 1))
	check(h.T, err)
	if again {
		h.T.Error("it was there before")
	}
	return r
}

func intake(n string) statement.Intake {
	return statement.Intake{
		Source: statement.Source{ID: "src", Kind: statement.KindReport, Digest: "digest of " + n},
		Statements: []statement.Statement{
			{ID: "1", Source: "src", Subject: address(n), Predicate: "reported_for", Polarity: statement.Asserts, At: day(1)},
			{ID: "2", Source: "src", Subject: address(n), Predicate: "destination", Object: address("200"), Polarity: statement.Asserts},
		},
		Kept: []statement.Kept{{Place: "evidence[0]", SHA256: "00"}},
	}
}

var ground = statement.Ground{Kind: statement.SelfDefence, Reference: "T-1", Purpose: "to stop an attack"}

// sure makes the address of C-n lead to C-n and nobody else, and assigns.
func (h *house) sure(r Report, n string) {
	h.T.Helper()
	h.whose[address(n)] = Whose{Candidates: []Concerned{{Contract: "C-" + n, Contain: true}}}
	_, err := h.Assign(h.T.Context(), r.ID, &ground, act("clerk", 2))
	check(h.T, err)
}

func (h *house) judge(r Report, verdict, by string, n int) Report {
	h.T.Helper()
	j := Judgement{Verdict: verdict, Reason: "it is so"}
	if verdict == FalseIdentity {
		j.Application, j.Evidence = "A-1", []string{"letter that came back"}
	}
	r, err := h.Judge(h.T.Context(), r.ID, j, act(by, n))
	check(h.T, err)
	return r
}

func (h *house) preserve(contract string) {
	h.T.Helper()
	_, err := h.Preserve(h.T.Context(), contract, "a report", day(300), act("clerk", 2))
	check(h.T, err)
}

// topics returns the messages about measures that wait.
func (h *house) topics() (out []string) {
	check(h.T, h.DB.View(h.T.Context(), func(tx *store.Tx) error {
		all, err := store.Waiting(tx, 100)
		for _, m := range all {
			if m.Topic == event.MeasureTaken || m.Topic == event.MeasureEnded {
				out = append(out, m.Topic)
			}
		}
		return err
	}))
	return out
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	check(t, err)
	return string(b)
}
