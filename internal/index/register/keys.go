package register

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// record makes the snapshot record of a body.
func record(g *entity.Registration) index.Record {
	rec := index.Record{
		Key:  g.Number,
		Data: encode(nil, g.Rows),
		Live: g.Status() == entity.StatusLive,
	}
	current := g.Current()
	describe(&rec, g, current)
	seen := index.Distinct{}
	for i := range g.Rows {
		row := &g.Rows[i]
		// Neighbouring rows mostly change one thing: do not parse the rest again.
		repeats := func(f func(*entity.Row) string) bool { return i > 0 && f(&g.Rows[i-1]) == f(row) }
		for _, name := range []func(*entity.Row) string{nameOf, enNameOf, furiganaOf} {
			if s := name(row); s != "" && !repeats(name) {
				rec.Names = addNew(rec.Names, script.NameKey(s))
				rec.Writings = seen.Append(rec.Writings, token.Writings(s, token.Body))
			}
		}
		if row == current || !repeats((*entity.Row).Address) {
			rec.Keys = addressKeys(rec.Keys, row, row == current)
		}
	}
	return rec
}

// describe says what a search may ask for: what the register says of the body
// now, and from when to when it was there. Bodies that existed when the numbers
// were introduced have no beginning that is known.
func describe(rec *index.Record, g *entity.Registration, current *entity.Row) {
	rec.Labels = []string{"kind:body", "status:" + g.Status()}
	rec.From, rec.To = entity.NoDay, entity.NoDay
	if current == nil {
		return
	}
	if current.Assigned != entity.NumbersBegan {
		rec.From = current.Assigned
	}
	rec.To = current.CloseDate
}

func nameOf(r *entity.Row) string     { return r.Name }
func enNameOf(r *entity.Row) string   { return r.EnName }
func furiganaOf(r *entity.Row) string { return r.Furigana }

// addressKeys appends the keys of one seat. An address that is not understood
// down to its number has none.
func addressKeys(keys []string, row *entity.Row, current bool) []string {
	s := row.Address()
	if s == "" {
		return keys
	}
	a := identifier.ParseAddress(s)
	for _, block := range a.BlockKeys() {
		keys = addNew(keys, keyBlock+block)
		if current {
			keys = addNew(keys, keyCurrentBlock+block)
		}
	}
	if room := a.BuildingKey(); room != "" {
		keys = addNew(keys, keyRoom+room)
		if current {
			keys = addNew(keys, keyCurrentRoom+room)
		}
	}
	return keys
}

func addNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
