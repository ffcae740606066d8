package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Table writes rows as they come: its columns depend on the width of the
// terminal only, so a batch of any size needs no memory.
type Table struct {
	w       io.Writer
	o       Options
	widths  [4]int
	started bool
	counts  map[string]int
	total   int
	err     error
}

// NewTable returns a table with the columns applicant, item, outcome, reasons.
func NewTable(w io.Writer, o Options) *Table {
	o = o.normal()
	t := &Table{w: w, o: o, counts: map[string]int{}}
	rest := o.Width - 3*2 // two spaces between columns
	outcome := textWidth(say(o.Lang, "label/outcome"))
	for _, code := range outcomes {
		outcome = max(outcome, textWidth(say(o.Lang, "outcome/"+code)))
	}
	t.widths = [4]int{rest * 24 / 100, rest * 17 / 100, outcome, 0}
	t.widths[3] = rest - t.widths[0] - t.widths[1] - t.widths[2]
	return t
}

// outcomes are what a row may come to, in the order of the summary.
var outcomes = []string{string(finding.Approve), string(finding.Review), string(finding.Refuse), "unread"}

func outcomeOf(r *Row) string {
	if r.Decision == nil {
		return "unread"
	}
	return string(r.Decision.Outcome)
}

// Write adds one row; its error is that of the writer below.
func (t *Table) Write(r Row) error {
	if !t.started {
		t.started = true
		l := t.o.Lang
		t.line([4]string{say(l, "label/applicant"), say(l, "label/item"), say(l, "label/outcome"), say(l, "label/reasons")}, "")
		t.printf("%s\n", strings.Repeat("-", t.o.Width))
	}
	code := outcomeOf(&r)
	t.counts[code]++
	t.total++
	applicant := r.Applicant
	if strings.TrimSpace(applicant) == "" {
		applicant = r.External
	}
	if applicant == "" {
		applicant = fmt.Sprintf("%s:%d", r.File, r.Line)
	}
	first := wrap(Safe(applicant), t.widths[0])
	if r.Note != "" {
		first = append(first, wrap("("+Safe(r.Note)+")", t.widths[0])...)
	}
	cells := [4][]string{
		first,
		wrap(Safe(r.Item), t.widths[1]),
		wrap(say(t.o.Lang, "outcome/"+code), t.widths[2]),
		t.reasons(&r),
	}
	for i := 0; ; i++ {
		var line [4]string
		any := false
		for c := range cells {
			if i < len(cells[c]) {
				line[c], any = cells[c][i], true
			}
		}
		if !any {
			break
		}
		t.line(line, code)
	}
	return t.err
}

// reasons lists why, one reason after the other, and what is still missing.
func (t *Table) reasons(r *Row) []string {
	var out []string
	for _, s := range Reasons(r, t.o.Lang) {
		for i, l := range wrap(s, t.widths[3]-2) {
			if i == 0 {
				out = append(out, "- "+l)
			} else {
				out = append(out, "  "+l)
			}
		}
	}
	return out
}

func (t *Table) line(cells [4]string, outcome string) {
	third := pad(cells[2], t.widths[2])
	if cells[2] != "" {
		third = t.o.paint(outcome, third)
	}
	s := pad(cells[0], t.widths[0]) + "  " + pad(cells[1], t.widths[1]) + "  " + third + "  " + cells[3]
	t.printf("%s\n", strings.TrimRight(s, " "))
}

func (t *Table) printf(format string, args ...any) {
	if t.err == nil {
		if _, err := fmt.Fprintf(t.w, format, args...); err != nil {
			t.err = fmt.Errorf("write table: %w", err)
		}
	}
}

// Close writes how many rows came to what; the writer stays open.
func (t *Table) Close() error {
	var parts []string
	for _, code := range outcomes {
		if n := t.counts[code]; n > 0 || code != "unread" {
			parts = append(parts, fmt.Sprintf("%s %d", say(t.o.Lang, "outcome/"+code), n))
		}
	}
	t.printf("%s\n%s: %d (%s)\n", strings.Repeat("-", t.o.Width), say(t.o.Lang, "label/applications"), t.total, strings.Join(parts, ", "))
	return t.err
}
