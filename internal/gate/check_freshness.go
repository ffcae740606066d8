package gate

import (
	"context"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/policy"
)

// freshness says of every source that the policy needs whether it is there, not
// empty and not older than it may be.
type freshness struct{}

func (freshness) Name() string { return "freshness" }

func (freshness) Slot(f *finding.Facts) Slot {
	return Slot{&f.Freshness.State, &f.Freshness.Code, &f.Freshness.Cause}
}

func (freshness) Run(_ context.Context, x *Examination) (Answer, error) {
	var findings []finding.Finding
	var stale []string
	for _, s := range x.sources() {
		f := finding.Finding{Subject: "source", State: finding.Clear, Source: &s.Ref}
		if err := x.usable(s); err != nil {
			f = failed("freshness", err)
			stale = append(stale, s.Ref.Name)
		}
		findings = append(findings, f)
	}
	return Answer{Findings: findings, Fill: func(facts *finding.Facts) { facts.Freshness.Stale = stale }}, nil
}

// sources are all that are live, and one missing one for each kind that the
// policy needs and that is not there.
func (x *Examination) sources() []*Source {
	var all []*Source
	if x.Register != nil {
		all = append(all, x.Register)
	}
	all = append(all, x.Lists...)
	have := map[string]bool{policy.RequireList: len(x.Lists) > 0, policy.RequireRegister: x.Register != nil}
	for _, s := range all {
		have[s.Ref.Kind], have[s.Ref.Name] = true, true
	}
	for _, kind := range x.Policy.RequireSources() {
		if !have[kind] {
			all = append(all, &Source{Ref: finding.SourceRef{Name: kind, Kind: kind}, Err: errNotLive})
		}
	}
	return all
}
