package register

import (
	"context"
	"fmt"
	"iter"
	"regexp"

	"github.com/sekifuda/sekifuda/internal/durable"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/index/extsort"
)

// rowMemory bounds one of the two buffers that rows are sorted in.
const rowMemory = 128 << 20

var numberForm = regexp.MustCompile(`^[0-9]{13}$`)

// Build writes a base snapshot of a register to dir. Rows may come in any
// order, all rows of one number become one record; identical rows are one. A
// number whose deletion is published keeps its history and has the status
// deleted, so that "deleted" can be told from "never there". progress, where
// not nil, is called with the count of rows read. Errors of rows and of ctx are
// returned, and nothing is left in dir.
func Build(ctx context.Context, dir string, meta index.Meta, rows iter.Seq2[Row, error], progress func(n int64)) (index.Info, error) {
	meta.Base = ""
	return build(ctx, dir, meta, options(), rows, progress, func(string) ([]entity.Row, error) { return nil, nil })
}

// BuildDelta writes the snapshot of a difference: for each number in rows, what
// base knows of it and the new rows together. Opened above the files of base it
// gives the new state. Errors are as for Build, and those of base.
func BuildDelta(ctx context.Context, dir string, meta index.Meta, base *Register, rows iter.Seq2[Row, error], progress func(n int64)) (index.Info, error) {
	infos := base.Infos()
	meta.Base = infos[len(infos)-1].Digest
	o := options()
	o.Base = base.set
	return build(ctx, dir, meta, o, rows, progress, func(number string) ([]entity.Row, error) {
		g, err := base.ByNumber(number)
		if g == nil || err != nil {
			return nil, err
		}
		return g.Rows, nil
	})
}

func build(ctx context.Context, dir string, meta index.Meta, o index.Options, rows iter.Seq2[Row, error], progress func(int64), known func(string) ([]entity.Row, error)) (index.Info, error) {
	if err := durable.MkdirAll(dir, 0o755); err != nil {
		return index.Info{}, fmt.Errorf("build register: %w", err)
	}
	sorter := extsort.New(dir, rowMemory)
	defer sorter.Close()
	if err := sortRows(ctx, sorter, rows, progress); err != nil {
		return index.Info{}, fmt.Errorf("build register %s: %w", meta.Source, err)
	}
	meta.Keys = keysVersion()
	return index.WriteSorted(ctx, dir, meta, o, index.Make(bodies(sorter.Drain()), func(b body) (index.Record, error) {
		return b.record(known)
	}))
}

// sortRows brings the rows of one number together.
func sortRows(ctx context.Context, sorter *extsort.Sorter, rows iter.Seq2[Row, error], progress func(int64)) error {
	var buf []byte
	n := int64(0)
	report := func() error {
		if progress != nil {
			progress(n)
		}
		return ctx.Err()
	}
	if err := report(); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if !numberForm.MatchString(row.Number) {
			return fmt.Errorf("row %d: number %q has not 13 digits", n+1, row.Number)
		}
		buf = encode(buf[:0], []entity.Row{row.Row})
		if err := sorter.Add([]byte(row.Number), buf); err != nil {
			return err
		}
		if n++; n%4096 == 0 {
			if err := report(); err != nil {
				return err
			}
		}
	}
	return report()
}

// body is a number with the rows read for it, still encoded.
type body struct {
	number string
	rows   []string
}

// bodies groups sorted rows by number.
func bodies(items iter.Seq2[[]byte, error]) iter.Seq2[body, error] {
	return func(yield func(body, error) bool) {
		var b body
		for item, err := range items {
			if err != nil {
				yield(body{}, err)
				return
			}
			if number := string(item[:13]); number != b.number {
				if b.number != "" && !yield(b, nil) {
					return
				}
				b = body{number: number}
			}
			b.rows = append(b.rows, string(item[13:]))
		}
		if b.number != "" {
			yield(b, nil)
		}
	}
}

// record joins the rows of the body with those already known.
func (b body) record(known func(string) ([]entity.Row, error)) (index.Record, error) {
	old, err := known(b.number)
	if err != nil {
		return index.Record{}, err
	}
	var fresh []entity.Row
	for _, text := range b.rows {
		g, err := decode(b.number, text)
		if err != nil {
			return index.Record{}, err
		}
		fresh = append(fresh, g.Rows...)
	}
	return record(&entity.Registration{Number: b.number, Rows: merge(old, fresh)}), nil
}
