package entity

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a date as a source gives it: an interval of days with the precision
// that was stated and the original text. "1965" is earliest 1965-01-01, latest
// 1965-12-31, precision "year".
type Date struct {
	Earliest  Day    `json:"earliest"`
	Latest    Day    `json:"latest"` // inclusive
	Precision string `json:"precision"`
	Original  string `json:"original"`
}

// Precisions of a Date, from the finest to the coarsest.
const (
	PrecisionDay     = "day"
	PrecisionMonth   = "month"
	PrecisionYear    = "year"
	PrecisionRange   = "range"
	PrecisionAbout   = "about"
	PrecisionUnknown = "unknown"
)

var errNoDate = errors.New("date: nothing is given")

var (
	isoDate   = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?$`)
	japanDate = regexp.MustCompile(`^(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?$`)
	aboutWord = regexp.MustCompile(`(?i)^(circa|about|approximately|approx\.?|ca\.|c\.|頃|約)\s*`)
	rangeWord = regexp.MustCompile(`(?i)^(.+?)\s*(?:\bto\b|–|〜|～|/{2}|\bbetween\b)\s*(.+)$`)
	textMonth = []string{"2 Jan 2006", "02 Jan 2006", "2 January 2006", "Jan 2006", "January 2006", "Jan 2, 2006", "January 2, 2006"}
)

// ParseDate reads the dates of lists and forms: 2006, 2006-01, 2006-01-02,
// 2006年1月2日, "02 Jan 2006", "Jan 2006", "circa 1965", "1965 to 1967".
// Text that says no date gives precision "unknown" and an error, so a caller
// may keep the original.
func ParseDate(s string) (Date, error) {
	t := strings.TrimSpace(s)
	if t == "" {
		return span(s, PrecisionUnknown, NoDay, NoDay), errNoDate
	}
	if len(t) >= len(time.DateOnly) && t[4] == '-' && t[7] == '-' { // what nearly all are
		if d, err := ParseDay(t[:10]); err == nil && (len(t) == 10 || t[10] == 'T') {
			return span(s, PrecisionDay, d, d), nil
		}
	}
	if loc := aboutWord.FindStringIndex(t); loc != nil {
		d, err := ParseDate(t[loc[1]:])
		if err != nil {
			return Date{Earliest: NoDay, Latest: NoDay, Precision: PrecisionUnknown, Original: s}, err
		}
		// A year either way: publishers use "circa" for ages told, not counted.
		d.Earliest, d.Latest = d.Earliest-366, d.Latest+366
		d.Precision, d.Original = PrecisionAbout, s
		return d, nil
	}
	if m := firstMatch(t, isoDate, japanDate); m != nil {
		return fromParts(s, m[1], m[2], m[3])
	}
	for _, layout := range textMonth {
		if v, err := time.Parse(layout, t); err == nil {
			y, m, d := v.Date()
			if strings.Contains(layout, "2 ") || strings.Contains(layout, "2,") {
				return span(s, PrecisionDay, DayOf(y, m, d), DayOf(y, m, d)), nil
			}
			return span(s, PrecisionMonth, DayOf(y, m, 1), DayOf(y, m+1, 0)), nil
		}
	}
	if m := rangeWord.FindStringSubmatch(t); m != nil {
		from, err1 := ParseDate(m[1])
		to, err2 := ParseDate(m[2])
		if err1 == nil && err2 == nil && from.Earliest <= to.Latest {
			return span(s, PrecisionRange, from.Earliest, to.Latest), nil
		}
	}
	return span(s, PrecisionUnknown, NoDay, NoDay), fmt.Errorf("date %q: not understood", s)
}

func firstMatch(s string, res ...*regexp.Regexp) []string {
	for _, re := range res {
		if m := re.FindStringSubmatch(s); m != nil {
			return m
		}
	}
	return nil
}

func fromParts(orig, ys, ms, ds string) (Date, error) {
	y, _ := strconv.Atoi(ys)
	m, _ := strconv.Atoi(ms)
	d, _ := strconv.Atoi(ds)
	bad := span(orig, PrecisionUnknown, NoDay, NoDay)
	switch {
	case ms == "":
		return span(orig, PrecisionYear, DayOf(y, 1, 1), DayOf(y, 12, 31)), nil
	case m < 1 || m > 12:
		return bad, fmt.Errorf("date %q: month %d", orig, m)
	case ds == "":
		return span(orig, PrecisionMonth, DayOf(y, time.Month(m), 1), DayOf(y, time.Month(m)+1, 0)), nil
	}
	day := DayOf(y, time.Month(m), d)
	if day.String() != fmt.Sprintf("%04d-%02d-%02d", y, m, d) {
		return bad, fmt.Errorf("date %q: no such day", orig)
	}
	return span(orig, PrecisionDay, day, day), nil
}

func span(orig, precision string, from, to Day) Date {
	return Date{Earliest: from, Latest: to, Precision: precision, Original: orig}
}

// Known reports whether the date says anything.
func (d Date) Known() bool { return d.Precision != "" && d.Precision != PrecisionUnknown }

// Overlaps reports whether both dates may mean the same day. Unknown dates
// overlap nothing: they neither confirm nor contradict.
func (d Date) Overlaps(o Date) bool {
	return d.Known() && o.Known() && d.Earliest <= o.Latest && o.Earliest <= d.Latest
}
