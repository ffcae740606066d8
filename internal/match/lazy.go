package match

import (
	"sync"

	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// readings are what a name needs to meet a name in characters, or in Latin
// letters where it is in characters itself. Most names never do, so they are
// made when they are first asked for.
type readings struct {
	once    sync.Once
	lattice *reading.Lattice // of a name in characters
	words   []*reading.Word  // of each word of one in Latin letters
}

// latticeOf gives the readings of the characters of n, nil where none is known.
func (n *name) latticeOf() *reading.Lattice {
	n.readings.once.Do(n.read)
	return n.readings.lattice
}

// wordAs gives word j of n as it is looked for among readings.
func (n *name) wordAs(j int) *reading.Word {
	n.readings.once.Do(n.read)
	return n.readings.words[j]
}

func (n *name) read() {
	if n.written != nil {
		n.readings.lattice = reading.New(n.written)
	}
	n.readings.words = make([]*reading.Word, len(n.units))
	for j := range n.units {
		u := &n.units[j]
		switch {
		case u.kind != latin:
		case n.fromKana:
			n.readings.words[j] = reading.NewKanaWord(u.raw)
		default:
			n.readings.words[j] = reading.NewWord(u.raw)
		}
	}
}
