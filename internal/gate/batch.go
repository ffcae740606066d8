package gate

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// Row is one application of a batch with its place in the input.
type Row struct {
	App      *record.Application
	Problems []string // why it cannot be examined: it is passed on, undecided
	File     string
	Line     int
	Position int // place in the whole input, from 1
}

// Line is what a batch says of one row. It carries what the second pass over
// several parts of one batch needs: the position and the blind keys.
type Line struct {
	Position  int               `json:"position"`
	File      string            `json:"file"`
	Line      int               `json:"line"`
	External  string            `json:"external_id,omitempty"`
	Applicant string            `json:"applicant,omitempty"`
	Item      string            `json:"item,omitempty"`
	Outcome   finding.Outcome   `json:"outcome,omitempty"`
	Decision  *finding.Decision `json:"decision,omitempty"`
	Problems  []string          `json:"problems,omitempty"`    // instead of a decision
	Keys      []string          `json:"keys,omitempty"`        // blind keys of what was brought
	SharesIn  []Sharing         `json:"shares_with,omitempty"` // filled by Merge
}

// Sharing says that another row of the same batch, by another applicant,
// brought the same thing. It is a note for people: what was not proved false
// counts for nothing in a decision.
type Sharing struct {
	Kind      string `json:"kind"`
	Positions []int  `json:"positions"`
}

// Batch examines many applications against one state of everything, so that a
// rerun, and any division into shards, decides the same.
type Batch struct {
	Gate     *Gate
	Books    *Books
	Key      string // digest of the input and the options
	At       entity.Instant
	Position int64 // position of the memory at the start
	Workers  int
	Decided  map[int]string // rows that an earlier, broken run decided: position to decision id
}

// inFlight is how many rows are on their way between examination and a durable
// decision; they share commits.
const inFlight = 512

// Run examines rows and hands one Line for each to emit, in the order of the
// input, after its decision is durable. It stops at the first error of the
// reader, of the store or of emit; what was emitted before stays decided.
func (b *Batch) Run(ctx context.Context, rows iter.Seq2[Row, error], emit func(*Line) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan *pending, inFlight)
	work := make(chan *pending)
	var workers sync.WaitGroup
	for range max(1, b.Workers) {
		workers.Go(func() {
			for p := range work {
				b.examine(ctx, p)
			}
		})
	}
	go b.feed(ctx, rows, queue, work)
	err := drain(queue, emit, cancel)
	workers.Wait()
	return err
}

// pending is one row on its way. done is closed once line and wait, or err, are set.
type pending struct {
	row  Row
	done chan struct{}
	line *Line
	wait func() error
	err  error
}

func (b *Batch) feed(ctx context.Context, rows iter.Seq2[Row, error], queue, work chan<- *pending) {
	defer close(work)
	defer close(queue)
	for row, err := range rows {
		p := &pending{row: row, err: err, done: make(chan struct{})}
		select {
		case queue <- p:
		case <-ctx.Done():
			return
		}
		if err != nil {
			close(p.done)
			return
		}
		work <- p // workers take everything that was queued, so drain never waits in vain
	}
}

func (b *Batch) examine(ctx context.Context, p *pending) {
	defer close(p.done)
	app := p.row.App
	if len(p.row.Problems) > 0 {
		p.line = &Line{Position: p.row.Position, File: p.row.File, Line: p.row.Line, Problems: p.row.Problems}
		p.wait = func() error { return nil }
		return
	}
	if id, ok := b.Decided[p.row.Position]; ok {
		p.line, p.err = b.again(ctx, p.row, id)
		p.wait = func() error { return nil }
		return
	}
	evidence, key, err := b.Books.evidence(ctx, app.ExternalID)
	if err != nil {
		p.err = err
		return
	}
	text, err := canonical(app)
	if err != nil {
		p.err = err
		return
	}
	d, err := b.Gate.Examine(ctx, Input{
		Tenant: b.Books.Tenant, Application: app, Evidence: evidence, At: b.At, Position: b.Position, Canonical: text,
	})
	if err != nil {
		p.err = err
		return
	}
	s, err := b.Books.prepare(app, text, d, b.Key, p.row.Position)
	if err != nil {
		p.err = err
		return
	}
	s.key = key
	p.line = newLine(p.row, d, s.attributes)
	p.wait, p.err = b.Books.save(ctx, s)
}

func newLine(row Row, d *finding.Decision, brought []stored.Attribute) *Line {
	l := &Line{
		Position: row.Position, File: row.File, Line: row.Line,
		External: row.App.ExternalID, Applicant: row.App.Applicant.Name, Item: row.App.Item.Name,
		Outcome: d.Outcome, Decision: d,
	}
	for _, a := range brought {
		l.Keys = append(l.Keys, a.Kind+":"+a.Blind)
	}
	return l
}

// again tells a decision that was made before the run broke off.
func (b *Batch) again(ctx context.Context, row Row, id string) (*Line, error) {
	d, _, err := b.Books.Decision(ctx, id)
	if err != nil {
		return nil, err
	}
	return newLine(row, d, b.Books.blind(Brought(row.App))), nil
}

// drain emits in order. After an error it still waits for everything queued, so
// that no transaction outlives the run.
func drain(queue <-chan *pending, emit func(*Line) error, cancel func()) error {
	var first error
	for p := range queue {
		<-p.done
		err := p.err
		if err == nil {
			err = p.wait()
		}
		if err != nil {
			err = fmt.Errorf("row %d: %w", p.row.Position, err)
		} else if first == nil {
			err = emit(p.line)
		}
		if err != nil && first == nil {
			first = err
			cancel()
		}
	}
	return first
}
