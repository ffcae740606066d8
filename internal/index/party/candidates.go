package party

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/script"
)

// Shares of the weight of a query's words, in 1/10,000.
const (
	whole     = 10_000
	candidate = 3_000 // from here, or with two words in common, an entity is a candidate
	serious   = 6_000 // from here the loss of a candidate to the limit counts as a cut
)

// Candidates returns the entities that may bear one of the names, the likeliest
// first, at most limit. They share words with the name, up to one edit (two
// where the edits are a letter dropped on each side), rare words weighing more
// than common ones. No word is too common to count.
//
// cut says that the limit kept an entity out that shares most of a name; those
// that share less are left out silently, since they cannot be the same.
func (l *List) Candidates(names []string, limit int) (found []*entity.Entity, cut bool, err error) {
	return l.Find(NewQuery(names), limit)
}

// Query is a set of names, taken apart once for all the lists that are asked.
type Query struct{ names []queryName }

type queryName struct {
	key    string   // name key
	words  []string // as written
	tokens []string // with other writings
}

// NewQuery takes names apart. It may be used by many goroutines.
func NewQuery(names []string) *Query {
	q := &Query{}
	for _, n := range names {
		q.names = append(q.names, queryName{script.NameKey(n), script.Words(n), tokens(n)})
	}
	return q
}

// Find is Candidates for names that are taken apart already.
func (l *List) Find(q *Query, limit int) (found []*entity.Entity, cut bool, err error) {
	if limit <= 0 {
		limit = index.DefaultLimit
	}
	best := map[index.Ref]int{}
	for i := range q.names {
		if err := l.name(&q.names[i], best); err != nil {
			return nil, false, err
		}
	}
	type ranked struct {
		ref   index.Ref
		share int
	}
	order := make([]ranked, 0, len(best))
	for ref, share := range best {
		order = append(order, ranked{ref, share})
	}
	slices.SortFunc(order, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.ref, b.ref))
	})
	if len(order) > limit {
		cut = order[limit].share >= serious
		order = order[:limit]
	}
	for _, r := range order {
		e, err := l.entity(r.ref)
		if err != nil {
			return nil, false, err
		}
		found = append(found, e)
	}
	return found, cut, nil
}

// unit is one word of a query with its postings.
type unit struct {
	word   string
	main   bool // counts towards the weight of the query; others are other writings of these
	weight int
	exact  index.Postings
	near   []index.Postings
	pairs  []index.Postings
	parts  int // pairs of the word, found or not
	size   int
}

// name adds the candidates for one name to best.
func (l *List) name(name *queryName, best map[index.Ref]int) error {
	units, mass, err := l.units(name)
	if err != nil || len(units) == 0 {
		return err
	}
	s := l.borrow()
	defer l.giveBack(s)
	for i := range units {
		if err := s.add(&units[i], i, units[i].weight*whole < candidate*mass && i == len(units)-1); err != nil {
			return err
		}
	}
	for _, ref := range s.touched {
		share := min(int(s.score[ref])*whole/mass, whole)
		if share >= candidate || s.words[ref] >= 2 {
			best[ref] = max(best[ref], share)
		}
	}
	return l.sameName(name.key, best)
}

// sameName puts the entities with exactly this name above all others, so that
// no limit can lose them to a crowd of namesakes in part.
func (l *List) sameName(key string, best map[index.Ref]int) error {
	if key == "" {
		return nil
	}
	hits, err := l.set.ByName(key, l.set.Refs()+1)
	if err != nil {
		return err
	}
	for _, ref := range hits.Refs {
		best[ref] = whole + 1
	}
	return nil
}

// units looks up the words of a name, rare ones first, and their joint weight.
func (l *List) units(name *queryName) (units []unit, mass int, err error) {
	units = make([]unit, 0, len(name.tokens))
	for _, w := range name.tokens {
		u := unit{word: w, main: slices.Contains(name.words, w)}
		if err := l.lookUp(&u); err != nil {
			return nil, 0, err
		}
		if u.main {
			mass += u.weight
		}
		units = append(units, u)
	}
	if mass == 0 { // no word stands as written: all writings count
		for i := range units {
			units[i].main = true
			mass += units[i].weight
		}
	}
	slices.SortStableFunc(units, func(a, b unit) int { return cmp.Compare(a.size, b.size) })
	return units, mass, nil
}

func (l *List) lookUp(u *unit) (err error) {
	var room [256]byte
	token := append(room[:0], tokenWord...)
	if u.exact, err = l.set.Postings(append(token, u.word...)); err != nil {
		return err
	}
	u.size = u.exact.Len()
	u.weight = rarity(l.set.Refs(), u.size)
	add := func(to *[]index.Postings, token []byte) {
		if err != nil {
			return
		}
		var p index.Postings
		if p, err = l.set.Postings(token); p.Len() > 0 {
			*to = append(*to, p)
			u.size += p.Len()
		}
	}
	eachDropped(u.word, func(a, b string) {
		add(&u.near, append(append(append(room[:0], tokenDropped...), a...), b...))
	})
	for p := range pairs(u.word) {
		u.parts++
		add(&u.pairs, append(append(room[:0], tokenPair...), p...))
	}
	return err
}

// rarity is 16 log2(records/count), at least 16, in whole numbers: the same on
// every machine.
func rarity(records, count int) int { return max(16, log16(records+1)-log16(max(count, 1))) + 16 }

// log16 is 16 log2(n) with the logarithm linear between powers of two.
func log16(n int) int {
	k := bits.Len(uint(n)) - 1
	return 16*k + (n-1<<k)*16>>k
}

// scratch is the working memory of one query, one place for each record.
type scratch struct {
	score   []int32
	words   []uint8 // words in common
	unit    []int16 // 1 + the unit that counted last
	touched []index.Ref
}

func (l *List) borrow() *scratch {
	if s, ok := l.scratch.Get().(*scratch); ok {
		return s
	}
	n := l.set.Refs()
	return &scratch{score: make([]int32, n), words: make([]uint8, n), unit: make([]int16, n)}
}

func (l *List) giveBack(s *scratch) {
	for _, ref := range s.touched {
		s.score[ref], s.words[ref], s.unit[ref] = 0, 0, 0
	}
	s.touched = s.touched[:0]
	l.scratch.Put(s)
}

// add counts a unit for all its records; each counts it once, at its best: the
// word itself, a word near it, parts of it. Where no new record can become a
// candidate by this unit and its postings are many, only the records met before
// are looked up in them: the result is the same.
func (s *scratch) add(u *unit, n int, known bool) error {
	if err := s.count(u.exact, u.weight, n, true, known); err != nil {
		return err
	}
	for _, p := range u.near {
		if err := s.count(p, u.weight*3/4, n, true, known); err != nil {
			return err
		}
	}
	for _, p := range u.pairs {
		if err := s.count(p, max(1, u.weight/u.parts), n, false, known); err != nil {
			return err
		}
	}
	return nil
}

func (s *scratch) count(p index.Postings, weight, n int, word, known bool) error {
	if known && p.Len() > 16*len(s.touched) {
		for _, ref := range s.touched {
			has, err := p.Has(ref)
			if err != nil {
				return err
			}
			if has {
				s.hit(ref, weight, n, word)
			}
		}
		return nil
	}
	for ref, err := range p.All() {
		if err != nil {
			return err
		}
		s.hit(ref, weight, n, word)
	}
	return nil
}

func (s *scratch) hit(ref index.Ref, weight, n int, word bool) {
	if s.unit[ref] == int16(n+1) {
		return
	}
	if s.score[ref] == 0 {
		s.touched = append(s.touched, ref)
	}
	s.score[ref] += int32(weight)
	if word {
		s.unit[ref] = int16(n + 1)
		if s.words[ref] < 255 {
			s.words[ref]++
		}
	}
}
