package source

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

// Current keeps what is live open for a process that runs on. Whoever searches
// borrows it; when another state goes live it is opened beside, and what it
// replaces is closed after the last search in it has ended: no search waits, and
// none meets a closed file. It is safe for concurrent use.
type Current struct {
	shelf *Shelf
	turn  sync.Mutex // held by Refresh and Close: one at a time
	mu    sync.Mutex // guards all below, for moments only
	now   *state
}

// state is what was live at one time.
type state struct {
	sources []*shared
	users   int
	retired bool
}

// shared is an opened source, which states share while it does not change.
type shared struct {
	*Loaded
	states int
}

// Current opens what is live; see Live.
func (s *Shelf) Current(ctx context.Context) (*Current, error) {
	c := &Current{shelf: s, now: &state{}}
	_, err := c.Refresh(ctx)
	return c, err
}

// Borrow lends out the live sources until release is called, which must happen
// once. Nobody may close them.
func (c *Current) Borrow() (live []*Loaded, release func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	st := c.now
	st.users++
	for _, src := range st.sources {
		live = append(live, src.Loaded)
	}
	return live, func() {
		c.mu.Lock()
		st.users--
		gone := st.leave()
		c.mu.Unlock()
		closeAll(gone)
	}
}

// Refresh looks at what is live and opens what has changed; it reports whether
// anything has. A source that could not be opened is tried again. It fails, and
// changes nothing, where the store cannot be read or ctx ends.
func (c *Current) Refresh(ctx context.Context) (changed bool, err error) {
	c.turn.Lock()
	defer c.turn.Unlock()
	var chains []stored.Chain
	err = c.shelf.DB.View(ctx, func(tx *store.Tx) (err error) {
		chains, err = stored.Live(tx)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look for what is live: %w", err)
	}
	next := &state{}
	var fresh []*Loaded
	changed = len(chains) != len(c.now.sources)
	for _, chain := range chains {
		src := c.opened(chain)
		if src == nil {
			src, changed = &shared{Loaded: c.shelf.open(ctx, chain)}, true
			fresh = append(fresh, src.Loaded)
		}
		next.sources = append(next.sources, src)
	}
	if err := ctx.Err(); err != nil || !changed {
		closeAll(fresh)
		return false, err
	}
	c.replace(next)
	return true, nil
}

// opened returns the source of a chain that is open already with the dates of
// the chain, nil for none.
func (c *Current) opened(chain stored.Chain) *shared {
	for _, src := range c.now.sources {
		if src.Err == nil && src.Chain.Source == chain.Source && slices.EqualFunc(src.Chain.Snapshots, chain.Snapshots, sameRow) {
			return src
		}
	}
	return nil
}

func sameRow(a, b stored.Snapshot) bool { return a.Digest == b.Digest && a.Published == b.Published }

// replace makes next what is lent out.
func (c *Current) replace(next *state) {
	c.mu.Lock()
	for _, src := range next.sources {
		src.states++
	}
	old := c.now
	c.now, old.retired = next, true
	gone := old.leave()
	c.mu.Unlock()
	closeAll(gone)
}

// leave gives back what a retired state holds that nobody uses any more, and
// returns what is to be closed.
func (st *state) leave() (gone []*Loaded) {
	if !st.retired || st.users > 0 {
		return nil
	}
	for _, src := range st.sources {
		if src.states--; src.states == 0 {
			gone = append(gone, src.Loaded)
		}
	}
	st.sources = nil
	return gone
}

func closeAll(gone []*Loaded) {
	for _, l := range gone {
		l.Close()
	}
}

// Close gives everything back; what is borrowed is closed when it is released.
func (c *Current) Close() {
	c.turn.Lock()
	defer c.turn.Unlock()
	c.replace(&state{})
}
