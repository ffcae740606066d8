package decision

import (
	"fmt"
	"math"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Line is what a list says of a decision.
type Line struct {
	ID          string
	Application string
	Outcome     finding.Outcome
	At          entity.Instant
	Leaf        int64
}

func scanLine(scan func(...any) error) (l Line, err error) {
	return l, scan(&l.ID, &l.Application, &l.Outcome, &l.At, &l.Leaf)
}

// looked is how many leaves one page looks at, at most.
const looked = 20_000

// Before returns up to limit decisions with leaves below leaf (0: the newest),
// newest first, and the leaf from which to go on, 0 at the end. A page ends early
// where very many leaves were looked at: what is asked for may be rare, and no
// decision carries an index for it.
func Before(tx *store.Tx, tenant string, leaf int64, w Wanted, limit int) (lines []Line, next int64, err error) {
	if leaf == 0 {
		leaf = math.MaxInt64
	}
	var floor int64
	err = tx.Row(store.Into(&floor), `SELECT COALESCE(MIN(seq), 0) FROM (SELECT seq FROM leaf WHERE seq < $1 ORDER BY seq DESC LIMIT `+strconv.Itoa(looked)+`) AS l`, leaf)
	if err != nil {
		return nil, 0, fmt.Errorf("decisions before leaf %d: %w", leaf, err)
	}
	since, until, outcome := w.bounds()
	lines, err = store.All(tx, scanLine, `SELECT d.id, d.application, d.outcome, d.at, d.leaf FROM leaf l CROSS JOIN decision d
		WHERE l.seq < $1 AND l.seq >= $2 AND l.kind = 'decision' AND d.tenant = $3 AND d.id = l.id AND d.leaf = l.seq
		  AND d.at >= $4 AND d.at < $5 AND ($6 = '' OR d.outcome = $6)
		ORDER BY l.seq DESC LIMIT `+strconv.Itoa(limit), leaf, floor, tenant, since, until, outcome)
	switch {
	case err != nil:
		return nil, 0, fmt.Errorf("decisions before leaf %d: %w", leaf, err)
	case len(lines) == limit:
		return lines, lines[limit-1].Leaf, nil
	}
	var below int64
	err = tx.Row(store.Into(&below), `SELECT COUNT(*) FROM (SELECT seq FROM leaf WHERE seq < $1 LIMIT 1) AS l`, floor)
	if err != nil || below == 0 {
		return lines, 0, err
	}
	return lines, floor, nil
}

// BeforeOf does the same for the decisions on one application.
func BeforeOf(tx *store.Tx, tenant, application string, leaf int64, w Wanted, limit int) (lines []Line, next int64, err error) {
	if leaf == 0 {
		leaf = math.MaxInt64
	}
	since, until, outcome := w.bounds()
	lines, err = store.All(tx, scanLine, `SELECT id, application, outcome, at, leaf FROM decision
		WHERE application = $1 AND tenant = $2 AND leaf < $3 AND at >= $4 AND at < $5 AND ($6 = '' OR outcome = $6)
		ORDER BY leaf DESC LIMIT `+strconv.Itoa(limit), application, tenant, leaf, since, until, outcome)
	if err != nil {
		return nil, 0, fmt.Errorf("decisions on application %s: %w", application, err)
	}
	if len(lines) == limit {
		next = lines[limit-1].Leaf
	}
	return lines, next, nil
}

func (w Wanted) bounds() (since, until int64, outcome string) {
	since, until = int64(w.Since), int64(w.Until)
	if until == 0 {
		until = math.MaxInt64
	}
	return since, until, string(w.Outcome)
}

// Exact returns the decision with an id; store.ErrNotFound without one.
func Exact(tx *store.Tx, tenant, id string) (Row, error) {
	rows, err := store.All(tx, scanRow, `SELECT `+columns+` FROM decision WHERE tenant = $1 AND id = $2`, tenant, id)
	if err == nil && len(rows) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Row{}, fmt.Errorf("decision %s: %w", id, err)
	}
	return rows[0], nil
}
