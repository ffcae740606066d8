package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
)

// page writes the lines of one explanation and keeps the first error.
type page struct {
	w   io.Writer
	o   Options
	err error
}

// Explain writes one decision whole: reasons with their rules, what is missing
// and what to ask for, every check with the values that it compared and the
// source that it read, and everything else on which the decision depends. Its
// error is that of the writer.
func Explain(w io.Writer, r Row, o Options) error {
	p := &page{w: w, o: o.normal()}
	d := r.Decision
	if d == nil {
		for _, s := range r.Problems {
			p.text(0, "", Safe(s))
		}
		return p.err
	}
	p.pair("decision", Safe(d.ID))
	p.pair("application", Safe(d.Application))
	p.pair("applicant", Safe(r.Applicant))
	p.pair("item", Safe(r.Item))
	p.pair("at", p.instant(d.At))
	outcome := p.say("outcome/" + string(d.Outcome))
	p.line(0, pad(p.say("label/outcome"), p.labelWidth())+p.o.paint(string(d.Outcome), outcome))
	p.reasons(d)
	p.missing(d)
	p.head("checks")
	for i := range d.Findings {
		p.finding(&d.Findings[i])
	}
	p.generation(d)
	return p.err
}

func (p *page) say(key string) string { return say(p.o.Lang, key) }

func (p *page) labelWidth() int { return 20 }

func (p *page) instant(i entity.Instant) string {
	return i.Time().In(p.o.Zone).Format("2006-01-02 15:04:05 -07:00")
}

func (p *page) line(indent int, s string) {
	if p.err != nil {
		return
	}
	if _, err := fmt.Fprintf(p.w, "%s\n", strings.TrimRight(strings.Repeat(" ", indent)+s, " ")); err != nil {
		p.err = fmt.Errorf("write explanation: %w", err)
	}
}

// text writes a wrapped text, the mark before its first line.
func (p *page) text(indent int, mark, s string) {
	w := textWidth(mark)
	for i, l := range wrap(s, p.o.Width-indent-w) {
		if i > 0 {
			mark = strings.Repeat(" ", w)
		}
		p.line(indent, mark+l)
	}
}

func (p *page) pair(label, value string) {
	if value != "" {
		p.text(0, pad(p.say("label/"+label), p.labelWidth()), value)
	}
}

func (p *page) head(label string) {
	title := p.say("label/" + label)
	p.line(0, "")
	p.line(0, title)
	p.line(0, strings.Repeat("-", textWidth(title)))
}

func (p *page) reasons(d *finding.Decision) {
	p.head("why")
	for i := range d.Reasons {
		r := &d.Reasons[i]
		p.text(2, "- ", Safe(pick(r.Text, p.o.Lang, r.Code))+" ["+Safe(r.Code)+"]")
		outcome := p.say("outcome/" + string(r.Outcome))
		p.text(4, "", fmt.Sprintf("%s %s: %s, %s %s", p.say("label/rule"), Safe(r.Rule), outcome, p.say("label/policy"), short(r.Version)))
		if r.Guard != "" {
			var held []string
			for _, g := range strings.Split(r.Guard, ",") {
				held = append(held, Text(p.o.Lang, "guard", g))
			}
			p.text(4, p.say("label/guard")+": ", strings.Join(held, "; "))
		}
		var values []string
		for _, v := range r.Values {
			values = append(values, Safe(v.Fact)+" = "+Safe(quoteEmpty(v.Value)))
		}
		if values != nil {
			p.text(4, p.say("label/values")+": ", strings.Join(values, ", "))
		}
		if r.Checks != nil {
			p.text(4, p.say("label/checks")+": ", Safe(strings.Join(r.Checks, ", ")))
		}
	}
	if len(d.Reasons) == 0 {
		p.line(2, p.say("label/nothing"))
	}
}

func quoteEmpty(s string) string {
	if s == "" {
		return `""`
	}
	return s
}

func (p *page) missing(d *finding.Decision) {
	if len(d.Missing) == 0 {
		return
	}
	p.head("to_settle")
	for i := range d.Missing {
		m := &d.Missing[i]
		cause := Text(p.o.Lang, "cause", m.Cause)
		s := Text(p.o.Lang, "check", m.Check) + ": " + cause
		if t := Safe(pick(m.Text, p.o.Lang, "")); t != "" && t != cause {
			s += " (" + t + ")"
		}
		p.text(2, "- ", s)
		p.asks(m.Ask)
	}
}

func (p *page) asks(codes []string) {
	for _, code := range codes {
		p.text(4, p.say("label/ask")+": ", Text(p.o.Lang, "ask", code)+" ["+Safe(code)+"]")
	}
}

func (p *page) generation(d *finding.Decision) {
	g := &d.Generation
	p.head("generation")
	p.pair("policy", Safe(g.Policy))
	p.pair("matcher", Safe(g.Matcher))
	for _, s := range g.Snapshots {
		var chain []string
		for _, digest := range s.Chain {
			chain = append(chain, short(digest))
		}
		p.pair("snapshot", Safe(s.Source)+" "+strings.Join(chain, " + "))
	}
	if len(g.Packs) > 0 {
		p.pair("packs", Safe(strings.Join(g.Packs, ", ")))
	}
	p.pair("epoch", fmt.Sprint(g.Epoch))
	p.pair("memory", fmt.Sprint(g.Memory))
	p.pair("evidence_digest", short(g.Evidence))
	p.pair("input", Safe(d.Input))
}

// short is the beginning of a digest, enough to tell files apart by eye.
func short(digest string) string {
	if i := strings.IndexByte(digest, ':'); i >= 0 {
		digest = digest[i+1:]
	}
	return Safe(digest[:min(len(digest), 12)])
}
