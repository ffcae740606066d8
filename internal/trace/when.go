package trace

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Reported is a time as somebody reported it.
type Reported struct {
	At       entity.Instant // the reading; of a clock without zone, as if it went by UTC
	Span     time.Duration  // how long the reading lasts: a second, a minute, a day
	Zoneless bool           // nobody said by which zone the clock went
}

// Window is when something may have happened: [From, To).
type Window struct {
	From entity.Instant `json:"from" format:"date-time"`
	To   entity.Instant `json:"to" format:"date-time"`
}

// Always is the window of what was reported without a time.
var Always = Window{math.MinInt64, math.MaxInt64}

// The offsets in use on earth: Baker Island to the Line Islands.
const (
	westmost = -12 * time.Hour
	eastmost = 14 * time.Hour
)

// Window returns when it may have been, by a clock that may be off by skew.
func (r Reported) Window(skew time.Duration) Window {
	w := Window{r.At - entity.Instant(skew.Microseconds()), r.At + entity.Instant((max(r.Span, time.Microsecond) + skew).Microseconds())}
	if r.Zoneless {
		w.From -= entity.Instant(eastmost.Microseconds())
		w.To -= entity.Instant(westmost.Microseconds())
	}
	return w
}

// overlaps reports whether [from, to) and the window have a moment in common.
func (w Window) overlaps(from, to entity.Instant) bool { return from < w.To && to > w.From }

// within reports whether the whole window lies in [from, to).
func (w Window) within(from, to entity.Instant) bool { return from <= w.From && to >= w.To }

// errWhen is what is told of a time that cannot be read.
var errWhen = errors.New("want 2026-01-02T15:04:05+09:00, the same with Z or without a zone, 2026-01-02, or the Date line of a mail")

var (
	comment = regexp.MustCompile(`\s*\([^()]*\)$`)
	letters = regexp.MustCompile(`\s+([A-Za-z]{1,5})$`)
	offset  = regexp.MustCompile(`\s*([+-]\d\d):?(\d\d)$`)
)

// Abbreviations that mean one offset only. All others (IST, CST …) say nothing.
var abbreviations = map[string]string{"Z": "+0000", "UT": "+0000", "UTC": "+0000", "GMT": "+0000", "JST": "+0900"}

// readings are the ways in which a clock is written, without its zone.
var readings = []struct {
	layout string
	span   time.Duration
}{
	{"2006-01-02T15:04:05", time.Second},
	{"2006-01-02 15:04:05", time.Second},
	{"2006/01/02 15:04:05", time.Second},
	{"Mon, 2 Jan 2006 15:04:05", time.Second},
	{"2 Jan 2006 15:04:05", time.Second},
	{"02/Jan/2006:15:04:05", time.Second},
	{"2006-01-02T15:04", time.Minute},
	{"2006-01-02 15:04", time.Minute},
	{"2006/01/02 15:04", time.Minute},
	{"Mon, 2 Jan 2006 15:04", time.Minute},
	{"2 Jan 2006 15:04", time.Minute},
	{"2006-01-02", 24 * time.Hour},
	{"2006/01/02", 24 * time.Hour},
}

// ParseReported reads a time as reports, logs and mails write it. Where it says
// no zone, zone is the one that it was reported in; nil where nobody knows.
// It fails on any other text, and never guesses.
func ParseReported(text string, zone *time.Location) (Reported, error) {
	clock, minutes, zoned, err := splitZone(text)
	if err != nil {
		return Reported{}, fmt.Errorf("time %q: %w", text, err)
	}
	for _, r := range readings {
		t, err := time.ParseInLocation(r.layout, clock, time.UTC)
		if err != nil {
			continue
		}
		span := r.span
		if t.Nanosecond() != 0 {
			span = time.Microsecond
		}
		switch {
		case zoned:
			return Reported{At: entity.InstantOf(t.Add(-minutes)), Span: span}, nil
		case zone != nil:
			return local(t, span, zone), nil
		}
		return Reported{At: entity.InstantOf(t), Span: span, Zoneless: true}, nil
	}
	return Reported{}, fmt.Errorf("time %q: %w", text, errWhen)
}

// splitZone takes the zone off a text. An abbreviation that could be several
// zones is taken off and says nothing.
func splitZone(text string) (clock string, by time.Duration, zoned bool, err error) {
	clock = comment.ReplaceAllString(strings.TrimSpace(text), "")
	if strings.HasSuffix(clock, "Z") && len(clock) > 1 && clock[len(clock)-2] >= '0' && clock[len(clock)-2] <= '9' {
		clock = strings.TrimSuffix(clock, "Z") + " Z"
	}
	if m := letters.FindStringSubmatchIndex(clock); m != nil {
		clock = clock[:m[0]] + abbreviations[strings.ToUpper(clock[m[2]:m[3]])]
	}
	m := offset.FindStringSubmatchIndex(clock)
	// The last two numbers of a bare day look like an offset.
	if m == nil || !strings.Contains(clock[:m[0]], ":") {
		return clock, 0, false, nil
	}
	var hours, minutes int
	if _, err := fmt.Sscanf(clock[m[2]:m[3]]+" "+clock[m[4]:m[5]], "%d %d", &hours, &minutes); err != nil {
		return "", 0, false, errWhen
	}
	by = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if clock[m[2]] == '-' {
		by = time.Duration(hours)*time.Hour - time.Duration(minutes)*time.Minute
	}
	if minutes > 59 || by < westmost || by > eastmost {
		return "", 0, false, errors.New("there is no such zone: offsets go from -12:00 to +14:00")
	}
	return clock[:m[0]], by, true, nil
}

// local is the reading of a clock in a zone. When clocks are set back an hour
// comes twice, and when they are set forward a reading never came: then it may
// have been any time from the first to the last that it could mean.
func local(t time.Time, span time.Duration, zone *time.Location) Reported {
	wall := func(u time.Time) time.Time {
		y, m, d := u.Date()
		return time.Date(y, m, d, u.Hour(), u.Minute(), u.Second(), u.Nanosecond(), zone)
	}
	from, to := wall(t), wall(t.Add(span))
	_, before := from.Add(-24 * time.Hour).Zone()
	_, after := to.Add(24 * time.Hour).Zone()
	for _, seconds := range []int{before, after} {
		by := time.Duration(seconds) * time.Second
		first, last := t.Add(-by), t.Add(span-by)
		if same(first.In(zone), t) || !same(from, t) {
			from, to = earlier(from, first), later(to, last)
		}
	}
	return Reported{At: entity.InstantOf(from), Span: to.Sub(from)}
}

// same reports whether two clocks show the same.
func same(a, b time.Time) bool {
	return a.Format("2006-01-02T15:04:05.999999999") == b.Format("2006-01-02T15:04:05.999999999")
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
