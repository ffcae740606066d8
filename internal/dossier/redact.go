package dossier

import (
	"maps"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Why a statement does not leave.
const (
	heldTLP    = "tlp"                // marked closer than is let out
	heldCare   = "care"               // special-care data that were not named
	heldComm   = "communication"      // communication data that were not named
	heldRule   = "no_rule"            // recorded because it was said, of a whole people for one: it leaves nowhere
	heldDenial = "denial_held"        // what denies it does not leave, so neither does it
	heldState  = "procedure_held"     // it names a person whose state in a procedure does not leave
	heldFormat = "format"             // an object of others that the format forbids
	heldSource = "source_not_in_case" // its source was taken back
)

// redaction says what of a case may leave.
type redaction struct {
	max   statement.TLP
	care  []string
	comm  bool
	from  *casefile.File // without what was taken back
	held  map[string]int
	why   map[string]string // of each statement that stays
	bySrc map[string]*statement.Source

	names map[string]statement.Ref          // of persons, in small letters
	about map[string]map[statement.Ref]bool // persons whom each statement speaks of or names
	quiet bool                              // a procedure stays: no person of the case leaves
}

// redact returns the part of a case that may leave, and how many statements
// stay, by why. Nothing of the work on the case leaves but the names of things,
// what is kept apart, and, where criminal procedure is let out, legal steps:
// positions and hypotheses are the house's own.
func redact(all *casefile.File, q Request) (*casefile.File, map[string]int) {
	r := &redaction{max: q.TLP, care: q.Care, comm: q.Communication, from: current(all), held: map[string]int{}, why: map[string]string{},
		bySrc: map[string]*statement.Source{}}
	for i := range r.from.Sources {
		r.bySrc[r.from.Sources[i].ID] = &r.from.Sources[i]
	}
	for i := range r.from.Statements {
		if why := r.hold(&r.from.Statements[i]); why != "" {
			r.why[r.from.Statements[i].ID] = why
		}
	}
	r.people()
	for r.together() {
	}
	for _, why := range r.why {
		r.held[why]++
	}
	return r.file(), r.held
}

// closest returns the closest of the labels that were given, or that of the case
// where none was.
func (r *redaction) closest(given ...statement.TLP) int {
	at := -1
	for _, t := range given {
		if t != "" {
			at = max(at, t.Rank())
		}
	}
	if at < 0 {
		return r.from.Marking.TLP.Rank()
	}
	return at
}

func (r *redaction) cared(flags ...[]string) bool {
	for _, list := range flags {
		for _, flag := range list {
			if !slices.Contains(r.care, flag) {
				return false
			}
		}
	}
	return true
}

// hold says why a statement by itself does not leave, "" where it may.
func (r *redaction) hold(s *statement.Statement) string {
	src := r.bySrc[s.Source]
	switch {
	case src == nil:
		return heldSource
	case s.NoRule:
		return heldRule
	case r.closest(s.Marking.TLP, src.Marking.TLP) > r.max.Rank():
		return heldTLP
	case !r.cared(s.Marking.Care, src.Marking.Care, r.from.Marking.Care):
		return heldCare
	case s.Class == statement.CommunicationData && !r.comm:
		return heldComm
	}
	return ""
}

// together holds back what would leave without what belongs to it: a denial, the
// state of a procedure. Both leave with it or nothing does. It reports whether
// more is held back than before.
func (r *redaction) together() (more bool) {
	denied, state := map[casefile.Question]bool{}, map[statement.Ref]bool{}
	for i := range r.from.Statements {
		s := &r.from.Statements[i]
		if why := r.why[s.ID]; why == "" || why == heldSource || why == heldRule {
			continue
		}
		if s.Polarity == statement.Denies || s.Polarity == statement.Lacks {
			denied[question(s)] = true
		}
		if s.State != "" && slices.Contains(s.Marking.Care, careProcedure) {
			// One of nobody by name may be about each person of the case.
			r.quiet = r.quiet || len(r.about[s.ID]) == 0
			maps.Copy(state, r.about[s.ID])
		}
	}
	for i := range r.from.Statements {
		s := &r.from.Statements[i]
		if r.why[s.ID] != "" {
			continue
		}
		if denied[question(s)] && s.Polarity == statement.Asserts {
			r.why[s.ID], more = heldDenial, true
		}
		for p := range r.about[s.ID] {
			if r.quiet || state[p] {
				r.why[s.ID], more = heldState, true
			}
		}
	}
	return more
}

// question is what a statement answers.
func question(s *statement.Statement) casefile.Question {
	topic, _, _ := strings.Cut(s.Predicate, ".")
	return casefile.Question{Subject: s.Subject, Topic: topic}
}

// people finds the persons whom statements speak of, and those whom they name:
// in a quotation, in the chain, in the name of the thing that they are about.
func (r *redaction) people() {
	r.names, r.about = map[string]statement.Ref{}, map[string]map[statement.Ref]bool{}
	called := map[statement.Ref]string{}
	for _, t := range r.from.Things {
		called[t.Ref] = strings.Join(t.Names, "\n")
		for _, n := range t.Names {
			if t.Ref.Kind == statement.Person {
				r.names[strings.ToLower(n)] = t.Ref
			}
		}
	}
	for i := range r.from.Statements {
		s := &r.from.Statements[i]
		kind, key, _ := strings.Cut(s.Aspect, ":")
		text := []string{s.Quotation, s.English, s.Value.Text, called[s.Subject], called[s.Object]}
		for _, t := range s.Chain {
			text = append(text, t.Who)
		}
		of := r.namedIn(strings.Join(text, "\n"))
		for _, ref := range []statement.Ref{s.Subject, s.Object, {Kind: kind, Key: key}} {
			if ref.Kind == statement.Person {
				of[ref] = true
			}
		}
		r.about[s.ID] = of
	}
}

// namedIn are the persons whom a text names.
func (r *redaction) namedIn(text string) map[statement.Ref]bool {
	out := map[statement.Ref]bool{}
	text = strings.ToLower(text)
	for name, ref := range r.names {
		if strings.Contains(text, name) {
			out[ref] = true
		}
	}
	return out
}

// file puts together what leaves.
func (r *redaction) file() *casefile.File {
	f := &casefile.File{ID: r.from.ID, Title: r.from.Title, Opened: r.from.Opened, Marking: r.from.Marking}
	sources, things := map[string]bool{}, map[statement.Ref]bool{}
	for _, s := range r.from.Statements {
		if r.why[s.ID] == "" {
			s.Marking.TLP = statement.TLPs()[r.closest(s.Marking.TLP, r.bySrc[s.Source].Marking.TLP)] // what leaves says how far it may go
			f.Statements = append(f.Statements, s)
			sources[s.Source], things[s.Subject], things[s.Object] = true, true, true
		}
	}
	for _, s := range r.from.Sources {
		if sources[s.ID] {
			s.Marking.TLP = statement.TLPs()[r.closest(s.Marking.TLP)]
			if r.quiet && len(r.namedIn(s.Title)) > 0 {
				s.Title = ""
			}
			s.Derives = left(s.Derives, func(d statement.Derivation) bool { return r.bySrc[d.From] == nil || sources[d.From] })
			f.Sources = append(f.Sources, s)
		}
	}
	f.Things = left(r.from.Things, func(t casefile.Thing) bool { return things[t.Ref] })
	f.Decisions = left(r.from.Decisions, func(d casefile.Decision) bool { return things[d.A] && things[d.B] })
	f.Terms, f.Tellers = r.from.Terms, r.from.Tellers
	if r.closest() > r.max.Rank() || !r.cared(r.from.Marking.Care) {
		f.Things, f.Decisions, f.Terms, f.Tellers = nil, nil, nil, nil
		return f
	}
	if slices.Contains(r.care, careProcedure) {
		f.Steps = left(r.from.Steps, func(s casefile.Step) bool { return s.Statement == "" || r.why[s.Statement] == "" })
	}
	f.Evidence = left(r.from.Evidence, func(e casefile.Evidence) bool {
		return (e.Source == "" || sources[e.Source]) && r.closest(e.Marking.TLP) <= r.max.Rank() && r.cared(e.Marking.Care)
	})
	return f
}
