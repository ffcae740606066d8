package tamper

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/log"
)

// truncate cuts off the end of the log, with or without the rows that go with
// it and a tree that fits.
func truncate(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	n := int64(1 + r.IntN(40))
	size := int64(len(s.rows["leaf"])) - n
	if r.IntN(2) == 0 {
		for _, q := range []string{
			`DELETE FROM decision WHERE leaf IN (SELECT seq FROM leaf WHERE position >= $1)`,
			`DELETE FROM evidence WHERE leaf IN (SELECT seq FROM leaf WHERE position >= $1)`,
			`UPDATE proof SET withdrawn = NULL, withdrawn_by = NULL, withdrawn_reason = NULL, withdrawn_at = NULL WHERE withdrawn IN (SELECT seq FROM leaf WHERE position >= $1)`,
			`DELETE FROM proof WHERE proved IN (SELECT seq FROM leaf WHERE position >= $1)`,
			`DELETE FROM book WHERE leaf IN (SELECT seq FROM leaf WHERE position >= $1)`,
			`DELETE FROM principal WHERE leaf IN (SELECT seq FROM leaf WHERE position >= $1)`,
			`DELETE FROM policy WHERE leaf IN (SELECT seq FROM leaf WHERE position >= $1)`,
		} {
			if _, err := tx.Exec(q, size); err != nil {
				return "", err
			}
		}
	}
	if _, err := tx.Exec(`DELETE FROM leaf WHERE position >= $1`, size); err != nil {
		return "", err
	}
	what := fmt.Sprintf("%d leaves cut off", n)
	if r.IntN(2) == 0 { // the note stays as it is: nobody who cuts can sign
		return what + ", tiles made to fit", rebuild(tx, nil)
	}
	return what, nil
}

// resignOther rewrites a decision and the whole log after it, and signs with a
// key of one's own, which the store is told to be the log's.
func resignOther(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	seed := make([]byte, 32)
	for i := range seed {
		seed[i] = byte(r.IntN(256))
	}
	signer, err := ledger.NewSigner(s.signer.Origin(), seed)
	if err != nil {
		return "", err
	}
	what := "nothing rewritten"
	if r.IntN(4) > 0 {
		if what, err = rewrite(s, tx, r); err != nil {
			return "", err
		}
	}
	if _, err := tx.Exec(`UPDATE setting SET value = $1 WHERE name = 'log.key'`, signer.Key()); err != nil {
		return "", err
	}
	return what, rebuild(tx, signer)
}

// resignSame does it with the log's own key, as only who has the master key can.
func resignSame(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	what, err := rewrite(s, tx, r)
	if err != nil {
		return "", err
	}
	return what, rebuild(tx, s.signer)
}

// rewrite changes a decision and its leaf so that they fit each other.
func rewrite(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	o := s.draw(tables[slices.IndexFunc(tables, func(t table) bool { return t.name == "decision" })], r)
	if err := o.set(tx, []string{"outcome"}, []any{"approve"}); err != nil {
		return "", err
	}
	for c, err := range decision.Covered(tx) {
		if err != nil {
			return "", err
		}
		if c.Leaf != o.value("leaf") {
			continue
		}
		row, err := log.Get(tx, c.Leaf)
		if err != nil {
			return "", err
		}
		l, err := row.Parse()
		if err != nil {
			return "", err
		}
		l.Codes, l.Row = []string{"approve"}, c.Row
		body, err := l.Bytes()
		if err != nil {
			return "", err
		}
		_, err = tx.Exec(`UPDATE leaf SET body = $1 WHERE seq = $2`, body, c.Leaf)
		return o.where() + " approved", err
	}
	return "", fmt.Errorf("no such decision")
}

// rebuild makes tiles and head fit the leaves as they are now; without a signer
// the old note stays.
func rebuild(tx *store.Tx, signer *ledger.Signer) error {
	leaves, err := log.At(tx, 0, 1<<20)
	if err != nil {
		return err
	}
	var edge ledger.Edge
	var tiles []ledger.TileBytes
	for _, l := range leaves {
		tiles = append(tiles, edge.Append(ledger.Hash(l.Body))...)
	}
	if _, err := tx.Exec(`DELETE FROM tile`); err != nil {
		return err
	}
	for _, t := range append(tiles, edge.Partial()...) {
		if _, err := tx.Exec(`INSERT INTO tile (level, n, width, bytes) VALUES ($1, $2, $3, $4)`, t.Level, t.N, t.Width, t.Bytes); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`UPDATE head SET size = $1, root = $2`, edge.Size(), edge.Root().String()); err != nil || signer == nil {
		return err
	}
	note, err := signer.Sign(edge.Size(), edge.Root())
	if err == nil {
		_, err = tx.Exec(`UPDATE head SET note = $1`, string(note))
	}
	return err
}
