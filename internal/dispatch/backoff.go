package dispatch

import (
	"hash/fnv"
	"time"
)

// How long a delivery is tried: after 5 s, then twice as long each time up to
// 6 h, for 3 days.
const (
	shortest = 5 * time.Second
	longest  = 6 * time.Hour
	giveUp   = 72 * time.Hour
)

// backoff returns how long to wait after the n-th try of a delivery. Up to a
// tenth is taken off, by its id, so that what failed together does not come
// back together.
func backoff(n int64, id string) time.Duration {
	wait := longest
	if n < 20 {
		wait = min(shortest<<max(n-1, 0), longest)
	}
	h := fnv.New32a()
	h.Write([]byte(id))
	return wait - time.Duration(h.Sum32()%1000)*wait/10_000
}
