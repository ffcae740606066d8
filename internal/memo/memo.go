// Package memo keeps what took long to find out, up to a bound. It is a cache of
// two generations: what was asked for lately stays, what was not goes at once
// when there is too much, which costs no bookkeeping while it is asked.
package memo

import "sync"

// Memo keeps values by keys. Most bounds each of its two generations and must be
// set before the first use. What it gives is shared. It is safe for concurrent use.
type Memo[K comparable, V any] struct {
	Most int

	mu         sync.Mutex
	young, old map[K]V
}

// Get gives what is kept.
func (m *Memo[K, V]) Get(k K) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.young[k]
	if !ok {
		if v, ok = m.old[k]; ok {
			m.put(k, v)
		}
	}
	return v, ok
}

// Keep keeps v, perhaps in the place of another.
func (m *Memo[K, V]) Keep(k K, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(k, v)
}

func (m *Memo[K, V]) put(k K, v V) {
	if m.young == nil || len(m.young) >= m.Most {
		m.young, m.old = make(map[K]V), m.young
	}
	m.young[k] = v
}
