package gate

import (
	"context"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
)

// young says whether the body was registered, renamed, moved or revived shortly
// before it applied: what a bought shell looks like, and also what a young
// honest company looks like.
type young struct{}

func (young) Name() string { return "register.young" }

func (young) Slot(f *finding.Facts) Slot {
	return Slot{&f.Young.State, &f.Young.Code, &f.Young.Cause}
}

func (young) Run(_ context.Context, x *Examination) (Answer, error) {
	f := finding.Finding{Subject: "applicant"}
	body, l, err := registered(x, &f)
	if body == nil || err != nil {
		return one(f), err
	}
	f.Source = l.ref(x)
	d := agesOf(x, body)
	f.State = finding.Clear
	for _, a := range []struct {
		code  string
		days  int64
		limit int
	}{
		{"moved", d.moved, x.Settings.MovedDays},
		{"renamed", d.renamed, x.Settings.RenamedDays},
		{"revived", d.revived, x.Settings.RenamedDays},
		{"registered", d.registered, x.Settings.YoungDays},
	} {
		if a.days >= 0 && a.days <= int64(a.limit) {
			f.State, f.Code = finding.Hit, a.code
		}
	}
	return Answer{Findings: []finding.Finding{f}, Fill: func(facts *finding.Facts) {
		y := &facts.Young
		y.RegisteredDays, y.RenamedDays, y.MovedDays, y.RevivedDays = d.registered, d.renamed, d.moved, d.revived
	}}, nil
}

type ages struct{ registered, renamed, moved, revived int64 }

// agesOf counts days since the last change of each kind, -1 where there was
// none. The day of assignment says when a body was registered only where it is
// later than the day on which numbers began.
func agesOf(x *Examination, g *entity.Registration) ages {
	a := ages{-1, -1, -1, -1}
	for i := range g.Rows {
		r := &g.Rows[i]
		if r.Assigned != entity.NoDay && r.Assigned > entity.NumbersBegan {
			a.registered = x.days(r.Assigned)
		}
		switch r.Process {
		case entity.ProcessName:
			a.renamed = newest(a.renamed, x.days(r.Changed))
		case entity.ProcessSeat, entity.ProcessSeatAbroad:
			a.moved = newest(a.moved, x.days(r.Changed))
		case entity.ProcessRevived:
			a.revived = newest(a.revived, x.days(r.Changed))
		}
	}
	return a
}

func newest(have, now int64) int64 {
	if have < 0 || now >= 0 && now < have {
		return now
	}
	return have
}
