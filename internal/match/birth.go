package match

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
)

// slackDays is how far a date that a source does not give to the day may be
// off before it contradicts: publishers' years and "circa" are guesses.
const slackDays = 3 * 366

// compareBirth compares the claimed birth date with all that the source gives
// and reports the best. Only day against day confirms.
func (p *Prepared) compareBirth(e *entity.Entity, r *Result) evidence {
	values := e.Values("birthDate")
	claimed := p.query.BirthDate
	if !claimed.Known() {
		if len(values) > 0 {
			r.Comparisons = append(r.Comparisons, finding.Comparison{Field: "birth_date", AtSource: values[0], Result: finding.ValueUnclaimed})
		}
		return evidence{}
	}
	if len(values) == 0 {
		r.Comparisons = append(r.Comparisons, finding.Comparison{Field: "birth_date", Claimed: claimed.Original, Result: finding.AbsentAtSource})
		return evidence{}
	}
	best := finding.Comparison{Degree: -1}
	var ev evidence
	hard := true
	for _, v := range values {
		c, confirms, contradicts := compareDates(claimed, v)
		ev.confirms = ev.confirms || confirms
		hard = hard && contradicts
		if c.Degree > best.Degree {
			best = c
		}
	}
	ev.contradicts = hard && !ev.confirms
	r.Comparisons = append(r.Comparisons, best)
	return ev
}

func compareDates(claimed entity.Date, value string) (c finding.Comparison, confirms, contradicts bool) {
	c = finding.Comparison{Field: "birth_date", Claimed: claimed.Original, AtSource: value}
	source, err := entity.ParseDate(value)
	if err != nil || !source.Known() {
		c.Result, c.Why = finding.ValueUnchecked, "date_not_read"
		return c, false, false
	}
	exact := claimed.Precision == entity.PrecisionDay && source.Precision == entity.PrecisionDay
	switch {
	case claimed.Overlaps(source):
		c.Result, c.Degree = finding.Agrees, overlapDegree(claimed, source)
		if !exact {
			c.Why = "precision_" + coarser(claimed, source)
		}
		return c, exact, false
	case exact && swappedDay(claimed.Earliest, source.Earliest):
		c.Result, c.Degree, c.Why = finding.Differs, 5000, "day_month_swapped"
		return c, false, false
	case !exact && gapDays(claimed, source) <= slackDays:
		c.Result, c.Degree, c.Why = finding.Differs, 3000, "near"
		return c, false, false
	}
	c.Result, c.Why = finding.Differs, "other_date"
	return c, false, true
}

// overlapDegree says how much an overlap is worth.
func overlapDegree(a, b entity.Date) int {
	switch coarser(a, b) {
	case entity.PrecisionDay:
		return Full
	case entity.PrecisionMonth:
		return 8000
	case entity.PrecisionYear:
		return 6000
	}
	return 4000
}

var fineness = map[string]int{
	entity.PrecisionDay: 0, entity.PrecisionMonth: 1, entity.PrecisionYear: 2, entity.PrecisionRange: 3, entity.PrecisionAbout: 4,
}

func coarser(a, b entity.Date) string {
	if fineness[a.Precision] > fineness[b.Precision] {
		return a.Precision
	}
	return b.Precision
}

func gapDays(a, b entity.Date) int {
	if a.Earliest > b.Latest {
		return int(a.Earliest) - int(b.Latest)
	}
	return int(b.Earliest) - int(a.Latest)
}

// swappedDay reports whether two days are one another with month and day in
// each other's place, as forms of other countries have them.
func swappedDay(a, b entity.Day) bool {
	x, y := a.String(), b.String()
	return len(x) == 10 && len(y) == 10 && x[:4] == y[:4] && x[5:7] == y[8:] && x[8:] == y[5:7]
}
