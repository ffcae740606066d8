package job

import (
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Due reports whether there is a job of one of the kinds to take. To look costs
// less than a Claim that finds nothing.
func Due(tx *store.Tx, kinds []event.Kind, at entity.Instant) (bool, error) {
	in, args := among(kinds, at)
	var n int64
	if err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE state IN ('waiting', 'running') AND run_at <= $1
		AND kind `+in+` LIMIT 1) AS due`, args...); err != nil {
		return false, fmt.Errorf("due jobs: %w", err)
	}
	return n > 0, nil
}

// Claim takes the job of one of the kinds that has been due longest and leases
// it to holder until a time. It returns nil where none is due. A job that was
// taken as often as it may be, and whose lease ended again, is dead: what kills
// its worker each time must not do so for ever.
func Claim(tx *store.Tx, kinds []event.Kind, holder string, at, until entity.Instant) (*Job, error) {
	if _, err := tx.Exec(`UPDATE job SET state = 'dead', finished = $1, last_error = 'its workers did not come back'
		WHERE state = 'running' AND run_at <= $1 AND attempts >= most`, int64(at)); err != nil {
		return nil, fmt.Errorf("claim job: %w", err)
	}
	in, args := among(kinds, at)
	out, err := store.All(tx, scanJob, `SELECT `+columns+` FROM job WHERE state IN ('waiting', 'running') AND run_at <= $1
		AND kind `+in+` ORDER BY run_at, seq LIMIT 1`+tx.SkipLocked(), args...)
	if err != nil {
		return nil, fmt.Errorf("claim job: %w", err)
	}
	if len(out) == 0 {
		return nil, nil
	}
	j := &out[0]
	j.State, j.Holder, j.RunAt = Running, holder, until
	j.Attempts++
	if _, err := tx.Exec(`UPDATE job SET state = 'running', holder = $2, run_at = $3, attempts = $4 WHERE seq = $1`,
		j.Seq, holder, int64(until), j.Attempts); err != nil {
		return nil, fmt.Errorf("claim job %s: %w", j.ID, err)
	}
	return j, nil
}

// among returns the condition that the kind is one of kinds, with numbers from
// $2 on; $1 is the time.
func among(kinds []event.Kind, at entity.Instant) (string, []any) {
	args, marks := []any{int64(at)}, []string{}
	for _, k := range kinds {
		args = append(args, string(k))
		marks = append(marks, fmt.Sprintf("$%d", len(args)))
	}
	if len(marks) == 0 {
		return "IN (NULL)", args
	}
	return "IN (" + strings.Join(marks, ", ") + ")", args
}

// Extend moves the end of the lease; ErrLost where it is over.
func Extend(tx *store.Tx, j *Job, until entity.Instant) error {
	return held(tx, j, "extend", `UPDATE job SET run_at = $4 WHERE seq = $1 AND state = 'running' AND holder = $2 AND attempts = $3`,
		int64(until))
}

// Finish says that the work is done; ErrLost where the lease is over, and what
// was done in this transaction must then be undone with it.
func Finish(tx *store.Tx, j *Job, at entity.Instant) error {
	return held(tx, j, "finish", `UPDATE job SET state = 'done', finished = $4, last_error = ''
		WHERE seq = $1 AND state = 'running' AND holder = $2 AND attempts = $3`, int64(at))
}

// Fail says that the work failed and may be tried again at next; after the last
// attempt, or where final says that no attempt can help, it is dead. reason is
// shown to operators: it holds nothing personal. ErrLost as in Finish.
func Fail(tx *store.Tx, j *Job, reason string, final bool, at, next entity.Instant) error {
	if final || j.Attempts >= j.Most {
		return held(tx, j, "give up", `UPDATE job SET state = 'dead', finished = $4, last_error = $5
			WHERE seq = $1 AND state = 'running' AND holder = $2 AND attempts = $3`, int64(at), cut(reason))
	}
	return held(tx, j, "put back", `UPDATE job SET state = 'waiting', run_at = $4, last_error = $5
		WHERE seq = $1 AND state = 'running' AND holder = $2 AND attempts = $3`, int64(next), cut(reason))
}

// Release gives a job back unharmed: its worker stops, and the attempt does not
// count.
func Release(tx *store.Tx, j *Job, at entity.Instant) error {
	return held(tx, j, "release", `UPDATE job SET state = 'waiting', run_at = $4, attempts = attempts - 1
		WHERE seq = $1 AND state = 'running' AND holder = $2 AND attempts = $3`, int64(at))
}

func held(tx *store.Tx, j *Job, what, query string, more ...any) error {
	n, err := tx.Exec(query, append([]any{j.Seq, j.Holder, j.Attempts}, more...)...)
	if err == nil && n == 0 {
		err = ErrLost
	}
	if err != nil {
		return fmt.Errorf("%s job %s: %w", what, j.ID, err)
	}
	return nil
}
