package reliability

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// Loss says what a power cut takes of what was not synced.
type Loss struct {
	keep func() bool
}

// LoseAll takes all of it: every write, every name.
func LoseAll() Loss { return Loss{func() bool { return false }} }

// LoseNothing takes none: what remains where only the process dies.
func LoseNothing() Loss { return Loss{func() bool { return true }} }

// LoseSome takes, by a seed, names in no order, and of each write any of its
// sectors.
func LoseSome(seed uint64) Loss {
	r := rand.New(rand.NewPCG(seed, 5))
	share := []int{10, 50, 90}[seed%3]
	return Loss{func() bool { return r.IntN(100) < share }}
}

// Crash writes to dir what is left of the disk after a power cut at this moment.
func (d *Disk) Crash(dir string, l Loss) error { return d.tree.crash(dir, l) }

func (n *node) crash(path string, l Loss) error {
	if !n.dir {
		return n.leave(path, l)
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return err
	}
	names := maps.Clone(n.entries)
	lost := map[string]bool{}
	for _, e := range n.names {
		// Of one name, what came after a change that was lost is lost with it.
		if lost[e.name] = lost[e.name] || !l.keep(); lost[e.name] {
			continue
		}
		names[e.name] = e.to
	}
	for name, to := range names {
		if to == nil {
			continue
		}
		if err := to.crash(filepath.Join(path, name), l); err != nil {
			return err
		}
	}
	return nil
}

// leave writes what is left of a file.
func (n *node) leave(path string, l Loss) error {
	data := append([]byte(nil), n.data...)
	for _, c := range n.writes {
		if c.data == nil {
			if l.keep() {
				data = c.apply(data)
			}
			continue
		}
		for piece := range c.split(sector) {
			if l.keep() {
				data = piece.apply(data)
			}
		}
	}
	return os.WriteFile(path, data, 0o600)
}
