package gate

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/script"
)

// CodeEvasion says that a name is written with letters that only look like its
// own, as names are hidden from lists. Whose letters they are is not said, and
// no rule can read it.
const CodeEvasion = "evasion"

// evasive returns the claimed names of a subject that mix letters inside a word.
// What the register itself holds in that very writing hides nothing.
func (x *Examination) evasive(s *subject) []string {
	var out []string
	for _, n := range s.query.Names {
		if !script.TooLong(n) && script.MixedToken(n) && !slices.Contains(out, n) && !x.registered(s.role, n) {
			out = append(out, n)
		}
	}
	return out
}

// registered reports whether the register writes the applicant's name so.
func (x *Examination) registered(role, name string) bool {
	if role != "applicant" || x.Register == nil || !claimsRegistered(&x.App.Applicant) {
		return false
	}
	l, err := x.lookup()
	if err != nil || l.Body == nil {
		return false
	}
	r, folded := l.Body.Current(), script.Fold(name)
	return folded == script.Fold(r.Name) || folded == script.Fold(r.EnName) || folded == script.Fold(r.Furigana)
}

// markEvasion puts the evasion flag on a finding of list.match. It stands beside
// what the lists gave: a code that says more is kept.
func markEvasion(f *finding.Finding, names []string) {
	for _, n := range names {
		f.Comparisons = append(f.Comparisons, finding.Comparison{Field: "letters", Claimed: clip(n), Result: finding.Noted, Why: CodeEvasion})
	}
	if len(names) == 0 || f.State != finding.Clear {
		return
	}
	f.State, f.Ask = finding.Hit, []string{"paper.identity"}
	if f.Code == CodeNoMatch {
		f.Code = CodeEvasion
	}
}

// searchNames are the names by which lists are asked: as written, and what a
// reader takes a name for whose words mix letters.
func searchNames(names []string) []string {
	out := names
	for _, n := range names {
		if !script.TooLong(n) && script.MixedToken(n) {
			out = append(slices.Clip(out), script.Skeleton(n))
		}
	}
	return out
}
