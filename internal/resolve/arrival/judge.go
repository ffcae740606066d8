package arrival

import (
	"cmp"
	"slices"
)

// judgement is what was said of a record and another one, which may not be
// there.
type judgement struct {
	other string
	same  bool
}

// Judge says of two records that they are the same, or are not. They may come
// later. The same judgement twice counts once. What it returns is as of Put.
func (e *Engine[P]) Judge(a, b string, same bool) []string {
	e.judge(a, b, same)
	return e.derive()
}

func (e *Engine[P]) judge(a, b string, same bool) {
	if a == b || slices.Contains(e.judged[a], judgement{b, same}) {
		return
	}
	e.judged[a] = append(e.judged[a], judgement{b, same})
	e.judged[b] = append(e.judged[b], judgement{a, same})
	e.touchID(a)
	e.touchID(b)
}

// Withdraw takes a judgement back; one that nobody made changes nothing.
func (e *Engine[P]) Withdraw(a, b string, same bool) []string {
	for _, of := range [][2]string{{a, b}, {b, a}} {
		left := slices.DeleteFunc(e.judged[of[0]], func(j judgement) bool { return j == judgement{of[1], same} })
		if e.judged[of[0]] = left; len(left) == 0 {
			delete(e.judged, of[0])
		}
		e.touchID(of[0])
	}
	return e.derive()
}

func (e *Engine[P]) touchID(id string) {
	if n, ok := e.byID[id]; ok {
		e.touch(n)
	}
}

// Clashes returns the pairs that were judged different and are held together by
// other judgements, in order: what persons said cannot all be so.
func (e *Engine[P]) Clashes() (out [][2]string) {
	for id, js := range e.judged {
		for _, j := range js {
			if !j.same && id < j.other && e.held(id, j.other) {
				out = append(out, [2]string{id, j.other})
			}
		}
	}
	slices.SortFunc(out, func(x, y [2]string) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	return out
}

// held reports whether positive judgements lead from one record to another.
func (e *Engine[P]) held(from, to string) bool {
	seen, queue := map[string]bool{from: true}, []string{from}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		for _, j := range e.judged[id] {
			if j.same && !seen[j.other] {
				seen[j.other] = true
				queue = append(queue, j.other)
			}
		}
	}
	return seen[to]
}
