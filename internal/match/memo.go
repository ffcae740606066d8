package match

import (
	"github.com/sekifuda/sekifuda/internal/memo"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// takenApart keeps names that were taken apart, with the readings that they were
// asked for: one application names the same people in several roles and is
// examined again when an answer comes, and the bodies near a name are compared
// with all of its writings.
var takenApart = memo.Memo[nameKey, *name]{Most: 1 << 11}

type nameKey struct {
	text   string
	person bool
	pack   *reading.Pack // readings that were in use
}

// longestKept bounds what is kept. A name has up to 10 kB.
const longestKept = 120

// nameOf gives a name that is kept, else takes it apart.
func nameOf(text string, person bool) *name {
	if len(text) > longestKept {
		return newName(text, person)
	}
	k := nameKey{text, person, reading.InUse()}
	if n, ok := takenApart.Get(k); ok {
		return n
	}
	n := newName(text, person)
	takenApart.Keep(k, n)
	return n
}
