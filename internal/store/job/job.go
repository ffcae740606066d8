// Package job keeps work to be done once, by whichever worker of whichever node
// takes it first. A worker holds a job by a lease; where it does not come back,
// the lease ends and another takes the job. So a handler may run twice, never
// twice at once.
package job

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
)

// States of a job.
const (
	Waiting = "waiting" // due at RunAt
	Running = "running" // held until RunAt
	Done    = "done"
	Dead    = "dead" // given up; Again revives it
)

// Job is one row.
type Job struct {
	Seq       int64
	ID        string
	Tenant    string
	Kind      event.Kind
	Key       string
	Payload   []byte
	State     string
	RunAt     entity.Instant
	Holder    string
	Attempts  int64 // how often it was taken
	Most      int64 // how often it may be taken
	LastError string
	Added     entity.Instant
	Finished  entity.Instant // 0 until done or dead
}

// ErrLost is returned to a worker whose lease ended: another has, or had, the
// job since, and what this one did must count for nothing.
var ErrLost = errors.New("the lease on the job is over")

// DefaultMost is how often a job is taken before it is given up.
const DefaultMost = 8

// errorSize bounds what is kept of an error.
const errorSize = 500

var base = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// ID returns the id of a job: the same work has the same one.
func ID(j event.Job) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d:%s%d:%s%s", len(j.Tenant), j.Tenant, len(j.Kind), j.Kind, j.Key))
	return base.EncodeToString(sum[:])[:26]
}

// Enqueue stores a job unless the same one is there already, and returns its
// id and whether it is new. A job that is done or dead stays so: see Again.
func Enqueue(tx *store.Tx, j event.Job, at entity.Instant) (id string, added bool, err error) {
	id = ID(j)
	n, err := tx.Exec(`INSERT INTO job (id, tenant, kind, key, payload, state, run_at, holder, attempts, most, last_error, added, finished)
		VALUES ($1, $2, $3, $4, $5, 'waiting', $6, '', 0, $7, '', $6, 0) ON CONFLICT (id) DO NOTHING`,
		id, j.Tenant, string(j.Kind), j.Key, string(j.Payload), int64(at), DefaultMost)
	if err != nil {
		return "", false, fmt.Errorf("enqueue job %s %s: %w", j.Kind, j.Key, err)
	}
	return id, n == 1, nil
}

// Again makes a job that is done or dead wait anew; it leaves any other alone.
func Again(tx *store.Tx, id string, at entity.Instant) error {
	_, err := tx.Exec(`UPDATE job SET state = 'waiting', run_at = $2, holder = '', attempts = 0, finished = 0
		WHERE id = $1 AND state IN ('done', 'dead')`, id, int64(at))
	if err != nil {
		return fmt.Errorf("job %s again: %w", id, err)
	}
	return nil
}

const columns = `seq, id, tenant, kind, key, payload, state, run_at, holder, attempts, most, last_error, added, finished`

func scanJob(scan func(...any) error) (j Job, err error) {
	return j, scan(&j.Seq, &j.ID, &j.Tenant, &j.Kind, &j.Key, &j.Payload, &j.State, &j.RunAt, &j.Holder,
		&j.Attempts, &j.Most, &j.LastError, &j.Added, &j.Finished)
}

// Get returns a job of a tenant or of the installation; store.ErrNotFound
// without one.
func Get(tx *store.Tx, tenant, id string) (Job, error) {
	out, err := store.All(tx, scanJob, `SELECT `+columns+` FROM job WHERE id = $1 AND (tenant = $2 OR tenant = '')`, id, tenant)
	if err == nil && len(out) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Job{}, fmt.Errorf("job %s: %w", id, err)
	}
	return out[0], nil
}

// List returns up to limit jobs of a tenant and of the installation, newest
// first, that were added before the one with the number before (0: from the
// newest); state "" is any.
func List(tx *store.Tx, tenant, state string, before int64, limit int) ([]Job, error) {
	out, err := store.All(tx, scanJob, `SELECT `+columns+` FROM job WHERE (tenant = $1 OR tenant = '') AND (state = $2 OR $2 = '')
		AND (seq < $3 OR $3 = 0) ORDER BY seq DESC LIMIT $4`, tenant, state, before, limit)
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	return out, nil
}

// Sweep deletes up to limit jobs that were done before a time, and returns how
// many. Dead ones stay until somebody has looked.
func Sweep(tx *store.Tx, before entity.Instant, limit int) (int64, error) {
	n, err := tx.Exec(`DELETE FROM job WHERE seq IN (SELECT seq FROM job WHERE state = 'done' AND finished < $1 LIMIT $2)`, int64(before), limit)
	if err != nil {
		return 0, fmt.Errorf("sweep jobs: %w", err)
	}
	return n, nil
}

// Health is what an operator should know of all jobs.
type Health struct {
	Waiting int64
	Running int64
	Dead    int64
	Oldest  entity.Instant // since when the oldest job that is due has been due; 0: none is
}

// Look counts the jobs at a time.
func Look(tx *store.Tx, at entity.Instant) (h Health, err error) {
	err = tx.Row(store.Into(&h.Waiting, &h.Running, &h.Oldest),
		`SELECT COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN state = 'running' THEN 1 ELSE 0 END), 0),
			COALESCE(MIN(CASE WHEN run_at <= $1 THEN run_at END), 0) FROM job WHERE state IN ('waiting', 'running')`, int64(at))
	if err == nil {
		err = tx.Row(store.Into(&h.Dead), `SELECT COUNT(*) FROM job WHERE state = 'dead'`)
	}
	if err != nil {
		return Health{}, fmt.Errorf("count jobs: %w", err)
	}
	return h, nil
}

// cut bounds a text, and keeps it on one line.
func cut(s string) string {
	s = strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "")
	if len(s) > errorSize {
		s = strings.ToValidUTF8(s[:errorSize], "") + "…"
	}
	return s
}
