package search

import (
	"iter"
	"sync"
)

// Each does work on every item, on several at a time, and gives the results in
// the order of the items.
func Each[T, R any](in iter.Seq[T], workers int, work func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		chunk := make([]T, 0, 16*workers)
		flush := func() bool {
			out := make([]R, len(chunk))
			var wg sync.WaitGroup
			next := make(chan int)
			for range min(workers, len(chunk)) {
				wg.Go(func() {
					for i := range next {
						out[i] = work(chunk[i])
					}
				})
			}
			for i := range chunk {
				next <- i
			}
			close(next)
			wg.Wait()
			chunk = chunk[:0]
			for _, r := range out {
				if !yield(r) {
					return false
				}
			}
			return true
		}
		for v := range in {
			if chunk = append(chunk, v); len(chunk) == cap(chunk) && !flush() {
				return
			}
		}
		flush()
	}
}
