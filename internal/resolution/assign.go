package resolution

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
)

// Reasons of merges and splits.
const (
	reasonArrived   = "arrived"   // a record came
	reasonChanged   = "changed"   // a record came with other values
	reasonRetracted = "retracted" // a record went
	reasonJudgement = "judgement"
	reasonWithdrawn = "judgement_withdrawn"
	reasonEpoch     = "epoch"
	reasonRestart   = "restart" // values or marks changed while nobody looked
)

// cause is why something merged or split.
type cause struct {
	Reason string `json:"reason"`
	By     string `json:"by,omitempty"` // a record, or the id of an entry
}

// change is what the body of a merge or split says. Of a merge, Entity stays and
// the others lead to it; of a split, Entity was divided and the others are the
// parts that left it, under the ids that they have now.
type change struct {
	cause
	Entity string `json:"entity"`
	Others []part `json:"others"`
}

// part is an entity with the records that moved.
type part struct {
	Entity  string `json:"entity"`
	Records []Ref  `json:"records"`
}

// Near is another record that one is like, without being of its entity.
type Near struct {
	Ref
	Weight int32 `json:"weight"` // hundredths of a bit
}

// mostNear bounds the others that are kept with a record.
const mostNear = 5

// pending is what was assigned since the last save.
type pending struct {
	at      entity.Instant
	changed map[string]*member
	past    []stored.Member
	entries []stored.Entry
	err     error
}

func (p *pending) empty() bool { return len(p.changed) == 0 && len(p.entries) == 0 && p.err == nil }

// list returns the changed members in order, so that two processes lock rows in
// the same one.
func (p *pending) list() (out []stored.Member) {
	for _, id := range slices.Sorted(maps.Keys(p.changed)) {
		out = append(out, p.changed[id].Member)
	}
	return out
}

func (p *pending) note(id string, m *member) {
	if p.changed == nil {
		p.changed = map[string]*member{}
	}
	p.changed[id] = m
}

// arrived gives a record that came, or came back, its place; of a new one the id
// by which it was born.
func (h *house) arrived(ref Ref, m *member, content uint64) {
	id := ref.String()
	switch {
	case m == nil:
		birth, err := h.s.NewID()
		if err != nil {
			h.pending.err = err
		}
		m = &member{Member: stored.Member{Ref: ref, Birth: birth, Entity: birth, Since: h.now()}}
		h.members[id] = m
		h.pending.note(id, m)
	case m.Gone != 0:
		m.Gone = 0
		h.pending.note(id, m)
	}
	m.content = content
}

// gone notes that a record is not there any more. Its id goes on leading to the
// entity that it was of.
func (h *house) gone(m *member) {
	m.Gone, m.content, m.Outcome, m.Near = h.now(), 0, "", "[]"
	h.left[m.Birth] = m
	h.pending.note(m.Ref.String(), m)
}

// cluster is an entity as the engine has it now.
type cluster struct {
	id      string // birth of its oldest record
	members []*member
}

// assign gives the records that the engine touched their entities, and writes
// down what merged and what split.
func (h *house) assign(touched []string, why cause) {
	var now []*cluster
	of := map[string]*cluster{} // by record
	for _, id := range touched {
		if of[id] != nil || !h.engine.Has(id) {
			continue
		}
		c := &cluster{}
		for _, m := range h.engine.Cluster(id) {
			of[m] = c
			c.members = append(c.members, h.members[m])
		}
		slices.SortFunc(c.members, func(a, b *member) int { return strings.Compare(a.Birth, b.Birth) })
		c.id = c.members[0].Birth
		now = append(now, c)
	}
	slices.SortFunc(now, func(a, b *cluster) int { return strings.Compare(a.id, b.id) })
	h.events(now, why)
	for _, c := range now {
		for _, m := range c.members {
			h.place(m, c.id)
		}
	}
}

// place notes what changed of one member.
func (h *house) place(m *member, entityID string) {
	id := m.Ref.String()
	v := h.engine.Verdict(id)
	near := []Near{}
	for _, c := range v.Candidates {
		if !c.Cluster && len(near) < mostNear {
			near = append(near, Near{h.members[c.ID].Ref, c.Weight})
		}
	}
	text, err := json.Marshal(near)
	if err != nil {
		panic("resolution: " + err.Error()) // texts and numbers
	}
	if m.Entity != entityID {
		if m.kept && m.Since < h.now() { // within one save it may move twice: what lasted no moment is no past
			h.pending.past = append(h.pending.past, m.Member)
		}
		m.Entity, m.Since = entityID, h.now()
		h.pending.note(id, m)
	}
	if m.Outcome != string(v.Outcome) || m.Near != string(text) {
		m.Outcome, m.Near = string(v.Outcome), string(text)
		h.pending.note(id, m)
	}
}

// events writes down what the clusters say of the entities that were.
func (h *house) events(now []*cluster, why cause) {
	type where struct {
		c     *cluster
		moved []Ref
		born  bool // the record that the entity has its id from is among them
	}
	before := map[string][]*where{} // by the entity that was
	for _, c := range now {
		for _, m := range c.members {
			parts := before[m.Entity]
			i := slices.IndexFunc(parts, func(w *where) bool { return w.c == c })
			if i < 0 {
				i = len(parts)
				before[m.Entity] = append(parts, &where{c: c})
			}
			w := before[m.Entity][i]
			w.moved = append(w.moved, m.Ref)
			w.born = w.born || m.Birth == m.Entity
		}
	}
	merges := map[string][]part{} // by the entity that stays
	for _, was := range slices.Sorted(maps.Keys(before)) {
		parts := before[was]
		// The id goes on with the record that it is of, else with the oldest.
		main := max(0, slices.IndexFunc(parts, func(w *where) bool { return w.born }))
		if kept := parts[main].c.id; kept != was {
			h.lead(was, kept)
			merges[kept] = append(merges[kept], part{was, parts[main].moved})
		}
		var left []part
		for i, w := range parts {
			if i != main {
				left = append(left, part{w.c.id, w.moved})
			}
		}
		if left != nil {
			h.event(stored.KindSplit, change{why, was, left})
		}
	}
	for _, kept := range slices.Sorted(maps.Keys(merges)) {
		h.event(stored.KindMerge, change{why, kept, merges[kept]})
	}
}

// lead makes the record that was born with an id, where it is gone, lead on to
// where the rest of its entity went.
func (h *house) lead(id, to string) {
	if m := h.left[id]; m != nil && m.Gone != 0 {
		m.Entity = to
		h.pending.note(m.Ref.String(), m)
	}
}

func (h *house) event(kind string, c change) {
	id, err := h.s.NewID()
	if err != nil {
		h.pending.err = err
		return
	}
	body, err := canon.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("resolution: %v", err)) // texts and lists of them
	}
	h.pending.entries = append(h.pending.entries, stored.Entry{ID: id, Kind: kind, Body: string(body), At: h.now()})
}
