package gate

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/record"
)

// askedList keeps the queries that it is asked.
type askedList struct {
	fakeList
	asked []*party.Query
}

func (a *askedList) Find(q *party.Query, limit int) ([]*entity.Entity, bool, error) {
	a.asked = append(a.asked, q)
	return a.fakeList.Find(q, limit)
}

func TestEvasion(t *testing.T) {
	for _, tt := range []struct {
		name    string
		change  func(f *fixture)
		state   finding.State
		code    string
		outcome finding.Outcome
		shown   int
	}{
		{"plain letters", func(f *fixture) { f.input.Application.Contact.Name = "Carl Lindqvist" }, finding.Clear, CodeNoMatch, finding.Approve, 0},
		{"kanji beside Latin letters is how people write", func(f *fixture) { f.input.Application.Contact.Name = "谷口 春子 Haruko" }, finding.Clear, CodeNoMatch, finding.Approve, 0},
		{"a strange letter in the name of the contact", func(f *fixture) { f.input.Application.Contact.Name = "Cаrl Lindqvist" }, finding.Hit, CodeEvasion, finding.Review, 1},
		{"of the payer", func(f *fixture) {
			f.input.Application.Payer = record.Party{Form: record.FormForeign, Name: "Ostrоwan Trading Ltd"}
		}, finding.Hit, CodeEvasion, finding.Review, 1},
		{"of a listed person", func(f *fixture) { f.input.Application.Contact.Name = "Teoro Vаlsk" }, finding.Hit, CodePossible, finding.Review, 1},
		{"of somebody born in another year", func(f *fixture) {
			f.input.Application.Contact.Name, f.input.Application.Contact.BirthDate = "Teoro Vаlsk", "1999-03-04"
		}, finding.Hit, CodeNamesake, finding.Review, 1},
		{"as the register itself writes it", all(func(f *fixture) { f.register.bodies[0].Rows[0].Name = "株式会社カ二ヤ水無瀬" },
			applicant(func(p *record.Party) { p.Name = "株式会社カ二ヤ水無瀬" })), finding.Clear, CodeNoMatch, finding.Approve, 0},
		{"another writing than the register's", all(func(f *fixture) { f.register.bodies[0].Rows[0].Name = "株式会社カニヤ水無瀬" },
			applicant(func(p *record.Party) { p.Name = "株式会社カ二ヤ水無瀬" })), finding.Hit, CodeEvasion, finding.Review, 1},
	} {
		f := honest(t)
		tt.change(f)
		d := f.decide(t)
		if d.Outcome != tt.outcome {
			t.Errorf("%s: %s, want %s", tt.name, d.Outcome, tt.outcome)
		}
		said := slices.ContainsFunc(d.Reasons, func(r finding.Reason) bool { return r.Code == "list.evasion" })
		if said != (tt.shown > 0) {
			t.Errorf("%s: reasons %+v", tt.name, d.Reasons)
		}
		shown := 0
		worst := finding.Finding{State: finding.Clear, Code: CodeNoMatch}
		for _, g := range of(d, "list.match") {
			if g.State == finding.Hit {
				worst = g
			}
			for _, c := range g.Comparisons {
				if c.Why == CodeEvasion {
					shown++
				}
			}
		}
		if worst.State != tt.state || worst.Code != tt.code || shown != tt.shown {
			t.Errorf("%s: %s %s, %d names shown; want %s %s, %d", tt.name, worst.State, worst.Code, shown, tt.state, tt.code, tt.shown)
		}
	}
}

// TestEvasionIsSearchedThrough: the lists are asked for what a reader takes the
// name for, and the decision nowhere says whose letters they are.
func TestEvasionIsSearchedThrough(t *testing.T) {
	f := honest(t)
	l := &askedList{fakeList: *f.list}
	f.Lists[0].List = l
	f.input.Application.Contact.Name = "Teoro Vаlsk"
	d := f.decide(t)
	if got := searchNames([]string{"Teoro Vаlsk"}); !slices.Equal(got, []string{"Teoro Vаlsk", "teoro valsk"}) {
		t.Errorf("searched for %q", got)
	}
	if len(l.asked) == 0 {
		t.Fatal("nothing was asked")
	}
	for _, r := range d.Reasons {
		for _, word := range []string{"script", "Cyrillic", "Latin", "キリル", "ラテン"} {
			if strings.Contains(r.Text.EN+r.Text.JA, word) {
				t.Errorf("%s names a script: %+v", r.Code, r.Text)
			}
		}
	}
	if d.Outcome == finding.Refuse {
		t.Error("letters alone refused")
	}
}
