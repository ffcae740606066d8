package main

import (
	"slices"
	"sync"

	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/source"
)

// liveGate is the gate of a process that runs on: put together anew when
// another state of a source goes live, and the same until then, with what it
// has prepared of the lists.
type liveGate struct {
	app     *app
	policy  *policy.Policy
	current *source.Current

	mu     sync.Mutex
	loaded []*source.Loaded
	gate   *gate.Gate
}

// Now lends the gate over what is live until release is called. It panics only
// for a zone or packs that were read before.
func (l *liveGate) Now() (*gate.Gate, func()) {
	loaded, release := l.current.Borrow()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gate == nil || !slices.Equal(l.loaded, loaded) {
		d, err := l.app.gate(l.policy, loaded)
		if err != nil {
			panic(err)
		}
		l.loaded, l.gate = loaded, d.Gate
	}
	return l.gate, release
}

// newLiveGate opens what is live. It fails where the store or the packs cannot
// be read; a source that cannot is not_checked in every decision.
func (a *app) newLiveGate(h *house, p *policy.Policy) (*liveGate, error) {
	current, err := h.shelf.Current(a.ctx)
	if err != nil {
		return nil, err
	}
	if _, err := a.gate(p, nil); err != nil {
		return nil, err
	}
	return &liveGate{app: a, policy: p, current: current}, nil
}
