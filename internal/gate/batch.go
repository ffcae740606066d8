package gate

import (
	"context"
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

// queued is how many chunks wait for their turn to be told, at most.
const queued = 8

// Run examines rows and hands one Line for each to emit, in the order of the
// input, after its decision is durable. It stops at the first error of the
// reader, of the store or of emit; what was emitted before stays decided.
func (b *Batch) Run(ctx context.Context, rows iter.Seq2[Row, error], emit func(*Line) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan *chunk, queued)
	work := make(chan *chunk)
	var workers sync.WaitGroup
	for range max(1, b.Workers) {
		workers.Go(func() {
			for c := range work {
				b.examine(ctx, c)
			}
		})
	}
	var cut error // set before queue is closed
	go func() {
		defer close(queue)
		defer close(work)
		cut = feed(ctx, rows, queue, work)
	}()
	err := drain(queue, emit, cancel)
	workers.Wait()
	if err == nil {
		err = cut
	}
	return err
}

// feed fails where it stopped before the end of the input.
func feed(ctx context.Context, rows iter.Seq2[Row, error], queue, work chan<- *chunk) error {
	send := func(c *chunk) error {
		select {
		case queue <- c:
			work <- c // workers take everything that was queued, so drain never waits in vain
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	c, taken := newChunk(), 0
	for row, err := range rows {
		if err != nil {
			c.fail(row, err)
			return send(c)
		}
		c.rows = append(c.rows, row)
		if taken++; len(c.rows) < chunkSize(taken) {
			continue
		}
		if err := send(c); err != nil {
			return err
		}
		c = newChunk()
	}
	if len(c.rows) == 0 {
		return nil
	}
	return send(c)
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
func drain(queue <-chan *chunk, emit func(*Line) error, cancel func()) error {
	var first error
	for c := range queue {
		<-c.done
		durable, err := c.wait()
		if first != nil {
			continue
		}
		if first = c.tell(durable, err, emit); first != nil {
			cancel()
		}
	}
	return first
}
