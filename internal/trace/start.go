package trace

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// start is a thing from which the graph is walked, with how what was asked for
// led to it.
type start struct {
	ref    statement.Ref
	via    []Hop
	doubts []string // why it may be the wrong one
}

// maxStarts bounds from how many candidates the walk begins: with more, what
// hangs on the wrong ones would bury the rest.
const maxStarts = 20

// starts finds where to begin. behind are the contracts that stand behind what
// was asked for; others only have to do with it.
func (l *looking) starts(ctx context.Context) (behind, others []start, err error) {
	b, w := l.state.books, l.query.window()
	me := ref(l.query.Kind, l.value)
	switch l.query.Kind {
	case statement.IP:
		behind, others = l.atAddress()
	case statement.Domain:
		others = append(others, start{ref: me})
		for _, id := range b.byDomain.ids(l.value) {
			kind, key, _ := strings.Cut(id, ":")
			if kind == statement.Asset {
				behind = append(behind, l.underAsset(key, w, me)...)
			}
			others = append(others, start{ref: ref(kind, key), via: []Hop{{From: me, To: ref(kind, key), Tie: tieLabel, Said: []Told{}}}})
		}
	case statement.Asset:
		if b.assets[l.value] == nil {
			return nil, nil, l.unknown()
		}
		behind = l.underAsset(l.value, w, me)
		others = append(others, start{ref: me})
	case statement.Account:
		behind, others, err = l.ofAccounts(w)
	case statement.Contract:
		c, ok := get(b.contracts, l.value)
		if !ok {
			return nil, nil, l.unknown()
		}
		behind = append(behind, start{ref: me, doubts: l.running(&c.head, w)})
	case statement.Application:
		behind, others, err = l.ofApplication(l.value)
	case "entity":
		behind, others, err = l.ofEntity(ctx)
	default:
		others = append(others, start{ref: me})
	}
	return behind, others, err
}

func (l *looking) unknown() error {
	return fmt.Errorf("%s %q: %w", l.query.Kind, l.value, ErrUnknown)
}

// running returns the doubt that something did not run in the window.
func (l *looking) running(h *head, w Window) []string {
	if w != Always && !w.within(h.from, h.to) {
		return []string{NotRunning}
	}
	return nil
}

// atAddress is who held an address, and who came from it.
func (l *looking) atAddress() (behind, others []start) {
	b, w := l.state.books, l.query.window()
	p, err := network(l.value)
	if err != nil {
		return nil, nil // folded before
	}
	zoneless := l.query.At != nil && l.query.At.Zoneless
	a := b.leases.assign(asked{net: p, port: l.query.Port, window: w, zoneless: zoneless}, b)
	l.answer.Assignment = &a
	for _, c := range a.Candidates {
		if c.Contract != "" {
			behind = append(behind, start{ref: ref(statement.Contract, c.Contract), via: b.heldHops(ref(statement.IP, l.value), &c), doubts: a.Why})
		}
	}
	if !p.IsSingleIP() || w == Always {
		return behind, others
	}
	for _, s := range b.places[p.Addr()] {
		if w.overlaps(s.from-stayGap, s.to+stayGap) {
			others = append(others, start{ref: s.ref()})
		}
	}
	return behind, others
}

// heldHops is the way from an address to its holder: lease, asset, and every
// contract from the operator's own customer down.
func (b *books) heldHops(at statement.Ref, c *Candidate) (out []Hop) {
	told := []Told{{Evidence: evidence("lease", c.ID, c.Version), Source: source(c.Source), Grade: own.String(), From: moment(c.From), To: moment(c.To)}}
	from := at
	step := func(to statement.Ref, tie string, said []Told) {
		out = append(out, Hop{From: from, To: to, Tie: tie, Said: said})
		from = to
	}
	path := c.Path
	if v := b.assets[c.Asset]; v != nil {
		a, _, _ := v.then(Window{c.From, c.To})
		if i := slices.Index(path, a.contract); i >= 0 {
			step(ref(statement.Asset, c.Asset), tieLeased, told)
			told = []Told{a.told("asset")}
			// An asset is managed by who holds it, or by who resold it: what is
			// above stands in the reseller path of the contract.
			path = path[i:]
		}
	}
	for i, id := range path {
		to, tie := ref(statement.Contract, id), tieResold
		switch {
		case i == 0 && from == at:
			tie = tieLeased
		case i == 0:
			tie = tieAsset
		default:
			told = b.resold(id, path[i-1], c)
		}
		step(to, tie, told)
	}
	if len(out) > 0 {
		out[len(out)-1].Doubts = c.Doubts
	}
	return out
}

// resold is the evidence that a contract came through another: its own record,
// or the path that the lease tells.
func (b *books) resold(id, through string, c *Candidate) []Told {
	if r, ok := get(b.contracts, id); ok && r.reseller == through {
		return []Told{r.told("contract")}
	}
	return []Told{{Evidence: evidence("lease", c.ID, c.Version), Source: source(c.Source), Grade: own.String(), From: moment(c.From), To: moment(c.To)}}
}

func (h *head) told(kind string) Told {
	return Told{Evidence: evidence(kind, h.id, h.version), Source: source(h.source), Grade: own.String(), From: moment(h.from), To: moment(h.to)}
}

// underAsset is under whose contract an asset was.
func (l *looking) underAsset(id string, w Window, me statement.Ref) []start {
	b := l.state.books
	if w == Always { // any time: as it is now
		if a, ok := get(b.assets, id); ok {
			w = Window{a.from, a.from + 1}
		}
	}
	contract, doubts := b.under(id, w)
	if contract == "" {
		return nil
	}
	var via []Hop
	if asset := ref(statement.Asset, id); asset != me {
		via = append(via, Hop{From: me, To: asset, Tie: tieLabel, Said: []Told{}})
	}
	a, _, _ := b.assets[id].then(w)
	via = append(via, Hop{From: ref(statement.Asset, id), To: ref(statement.Contract, contract), Tie: tieAsset, Said: []Told{a.told("asset")}, Doubts: doubts})
	return []start{{ref: ref(statement.Contract, contract), via: via, doubts: doubts}}
}

// ofAccounts finds accounts by id, else by log-in.
func (l *looking) ofAccounts(w Window) (behind, others []start, err error) {
	b := l.state.books
	ids := []string{l.value}
	if b.accounts[l.value] == nil {
		ids = b.byLogin.ids(l.value)
	}
	for _, id := range ids {
		a, ok := get(b.accounts, id)
		if !ok || id != l.value && a.login != l.value {
			continue
		}
		me := ref(statement.Account, id)
		others = append(others, start{ref: me})
		if a.contract != "" {
			to := ref(statement.Contract, a.contract)
			behind = append(behind, start{ref: to, doubts: l.running(&a.head, w), via: []Hop{{From: me, To: to, Tie: tieAccount, Said: []Told{a.told("account")}}}})
		}
	}
	if len(others) == 0 {
		return nil, nil, l.unknown()
	}
	return behind, others, nil
}

func (l *looking) ofApplication(id string) (behind, others []start, err error) {
	b := l.state.books
	if b.applications[id] == nil {
		return nil, nil, l.unknown()
	}
	me := ref(statement.Application, id)
	others = append(others, start{ref: me})
	for _, c := range b.contractsOf(id) {
		to := ref(statement.Contract, c.id)
		behind = append(behind, start{ref: to, via: []Hop{{From: me, To: to, Tie: tieApplied, Said: []Told{c.told("contract")}}}})
	}
	return behind, others, nil
}

// contractsOf returns the contracts that follow from an application.
func (b *books) contractsOf(application string) (out []*contract) {
	for _, id := range b.byApplication.ids(application) {
		if c, ok := get(b.contracts, id); ok && c.application == application {
			out = append(out, c)
		}
	}
	return out
}

// ofEntity takes an application's id, a kind and key (person:…), or the name of
// a person or body as cases and resolution give it.
func (l *looking) ofEntity(ctx context.Context) (behind, others []start, err error) {
	if l.state.books.applications[l.value] != nil {
		return l.ofApplication(l.value)
	}
	var tried []statement.Ref
	if kind, key, ok := strings.Cut(l.value, ":"); ok {
		tried = append(tried, ref(kind, key))
	}
	for _, kind := range []string{statement.Person, statement.Organization, statement.Identity, statement.Group, statement.Customer, statement.Item} {
		tried = append(tried, ref(kind, l.value))
	}
	for _, r := range tried {
		if r.Kind == statement.IP {
			continue // an address is asked for as one, with a ground
		}
		if known, _ := l.graph.Known(r); known {
			return nil, []start{{ref: r}}, nil
		}
	}
	if others, err = l.entityStarts(ctx); err == nil && len(others) == 0 {
		err = l.unknown()
	}
	return nil, others, err
}

// knownStarts drops what the graph does not have.
func (l *looking) knownStarts(all []start) (refs []statement.Ref) {
	for _, s := range all {
		if known, stolen := l.graph.Known(s.ref); known && !stolen && !slices.Contains(refs, s.ref) {
			refs = append(refs, s.ref)
		}
	}
	return refs
}
