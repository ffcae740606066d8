package casefile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// Origins tells from how many independent origins the given statements come,
// and which of them come from one: the first of the chain of who told whom,
// the one for whom he speaks, and what a source reprints, relays or cites.
// IDs that are unknown or withdrawn are left out.
func Origins(f *File, statements []string) []Origin {
	return read(f).origins(statements)
}

func (r *reading) origins(ids []string) []Origin {
	at := map[string]int{}
	var out []Origin
	for _, id := range slices.Sorted(slices.Values(ids)) {
		a := r.byID[id]
		if a == nil {
			continue
		}
		who, why := r.originOf(a, 0)
		i, ok := at[fold(who)]
		if !ok {
			i = len(out)
			at[fold(who)] = i
			out = append(out, Origin{Who: who})
		}
		o := &out[i]
		if slices.Contains(o.Statements, id) {
			continue
		}
		o.Statements = append(o.Statements, id)
		o.Why = append(o.Why, id+": "+why)
		if !slices.Contains(o.Sources, a.st.Source) {
			o.Sources = append(o.Sources, a.st.Source)
		}
	}
	slices.SortFunc(out, func(a, b Origin) int { return strings.Compare(fold(a.Who), fold(b.Who)) })
	return out
}

// maxChain bounds how far a chain of sources is followed; a circle ends there.
const maxChain = 16

func (r *reading) originOf(a *answer, depth int) (who, why string) {
	if len(a.st.Chain) > 0 {
		return r.teller(a, a.st.Chain[0].Who, depth)
	}
	s := r.sources[a.source]
	if s == nil {
		return a.st.Source, "what " + a.st.Source + " itself says"
	}
	for _, d := range s.Derives {
		if d.How == statement.Relay || d.How == statement.Reprint { // of a printing that is not at hand
			who, why = r.teller(a, d.From, depth)
			return who, s.ID + " " + derived[d.How] + " " + why
		}
	}
	if a.source != a.st.Source {
		return r.name(s), a.st.Source + " prints " + a.source + " again"
	}
	return r.name(s), "what " + a.source + " itself says"
}

// teller follows the first of a chain: to whom he speaks for, and where he is
// a source at hand, to where that source has the same from.
func (r *reading) teller(a *answer, who string, depth int) (string, string) {
	why := "from " + who
	for range len(r.f.Tellers) {
		i := slices.IndexFunc(r.f.Tellers, func(t Teller) bool { return fold(t.Who) == fold(who) })
		if i < 0 {
			break
		}
		who = r.f.Tellers[i].Of
		why += ", who speaks for " + who
	}
	s := r.source(who)
	if s == nil || depth >= maxChain {
		return who, why
	}
	for _, b := range r.topics[Question{Subject: r.same.ref(a.st.Subject), Topic: topic(a.st.Predicate)}][a.st.Predicate] {
		if b.source == r.prints[s.ID] && b != a && r.compare(a, b).same {
			up, also := r.originOf(b, depth+1)
			return up, fmt.Sprintf("%s, who has it in %s %s", why, b.st.ID, also)
		}
	}
	return r.name(s), why
}

// source is the source at hand that a name means: an id or a publisher that
// only one source has.
func (r *reading) source(name string) *statement.Source {
	if s := r.sources[name]; s != nil {
		return s
	}
	var found *statement.Source
	for i := range r.f.Sources {
		s := &r.f.Sources[i]
		if s.Publisher != "" && fold(s.Publisher) == fold(name) && r.prints[s.ID] == s.ID {
			if found != nil {
				return nil
			}
			found = s
		}
	}
	return found
}

// name is what a source is called where it is itself an origin.
func (r *reading) name(s *statement.Source) string {
	if s.Publisher != "" {
		return s.Publisher
	}
	return s.ID
}
