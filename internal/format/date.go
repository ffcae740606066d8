package format

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Date writes a publisher's date in the one form that all list readers use, so
// that entity.ParseDate reads it and two lists agree: 1965-03-02, 1965-03, 1965,
// "circa 1965", "1965 to 1967". It reports false where the text says no date.
func Date(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "circa "); ok {
		if from, to, ok := strings.Cut(rest, "-"); ok && len(from) == 4 && len(to) == 4 { // "circa 1979-1982"
			rest = from + " to " + to
		}
		d, ok := Date(rest)
		return "circa " + d, ok && !strings.Contains(d, "circa ")
	}
	if from, to, ok := strings.Cut(s, " to "); ok {
		from, ok1 := Date(from)
		to, ok2 := Date(to)
		out := from + " to " + to
		_, err := entity.ParseDate(out)
		return out, ok1 && ok2 && err == nil && strings.Count(out, " to ") == 1 && !strings.Contains(out, "circa ")
	}
	d, err := entity.ParseDate(s)
	if err != nil || !d.Known() {
		return "", false
	}
	switch d.Precision {
	case entity.PrecisionDay:
		return d.Earliest.String(), true
	case entity.PrecisionMonth:
		return d.Earliest.String()[:7], true
	case entity.PrecisionYear:
		return d.Earliest.String()[:4], true
	}
	return "", false
}
