package reliability

import (
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// page is what the kernel writes at once, and drops where that fails.
const page = 4096

// Disk is what a disk holds below one directory: what is durable, and what was
// written since and may be lost, in whole or in part, when the power goes.
type Disk struct {
	root  string
	tree  *node
	files map[string]*descriptor // open ones, by number
	syncs map[string]pending     // that began and have not ended, by thread

	// Said collects what the process wrote to its standard output, each from the
	// moment in which it began to write it.
	Said []byte
	// Sent, where not nil, is told what was written to any other descriptor that
	// is no file below the root: sockets.
	Sent func(descriptor, data string)
}

// node is a file or a directory.
type node struct {
	dir     bool
	data    []byte   // durable
	writes  []change // since
	entries map[string]*node
	names   []entry // since
}

// change is a write, or where data is nil the setting of the size.
type change struct {
	off  int64
	data []byte
	// dropped: a sync failed on it. The running system reads it still, and no later
	// sync writes it, unless the page is written to again.
	dropped bool
}

// entry is a name that was given (to is the node) or taken (nil).
type entry struct {
	name string
	to   *node
}

type descriptor struct {
	path string
	node *node
	pos  int64
	app  bool
}

// pending is how much of a node a sync covers.
type pending struct {
	node          *node
	writes, names int
}

// NewDisk returns a disk that holds durably what is below root now.
func NewDisk(root string) (*Disk, error) {
	d := &Disk{root: root, tree: newDir(), files: map[string]*descriptor{}, syncs: map[string]pending{}}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == root {
			return err
		}
		dir, name := d.lookParent(path)
		if e.IsDir() {
			dir.entries[name] = newDir()
			return nil
		}
		data, err := os.ReadFile(path)
		dir.entries[name] = &node{data: data}
		return err
	})
	return d, err
}

func newDir() *node { return &node{dir: true, entries: map[string]*node{}} }

// now returns the names as the running system sees them.
func (n *node) now(name string) *node {
	for i := len(n.names) - 1; i >= 0; i-- {
		if n.names[i].name == name {
			return n.names[i].to
		}
	}
	return n.entries[name]
}

// look returns the node of a path, nil where there is none or it is elsewhere.
func (d *Disk) look(path string) *node {
	rel, ok := d.below(path)
	if !ok {
		return nil
	}
	n := d.tree
	for _, part := range strings.Split(rel, "/") {
		if part == "." {
			continue
		}
		if n == nil || !n.dir {
			return nil
		}
		n = n.now(part)
	}
	return n
}

func (d *Disk) lookParent(path string) (*node, string) {
	return d.look(filepath.Dir(path)), filepath.Base(path)
}

func (d *Disk) below(path string) (string, bool) {
	rel, err := filepath.Rel(d.root, filepath.Clean(path))
	return rel, err == nil && filepath.IsLocal(rel)
}

// set gives or takes a name; it is not durable before its directory is synced.
func (d *Disk) set(path string, to *node) {
	if dir, name := d.lookParent(path); dir != nil {
		dir.names = append(dir.names, entry{name, to})
	}
}

func (n *node) write(off int64, data string) {
	n.again(off/page, (off+int64(len(data))-1)/page)
	n.writes = append(n.writes, change{off: off, data: []byte(data)})
}

// again marks pages as to be written: what a failed sync dropped in them, too.
func (n *node) again(first, last int64) {
	for i, c := range n.writes {
		if at := c.off / page; c.dropped && at >= first && at <= last {
			n.writes[i].dropped = false
		}
	}
}

func (n *node) truncate(size int64) {
	n.again(size/page, 1<<62)
	n.writes = append(n.writes, change{off: size})
}

// fail is the end of a sync that failed: by pages, what it covered is dropped.
func (p pending) fail() {
	var out []change
	for i, c := range p.node.writes {
		if i >= p.writes || c.data == nil {
			out = append(out, c)
			continue
		}
		for piece := range c.split(page) {
			piece.dropped = true
			out = append(out, piece)
		}
	}
	p.node.writes = out
}

// split yields the parts of a write that end at multiples of unit.
func (c change) split(unit int64) iter.Seq[change] {
	return func(yield func(change) bool) {
		for from := int64(0); from < int64(len(c.data)); {
			to := min(int64(len(c.data)), (c.off+from)/unit*unit+unit-c.off)
			if !yield(change{off: c.off + from, data: c.data[from:to], dropped: c.dropped}) {
				return
			}
			from = to
		}
	}
}

// size is that which the running system sees.
func (n *node) size() int64 {
	size := int64(len(n.data))
	for _, c := range n.writes {
		if c.data == nil {
			size = c.off
		} else {
			size = max(size, c.off+int64(len(c.data)))
		}
	}
	return size
}

// settle makes durable what a sync covered.
func (p pending) settle() {
	n := p.node
	var left []change
	for _, c := range n.writes[:p.writes] {
		if c.dropped {
			left = append(left, c)
		} else {
			n.data = c.apply(n.data)
		}
	}
	n.writes = append(left, n.writes[p.writes:]...)
	for _, e := range n.names[:p.names] {
		if e.to == nil {
			delete(n.entries, e.name)
		} else {
			n.entries[e.name] = e.to
		}
	}
	n.names = n.names[p.names:]
}

func (c change) apply(data []byte) []byte {
	end := c.off + int64(len(c.data))
	if c.data == nil && int64(len(data)) > c.off {
		return data[:c.off:c.off]
	}
	if int64(len(data)) < end {
		data = append(data, make([]byte, end-int64(len(data)))...)
	}
	copy(data[c.off:], c.data)
	return data
}

func (d *Disk) String() string {
	lost := 0
	d.walk(d.tree, func(n *node) { lost += len(n.writes) + len(n.names) })
	return fmt.Sprintf("%d writes and names that are not durable", lost)
}

func (d *Disk) walk(n *node, f func(*node)) {
	f(n)
	for _, e := range n.entries {
		d.walk(e, f)
	}
}
