package record

import (
	"errors"
	"fmt"
	"math"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// AsOf is a state of a tenant's memory. Position is the last leaf of a proof or
// withdrawal that counts; Clock is the last tick whose attributes count.
type AsOf struct {
	Position int64
	Clock    int64
}

// Proof says that the identity under which an application was made is false.
type Proof struct {
	ID          string // UUIDv7
	Application string // external id
	By          string
	Second      string // the second person; "" while provisional
	Provisional bool
	Subject     string // whose data key the reason is sealed with
	Reason      []byte // sealed
	At          entity.Instant
	Proved      int64      // leaf, set by ProveFalse
	Withdrawn   int64      // leaf; 0 while it holds
	Back        Withdrawal // by whom, why and when, once it was withdrawn; not read by ProveFalse
	Tag         string     // keyed tag of the tenant, for the leaf
	Commitment  string     // keyed commitment to the reason, for the leaf
}

// Withdrawal takes a proof back; all that followed from it falls.
type Withdrawal struct {
	ID         string // of the proof
	By         string
	Reason     []byte // sealed with the key of the proof's subject
	At         entity.Instant
	Tag        string
	Commitment string
}

// ErrTwoPeople is returned for a proof that claims not to be provisional
// without a second person.
var ErrTwoPeople = errors.New("needs a second person")

// ErrWithdrawn is returned for the withdrawal of a proof that was withdrawn.
var ErrWithdrawn = errors.New("withdrawn already")

// Position returns the last leaf of a proof or withdrawal, 0 without any.
func Position(tx *store.Tx, tenant string) (int64, error) {
	a, err := now(tx, tenant)
	return a.Position, err
}

// Now returns the state that counts everything that is stored.
func Now(tx *store.Tx, tenant string) (AsOf, error) {
	a, err := now(tx, tenant)
	a.Clock = math.MaxInt64
	return a, err
}

func now(tx *store.Tx, tenant string) (AsOf, error) {
	var a AsOf
	err := tx.Row(store.Into(&a.Position, &a.Clock), `SELECT position, clock FROM memory WHERE tenant = $1`, tenant)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return AsOf{}, fmt.Errorf("memory of tenant: %w", err)
	}
	return a, nil
}

// Tick returns the state as it is and starts a new tick: attributes stored from
// here on do not count for who looks as of that state. A batch begins with one.
func Tick(tx *store.Tx, tenant string) (AsOf, error) {
	a, err := now(tx, tenant)
	if err != nil {
		return AsOf{}, err
	}
	_, err = tx.Exec(`INSERT INTO memory (tenant, position, clock) VALUES ($1, 0, 1)
		ON CONFLICT (tenant) DO UPDATE SET clock = memory.clock + 1`, tenant)
	if err != nil {
		return AsOf{}, fmt.Errorf("tick of memory: %w", err)
	}
	return a, nil
}

// ProveFalse stores a proof with its leaf and returns the leaf's number. It
// fails with store.ErrNotFound for an unknown application and ErrTwoPeople.
func ProveFalse(tx *store.Tx, tenant string, p Proof) (int64, error) {
	if !p.Provisional && (p.Second == "" || p.Second == p.By) {
		return 0, fmt.Errorf("prove %s false: %w", p.Application, ErrTwoPeople)
	}
	if _, err := GetApplication(tx, tenant, p.Application); err != nil {
		return 0, fmt.Errorf("prove false: %w", err)
	}
	code := "proven"
	if p.Provisional {
		code = "provisional"
	}
	leaf, err := remember(tx, tenant, ledger.Leaf{Kind: ledger.KindProof, ID: p.ID, Tenant: p.Tag, At: p.At, Codes: []string{code}, Commitment: p.Commitment,
		Row: p.digest(tenant)})
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`INSERT INTO proof (tenant, id, application, proved_by, second, provisional, subject, reason, at, proved)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tenant, p.ID, p.Application, p.By, p.Second, p.Provisional, p.Subject, p.Reason, int64(p.At), leaf)
	if err != nil {
		return 0, fmt.Errorf("prove %s false: %w", p.Application, err)
	}
	if err := store.Publish(tx, tenant, event.IdentityFalse, p.ID, p.At); err != nil {
		return 0, err
	}
	return leaf, spread(tx, tenant, p.Application)
}

// Withdraw takes a proof back and returns the number of the leaf. It fails with
// store.ErrNotFound or ErrWithdrawn.
func Withdraw(tx *store.Tx, tenant string, w Withdrawal) (int64, error) {
	p, err := GetProof(tx, tenant, w.ID)
	if err != nil {
		return 0, err
	}
	if p.Withdrawn != 0 {
		return 0, fmt.Errorf("withdraw proof %s: %w", w.ID, ErrWithdrawn)
	}
	leaf, err := remember(tx, tenant, ledger.Leaf{Kind: ledger.KindWithdrawal, ID: w.ID, Tenant: w.Tag, At: w.At, Commitment: w.Commitment,
		Row: w.digest(tenant)})
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`UPDATE proof SET withdrawn = $3, withdrawn_by = $4, withdrawn_reason = $5, withdrawn_at = $6 WHERE tenant = $1 AND id = $2`,
		tenant, w.ID, leaf, w.By, w.Reason, int64(w.At))
	if err != nil {
		return 0, fmt.Errorf("withdraw proof %s: %w", w.ID, err)
	}
	return leaf, store.Publish(tx, tenant, event.IdentityWithdrawn, w.ID, w.At)
}

// remember writes a leaf and moves the memory's position to it.
func remember(tx *store.Tx, tenant string, l ledger.Leaf) (int64, error) {
	// Before the first proof: from then on what was brought is looked for.
	if _, err := unpack(tx, tenant, math.MaxInt); err != nil {
		return 0, err
	}
	leaf, err := store.AppendLeaf(tx, l)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`INSERT INTO memory (tenant, position, clock) VALUES ($1, $2, 0)
		ON CONFLICT (tenant) DO UPDATE SET position = excluded.position`, tenant, leaf)
	if err != nil {
		return 0, fmt.Errorf("move memory to leaf %d: %w", leaf, err)
	}
	return leaf, nil
}

const proofColumns = `id, application, proved_by, second, provisional, subject, reason, at, proved, COALESCE(withdrawn, 0),
	COALESCE(withdrawn_by, ''), withdrawn_reason, COALESCE(withdrawn_at, 0)`

func scanProof(scan func(...any) error) (p Proof, err error) {
	return p, scan(&p.ID, &p.Application, &p.By, &p.Second, &p.Provisional, &p.Subject, &p.Reason, &p.At, &p.Proved, &p.Withdrawn,
		&p.Back.By, &p.Back.Reason, &p.Back.At)
}

// GetProof returns one proof; store.ErrNotFound without one.
func GetProof(tx *store.Tx, tenant, id string) (Proof, error) {
	out, err := store.All(tx, scanProof, `SELECT `+proofColumns+` FROM proof WHERE tenant = $1 AND id = $2`, tenant, id)
	if err == nil && len(out) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Proof{}, fmt.Errorf("proof %s: %w", id, err)
	}
	return out[0], nil
}

// Proofs returns up to limit proofs with leaves above leaf, withdrawn ones
// included, in the order in which they were made: of one application, or of all
// where that is "".
func Proofs(tx *store.Tx, tenant, application string, leaf int64, limit int) ([]Proof, error) {
	out, err := store.All(tx, scanProof, `SELECT `+proofColumns+` FROM proof
		WHERE tenant = $1 AND ($2 = '' OR application = $2) AND proved > $3 ORDER BY proved LIMIT $4`, tenant, application, leaf, limit)
	if err != nil {
		return nil, fmt.Errorf("proofs after leaf %d: %w", leaf, err)
	}
	return out, nil
}
