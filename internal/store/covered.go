package store

import (
	"fmt"
	"iter"
)

// Covered is a stored row with the digest of what it holds now: what `verify`
// compares with the leaf that was written with it.
type Covered struct {
	Kind   string // of the leaf
	ID     string // of the leaf
	Tenant string
	Leaf   int64  // number of the leaf, as the row names it
	Row    string // digest of the row, see ledger.RowDigest
}

// Sealed is a sealed field with what it must open to.
type Sealed struct {
	Kind    string // of the leaf, or "application"
	ID      string
	Tenant  string
	Subject string // whose data key it is sealed with
	Place   string // at which it opens
	Bytes   []byte
	Leaf    int64 // the leaf that commits to it under Label; 0 where none does
	Label   string
	Digest  string // canon.Sum of what it opens to, "" where only the leaf says
}

// coverPage is how many rows are read at once.
const coverPage = 500

// Pages yields what a query finds, page by page, so that the transaction can be
// used between two rows. The query takes the key of the last row (two texts, ""
// at first) as $1 and $2 and a limit as $3; key tells it of a row. An error is
// yielded last.
func Pages[T any](tx *Tx, query string, scan func(func(...any) error) (T, error), key func(T) (string, string)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var one, two string
		for {
			rows, err := All(tx, scan, query, one, two, coverPage)
			if err != nil {
				var none T
				yield(none, fmt.Errorf("read rows: %w", err))
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
				one, two = key(r)
			}
			if len(rows) < coverPage {
				return
			}
		}
	}
}
