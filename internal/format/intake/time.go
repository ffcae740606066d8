package intake

import (
	"net/mail"
	"regexp"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
)

var (
	zoned    = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04:05-0700"}
	zoneless = []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006/01/02 15:04:05", "2006/01/02 15:04",
		"Mon, 2 Jan 2006 15:04:05", "2 Jan 2006 15:04:05", "Mon Jan _2 15:04:05 2006"}
	// Abbreviations that mean one zone where reports are written; CST, IST and
	// their like mean several and count as none.
	zones   = map[string]string{"UTC": "+0000", "GMT": "+0000", "UT": "+0000", "Z": "+0000", "JST": "+0900", "CET": "+0100", "CEST": "+0200", "EST": "-0500", "EDT": "-0400", "PST": "-0800", "PDT": "-0700"}
	zoneEnd = regexp.MustCompile(`^(.*\d)\s*\(?([A-Z]{1,5})\)?$`)
	comment = regexp.MustCompile(`\s*\([^()]*\)\s*$`)
)

// Time reads a moment as reports write it: RFC 3339, the date of a mail, a date
// and time with an abbreviated zone. Without a zone, or with one that means
// several, bare is true and the moment is what UTC would make of it: it names
// nobody.
func Time(s string) (at entity.Instant, bare, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) > 80 {
		return 0, false, false
	}
	for _, layout := range zoned {
		if t, err := time.Parse(layout, s); err == nil {
			return instant(t, false)
		}
	}
	if m := zoneEnd.FindStringSubmatch(s); m != nil {
		offset, known := zones[m[2]]
		for _, layout := range zoneless {
			if t, err := time.Parse(layout+" -0700", m[1]+" "+offset); known && err == nil {
				return instant(t, false)
			}
			if t, err := time.Parse(layout, m[1]); !known && err == nil {
				return instant(t, true)
			}
		}
	}
	for _, layout := range zoneless {
		if t, err := time.Parse(layout, s); err == nil {
			return instant(t, true)
		}
	}
	if t, err := mail.ParseDate(comment.ReplaceAllString(s, "")); err == nil {
		_, offset := t.Zone()
		name, _ := t.Zone()
		abbreviated := offset == 0 && name != "" && name != "UTC" && name != "GMT" && !strings.Contains(s, "+0000") && !strings.Contains(s, "-0000")
		return instant(t, abbreviated)
	}
	return 0, false, false
}

func instant(t time.Time, bare bool) (entity.Instant, bool, bool) {
	if y := t.Year(); y < 1970 || y > 2200 {
		return 0, false, false
	}
	return entity.InstantOf(t), bare, true
}

// Info turns a confidence of 0 to 100 into the digit of the Admiralty grade, by
// the table in appendix A of the STIX 2.1 specification.
func Info(confidence int64) byte {
	switch {
	case confidence < 0 || confidence > 100:
		return '6'
	case confidence >= 80:
		return '1'
	case confidence >= 60:
		return '2'
	case confidence >= 40:
		return '3'
	case confidence >= 20:
		return '4'
	}
	return '5'
}
