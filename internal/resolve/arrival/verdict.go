package arrival

import (
	"cmp"
	"slices"

	"github.com/sekifuda/sekifuda/internal/resolve"
)

// Candidate is another record that an edge leads to.
type Candidate struct {
	ID      string
	Weight  int32
	Cluster bool // in the same cluster
}

// Verdict is how a record stands to the others: same where others are in its
// cluster, possibly_same where somebody should look, ambiguous where two clusters
// have it as likely.
type Verdict struct {
	Outcome    resolve.Outcome
	Candidates []Candidate // by weight, then by id; those judged different are not among them
}

// Verdict returns how a record stands to the others; the zero Verdict for one
// that is not there.
func (e *Engine[P]) Verdict(id string) Verdict {
	n, ok := e.byID[id]
	if !ok {
		return Verdict{}
	}
	own := e.stamp()
	e.work.seen[n] = own
	for m := e.slots[n].cluster; m != n; m = e.slots[m].cluster {
		e.work.seen[m] = own
	}
	var v Verdict
	for _, h := range e.slots[n].edges {
		to := e.slots[h.to].id
		if !slices.Contains(e.judged[id], judgement{to, false}) {
			v.Candidates = append(v.Candidates, Candidate{to, h.weight, e.work.seen[h.to] == own})
		}
	}
	for _, h := range e.slots[n].inner { // of no key, but of one cell
		if to := e.slots[h.to].id; h.weight >= e.o.Keep && !slices.Contains(e.judged[id], judgement{to, false}) {
			v.Candidates = append(v.Candidates, Candidate{to, h.weight, e.work.seen[h.to] == own})
		}
	}
	slices.SortFunc(v.Candidates, func(a, b Candidate) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.ID, b.ID)) })
	v.Outcome = e.outcome(n, v.Candidates)
	return v
}

// outcome weighs the best candidate of the own cluster, or of any where the
// record is alone, against the best of yet another cluster.
func (e *Engine[P]) outcome(n int32, candidates []Candidate) resolve.Outcome {
	alone := e.slots[n].cluster == n
	var best, second *Candidate
	for i := range candidates {
		c := &candidates[i]
		switch {
		case best == nil && (alone || c.Cluster):
			best = c
		case second == nil && !c.Cluster && (best == nil || !e.inCluster(best.ID, c.ID)):
			second = c
		}
	}
	tie := best != nil && second != nil && best.Weight-second.Weight <= e.o.Margin
	switch {
	case tie && (alone || e.model.Same(second.Weight)):
		return resolve.Ambiguous
	case !alone:
		return resolve.Same
	case best != nil:
		return resolve.PossiblySame
	}
	return resolve.Different
}

// inCluster reports whether two records are in one cluster.
func (e *Engine[P]) inCluster(a, b string) bool {
	from, to := e.byID[a], e.byID[b]
	for m := e.slots[from].cluster; m != from; m = e.slots[m].cluster {
		if m == to {
			return true
		}
	}
	return from == to
}

// Stats are counts of what an engine holds.
type Stats struct {
	Records, Keys, Dropped, Edges int
	Compared                      uint64 // pairs, since it was made
}

// Stats counts; it looks at every block.
func (e *Engine[P]) Stats() Stats {
	s := Stats{Records: len(e.byID), Keys: len(e.blocks), Compared: e.work.compared}
	for _, b := range e.blocks {
		if !e.live(b) {
			s.Dropped++
		}
	}
	for i := range e.slots {
		s.Edges += len(e.slots[i].edges)
	}
	s.Edges /= 2
	return s
}
