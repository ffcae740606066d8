package report

import (
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Reasons returns why a row came to its outcome, as sentences that are safe to
// show: the rules that made the outcome, then what has to be asked for, what
// was not checked and why, and the notes; or the problems of a row that was not
// examined. Explain shows the rest.
func Reasons(r *Row, lang Lang) []string {
	var out []string
	d := r.Decision
	if d == nil {
		for _, p := range r.Problems {
			out = append(out, Safe(p))
		}
		return out
	}
	var notes []string
	for i := range d.Reasons {
		re := &d.Reasons[i]
		text := Safe(pick(re.Text, lang, re.Code))
		switch {
		case re.Outcome == d.Outcome && !(re.Code == "not_checked" && len(d.Missing) > 0):
			out = append(out, text)
		case re.Outcome == "note":
			notes = append(notes, say(lang, "label/note")+": "+text)
		}
	}
	if d.Outcome != finding.Refuse { // a refusal asks for nothing
		out = append(out, open(d, lang)...)
	}
	return append(out, notes...)
}

// open says what stands against an approval: first what could be asked for,
// then what was not checked, by cause.
func open(d *finding.Decision, lang Lang) []string {
	var asks, causes []string
	byCause := map[string][]string{}
	for i := range d.Missing {
		m := &d.Missing[i]
		for _, a := range m.Ask {
			if t := Text(lang, "ask", a); !slices.Contains(asks, t) {
				asks = append(asks, t)
			}
		}
		if len(m.Ask) == 0 {
			if byCause[m.Cause] == nil {
				causes = append(causes, m.Cause)
			}
			byCause[m.Cause] = append(byCause[m.Cause], Text(lang, "check", m.Check))
		}
	}
	var out []string
	if len(asks) > 0 {
		out = append(out, say(lang, "label/ask")+": "+strings.Join(asks, say(lang, "label/or")))
	}
	for _, c := range causes {
		out = append(out, say(lang, "state/not_checked")+" ("+Text(lang, "cause", c)+"): "+strings.Join(byCause[c], say(lang, "label/comma")))
	}
	return out
}
