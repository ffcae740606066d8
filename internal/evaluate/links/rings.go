package links

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// World is one draw of a mix: what ties its applications, and who they are.
type World struct {
	Edges []link.Edge
	Rings [][]statement.Ref
	Kind  map[statement.Ref]string // of every application: ring, family, office …
	Begin entity.Instant

	dice  *rand.Rand
	apps  int
	made  int
	alike map[string][]shared // what honest people share, by who they are
}

// shared is one thing, and how many may use it.
type shared struct {
	ref  statement.Ref
	kind string // of the tie
}

// Look-alikes.
const (
	ring          = "ring"
	family        = "family"
	office        = "office"
	smallOffice   = "small office"
	building      = "building"
	smallBuilding = "small building"
	vpn           = "VPN"
	forwarder     = "forwarder"
	reseller      = "reseller"
	shop          = "device shop"
	callCentre    = "call centre"
	alone         = "alone"
	handed        = "got a ring's old device"
)

// Draw makes a world of a mix. Nobody in it has a name.
func Draw(m Mix, seed uint64) *World {
	w := &World{Kind: map[statement.Ref]string{}, dice: rand.New(rand.NewPCG(seed, 62)), alike: map[string][]shared{},
		Begin: entity.InstantOf(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))}
	for range m.Families {
		w.share(family, 2+w.dice.IntN(4), statement.Phone, statement.ShipTo)
	}
	for range m.Offices {
		w.share(office, w.around(m.OfficeSize), statement.Phone, statement.IP, statement.PaymentToken, statement.Device)
	}
	for range m.SmallOffices {
		w.share(smallOffice, 3+w.dice.IntN(6), statement.IP, statement.ShipTo)
	}
	for kind, c := range m.crowds() {
		for range c.count {
			w.share(kind, w.around(c.size), c.what)
		}
	}
	for range m.Alone {
		w.apply(alone)
	}
	for range m.Rings {
		w.ring(m)
	}
	w.dice.Shuffle(len(w.Edges), func(i, j int) { w.Edges[i], w.Edges[j] = w.Edges[j], w.Edges[i] })
	return w
}

type crowd struct {
	count, size int
	what        string
}

// crowds are the things that many share.
func (m *Mix) crowds() func(func(string, crowd) bool) {
	return func(yield func(string, crowd) bool) {
		_ = yield(building, crowd{m.Buildings, m.BuildingSize, statement.ShipTo}) &&
			yield(smallBuilding, crowd{m.SmallBuildings, 7, statement.ShipTo}) &&
			yield(vpn, crowd{m.VPNs, m.VPNSize, statement.IP}) &&
			yield(forwarder, crowd{m.Forwarders, m.ForwarderSize, statement.ShipTo}) &&
			yield(reseller, crowd{m.Resellers, m.ResellerSize, statement.PaymentToken}) &&
			yield(shop, crowd{m.Shops, m.ShopSize, statement.Device}) &&
			yield(callCentre, crowd{m.CallCentres, m.CallCentreSize, statement.Phone})
	}
}

// around draws a size from two thirds to four thirds of n.
func (w *World) around(n int) int { return max(2, n*2/3+w.dice.IntN(n*2/3+1)) }

// apply makes an application with things of its own.
func (w *World) apply(kind string) statement.Ref {
	w.apps++
	a := statement.Ref{Kind: statement.Application, Key: fmt.Sprintf("A-%06d", w.dice.IntN(900000)+100000*10*w.apps)}
	w.Kind[a] = kind
	for _, k := range []string{statement.Email, statement.Phone, statement.Device, statement.IP, statement.PaymentToken} {
		w.brings(a, w.thing(k))
	}
	return a
}

// thing makes a new thing of a kind.
func (w *World) thing(kind string) statement.Ref {
	w.made++
	return statement.Ref{Kind: kind, Key: fmt.Sprintf("%s-%06d-%d", kind, w.dice.IntN(1000000), w.made)}
}

// brings ties an application to what it uses: by the application itself, and for
// addresses by log-ins of the day.
func (w *World) brings(a, what statement.Ref) {
	at := w.Begin + entity.Instant(w.dice.IntN(3*365*86400))*1e6
	e := link.Edge{From: a, To: what, Kind: "brought", Since: at, Source: "applications", Statement: a.Key, Grade: statement.Grade{Source: 'A', Info: '1'}}
	switch what.Kind {
	case statement.IP:
		e.Kind, e.Until, e.Source = "logged_in", at+86400*1e6, "panel"
	case statement.Person:
		e.Kind, e.Source, e.Grade = "says:instructed", "report", statement.Grade{Source: 'B', Info: '2'}
	}
	w.Edges = append(w.Edges, e)
}

// share makes honest people who have things in common.
func (w *World) share(kind string, size int, what ...string) {
	var things []statement.Ref
	for _, k := range what {
		t := w.thing(k)
		things = append(things, t)
		w.alike[kind] = append(w.alike[kind], shared{ref: t, kind: k})
	}
	for range size {
		a := w.apply(kind)
		for i, t := range things {
			if i == 0 || w.dice.IntN(10) < 8 {
				w.brings(a, t)
			}
		}
	}
}

// ring makes one ring. No thing is used by more than Group of it: each hands the
// next something on, so that the first and the last may share nothing.
func (w *World) ring(m Mix) {
	size := m.RingMin + w.dice.IntN(max(m.RingMax-m.RingMin, 0)+1)
	var members []statement.Ref
	for range size {
		members = append(members, w.apply(ring))
	}
	for i := 0; i+1 < size; {
		n := min(2+w.dice.IntN(m.Group-1), size-i)
		t := w.thing(m.Kinds[w.dice.IntN(len(m.Kinds))])
		for _, a := range members[i : i+n] {
			w.brings(a, t)
		}
		i += n - 1
	}
	for _, a := range members {
		if w.dice.IntN(1000) < m.More {
			t := w.thing(m.Kinds[w.dice.IntN(len(m.Kinds))])
			w.brings(a, t)
			w.brings(members[w.dice.IntN(size)], t)
		}
		w.bridges(a, m)
	}
	w.Rings = append(w.Rings, members)
}

// bridges has a member of a ring use what honest people use.
func (w *World) bridges(a statement.Ref, m Mix) {
	for _, b := range []struct {
		share int
		kind  string
	}{{m.InBuilding, building}, {m.InSmallBuilding, smallBuilding}, {m.ByVPN, vpn}, {m.ByForwarder, forwarder}, {m.ByReseller, reseller},
		{m.ByShop, shop}, {m.ByCallCentre, callCentre}, {m.AtOffice, office}, {m.AtOffice, smallOffice}} {
		if list := w.alike[b.kind]; w.dice.IntN(1000) < b.share && len(list) > 0 {
			if t := list[w.dice.IntN(len(list))].ref; b.kind != office && b.kind != smallOffice || t.Kind == statement.IP {
				w.brings(a, t)
			}
		}
	}
	if w.dice.IntN(1000) < m.Handed {
		t := w.thing(statement.Device)
		w.brings(a, t)
		w.brings(w.apply(handed), t)
	}
}
