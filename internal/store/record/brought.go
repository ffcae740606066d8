package record

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/store"
)

// packed is an attribute with the tick at which it was first seen.
type packed struct {
	Attribute
	since int64
}

func (p packed) same(a Attribute) bool { return p.Kind == a.Kind && p.Blind == a.Blind }

func stamp(attributes []Attribute, clock int64) []packed {
	list := make([]packed, len(attributes))
	for i, a := range attributes {
		list[i] = packed{a, clock}
	}
	return list
}

// pack adds attributes to an application's row of table brought.
func pack(tx *store.Tx, tenant, application string, attributes []Attribute, clock int64) error {
	list := stamp(attributes, clock)
	n, err := tx.Exec(`INSERT INTO brought (tenant, application, packed) VALUES ($1, $2, $3) ON CONFLICT (tenant, application) DO NOTHING`,
		tenant, application, packText(list))
	if err != nil {
		return fmt.Errorf("put attributes of %s: %w", application, err)
	}
	if n == 1 {
		return nil
	}
	old, err := packedOf(tx, tenant, application)
	if err != nil {
		return err
	}
	changed := false
	for _, p := range list {
		i := slices.IndexFunc(old, func(o packed) bool { return p.same(o.Attribute) })
		switch {
		case i < 0:
			old, changed = append(old, p), true
		case p.Impersonated && !old[i].Impersonated:
			old[i].Impersonated, changed = true, true
		}
	}
	if !changed {
		return nil
	}
	return repack(tx, tenant, application, old)
}

// Brought is what one application brought.
type Brought struct {
	Application string
	Attributes  []Attribute
}

var broughtInserts = store.NewInserts("brought (tenant, application, packed)", 3, "ON CONFLICT (tenant, application) DO NOTHING")

// PutAllAttributes adds what each of several applications brought, as
// PutAttributes does each; it is quicker while the tenant has proved nothing.
func PutAllAttributes(tx *store.Tx, tenant string, all []Brought) error {
	state, err := now(tx, tenant)
	if err != nil {
		return err
	}
	var args []any
	for _, b := range all {
		list, err := once(b.Attributes)
		if err != nil {
			return fmt.Errorf("put attributes of %s: %w", b.Application, err)
		}
		args = append(args, tenant, b.Application, packText(stamp(list, state.Clock)))
	}
	if state.Position == 0 {
		n, err := tx.ExecAll(broughtInserts, args)
		if err != nil {
			return fmt.Errorf("put attributes of %d applications: %w", len(all), err)
		}
		if n == int64(len(all)) {
			return nil
		}
	}
	if state.Position != 0 && distinct(all) {
		return putMany(tx, tenant, all, state.Clock)
	}
	for _, b := range all { // what went in already stays as it is
		if err := put(tx, tenant, b, state); err != nil {
			return err
		}
	}
	return nil
}

// distinct reports whether no application comes twice.
func distinct(all []Brought) bool {
	seen := make(map[string]bool, len(all))
	for _, b := range all {
		if seen[b.Application] {
			return false
		}
		seen[b.Application] = true
	}
	return true
}

var attributeInserts = store.NewInserts("attribute (tenant, kind, blind, application, impersonated, since)", 6,
	`ON CONFLICT (tenant, kind, blind, application) DO UPDATE SET impersonated = TRUE WHERE excluded.impersonated AND NOT attribute.impersonated`)

// putMany does what put does for each of several applications.
func putMany(tx *store.Tx, tenant string, all []Brought, clock int64) error {
	var args []any
	for i := range all {
		list, err := once(all[i].Attributes)
		if err != nil {
			return fmt.Errorf("put attributes of %s: %w", all[i].Application, err)
		}
		for _, a := range list {
			args = append(args, tenant, a.Kind, a.Blind, all[i].Application, a.Impersonated, clock)
		}
	}
	if _, err := tx.ExecAll(attributeInserts, args); err != nil {
		return fmt.Errorf("put attributes of %d applications: %w", len(all), err)
	}
	return joinAll(tx, tenant, all)
}

func repack(tx *store.Tx, tenant, application string, list []packed) error {
	_, err := tx.Exec(`UPDATE brought SET packed = $3 WHERE tenant = $1 AND application = $2`, tenant, application, packText(list))
	if err != nil {
		return fmt.Errorf("put attributes of %s: %w", application, err)
	}
	return nil
}

func packedOf(tx *store.Tx, tenant, application string) ([]packed, error) {
	var text string
	err := tx.Row(store.Into(&text), `SELECT packed FROM brought WHERE tenant = $1 AND application = $2`, tenant, application)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("attributes of %s: %w", application, err)
	}
	return unpackText(text)
}

// unpackAtOnce is how many applications are moved at a time.
const unpackAtOnce = 500

// Unpack moves what was brought before a tenant's first proof to where it is
// found, in transactions of their own, so that the proof itself is quick. To
// leave it out costs time in ProveFalse, nothing else.
func Unpack(ctx context.Context, db *store.DB, tenant string) error {
	for {
		var n int
		if err := db.Tx(ctx, func(tx *store.Tx) (err error) {
			n, err = unpack(tx, tenant, unpackAtOnce)
			return err
		}); err != nil || n == 0 {
			return err
		}
	}
}

// unpack moves up to limit applications, and returns how many it did.
func unpack(tx *store.Tx, tenant string, limit int) (moved int, err error) {
	type row struct{ application, text string }
	for moved < limit {
		rows, err := store.All(tx, func(scan func(...any) error) (r row, err error) {
			return r, scan(&r.application, &r.text)
		}, `SELECT application, packed FROM brought WHERE tenant = $1 ORDER BY application LIMIT `+strconv.Itoa(unpackAtOnce), tenant)
		if err != nil || len(rows) == 0 {
			return moved, err
		}
		for _, r := range rows {
			if err := unpackOne(tx, tenant, r.application, r.text); err != nil {
				return moved, err
			}
		}
		_, err = tx.Exec(`DELETE FROM brought WHERE tenant = $1 AND application <= $2`, tenant, rows[len(rows)-1].application)
		if err != nil {
			return moved, fmt.Errorf("unpack attributes: %w", err)
		}
		moved += len(rows)
	}
	return moved, nil
}

func unpackOne(tx *store.Tx, tenant, application, text string) error {
	list, err := unpackText(text)
	if err != nil {
		return fmt.Errorf("attributes of %s: %w", application, err)
	}
	for len(list) > 0 { // one statement for each tick, mostly there is one
		clock := list[0].since
		var now []Attribute
		list = slices.DeleteFunc(list, func(p packed) bool {
			if p.since == clock {
				now = append(now, p.Attribute)
			}
			return p.since == clock
		})
		if err := insertAttributes(tx, tenant, application, now, clock); err != nil {
			return err
		}
	}
	return nil
}

func packText(list []packed) string {
	var b strings.Builder
	for _, p := range list {
		mark := byte('-')
		if p.Impersonated {
			mark = 'i'
		}
		b.WriteString(strconv.FormatInt(p.since, 10))
		b.WriteByte(' ')
		b.WriteByte(mark)
		b.WriteByte(' ')
		b.WriteString(p.Kind)
		b.WriteByte(' ')
		b.WriteString(p.Blind)
		b.WriteByte('\n')
	}
	return b.String()
}

// errPacked is returned for a row that packText did not write.
var errPacked = errors.New("packed attributes are damaged")

func unpackText(text string) ([]packed, error) {
	var out []packed
	for line := range strings.Lines(text) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		if len(fields) != 4 {
			return nil, errPacked
		}
		since, err := strconv.ParseInt(fields[0], 10, 64)
		if err != nil || (fields[1] != "-" && fields[1] != "i") {
			return nil, errPacked
		}
		out = append(out, packed{Attribute{Kind: fields[2], Blind: fields[3], Impersonated: fields[1] == "i"}, since})
	}
	return out, nil
}
