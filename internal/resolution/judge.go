package resolution

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
	stored "github.com/sekifuda/sekifuda/internal/store/resolution"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Verdicts of persons.
const (
	SameOnes      = stored.KindSame
	DifferentOnes = stored.KindDifferent
)

// Judgement is that a person says of two records that they are about the same
// one, or are not.
type Judgement struct {
	ID      string // UUIDv7, the caller's
	Verdict string // SameOnes or DifferentOnes
	A, B    Ref
	Reason  string
	By      string
	Undoes  string // id of the merge or split that it takes back, "" without one
	At      entity.Instant
}

// judgment is the body of the entry of one.
type judgment struct {
	A    Ref    `json:"a"`
	B    Ref    `json:"b"`
	By   string `json:"by"`
	kind string
}

func (j judgment) same() bool { return j.kind == stored.KindSame }

// says reports whether two judgements say the same of the same two.
func (j judgment) says(o judgment) bool {
	return j.kind == o.kind && (j.A == o.A && j.B == o.B || j.A == o.B && j.B == o.A)
}

func readJudgment(e stored.Entry) (j judgment, err error) {
	if err = json.Unmarshal([]byte(e.Body), &j); err != nil {
		err = fmt.Errorf("judgement %s: %w", e.ID, err)
	}
	j.kind = e.Kind
	return j, err
}

// Errors of judgements and of what takes something back.
var (
	ErrRecord = errors.New("is no record that was resolved")                                     // one of the two
	ErrClash  = errors.New("persons have judged otherwise: withdraw that first")                 // with the ids
	ErrUndone = errors.New("that was undone already")                                            // by a judgement that stands
	ErrKind   = errors.New("is neither a merge nor a split, or cannot be undone by a judgement") // of an entry
)

// Judge records a judgement; assignments follow within a second or two. claim,
// where not nil, claims the idempotency key of a request. It fails with ErrRecord
// and, where what persons said could then not all be so, with ErrClash.
func (s *Service) Judge(ctx context.Context, tenant string, j Judgement, claim func(*store.Tx) error) error {
	return s.DB.Tx(ctx, func(tx *store.Tx) error {
		if claim != nil {
			if err := claim(tx); err != nil {
				return err
			}
		}
		return s.judge(tx, tenant, j)
	})
}

func (s *Service) judge(tx *store.Tx, tenant string, j Judgement) error {
	for _, r := range []Ref{j.A, j.B} {
		of, err := stored.OfRecord(tx, tenant, r.Kind, r.ID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(of, func(m stored.Member) bool { return m.Ref == r && m.Gone == 0 }) {
			return fmt.Errorf("%s %w", r, ErrRecord)
		}
	}
	if j.A == j.B {
		return fmt.Errorf("%s and itself: %w", j.A, ErrRecord)
	}
	if less(j.A, j.B) > 0 {
		j.A, j.B = j.B, j.A
	}
	body := judgment{A: j.A, B: j.B, By: j.By, kind: j.Verdict}
	if err := clash(tx, tenant, body); err != nil {
		return err
	}
	return s.add(tx, tenant, stored.Entry{ID: j.ID, Kind: j.Verdict, About: j.Undoes, At: j.At}, body, j.Reason)
}

// add stores an entry with a sealed text.
func (s *Service) add(tx *store.Tx, tenant string, e stored.Entry, body any, text string) error {
	b, err := canon.Marshal(body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	key, err := s.Vault.Obtain(record.Keys(tx), tenant, vault.Subject("resolution", e.ID))
	if err != nil {
		return err
	}
	e.Body, e.Subject, e.Sealed = string(b), key.Subject(), key.Seal(stored.Place(e.ID), []byte(text))
	e.Tag, e.Commitment = s.Vault.TenantTag(tenant), key.Commit("resolution", []byte(text))
	return stored.Add(tx, tenant, e)
}

// clash fails where a judgement and those that stand cannot all be so.
func clash(tx *store.Tx, tenant string, new judgment) error {
	all, err := stored.Standing(tx, tenant, math.MaxInt64)
	if err != nil {
		return err
	}
	var same, different []judgment
	ids := map[judgment]string{}
	for _, e := range all {
		j, err := readJudgment(e)
		if err != nil {
			return err
		}
		ids[j] = e.ID
		if j.same() {
			same = append(same, j)
		} else {
			different = append(different, j)
		}
	}
	if new.same() {
		same = append(same, new)
	} else {
		different = append(different, new)
	}
	group := groups(same)
	for _, d := range different {
		if a, held := group[d.A]; held && a == group[d.B] {
			return fmt.Errorf("%s and %s: %w%s", d.A, d.B, ErrClash, against(ids, d, group))
		}
	}
	return nil
}

// groups numbers the records that positive judgements hold together.
func groups(same []judgment) map[Ref]int {
	group := map[Ref]int{}
	for i, j := range same {
		for _, r := range []Ref{j.A, j.B} {
			if _, ok := group[r]; !ok {
				group[r] = 2*i + len(group) + 1
			}
		}
		from, to := group[j.B], group[j.A]
		for r, g := range group {
			if g == from {
				group[r] = to
			}
		}
	}
	return group
}

// against names the judgements that stand in the way, in order.
func against(ids map[judgment]string, d judgment, group map[Ref]int) (out string) {
	var names []string
	for j, id := range ids {
		if j == d || j.same() && group[j.A] == group[d.A] {
			names = append(names, id)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		out += " " + n
	}
	return out
}

// Withdraw takes a judgement back under an id that the caller made; assignments
// follow. It fails with store.ErrNotFound and stored.ErrWithdrawn.
func (s *Service) Withdraw(ctx context.Context, tenant, id, judgementID, reason, by string, at entity.Instant) error {
	return s.DB.Tx(ctx, func(tx *store.Tx) error { return s.withdraw(tx, tenant, id, judgementID, reason, by, at) })
}

func (s *Service) withdraw(tx *store.Tx, tenant, id, judgementID, reason, by string, at entity.Instant) error {
	e, err := stored.Get(tx, tenant, judgementID)
	if err == nil && e.Kind != stored.KindSame && e.Kind != stored.KindDifferent {
		err = fmt.Errorf("judgement %s: %w", judgementID, store.ErrNotFound)
	}
	if err != nil {
		return err
	}
	return s.add(tx, tenant, stored.Entry{ID: id, Kind: stored.KindWithdrawn, About: judgementID, At: at}, map[string]string{"by": by}, reason)
}

// Undo takes a merge or split back: the judgement that caused it is withdrawn,
// or else the oldest records of its parts are judged different, or the same. It
// returns the entries that were made. It fails with ErrKind, ErrUndone and as
// Judge does.
func (s *Service) Undo(ctx context.Context, tenant, event, reason, by string, at entity.Instant) (made []string, err error) {
	err = s.DB.Tx(ctx, func(tx *store.Tx) error {
		made = nil
		e, err := stored.Get(tx, tenant, event)
		if err != nil {
			return err
		}
		var c change
		if err := json.Unmarshal([]byte(e.Body), &c); err != nil || e.Kind != stored.KindMerge && e.Kind != stored.KindSplit {
			return fmt.Errorf("%s %w", event, ErrKind)
		}
		standing, err := stored.Standing(tx, tenant, math.MaxInt64)
		if err != nil {
			return err
		}
		for _, j := range standing {
			if j.About == event {
				return fmt.Errorf("%s: %w", event, ErrUndone)
			}
		}
		if c.Reason == reasonJudgement && slices.ContainsFunc(standing, func(j stored.Entry) bool { return j.ID == c.By }) {
			id, err := s.NewID()
			made = append(made, id)
			return errors.Join(err, s.withdraw(tx, tenant, id, c.By, reason, by, at))
		}
		made, err = s.undo(tx, tenant, e, c, Judgement{Reason: reason, By: by, Undoes: event, At: at})
		return err
	})
	return made, err
}

// undo judges the oldest record of each part against that of the rest.
func (s *Service) undo(tx *store.Tx, tenant string, e stored.Entry, c change, j Judgement) (made []string, err error) {
	j.Verdict = stored.KindDifferent
	if e.Kind == stored.KindSplit {
		j.Verdict = stored.KindSame
	}
	own, err := stored.Born(tx, tenant, c.Entity)
	if err != nil {
		return nil, err
	}
	pairs := map[Ref]bool{}
	for _, o := range c.Others {
		born, err := stored.Born(tx, tenant, o.Entity)
		if err != nil {
			return nil, err
		}
		other := born.Ref
		if born.Gone != 0 || !slices.Contains(o.Records, other) {
			other = o.Records[0]
		}
		if other != own.Ref {
			pairs[other] = true
		}
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%s %w", e.ID, ErrKind)
	}
	for _, other := range slices.SortedFunc(maps.Keys(pairs), less) {
		j.A, j.B = own.Ref, other
		if j.ID, err = s.NewID(); err != nil {
			return nil, err
		}
		if err := s.judge(tx, tenant, j); err != nil {
			return nil, err
		}
		made = append(made, j.ID)
	}
	return made, nil
}
