package match

import (
	"sync"

	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// memo keeps names that were taken apart, with the readings that they were asked
// for: one application names the same people in several roles and is examined
// again when an answer comes, and the bodies near a name are compared with all of
// its writings.
type memo struct {
	mu         sync.Mutex
	young, old map[memoKey]*name // the old ones go once there are many young
}

type memoKey struct {
	text   string
	person bool
	pack   *reading.Pack // readings that were in use
}

// Bounds of what is kept, by number and length. A name has up to 10 kB.
const (
	mostMemo    = 1 << 11
	longestMemo = 120
)

var takenApart memo

// get gives a name that is kept, else takes it apart.
func (m *memo) get(text string, person bool) *name {
	if len(text) > longestMemo {
		return newName(text, person)
	}
	k := memoKey{text, person, reading.InUse()}
	m.mu.Lock()
	n, ok := m.young[k]
	if !ok {
		if n, ok = m.old[k]; ok {
			m.put(k, n)
		}
	}
	m.mu.Unlock()
	if ok {
		return n
	}
	n = newName(text, person)
	m.mu.Lock()
	m.put(k, n)
	m.mu.Unlock()
	return n
}

func (m *memo) put(k memoKey, n *name) {
	if m.young == nil || len(m.young) >= mostMemo {
		m.young, m.old = make(map[memoKey]*name), m.young
	}
	m.young[k] = n
}
