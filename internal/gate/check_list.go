package gate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/script"
)

// listMatch searches every list for everybody whom the application names. A
// name that agrees is a possible match; only a corroborating attribute confirms
// one, and one that contradicts makes it a namesake.
type listMatch struct{}

func (listMatch) Name() string { return "list.match" }

func (listMatch) Slot(f *finding.Facts) Slot {
	return Slot{&f.List.State, &f.List.Code, &f.List.Cause}
}

// Codes of list.match, the weakest first.
const (
	CodeNoMatch   = "none"
	CodeNamesake  = "namesake"
	CodePossible  = "possible"
	CodeConfirmed = "confirmed"
)

// candidateLimit bounds how many entries of one list are scored for a name.
const candidateLimit = 200

func (listMatch) Run(ctx context.Context, x *Examination) (Answer, error) {
	subjects := x.subjects()
	if len(subjects) == 0 {
		return Answer{}, &unusable{cause: finding.CauseNameEmpty}
	}
	findings := x.unusableLists()
	var top *finding.Match
	var who string
	evasion := false
	for _, s := range subjects {
		if err := ctx.Err(); err != nil {
			return Answer{}, err
		}
		f, open, err := x.search(ctx, s)
		if err != nil {
			return Answer{}, err
		}
		mixed := x.evasive(&s)
		markEvasion(&f, mixed)
		evasion = evasion || len(mixed) > 0
		findings = append(append(findings, f), open...)
		if len(f.Matches) > 0 && (top == nil || compareMatches(f.Matches[0], *top) < 0) {
			top, who = &f.Matches[0], s.role
		}
	}
	return Answer{Findings: findings, Fill: func(facts *finding.Facts) {
		facts.List.Evasion = evasion
		if top == nil {
			return
		}
		l := &facts.List
		l.Subject, l.Source, l.Effect, l.Score = who, top.Source.Name, top.Effect, int64(top.Score)
		l.Confirmed = top.Identity == finding.IdentityConfirmed
		l.Possible = top.Identity == finding.IdentityUnknown
		l.Namesake = top.Identity == finding.IdentityContradicted
	}}, nil
}

// unusableLists says which lists may not be relied upon; without any list the
// whole check was not run.
func (x *Examination) unusableLists() []finding.Finding {
	var out []finding.Finding
	if len(x.Lists) == 0 {
		out = append(out, failed("list.match", &unusable{cause: finding.CauseMissing}))
	}
	for _, l := range x.Lists {
		if err := x.usable(l); err != nil {
			out = append(out, failed("list.match", err))
		}
	}
	return out
}

// search looks for one subject in every list that can be read, stale ones
// included: what they hold is still said. What could not be searched to its end
// is a finding of its own beside what was found, so that neither hides the other.
func (x *Examination) search(ctx context.Context, s subject) (f finding.Finding, open []finding.Finding, err error) {
	f = finding.Finding{Subject: s.role, State: finding.Clear, Code: CodeNoMatch, Detail: "searched: " + x.listNames()}
	notChecked := func(cause string, ref *finding.SourceRef) {
		open = append(open, finding.Finding{Subject: s.role, State: finding.NotChecked, Cause: cause, Source: ref})
	}
	for _, n := range s.query.Names {
		f.Comparisons = append(f.Comparisons, finding.Comparison{Field: "name", Claimed: clip(n), Result: finding.AbsentAtSource})
		if cause := unreadable(n); cause != "" {
			notChecked(cause, nil)
		}
	}
	if slices.ContainsFunc(s.query.Names, script.TooLong) {
		return f, open, nil // scoring it could take for ever
	}
	p := &wanted{
		query:    party.QueryFor(s.query.Schema, searchNames(s.query.Names)),
		prepared: sync.OnceValue(func() *match.Prepared { return match.Prepare(&s.query) }),
	}
	for _, l := range x.Lists {
		if l.Err != nil || l.List == nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return f, nil, err
		}
		cut, err := x.score(l, p, &s, &f)
		switch {
		case err != nil:
			return f, nil, err
		case cut:
			notChecked(finding.CauseCut, &l.Ref)
		}
	}
	x.grade(&f)
	return f, open, nil
}

// wanted is a subject prepared for all lists: for the search, and, which is
// seldom needed, for scoring.
type wanted struct {
	query    *party.Query
	prepared func() *match.Prepared
}

// listNames names the lists that are searched, with what state of them.
func (x *Examination) listNames() string {
	var out []string
	for _, l := range x.Lists {
		if l.Err == nil {
			out = append(out, fmt.Sprintf("%s %.12s", l.Ref.Name, l.Ref.Digest))
		}
	}
	return strings.Join(out, ", ")
}

// clip keeps a name that is too long to compare from filling the decision.
func clip(name string) string {
	const most = 200
	if len(name) <= most {
		return name
	}
	return strings.ToValidUTF8(name[:most], "") + "…"
}

// score adds the entries of one list whose name agrees with the subject's.
func (x *Examination) score(l *Source, p *wanted, s *subject, f *finding.Finding) (cut bool, err error) {
	found, cut, err := l.List.Find(p.query, candidateLimit)
	if err != nil {
		return false, err
	}
	byID, cut2, err := l.List.ByIdentifier(s.query.Identifiers, candidateLimit)
	if err != nil {
		return false, err
	}
	seen := map[string]bool{}
	for i, e := range append(slices.Clip(found), byID...) {
		if seen[e.ID] {
			continue
		}
		least := 0
		if i < len(found) { // else an identifier speaks for it
			least = x.Settings.Possible
		}
		r := p.prepared().ScoreFrom(l.targets.Of(e), least)
		if r.Score < least {
			continue
		}
		seen[e.ID] = true
		f.Matches = append(f.Matches, x.matchOf(l, e, r, s))
	}
	return cut || cut2, nil
}

func (x *Examination) matchOf(l *Source, e *entity.Entity, r match.Result, s *subject) finding.Match {
	ref := l.Ref
	ref.Record = e.ID
	m := finding.Match{
		Source: ref, Caption: r.EntityName, Score: r.Score, Identity: r.Identity, Why: r.Why,
		Effect: x.Policy.Effect(l.Ref.Kind, l.Ref.Name), Comparisons: r.Comparisons,
	}
	if ev := x.clearedBy(s.role, e.ID); ev != "" && m.Identity == finding.IdentityUnknown {
		m.Identity, m.Why = finding.IdentityContradicted, "cleared:"+ev
	}
	return m
}

// permits returns the evidence that lets a confirmed match of this entry pass:
// a recorded licence, or the answered checklist that the list's effect asks for.
func (x *Examination) permits(role, entry string) (code, id string) {
	for _, e := range x.confirmed(role, "licence", "checklist") {
		if e.Value != entry {
			continue
		}
		if e.Kind == "licence" {
			return policy.ListLicensed, e.ID
		}
		code, id = policy.ListChecklist, e.ID
	}
	return code, id
}

// clearedBy returns the evidence by which two people decided that this subject
// is somebody else than the entry.
func (x *Examination) clearedBy(role, entry string) string {
	for _, e := range x.confirmed(role, "list_cleared") {
		if e.Value == entry && e.Second != "" && e.Second != e.By {
			return e.ID
		}
	}
	return ""
}

// grade sets state and code by the strongest match that nothing permits; a
// licence for one entry says nothing of another.
func (x *Examination) grade(f *finding.Finding) {
	if len(f.Matches) == 0 {
		return
	}
	f.Comparisons = nil // each match carries its own
	slices.SortStableFunc(f.Matches, compareMatches)
	f.Source = &f.Matches[0].Source
	f.Code = CodeNamesake // the state stays: a namesake is nothing adverse
	permitted := ""
	for _, m := range f.Matches {
		if m.Identity == finding.IdentityContradicted {
			break
		}
		f.State = finding.Hit
		code, id := x.permits(f.Subject, m.Source.Record)
		if code == "" {
			f.Code, f.Evidence, permitted = CodeConfirmed, nil, ""
			if m.Identity == finding.IdentityUnknown {
				f.Code, f.Ask = CodePossible, []string{"list.birth_date", "list.identifier"}
			}
			break
		}
		if permitted == "" || code == policy.ListChecklist {
			permitted = code // the weaker permission names the whole
		}
		f.Code, f.Evidence = permitted, append(f.Evidence, id)
	}
	f.Matches = f.Matches[:min(len(f.Matches), nearestShown)]
}

var effectRank = map[string]int{
	policy.EffectProhibits: 0, policy.EffectLicence: 1, policy.EffectQuestion: 2, policy.EffectInternal: 3,
}

var identityRank = map[string]int{finding.IdentityConfirmed: 0, finding.IdentityUnknown: 1, finding.IdentityContradicted: 2}

// compareMatches puts the strongest first: identity, then the list's effect,
// then how far the names agree.
func compareMatches(a, b finding.Match) int {
	return cmp.Or(
		cmp.Compare(identityRank[a.Identity], identityRank[b.Identity]),
		cmp.Compare(effectRank[a.Effect], effectRank[b.Effect]),
		cmp.Compare(b.Score, a.Score),
		cmp.Compare(a.Source.Name, b.Source.Name),
		cmp.Compare(a.Source.Record, b.Source.Record),
	)
}
