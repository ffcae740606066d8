package casefile

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// description is the topic of what persons are: is.occupation, is.age. It
// tells who is meant. Two descriptions that can be of one person are no
// disagreement, however closely each is drawn.
const description = "is"

// Disagreements finds on which questions the sources of a case differ and in
// which way, ordered by question. Questions on which all agree are not in it.
func Disagreements(f *File) []Disagreement {
	r := read(f)
	out := r.derivations()
	for q, facets := range r.topics {
		if d := r.disagreement(q, facets); len(d.Classes) > 0 {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b Disagreement) int {
		return cmp.Or(strings.Compare(a.On.Subject.String(), b.On.Subject.String()), strings.Compare(a.On.Topic, b.On.Topic))
	})
	return out
}

func (r *reading) disagreement(q Question, facets map[string][]*answer) Disagreement {
	d := Disagreement{On: q}
	speak := map[string]bool{}
	classes := map[Class]bool{}
	for _, p := range slices.Sorted(maps.Keys(facets)) {
		fc := r.facet(q, p, facets[p])
		for _, c := range fc.Classes {
			classes[c] = true
		}
		d.Facets = append(d.Facets, fc)
		for _, a := range facets[p] {
			speak[a.source] = true
		}
	}
	for _, s := range r.of[q.Subject] {
		if !speak[s] {
			d.Silent = append(d.Silent, s)
		}
	}
	if len(speak) == 1 && len(classes) == 0 && len(d.Silent) > 0 && q.Topic != description {
		classes[Silence] = true
	}
	d.Classes = ordered(classes)
	d.Alarm = slices.ContainsFunc(d.Classes, Class.Alarm)
	return d
}

// facet compares the sources on one predicate, each with each, and each with
// itself.
func (r *reading) facet(q Question, predicate string, answers []*answer) Facet {
	f := Facet{Predicate: predicate, Sides: r.sidesOf(answers)}
	classes := map[Class]bool{}
	note := func(v verdict) {
		if q.Topic == description && !v.class.Alarm() || v.class == "" {
			return
		}
		classes[v.class] = true
		if !slices.ContainsFunc(f.Why, func(r Reason) bool { return r.Text == v.why }) {
			f.Why = append(f.Why, Reason{Class: v.class, Text: v.why, Statements: v.between})
		}
	}
	by := map[string][]*answer{}
	for _, a := range answers {
		if why := a.impossible(); why != "" {
			note(verdict{class: WithinOne, why: why, between: []string{a.st.ID}})
			continue // what cannot be right in itself contradicts nobody else
		}
		by[a.source] = append(by[a.source], a)
	}
	ids := slices.Sorted(maps.Keys(by))
	for i, x := range ids {
		r.within(by[x], note)
		for _, y := range ids[i+1:] {
			r.between(by[x], by[y], note)
		}
	}
	// Once two answers exclude each other, that they are also drawn more or
	// less closely says nothing more.
	if classes[Contradiction] {
		delete(classes, Granularity)
		delete(classes, Scope)
	}
	f.Why = slices.DeleteFunc(f.Why, func(r Reason) bool { return !classes[r.Class] })
	f.Classes = ordered(classes)
	return f
}

// ordered is the classes in the order of their table, alarms first.
func ordered(in map[Class]bool) []Class {
	var out []Class
	for _, c := range []Class{Contradiction, WithinOne, Granularity, Evolution, Scope, Translation, Derivation, Silence} {
		if in[c] {
			out = append(out, c)
		}
	}
	return out
}

// sidesOf groups answers that read the same.
func (r *reading) sidesOf(answers []*answer) []Side {
	type key struct{ says, aspect string }
	at := map[key]int{}
	var out []Side
	for _, a := range slices.SortedFunc(slices.Values(answers), byStatement) {
		k := key{a.says(), a.st.Aspect}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, Side{Says: k.says, Aspect: k.aspect})
		}
		s := &out[i]
		s.Statements = append(s.Statements, a.st.ID)
		if !slices.Contains(s.Sources, a.st.Source) {
			s.Sources = append(s.Sources, a.st.Source)
		}
	}
	for i := range out {
		out[i].Origins = len(r.origins(out[i].Statements))
	}
	return out
}

// derivations are the sources that take from others, each a finding of its
// own: what they repeat is no second voice.
func (r *reading) derivations() []Disagreement {
	var out []Disagreement
	for i := range r.f.Sources {
		s := &r.f.Sources[i]
		if len(s.Derives) == 0 {
			continue
		}
		f := Facet{Predicate: "derives", Classes: []Class{Derivation}}
		for _, d := range s.Derives {
			f.Why = append(f.Why, Reason{Class: Derivation, Text: s.ID + " " + derived[d.How] + " " + d.From})
		}
		out = append(out, Disagreement{On: Question{Subject: statement.Ref{Kind: "source", Key: s.ID}, Topic: "derives"},
			Classes: []Class{Derivation}, Facets: []Facet{f}})
	}
	return out
}

var derived = map[string]string{statement.Reprint: "prints again", statement.Relay: "relays", statement.Cites: "cites"}
