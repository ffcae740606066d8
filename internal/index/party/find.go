package party

import (
	"cmp"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// Candidates returns the entities that may bear one of the names, the likeliest
// first, at most limit. They share words with the name, in any script, and up
// to slips of the pen, rare words weighing more than common ones.
//
// cut says that an entity which shares most of a name may be missing; those that
// share less are left out silently, since they cannot be the same.
func (l *List) Candidates(names []string, limit int) (found []*entity.Entity, cut bool, err error) {
	return l.Find(NewQuery(names), limit)
}

// Query is a set of names, taken apart once for all the lists that are asked.
type Query struct{ names []queryName }

type queryName struct {
	key     string // name key
	askings []token.Asking
	read    bool // found by how it is read, not by how it is spelt
}

// NewQuery takes the names of somebody of whom it is not known whether it is a
// person. A query may be used by many goroutines.
func NewQuery(names []string) *Query { return QueryFor("", names) }

// QueryFor is NewQuery for the names of a party of the given schema.
func QueryFor(schema string, names []string) *Query {
	q := &Query{}
	for _, n := range names {
		q.names = append(q.names, queryName{script.NameKey(n), token.Ask(n, KindOf(schema)), isRead(n)})
	}
	return q
}

// Ranked is an entity with its score, 0 to 10,000, how much of the name it shares.
type Ranked struct {
	*entity.Entity
	Score int
}

// How many candidates Find gives however little of the name they share. Names of
// honest customers share a little with many entries, and each costs a
// comparison. Readings are licensed: who bears the name shares nearly all of them.
// Spellings in other letters are likenesses, which may miss a word.
const (
	always     = 3
	enoughRead = 7000
)

// longestRead is how many characters a name has at most that is read; foreign
// names are spelt with more.
const longestRead = 6

// isRead reports whether a name is in kanji or hanzi alone.
func isRead(name string) bool {
	n := 0
	for _, r := range name {
		if n++; r == ' ' || r == '\u3000' {
			n--
		} else if script.Alphabet(r) != script.Han {
			return false
		}
	}
	return n > 0 && n <= longestRead
}

// Find is Candidates for names that are taken apart already. It leaves out who
// shares little of a name, after the first ones of each.
func (l *List) Find(q *Query, limit int) (found []*entity.Entity, cut bool, err error) {
	ranked, cut, err := l.search(q, limit, nil, true)
	for _, r := range ranked {
		found = append(found, r.Entity)
	}
	return found, cut, err
}

// Search is Find with the scores, among the entities that filter takes (nil: all);
// it fails with index.ErrLabel where the list is of too many datasets to keep them.
// Their labels are kind:person, kind:body or kind:unknown, schema:SCHEMA and
// dataset:NAME.
func (l *List) Search(q *Query, limit int, filter *index.Filter) (found []Ranked, cut bool, err error) {
	return l.search(q, limit, filter, false)
}

// search is Search, or where narrow is set Find.
func (l *List) search(q *Query, limit int, filter *index.Filter, narrow bool) (found []Ranked, cut bool, err error) {
	if limit <= 0 {
		limit = index.DefaultLimit
	}
	best := map[index.Ref]int{}
	for i := range q.names {
		more, err := l.name(&q.names[i], limit, filter, narrow, best)
		if err != nil {
			return nil, false, err
		}
		cut = cut || more
	}
	order := make([]index.Ref, 0, len(best))
	for ref := range best {
		order = append(order, ref)
	}
	slices.SortFunc(order, func(a, b index.Ref) int {
		return cmp.Or(cmp.Compare(best[b], best[a]), cmp.Compare(a, b))
	})
	if len(order) > limit {
		cut = cut || best[order[limit]] >= index.Enough
		order = order[:limit]
	}
	for _, ref := range order {
		e, err := l.entity(ref)
		if err != nil {
			return nil, false, err
		}
		found = append(found, Ranked{e, min(best[ref], sameName-1)})
	}
	return found, cut, nil
}

// sameName is above all scores.
const sameName = 10_001

// name adds what is found by one name to best.
func (l *List) name(name *queryName, limit int, filter *index.Filter, narrow bool, best map[index.Ref]int) (cut bool, err error) {
	ranked, err := l.ranked(name, limit, filter, narrow)
	if err != nil {
		return false, err
	}
	for i, ref := range ranked.Refs {
		best[ref] = max(best[ref], ranked.Scores[i])
	}
	if name.key == "" || filter != nil {
		return ranked.Cut, nil
	}
	// Entities with exactly this name stand above all others, so that no limit
	// can lose them to a crowd of namesakes in part.
	hits, err := l.set.ByName(name.key, l.set.Refs()+1)
	for _, ref := range hits.Refs {
		best[ref] = sameName
	}
	return ranked.Cut, err
}

// ranked asks for one name; narrow leaves out who shares little of it.
func (l *List) ranked(name *queryName, limit int, filter *index.Filter, narrow bool) (index.Ranked, error) {
	switch {
	case !narrow:
		return l.set.Search(name.askings, limit, filter)
	case name.read:
		return l.set.SearchFew(name.askings, limit, always, enoughRead)
	}
	return l.set.SearchFew(name.askings, limit, always, index.Enough)
}
