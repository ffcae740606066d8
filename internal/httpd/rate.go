package httpd

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// rates keeps a bucket for each key that has asked lately.
type rates struct {
	limit rate.Limit // 0: none
	burst int

	mu     sync.Mutex
	byKey  map[string]*rate.Limiter
	before map[string]*rate.Limiter // of the turn before; see bucket
}

// keysAtOnce bounds the buckets: with more keys than this, those that asked
// least lately begin with a full bucket again.
const keysAtOnce = 4096

func newRates(perSecond float64, burst int) *rates {
	if burst < 1 {
		burst = max(1, int(math.Ceil(perSecond)))
	}
	return &rates{limit: rate.Limit(perSecond), burst: burst, byKey: map[string]*rate.Limiter{}}
}

func (l *rates) bucket(key string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.byKey[key]
	if b != nil {
		return b
	}
	if b = l.before[key]; b == nil {
		b = rate.NewLimiter(l.limit, l.burst)
	}
	if len(l.byKey) >= keysAtOnce {
		l.before, l.byKey = l.byKey, map[string]*rate.Limiter{}
	}
	l.byKey[key] = b
	return b
}

// take takes one request of a key's allowance, tells in headers what is left,
// and reports whether there was one.
func (l *rates) take(h http.Header, key string, now time.Time) bool {
	if l.limit <= 0 {
		return true
	}
	b := l.bucket(key)
	ok := b.AllowN(now, 1)
	left := b.TokensAt(now)
	h.Set("RateLimit-Limit", strconv.Itoa(l.burst))
	h.Set("RateLimit-Remaining", strconv.Itoa(max(0, int(left))))
	h.Set("RateLimit-Reset", strconv.Itoa(seconds((float64(l.burst)-left)/float64(l.limit))))
	if !ok {
		h.Set("Retry-After", strconv.Itoa(max(1, seconds((1-left)/float64(l.limit)))))
	}
	return ok
}

func seconds(s float64) int { return int(math.Ceil(max(0, s))) }
