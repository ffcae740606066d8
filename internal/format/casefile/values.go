package casefile

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// ref reads kind:name.
func (o *object) ref(key string) statement.Ref {
	s := o.text(key)
	if s == "" {
		return statement.Ref{}
	}
	r, ok := parseRef(s)
	if !ok {
		o.fail(key, fmt.Sprintf("%q", s), "want kind:name, as in person:the-woman")
	}
	return r
}

func parseRef(s string) (statement.Ref, bool) {
	kind, name, ok := strings.Cut(s, ":")
	r := statement.Ref{Kind: strings.TrimSpace(kind), Key: strings.TrimSpace(name)}
	return r, ok && r.Kind != "" && r.Key != ""
}

func (o *object) refs(key string) []statement.Ref {
	var out []statement.Ref
	for _, s := range o.texts(key) {
		r, ok := parseRef(s)
		if !ok {
			o.fail(key, fmt.Sprintf("%q", s), "want kind:name")
			continue
		}
		out = append(out, r)
	}
	return out
}

func (o *object) grade(key string) statement.Grade {
	g, err := statement.ParseGrade(o.text(key))
	if err != nil {
		o.fail(key, err.Error(), "")
	}
	return g
}

// instant reads RFC 3339, or a day, which is its start in UTC: a case that
// needs more writes the time.
func (o *object) instant(key string) entity.Instant {
	s := o.text(key)
	if s == "" {
		return 0
	}
	at, err := entity.ParseAt(s, time.UTC)
	if err != nil {
		o.fail(key, err.Error(), "")
	}
	return at
}

func (o *object) recorded() entity.Instant {
	if at := o.instant("recorded"); at != 0 {
		return at
	}
	return o.d.at
}

// date reads a date as sources write it, or {text, from, to} where only a
// person can say what is meant ("autumn").
func (o *object) date(key string) entity.Date {
	n := o.node(key)
	if n == nil {
		return entity.Date{}
	}
	if len(n.Content) > 0 {
		return o.child(key).dateSpan()
	}
	d, err := entity.ParseDate(o.text(key))
	if err != nil {
		o.fail(key, err.Error(), "or give {text, from, to}")
	}
	return d
}

func (o *object) dateSpan() entity.Date {
	from, err1 := entity.ParseDate(o.must("from"))
	to, err2 := entity.ParseDate(o.must("to"))
	d := entity.Date{Earliest: from.Earliest, Latest: to.Latest, Precision: entity.PrecisionRange, Original: o.must("text")}
	if err1 != nil || err2 != nil || d.Earliest > d.Latest {
		o.fail("from", "from and to are no span", "want two days, months or years, the earlier first")
	}
	o.done()
	return d
}

func (o *object) marking() statement.Marking {
	tlp := make([]string, 0, 5)
	for _, t := range statement.TLPs() {
		tlp = append(tlp, string(t))
	}
	return statement.Marking{TLP: statement.TLP(o.oneOf("tlp", tlp...)), Purpose: o.text("purpose"), Care: o.texts("care")}
}

func (o *object) markingOr(def statement.Marking) statement.Marking {
	m := o.marking()
	if m.TLP == "" {
		m.TLP = def.TLP
	}
	if m.Purpose == "" {
		m.Purpose = def.Purpose
	}
	if m.Care == nil {
		m.Care = def.Care
	}
	return m
}

// value reads one of {term: t}, {text: t}, {number: "180 to 200"}, {date: d},
// {set: [a, b]}, {only: [a, b]}, {yes_no: yes}; text beside it is how the
// source puts it.
func (o *object) value(key string) statement.Value {
	c := o.child(key)
	if c == nil {
		return statement.Value{}
	}
	defer c.done()
	v := statement.Value{Text: c.text("text")}
	for _, kind := range []string{"term", "number", "date", "set", "only", "yes_no"} {
		if !c.has(kind) {
			continue
		}
		if v.Kind != "" {
			c.fail(kind, "one value is of one kind", "")
		}
		v.Kind = kind
	}
	switch v.Kind {
	case "term":
		v.Text = c.must("term")
	case "number":
		c.number(&v)
	case "date":
		d := c.date("date")
		v.From, v.To = int64(d.Earliest), int64(d.Latest)
		if v.Text == "" {
			v.Text = d.Original
		}
	case "set", "only":
		v.Set = c.texts(v.Kind)
		if len(v.Set) == 0 {
			c.fail(v.Kind, "is empty", "")
		}
	case "yes_no":
		v.Text = map[bool]string{true: "yes", false: "no"}[c.flag("yes_no")]
	default:
		v.Kind = "text"
		if v.Text == "" {
			c.fail("text", "is missing", "want term, text, number, date, set, only or yes_no")
		}
	}
	return v
}

func (o *object) number(v *statement.Value) {
	s := o.must("number")
	low, high, ranged := strings.Cut(s, " to ")
	if !ranged {
		high = low
	}
	var err1, err2 error
	v.From, err1 = strconv.ParseInt(strings.TrimSpace(low), 10, 64)
	v.To, err2 = strconv.ParseInt(strings.TrimSpace(high), 10, 64)
	if err1 != nil || err2 != nil || v.From > v.To {
		o.fail("number", fmt.Sprintf("%q", s), "want a whole number, or 180 to 200")
	}
	if v.Text == "" {
		v.Text = s
	}
}
