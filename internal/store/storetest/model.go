package storetest

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// memory drives the store and keeps a plain copy of what it was told.
type memory struct {
	db      *store.DB
	tenant  string
	brought []brought
	proofs  []record.Proof
	clock   int64
}

type brought struct {
	application string
	attribute   record.Attribute
	since       int64
}

// failer is the part of testing.TB that rapid shares.
type failer interface {
	Helper()
	Fatal(...any)
}

func (m *memory) tx(t failer, fn func(*store.Tx) error) {
	t.Helper()
	if err := m.db.Tx(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func (m *memory) put(t failer, application string, attributes ...record.Attribute) {
	t.Helper()
	m.tx(t, func(tx *store.Tx) error {
		if _, _, err := record.PutApplication(tx, m.tenant, record.Application{ExternalID: application, Input: "i", Sealed: []byte{}}); err != nil {
			return err
		}
		return record.PutAttributes(tx, m.tenant, application, attributes)
	})
next:
	for _, a := range stolenFirst(attributes) {
		for i, b := range m.brought {
			if b.application == application && b.attribute.Kind == a.Kind && b.attribute.Blind == a.Blind {
				m.brought[i].attribute.Impersonated = b.attribute.Impersonated || a.Impersonated
				continue next
			}
		}
		m.brought = append(m.brought, brought{application, a, m.clock})
	}
}

// mark sets the mark of an attribute; nothing happens to one that is not there.
func (m *memory) mark(t failer, application string, a record.Attribute) {
	t.Helper()
	there := false
	for i, b := range m.brought {
		if b.application == application && b.attribute.Kind == a.Kind && b.attribute.Blind == a.Blind {
			m.brought[i].attribute.Impersonated, there = a.Impersonated, true
		}
	}
	m.tx(t, func(tx *store.Tx) error {
		err := record.SetMark(tx, m.tenant, application, a)
		if !there && errors.Is(err, store.ErrNotFound) {
			return nil
		}
		return err
	})
}

// stolenFirst leaves of equal attributes the one that links nobody.
func stolenFirst(in []record.Attribute) (out []record.Attribute) {
	stolen := map[[2]string]bool{}
	for _, a := range in {
		key := [2]string{a.Kind, a.Blind}
		stolen[key] = stolen[key] || a.Impersonated
	}
	for _, a := range in {
		if a.Impersonated == stolen[[2]string{a.Kind, a.Blind}] {
			out = append(out, a)
		}
	}
	return out
}

func (m *memory) prove(t failer, application string, provisional bool) string {
	t.Helper()
	p := record.Proof{ID: fmt.Sprint("proof", len(m.proofs)), Application: application, By: "x", Provisional: provisional, Reason: []byte{}}
	if !provisional {
		p.Second = "y"
	}
	m.tx(t, func(tx *store.Tx) (err error) {
		if _, _, err := record.PutApplication(tx, m.tenant, record.Application{ExternalID: application, Input: "i", Sealed: []byte{}}); err != nil {
			return err
		}
		p.Proved, err = record.ProveFalse(tx, m.tenant, p)
		return err
	})
	m.proofs = append(m.proofs, p)
	return p.ID
}

func (m *memory) withdraw(t failer, id string) {
	t.Helper()
	for i := range m.proofs {
		if p := &m.proofs[i]; p.ID == id && p.Withdrawn == 0 {
			m.tx(t, func(tx *store.Tx) (err error) {
				p.Withdrawn, err = record.Withdraw(tx, m.tenant, record.Withdrawal{ID: id, By: "z", Reason: []byte{}})
				return err
			})
		}
	}
}

func (m *memory) tick(t failer) (asOf record.AsOf) {
	t.Helper()
	m.tx(t, func(tx *store.Tx) (err error) {
		asOf, err = record.Tick(tx, m.tenant)
		return err
	})
	m.clock++
	return asOf
}

func (m *memory) now(t failer) (asOf record.AsOf) {
	t.Helper()
	if err := m.db.View(context.Background(), func(tx *store.Tx) (err error) {
		asOf, err = record.Now(tx, m.tenant)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if asOf.Clock != math.MaxInt64 {
		t.Fatal("now leaves out attributes")
	}
	return asOf
}

func (m *memory) shares(t failer, who string, asOf record.AsOf, attributes ...record.Attribute) (out []string) {
	t.Helper()
	var found []record.Share
	if err := m.db.View(context.Background(), func(tx *store.Tx) (err error) {
		found, err = record.Shares(tx, m.tenant, attributes, who, asOf)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, s := range found {
		out = append(out, told(s))
	}
	return out
}

func told(s record.Share) string {
	text := fmt.Sprintf("%s %s %d %v", s.ProofID, s.Kind, s.Hops, s.Proven)
	if s.Via != "" {
		text += " via " + s.Via
	}
	return text
}

// expect says what the shares should be, by looking at everything.
func (m *memory) expect(who string, asOf record.AsOf, ask []record.Attribute) []string {
	has := func(application string, a record.Attribute) bool {
		for _, b := range m.brought {
			if b.application == application && b.attribute == a && !a.Impersonated && b.since <= asOf.Clock {
				return true
			}
		}
		return false
	}
	holds := func(p record.Proof) bool {
		return p.Proved <= asOf.Position && (p.Withdrawn == 0 || p.Withdrawn > asOf.Position)
	}
	var one, two []string
	for _, a := range ask {
		for _, p := range m.proofs {
			if !holds(p) || p.Application == who {
				continue
			}
			if has(p.Application, a) {
				one = append(one, told(record.Share{ProofID: p.ID, Kind: a.Kind, Hops: 1, Proven: !p.Provisional}))
			}
			for _, x := range m.brought {
				if x.application == who || x.application == p.Application || x.attribute != a || !has(x.application, a) {
					continue
				}
				for _, y := range m.brought {
					if y.application == x.application && has(x.application, y.attribute) && has(p.Application, y.attribute) {
						two = append(two, told(record.Share{ProofID: p.ID, Kind: a.Kind, Hops: 2, Proven: !p.Provisional, Via: x.application}))
					}
				}
			}
		}
	}
	if len(one) > 0 {
		return sorted(one)
	}
	return sorted(two)
}
