package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/store"
)

// Share is one thing that an applicant has in common with an identity proved
// false, directly or through one other application.
type Share struct {
	Application string // the one proved false
	ProofID     string
	Kind        string // of the attribute that the asker shares
	Via         string // at two hops: the application between
	Hops        int    // 1 or 2
	Proven      bool   // two people proved it; a provisional proof never refuses
}

// sharesMax bounds the shares listed for one attribute. Whether there are any
// is exact; how many beyond this is not told. It stands in the text of queries:
// SQLite plans a query anew for each value of a LIMIT that is a parameter.
const sharesMax = "50"

// Shares returns what attributes have in common with identities proved false,
// as of a state of the memory, leaving out the application except. Two hops are
// looked for only where one finds nothing: the nearer share says all that the
// farther could. Attributes marked as impersonated link nobody, on either side.
// The order is that of attributes, then of proofs.
func Shares(tx *store.Tx, tenant string, attributes []Attribute, except string, asOf AsOf) ([]Share, error) {
	any, err := anyProof(tx, tenant, asOf)
	if err != nil || !any {
		return nil, err
	}
	near, err := probe(tx, tenant, attributes)
	if err != nil {
		return nil, err
	}
	for i, hop := range []func(*store.Tx, string, Attribute, string, AsOf) ([]Share, error){oneHop, twoHops} {
		var out []Share
		for _, a := range near[i] {
			found, err := hop(tx, tenant, a, except, asOf)
			if err != nil {
				return nil, fmt.Errorf("shares of %s: %w", a.Kind, err)
			}
			out = append(out, found...)
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}

// probe returns which attributes stand in the first and in the second ring at
// all: mostly none, and then no more is asked.
func probe(tx *store.Tx, tenant string, attributes []Attribute) (near [2][]Attribute, err error) {
	linking := slices.DeleteFunc(slices.Clone(attributes), func(a Attribute) bool { return a.Impersonated })
	for part := range slices.Chunk(linking, attributesAtOnce) {
		args := []any{tenant}
		for _, a := range part {
			args = append(args, a.Kind, a.Blind)
		}
		type hit struct{ n, ring int }
		hits, err := store.All(tx, func(scan func(...any) error) (h hit, err error) {
			return h, scan(&h.n, &h.ring)
		}, probeTexts[len(part)-1], args...)
		if err != nil {
			return near, fmt.Errorf("probe rings: %w", err)
		}
		for _, h := range hits {
			near[h.ring-1] = append(near[h.ring-1], part[h.n])
		}
	}
	return near, nil
}

// probeTexts has one text for each number of attributes.
var probeTexts = func() (texts [attributesAtOnce]string) {
	for n := range texts {
		var parts []string
		for i := range n + 1 {
			for ring := 1; ring <= 2; ring++ {
				parts = append(parts, fmt.Sprintf(`SELECT %d AS n, %d AS ring WHERE EXISTS
					(SELECT 1 FROM tainted WHERE tenant = $1 AND kind = $%d AND blind = $%d AND ring = %d)`, i, ring, 2+2*i, 3+2*i, ring))
			}
		}
		texts[n] = strings.Join(parts, " UNION ALL ") + " ORDER BY n, ring"
	}
	return texts
}()

// anyProof is the exact way out that nearly every look-up takes: without a
// proof that counted then, nothing can be shared.
func anyProof(tx *store.Tx, tenant string, asOf AsOf) (bool, error) {
	if asOf.Position == 0 {
		return false, nil
	}
	var n int64
	err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM (SELECT 1 FROM proof
		WHERE tenant = $1 AND proved <= $2 AND (withdrawn IS NULL OR withdrawn > $2) LIMIT 1) AS n`, tenant, asOf.Position)
	if err != nil {
		return false, fmt.Errorf("any proof: %w", err)
	}
	return n > 0, nil
}

// The joins are written as CROSS JOIN, which SQLite takes in the order given:
// from the ring, which is small, outwards. A row of a ring only says where to
// look; attribute and proof say what holds.
func oneHop(tx *store.Tx, tenant string, a Attribute, except string, asOf AsOf) ([]Share, error) {
	return store.All(tx, scanShare(a.Kind, 1), `SELECT p.id, p.application, p.provisional, ''
		FROM tainted t CROSS JOIN attribute w CROSS JOIN proof p
		WHERE t.tenant = $1 AND t.kind = $2 AND t.blind = $3 AND t.ring = 1 AND t.application <> $4
		  AND w.tenant = t.tenant AND w.kind = t.kind AND w.blind = t.blind AND w.application = t.application
		  AND NOT w.impersonated AND w.since <= $5
		  AND p.tenant = t.tenant AND p.application = t.application
		  AND p.proved <= $6 AND (p.withdrawn IS NULL OR p.withdrawn > $6)
		ORDER BY p.proved LIMIT `+sharesMax,
		tenant, a.Kind, a.Blind, except, asOf.Clock, asOf.Position)
}

func twoHops(tx *store.Tx, tenant string, a Attribute, except string, asOf AsOf) ([]Share, error) {
	return store.All(tx, scanShare(a.Kind, 2), `SELECT DISTINCT p.id, p.application, p.provisional, x.application, p.proved
		FROM tainted c CROSS JOIN attribute x CROSS JOIN attribute y CROSS JOIN tainted t CROSS JOIN attribute w CROSS JOIN proof p
		WHERE c.tenant = $1 AND c.kind = $2 AND c.blind = $3 AND c.ring = 2 AND c.application <> $4
		  AND x.tenant = c.tenant AND x.kind = c.kind AND x.blind = c.blind AND x.application = c.application
		  AND NOT x.impersonated AND x.since <= $5
		  AND y.tenant = x.tenant AND y.application = x.application AND NOT y.impersonated AND y.since <= $5
		  AND t.tenant = y.tenant AND t.kind = y.kind AND t.blind = y.blind AND t.ring = 1
		  AND t.application <> x.application AND t.application <> $4
		  AND w.tenant = t.tenant AND w.kind = t.kind AND w.blind = t.blind AND w.application = t.application
		  AND NOT w.impersonated AND w.since <= $5
		  AND p.tenant = t.tenant AND p.application = t.application
		  AND p.proved <= $6 AND (p.withdrawn IS NULL OR p.withdrawn > $6)
		ORDER BY p.proved, x.application LIMIT `+sharesMax,
		tenant, a.Kind, a.Blind, except, asOf.Clock, asOf.Position)
}

func scanShare(kind string, hops int) func(func(...any) error) (Share, error) {
	return func(scan func(...any) error) (Share, error) {
		s := Share{Kind: kind, Hops: hops}
		var provisional bool
		dest := []any{&s.ProofID, &s.Application, &provisional, &s.Via}
		if hops == 2 {
			dest = append(dest, new(int64)) // what the rows are ordered by
		}
		err := scan(dest...)
		s.Proven = !provisional
		return s, err
	}
}
