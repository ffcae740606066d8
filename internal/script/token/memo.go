package token

import (
	"sync"

	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// Surnames, given names and the words of companies come again and again, and what
// one of them asks for takes longer to find out than to look for.

// memo keeps what words and stretches of characters ask for. What it gives is
// shared and must not be changed.
type memo struct {
	mu         sync.Mutex
	count      uint64
	young, old map[asked]shared // the old ones go once there are many young
}

// asked is a stretch and how it is asked for.
type asked struct {
	text string
	how  way
	most int
	pack *reading.Pack // readings that were in use
}

type way uint8

const (
	asWord way = iota
	asStretch
	asKana
	asSound
)

// shared are keys that are kept, with a number of their own; 0 where they are not.
type shared struct {
	keys   []Key
	number uint64
}

// Bounds of what is kept, by number and length. A stretch has some 2 kB.
const (
	mostMemo    = 1 << 13
	longestMemo = 24
)

var askedBefore memo

// get gives what is kept, else what work finds out.
func (m *memo) get(text string, how way, most int, work func() []Key) shared {
	if len(text) > longestMemo {
		return shared{work(), 0}
	}
	k := asked{text, how, most, reading.InUse()}
	m.mu.Lock()
	s, ok := m.young[k]
	if !ok {
		if s, ok = m.old[k]; ok {
			m.put(k, s)
		}
	}
	m.mu.Unlock()
	if ok {
		return s
	}
	keys := work()
	keys = keys[:len(keys):len(keys)]
	for i := range keys {
		keys[i].System = systemOf(&keys[i])
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.count++
	s = shared{keys, m.count}
	m.put(k, s)
	return s
}

func (m *memo) put(k asked, s shared) {
	if m.young == nil || len(m.young) >= mostMemo {
		m.young, m.old = make(map[asked]shared), m.young
	}
	m.young[k] = s
}
