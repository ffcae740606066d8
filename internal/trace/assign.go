package trace

import (
	"net/netip"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Candidate is one who may have held an address at the time in question.
type Candidate struct {
	Lease
	Until    *entity.Instant `json:"to,omitempty" format:"date-time" doc:"exclusive; absent while it runs"`
	Contract string          `json:"contract,omitempty"` // the holder's; "" where no record says whose the asset was
	Path     []string        `json:"path,omitempty"`     // contracts from the operator's own customer down to the holder
	Customer string          `json:"customer,omitempty"` // the first of Path: the operator's own customer, whom to contact
	Doubts   []string        `json:"doubts,omitempty"`   // codes, see Doubts
}

// Codes of why an assignment is ambiguous, or why one candidate is in doubt.
const (
	NoTime        = "no_time"         // the report says no time
	NoZone        = "no_zone"         // the time has no zone, and the holder changed within what it may mean
	HolderChanged = "holder_changed"  // the holder changed within the time in question
	NoPort        = "no_port"         // some ports were somebody's, and the report says no port
	Overlapping   = "overlapping"     // two leases at the same time
	PartlyNobody  = "partly_nobody"   // for a part of the time nobody held it
	OldVersion    = "old_version"     // only an earlier version of a record says so
	NoHolder      = "no_holder"       // no record says under which contract the asset was
	NotRunning    = "not_running"     // by its record the contract, or the asset, did not run then
	Network       = "network"         // a network was asked for, not one address
	Nobody        = "nobody"          // nobody held it
	NoContract    = "contract_absent" // the contract is named, and its record is not there
	PathsDiffer   = "paths_differ"    // lease and contracts tell different resellers
)

// Assignment says who held an address.
type Assignment struct {
	Candidates []Candidate `json:"candidates" nullable:"false"`
	Ambiguous  bool        `json:"ambiguous" doc:"then nothing may be done to any of them"`
	Why        []string    `json:"why" nullable:"false" doc:"codes, see docs/trace.md"`
}

// holding is what assignments ask of the records.
type holding interface {
	// under returns whose an asset was: the contract, and codes of doubt.
	under(asset string, w Window) (contract string, doubts []string)
	// resellers returns the contracts from the operator's own customer down to
	// one, and codes of doubt.
	resellers(contract string, path []string, w Window) ([]string, []string)
}

// asked is what is asked of the leases.
type asked struct {
	net      netip.Prefix // one address, mostly
	port     *int
	window   Window
	zoneless bool
}

// assign finds who held an address, or parts of a network. Whatever cannot be
// told apart is ambiguous: then nothing may be done to any of the candidates.
func (t *leases) assign(q asked, h holding) Assignment {
	found := t.overlapping(q)
	out := Assignment{Candidates: []Candidate{}, Why: []string{}}
	for _, l := range found {
		if q.port != nil && (*q.port < l.PortFrom || *q.port > l.PortTo) {
			continue
		}
		out.Candidates = append(out.Candidates, candidate(l, q.window, h))
	}
	out.Candidates = withoutResellers(out.Candidates, q)
	out.Why = why(q, out.Candidates)
	out.Ambiguous = len(out.Why) > 0
	return out
}

func (t *leases) overlapping(q asked) []*Lease {
	if q.net.IsSingleIP() {
		return t.over(q.net.Addr(), q.window)
	}
	var out []*Lease
	for p, all := range t.by {
		if !p.Overlaps(q.net) {
			continue
		}
		for _, l := range all {
			if q.window.overlaps(l.From, l.To) {
				out = append(out, l)
			}
		}
	}
	slices.SortFunc(out, narrowFirst)
	return out
}

func candidate(l *Lease, w Window, h holding) Candidate {
	c := Candidate{Lease: *l, Until: moment(l.To)}
	if l.Superseded {
		c.Doubts = append(c.Doubts, OldVersion)
	}
	inLease := Window{max(w.From, l.From), min(w.To, l.To)}
	var doubts []string
	if n := len(l.Path); n > 0 {
		c.Contract = l.Path[n-1]
	} else if l.Asset != "" {
		c.Contract, doubts = h.under(l.Asset, inLease)
	}
	c.Doubts = append(c.Doubts, doubts...)
	if c.Contract == "" {
		c.Doubts = append(c.Doubts, NoHolder)
		return c
	}
	c.Path, doubts = h.resellers(c.Contract, l.Path, inLease)
	c.Doubts = append(c.Doubts, doubts...)
	c.Customer = c.Path[0]
	slices.Sort(c.Doubts)
	c.Doubts = slices.Compact(c.Doubts)
	return c
}

// withoutResellers leaves out who resold an address for the whole time in
// question to another candidate: the block of a reseller, when the customer's
// own address stands in it.
func withoutResellers(all []Candidate, q asked) []Candidate {
	return slices.DeleteFunc(slices.Clone(all), func(c Candidate) bool {
		return c.Contract != "" && slices.ContainsFunc(all, func(narrow Candidate) bool {
			i := slices.Index(narrow.Path, c.Contract)
			covers := contains(narrow.Prefix, q.net) && (q.port != nil || !narrow.shared() || narrow.PortFrom == c.PortFrom && narrow.PortTo == c.PortTo)
			return i >= 0 && i < len(narrow.Path)-1 && covers && q.window.within(narrow.From, narrow.To) && len(narrow.Doubts) == 0
		})
	})
}

// why says what stands against naming one holder: nothing, mostly.
func why(q asked, all []Candidate) []string {
	out := []string{}
	add := func(code string, when bool) {
		if when && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	if len(all) == 0 {
		return []string{Nobody}
	}
	add(NoTime, q.window == Always)
	add(Network, !q.net.IsSingleIP() && !slices.ContainsFunc(all, func(c Candidate) bool { return contains(c.Prefix, q.net) }))
	for _, c := range all {
		add(NoPort, q.port == nil && c.shared())
		for _, d := range c.Doubts {
			add(d, true)
		}
	}
	changed, overlapping := told(all)
	add(NoZone, changed && q.zoneless)
	add(HolderChanged, changed && q.window != Always)
	add(Overlapping, overlapping)
	add(PartlyNobody, q.window != Always && !covered(all, q.window))
	return out
}

// told compares the holders pair by pair: did they follow each other, did they
// hold the same at the same time.
func told(all []Candidate) (changed, overlapping bool) {
	for i, a := range all {
		for _, b := range all[:i] {
			if a.Contract == b.Contract && a.Contract != "" {
				continue
			}
			if a.PortFrom > b.PortTo || b.PortFrom > a.PortTo || !a.Prefix.Overlaps(b.Prefix) {
				changed = changed || a.To <= b.From || b.To <= a.From // told by NoPort otherwise
				continue
			}
			if a.From < b.To && b.From < a.To {
				overlapping = true
			} else {
				changed = true
			}
		}
	}
	return changed, overlapping
}

// covered reports whether somebody held it at every moment of the window.
func covered(all []Candidate, w Window) bool {
	byStart := slices.SortedFunc(slices.Values(all), func(a, b Candidate) int { return int(min(max(a.From-b.From, -1), 1)) })
	end := w.From
	for _, c := range byStart {
		if c.From > end {
			return false
		}
		end = max(end, c.To)
	}
	return end >= w.To
}

func contains(outer, inner netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

// Holder returns the one contract that held it, and whether there is just one
// about which nothing is in doubt.
func (a *Assignment) Holder() (contract string, ok bool) {
	if a.Ambiguous || len(a.Candidates) == 0 {
		return "", false
	}
	return a.Candidates[0].Contract, true
}
