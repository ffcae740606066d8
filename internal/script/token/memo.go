package token

import (
	"sync/atomic"

	"github.com/sekifuda/sekifuda/internal/memo"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// Surnames, given names and the words of companies come again and again, and what
// one of them asks for takes longer to find out than to look for.

// askedBefore keeps what words and stretches of characters ask for. What it gives
// is shared and must not be changed.
var askedBefore = memo.Memo[asked, shared]{Most: 1 << 13}

// numbered counts what was kept, so that each has a number of its own.
var numbered atomic.Uint64

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

// longestKept bounds what is kept. A stretch has some 2 kB.
const longestKept = 24

// before gives what is kept, else what work finds out.
func before(text string, how way, most int, work func() []Key) shared {
	if len(text) > longestKept {
		return shared{work(), 0}
	}
	k := asked{text, how, most, reading.InUse()}
	if s, ok := askedBefore.Get(k); ok {
		return s
	}
	keys := work()
	keys = keys[:len(keys):len(keys)]
	for i := range keys {
		keys[i].System = systemOf(&keys[i])
	}
	s := shared{keys, numbered.Add(1)}
	askedBefore.Keep(k, s)
	return s
}
