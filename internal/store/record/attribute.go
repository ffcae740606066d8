package record

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/store"
)

// Attribute is one thing that an applicant brought, as a keyed tag.
type Attribute struct {
	Kind         string
	Blind        string // vault.Blind
	Impersonated bool   // it belongs to whom the applicant pretends to be: it links nobody
}

// PutAttributes adds what an application brought. What an earlier version
// brought stays: it was brought. An attribute that was marked as impersonated
// stays so, whoever puts it again without the mark: a victim is not drawn in by
// an application that is examined once more (see SetMark). Kinds and tags are
// codes without spaces.
func PutAttributes(tx *store.Tx, tenant, application string, attributes []Attribute) error {
	state, err := now(tx, tenant)
	if err != nil {
		return err
	}
	return put(tx, tenant, Brought{application, attributes}, state)
}

func put(tx *store.Tx, tenant string, b Brought, state AsOf) error {
	attributes, err := once(b.Attributes)
	if err != nil {
		return fmt.Errorf("put attributes of %s: %w", b.Application, err)
	}
	if state.Position == 0 {
		return pack(tx, tenant, b.Application, attributes, state.Clock)
	}
	if err := insertAttributes(tx, tenant, b.Application, attributes, state.Clock); err != nil {
		return err
	}
	return join(tx, tenant, b.Application)
}

// SetMark sets or takes off the mark of one attribute of an application; it
// fails with store.ErrNotFound where the application never brought it.
func SetMark(tx *store.Tx, tenant, application string, a Attribute) error {
	n, err := tx.Exec(`UPDATE attribute SET impersonated = $5 WHERE tenant = $1 AND application = $2 AND kind = $3 AND blind = $4`,
		tenant, application, a.Kind, a.Blind, a.Impersonated)
	if err != nil {
		return fmt.Errorf("mark attribute %s of %s: %w", a.Kind, application, err)
	}
	waiting, err := packedOf(tx, tenant, application)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(waiting, func(p packed) bool { return p.same(a) }); i >= 0 {
		n, waiting[i].Impersonated = 1, a.Impersonated
		if err := repack(tx, tenant, application, waiting); err != nil {
			return err
		}
	}
	if n == 0 {
		return fmt.Errorf("attribute %s of %s: %w", a.Kind, application, store.ErrNotFound)
	}
	return join(tx, tenant, application)
}

// ErrAttribute is returned for an attribute whose kind or tag is not a code.
var ErrAttribute = errors.New("not a code")

// once returns each kind and tag once. The first of them keeps its place.
func once(attributes []Attribute) ([]Attribute, error) {
	out := make([]Attribute, 0, len(attributes))
	for _, a := range attributes {
		if a.Kind == "" || a.Blind == "" || strings.ContainsAny(a.Kind+a.Blind, " \n") {
			return nil, fmt.Errorf("attribute %q: %w", a.Kind, ErrAttribute)
		}
		if i := slices.IndexFunc(out, func(b Attribute) bool { return a.Kind == b.Kind && a.Blind == b.Blind }); i >= 0 {
			out[i].Impersonated = out[i].Impersonated || a.Impersonated
			continue
		}
		out = append(out, a)
	}
	return out, nil
}

// insertAttributes stores what one application brought at one tick.
func insertAttributes(tx *store.Tx, tenant, application string, attributes []Attribute, clock int64) error {
	for part := range slices.Chunk(attributes, attributesAtOnce) {
		args := make([]any, 0, 3+3*len(part))
		args = append(args, tenant, application, clock)
		for _, a := range part {
			args = append(args, a.Kind, a.Blind, a.Impersonated)
		}
		if _, err := tx.Exec(insertTexts[len(part)-1], args...); err != nil {
			return fmt.Errorf("put attributes of %s: %w", application, err)
		}
	}
	return nil
}

// attributesAtOnce rows go into one statement; there is one text for each
// number of rows up to it, so that each is prepared once.
const attributesAtOnce = 12

var insertTexts = func() (texts [attributesAtOnce]string) {
	for n := range texts {
		var b strings.Builder
		b.WriteString("INSERT INTO attribute (tenant, kind, blind, application, impersonated, since) VALUES ")
		for i := range n + 1 {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "($1, $%d, $%d, $2, $%d, $3)", 4+3*i, 5+3*i, 6+3*i)
		}
		b.WriteString(` ON CONFLICT (tenant, kind, blind, application) DO UPDATE SET impersonated = TRUE
			WHERE excluded.impersonated AND NOT attribute.impersonated`)
		texts[n] = b.String()
	}
	return texts
}()

// Attributes returns what an application brought, in the order of kind and tag.
func Attributes(tx *store.Tx, tenant, application string) ([]Attribute, error) {
	out, err := store.All(tx, func(scan func(...any) error) (a Attribute, err error) {
		return a, scan(&a.Kind, &a.Blind, &a.Impersonated)
	}, `SELECT kind, blind, impersonated FROM attribute WHERE tenant = $1 AND application = $2`, tenant, application)
	if err != nil {
		return nil, fmt.Errorf("attributes of %s: %w", application, err)
	}
	packed, err := packedOf(tx, tenant, application)
	if err != nil {
		return nil, err
	}
	for _, p := range packed {
		if i := slices.IndexFunc(out, p.same); i >= 0 {
			out[i].Impersonated = out[i].Impersonated || p.Impersonated
		} else {
			out = append(out, p.Attribute)
		}
	}
	slices.SortFunc(out, func(a, b Attribute) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Blind, b.Blind))
	})
	return out, nil
}

// spread keeps the rings around an application that was proved false: what it
// brought, and what those brought who share one thing with it.
func spread(tx *store.Tx, tenant, application string) error {
	_, err := tx.Exec(`INSERT INTO tainted (tenant, kind, blind, ring, application)
		SELECT tenant, kind, blind, 1, application FROM attribute
		WHERE tenant = $1 AND application = $2 AND NOT impersonated
		ON CONFLICT DO NOTHING`, tenant, application)
	if err != nil {
		return fmt.Errorf("first ring around %s: %w", application, err)
	}
	_, err = tx.Exec(`INSERT INTO tainted (tenant, kind, blind, ring, application)
		SELECT y.tenant, y.kind, y.blind, 2, y.application
		FROM attribute x CROSS JOIN attribute b CROSS JOIN attribute y
		WHERE x.tenant = $1 AND x.application = $2 AND NOT x.impersonated
		  AND b.tenant = x.tenant AND b.kind = x.kind AND b.blind = x.blind AND b.application <> $2 AND NOT b.impersonated
		  AND y.tenant = b.tenant AND y.application = b.application AND NOT y.impersonated
		ON CONFLICT DO NOTHING`, tenant, application)
	if err != nil {
		return fmt.Errorf("second ring around %s: %w", application, err)
	}
	return nil
}

// joinAll keeps the rings true after applications brought something new, as join
// does for one. It asks the rings, which are small and seldom written, and never
// what others bring at the same time: on PostgreSQL a transaction that reads
// where its neighbours write is begun again and again.
func joinAll(tx *store.Tx, tenant string, all []Brought) error {
	proved, err := provedAmong(tx, tenant, all)
	if err != nil {
		return err
	}
	for _, application := range proved {
		if err := spread(tx, tenant, application); err != nil {
			return err
		}
	}
	rings, err := ringsOf(tx, tenant, all)
	if err != nil {
		return err
	}
	for _, b := range all {
		if slices.ContainsFunc(b.Attributes, func(a Attribute) bool { return !a.Impersonated && rings[a.Blind].another(a.Kind, b.Application) }) {
			if err := surround(tx, tenant, b.Application); err != nil {
				return err
			}
		}
	}
	return nil
}

// provedAmong returns which of several applications ever had a proof.
func provedAmong(tx *store.Tx, tenant string, all []Brought) (out []string, err error) {
	for part := range slices.Chunk(all, store.AtOnce) {
		var ids []string
		for _, b := range part {
			ids = append(ids, b.Application)
		}
		in, args := store.In(tenant, ids)
		found, err := store.All(tx, func(scan func(...any) error) (id string, err error) { return id, scan(&id) },
			`SELECT DISTINCT application FROM proof WHERE tenant = $1 AND application `+in, args...)
		if err != nil {
			return nil, fmt.Errorf("proofs on %d applications: %w", len(ids), err)
		}
		out = append(out, found...)
	}
	return out, nil
}

// ring says who is in the first ring with one attribute: the first and the last
// of them, which tell whether there is another than one.
type ring struct{ kind, first, last string }

func (r ring) another(kind, application string) bool {
	return r.kind == kind && (r.first != application || r.last != application)
}

// ringsOf returns the first ring of each tag that is in one.
func ringsOf(tx *store.Tx, tenant string, all []Brought) (map[string]ring, error) {
	var tags []string
	for _, b := range all {
		for _, a := range b.Attributes {
			tags = append(tags, a.Blind)
		}
	}
	slices.Sort(tags)
	out := map[string]ring{}
	for part := range slices.Chunk(slices.Compact(tags), store.AtOnce) {
		in, args := store.In(tenant, part)
		_, err := store.All(tx, func(scan func(...any) error) (none struct{}, err error) {
			var tag string
			var r ring
			err = scan(&tag, &r.kind, &r.first, &r.last)
			out[tag] = r // a tag is of one kind: it is keyed with it
			return none, err
		}, `SELECT blind, kind, MIN(application), MAX(application) FROM tainted
			WHERE tenant = $1 AND blind `+in+` AND ring = 1 GROUP BY blind, kind`, args...)
		if err != nil {
			return nil, fmt.Errorf("rings of %d tags: %w", len(part), err)
		}
	}
	return out, nil
}

// join keeps the rings true after an application brought something new.
func join(tx *store.Tx, tenant, application string) error {
	var proofs int64
	err := tx.Row(store.Into(&proofs), `SELECT COUNT(*) FROM proof WHERE tenant = $1 AND application = $2`, tenant, application)
	if err != nil {
		return fmt.Errorf("proofs on %s: %w", application, err)
	}
	if proofs > 0 {
		if err := spread(tx, tenant, application); err != nil {
			return err
		}
	}
	var near int64
	err = tx.Row(store.Into(&near), `SELECT COUNT(*) FROM (
		SELECT 1 FROM attribute m CROSS JOIN tainted t
		WHERE m.tenant = $1 AND m.application = $2 AND NOT m.impersonated
		  AND t.tenant = m.tenant AND t.kind = m.kind AND t.blind = m.blind AND t.ring = 1 AND t.application <> $2
		LIMIT 1) AS n`, tenant, application)
	if err != nil || near == 0 {
		return err
	}
	return surround(tx, tenant, application)
}

// surround puts what an application brought into the second ring.
func surround(tx *store.Tx, tenant, application string) error {
	_, err := tx.Exec(`INSERT INTO tainted (tenant, kind, blind, ring, application)
		SELECT tenant, kind, blind, 2, application FROM attribute
		WHERE tenant = $1 AND application = $2 AND NOT impersonated
		ON CONFLICT DO NOTHING`, tenant, application)
	if err != nil {
		return fmt.Errorf("ring of %s: %w", application, err)
	}
	return nil
}
