package trace

import (
	"cmp"
	"math"
	"net/netip"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Lease is that an address, or ports behind it, were an asset's for an interval.
type Lease struct {
	ID       string         `json:"lease"` // external id
	Version  int64          `json:"version"`
	Source   string         `json:"source,omitempty"`
	Prefix   netip.Prefix   `json:"address"`
	PortFrom int            `json:"port_from"`
	PortTo   int            `json:"port_to"`
	From     entity.Instant `json:"from" format:"date-time"`
	To       entity.Instant `json:"-"` // forever: no end is known
	Asset    string         `json:"asset,omitempty"`
	Path     []string       `json:"-"` // contracts from the operator's own customer down to the holder
	// Superseded says that a later version of the record begins after this
	// time: nobody said whether it corrects or continues this one.
	Superseded bool `json:"superseded,omitempty"`
}

const lastPort = math.MaxUint16

// forever ends an interval that has no end, as records write it.
const forever = entity.Instant(math.MaxInt64)

// shared reports whether the lease is of some ports only.
func (l *Lease) shared() bool { return l.PortFrom > 0 || l.PortTo < lastPort }

// leases finds leases by address.
type leases struct {
	by   map[netip.Prefix][]*Lease
	bits [2]map[int]int // lengths of prefixes of each family, with how many there are
}

func family(a netip.Addr) int {
	if a.Is4() {
		return 0
	}
	return 1
}

func (t *leases) add(l *Lease) {
	if t.by == nil {
		t.by = map[netip.Prefix][]*Lease{}
		t.bits = [2]map[int]int{{}, {}}
	}
	t.by[l.Prefix] = append(t.by[l.Prefix], l)
	t.bits[family(l.Prefix.Addr())][l.Prefix.Bits()]++
}

// drop takes out the leases with an id: a new version takes their place.
func (t *leases) drop(id string, of netip.Prefix) {
	before := len(t.by[of])
	if before == 0 {
		return
	}
	t.by[of] = slices.DeleteFunc(t.by[of], func(l *Lease) bool { return l.ID == id })
	t.bits[family(of.Addr())][of.Bits()] -= before - len(t.by[of])
	if len(t.by[of]) == 0 {
		delete(t.by, of)
	}
}

// over returns the leases of an address that overlap a window, the narrowest
// network first, then by start and id.
func (t *leases) over(a netip.Addr, w Window) (out []*Lease) {
	if t.by == nil {
		return nil
	}
	a = a.Unmap().WithZone("")
	for bits, n := range t.bits[family(a)] {
		if n == 0 {
			continue
		}
		p, err := a.Prefix(bits)
		if err != nil {
			continue
		}
		for _, l := range t.by[p] {
			if w.overlaps(l.From, l.To) {
				out = append(out, l)
			}
		}
	}
	slices.SortFunc(out, narrowFirst)
	return out
}

func narrowFirst(a, b *Lease) int {
	return cmp.Or(cmp.Compare(b.Prefix.Bits(), a.Prefix.Bits()), cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
}
