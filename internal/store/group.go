package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
)

// groupMax is the most transactions that share one commit. A sync costs as much
// as some dozen of them; beyond a few hundred there is nothing left to share.
const groupMax = 256

// grouper collects transactions that wait at the same time and commits them
// together, each within a savepoint of its own, so that one that fails is
// undone alone. A group ends when nobody waits any more: a lonely caller is
// never kept waiting for company.
type grouper struct {
	db    *DB
	conn  *conn
	queue chan *work
	mu    sync.RWMutex // held to send on queue; closed under it
	over  bool
	done  chan struct{}
	disk  disk
}

type work struct {
	ctx    context.Context
	fn     func(*Tx) error
	result chan error
	panic  any
}

func newGrouper(c *conn, db *DB) *grouper {
	g := &grouper{db: db, conn: c, queue: make(chan *work, 4*groupMax), done: make(chan struct{})}
	go g.run()
	return g
}

func (g *grouper) do(ctx context.Context, fn func(*Tx) error) error {
	w := &work{ctx: ctx, fn: fn, result: make(chan error, 1)}
	if err := g.send(ctx, w); err != nil {
		return err
	}
	// Not given up when ctx ends: the caller must learn whether it committed.
	err := <-w.result
	if w.panic != nil {
		panic(w.panic)
	}
	return err
}

func (g *grouper) send(ctx context.Context, w *work) error {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.over {
		return ErrClosed
	}
	select {
	case g.queue <- w:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *grouper) stop() {
	g.mu.Lock()
	if !g.over {
		g.over = true
		close(g.queue)
	}
	g.mu.Unlock()
	<-g.done
}

func (g *grouper) run() {
	defer close(g.done)
	limit := groupMax
	if g.db.options.NoGroups {
		limit = 1
	}
	group := make([]*work, 0, limit)
	for {
		select {
		case w, ok := <-g.queue:
			if !ok {
				return
			}
			g.commit(g.gather(append(group[:0], w), limit))
		case <-g.disk.again:
			g.recover()
		}
	}
}

// gather adds those who wait already. It yields the processor once, so that
// callers who are ready to run, but were not yet, can join; it never sleeps.
func (g *grouper) gather(group []*work, limit int) []*work {
	yielded := false
	for len(group) < limit {
		select {
		case w, ok := <-g.queue:
			if !ok {
				return group
			}
			group = append(group, w)
		default:
			if yielded {
				return group
			}
			yielded = true
			runtime.Gosched()
		}
	}
	return group
}

// commit runs a group and answers everyone in it. Where the whole fails, each
// is run once more alone, so that the error reaches the one that caused it; on
// a busy engine all are told, and come back (see DB.retry).
func (g *grouper) commit(group []*work) {
	// Savepoints cost a quarter of the whole, and nearly no function fails. So
	// a group runs without them first; only where one fails is all of it undone
	// and run again, each apart.
	results, err := g.attempt(group, false)
	if errors.Is(err, errApart) {
		results, err = g.attempt(group, true)
	}
	if err != nil && len(group) > 1 && !g.disk.suspect && !g.db.dialect.retryable(err) {
		for _, w := range group {
			g.commit([]*work{w})
		}
		return
	}
	for i, w := range group {
		if err != nil {
			w.result <- err
			continue
		}
		w.result <- results[i]
	}
}

// errApart asks for another attempt with savepoints.
var errApart = errors.New("a function failed among others")

// attempt returns the outcome of each, or the error that undid them all.
func (g *grouper) attempt(group []*work, apart bool) (results []error, err error) {
	if g.disk.suspect {
		return nil, *g.disk.failing.Load()
	}
	if err := g.step("begin", "BEGIN IMMEDIATE"); err != nil {
		return nil, err
	}
	results = make([]error, len(group))
	wrote := false
	for i, w := range group {
		results[i], err = g.one(w, apart)
		switch {
		case err == nil && g.disk.suspect:
			err = *g.disk.failing.Load()
		case err == nil && results[i] != nil && !apart && len(group) > 1:
			err = errApart
		}
		if err != nil {
			g.rollback()
			return nil, err
		}
		wrote = wrote || results[i] == nil
	}
	if !wrote {
		g.rollback()
		return results, nil
	}
	if err := g.step("commit", "COMMIT"); err != nil {
		g.rollback()
		return nil, err
	}
	return results, nil
}

// one runs one function. own is its own outcome; whole says that the
// transaction around it is lost: SQLite rolls back by itself when the disk is
// full or a write fails, and the savepoint is then gone too.
func (g *grouper) one(w *work, apart bool) (own, whole error) {
	if err := w.ctx.Err(); err != nil {
		return err, nil
	}
	if !apart {
		return g.call(w), nil
	}
	if err := g.step("savepoint", "SAVEPOINT one"); err != nil {
		return nil, err
	}
	if own = g.call(w); own != nil {
		if err := g.step("undo", "ROLLBACK TO one"); err != nil {
			return nil, errors.Join(own, err)
		}
	}
	return own, g.step("release", "RELEASE one")
}

// call runs the function. Its statements are not interrupted when its context
// ends: an interrupted write rolls back the whole transaction, neighbours
// included.
func (g *grouper) call(w *work) (err error) {
	defer func() {
		if p := recover(); p != nil {
			w.panic, err = p, fmt.Errorf("transaction panicked: %v", p)
		}
	}()
	w.panic = nil
	return g.disk.note(w.fn(&Tx{ctx: context.WithoutCancel(w.ctx), run: g.conn}))
}

func (g *grouper) step(name, query string) error {
	if err := g.db.fault(name); err != nil {
		return g.disk.note(fmt.Errorf("%s: %w", name, err))
	}
	if _, err := g.conn.ExecContext(context.Background(), query); err != nil {
		return g.disk.note(fmt.Errorf("%s: %w", name, err))
	}
	return nil
}

// rollback ends the transaction where one is still open.
func (g *grouper) rollback() {
	g.conn.ExecContext(context.Background(), "ROLLBACK")
}
