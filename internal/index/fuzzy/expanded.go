package fuzzy

import "sync"

// expanded keeps what terms may mean in an index: words come again and again, and
// looking for all their keys is half of a search.
type expanded struct {
	mu         sync.Mutex
	young, old map[expandedKey]expandedTerm // the old ones go once there are many young
}

// expandedKey is the number of a term, and how far was looked.
type expandedKey struct {
	number uint64
	far    bool
}

type expandedTerm struct {
	text  string
	found []found // with no number of what is asked
}

// Bounds of what is kept: terms, and what one of them may mean.
const (
	mostExpanded = 1 << 13
	mostMeanings = 256
)

// get gives what is kept of a term.
func (e *expanded) get(k expandedKey, text string) ([]found, bool) {
	if k.number == 0 {
		return nil, false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	t, ok := e.young[k]
	if !ok {
		if t, ok = e.old[k]; ok {
			e.put(k, t)
		}
	}
	return t.found, ok && t.text == text
}

func (e *expanded) keep(k expandedKey, text string, fs []found) {
	if k.number == 0 || len(fs) > mostMeanings {
		return
	}
	t := expandedTerm{text: text, found: append([]found(nil), fs...)}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.put(k, t)
}

func (e *expanded) put(k expandedKey, t expandedTerm) {
	if e.young == nil || len(e.young) >= mostExpanded {
		e.young, e.old = make(map[expandedKey]expandedTerm), e.young
	}
	e.young[k] = t
}
