package resolution

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/resolve"
	"github.com/sekifuda/sekifuda/internal/resolve/arrival"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
)

// house is one tenant's records in memory.
type house struct {
	s      *Service
	tenant string
	state  stored.State
	epoch  *resolve.Epoch
	engine *arrival.Engine[*resolve.Prepared]

	members  map[string]*member  // by Ref.String
	left     map[string]*member  // those whose record is gone, by birth
	standing map[string]judgment // by the id of the entry
	pending  pending
}

// member is a record as it was assigned last.
type member struct {
	stored.Member
	content uint64 // of the record that the engine has, 0: none
	kept    bool   // it is in the store
}

// atOnce is how many leaves are taken in at a time, and how many records are
// opened at a time.
const atOnce = 200

// build reads a tenant's records as they were assigned last, and their values as
// they are now. What came since is left to follow.
func (s *Service) build(ctx context.Context, tenant string) (*house, error) {
	h := &house{s: s, tenant: tenant, members: map[string]*member{}, left: map[string]*member{}, standing: map[string]judgment{}}
	if err := s.DB.View(ctx, func(tx *store.Tx) (err error) {
		if h.state, err = stored.Read(tx, tenant); err != nil {
			return err
		}
		if err := h.readMembers(tx); err != nil {
			return err
		}
		return h.readJudgments(tx)
	}); err != nil {
		return nil, err
	}
	if err := h.settle(ctx); err != nil {
		return nil, err
	}
	h.assign(h.ids(), cause{Reason: reasonRestart})
	return h, h.save(ctx, h.state)
}

func (h *house) readMembers(tx *store.Tx) error {
	for after := (Ref{}); ; {
		page, err := stored.Members(tx, h.tenant, after, 1000)
		if err != nil {
			return err
		}
		for _, m := range page {
			kept := &member{Member: m, kept: true}
			h.members[m.Ref.String()] = kept
			if m.Gone != 0 {
				h.left[m.Birth] = kept
			}
			after = m.Ref
		}
		if len(page) < 1000 {
			return nil
		}
	}
}

func (h *house) readJudgments(tx *store.Tx) error {
	all, err := stored.Standing(tx, h.tenant, h.state.Position)
	if err != nil {
		return err
	}
	for _, e := range all {
		if h.standing[e.ID], err = readJudgment(e); err != nil {
			return err
		}
	}
	return nil
}

// ids are the records that are there.
func (h *house) ids() (out []string) {
	for id, m := range h.members {
		if m.Gone == 0 {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// settle makes the engine anew by the epoch of the state, with all records.
func (h *house) settle(ctx context.Context) (err error) {
	if h.epoch, err = h.s.epochOf(ctx, h.tenant, h.state.Epoch); err != nil {
		return err
	}
	h.engine = arrival.Of(h.epoch)
	for _, j := range h.standing {
		h.engine.Judge(j.A.String(), j.B.String(), j.same())
	}
	var all []whole
	for _, id := range h.ids() {
		m := h.members[id]
		if w := (whole{m.Kind, m.ID}); len(all) == 0 || all[len(all)-1] != w {
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(a, b whole) int { return less(Ref{Kind: a.kind, ID: a.id}, Ref{Kind: b.kind, ID: b.id}) })
	all = slices.Compact(all)
	h.engine.Load(func(yield func(string, *resolve.Prepared) bool) {
		for part := range slices.Chunk(all, atOnce) {
			var found map[whole][]party
			if err = h.s.DB.View(ctx, func(tx *store.Tx) (err error) {
				found, err = h.s.read(tx, h.tenant, part)
				return err
			}); err != nil {
				return
			}
			for _, p := range h.prepare(found) {
				if !yield(p.ID, p) {
					return
				}
			}
		}
	})
	if err != nil {
		return fmt.Errorf("read records: %w", err)
	}
	h.withoutRecord()
	return nil
}

// prepare makes records ready that are members, on all processors.
func (h *house) prepare(found map[whole][]party) (out []*resolve.Prepared) {
	var list []*resolve.Record
	for _, ps := range found {
		for _, p := range ps {
			if m := h.members[p.record.ID]; m != nil && m.Gone == 0 {
				m.content = contentOf(p.record)
				list = append(list, p.record)
			}
		}
	}
	out = make([]*resolve.Prepared, len(list))
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		wg.Go(func() {
			for i := w; i < len(list); i += n {
				out[i] = h.epoch.Prepare(list[i])
			}
		})
	}
	wg.Wait()
	return out
}

// withoutRecord finds members whose record is not there any more.
func (h *house) withoutRecord() {
	for _, id := range h.ids() {
		if !h.engine.Has(id) {
			h.gone(h.members[id])
		}
	}
}

// follow takes in a page of what the ledger says; more says that there may be
// another.
func (h *house) follow(ctx context.Context) (more bool, err error) {
	next := h.state
	var news []stored.News
	var found map[whole][]party
	entries := map[string]stored.Entry{}
	if err := h.s.DB.View(ctx, func(tx *store.Tx) (err error) {
		if news, next.Position, err = stored.Feed(tx, h.tenant, h.s.Vault.TenantTag(h.tenant), h.state.Position, atOnce); err != nil {
			return err
		}
		var asked []whole
		for _, n := range news {
			if n.Entry == "" {
				asked = append(asked, whole{n.Kind, n.ID})
			} else if entries[n.Entry], err = stored.Get(tx, h.tenant, n.Entry); err != nil {
				return err
			}
		}
		found, err = h.s.read(tx, h.tenant, asked)
		return err
	}); err != nil {
		return false, err
	}
	if next.Position == h.state.Position {
		return false, nil
	}
	for _, n := range news {
		if n.Entry == "" {
			h.take(whole{n.Kind, n.ID}, found[whole{n.Kind, n.ID}])
			continue
		}
		if err := h.said(ctx, entries[n.Entry], &next); err != nil {
			return false, err
		}
	}
	return true, h.save(ctx, next)
}

// take resolves the parties of one record as they are now.
func (h *house) take(w whole, now []party) {
	for _, role := range rolesOf(w.kind) {
		ref := Ref{Kind: w.kind, ID: w.id, Role: role}
		id := ref.String()
		i := slices.IndexFunc(now, func(p party) bool { return p.ref == ref })
		m := h.members[id]
		switch {
		case i < 0 && m != nil && m.Gone == 0:
			touched := h.engine.Remove(id)
			h.gone(m)
			h.assign(touched, cause{reasonRetracted, id})
		case i >= 0:
			content := contentOf(now[i].record)
			if m != nil && m.Gone == 0 && m.content == content {
				continue
			}
			reason := reasonChanged
			if m == nil || m.Gone != 0 {
				reason = reasonArrived
			}
			h.arrived(ref, m, content)
			h.assign(h.engine.Put(id, h.epoch.Prepare(now[i].record)), cause{reason, id})
		}
	}
}

// said takes in a judgement, its withdrawal or an epoch.
func (h *house) said(ctx context.Context, e stored.Entry, next *stored.State) error {
	switch e.Kind {
	case stored.KindSame, stored.KindDifferent:
		j, err := readJudgment(e)
		if err != nil {
			return err
		}
		h.standing[e.ID] = j
		h.assign(h.engine.Judge(j.A.String(), j.B.String(), j.same()), cause{reasonJudgement, e.ID})
	case stored.KindWithdrawn:
		j, stood := h.standing[e.About]
		delete(h.standing, e.About)
		for _, other := range h.standing {
			if stood && other.says(j) { // somebody else said so too
				stood = false
			}
		}
		if stood {
			h.assign(h.engine.Withdraw(j.A.String(), j.B.String(), j.same()), cause{reasonWithdrawn, e.ID})
		}
	case stored.KindEpoch:
		next.Epoch, h.state.Epoch = e.ID, e.ID
		if err := h.settle(ctx); err != nil {
			return err
		}
		h.assign(h.ids(), cause{reasonEpoch, e.ID})
	}
	return nil
}

// save stores what was assigned and how far it goes, in one transaction.
func (h *house) save(ctx context.Context, next stored.State) error {
	if h.pending.empty() && next == h.state {
		return nil
	}
	from := h.state
	if h.pending.err != nil {
		return h.pending.err
	}
	p, at := h.pending.list(), h.now()
	if err := h.s.DB.Tx(ctx, func(tx *store.Tx) error {
		if err := stored.Move(tx, h.tenant, from, next); err != nil {
			return err
		}
		if err := stored.Put(tx, h.tenant, p, h.pending.past, at); err != nil {
			return err
		}
		for _, e := range h.pending.entries {
			e.Tag = h.s.Vault.TenantTag(h.tenant)
			if err := stored.Add(tx, h.tenant, e); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for _, m := range h.pending.changed {
		m.kept = true
	}
	next.Turn = from.Turn + 1
	h.state, h.pending = next, pending{}
	return nil
}

// contentOf is a number that is the same where the values are.
func contentOf(r *resolve.Record) uint64 {
	b, err := json.Marshal(r)
	if err != nil {
		panic("resolution: " + err.Error()) // texts and lists of them
	}
	sum := sha256.Sum256(b)
	return binary.BigEndian.Uint64(sum[:8]) | 1
}

// now is the time that assignments bear.
func (h *house) now() entity.Instant {
	if h.pending.at == 0 {
		h.pending.at = h.s.Clock()
	}
	return h.pending.at
}
