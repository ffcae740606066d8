package casefile

import (
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// unknown is the role of everybody of whom nobody says another.
const unknown = "unknown"

// Part is what is said of the role of one person.
type Part struct {
	Person statement.Ref `json:"person"`
	Names  []string      `json:"names,omitempty"`
	Held   string        `json:"held"` // unknown, or what a position of this case holds
	By     string        `json:"by,omitempty"`
	Said   []Role        `json:"said,omitempty"`
}

// Role is one role that is said of a person, by whom, and how well.
type Role struct {
	Role       string          `json:"role"` // unwitting, coerced, acting, unknown
	Polarity   string          `json:"polarity"`
	Statements []string        `json:"statements"`
	Origins    int             `json:"origins"`
	Best       statement.Grade `json:"best"`
}

// Roles lists the persons of a case with what is said of their part in it. It
// draws no conclusion: without a position that a person took, the role is
// unknown.
func Roles(f *File) []Part {
	r := read(f)
	at := map[statement.Ref]*Part{}
	var order []*Part
	person := func(ref statement.Ref) *Part {
		ref = r.same.ref(ref)
		if at[ref] == nil {
			at[ref] = &Part{Person: ref, Held: unknown}
			order = append(order, at[ref])
		}
		return at[ref]
	}
	for _, t := range r.f.Things {
		if t.Ref.Kind == statement.Person {
			p := person(t.Ref)
			p.Names = append(p.Names, t.Names...)
		}
	}
	for _, id := range r.ids() {
		st := r.named(id)
		if st.Subject.Kind == statement.Person {
			p := person(st.Subject)
			if st.Role != "" {
				p.say(st)
			}
		}
	}
	for _, p := range order {
		for i := range p.Said {
			p.Said[i].Origins = len(r.origins(p.Said[i].Statements))
		}
		p.hold(r)
	}
	slices.SortFunc(order, func(a, b *Part) int { return strings.Compare(a.Person.String(), b.Person.String()) })
	out := make([]Part, 0, len(order))
	for _, p := range order {
		out = append(out, *p)
	}
	return out
}

func (p *Part) say(st *statement.Statement) {
	i := slices.IndexFunc(p.Said, func(r Role) bool { return r.Role == st.Role && r.Polarity == string(st.Polarity) })
	if i < 0 {
		i = len(p.Said)
		p.Said = append(p.Said, Role{Role: st.Role, Polarity: string(st.Polarity)})
	}
	r := &p.Said[i]
	r.Statements = append(r.Statements, st.ID)
	if st.Grade.Judged() && (!r.Best.Judged() || st.Grade.Weight() > r.Best.Weight()) {
		r.Best = st.Grade
	}
}

// hold takes the latest position on the person's role.
func (p *Part) hold(r *reading) {
	var last *Position
	for i := range r.f.Positions {
		x := &r.f.Positions[i]
		if x.On.Topic == "role" && r.same.ref(x.On.Subject) == p.Person && (last == nil || after(x.Recorded, last.Recorded, x.ID, last.ID)) {
			last = x
		}
	}
	if last != nil && last.Holds != "" {
		p.Held, p.By = last.Holds, last.By
	}
}
