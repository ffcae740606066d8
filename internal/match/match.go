// Package match says how far a name agrees with those of a listed entity, and
// whether anything beside the name says that they are the same.
//
// Two names are taken apart into words, or into characters where a script runs
// on, and every part is asked which part of the other name it answers: by slips,
// by habits of spelling, by what letters of another alphabet stand for, by the
// readings of characters (packages script/letters, script/reading, script/roman).
// What agrees must say enough (script/rarity), what contradicts costs more than
// what is left out. What cannot be compared scores 0, so whoever calls it must
// ask script.Supported first and say "not checked" where that fails.
//
// Scores are integers in 1/10,000, products and quotients of integers, so that
// every processor gives the same. Nationality and country are never looked at.
package match

import (
	"sync"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/script"
)

// Version is part of the generation of every decision: it is raised whenever
// any pair gets another score or identity.
const Version = "2"

// Scores that mean something.
const (
	Full   = 10000
	Agrees = 8500 // from here the name agrees
	Weak   = 7000 // below this there is nothing to look at
)

// Query is the party that is looked for. All but one name may be empty.
type Query struct {
	Schema      string // entity.Person, entity.Company …; "" where it is not known
	Names       []string
	BirthDate   entity.Date
	Identifiers []string // KIND:VALUE
	Addresses   []string
	Residence   string // kept for the record, never compared
}

// Result is what one entity is to the query.
type Result struct {
	Score       int    // of the best pair of names
	Identity    string // finding.IdentityConfirmed …
	QueryName   string
	EntityName  string
	Why         string // code of what decided the identity
	Comparisons []finding.Comparison
}

// Codes of Result.Why.
const (
	WhyIdentifier  = "identifier_agrees"
	WhyBirthDate   = "birth_date_agrees"
	WhyAddress     = "address_agrees"
	WhySchema      = "schema_differs"
	WhyIDDiffers   = "identifier_differs"
	WhyBirthDiffer = "birth_date_differs"
	WhyIDOnly      = "identifier_agrees_name_differs"
	WhyNameOnly    = "name_only"
	WhyNone        = "name_differs"
)

// Score compares q with one entity. To compare with many, Prepare once.
func Score(q *Query, e *entity.Entity) Result { return Prepare(q).Score(e) }

// Prepared is a query whose names are taken apart. It is read-only and may be
// used by several goroutines.
type Prepared struct {
	query        *Query
	person, body []*name // the names taken apart as each; nil where the schema excludes it
}

// Prepare takes the names of q apart. q must not change afterwards.
func Prepare(q *Query) *Prepared {
	p := &Prepared{query: q}
	kind := kindOfSchema(q.Schema)
	for _, n := range q.Names {
		if kind != body && kind != thing {
			p.person = appendName(p.person, n, true, nameOf)
		}
		if kind != natural {
			p.body = appendName(p.body, n, false, nameOf)
		}
	}
	return p
}

// appendName takes one name apart, and the names that it consists of.
func appendName(names []*name, s string, person bool, take func(s string, person bool) *name) []*name {
	if n := take(s, person); n != nil {
		names = append(names, n)
	}
	if script.MixedToken(s) { // written to look like another name
		if n := newName(script.Skeleton(s), person); n != nil {
			n.text = s
			names = append(names, n)
		}
	}
	if person {
		return names
	}
	for _, other := range otherNames(s) {
		if n := take(other, person); n != nil {
			names = append(names, n)
		}
	}
	return names
}

// Score compares the query with one entity.
func (p *Prepared) Score(e *entity.Entity) Result {
	return p.ScoreTarget(newTarget(e, p.asPerson(e), nameOf))
}

// asPerson decides how names are compared: as the query's schema says, else as
// the entity's.
func (p *Prepared) asPerson(e *entity.Entity) bool {
	return p.body == nil || p.person != nil && e.IsPerson()
}

// sameKind gives the target taken apart as the query is compared with it, and
// the names of the query that are compared so.
func (p *Prepared) sameKind(t *Target) (*Target, []*name) {
	person := p.asPerson(t.Entity)
	if person {
		return t.as(true), p.person
	}
	return t.as(false), p.body
}

// things reports whether either side is a ship or the like.
func (p *Prepared) things(t *Target) bool {
	return kindOfSchema(p.query.Schema) == thing || kindOfSchema(t.Entity.Schema) == thing
}

// score compares one name of an entity with one of the query. A weak alias
// agrees only in full. Pairs that score less than least may be given less.
func (n targetName) score(out *alignment, q *name, person, things bool, least int) (int, string) {
	switch {
	case things:
		least = 0 // sisters score more than their names
	case n.weak && least >= Agrees:
		least = max(least, 9900)
	}
	score, why := compareNames(out, q, n.name, person, least)
	if things {
		score = sisterShip(out, score)
	}
	if n.weak && score < 9900 {
		score = min(score, Agrees-1)
	}
	return score, why
}

// workspaces are alignments that nobody uses: pairs are kept behind a pointer,
// so each comparison would allocate them anew.
var workspaces = sync.Pool{New: func() any { return &alignment{pairs: make([]pair, 0, maxUnits)} }}

// ScoreTarget compares the query with one entity that was taken apart.
func (p *Prepared) ScoreTarget(t *Target) Result { return p.ScoreFrom(t, 0) }

// ScoreFrom is ScoreTarget for whoever looks only at scores of least or more: of
// an entity that has less it says nothing, its score is 0. The higher least is,
// the sooner most entities are left.
func (p *Prepared) ScoreFrom(t *Target, least int) Result {
	t, names := p.sameKind(t)
	things := p.things(t)
	var best Result
	var why string
	out := workspaces.Get().(*alignment)
	defer workspaces.Put(out)
	for _, target := range t.names {
		for _, qn := range names {
			score, reason := target.score(out, qn, t.person, things, max(least, best.Score))
			if score > best.Score {
				best.Score, best.QueryName, best.EntityName, why = score, qn.text, target.text, reason
			}
		}
	}
	if best.Score < least {
		return Result{Identity: finding.IdentityUnknown, Why: WhyNone}
	}
	p.judge(t.Entity, &best, why)
	return best
}
