package trace

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// looking is one question being answered.
type looking struct {
	tracer *Tracer
	query  Query
	value  string // folded
	state  *state
	graph  *link.Graph
	answer *Traced

	found  map[statement.Ref]*Ranked
	again  int                     // for how many other ways were looked for
	origin map[statement.Ref][]Hop // how what was asked for led to a start
}

// Trace answers a question. It fails with ErrQuery for one that makes no sense,
// with ErrGround where a ground is missing, and with ErrUnknown where an id of
// the operator's own leads nowhere. A look that takes a ground is recorded
// before it is shown; where that fails nothing is.
func (t *Tracer) Trace(ctx context.Context, q Query) (*Traced, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	value, err := q.folded()
	if err != nil {
		return nil, err
	}
	a := &Traced{Kind: q.Kind, Value: value, AsOf: t.Clock(), Known: q.Known, Contracts: []Ranked{}, Identities: []Ranked{},
		Hubs: []link.Hub{}, Impersonated: []Stolen{}, LeftOut: []string{}}
	if w := q.window(); w != Always {
		a.Time = &w
	}
	if q.Ground == nil {
		a.LeftOut = append(a.LeftOut, LeftCommunication)
	}
	l := &looking{tracer: t, query: q, value: value, answer: a, found: map[statement.Ref]*Ranked{}, origin: map[statement.Ref][]Hop{}}
	if err := t.with(ctx, l, q.Ground != nil, func() error { return l.run(ctx) }); err != nil {
		return nil, err
	}
	if err := t.record(ctx, &q, a); err != nil {
		return nil, err
	}
	return a, nil
}

// record keeps a look at communication data. Where it fails nothing is shown.
func (t *Tracer) record(ctx context.Context, q *Query, a *Traced) (err error) {
	switch {
	case q.Ground == nil:
		return nil
	case t.Grounds == nil:
		err = fmt.Errorf("%w; and nothing here records it", ErrGround)
	default:
		look := statement.Look{Ground: *q.Ground, Asked: ref(q.Kind, a.Value), At: a.AsOf}
		if q.At != nil {
			look.Of = &q.At.At
		}
		if a.Assignment != nil {
			look.Found = len(a.Assignment.Candidates)
		}
		a.Look, err = t.Grounds.Record(ctx, look)
	}
	if err != nil {
		return fmt.Errorf("record the look: %w", err)
	}
	return nil
}

// with gives a question the state that it is to be answered from.
func (t *Tracer) with(ctx context.Context, l *looking, all bool, f func() error) (err error) {
	if l.query.Known != nil {
		if l.state, err = t.load(ctx, l.query.Known); err != nil {
			return err
		}
		if err = l.state.build(all); err != nil {
			return err
		}
		l.graph = l.state.graphs[graphOf(all)]
		return f()
	}
	for {
		if l.state, err = t.fresh(ctx, all); err != nil {
			return err
		}
		t.mu.RLock()
		if l.graph = l.state.graphs[graphOf(all)]; l.graph != nil {
			defer t.mu.RUnlock()
			return f()
		}
		t.mu.RUnlock() // another question had it dropped meanwhile, see settled
	}
}

func (l *looking) run(ctx context.Context) error {
	behind, others, err := l.starts(ctx)
	if err != nil {
		return err
	}
	behind = once(behind)
	same, err := l.resolved(ctx, l.applicants(behind, others))
	if err != nil {
		return err
	}
	sure := len(behind) == 1 && len(behind[0].doubts) == 0 && (l.answer.Assignment == nil || !l.answer.Assignment.Ambiguous)
	for _, s := range behind {
		r := l.have(s.ref)
		r.Relation = MaybeHolder
		if sure {
			r.Relation, r.CanContain = Holder, true
		}
		l.origin[s.ref] = s.via
		r.Paths = append(r.Paths, Path{Hops: s.via})
		l.behindIt(r)
	}
	for _, s := range others {
		l.origin[s.ref] = s.via
	}
	for _, s := range same {
		if l.found[s.ref] == nil && l.origin[s.ref] == nil {
			l.origin[s.ref] = s.via
			r := l.have(s.ref)
			r.Relation, r.Strength, r.Paths = Linked, strength(1), []Path{{Hops: s.via}}
			others = append(others, s)
		}
	}
	if len(behind) > maxStarts {
		l.answer.LeftOut = append(l.answer.LeftOut, LeftSiblings)
	} else {
		l.rank(append(l.knownStarts(behind), l.knownStarts(others)...))
	}
	l.list()
	return nil
}

// once merges starts that are one contract by several leases: the path of each
// is a path to it.
func once(all []start) (out []start) {
	for _, s := range all {
		i := slices.IndexFunc(out, func(o start) bool { return o.ref == s.ref })
		if i < 0 {
			out = append(out, s)
			continue
		}
		for _, d := range s.doubts {
			if !slices.Contains(out[i].doubts, d) {
				out[i].doubts = append(slices.Clone(out[i].doubts), d)
			}
		}
	}
	return out
}

func (l *looking) have(r statement.Ref) *Ranked {
	if l.found[r] == nil {
		l.found[r] = &Ranked{Ref: r, Paths: []Path{}}
	}
	return l.found[r]
}

// behindIt gives the identity behind a contract the standing of the contract.
func (l *looking) behindIt(r *Ranked) {
	c, ok := get(l.state.books.contracts, r.Ref.Key)
	if !ok || c.application == "" || l.state.books.applications[c.application] == nil {
		return
	}
	who := l.have(ref(statement.Application, c.application))
	who.Relation = r.Relation
	hops := append(slices.Clone(l.origin[r.Ref]), Hop{From: r.Ref, To: who.Ref, Tie: tieApplied, Said: []Told{c.told("contract")}})
	who.Paths = append(who.Paths, Path{Hops: hops})
}

// listed are the kinds of things that an answer ranks.
var listed = []string{statement.Contract, statement.Application, statement.Person, statement.Organization, statement.Identity, statement.Group}

// rank walks from the starts and takes in what hangs on them.
func (l *looking) rank(from []statement.Ref) {
	if len(from) == 0 {
		return
	}
	now := l.answer.AsOf
	if l.query.At != nil {
		now = l.query.At.At
	}
	limit := cmp.Or(l.query.Limit, DefaultLimit)
	ranking := l.graph.Rank(from, link.RankOptions{Now: now, Kinds: listed, Limit: 4 * limit})
	for _, h := range ranking.Excluded {
		l.answer.Hubs = append(l.answer.Hubs, link.Hub{Ref: shown(h.Ref), LeftOut: h.LeftOut})
	}
	for _, x := range ranking.Ranked {
		if l.found[x.Ref] != nil {
			continue // behind it: how is told already
		}
		paths, beyond, placeOnly := l.ways(x.Paths, x.Ref, now)
		if len(paths) == 0 {
			if x.Ref.Kind == statement.Contract {
				l.answer.Beyond += beyond
				l.answer.PlaceOnly += placeOnly
			}
			continue
		}
		r := l.have(x.Ref)
		r.Relation, r.Score = Linked, x.Score
		r.Strength = strength(shares(paths[0]))
		for _, p := range paths {
			r.Paths = append(r.Paths, l.path(p))
		}
	}
}

// maxAgain bounds for how many things other ways are looked for: each costs
// milliseconds.
const maxAgain = 20

// ways returns the paths that count: within the hops, and not over a place of
// delivery. Where the best way is over a place, others are looked for.
func (l *looking) ways(best []link.Path, to statement.Ref, now entity.Instant) (out []link.Path, beyond, placeOnly int) {
	hops := cmp.Or(l.query.Hops, DefaultHops)
	take := func(all []link.Path) {
		for _, p := range all {
			switch {
			case shares(p) > hops:
				beyond = 1
			case overPlace(p) && len(p.Hops) > 0:
				placeOnly = 1
			default:
				out = append(out, p)
			}
		}
	}
	if take(best); len(out) == 0 && placeOnly == 1 && l.again < maxAgain {
		l.again++
		take(l.graph.Paths(best[0].Hops[0].From, to, 4, link.PathOptions{Now: now, Hops: 5 * hops, Work: 20_000}).Paths)
	}
	if placeOnly == 1 {
		beyond = 0
	}
	return out, beyond, placeOnly
}

// carriers are things that are somebody's: to go on from one to the next shares
// nothing.
var carriers = []string{statement.Contract, statement.Application, statement.Asset, statement.Account}

// shares counts the things that a path shares one after the other.
func shares(p link.Path) (n int) {
	each(p, func(r statement.Ref) {
		if !slices.Contains(carriers, r.Kind) {
			n++
		}
	})
	return n
}

// overPlace reports whether a path goes over a place of delivery: neighbours,
// and all customers of a forwarder, share one.
func overPlace(p link.Path) (yes bool) {
	each(p, func(r statement.Ref) { yes = yes || r.Kind == statement.ShipTo || r.Kind == statement.Place })
	return yes
}

func each(p link.Path, f func(statement.Ref)) {
	for i, h := range p.Hops {
		if i == 0 {
			f(h.From)
		}
		f(h.To)
	}
}

func strength(shares int) string {
	switch {
	case shares <= 1:
		return "direct"
	case shares == 2:
		return "two_hops"
	}
	return "farther"
}

// path writes a path out, from what was asked for on.
func (l *looking) path(p link.Path) (out Path) {
	if len(p.Hops) > 0 {
		out.Hops = slices.Clone(l.origin[p.Hops[0].From])
	}
	for _, h := range p.Hops {
		hop := Hop{From: shown(h.From), To: shown(h.To), Sharing: h.Sharing, Said: []Told{}}
		if slices.Contains(carriers, h.To.Kind) {
			hop.Sharing = 0 // a contract has accounts and assets; nobody shares it
		}
		for i, e := range h.Edges {
			if hop.Tie == "" {
				hop.Tie = e.Kind
			}
			if i < maxSaid-1 || i == len(h.Edges)-1 { // the first ones and the last
				hop.Said = append(hop.Said, toldOf(e))
			} else {
				hop.More++
			}
		}
		out.Hops = append(out.Hops, hop)
	}
	for _, e := range p.Against {
		t := toldOf(e)
		t.Tie = e.Kind
		out.Against = append(out.Against, t)
	}
	return out
}

// maxSaid bounds the evidence that is listed of one step.
const maxSaid = 5

func toldOf(e link.Edge) Told {
	t := Told{Evidence: e.Statement, Source: e.Source, Grade: e.Grade.String()}
	if e.Since != 0 {
		t.From = moment(e.Since)
	}
	if e.Until != 0 {
		t.To = moment(e.Until)
	}
	return t
}

// shown is a thing as it is told: a stay is its address.
func shown(r statement.Ref) statement.Ref {
	if r.Kind == statement.IP {
		r.Key = addressOf(r.Key)
	}
	return r
}

func moment(at entity.Instant) *entity.Instant {
	if at == forever {
		return nil
	}
	return &at
}

func source(s string) string { return cmp.Or(s, ownBooks) }

// list orders what was found and says what the books know of each.
func (l *looking) list() {
	var all []*Ranked
	for _, r := range l.found {
		all = append(all, r)
	}
	standing := []string{Holder, MaybeHolder, Linked}
	slices.SortFunc(all, func(a, b *Ranked) int {
		return cmp.Or(cmp.Compare(slices.Index(standing, a.Relation), slices.Index(standing, b.Relation)),
			cmp.Compare(b.Score, a.Score), cmp.Compare(a.Ref.Kind, b.Ref.Kind), cmp.Compare(a.Ref.Key, b.Ref.Key))
	})
	limit := cmp.Or(l.query.Limit, DefaultLimit)
	for _, r := range all {
		l.describe(r)
		list := &l.answer.Identities
		if r.Ref.Kind == statement.Contract {
			list = &l.answer.Contracts
		}
		if len(*list) >= limit && r.Relation == Linked {
			if r.Ref.Kind == statement.Contract {
				l.answer.Beyond++
			}
			continue
		}
		*list = append(*list, *r)
	}
	l.stolen()
}

func (l *looking) describe(r *Ranked) {
	b := l.state.books
	switch r.Ref.Kind {
	case statement.Contract:
		c, ok := get(b.contracts, r.Ref.Key)
		if !ok {
			r.CanContain = false // there is nothing to contain
			return
		}
		path, _ := b.resellers(c.id, nil, Always)
		f := ContractFacts{Customer: c.customer, Application: c.application, Product: c.product, Status: c.status, From: c.from, To: moment(c.to)}
		if a := l.answer.Assignment; a != nil {
			if i := slices.IndexFunc(a.Candidates, func(x Candidate) bool { return x.Contract == c.id }); i >= 0 {
				path = a.Candidates[i].Path
			}
		}
		if len(path) > 1 {
			f.Resellers = path
		}
		r.Contract = &f
	case statement.Application:
		if a := b.applications[r.Ref.Key]; a != nil {
			f := ApplicationFacts{Name: a.name, Proof: a.proof.id}
			switch {
			case a.proof.proven:
				f.Proved = "proven"
			case a.proof.id != "":
				f.Proved = "provisional"
			}
			r.Application = &f
		}
	}
}

// stolen names what takes no part: of the identities that are listed, and of any
// where it is what was asked for.
func (l *looking) stolen() {
	me := ref(l.query.Kind, l.value)
	for _, r := range l.answer.Identities {
		if a := l.state.books.applications[r.Ref.Key]; a != nil && r.Ref.Kind == statement.Application {
			for _, x := range a.brought {
				if x.stolen {
					l.answer.Impersonated = append(l.answer.Impersonated, Stolen{a.id, x.ref})
				}
			}
		}
	}
	for _, a := range l.state.books.applications {
		if a.proof.id == "" {
			continue
		}
		for _, x := range a.brought {
			s := Stolen{a.id, x.ref}
			if x.stolen && x.ref == me && !slices.Contains(l.answer.Impersonated, s) {
				l.answer.Impersonated = append(l.answer.Impersonated, s)
			}
		}
	}
	slices.SortFunc(l.answer.Impersonated, func(a, b Stolen) int {
		return cmp.Or(cmp.Compare(a.Application, b.Application), cmp.Compare(a.Ref.String(), b.Ref.String()))
	})
}
