package trace

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/follow"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// state is what the tracer holds in memory: the records, and the graphs made of
// them.
type state struct {
	books   *books
	graphs  [2]*link.Graph     // without and with communication data; nil: not built
	changed int                // ties that were changed since they were made
	pending map[link.Edge]bool // ties that come or go, see change

	last int64                    // number of the last leaf that is in it
	gaps map[int64]entity.Instant // numbers below it that may still come, and since when they are missed
}

const (
	followAtOnce = 10_000    // leaves read at a time
	rebuildAt    = 20_000    // changed edges beyond which the graph is built anew
	gapWindow    = 5_000     // leaves before the last among which one may be on its way
	gapPatience  = 120 * 1e6 // µs after which a missing leaf is taken for one that was rolled back
)

var (
	errAgain  = errors.New("the store was busy, and a part is in already")
	errErased = errors.New("something was erased: what hung on it is not known here")
)

// mark notes up to which leaf a state reaches.
func (t *Tracer) mark(tx *store.Tx, s *state) (err error) {
	s.gaps = map[int64]entity.Instant{}
	if s.last, err = follow.Last(tx); err != nil {
		return err
	}
	names, err := follow.Leaves(tx, s.last-gapWindow, s.last, gapWindow)
	if err == nil && len(names) > 0 {
		s.miss(names[0].Seq, names, t.Clock())
	}
	return err
}

// miss notes which numbers after one are missing among leaves.
func (s *state) miss(after int64, names []follow.Leaf, now entity.Instant) {
	for _, n := range names {
		for seq := after + 1; seq < n.Seq && n.Seq-seq < gapWindow; seq++ {
			s.gaps[seq] = now
		}
		after = max(after, n.Seq)
	}
}

// since returns the leaves that came since the state was made, those among them
// that came late.
func (t *Tracer) since(tx *store.Tx, s *state) (out []follow.Leaf, err error) {
	now := t.Clock()
	if len(s.gaps) > 0 {
		first, last := s.last, int64(0)
		for seq, missed := range s.gaps {
			if now-missed > gapPatience {
				delete(s.gaps, seq)
				continue
			}
			first, last = min(first, seq), max(last, seq)
		}
		late, err := follow.Leaves(tx, first-1, last, gapWindow)
		if err != nil {
			return nil, err
		}
		for _, l := range late {
			if _, missed := s.gaps[l.Seq]; missed {
				out = append(out, l)
				delete(s.gaps, l.Seq)
			}
		}
	}
	for {
		names, err := follow.Leaves(tx, s.last, 0, followAtOnce)
		if err != nil || len(names) == 0 {
			return out, err
		}
		s.miss(s.last, names, now)
		s.last = names[len(names)-1].Seq
		out = append(out, names...)
	}
}

// fresh brings the state up to what the store holds, what this process wrote and
// what others did, with the graph that is asked for. It is asked before every
// look, so nothing is ever behind.
func (t *Tracer) fresh(ctx context.Context, all bool) (*state, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state != nil && t.follow(ctx, t.state) != nil {
		t.state = nil // half of it may be in: it is made anew
	}
	if t.state == nil {
		s, err := t.load(ctx, nil)
		if err != nil {
			return nil, err
		}
		t.state = s
	}
	return t.state, t.state.build(all)
}

// follow takes in what was written since.
func (t *Tracer) follow(ctx context.Context, s *state) error {
	begun := false
	err := t.DB.View(ctx, func(tx *store.Tx) error {
		if begun {
			return errAgain
		}
		begun = true
		names, err := t.since(tx, s)
		if err != nil || len(names) == 0 {
			return err
		}
		tag := t.Vault.TenantTag(t.Tenant)
		byKind := map[string][]string{}
		for _, n := range names {
			if n.Tag == tag {
				byKind[n.Kind] = append(byKind[n.Kind], n.ID)
			}
		}
		return t.followKinds(tx, s, byKind)
	})
	if err != nil {
		return fmt.Errorf("follow the store: %w", err)
	}
	return s.settled()
}

func (t *Tracer) followKinds(tx *store.Tx, s *state, ids map[string][]string) error {
	if list := ids[ledger.KindDecision]; len(list) > 0 {
		applications, err := follow.ApplicationsOf(tx, t.Tenant, list)
		if err != nil {
			return err
		}
		if err := t.followApplications(tx, s, applications); err != nil {
			return err
		}
	}
	if list := ids[ledger.KindRecords]; len(list) > 0 {
		if err := t.followRecords(tx, s, list); err != nil {
			return err
		}
	}
	if proofs := slices.Concat(ids[ledger.KindProof], ids[ledger.KindWithdrawal]); len(proofs) > 0 {
		if err := t.followProofs(tx, s, proofs); err != nil {
			return err
		}
	}
	if len(ids[ledger.KindErasure]) > 0 {
		return errErased
	}
	if list := ids[ledger.KindCase]; len(list) > 0 {
		return t.followSaid(tx, s, list)
	}
	return nil
}

// change notes that ties are replaced; see settled.
func (s *state) change(before, after []link.Edge) {
	for _, e := range before {
		s.pending[e] = false
	}
	for _, e := range after {
		s.pending[e] = true
	}
}

// settled brings what changed into the graphs that are made, in one piece: each
// piece costs a copy of all before it. Of a great change they are made anew.
func (s *state) settled() error {
	defer clear(s.pending)
	if s.changed += len(s.pending); s.changed > rebuildAt {
		s.books.settle()
		s.graphs, s.changed = [2]*link.Graph{}, 0
		return nil
	}
	for i, g := range s.graphs {
		if g == nil || len(s.pending) == 0 {
			continue
		}
		var in, out []link.Edge
		for e, holds := range s.pending {
			switch {
			case i == graphOf(false) && communication(&e):
			case holds:
				in = append(in, e)
			default:
				out = append(out, e)
			}
		}
		g.Drop(out...)
		if err := g.Add(in...); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tracer) followApplications(tx *store.Tx, s *state, ids []string) error {
	all, err := follow.ApplicationsByIDs(tx, t.Tenant, ids)
	if err != nil {
		return err
	}
	for _, k := range all {
		if a := s.books.applications[k.ExternalID]; a != nil && k.Version <= a.versions {
			continue
		}
		o, err := t.openedApplication(k)
		if err != nil {
			return err
		}
		if o.take == nil {
			continue
		}
		var before []link.Edge
		if a := s.books.applications[k.ExternalID]; a != nil {
			before = a.ties(s.books)
		}
		o.take(s.books)
		a := s.books.applications[k.ExternalID]
		if err := t.markStolen(tx, a); err != nil {
			return err
		}
		s.change(before, a.ties(s.books))
	}
	return nil
}

func (t *Tracer) followRecords(tx *store.Tx, s *state, ids []string) error {
	all, err := follow.RecordsByIDs(tx, t.Tenant, ids)
	if err != nil {
		return err
	}
	for _, r := range all {
		rec, err := t.openRecord(r)
		if err != nil {
			return err
		}
		if rec == nil {
			continue
		}
		before := s.books.tiesOf(r.Kind, r.ExternalID)
		s.books.take(rec)
		if v := s.books.leaseOf[r.ExternalID]; r.Kind == "lease" && v != nil {
			s.books.letLease(*v)
		}
		s.change(before, s.books.tiesOf(r.Kind, r.ExternalID))
	}
	return nil
}

// followProofs marks applications anew whose proof came or fell.
func (t *Tracer) followProofs(tx *store.Tx, s *state, ids []string) error {
	for _, id := range ids {
		p, err := stored.GetProof(tx, t.Tenant, id)
		if err != nil {
			return err
		}
		if s.books.applications[p.Application] == nil { // remembered, not examined: no decision told of it
			if err := t.followApplications(tx, s, []string{p.Application}); err != nil {
				return err
			}
		}
		a := s.books.applications[p.Application]
		if a == nil {
			continue
		}
		before := a.ties(s.books)
		all, err := stored.Proofs(tx, t.Tenant, a.id, 0, 1000)
		if err != nil {
			return err
		}
		a.proof = proof{}
		for _, p := range all {
			if p.Withdrawn == 0 && (a.proof.id == "" || !p.Provisional && !a.proof.proven) {
				a.proof = proof{id: p.ID, proven: !p.Provisional, at: p.At}
			}
		}
		if err := t.markStolen(tx, a); err != nil {
			return err
		}
		s.change(before, a.ties(s.books))
	}
	return nil
}

// followSaid reads the cases and reports anew in which something was said.
func (t *Tracer) followSaid(tx *store.Tx, s *state, rows []string) error {
	changed, err := follow.Saying(tx, t.Tenant, rows)
	if err != nil || len(changed) == 0 {
		return err
	}
	all, err := t.casebook().Statements(tx, nil, changed...)
	if err != nil {
		return err
	}
	var before, after []link.Edge
	for _, c := range changed {
		before = append(before, s.books.saidTies(s.books.said[c])...)
		delete(s.books.said, c)
	}
	for _, told := range all {
		s.books.said[told.Container] = told
		after = append(after, s.books.saidTies(told)...)
	}
	s.change(before, after)
	return nil
}

// tiesOf returns the ties that the current version of a record makes.
func (b *books) tiesOf(kind, id string) []link.Edge {
	switch kind {
	case "contract":
		if c, ok := get(b.contracts, id); ok {
			return c.ties()
		}
	case "asset":
		if a, ok := get(b.assets, id); ok {
			return a.ties()
		}
	case "account":
		if a, ok := get(b.accounts, id); ok {
			return a.ties()
		}
	case "event":
		if e, ok := get(b.events, id); ok {
			out := e.ties(b)
			if e.ip.IsValid() {
				out = append(out, b.stayTies(b.stayAt(use{e.ip, e.from}, true))...)
			}
			return out
		}
	case "lease":
		if v := b.leaseOf[id]; v != nil {
			return b.stayTiesIn(*v)
		}
	}
	return nil
}
