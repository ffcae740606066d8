package casefile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Kinds of values, see statement.Value.
const (
	term   = "term"
	number = "number"
	date   = "date"
	set    = "set"
	only   = "only"
	yesNo  = "yes_no"
	text   = "text" // free text: kept, compared for spelling only
	link   = ""     // no value: a link to the object, one of many
)

// answer is a statement as it is compared: its words folded, its things those
// that the decisions of the case make of them.
type answer struct {
	st        *statement.Statement
	source    string // a reprint speaks as what it reprints
	published entity.Date
	foreign   bool // read in translation
	aspect    string
	kind      string
	word      string // term, text, yes or no, or the object
	set       []string
	merged    string // id of the decision that put its subject together with another
}

// reading is a case prepared for comparing.
type reading struct {
	f       *File // live
	same    *sameness
	words   *vocabulary
	sources map[string]*statement.Source
	prints  map[string]string // source -> the source that it reprints, or itself
	byID    map[string]*answer
	topics  map[Question]map[string][]*answer // question -> predicate -> answers
	of      map[statement.Ref][]string        // thing -> the sources that speak of it, sorted
}

func read(f *File) *reading {
	g := f.live()
	r := &reading{f: g, same: same(g), sources: map[string]*statement.Source{}, prints: map[string]string{},
		byID: map[string]*answer{}, topics: map[Question]map[string][]*answer{}, of: map[statement.Ref][]string{}}
	r.words = newVocabulary(g.Terms, r.same)
	for i := range g.Sources {
		r.sources[g.Sources[i].ID] = &g.Sources[i]
	}
	for id := range r.sources {
		r.prints[id] = r.original(id)
	}
	for i := range g.Statements {
		r.take(&g.Statements[i])
	}
	for k, v := range r.of {
		slices.Sort(v)
		r.of[k] = slices.Compact(v)
	}
	return r
}

// original follows reprints to the first printing that is at hand.
func (r *reading) original(id string) string {
	for range len(r.sources) {
		next := ""
		for _, d := range r.sources[id].Derives {
			if d.How == statement.Reprint && r.sources[d.From] != nil {
				next = d.From
			}
		}
		if next == "" || next == id {
			break
		}
		id = next
	}
	return id
}

func (r *reading) take(st *statement.Statement) {
	if st.NoRule || st.Subject.Kind == "" {
		return
	}
	a := r.answer(st)
	r.byID[st.ID] = a
	q := Question{Subject: r.same.ref(st.Subject), Topic: topic(st.Predicate)}
	if r.topics[q] == nil {
		r.topics[q] = map[string][]*answer{}
	}
	r.topics[q][st.Predicate] = append(r.topics[q][st.Predicate], a)
	if s := r.sources[a.source]; s != nil && s.Kind == statement.KindArticle {
		r.of[q.Subject] = append(r.of[q.Subject], a.source)
	}
}

func (r *reading) answer(st *statement.Statement) *answer {
	a := &answer{st: st, source: st.Source, aspect: r.word(st.Aspect), kind: st.Value.Kind}
	if s := r.sources[st.Source]; s != nil {
		a.source, a.published, a.foreign = r.prints[s.ID], s.Published, s.Translation != ""
	}
	if from := st.Subject.String(); r.same.of(from) != from || r.same.why[from] != "" {
		a.merged = r.same.why[from]
	}
	switch a.kind {
	case link:
		if st.Object.Kind != "" {
			a.word = r.same.of(st.Object.String())
		}
	case set, only:
		for _, w := range st.Value.Set {
			a.set = append(a.set, r.word(w))
		}
		slices.Sort(a.set)
		a.set = slices.Compact(a.set)
	case text:
		a.word = strings.TrimSpace(st.Value.Text)
	default:
		a.word = r.word(st.Value.Text)
	}
	return a
}

// word folds a term; a thing in its place (person:the-student) is the one that
// stands for it.
func (r *reading) word(s string) string {
	if to := r.same.of(s); to != s {
		return to
	}
	return r.words.of(r.same.of(fold(s)))
}

// topic is the predicate up to its first dot.
func topic(predicate string) string {
	t, _, _ := strings.Cut(predicate, ".")
	return t
}

// stands is how an answer that is no assertion begins.
var stands = map[statement.Polarity]string{statement.Denies: "denied", statement.Lacks: "no evidence", statement.NoAnswer: "asked, no answer"}

// says writes an answer for people.
func (a *answer) says() string {
	st := a.st
	s := st.Value.Text
	switch {
	case a.kind == link && st.Object.Kind != "":
		s = st.Object.String()
	case a.kind == set || a.kind == only:
		s = strings.Join(st.Value.Set, ", ")
	case s == "" && a.kind == date:
		s = entity.Day(st.Value.From).String() + " to " + entity.Day(st.Value.To).String()
	case s == "":
		s = "yes"
	}
	if a.kind == only {
		s = "only " + s
	}
	switch {
	case st.State != "" && s == "yes":
		s = st.State
	case st.State != "":
		s += ", " + st.State
	}
	if how := stands[st.Polarity]; how != "" && s == "yes" {
		s = how
	} else if how != "" {
		s = how + ": " + s
	}
	if st.Hedge != "" {
		s += " (“" + st.Hedge + "”)"
	}
	return s
}

func byStatement(a, b *answer) int {
	return cmp.Or(strings.Compare(a.source, b.source), strings.Compare(a.st.ID, b.st.ID))
}
