package link

import (
	"math"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Window is the time that a question is about: an edge counts where it held at
// any moment of [From, To). The zero Window is all of time; To 0 has no end.
type Window struct {
	From, To entity.Instant
}

// AsOf is the window of a single moment.
func AsOf(t entity.Instant) Window { return Window{t, t + 1} }

// holds reports whether [since, until) meets the window.
func (w Window) holds(since, until entity.Instant) bool {
	return (w.To == 0 || since == 0 || since < w.To) && (until == 0 || until > w.From)
}

// span is the days of an interval, first and last, 16 bits each: enough to
// decide nearly every question without a look at the edge. Day 0 is open at the
// begin (or before 1970), lastDay at the end (or after 2149).
type span uint32

const lastDay = math.MaxUint16

func spanOf(since, until entity.Instant) span {
	last := uint32(lastDay)
	if until != 0 {
		last = dayOf(until)
	}
	return span(dayOf(since)<<16 | last)
}

// since and until are the days.
func (s span) since() uint32 { return uint32(s >> 16) }
func (s span) until() uint32 { return uint32(s & lastDay) }

// hull is the least span that holds both.
func (s span) hull(o span) span {
	return span(min(s.since(), o.since())<<16 | max(s.until(), o.until()))
}

const microsADay = int64(24 * time.Hour / time.Microsecond)

// dayOf is the day of an instant, from 0 to lastDay.
func dayOf(t entity.Instant) uint32 {
	return uint32(min(max(int64(t)/microsADay, 0), lastDay))
}

// sieve is a window made ready to be put to many spans.
type sieve struct {
	Window
	always bool   // all of time: no span needs a look
	lo, hi uint32 // days of the window's first and last moment
}

func (w Window) sieve() sieve {
	s := sieve{Window: w, always: w == Window{}, lo: dayOf(w.From), hi: lastDay}
	if w.To != 0 {
		s.hi = dayOf(w.To - 1)
	}
	return s
}

// sure reports whether an interval of the span surely meets the window.
func (s *sieve) sure(p span) bool { return p.since() < s.hi && p.until() > s.lo }

// never reports whether it surely does not.
func (s *sieve) never(p span) bool { return p.since() > s.hi || p.until() < s.lo }
