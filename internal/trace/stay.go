package trace

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// stay is the use of an address over a while. Whoever used it months apart has
// it no more in common than two guests have a room: so an address is in the
// graph once for each stay, and not once for all time.
type stay struct {
	addr     netip.Addr
	from, to entity.Instant // first and last use
}

// stayGap is how far apart two uses of an address may be to be of one stay.
const stayGap = entity.Instant(24 * 3600 * 1_000_000)

// ref is the node of a stay: the address and when the stay began.
func (s *stay) ref() statement.Ref {
	return statement.Ref{Kind: statement.IP, Key: s.addr.String() + "@" + s.from.String()}
}

// addressOf returns the address of the node of a stay, or of an address.
func addressOf(key string) string {
	a, _, _ := strings.Cut(key, "@")
	return a
}

// use is one use of an address.
type use struct {
	addr netip.Addr
	at   entity.Instant
}

// settle makes the stays of all uses: the same for any order of them.
func (b *books) settle() {
	var all []use
	for _, v := range b.events {
		if e, ok := v.current(); ok && e.ip.IsValid() {
			all = append(all, use{e.ip, e.from})
		}
	}
	for _, a := range b.applications {
		if a.ip.IsValid() {
			all = append(all, use{a.ip, a.sent})
		}
	}
	for _, t := range b.said {
		for i := range t.Statements {
			s := &t.Statements[i]
			for _, r := range []statement.Ref{s.Subject, s.Object} {
				if u, ok := useIn(s, r); ok {
					all = append(all, u)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b use) int { return cmp.Or(a.addr.Compare(b.addr), cmp.Compare(a.at, b.at)) })
	b.places = map[netip.Addr][]*stay{}
	for _, u := range all {
		b.stayAt(u, true)
	}
}

// stayAt returns the stay of a use. Where there is none it makes one, if it is
// told to; a later use that joins two stays leaves them two until all is settled
// again.
func (b *books) stayAt(u use, make bool) *stay {
	list := b.places[u.addr]
	for _, s := range list {
		if u.at >= s.from-stayGap && u.at <= s.to+stayGap {
			if make {
				// The name of a stay is its begin and must stay: an earlier use is
				// of it, and does not move it.
				s.to = max(s.to, u.at)
			}
			return s
		}
	}
	if !make {
		return nil
	}
	s := &stay{addr: u.addr, from: u.at, to: u.at}
	b.places[u.addr] = append(list, s)
	return s
}

// stayTiesIn returns whose the stays were at the addresses of a lease.
func (b *books) stayTiesIn(v versions[*lease]) (out []link.Edge) {
	for _, l := range v {
		if l.prefix.IsSingleIP() {
			for _, s := range b.places[l.prefix.Addr()] {
				out = append(out, b.stayTies(s)...)
			}
			continue
		}
		for a, list := range b.places {
			if l.prefix.Contains(a) {
				for _, s := range list {
					out = append(out, b.stayTies(s)...)
				}
			}
		}
	}
	return out
}
