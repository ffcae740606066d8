package httpd

import (
	"sync"
	"sync/atomic"
	"time"
)

// door lets in as many requests as are served well at once. Beyond that a few
// may wait for a moment, interactive ones first; all others are turned away at
// once, which costs a lock and nothing else.
type door struct {
	work, batch int // most in work; of them batch
	queue       int // most that wait, in each class
	wait        time.Duration

	mu      sync.Mutex
	working [3]int // by class
	waiting [3][]*waiter

	turned  [3]atomic.Int64 // away, for lack of a place in the queue
	expired [3]atomic.Int64 // away, after waiting in vain
}

type waiter struct {
	let  chan struct{}
	gone bool // given up, or let in
}

func newDoor(l Limits) *door {
	return &door{work: l.Work, batch: l.Batch, queue: l.Queue, wait: l.Wait}
}

// enter reports whether a request may be worked on; it must then leave. gone
// ends the waiting early.
func (d *door) enter(c Class, gone <-chan struct{}) bool {
	d.mu.Lock()
	if d.free(c) && len(d.waiting[c]) == 0 {
		d.working[c]++
		d.mu.Unlock()
		return true
	}
	if len(d.waiting[c]) >= d.queue {
		d.mu.Unlock()
		d.turned[c].Add(1)
		return false
	}
	w := &waiter{let: make(chan struct{})}
	d.waiting[c] = append(d.waiting[c], w)
	d.mu.Unlock()
	return d.stand(c, w, gone)
}

// stand waits to be let in.
func (d *door) stand(c Class, w *waiter, gone <-chan struct{}) bool {
	t := time.NewTimer(d.wait)
	defer t.Stop()
	select {
	case <-w.let:
		return true
	case <-t.C:
	case <-gone:
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if w.gone { // let in at the last moment
		return true
	}
	w.gone = true
	d.drop(c, w)
	d.expired[c].Add(1)
	return false
}

func (d *door) drop(c Class, w *waiter) {
	for i, other := range d.waiting[c] {
		if other == w {
			d.waiting[c] = append(d.waiting[c][:i], d.waiting[c][i+1:]...)
			return
		}
	}
}

// leave gives the place to who has waited longest, interactive before batch.
func (d *door) leave(c Class) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.working[c]--
	for _, c := range [...]Class{Interactive, Batch} {
		for len(d.waiting[c]) > 0 && d.free(c) {
			w := d.waiting[c][0]
			d.waiting[c] = append(d.waiting[c][:0], d.waiting[c][1:]...)
			w.gone = true
			d.working[c]++
			close(w.let)
		}
	}
}

// free reports whether one more of a class may be worked on.
func (d *door) free(c Class) bool {
	if d.working[Interactive]+d.working[Batch] >= d.work {
		return false
	}
	return c != Batch || d.working[Batch] < d.batch && len(d.waiting[Interactive]) == 0
}

// load returns how many are in work and wait.
func (d *door) load(c Class) (working, waiting int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.working[c], len(d.waiting[c])
}
