package gate

import (
	"cmp"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// similarLimit is how many candidates of the register are compared with a name
// that nobody there bears as it is written.
const similarLimit = 50

// similar is a registered body whose name agrees with a claimed one, however it
// is written: misspelt, in Latin letters, translated.
type similar struct {
	*entity.Registration
	score int
}

// similarBodies asks the register for names like the claimed ones and keeps
// those that the matcher takes for the same, the likeliest first.
func (x *Examination) similarBodies(c *claim) (found []*entity.Registration, cut bool, err error) {
	var all []similar
	seen := map[string]bool{}
	for _, name := range c.names() {
		bodies, more, err := x.Register.Register.Search(name, token.Body, similarLimit)
		if err != nil {
			return nil, false, err
		}
		cut = cut || more
		for _, g := range bodies {
			if seen[g.Number] {
				continue
			}
			seen[g.Number] = true
			if score := c.likeness(g, x.Settings.Possible); score >= x.Settings.Possible {
				all = append(all, similar{g, score})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b similar) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Number, b.Number))
	})
	for _, s := range all {
		found = append(found, s.Registration)
	}
	return found, cut, nil
}

// names are the names that are claimed, as written, without what is too long to
// be compared.
func (c *claim) names() []string {
	p := c.party
	out := nonEmpty(append([]string{p.Name, p.EnglishName, p.Furigana}, p.Aliases...))
	return slices.DeleteFunc(out, script.TooLong)
}

// prepare makes the claimed names ready for the matcher.
func (c *claim) prepare() *match.Prepared {
	return match.Prepare(&match.Query{Schema: entity.Organization, Names: c.names()})
}

// likeness is how far the claimed names agree with any that the body has or
// had, 0 to 10,000; 0 where it is less than least.
func (c *claim) likeness(g *entity.Registration, least int) int {
	return c.prepared().ScoreFrom(match.PassingTarget(bodyNames(g)), least).Score
}

// bodyNames gives the matcher all names of a registered body.
func bodyNames(g *entity.Registration) *entity.Entity {
	e := &entity.Entity{ID: g.Number, Schema: entity.Organization}
	for i := len(g.Rows) - 1; i >= 0; i-- {
		r := &g.Rows[i]
		for _, n := range []string{r.Name, r.EnName, r.Furigana} {
			if n != "" && !slices.Contains(e.Values("name"), n) {
				e.Add("name", n)
			}
		}
	}
	return e
}

// rendered reports how far a name in Latin letters agrees with a registered one
// in Japanese writing, 0 where it does not, or where both are written alike:
// then they can be compared as they are.
func rendered(p *record.Party, r *entity.Row) int {
	if script.LatinKey(p.Name) == "" || script.LatinKey(r.Name) != "" {
		return 0
	}
	q := match.Prepare(&match.Query{Schema: entity.Organization, Names: []string{p.Name}})
	e := &entity.Entity{Schema: entity.Organization}
	e.Add("name", r.Name)
	return q.ScoreFrom(match.PassingTarget(e), match.Agrees).Score
}
