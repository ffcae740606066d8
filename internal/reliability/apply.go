package reliability

import (
	"fmt"
	"strconv"
	"strings"
)

// Apply does to the disk what a call did. It returns whether the call was the
// beginning or the end of a sync of something below the root, or said something
// on standard output: the moments at which a power cut tells most. It fails for
// a call that writes in a way that the model does not know.
func (d *Disk) Apply(e Event) (cut bool, err error) {
	if e.Begin {
		return d.begin(e)
	}
	if e.Result < 0 {
		if p, ok := d.syncs[e.Thread]; ok && strings.HasSuffix(e.Name, "sync") {
			delete(d.syncs, e.Thread)
			p.fail()
		}
		return false, nil
	}
	switch e.Name {
	case "open", "creat", "openat":
		d.open(e)
	case "close":
		delete(d.files, e.Args[0])
	case "dup", "dup2", "dup3":
		d.files[strconv.FormatInt(e.Result, 10)] = d.files[e.Args[0]]
	case "fcntl":
		if strings.HasPrefix(e.Args[1], "F_DUPFD") {
			d.files[strconv.FormatInt(e.Result, 10)] = d.files[e.Args[0]]
		}
	case "lseek":
		if f := d.files[e.Args[0]]; f != nil {
			f.pos = e.Result
		}
	case "write", "pwrite64":
		d.write(e)
	case "ftruncate":
		if f := d.files[e.Args[0]]; f != nil && f.node != nil {
			f.node.truncate(number(e.Args[1]))
		}
	case "fsync", "fdatasync":
		return d.synced(e), nil
	case "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat":
		d.name(e)
	default:
		return false, d.unknown(e)
	}
	return false, nil
}

func (d *Disk) begin(e Event) (bool, error) {
	switch e.Name {
	case "write":
		f := d.files[e.Args[0]]
		if f != nil && f.node != nil {
			return false, nil
		}
		if e.Args[0] == "1" {
			d.Said = append(d.Said, e.Args[1]...)
			return true, nil
		}
		if d.Sent != nil && f == nil {
			d.Sent(e.Args[0], e.Args[1])
			return true, nil
		}
	case "fsync", "fdatasync":
		if f := d.files[e.Args[0]]; f != nil && f.node != nil {
			d.syncs[e.Thread] = pending{f.node, len(f.node.writes), len(f.node.names)}
			return true, nil
		}
	}
	return false, nil
}

// synced ends a sync that succeeded. While it ran, another of the same node may
// have settled a part of what it covers.
func (d *Disk) synced(e Event) bool {
	p, ok := d.syncs[e.Thread]
	if !ok {
		return false
	}
	delete(d.syncs, e.Thread)
	writes, names := len(p.node.writes), len(p.node.names)
	p.settle()
	for thread, other := range d.syncs {
		if other.node == p.node {
			other.writes = max(0, other.writes-(writes-len(p.node.writes)))
			other.names = max(0, other.names-(names-len(p.node.names)))
			d.syncs[thread] = other
		}
	}
	return true
}

func (d *Disk) open(e Event) {
	path, flags := e.Args[0], ""
	if e.Name == "openat" {
		path, flags = e.Args[1], e.Args[2]
	} else if len(e.Args) > 1 {
		flags = e.Args[1]
	}
	n := d.look(path)
	if _, ok := d.below(path); ok && n == nil && strings.Contains(flags, "O_CREAT") {
		n = &node{}
		d.set(path, n)
	}
	if n != nil && strings.Contains(flags, "O_TRUNC") {
		n.truncate(0)
	}
	d.files[strconv.FormatInt(e.Result, 10)] = &descriptor{path: path, node: n, app: strings.Contains(flags, "O_APPEND")}
}

func (d *Disk) write(e Event) {
	f := d.files[e.Args[0]]
	if f == nil || f.node == nil {
		return
	}
	data := e.Args[1][:e.Result]
	if e.Name == "pwrite64" {
		f.node.write(number(e.Args[3]), data)
		return
	}
	if f.app {
		f.pos = f.node.size()
	}
	f.node.write(f.pos, data)
	f.pos += e.Result
}

// name does what gives and takes names.
func (d *Disk) name(e Event) {
	paths := e.Args[:0:0]
	for _, a := range e.Args {
		if strings.HasPrefix(a, "/") {
			paths = append(paths, a)
		}
	}
	switch {
	case strings.HasPrefix(e.Name, "rename"):
		n := d.look(paths[0])
		d.set(paths[1], n)
		d.set(paths[0], nil)
	case strings.HasPrefix(e.Name, "link"):
		d.set(paths[1], d.look(paths[0]))
	case strings.HasPrefix(e.Name, "mkdir"):
		d.set(paths[0], newDir())
	default:
		d.set(paths[0], nil)
	}
}

// unknown fails for a call that changes a file below the root.
func (d *Disk) unknown(e Event) error {
	for _, a := range e.Args {
		f := d.files[a]
		if _, below := d.below(a); strings.HasPrefix(a, "/") && below || f != nil && f.node != nil {
			return fmt.Errorf("trace, line %d: the model of the disk does not know %s", e.Line, e.Name)
		}
	}
	return nil
}

// Place returns what below the root a call is about, "" where that is elsewhere.
// It is asked before the call is applied.
func (d *Disk) Place(e Event) string {
	path := ""
	for _, a := range e.Args {
		if strings.HasPrefix(a, "/") {
			path = a // of two, what the new name is
		}
	}
	if f := d.files[e.Args[0]]; path == "" && f != nil && f.node != nil {
		path = f.path
	}
	if rel, ok := d.below(path); ok && path != "" {
		return rel
	}
	return ""
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 0, 64)
	return n
}
