package gate

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// chunkMax is how many rows one worker takes at once. They share one look at
// the evidence and one transaction, which for a single row cost as much as a
// fourth of its examination.
const chunkMax = 32

// chunkSize keeps the first chunks small: a short input goes to all workers,
// and the first lines come soon.
func chunkSize(taken int) int { return min(chunkMax, 4+taken/16) }

// chunk is a run of rows on its way. done is closed once the rest is set.
type chunk struct {
	rows  []Row
	done  chan struct{}
	ready []result
	wait  func() (durable int, err error) // how many of those to be stored are, from the first on
	bad   Row                             // with err: what came after those that are ready
	err   error
}

// result is one row that can be told once it is durable.
type result struct {
	line *Line
	save *saved // nil: there is nothing to store
}

func newChunk() *chunk { return &chunk{done: make(chan struct{})} }

func (c *chunk) fail(row Row, err error) { c.bad, c.err = row, err }

// examine stops at the first row that fails: those before it are stored and told.
func (b *Batch) examine(ctx context.Context, c *chunk) {
	defer close(c.done)
	evidence := b.ahead(ctx, c.rows)
	var list []*saved
	for _, row := range c.rows {
		r, err := b.row(ctx, row, evidence)
		if err != nil {
			c.fail(row, err)
			break
		}
		c.ready = append(c.ready, r)
		if r.save != nil {
			list = append(list, r.save)
		}
	}
	c.wait = func() (int, error) { return 0, nil }
	if len(list) > 0 {
		c.wait = b.Books.save(ctx, list)
	}
}

// undecided reports whether a row has to be examined.
func (b *Batch) undecided(row Row) bool {
	_, decided := b.Decided[row.Position]
	return !decided && len(row.Problems) == 0
}

// ahead fetches the evidence on all rows. It returns nil where that fails: then
// each row asks for its own, and the error stands at the one that caused it.
func (b *Batch) ahead(ctx context.Context, rows []Row) map[string]held {
	var ids []string
	for _, row := range rows {
		if b.undecided(row) {
			ids = append(ids, row.App.ExternalID)
		}
	}
	if len(ids) == 0 {
		return map[string]held{}
	}
	out, err := b.Books.fetch(ctx, ids)
	if err != nil {
		return nil
	}
	return out
}

func (b *Batch) row(ctx context.Context, row Row, evidence map[string]held) (r result, err error) {
	if err := ctx.Err(); err != nil {
		return result{}, err
	}
	if len(row.Problems) > 0 {
		return result{line: &Line{Position: row.Position, File: row.File, Line: row.Line, Problems: row.Problems}}, nil
	}
	if id, ok := b.Decided[row.Position]; ok {
		r.line, err = b.again(ctx, row, id)
		return r, err
	}
	if evidence == nil {
		if evidence, err = b.Books.fetch(ctx, []string{row.App.ExternalID}); err != nil {
			return result{}, err
		}
	}
	d, s, err := b.decide(ctx, row, evidence[row.App.ExternalID])
	if err != nil {
		return result{}, err
	}
	return result{line: newLine(row, d, s.attributes), save: s}, nil
}

func (b *Batch) decide(ctx context.Context, row Row, h held) (*finding.Decision, *saved, error) {
	evidence, key, err := b.Books.unseal(row.App.ExternalID, h)
	if err != nil {
		return nil, nil, err
	}
	text, err := canonical(row.App)
	if err != nil {
		return nil, nil, err
	}
	brought := Brought(row.App)
	d, err := b.Gate.Examine(ctx, Input{
		Tenant: b.Books.Tenant, Application: row.App, Evidence: evidence, At: b.At, Position: b.Position,
		Canonical: text, Brought: brought,
	})
	if err != nil {
		return nil, nil, err
	}
	s, err := b.Books.prepare(row.App, text, brought, d, b.Key, row.Position)
	if err != nil {
		return nil, nil, err
	}
	s.key = key
	return d, s, nil
}

// tell emits the rows that are durable, in order, and returns the error of the
// first that is not, or of the row after them.
func (c *chunk) tell(durable int, err error, emit func(*Line) error) error {
	for _, r := range c.ready {
		if r.save != nil {
			if durable == 0 {
				return fmt.Errorf("row %d: %w", r.line.Position, err)
			}
			durable--
		}
		if err := emit(r.line); err != nil {
			return err
		}
	}
	if c.err != nil {
		return fmt.Errorf("row %d: %w", c.bad.Position, c.err)
	}
	return nil
}
