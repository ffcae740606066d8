package arrival

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"github.com/sekifuda/sekifuda/internal/resolve"
)

// Edge is a pair of records with its weight in hundredths of a bit.
type Edge = resolve.Edge

// Model is what an Engine asks of an epoch. P is a record made ready.
type Model[P any] interface {
	// Keys appends the blocking keys of a record to dst.
	Keys(p P, dst []uint64) []uint64
	// Score is the weight of a pair, the same either way round.
	Score(a, b P) int32
	// Same reports whether a weight says that two records are the same.
	Same(weight int32) bool
	// Partition labels n records by cluster.
	Partition(n int, edges []Edge, together, apart [][2]int32) []int32
}

// Options bound what one record may cost. The zero value is the default.
type Options struct {
	Keep     int32 // a pair below it, and below Floor, is not remembered
	Floor    int32 // from which weight on a pair makes two records one cell
	Margin   int32 // two candidates as near to each other as this tie
	BlockCap int   // a key of more records than this compares none of them
	WholeCap int   // in a cell of more records than this only its edges count, in a smaller one all pairs
	CellCap  int   // a cell of more records than this is cut
}

// What a zero Options stands for.
const (
	defaultMargin   = 200
	defaultBlockCap = 100
	defaultWholeCap = 400 // as in a batch
	defaultCellCap  = 1000
)

// Engine holds records and how they fall into clusters.
type Engine[P any] struct {
	model Model[P]
	o     Options
	steps []int32 // floors, from the lowest

	slots []slot[P]
	free  []int32
	byID  map[string]int32

	blocks   map[uint64]block
	postings []posting
	spare    int32 // first free posting, none at the end

	judged map[string][]judgement

	changed []int32 // where the cells are to be derived anew
	work    work
}

// slot is the place of one record. The rings of a cell and of a cluster go
// from each member to the next and back to the first.
type slot[P any] struct {
	id            string // "" where the place is free
	p             P
	edges         []half // pairs that share a key, at or above Keep
	inner         []half // other pairs within the cell
	cell, cluster int32
}

// half is an edge as one of its records has it.
type half struct{ to, weight int32 }

const none = -1

// New makes an engine without records.
func New[P any](m Model[P], o Options) *Engine[P] {
	o.Margin, o.BlockCap = cmp.Or(o.Margin, defaultMargin), cmp.Or(o.BlockCap, defaultBlockCap)
	o.WholeCap, o.CellCap = cmp.Or(o.WholeCap, defaultWholeCap), cmp.Or(o.CellCap, defaultCellCap)
	o.Keep = min(o.Keep, o.Floor)
	return &Engine[P]{
		model: m, o: o, steps: steps(o.Floor), byID: map[string]int32{},
		blocks: map[uint64]block{}, spare: none, judged: map[string][]judgement{},
	}
}

// Put adds a record, or puts it in the place of the one with its id. It returns
// the records whose cells were derived anew, this one among them, in the order
// of ids.
func (e *Engine[P]) Put(id string, p P) []string {
	e.put(id, p)
	return e.derive()
}

// Remove takes a record out; one that is not there changes nothing. What it
// returns is as of Put.
func (e *Engine[P]) Remove(id string) []string {
	n, ok := e.byID[id]
	if !ok {
		return nil
	}
	e.unlink(n)
	delete(e.byID, id)
	e.slots[n] = slot[P]{cell: n, cluster: n}
	e.free = append(e.free, n)
	return e.derive()
}

// Load adds many records, which is quicker than one by one and comes to the
// same.
func (e *Engine[P]) Load(records iter.Seq2[string, P]) {
	for id, p := range records {
		e.put(id, p)
	}
	e.derive()
}

func (e *Engine[P]) put(id string, p P) {
	if id == "" {
		panic("arrival: a record without id") // the caller makes ids
	}
	n, there := e.byID[id]
	switch {
	case there:
		e.unlink(n)
	case len(e.free) > 0:
		n = e.free[len(e.free)-1]
		e.free = e.free[:len(e.free)-1]
	default:
		n = int32(len(e.slots))
		e.slots = append(e.slots, slot[P]{cell: n, cluster: n})
	}
	e.byID[id] = n
	e.slots[n].id, e.slots[n].p = id, p
	e.link(n)
}

// Len returns the number of records.
func (e *Engine[P]) Len() int { return len(e.byID) }

// Has reports whether a record is there.
func (e *Engine[P]) Has(id string) bool {
	_, ok := e.byID[id]
	return ok
}

// Cluster returns the ids of the records that are the same as one, it among
// them, in order; nil for one that is not there.
func (e *Engine[P]) Cluster(id string) []string {
	n, ok := e.byID[id]
	if !ok {
		return nil
	}
	out := []string{id}
	for m := e.slots[n].cluster; m != n; m = e.slots[m].cluster {
		out = append(out, e.slots[m].id)
	}
	slices.Sort(out)
	return out
}

// Clusters yields every cluster once.
func (e *Engine[P]) Clusters() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for n := range e.slots {
			s := &e.slots[n]
			if s.id == "" || !e.first(int32(n)) {
				continue
			}
			if !yield(e.Cluster(s.id)) {
				return
			}
		}
	}
}

// first reports whether no other member of the cluster has a lower place.
func (e *Engine[P]) first(n int32) bool {
	for m := e.slots[n].cluster; m != n; m = e.slots[m].cluster {
		if m < n {
			return false
		}
	}
	return true
}

// Prepared returns a record as it was put; it panics for one that is not there.
func (e *Engine[P]) Prepared(id string) P {
	n, ok := e.byID[id]
	if !ok {
		panic(fmt.Sprintf("arrival: no record %q", id))
	}
	return e.slots[n].p
}
