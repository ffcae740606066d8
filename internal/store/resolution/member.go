package resolution

import (
	"errors"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Ref names a record that is resolved: a party of an application, an account, a
// contract.
type Ref struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`             // external id
	Role string `json:"role,omitempty"` // of a party: applicant, contact …
}

// String writes kind:id, and #role where there is one.
func (r Ref) String() string {
	s := r.Kind + ":" + r.ID
	if r.Role != "" {
		s += "#" + r.Role
	}
	return s
}

// Member is a record with its public id.
type Member struct {
	Ref
	Birth   string // the id that it was given when it came
	Entity  string // the id of what it belongs to now
	Since   entity.Instant
	Outcome string
	Near    string         // JSON
	Gone    entity.Instant // when it went, 0: it is there
}

const memberColumns = `kind, id, role, birth, entity, since, outcome, near, gone`

func scanMember(scan func(...any) error) (m Member, err error) {
	return m, scan(&m.Kind, &m.ID, &m.Role, &m.Birth, &m.Entity, &m.Since, &m.Outcome, &m.Near, &m.Gone)
}

var (
	memberInserts = store.NewInserts("resolution_member (tenant, "+memberColumns+")", 10,
		`ON CONFLICT (tenant, kind, id, role) DO UPDATE SET entity = excluded.entity, since = excluded.since, outcome = excluded.outcome,
		near = excluded.near, gone = excluded.gone`)
	pastInserts = store.NewInserts("resolution_past (tenant, kind, id, role, entity, since, until)", 7, "ON CONFLICT DO NOTHING")
)

// Put stores members as they are now; the birth of one that is there stays.
// Past are those whose entity was another before, as they were; until is when
// that ended.
func Put(tx *store.Tx, tenant string, members, past []Member, until entity.Instant) error {
	var now, before []any
	for _, m := range members {
		now = append(now, tenant, m.Kind, m.ID, m.Role, m.Birth, m.Entity, int64(m.Since), m.Outcome, m.Near, int64(m.Gone))
	}
	for _, m := range past {
		before = append(before, tenant, m.Kind, m.ID, m.Role, m.Entity, int64(m.Since), int64(until))
	}
	if _, err := tx.ExecAll(memberInserts, now); err != nil {
		return fmt.Errorf("put %d members: %w", len(members), err)
	}
	if _, err := tx.ExecAll(pastInserts, before); err != nil {
		return fmt.Errorf("put %d former members: %w", len(past), err)
	}
	return nil
}

// Members returns up to limit members in the order of their records, after one.
func Members(tx *store.Tx, tenant string, after Ref, limit int) ([]Member, error) {
	return members(tx, `SELECT `+memberColumns+` FROM resolution_member WHERE tenant = $1 AND (kind, id, role) > ($2, $3, $4)
		ORDER BY kind, id, role LIMIT $5`, tenant, after.Kind, after.ID, after.Role, limit)
}

// OfRecord returns the members that are of one application, account or contract,
// in the order of roles.
func OfRecord(tx *store.Tx, tenant, kind, id string) ([]Member, error) {
	return members(tx, `SELECT `+memberColumns+` FROM resolution_member WHERE tenant = $1 AND kind = $2 AND id = $3 ORDER BY role`, tenant, kind, id)
}

// OfEntity returns the members of an entity now, in the order in which they came.
func OfEntity(tx *store.Tx, tenant, id string) ([]Member, error) {
	return members(tx, `SELECT `+memberColumns+` FROM resolution_member WHERE tenant = $1 AND entity = $2 ORDER BY birth`, tenant, id)
}

// Born returns the record that was given an id when it came; store.ErrNotFound
// where no record was.
func Born(tx *store.Tx, tenant, id string) (Member, error) {
	all, err := members(tx, `SELECT `+memberColumns+` FROM resolution_member WHERE tenant = $1 AND birth = $2`, tenant, id)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("entity %s: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return Member{}, err
	}
	return all[0], nil
}

func members(tx *store.Tx, query string, args ...any) ([]Member, error) {
	out, err := store.All(tx, scanMember, query, args...)
	if err != nil {
		return nil, fmt.Errorf("members: %w", err)
	}
	return out, nil
}

// At returns the records that an entity had at a time, in their order.
func At(tx *store.Tx, tenant, id string, at entity.Instant) ([]Ref, error) {
	out, err := store.All(tx, func(scan func(...any) error) (r Ref, err error) { return r, scan(&r.Kind, &r.ID, &r.Role) },
		`SELECT kind, id, role FROM resolution_member WHERE tenant = $1 AND entity = $2 AND since <= $3 AND (gone = 0 OR gone > $3)
		UNION SELECT kind, id, role FROM resolution_past WHERE tenant = $1 AND entity = $2 AND since <= $3 AND until > $3
		ORDER BY kind, id, role`, tenant, id, int64(at))
	if err != nil {
		return nil, fmt.Errorf("members of %s at %s: %w", id, at, err)
	}
	return out, nil
}

// EntityAt returns the entity that a record belonged to at a time;
// store.ErrNotFound where it was not there yet.
func EntityAt(tx *store.Tx, tenant string, r Ref, at entity.Instant) (string, error) {
	var id string
	err := tx.Row(store.Into(&id), `SELECT entity FROM resolution_member WHERE tenant = $1 AND kind = $2 AND id = $3 AND role = $4 AND since <= $5
		UNION ALL SELECT entity FROM resolution_past WHERE tenant = $1 AND kind = $2 AND id = $3 AND role = $4 AND since <= $5 AND until > $5`,
		tenant, r.Kind, r.ID, r.Role, int64(at))
	if err != nil {
		return "", fmt.Errorf("entity of %s at %s: %w", r, at, err)
	}
	return id, nil
}

// State is how far the assignments of a tenant are.
type State struct {
	Position int64 // leaves with places below it are taken in
	Turn     int64
	Epoch    string // digest; "" is the built-in one
}

// Read returns the state; the zero State where nothing was assigned yet.
func Read(tx *store.Tx, tenant string) (State, error) {
	var s State
	err := tx.Row(store.Into(&s.Position, &s.Turn, &s.Epoch), `SELECT position, turn, epoch FROM resolution_state WHERE tenant = $1`, tenant)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return s, fmt.Errorf("state of resolution: %w", err)
	}
	return s, nil
}

// ErrMoved is returned where another process has assigned meanwhile.
var ErrMoved = errors.New("another process resolves")

// Move goes from one state to the next, whose turn follows. It fails with
// ErrMoved where the state is another by now.
func Move(tx *store.Tx, tenant string, from, to State) error {
	if from.Turn == 0 {
		if _, err := tx.Exec(`INSERT INTO resolution_state (tenant, position, turn, epoch) VALUES ($1, 0, 0, '') ON CONFLICT DO NOTHING`, tenant); err != nil {
			return fmt.Errorf("begin resolution: %w", err)
		}
	}
	n, err := tx.Exec(`UPDATE resolution_state SET position = $2, turn = $3, epoch = $4 WHERE tenant = $1 AND turn = $5`,
		tenant, to.Position, from.Turn+1, to.Epoch, from.Turn)
	if err == nil && n == 0 {
		err = ErrMoved
	}
	if err != nil {
		return fmt.Errorf("state of resolution: %w", err)
	}
	return nil
}
