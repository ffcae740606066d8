package follow

import (
	"fmt"
	"iter"
	"slices"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// Application is a version of an application with the wrapped data key that opens it;
// nil where the key was destroyed.
type Application struct {
	record.Application
	Wrapped []byte
}

const applications = `SELECT a.external_id, a.version, a.input, a.subject, a.sealed, a.at, k.wrapped
	FROM application AS a LEFT JOIN subject_key AS k ON k.tenant = a.tenant AND k.subject = a.subject WHERE a.tenant = $1 AND `

func scanApplication(scan func(...any) error) (a Application, err error) {
	return a, scan(&a.ExternalID, &a.Version, &a.Input, &a.Subject, &a.Sealed, &a.At, &a.Wrapped)
}

// eachPage is how many applications are read at once.
const eachPage = 500

// Applications yields every version of every application of a tenant with its key, in
// the order of external ids and versions; an error is yielded last.
func Applications(tx *store.Tx, tenant string) iter.Seq2[Application, error] {
	return func(yield func(Application, error) bool) {
		var last Application
		for {
			rows, err := store.All(tx, scanApplication, applications+`(a.external_id, a.version) > ($2, $3) ORDER BY a.external_id, a.version LIMIT $4`,
				tenant, last.ExternalID, last.Version, eachPage)
			if err != nil {
				yield(last, fmt.Errorf("read applications: %w", err))
				return
			}
			for _, last = range rows {
				if !yield(last, nil) {
					return
				}
			}
			if len(rows) < eachPage {
				return
			}
		}
	}
}

// ApplicationsByIDs returns every version of applications by their external ids, with their
// keys, in the order of versions.
func ApplicationsByIDs(tx *store.Tx, tenant string, ids []string) (out []Application, err error) {
	for part := range slices.Chunk(ids, store.AtOnce) {
		in, args := store.In(tenant, part)
		rows, err := store.All(tx, scanApplication, applications+`a.external_id `+in+` ORDER BY a.version`, args...)
		if err != nil {
			return nil, fmt.Errorf("read %d applications: %w", len(ids), err)
		}
		out = append(out, rows...)
	}
	return out, nil
}
