package register

import (
	"iter"
	"runtime"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
)

// batchSize is how many bodies go to a worker at a time; folding names and
// taking addresses apart is most of the work of a build.
const batchSize = 256

// batch is a piece of work and the place for its result.
type batch struct {
	in   []body
	out  []index.Record
	err  error
	done chan struct{}
}

// records computes the record of each body on all processors and yields them in
// the order of the bodies. Nothing of it runs on after the sequence has ended.
func records(in iter.Seq2[body, error], known func(string) ([]entity.Row, error)) iter.Seq2[index.Record, error] {
	return func(yield func(index.Record, error) bool) {
		workers := runtime.GOMAXPROCS(0)
		work, order := make(chan *batch, workers), make(chan *batch, 4*workers)
		stop := make(chan struct{})
		var wg sync.WaitGroup
		defer wg.Wait()
		defer close(stop)
		wg.Go(func() { divide(in, work, order, stop) })
		for range workers {
			wg.Go(func() {
				for b := range work {
					b.run(known)
				}
			})
		}
		for b := range order {
			<-b.done
			for _, rec := range b.out {
				if !yield(rec, nil) {
					return
				}
			}
			if b.err != nil {
				yield(index.Record{}, b.err)
				return
			}
		}
	}
}

// divide cuts the bodies into batches for the workers (work) and for the
// consumer (order). Its last batch carries the error of in, if any.
func divide(in iter.Seq2[body, error], work, order chan<- *batch, stop <-chan struct{}) {
	defer close(order)
	defer close(work)
	b := &batch{done: make(chan struct{})}
	send := func() bool {
		select {
		case order <- b:
		case <-stop:
			return false
		}
		select {
		case work <- b:
		case <-stop:
			return false
		}
		b = &batch{done: make(chan struct{})}
		return true
	}
	for body, err := range in {
		if err != nil {
			b.err = err
			break
		}
		if b.in = append(b.in, body); len(b.in) == batchSize && !send() {
			return
		}
	}
	send()
}

func (b *batch) run(known func(string) ([]entity.Row, error)) {
	defer close(b.done)
	for _, body := range b.in {
		rec, err := body.record(known)
		if err != nil {
			b.err = err
			return
		}
		b.out = append(b.out, rec)
	}
}
