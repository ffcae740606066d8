package entity

import (
	"encoding/json"
	"fmt"
	"time"
)

// Instant is a moment in UTC, in microseconds since 1970-01-01T00:00:00Z. It is
// the only time type that is stored or compared.
type Instant int64

// InstantOf truncates t to microseconds.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMicro()) }

// Time returns the instant as a UTC time.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }

// String writes RFC 3339 with microseconds where there are any.
func (i Instant) String() string { return i.Time().Format(time.RFC3339Nano) }

// MarshalJSON writes the RFC 3339 form.
func (i Instant) MarshalJSON() ([]byte, error) {
	var room [40]byte
	return append(i.Time().AppendFormat(append(room[:0], '"'), time.RFC3339Nano), '"'), nil
}

// UnmarshalJSON reads an RFC 3339 string.
func (i *Instant) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("instant: %w", err)
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return fmt.Errorf("instant %q: want RFC 3339: %w", s, err)
	}
	*i = InstantOf(t)
	return nil
}

// ParseAt reads the value of --at: RFC 3339, or a day, which means the start of
// that day in zone.
func ParseAt(s string, zone *time.Location) (Instant, error) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return InstantOf(t), nil
		}
	}
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return 0, fmt.Errorf("time %q: want 2006-01-02 or 2006-01-02T15:04:05+09:00", s)
	}
	return InstantOf(t), nil
}

// DayIn returns the calendar day of the instant in zone.
func (i Instant) DayIn(zone *time.Location) Day {
	y, m, d := i.Time().In(zone).Date()
	return DayOf(y, m, d)
}

// Day is a calendar day without a zone, counted from 1970-01-01 = 0. The zero
// value is therefore a real day; a missing day is NoDay.
type Day int32

// NoDay stands where a source gives no day.
const NoDay Day = -1 << 31

// DayOf returns the day y-m-d; out-of-range values roll over as in time.Date.
func DayOf(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads 2006-01-02; "" gives NoDay.
func ParseDay(s string) (Day, error) {
	if s == "" {
		return NoDay, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return NoDay, fmt.Errorf("day %q: want yyyy-mm-dd", s)
	}
	return DayOf(t.Date()), nil
}

// Start returns the first instant of the day in zone.
func (d Day) Start(zone *time.Location) Instant {
	y, m, dd := d.date()
	return InstantOf(time.Date(y, m, dd, 0, 0, 0, 0, zone))
}

// String writes 2006-01-02, or "" for NoDay.
func (d Day) String() string {
	if d == NoDay {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

func (d Day) date() (int, time.Month, int) { return time.Unix(int64(d)*86400, 0).UTC().Date() }

// MarshalJSON writes the day as text, "" for NoDay.
func (d Day) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("day: %w", err)
	}
	v, err := ParseDay(s)
	if err != nil {
		return err
	}
	*d = v
	return nil
}
