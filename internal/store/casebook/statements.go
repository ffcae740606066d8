package casebook

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Told is what one container holds of sources and statements.
type Told struct {
	Container  Container
	Sources    []statement.Source
	Statements []statement.Statement
}

// SourceEntry makes an entry of a source. When it was recorded is the store's to
// say: the same source again is nothing new.
func SourceEntry(s statement.Source, by string) Entry {
	s.Recorded = 0
	return Entry{Kind: KindSource, ID: s.ID, By: by, Body: s}
}

// StatementEntry makes an entry of a statement, found by what it speaks of.
func StatementEntry(s statement.Statement, by string) Entry {
	s.Recorded = 0
	e := Entry{Kind: KindStatement, ID: s.ID, By: by, Body: s, Refs: []string{s.Subject.String()}}
	if s.Object != (statement.Ref{}) {
		e.Refs = append(e.Refs, s.Object.String())
	}
	return e
}

// AddIntake records what a reader of an exchange format made of a document.
func (b Book) AddIntake(tx *store.Tx, c Container, in statement.Intake, by string, at entity.Instant) (Recorded, error) {
	entries := []Entry{SourceEntry(in.Source, by)}
	for _, s := range in.Others {
		entries = append(entries, SourceEntry(s, by))
	}
	for _, s := range in.Statements {
		entries = append(entries, StatementEntry(s, by))
	}
	if len(in.Kept) > 0 {
		entries = append(entries, Entry{Kind: KindKept, ID: in.Source.ID, By: by, Body: in.Kept})
	}
	return b.Record(tx, c, at, entries...)
}

// KindKept is what came with a source and is not stored: hashes and sizes.
const KindKept = "kept"

// Statements returns the sources and statements that hold in containers, or in
// all where none is named, as they were known at a time or, with nil, are now.
// What was withdrawn is left out, and so are erased containers.
func (b Book) Statements(tx *store.Tx, known *entity.Instant, containers ...Container) ([]Told, error) {
	if len(containers) == 0 {
		var err error
		if containers, err = Containers(tx, b.Tenant); err != nil {
			return nil, err
		}
	}
	var out []Told
	for _, c := range containers {
		t, err := b.told(tx, known, c)
		if errors.Is(err, ErrErased) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func (b Book) told(tx *store.Tx, known *entity.Instant, c Container) (Told, error) {
	t := Told{Container: c}
	all, err := b.Read(tx, c, Query{Kinds: []string{KindSource, KindStatement}, Known: known})
	if err != nil {
		return t, err
	}
	for _, h := range all {
		if h.Withdrawn {
			continue
		}
		if h.Kind == KindSource {
			s, err := h.Source()
			if err != nil {
				return t, err
			}
			t.Sources = append(t.Sources, s)
			continue
		}
		s, err := h.Statement()
		if err != nil {
			return t, err
		}
		t.Statements = append(t.Statements, s)
	}
	return t, nil
}

// Source reads the body as a source, with the time of this version.
func (h Held) Source() (statement.Source, error) {
	s, err := As[statement.Source](h)
	s.Recorded = h.At
	return s, err
}

// Statement reads the body as a statement, with the time of this version.
func (h Held) Statement() (statement.Statement, error) {
	s, err := As[statement.Statement](h)
	s.Recorded = h.At
	return s, err
}

// As reads the body of a thing. It fails on one of another kind or release.
func As[T any](h Held) (v T, err error) {
	if err := json.Unmarshal(h.Body, &v); err != nil {
		return v, fmt.Errorf("%s %s of %s %s: %w", h.Kind, h.ID, h.Container.Kind, h.Container.ID, err)
	}
	return v, nil
}

// Containers returns every case and report in which something was recorded.
func Containers(tx *store.Tx, tenant string) ([]Container, error) {
	out, err := store.All(tx, func(scan func(...any) error) (c Container, err error) { return c, scan(&c.Kind, &c.ID) },
		`SELECT DISTINCT container_kind, container FROM casebook WHERE tenant = $1 AND container_kind IN ('case', 'report')
			ORDER BY container_kind, container`, tenant)
	if err != nil {
		return nil, fmt.Errorf("list cases and reports: %w", err)
	}
	return out, nil
}

// Mentioning returns the things that ever spoke of one, in any container.
func (b Book) Mentioning(tx *store.Tx, ref statement.Ref) ([]Found, error) {
	return ByKey(tx, b.Tenant, b.refKey(ref.String()))
}

// RestingOn returns the exports that rest on a proof.
func (b Book) RestingOn(tx *store.Tx, proof string) ([]Found, error) {
	return ByKey(tx, b.Tenant, Key{byProof, b.Vault.Blind(b.Tenant, "casebook proof", proof)})
}
