package tamper

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/sekifuda/sekifuda/internal/store"
)

// kind is one way to tamper.
type kind struct {
	name   string
	weight int
	// change does it once and says what it did; an error means that this one
	// could not be done (two rows with one key), and another is tried.
	change func(s *setup, tx *store.Tx, r *rand.Rand) (string, error)
	keys   bool // what it changes is covered where the master key is at hand
}

// setup is what changes have to work with.
type setup struct {
	*built
	*pool
}

var kinds = []kind{
	{"bit flipped", 40, flip, false},
	{"row edited", 20, edit, false},
	{"row deleted", 12, remove, false},
	{"rows swapped", 10, swap, false},
	{"row inserted", 8, add, false},
	{"log truncated", 4, truncate, false},
	{"rolled back", 2, nil, false}, // an earlier state as a whole: see run
	{"re-signed, another key", 2, resignOther, false},
	{"re-signed, same key", 2, resignSame, false},
	{"application or data key changed, verified with the master key", 3, changeSealed, true},
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// flip turns one bit of one covered value.
func flip(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	t := pick(r, tables)
	o := s.draw(t, r)
	c := pick(r, t.columns)
	v, err := flipped(o.value(c), r)
	if err != nil {
		return "", err
	}
	return o.where() + " " + c, o.set(tx, []string{c}, []any{v})
}

func flipped(v any, r *rand.Rand) (any, error) {
	switch v := v.(type) {
	case int64:
		return v ^ 1<<r.IntN(40), nil
	case bool:
		return !v, nil
	case string:
		b := []byte(v)
		if len(b) == 0 {
			return "x", nil
		}
		b[r.IntN(len(b))] ^= 1 << r.IntN(7)
		return string(b), nil
	case []byte:
		b := bytes.Clone(v)
		if len(b) == 0 {
			return nil, fmt.Errorf("no bytes")
		}
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		return b, nil
	}
	return nil, fmt.Errorf("a %T", v)
}

// edit gives a column the value that another row has, or one that suits whoever edits.
func edit(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	t := pick(r, tables)
	o, other := s.draw(t, r), s.draw(t, r)
	c := pick(r, t.columns)
	v := other.value(c)
	if t.name == "decision" && r.IntN(2) == 0 {
		c, v = "outcome", "approve"
	}
	if same(v, o.value(c)) {
		return "", fmt.Errorf("the same")
	}
	return fmt.Sprint(o.where(), " ", c), o.set(tx, []string{c}, []any{v})
}

func same(a, b any) bool {
	x, ok := a.([]byte)
	if !ok {
		return a == b
	}
	y, ok := b.([]byte)
	return ok && bytes.Equal(x, y)
}

// changeSealed changes what no leaf covers, but only who has the master key can
// make: sealed applications and wrapped data keys.
func changeSealed(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	o := s.draw(pick(r, sealedTables), r)
	if r.IntN(4) == 0 {
		return o.where(), o.remove(tx)
	}
	c := pick(r, o.table.columns)
	v, err := flipped(o.value(c), r)
	if err != nil {
		return "", err
	}
	return o.where() + " " + c, o.set(tx, []string{c}, []any{v})
}

func remove(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	o := s.draw(pick(r, tables), r)
	return o.where(), o.remove(tx)
}

// swap changes places: what two rows of a table hold, keys left alone.
func swap(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	t := pick(r, tables)
	a, b := s.draw(t, r), s.draw(t, r)
	columns := slices.DeleteFunc(slices.Clone(t.columns), func(c string) bool { return slices.Contains(t.key, c) || c == "seq" })
	if r.IntN(2) == 0 && len(columns) > 0 {
		columns = []string{pick(r, columns)}
	}
	var va, vb []any
	differ := false
	for _, c := range columns {
		va, vb = append(va, a.value(c)), append(vb, b.value(c))
		differ = differ || !same(a.value(c), b.value(c))
	}
	if !differ {
		return "", fmt.Errorf("the same")
	}
	if slices.Contains(columns, "position") { // a place is had once: one steps aside
		if err := a.set(tx, []string{"position"}, []any{int64(1) << 40}); err != nil {
			return "", err
		}
	}
	if err := b.set(tx, columns, va); err != nil {
		return "", err
	}
	return a.where() + " with " + b.where(), a.set(tx, columns, vb)
}

// add puts in a copy of a row under another key.
func add(s *setup, tx *store.Tx, r *rand.Rand) (string, error) {
	t := pick(r, tables)
	if t.name == "setting" || t.name == "head" { // others of these mean nothing
		return "", fmt.Errorf("none to add")
	}
	o := s.draw(t, r)
	values := slices.Clone(o.values)
	for _, k := range o.key {
		i := slices.Index(o.columns, k)
		switch v := values[i].(type) {
		case int64:
			values[i] = v + 1<<20 + int64(r.IntN(1000))
		case string:
			if k != "tenant" || t.name == "active_policy" {
				values[i] = v + "x"
			}
		}
	}
	if t.name == "leaf" { // at the end of the tree: places are had once
		values[slices.Index(o.columns, "position")] = int64(len(s.rows["leaf"]))
	}
	if t.name == "snapshot" {
		values[slices.Index(o.columns, "seq")] = int64(1 << 20)
		values[slices.Index(o.columns, "live")] = int64(1)
	}
	return o.where(), insert(tx, t.name, o.columns, values)
}
