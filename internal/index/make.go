package index

import (
	"iter"
	"runtime"
	"sync"
)

// batchSize is how many items go to a worker at a time: folding names and
// taking addresses apart is most of the work of a build.
const batchSize = 256

// batch is a piece of work and the place for its result.
type batch[T any] struct {
	in   []T
	out  []Record
	err  error
	done chan struct{}
}

// Make computes the record of each item on all processors and yields them in
// the order of the items. It ends with the first error, of in or of record.
// Nothing of it runs on after the sequence has ended.
func Make[T any](in iter.Seq2[T, error], record func(T) (Record, error)) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		workers := runtime.GOMAXPROCS(0)
		work, order := make(chan *batch[T], workers), make(chan *batch[T], 4*workers)
		stop := make(chan struct{})
		var wg sync.WaitGroup
		defer wg.Wait()
		defer close(stop)
		wg.Go(func() { divide(in, work, order, stop) })
		for range workers {
			wg.Go(func() {
				for b := range work {
					b.run(record)
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
				yield(Record{}, b.err)
				return
			}
		}
	}
}

// divide cuts the items into batches for the workers (work) and for the
// consumer (order). Its last batch carries the error of in, if any.
func divide[T any](in iter.Seq2[T, error], work, order chan<- *batch[T], stop <-chan struct{}) {
	defer close(order)
	defer close(work)
	b := &batch[T]{done: make(chan struct{})}
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
		b = &batch[T]{done: make(chan struct{})}
		return true
	}
	for item, err := range in {
		if err != nil {
			b.err = err
			break
		}
		if b.in = append(b.in, item); len(b.in) == batchSize && !send() {
			return
		}
	}
	send()
}

func (b *batch[T]) run(record func(T) (Record, error)) {
	defer close(b.done)
	for _, item := range b.in {
		rec, err := record(item)
		if err != nil {
			b.err = err
			return
		}
		b.out = append(b.out, rec)
	}
}
