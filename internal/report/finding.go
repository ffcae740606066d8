package report

import (
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// finding writes what one check said of one subject.
func (p *page) finding(f *finding.Finding) {
	l := p.o.Lang
	state := p.o.paint(string(f.State), Text(l, "state", string(f.State)))
	said := state
	if f.Code != "" {
		said += ": " + codeText(l, f.Check, f.Code)
	}
	if f.Cause != "" {
		said += ": " + Text(l, "cause", f.Cause)
	}
	// Not wrapped: colour sequences would be counted as text.
	p.line(0, fmt.Sprintf("%s (%s) - %s", Text(l, "check", f.Check), Text(l, "subject", f.Subject), said))
	p.line(2, "["+Safe(codes(f))+"]")
	if f.Detail != "" {
		p.text(2, "", Safe(f.Detail))
	}
	if f.Source != nil {
		p.source(2, f.Source)
	}
	p.comparisons(2, f.Comparisons)
	p.matches(f)
	if len(f.Evidence) > 0 {
		p.text(2, p.say("label/evidence")+": ", Safe(strings.Join(f.Evidence, ", ")))
	}
	for _, code := range f.Ask {
		p.text(2, p.say("label/ask")+": ", Text(l, "ask", code))
	}
}

// codes keeps the codes beside the words, for those who write rules.
func codes(f *finding.Finding) string {
	s := f.Check + " " + string(f.State)
	if f.Code != "" {
		s += " " + f.Code
	}
	if f.Cause != "" {
		s += " " + f.Cause
	}
	return s
}

func (p *page) source(indent int, s *finding.SourceRef) {
	text := Safe(s.Name)
	if s.Published != 0 {
		text += ", " + p.say("label/published") + " " + p.instant(s.Published)
	}
	if s.Digest != "" {
		text += ", " + p.say("label/snapshot") + " " + short(s.Digest)
	}
	if s.Record != "" {
		text += ", " + p.say("label/record") + " " + Safe(s.Record)
	}
	p.text(indent, p.say("label/source")+": ", text)
}

// comparisons writes claim and source one below the other, so that the eye
// finds the difference at the same place.
func (p *page) comparisons(indent int, cs []finding.Comparison) {
	l := p.o.Lang
	labels := max(textWidth(p.say("label/claimed")), textWidth(p.say("label/at_source"))) + 2
	for i := range cs {
		c := &cs[i]
		s := Text(l, "field", c.Field) + ": " + Text(l, "result", string(c.Result))
		if c.Why != "" {
			s += ", " + Text(l, "why", c.Why)
		}
		if c.Since != "" {
			s += ", " + p.say("label/since") + " " + Safe(c.Since)
		}
		if c.Degree > 0 {
			s += ", " + p.say("label/degree") + " " + percent(c.Degree)
		}
		p.text(indent, "", s)
		if c.Claimed != "" {
			p.text(indent+2, pad(p.say("label/claimed"), labels), Safe(c.Claimed))
		}
		if c.AtSource != "" {
			p.text(indent+2, pad(p.say("label/at_source"), labels), Safe(c.AtSource))
		}
	}
}

func (p *page) matches(f *finding.Finding) {
	if len(f.Matches) == 0 {
		return
	}
	l := p.o.Lang
	label := "label/matches"
	if strings.HasPrefix(f.Check, "register.") {
		label = "label/nearest"
		if by := f.Matches[0].Why; by == "number" || by == "name_address" || by == "name" {
			label = "label/found"
		}
	}
	p.line(2, p.say(label)+":")
	for i := range f.Matches {
		m := &f.Matches[i]
		s := Safe(m.Caption)
		if m.Source.Record != "" {
			s += " [" + Safe(m.Source.Record) + "]"
		}
		for _, more := range []string{
			known(l, "why", m.Why), known(l, "identity", m.Identity), known(l, "effect", m.Effect),
		} {
			if more != "" {
				s += ", " + more
			}
		}
		if m.Score > 0 {
			s += ", " + p.say("label/score") + " " + percent(m.Score)
		}
		p.text(4, "- ", s)
		// The source of a neighbour is the finding's own, said above.
		if f.Source == nil || f.Source.Digest != m.Source.Digest {
			p.source(6, &m.Source)
		}
		p.comparisons(6, m.Comparisons)
	}
}

func known(l Lang, group, code string) string {
	if code == "" {
		return ""
	}
	return Text(l, group, code)
}

// percent writes a degree of 0 to 10000.
func percent(n int) string {
	s := fmt.Sprintf("%d.%02d", n/100, n%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") + "%"
}
