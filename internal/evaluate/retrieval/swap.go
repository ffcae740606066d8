package retrieval

import (
	"cmp"
	"context"
	"runtime"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// SwapReport says what queries met while the set below them was swapped.
type SwapReport struct {
	Threads int     `json:"threads"`
	Swaps   int     `json:"swaps"`
	Queries int     `json:"queries"`
	Errors  int     `json:"errors"`
	First   string  `json:"first_error,omitempty"`
	P99     float64 `json:"p99_us"`
	Slowest float64 `json:"slowest_us"`
}

// holder has the set that queries ask; who swaps it waits for nobody but those
// who are asking.
type holder struct {
	mu  sync.RWMutex
	set *index.Set
}

func (h *holder) search(text string) error {
	h.mu.RLock()
	defer h.mu.RUnlock()
	_, err := h.set.Search(token.Ask(text, token.Person), wideAnswer, nil)
	return err
}

// swap puts another opening of the file in the place of the set.
func (h *holder) swap(path string) error {
	next, err := index.Open(path)
	if err != nil {
		return err
	}
	h.mu.Lock()
	old := h.set
	h.set = next
	h.mu.Unlock()
	return old.Close()
}

// Swap asks on several goroutines for a time while the set is swapped again and
// again. Each lets others go on after a query, as one that waits for the next
// application does.
func Swap(ctx context.Context, path string, queries []ScaleQuery, threads int, lasts time.Duration, clock Clock) (SwapReport, error) {
	set, err := index.Open(path)
	if err != nil {
		return SwapReport{}, err
	}
	h := &holder{set: set}
	defer func() { h.set.Close() }()
	ctx, stop := context.WithTimeout(ctx, lasts)
	defer stop()
	r := SwapReport{Threads: threads}
	var all timed
	var mu sync.Mutex
	var wg sync.WaitGroup
	for t := range threads {
		wg.Go(func() {
			var own timed
			errors, first := 0, ""
			for i := t; ctx.Err() == nil; i += threads {
				start := clock()
				if err := h.search(queries[i%len(queries)].Text); err != nil {
					errors++
					first = err.Error()
				}
				own.wall = append(own.wall, clock()-start)
				runtime.Gosched()
			}
			mu.Lock()
			defer mu.Unlock()
			all.wall = append(all.wall, own.wall...)
			r.Errors += errors
			r.First = cmp.Or(r.First, first)
		})
	}
	for err == nil && ctx.Err() == nil {
		if err = h.swap(path); err == nil {
			r.Swaps++
		}
		select {
		case <-ctx.Done():
		case <-time.After(lasts / 20):
		}
	}
	wg.Wait()
	r.Queries = len(all.wall)
	times := all.times()
	r.P99, r.Slowest = times.P99, times.Max
	return r, err
}
