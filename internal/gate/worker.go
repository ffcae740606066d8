package gate

import "context"

// worker is a goroutine that asks checks one after the other. It is kept and
// used again because a fresh one grows its stack anew for every check, which
// cost a tenth of an examination.
type worker struct {
	tasks   chan task
	replies chan reply
}

type task struct {
	ctx context.Context
	c   Check
	x   *Examination
}

// idle holds workers that wait for a task. What does not fit ends.
var idle = make(chan *worker, 64)

// hire returns an idle worker or a new one.
func hire() *worker {
	select {
	case w := <-idle:
		return w
	default:
	}
	w := &worker{tasks: make(chan task), replies: make(chan reply, 1)}
	go func() {
		for t := range w.tasks {
			w.replies <- ask(t.ctx, t.c, t.x)
		}
	}()
	return w
}

// release gives a worker back whose reply was taken.
func (w *worker) release() {
	select {
	case idle <- w:
	default:
		close(w.tasks)
	}
}
