package token

import (
	"sync"

	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// Surnames, given names and the words of companies come again and again, and what
// one of them asks for takes longer to find out than to look for.

// memo keeps what stretches of characters ask for. What it gives is shared and
// must not be changed.
type memo struct {
	mu         sync.Mutex
	young, old map[asked][]Key // the old ones go once there are many young
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
	asStretch way = iota
	asKana
	asSound
)

// Bounds of what is kept, by number and length. A stretch has some 2 kB.
const (
	mostMemo    = 1 << 12
	longestMemo = 8 * 3
)

var askedBefore memo

// get gives what is kept, else what work finds out.
func (m *memo) get(run []rune, how way, most int, work func() []Key) []Key {
	text := string(run)
	if len(text) > longestMemo {
		return work()
	}
	k := asked{text, how, most, reading.InUse()}
	m.mu.Lock()
	keys, ok := m.young[k]
	if !ok {
		if keys, ok = m.old[k]; ok {
			m.put(k, keys)
		}
	}
	m.mu.Unlock()
	if ok {
		return keys
	}
	keys = work()
	keys = keys[:len(keys):len(keys)]
	for i := range keys {
		keys[i].System = systemOf(&keys[i])
	}
	m.mu.Lock()
	m.put(k, keys)
	m.mu.Unlock()
	return keys
}

func (m *memo) put(k asked, keys []Key) {
	if m.young == nil || len(m.young) >= mostMemo {
		m.young, m.old = make(map[asked][]Key, mostMemo), m.young
	}
	m.young[k] = keys
}
