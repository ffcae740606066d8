package gate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/policy"
)

// fault breaks something that checks look at: a source, the clock, or the name
// that is looked for. It never touches a check's answer.
type fault struct {
	name   string
	breaks string // "sources", "clock" or "name"
	inject func(f *fixture)
}

func each(fail func() error) func(f *fixture) {
	return func(f *fixture) { f.register.fail, f.list.fail, f.memory.fail = fail, fail, fail }
}

var faults = []fault{
	{"error", "sources", each(func() error { return errors.New("read: input/output error") })},
	{"panic", "sources", each(func() error { panic("index out of range") })},
	{"timeout", "sources", each(func() error { time.Sleep(500 * time.Millisecond); return nil })},
	{"stale", "clock", func(f *fixture) { f.input.At = at("2027-02-28") }},
	{"missing", "sources", func(f *fixture) {
		f.Register, f.Lists, f.Memory = nil, nil, nil
	}},
	{"unreadable file", "sources", func(f *fixture) {
		broken := errors.New("damaged snapshot")
		f.Register.Err, f.Register.Register = broken, nil
		f.Lists[0].Err, f.Lists[0].List = broken, nil
		f.Memory = &fakeMemory{fail: func() error { return broken }}
	}},
	{"empty", "sources", func(f *fixture) {
		f.register.bodies, f.Register.Records = nil, 0
		f.list.entries, f.Lists[0].Records = nil, 0
		f.memory.fail = func() error { return errors.New("no table") }
	}},
	{"over-long name", "name", func(f *fixture) {
		f.input.Application.Applicant.Name = strings.Repeat("水無瀬", 2000)
		f.input.Application.Applicant.CorporateNumber = ""
	}},
	{"empty name", "name", func(f *fixture) {
		f.input.Application.Applicant.Name = " 　"
		f.input.Application.Applicant.CorporateNumber = ""
		f.input.Application.Representative.Name = ""
		f.input.Application.Contact.Name = ""
	}},
	{"cut search", "sources", func(f *fixture) {
		// The register holds too many of that name to say which is meant.
		f.input.Application.Applicant.CorporateNumber = ""
		f.register.cut, f.list.cut = true, true
		f.memory.fail = func() error { return errors.New("search cut") }
	}},
}

// notTouched lists the checks that a kind of fault cannot reach, with the
// reason; every other cell must see its check not_checked by itself.
func notTouched(check string, f fault) string {
	switch {
	case check == "contact":
		return "reads the application only, no source and no name"
	case check == "represents" && f.breaks == "name":
		return "rests on recorded evidence, whatever the name"
	case check == "address.shared" && f.breaks == "name":
		return "counts at an address, whatever the name"
	case check == "memory.shares" && f.breaks != "sources":
		return "compares what was brought, not names, with the store, which has no age"
	case check == "freshness" && (f.breaks == "name" || f.name == "error" || f.name == "panic" || f.name == "timeout" || f.name == "cut search"):
		return "asks for date and size of a source and reads nothing in it"
	case f.name == "cut search" && check == "address.shared":
		return "counts at least so many: a cut count is still a count"
	}
	return ""
}

// only is a policy that requires one check and has no rule that fires.
func only(t testing.TB, check string) *policy.Policy {
	t.Helper()
	var b strings.Builder
	b.WriteString("schema: 1\nname: only\nversion: \"1\"\nsettings: {timeout: 300ms}\nsources: {require: [nta, list]}\nchecks:\n")
	for _, c := range Checks() {
		fmt.Fprintf(&b, "  %s: {required: %v, must_claim: false}\n", c.Name(), c.Name() == check)
	}
	b.WriteString("rules:\n  - id: none\n    outcome: note\n    when: \"false\"\n    text: {en: none, ja: なし}\n")
	p, err := policy.Parse("only.yaml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// breaches runs one check alone against every fault and returns the cells in
// which the application was approved all the same.
func breaches(t *testing.T, c Check) []string {
	honest(t).decide(t) // tables are read on first use; that is not what is timed
	var out []string
	for _, ft := range faults {
		if notTouched(c.Name(), ft) != "" {
			continue
		}
		f := honest(t)
		f.Checks = []Check{c}
		f.Policy = only(t, c.Name())
		if d := f.decide(t); d.Outcome != finding.Approve {
			t.Fatalf("%s alone, nothing broken: %s %+v; the cell would prove nothing", c.Name(), d.Outcome, d.Reasons)
		}
		ft.inject(f)
		if d := f.decide(t); d.Outcome == finding.Approve {
			out = append(out, c.Name()+" × "+ft.name)
		}
	}
	return out
}

func TestFailClosedEachCheckAlone(t *testing.T) {
	for _, c := range Checks() {
		for _, cell := range breaches(t, c) {
			t.Errorf("%s: approved", cell)
		}
	}
}

func TestFailClosedWholeGate(t *testing.T) {
	if d := honest(t).decide(t); d.Outcome != finding.Approve {
		t.Fatalf("the honest fixture is not approved: %s %+v %+v", d.Outcome, d.Reasons, d.Missing)
	}
	hasty, err := policy.Parse("default.yaml", []byte(strings.Replace(policy.Default().Source, "timeout: 2s", "timeout: 300ms", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for _, ft := range faults {
		f := honest(t)
		f.Policy = hasty
		ft.inject(f)
		if d := f.decide(t); d.Outcome == finding.Approve {
			t.Errorf("%s: approved", ft.name)
		}
	}
}

// TestFailClosedFindsAPlantedCheck proves that the table above can fail: a
// check that swallows its errors breaches it.
func TestFailClosedFindsAPlantedCheck(t *testing.T) {
	for _, c := range Checks() {
		reached := false
		for _, ft := range faults {
			reached = reached || notTouched(c.Name(), ft) == ""
		}
		if reached && len(breaches(t, swallowing{c})) == 0 {
			t.Errorf("%s: a version that swallows its errors goes unnoticed", c.Name())
		}
	}
}

// swallowing answers "clear" whenever the check behind it did not run.
type swallowing struct{ Check }

func (s swallowing) Run(ctx context.Context, x *Examination) (a Answer, err error) {
	defer func() {
		if recover() != nil {
			a, err = s.clear()
		}
	}()
	a, err = s.Check.Run(ctx, x)
	if err != nil {
		return s.clear()
	}
	for i := range a.Findings {
		if a.Findings[i].State == finding.NotChecked {
			a.Findings[i].State = finding.Clear
		}
	}
	return a, nil
}

func (s swallowing) clear() (Answer, error) {
	return one(finding.Finding{Subject: "applicant", State: finding.Clear}), nil
}

// TestOneCheckAloneStopsTheGate breaks one source at a time: no other check may
// cover for the one that did not run.
func TestOneSourceAloneStopsTheGate(t *testing.T) {
	for name, inject := range map[string]func(f *fixture){
		"register": func(f *fixture) { f.register.fail = func() error { return errors.New("x") } },
		"list":     func(f *fixture) { f.list.fail = func() error { return errors.New("x") } },
		"memory":   func(f *fixture) { f.memory.fail = func() error { return errors.New("x") } },
		"old list": func(f *fixture) { f.Lists[0].Ref.Published = at("2026-02-20") },
		"no list":  func(f *fixture) { f.Lists = nil },
		"one of two lists": func(f *fixture) {
			f.Lists = append(f.Lists, &Source{Ref: f.Lists[0].Ref, Records: 1, Err: errors.New("damaged")})
		},
	} {
		f := honest(t)
		inject(f)
		if d := f.decide(t); d.Outcome == finding.Approve {
			t.Errorf("%s: approved", name)
		}
	}
}
