package casefile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Event is one line of a timeline: something that is said to have happened, or
// something that became known.
type Event struct {
	When       entity.Date    `json:"when"`         // as precisely as is said
	At         entity.Instant `json:"at,omitempty"` // where a clock says so
	On         Question       `json:"on,omitzero"`
	Says       string         `json:"says"`
	Polarity   string         `json:"polarity,omitempty"`
	Statements []string       `json:"statements,omitempty"`
	Sources    []string       `json:"sources,omitempty"`
	Origins    int            `json:"origins,omitempty"`
}

// Timeline is what is said to have happened, in the order of its earliest day;
// what is said alike and dated alike is one line. What nobody dates is not in it.
func Timeline(f *File) []Event {
	r := read(f)
	at := map[string]int{}
	var out []Event
	for _, id := range r.ids() {
		a := r.byID[id]
		when := a.st.When
		if !when.Known() {
			when = a.told()
		}
		if !when.Known() && a.st.At == 0 {
			continue
		}
		q := Question{Subject: r.same.ref(a.st.Subject), Topic: topic(a.st.Predicate)}
		key := strings.Join([]string{q.String(), a.says(), entityRange(int64(when.Earliest), int64(when.Latest)), strconv.FormatInt(int64(a.st.At), 10)}, "\x00")
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, Event{When: when, At: a.st.At, On: q, Says: a.says(), Polarity: string(a.st.Polarity)})
		}
		e := &out[i]
		e.Statements = append(e.Statements, id)
		if !slices.Contains(e.Sources, a.st.Source) {
			e.Sources = append(e.Sources, a.st.Source)
		}
	}
	for i := range out {
		out[i].Origins = len(r.origins(out[i].Statements))
	}
	slices.SortStableFunc(out, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.day(), b.day()), cmp.Compare(a.At, b.At), cmp.Compare(a.When.Latest, b.When.Latest),
			strings.Compare(a.Statements[0], b.Statements[0]))
	})
	return out
}

// told is the date that a statement answers with.
func (a *answer) told() entity.Date {
	v := a.st.Value
	if v.Kind != date {
		return entity.Date{}
	}
	return entity.Date{Earliest: entity.Day(v.From), Latest: entity.Day(v.To), Precision: entity.PrecisionRange, Original: v.Text}
}

func (e *Event) day() entity.Day {
	if e.When.Known() {
		return e.When.Earliest
	}
	return entity.Day(int64(e.At) / (24 * 3600 * 1_000_000))
}

// Known is what was known when: each source on the day that it was published
// and each entry of the case at the time that it was recorded, oldest first.
func Known(f *File) []Event {
	var out []Event
	for i := range f.Sources {
		s := &f.Sources[i]
		if s.Published.Known() {
			out = append(out, Event{When: s.Published, Says: "published: " + s.ID + " " + s.Title, Sources: []string{s.ID}})
		}
	}
	for _, e := range entries(f) {
		if e.at != 0 {
			out = append(out, Event{At: e.at, Says: e.kind + " " + e.id + ": " + e.says})
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.day(), b.day()), cmp.Compare(a.At, b.At), strings.Compare(a.Says, b.Says))
	})
	return out
}

func (r *reading) ids() []string {
	var out []string
	for id := range r.byID {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func entityRange(from, to int64) string {
	return strconv.FormatInt(from, 10) + ".." + strconv.FormatInt(to, 10)
}

// named finds a statement by its id.
func (r *reading) named(id string) *statement.Statement {
	if a := r.byID[id]; a != nil {
		return a.st
	}
	return nil
}
