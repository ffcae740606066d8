package resolution

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// News is one leaf that says that something may have changed: a record, or an
// entry of this package.
type News struct {
	Position int64
	Entry    string // id of an entry, "" where it is of a record
	Kind     string // application, account …
	ID       string // external id
}

// Feed returns what up to limit leaves from a place on say, in the order of
// places, and the place after the last of them. Places are given in the order in
// which leaves become visible, so nothing comes late before one that was read.
// tag is the keyed tag of the tenant.
func Feed(tx *store.Tx, tenant, tag string, from int64, limit int) (news []News, next int64, err error) {
	type leaf struct {
		position      int64
		kind, id, tag string
	}
	leaves, err := store.All(tx, func(scan func(...any) error) (l leaf, err error) {
		return l, scan(&l.position, &l.kind, &l.id, &l.tag)
	}, `SELECT position, kind, id, tag FROM leaf WHERE position IS NOT NULL AND position >= $1 ORDER BY position LIMIT $2`, from, limit)
	if err != nil {
		return nil, from, fmt.Errorf("leaves from %d: %w", from, err)
	}
	next = from
	byKind := map[string][]string{}
	for _, l := range leaves {
		next = l.position + 1
		if l.tag == tag {
			byKind[l.kind] = append(byKind[l.kind], l.id)
		}
	}
	found := map[[2]string]News{}
	for kind, query := range feeds {
		for part := range slices.Chunk(byKind[kind], store.AtOnce) {
			in, args := store.In(tenant, part)
			_, err := store.All(tx, func(scan func(...any) error) (none struct{}, err error) {
				var id string
				var n News
				err = scan(&id, &n.Kind, &n.ID)
				found[[2]string{kind, id}] = n
				return none, err
			}, query+in, args...)
			if err != nil {
				return nil, from, fmt.Errorf("what %d leaves of %s say: %w", len(part), kind, err)
			}
		}
	}
	for _, l := range leaves {
		n, ok := found[[2]string{l.kind, l.id}]
		if l.tag == tag && l.kind == ledger.KindResolution {
			n, ok = News{Entry: l.id}, true
		}
		if ok {
			n.Position = l.position
			news = append(news, n)
		}
	}
	return news, next, nil
}

// feeds find the record that a leaf is about.
var feeds = map[string]string{
	ledger.KindDecision:   `SELECT id, 'application', application FROM decision WHERE tenant = $1 AND id `,
	ledger.KindProof:      `SELECT id, 'application', application FROM proof WHERE tenant = $1 AND id `,
	ledger.KindWithdrawal: `SELECT id, 'application', application FROM proof WHERE tenant = $1 AND id `,
	ledger.KindRecords:    `SELECT id, kind, external_id FROM book WHERE tenant = $1 AND id `,
}

// Tenants returns every tenant that has applications or records.
func Tenants(tx *store.Tx) ([]string, error) {
	var out []string
	for last := ""; ; {
		// One step an index: DISTINCT would read every row.
		next, err := store.All(tx, func(scan func(...any) error) (s string, err error) { return s, scan(&s) },
			`SELECT tenant FROM (SELECT MIN(tenant) AS tenant FROM application WHERE tenant > $1
			UNION ALL SELECT MIN(tenant) AS tenant FROM book WHERE tenant > $1) AS t WHERE tenant IS NOT NULL ORDER BY tenant LIMIT 1`, last)
		if err != nil {
			return nil, fmt.Errorf("tenants: %w", err)
		}
		if len(next) == 0 {
			return out, nil
		}
		last = next[0]
		out = append(out, last)
	}
}

// Content is the current version of a record, sealed.
type Content struct {
	Kind, ID string
	Version  int64
	Place    string // at which it opens
	Subject  string
	Sealed   []byte
}

// Contents returns the current versions of records of a kind; one that is not
// there has no entry.
func Contents(tx *store.Tx, tenant, kind string, ids []string) (map[string]Content, error) {
	out := make(map[string]Content, len(ids))
	for part := range slices.Chunk(ids, store.AtOnce) {
		in, args := store.In(tenant, part)
		query := `SELECT external_id, version, 'application:' || input, subject, sealed FROM application WHERE tenant = $1 AND external_id ` + in
		if kind != "application" {
			query = `SELECT external_id, version, 'record:' || id, subject, sealed FROM book WHERE tenant = $1 AND external_id ` + in +
				fmt.Sprintf(` AND kind = $%d`, len(args)+1)
			args = append(args, kind)
		}
		rows, err := store.All(tx, func(scan func(...any) error) (c Content, err error) {
			c.Kind = kind
			return c, scan(&c.ID, &c.Version, &c.Place, &c.Subject, &c.Sealed)
		}, query, args...)
		if err != nil {
			return nil, fmt.Errorf("content of %d records of kind %s: %w", len(ids), kind, err)
		}
		for _, c := range rows {
			if c.Version > out[c.ID].Version {
				out[c.ID] = c
			}
		}
	}
	return out, nil
}

// Proved returns which of some applications have a proof that their identity is
// false: true while one holds, false where all were withdrawn.
func Proved(tx *store.Tx, tenant string, applications []string) (map[string]bool, error) {
	out := map[string]bool{}
	for part := range slices.Chunk(applications, store.AtOnce) {
		in, args := store.In(tenant, part)
		_, err := store.All(tx, func(scan func(...any) error) (none struct{}, err error) {
			var application string
			var back *int64
			err = scan(&application, &back)
			out[application] = out[application] || back == nil
			return none, err
		}, `SELECT application, withdrawn FROM proof WHERE tenant = $1 AND application `+in, args...)
		if err != nil {
			return nil, fmt.Errorf("proofs on %d applications: %w", len(applications), err)
		}
	}
	return out, nil
}
