package parity

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
)

// ofList asks the matcher of this project for every listed person.
type ofList struct{ list *names.List }

// OfList returns the matcher over a list of persons as what is measured.
func OfList(l *names.List) Scorer { return ofList{l} }

func (o ofList) Best(name string) (int, string) {
	h := o.list.Best(name)
	return h.Score, h.Name
}

func (o ofList) Pair(name, listed string) int { return names.Match(entity.Person, name, listed) }

// NamesOf are all names of the listed persons, for Measure to set aside what
// equals one of them.
func NamesOf(l *names.List) []string {
	var out []string
	for _, e := range l.Entities() {
		out = append(out, e.Names()...)
	}
	return out
}
