package source

import (
	"iter"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Covered is the row of a snapshot as the ledger covers it: the last leaf of its
// source going live that names it holds the digest of its row.
type Covered struct {
	Source, Digest string
	Place          int64  // in the live chain, from 1; 0 is not live
	Row            string // digest of the row, see ledger.RowDigest
}

func scanCovered(scan func(...any) error) (c Covered, err error) {
	var s Snapshot
	var raw string
	err = scan(&s.Seq, &s.Source, &s.Kind, &s.Digest, &s.Base, &s.Published, &s.PublishedFrom, &s.Imported, &s.Records, &s.Path, &s.Reader, &raw, &c.Place)
	c.Source, c.Digest = s.Source, s.Digest
	c.Row = ledger.RowDigest("snapshot", s.Seq, s.Source, s.Kind, s.Digest, s.Base, int64(s.Published), s.PublishedFrom, int64(s.Imported),
		s.Records, s.Path, s.Reader, raw)
	return c, err
}

// AllCovered yields the row of every snapshot, in the order of source and digest.
func AllCovered(tx *store.Tx) iter.Seq2[Covered, error] {
	return store.Pages(tx, `SELECT `+columns+` FROM snapshot WHERE (source, digest) > ($1, $2) ORDER BY source, digest LIMIT $3`,
		scanCovered, func(c Covered) (string, string) { return c.Source, c.Digest })
}

func coveredOne(tx *store.Tx, source, digest string) (Covered, error) {
	rows, err := store.All(tx, scanCovered, `SELECT `+columns+` FROM snapshot WHERE source = $1 AND digest = $2`, source, digest)
	if err == nil && len(rows) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Covered{}, err
	}
	return rows[0], nil
}
