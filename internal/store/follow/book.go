package follow

import (
	"fmt"
	"iter"
	"slices"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
)

// Record is a version of a record with the wrapped data key that opens it; nil
// where the key was destroyed.
type Record struct {
	book.Row
	Wrapped []byte
}

const records = `SELECT b.external_id, b.kind, b.id, b.version, b.source, b.valid_from, b.valid_to, b.subject, b.sealed, b.at, b.leaf, k.wrapped
	FROM book AS b LEFT JOIN subject_key AS k ON k.tenant = b.tenant AND k.subject = b.subject WHERE b.tenant = $1 AND `

func scanRecord(scan func(...any) error) (r Record, err error) {
	return r, scan(&r.ExternalID, &r.Kind, &r.ID, &r.Version, &r.Source, &r.From, &r.To, &r.Subject, &r.Sealed, &r.At, &r.Leaf, &r.Wrapped)
}

// Records yields every version of every record of a tenant with its key, in no
// order that means anything; an error is yielded last.
func Records(tx *store.Tx, tenant string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		after := ""
		for {
			rows, err := store.All(tx, scanRecord, records+`b.id > $2 ORDER BY b.id LIMIT $3`, tenant, after, eachPage)
			if err != nil {
				yield(Record{}, fmt.Errorf("read records: %w", err))
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
				after = r.ID
			}
			if len(rows) < eachPage {
				return
			}
		}
	}
}

// RecordsByIDs returns versions by their keyed tags, as leaves name them, with their
// keys; those of other tenants are not there.
func RecordsByIDs(tx *store.Tx, tenant string, ids []string) (out []Record, err error) {
	for part := range slices.Chunk(ids, store.AtOnce) {
		in, args := store.In(tenant, part)
		rows, err := store.All(tx, scanRecord, records+`b.id `+in, args...)
		if err != nil {
			return nil, fmt.Errorf("read %d records: %w", len(ids), err)
		}
		out = append(out, rows...)
	}
	return out, nil
}
