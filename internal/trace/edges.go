package trace

import (
	"iter"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Kinds of ties that the operator's own books make. Those of statements are
// says: and the predicate.
const (
	tieApplied  = "applied_for" // application, contract
	tieCustomer = "customer_of" // contract, customer
	tieAsset    = "under"       // asset, contract
	tieLabel    = "named"       // asset, domain
	tieAccount  = "manages"     // account, contract
	tieMailbox  = "mailbox"     // account, email
	tieBrought  = "brought"     // application, what it brought
	tieSent     = "sent_from"   // application, stay at an address: communication data
	tieDevice   = "used_device" // account, device: communication data
	tieLogin    = "came_from"   // account or asset, stay at an address: communication data
	tieHeld     = "held"        // contract, stay at an address that it held: communication data
	tieSame     = "same_as"     // application, who it resolves to
	tieLeased   = "leased"      // address, asset or contract: told in answers, no tie of the graph
	tieResold   = "resold_to"   // contract, contract: the same
	saysPrefix  = "says:"
	ownBooks    = "records"
)

// own is the grade of what the operator's own books say of what was done there.
// What an applicant claims of itself is no tie at all.
var own = statement.Grade{Source: 'A', Info: '1'}

// communication reports whether a tie is data about who communicated from where:
// to look at it takes a ground.
func communication(e *link.Edge) bool {
	switch e.Kind {
	case tieSent, tieDevice, tieLogin, tieHeld:
		return true
	}
	return e.From.Kind == statement.IP || e.To.Kind == statement.IP
}

func ref(kind, key string) statement.Ref { return statement.Ref{Kind: kind, Key: key} }

// evidence names a version of a record: contract:C-1#2.
func evidence(kind, id string, version int64) string {
	return kind + ":" + id + "#" + strconv.FormatInt(version, 10)
}

// until is an end as the graph writes it: 0 where there is none.
func until(to entity.Instant) entity.Instant {
	if to == forever {
		return 0
	}
	return to
}

func (h *head) tie(kind string, from, to statement.Ref, as string) link.Edge {
	source := h.source
	if source == "" {
		source = ownBooks
	}
	return link.Edge{From: from, To: to, Kind: as, Since: h.from, Until: until(h.to), Source: source, Grade: own, Statement: evidence(kind, h.id, h.version)}
}

func (c *contract) ties() (out []link.Edge) {
	me := ref(statement.Contract, c.id)
	if c.application != "" {
		out = append(out, c.tie("contract", me, ref(statement.Application, c.application), tieApplied))
	}
	if c.customer != "" {
		out = append(out, c.tie("contract", me, ref(statement.Customer, c.customer), tieCustomer))
	}
	return out
}

func (a *asset) ties() (out []link.Edge) {
	me := ref(statement.Asset, a.id)
	if a.contract != "" {
		out = append(out, a.tie("asset", me, ref(statement.Contract, a.contract), tieAsset))
	}
	if d := domain(a.label); d != "" && a.kind != "licence" && a.kind != "parcel" {
		out = append(out, a.tie("asset", me, ref(statement.Domain, d), tieLabel))
	}
	return out
}

func (a *account) ties() (out []link.Edge) {
	me := ref(statement.Account, a.id)
	if a.contract != "" {
		out = append(out, a.tie("account", me, ref(statement.Contract, a.contract), tieAccount))
	}
	if a.email != "" {
		out = append(out, a.tie("account", me, ref(statement.Email, a.email), tieMailbox))
	}
	return out
}

// ties of an event hold from when it happened: a device that was used once is
// known to have been at hand since.
func (e *event) ties(b *books) (out []link.Edge) {
	me := ref(statement.Account, e.account)
	if e.account == "" {
		me = ref(statement.Asset, e.asset)
	}
	if me.Key == "" {
		return nil
	}
	add := func(to statement.Ref, as string) {
		t := e.tie("event", me, to, as)
		t.Until = 0
		out = append(out, t)
	}
	if e.device != "" {
		add(ref(statement.Device, e.device), tieDevice)
	}
	if e.ip.IsValid() {
		add(b.stayAt(use{e.ip, e.from}, true).ref(), tieLogin)
	}
	return out
}

func (a *application) ties(b *books) (out []link.Edge) {
	me := ref(statement.Application, a.id)
	add := func(to statement.Ref, as string, since entity.Instant, stolen bool) {
		out = append(out, link.Edge{From: me, To: to, Kind: as, Since: since, Source: ownBooks, Grade: own,
			Statement: evidence("application", a.id, a.versions), Impersonated: stolen})
	}
	for _, x := range a.brought {
		add(x.ref, tieBrought, x.since, x.stolen)
	}
	if a.ip.IsValid() {
		add(b.stayAt(use{a.ip, a.sent}, true).ref(), tieSent, a.sent, false)
	}
	return out
}

// ties of a stay: whose the address was all that time, where just one contract
// comes into question. A customer who logs in to another's account from a server
// here is tied to it.
func (b *books) stayTies(s *stay) (out []link.Edge) {
	p, err := s.addr.Prefix(s.addr.BitLen())
	if err != nil {
		return nil
	}
	a := b.leases.assign(asked{net: p, window: Window{s.from, s.to + 1}}, b)
	holder, ok := a.Holder()
	if !ok {
		return nil
	}
	for _, c := range a.Candidates {
		out = append(out, link.Edge{From: ref(statement.Contract, holder), To: s.ref(), Kind: tieHeld, Since: c.From, Until: until(c.To),
			Source: c.Source, Grade: own, Statement: evidence("lease", c.ID, c.Version)})
	}
	return out
}

// edges yields every tie, those that take a ground to be looked at too where
// all is set. Stays have to be settled before.
func (b *books) edges(all bool) iter.Seq[link.Edge] {
	return func(yield func(link.Edge) bool) {
		give := func(list []link.Edge) bool {
			for _, e := range list {
				if (all || !communication(&e)) && !yield(e) {
					return false
				}
			}
			return true
		}
		for _, a := range b.applications {
			if !give(a.ties(b)) {
				return
			}
		}
		_ = eachCurrent(b.contracts, func(c *contract) bool { return give(c.ties()) }) &&
			eachCurrent(b.assets, func(a *asset) bool { return give(a.ties()) }) &&
			eachCurrent(b.accounts, func(a *account) bool { return give(a.ties()) }) &&
			(!all || eachCurrent(b.events, func(e *event) bool { return give(e.ties(b)) }) && b.eachStay(func(s *stay) bool { return give(b.stayTies(s)) })) &&
			b.eachSaid(func(t casebook.Told) bool { return give(b.saidTies(t)) })
	}
}

func (b *books) eachStay(f func(*stay) bool) bool {
	for _, list := range b.places {
		for _, s := range list {
			if !f(s) {
				return false
			}
		}
	}
	return true
}

func (b *books) eachSaid(f func(casebook.Told) bool) bool {
	for _, t := range b.said {
		if !f(t) {
			return false
		}
	}
	return true
}

func eachCurrent[T interface{ header() *head }](table map[string]*versions[T], f func(T) bool) bool {
	for _, v := range table {
		if rec, ok := v.current(); ok && !f(rec) {
			return false
		}
	}
	return true
}
