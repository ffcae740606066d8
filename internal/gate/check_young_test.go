package gate

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// changed appends a row of a process that took effect so many days before the
// fixture's time.
func changed(process string, days int) func(f *fixture) {
	return func(f *fixture) {
		then(f.register.bodies[0], func(r *entity.Row) {
			r.Process, r.Changed = process, f.input.At.DayIn(tokyo)-entity.Day(days)
		})
	}
}

func assigned(days int) func(f *fixture) {
	return func(f *fixture) {
		f.register.bodies[0].Rows[0].Assigned = f.input.At.DayIn(tokyo) - entity.Day(days)
	}
}

func TestYoung(t *testing.T) {
	s := honest(t).Policy.Settings()
	for _, tt := range []struct {
		name                               string
		change                             func(f *fixture)
		want                               string
		registered, renamed, moved, revive int
	}{
		{"as old as the numbers", func(*fixture) {}, "clear", -1, -1, -1, -1},
		{"registered on the last young day", assigned(s.YoungDays), "hit registered", s.YoungDays, -1, -1, -1},
		{"registered a day before", assigned(s.YoungDays + 1), "clear", s.YoungDays + 1, -1, -1, -1},
		{"registered today", assigned(0), "hit registered", 0, -1, -1, -1},
		{"registered tomorrow", assigned(-1), "hit registered", 0, -1, -1, -1},
		{"renamed on the last day", changed(entity.ProcessName, s.RenamedDays), "hit renamed", -1, s.RenamedDays, -1, -1},
		{"renamed a day before", changed(entity.ProcessName, s.RenamedDays+1), "clear", -1, s.RenamedDays + 1, -1, -1},
		{"moved on the last day", changed(entity.ProcessSeat, s.MovedDays), "hit moved", -1, -1, s.MovedDays, -1},
		{"moved abroad", changed(entity.ProcessSeatAbroad, 3), "hit moved", -1, -1, 3, -1},
		{"moved long ago", changed(entity.ProcessSeat, 900), "clear", -1, -1, 900, -1},
		{"revived", changed(entity.ProcessRevived, 5), "hit revived", -1, -1, -1, 5},
		{"moved twice: the newer counts", all(changed(entity.ProcessSeat, 900), changed(entity.ProcessSeat, 10)), "hit moved", -1, -1, 10, -1},
		{"the rows out of order", all(changed(entity.ProcessSeat, 10), changed(entity.ProcessSeat, 900)), "hit moved", -1, -1, 10, -1},
		{"a shell: moved and renamed", all(changed(entity.ProcessSeat, 10), changed(entity.ProcessName, 20)), "hit renamed", -1, 20, 10, -1},
		{"other changes are none of these", changed(entity.ProcessMergerVoid, 1), "clear", -1, -1, -1, -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := honest(t)
			tt.change(f)
			g, facts := f.ask(t, young{})
			expect(t, g, tt.want)
			y := facts.Young
			if got, want := [4]int64{y.RegisteredDays, y.RenamedDays, y.MovedDays, y.RevivedDays},
				[4]int64{int64(tt.registered), int64(tt.renamed), int64(tt.moved), int64(tt.revive)}; got != want {
				t.Errorf("days %v, want %v", got, want)
			}
			if g.Source == nil || g.Source.Record != number("010401000001") {
				t.Errorf("source %+v", g.Source)
			}
		})
	}
}

func TestYoungWithoutABody(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(f *fixture)
		want   string
	}{
		{"a form that no register holds", applicant(func(p *record.Party) { p.Form, p.Name, p.CorporateNumber = record.FormSole, "谷口デザイン", "" }),
			"not_applicable unregistered_form"},
		{"in no register", unknownCompany, "not_checked not_found no_evidence"},
		{"in no register, an extract is there", all(unknownCompany, evidence("register_extract", nil)), "clear extract"},
		{"no register", func(f *fixture) { f.Register = nil }, "not_checked " + finding.CauseMissing},
		{"an old register", func(f *fixture) { f.Register.MaxAge = 1 }, "not_checked " + finding.CauseStale},
	} {
		f := honest(t)
		tt.change(f)
		g, _ := f.ask(t, young{})
		t.Log(tt.name)
		expect(t, g, tt.want)
	}
}
