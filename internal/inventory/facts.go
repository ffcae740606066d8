package inventory

import (
	"fmt"
	"math"
	"net/netip"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store/book"
)

// Forever ends an interval that has no end.
const Forever = entity.Instant(math.MaxInt64)

// facts are what of a record is found without opening it, not yet keyed.
type facts struct {
	source           string
	from, to         entity.Instant
	refs             []book.Ref
	terms            []term
	net              netip.Prefix // of a lease or an event; not valid: none
	portFrom, portTo int64
}

// term is a personal value by which a record is found.
type term struct{ what, value string }

// preparing works the facts of one record out and collects what is wrong.
type preparing struct {
	zone     *time.Location
	kind, id string
	problems []*format.Error
}

func (p *preparing) problem(field, msg, fix string) {
	p.problems = append(p.problems, &format.Error{Field: field, Msg: msg, Fix: fix})
}

func (p *preparing) facts(rec any) (f facts) {
	f.portTo = math.MaxUint16
	switch r := rec.(type) {
	case *record.Contract:
		p.kind, p.id, f.source = "contract", r.ExternalID, r.Source
		f.from, f.to = p.interval(r.From, r.To)
		f.refer("application", r.Application, "application")
		f.refer("contract", r.Reseller, "reseller")
		f.findBy("customer", r.Customer)
	case *record.Asset:
		p.kind, p.id, f.source = "asset", r.ExternalID, r.Source
		f.from, f.to = p.interval(r.From, r.To)
		f.refer("contract", r.Contract, "contract")
		f.findBy("label", strings.ToLower(r.Label))
	case *record.Lease:
		p.kind, p.id, f.source = "lease", r.ExternalID, r.Source
		f.from, f.to = p.interval(r.From, r.To)
		f.refer("asset", r.Asset, "asset")
		for _, c := range r.ResellerPath {
			f.refer("contract", c, "reseller_path")
		}
		f.net = p.network("address", r.Address)
		f.portFrom, f.portTo = p.ports(r.PortFrom, r.PortTo)
	case *record.Account:
		p.kind, p.id, f.source = "account", r.ExternalID, r.Source
		f.from, f.to = p.interval(r.From, r.To)
		f.refer("contract", r.Contract, "contract")
		f.findBy("login", r.Login)
		f.findBy("email", p.mailbox(r.Email))
	case *record.Event:
		p.kind, p.id, f.source = "event", r.ExternalID, r.Source
		f.from = p.time("at", r.At)
		f.to = f.from + 1
		f.refer("account", r.Account, "account")
		f.refer("asset", r.Asset, "asset")
		f.findBy("device", r.Device)
		if r.IP != "" {
			f.net = p.network("ip", r.IP)
		}
	default:
		panic(fmt.Sprintf("inventory: %T is no record", rec)) // readers make no other
	}
	return f
}

func (f *facts) refer(kind, id, field string) {
	if id != "" {
		f.refs = append(f.refs, book.Ref{Kind: kind, ID: id, Field: field})
	}
}

func (f *facts) findBy(what, value string) {
	if value != "" {
		f.terms = append(f.terms, term{what, value})
	}
}

func (p *preparing) interval(from, to string) (entity.Instant, entity.Instant) {
	begin, end := p.time("from", from), Forever
	if to != "" {
		if end = p.time("to", to); end <= begin && len(p.problems) == 0 {
			p.problem("to", "the end is not after the start", "an interval is from its start up to its end, the end not included")
		}
	}
	return begin, end
}

func (p *preparing) time(field, text string) entity.Instant {
	at, err := entity.ParseAt(text, p.zone)
	if err != nil {
		p.problem(field, "neither a time nor a day", "write 2026-01-02T15:04:05+09:00 or 2026-01-02")
	}
	return at
}

// network reads an address or a prefix. A prefix with bits set below its
// length is a slip of one or the other.
func (p *preparing) network(field, text string) netip.Prefix {
	if a, err := netip.ParseAddr(text); err == nil && a.Zone() == "" {
		a = a.Unmap()
		return netip.PrefixFrom(a, a.BitLen())
	}
	n, err := netip.ParsePrefix(text)
	switch {
	case err != nil || n.Addr().Is4In6():
		p.problem(field, "no IP address and no prefix", "write 192.0.2.1, 2001:db8::1 or 192.0.2.0/24")
	case n != n.Masked():
		p.problem(field, "the prefix has bits set below its length", "write "+n.Masked().String()+", or the address alone")
	}
	return n
}

func (p *preparing) ports(from, to int) (int64, int64) {
	switch {
	case from == 0 && to == 0:
		return 0, math.MaxUint16
	case from > math.MaxUint16 || to > math.MaxUint16:
		p.problem("port_to", "no port is above 65535", "")
	case to < from:
		p.problem("port_to", "the last port is below the first", "name both, or neither where all ports are meant")
	}
	return int64(from), int64(to)
}

// mailbox folds a mailbox as that of applicants is; one that is none is found
// as it is written.
func (p *preparing) mailbox(text string) string {
	if text == "" {
		return ""
	}
	if m, err := identifier.Email(text); err == nil {
		return m.Address
	}
	return strings.ToLower(text)
}
