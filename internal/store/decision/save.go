package decision

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Topic is the outbox topic of a decision; its ref is the decision's id.
const Topic = event.Decision

// Save stores a decision with its leaf and its outbox row. The same id twice is
// one decision: the first stays, and inserted says whether this was it.
func Save(tx *store.Tx, r Row) (inserted bool, err error) {
	n, err := SaveAll(tx, []Row{r})
	return n == 1, err
}

// SaveAll stores decisions of one tenant, as Save does each, in fewer
// statements, and returns how many were new.
func SaveAll(tx *store.Tx, rows []Row) (inserted int, err error) {
	rows = once(rows)
	leaves, generations := make([]ledger.Leaf, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		generation, err := canon.Marshal(r.Generation)
		if err != nil {
			return 0, fmt.Errorf("save decision %s: %w", r.ID, err)
		}
		generations[i] = string(generation)
		leaves[i] = ledger.Leaf{Kind: ledger.KindDecision, ID: r.ID, Tenant: r.Tag, At: r.At,
			Codes: []string{string(r.Outcome)}, Digests: []string{r.Policy}, Commitment: r.Commitment,
			Row: r.digest(generations[i])}
	}
	seqs, err := store.AppendLeaves(tx, leaves)
	if err != nil {
		return 0, err
	}
	n, err := insert(tx, rows, generations, seqs)
	if err != nil {
		return 0, err
	}
	if n < int64(len(rows)) {
		// Some were there. To look first would cost every new decision a query;
		// a number that is left out costs nothing.
		if rows, err = dropOld(tx, rows, seqs); err != nil {
			return 0, err
		}
	}
	messages := make([]store.Message, len(rows))
	for i, r := range rows {
		messages[i] = store.Message{Tenant: r.Tenant, Topic: Topic, Ref: r.ID, At: r.At}
	}
	return len(rows), store.PublishAll(tx, messages)
}

// once returns the first of those that have the same id.
func once(rows []Row) []Row {
	seen := make(map[string]bool, len(rows))
	return slices.DeleteFunc(slices.Clone(rows), func(r Row) bool {
		again := seen[r.ID]
		seen[r.ID] = true
		return again
	})
}

var inserts = store.NewInserts("decision ("+insertColumns+")", 13, "ON CONFLICT (tenant, id) DO NOTHING")

const insertColumns = `tenant, id, application, input, outcome, at, policy, generation, subject, sealed, batch, batch_position, leaf`

func insert(tx *store.Tx, rows []Row, generations []string, leaves map[string]int64) (changed int64, err error) {
	args := make([]any, 0, 13*len(rows))
	for i, r := range rows {
		args = append(args, r.Tenant, r.ID, r.Application, r.Input, string(r.Outcome), int64(r.At), r.Policy,
			generations[i], r.Subject, r.Sealed, r.Batch, r.BatchPosition, leaves[r.ID])
	}
	if changed, err = tx.ExecAll(inserts, args); err != nil {
		return 0, fmt.Errorf("save %d decisions from %s on: %w", len(rows), rows[0].ID, err)
	}
	return changed, nil
}

// dropOld takes back the leaves of decisions that were stored before, and
// returns those that were not: a new one stands with the leaf just written.
func dropOld(tx *store.Tx, rows []Row, leaves map[string]int64) (fresh []Row, err error) {
	for _, r := range rows {
		var leaf int64
		err := tx.Row(store.Into(&leaf), `SELECT leaf FROM decision WHERE tenant = $1 AND id = $2`, r.Tenant, r.ID)
		if err != nil {
			return nil, fmt.Errorf("save decision %s: %w", r.ID, err)
		}
		if leaf == leaves[r.ID] {
			fresh = append(fresh, r)
			continue
		}
		if err := store.DropLeaf(tx, leaves[r.ID]); err != nil {
			return nil, err
		}
	}
	return fresh, nil
}
