package trace

import (
	"net/netip"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// head is what every version of a record has.
type head struct {
	id       string // external
	version  int64
	source   string
	from, to entity.Instant // [from, to)
	at       entity.Instant // when it was recorded
}

func (h *head) header() *head { return h }

type contract struct {
	head
	application, customer, reseller, product, status string
}

type asset struct {
	head
	contract, kind, label string
}

type account struct {
	head
	contract, login, email string // the mailbox, folded
}

type event struct {
	head
	account, asset, kind, device string
	ip                           netip.Addr
}

// lease is a Lease as it stands in the records.
type lease struct {
	head
	prefix           netip.Prefix
	portFrom, portTo int
	asset            string
	path             []string
}

// application is what is known of an application in all its versions.
type application struct {
	id       string
	versions int64
	name     string // of the applicant, as it is claimed
	at       entity.Instant
	brought  []brought
	ip       netip.Addr
	sent     entity.Instant // when it came, by which its address is to be judged
	proof    proof
}

// brought is one thing that an applicant brought.
type brought struct {
	ref    statement.Ref
	since  entity.Instant
	stolen bool // marked as a victim's
}

// proof is how far the identity behind an application is proved false.
type proof struct {
	id     string
	proven bool // by two people
	at     entity.Instant
}

// versions are those of one record, the current one last.
type versions[T interface{ header() *head }] []T

func (v versions[T]) current() (rec T, ok bool) {
	if len(v) == 0 {
		return rec, false
	}
	return v[len(v)-1], true
}

// add takes a version in, whatever order they come in, and reports whether it
// is the current one now.
func (v *versions[T]) add(rec T) bool {
	i, there := slices.BinarySearchFunc(*v, rec.header().version, func(a T, version int64) int {
		return int(a.header().version - version)
	})
	if there {
		return false
	}
	*v = slices.Insert(*v, i, rec)
	return i == len(*v)-1
}

// then returns the version that said what was in a window: the current one, or,
// where that begins only afterwards, the last one before that held then; old
// says so.
func (v versions[T]) then(w Window) (rec T, old, ok bool) {
	rec, ok = v.current()
	if !ok || w.From >= rec.header().from {
		return rec, false, ok
	}
	for i := len(v) - 2; i >= 0; i-- {
		// One that begins no earlier than its successor was corrected by it.
		if h := v[i].header(); h.from < v[i+1].header().from && h.from <= w.From && h.to > w.From {
			return v[i], true, true
		}
	}
	return rec, false, true
}

// books are the records in memory, by kind and external id.
type books struct {
	contracts    map[string]*versions[*contract]
	assets       map[string]*versions[*asset]
	accounts     map[string]*versions[*account]
	leaseOf      map[string]*versions[*lease]
	events       map[string]*versions[*event]
	applications map[string]*application
	leases       leases
	places       map[netip.Addr][]*stay // uses of addresses, see stay

	said map[casebook.Container]casebook.Told // what cases and reports say

	// By which values records are found.
	byLabel, byLogin, byApplication, byDomain index
}

// index leads from a value to ids, among them such as lost the value.
type index map[string][]string

func (x index) add(value, id string) {
	if value != "" {
		x[value] = append(x[value], id)
	}
}

func (x index) ids(value string) []string {
	out := slices.Clone(x[value])
	slices.Sort(out)
	return slices.Compact(out)
}

func newBooks() *books {
	return &books{
		contracts: map[string]*versions[*contract]{}, assets: map[string]*versions[*asset]{}, accounts: map[string]*versions[*account]{},
		leaseOf: map[string]*versions[*lease]{}, events: map[string]*versions[*event]{}, applications: map[string]*application{},
		places: map[netip.Addr][]*stay{}, byLabel: index{}, byLogin: index{}, byApplication: index{}, byDomain: index{}, said: map[casebook.Container]casebook.Told{},
	}
}

// of returns the versions of a record in a table, making room for them.
func of[T interface{ header() *head }](table map[string]*versions[T], id string) *versions[T] {
	v := table[id]
	if v == nil {
		v = &versions[T]{}
		table[id] = v
	}
	return v
}

// get returns the current version of a record.
func get[T interface{ header() *head }](table map[string]*versions[T], id string) (rec T, ok bool) {
	if v := table[id]; v != nil {
		return v.current()
	}
	return rec, false
}

// under says under which contract an asset was.
func (b *books) under(id string, w Window) (string, []string) {
	v := b.assets[id]
	if v == nil {
		return "", nil
	}
	a, old, ok := v.then(w)
	if !ok {
		return "", nil
	}
	var doubts []string
	if old {
		doubts = append(doubts, OldVersion)
		if current, _ := v.current(); w.To > current.from {
			doubts = append(doubts, HolderChanged)
		}
	}
	if !w.within(a.from, a.to) && !old {
		doubts = append(doubts, NotRunning)
	}
	return a.contract, doubts
}

// resellers climbs from a contract to the operator's own customer. A path that
// a lease tells is taken as told, and climbed on from its top.
func (b *books) resellers(contract string, told []string, w Window) (path, doubts []string) {
	path = slices.Clone(told)
	if len(path) == 0 {
		path = []string{contract}
	}
	for i, id := range path {
		c, ok := get(b.contracts, id)
		switch {
		case !ok:
			doubts = append(doubts, NoContract)
		case !w.within(c.from, c.to):
			doubts = append(doubts, NotRunning)
		}
		if ok && i > 0 && c.reseller != "" && c.reseller != path[i-1] {
			doubts = append(doubts, PathsDiffer)
		}
	}
	for {
		c, ok := get(b.contracts, path[0])
		if !ok || c.reseller == "" {
			return path, doubts
		}
		if slices.Contains(path, c.reseller) { // a circle: who is on top cannot be told
			return path, append(doubts, PathsDiffer)
		}
		path = slices.Insert(path, 0, c.reseller)
	}
}
