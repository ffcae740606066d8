package resolution

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/resolve"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
)

// Entity is what records were resolved to. Its id is that of its oldest record
// and stays as long as that one is there; ids that led to others since are told
// by From.
type Entity struct {
	ID      string
	From    string // the id that was asked for, where it leads to this one
	Members []Member
}

// Member is a record of an entity.
type Member struct {
	Ref
	Since   entity.Instant
	Outcome resolve.Outcome
	Near    []Near // other records that it is like
	Told    []Ref  // records of the same application: the relation is told, not found
	With    *Ref   // the member with which it agrees best, nil for the oldest
	Why     resolve.Waterfall
}

// mostMembers bounds the members of an entity whose evidence is worked out.
const mostMembers = 100

// Entity returns what an id leads to now. It fails with store.ErrNotFound for an
// id that no record was given, or whose records are all gone.
func (s *Service) Entity(ctx context.Context, tenant, id string) (e Entity, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) error {
		now, all, err := lead(tx, tenant, id)
		if err != nil {
			return err
		}
		if e = (Entity{ID: now}); now != id {
			e.From = id
		}
		e.Members, err = s.members(tx, tenant, all)
		return err
	})
	if err != nil {
		return Entity{}, fmt.Errorf("entity %s: %w", id, err)
	}
	return e, nil
}

// lead follows an id to the entity that it leads to now, with its members.
func lead(tx *store.Tx, tenant, id string) (string, []stored.Member, error) {
	for range 100 { // each step leads to a record that is older or is there
		m, err := stored.Born(tx, tenant, id)
		if err != nil {
			return "", nil, err
		}
		all, err := stored.OfEntity(tx, tenant, id)
		if err != nil {
			return "", nil, err
		}
		all = slices.DeleteFunc(all, func(m stored.Member) bool { return m.Gone != 0 })
		if m.Entity == id {
			if len(all) == 0 {
				err = store.ErrNotFound
			}
			return id, all, err
		}
		id = m.Entity
	}
	return "", nil, store.ErrNotFound
}

// EntityAt returns the records that an id stood for at a time; none where it
// stood for nothing.
func (s *Service) EntityAt(ctx context.Context, tenant, id string, at entity.Instant) (refs []Ref, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) error {
		if _, err := stored.Born(tx, tenant, id); err != nil {
			return err
		}
		refs, err = stored.At(tx, tenant, id, at)
		return err
	})
	return refs, err
}

// Record returns the entities of an application, account or contract, one for
// each of its parties; store.ErrNotFound where it was not resolved.
func (s *Service) Record(ctx context.Context, tenant, kind, id string) (out []Entity, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		of, err := present(tx, tenant, kind, id)
		if err != nil {
			return err
		}
		for _, m := range of {
			if slices.ContainsFunc(out, func(e Entity) bool { return e.ID == m.Entity }) {
				continue
			}
			_, all, err := lead(tx, tenant, m.Entity)
			if err != nil {
				return err
			}
			e := Entity{ID: m.Entity}
			if e.Members, err = s.members(tx, tenant, all); err != nil {
				return err
			}
			out = append(out, e)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("entities of %s %s: %w", kind, id, err)
	}
	return out, nil
}

func present(tx *store.Tx, tenant, kind, id string) ([]stored.Member, error) {
	of, err := stored.OfRecord(tx, tenant, kind, id)
	of = slices.DeleteFunc(of, func(m stored.Member) bool { return m.Gone != 0 })
	if err == nil && len(of) == 0 {
		err = store.ErrNotFound
	}
	return of, err
}

// members shows members in the order in which they came, each with the evidence
// of the pair by which it agrees best with an earlier one.
func (s *Service) members(tx *store.Tx, tenant string, all []stored.Member) ([]Member, error) {
	out := make([]Member, len(all))
	var asked []whole
	for i, m := range all {
		out[i] = Member{Ref: m.Ref, Since: m.Since, Outcome: resolve.Outcome(m.Outcome), Near: []Near{}, Told: []Ref{}}
		if err := json.Unmarshal([]byte(m.Near), &out[i].Near); err != nil {
			return nil, fmt.Errorf("%s: %w", m.Ref, err)
		}
		of, err := stored.OfRecord(tx, tenant, m.Kind, m.ID)
		if err != nil {
			return nil, err
		}
		for _, o := range of {
			if o.Role != m.Role && o.Gone == 0 {
				out[i].Told = append(out[i].Told, o.Ref)
			}
		}
		if i < mostMembers {
			asked = append(asked, whole{m.Kind, m.ID})
		}
	}
	if len(all) < 2 {
		return out, nil
	}
	found, err := s.read(tx, tenant, asked)
	if err != nil {
		return nil, err
	}
	state, err := stored.Read(tx, tenant)
	if err != nil {
		return nil, err
	}
	epoch, err := s.epochIn(tx, tenant, state.Epoch)
	if err != nil {
		return nil, err
	}
	explain(epoch, out[:min(len(out), mostMembers)], found)
	return out, nil
}

func explain(e *resolve.Epoch, members []Member, found map[whole][]party) {
	ready := make([]*resolve.Prepared, len(members))
	for i, m := range members {
		for _, p := range found[whole{m.Kind, m.ID}] {
			if p.ref == m.Ref {
				ready[i] = e.Prepare(p.record)
			}
		}
		best := -1
		var most int32
		for j := range i {
			if ready[i] == nil || ready[j] == nil {
				continue
			}
			if w := e.Score(ready[i], ready[j]); best < 0 || w > most {
				best, most = j, w
			}
		}
		if best >= 0 {
			members[i].With, members[i].Why = &members[best].Ref, e.Explain(ready[best], ready[i])
		}
	}
}

// Compare returns the evidence between two records, by the epoch that holds now.
// It fails with ErrRecord where one of them is not there.
func (s *Service) Compare(ctx context.Context, tenant string, a, b Ref) (w resolve.Waterfall, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) error {
		found, err := s.read(tx, tenant, []whole{{a.Kind, a.ID}, {b.Kind, b.ID}})
		if err != nil {
			return err
		}
		state, err := stored.Read(tx, tenant)
		if err != nil {
			return err
		}
		e, err := s.epochIn(tx, tenant, state.Epoch)
		if err != nil {
			return err
		}
		var ready [2]*resolve.Prepared
		for i, r := range []Ref{a, b} {
			at := slices.IndexFunc(found[whole{r.Kind, r.ID}], func(p party) bool { return p.ref == r })
			if at < 0 {
				return fmt.Errorf("%s %w", r, ErrRecord)
			}
			ready[i] = e.Prepare(found[whole{r.Kind, r.ID}][at].record)
		}
		w = e.Explain(ready[0], ready[1])
		return nil
	})
	return w, err
}

// Event is an entry as it is shown: a judgement, a merge, a split, an epoch.
type Event struct {
	ID     string
	Kind   string
	About  string // the entry that it takes back or undoes
	At     entity.Instant
	Leaf   int64
	Body   json.RawMessage
	Reason string // of a person, opened
}

// Events returns up to limit entries after the one with a leaf, in the order of
// recording.
func (s *Service) Events(ctx context.Context, tenant string, after int64, limit int) (out []Event, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		all, err := stored.List(tx, tenant, after, limit)
		if err != nil {
			return err
		}
		for _, e := range all {
			shown, err := s.show(tx, tenant, e)
			if err != nil {
				return err
			}
			out = append(out, shown)
		}
		return nil
	})
	return out, err
}

// Event returns one entry; store.ErrNotFound without it.
func (s *Service) Event(ctx context.Context, tenant, id string) (out Event, err error) {
	err = s.DB.View(ctx, func(tx *store.Tx) error {
		e, err := stored.Get(tx, tenant, id)
		if err != nil {
			return err
		}
		out, err = s.show(tx, tenant, e)
		return err
	})
	return out, err
}

func (s *Service) show(tx *store.Tx, tenant string, e stored.Entry) (Event, error) {
	out := Event{ID: e.ID, Kind: e.Kind, About: e.About, At: e.At, Leaf: e.Leaf, Body: json.RawMessage(e.Body)}
	if e.Subject == "" || e.Kind == stored.KindEpoch {
		return out, nil
	}
	key, err := s.Vault.Load(record.Keys(tx), tenant, e.Subject)
	if err != nil {
		return out, err
	}
	text, err := key.Open(stored.Place(e.ID), e.Sealed)
	out.Reason = string(text)
	return out, err
}
