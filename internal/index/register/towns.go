package register

import (
	"hash/fnv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index"
)

// Kinds of keys that lead from a municipality to some bodies whose addresses
// show its towns, and to some whose history shows what it became.
const (
	keyTowns = "towns:"
	keyMoved = "moved:"
)

// How many bodies show a town, and what became of a municipality.
const (
	showTown  = 3
	showMoved = 32
)

// directory chooses, while a file is written, the bodies that stand for their
// towns: the first ones of each. What it chooses depends on the records alone.
type directory struct {
	shown map[uint64]uint8
}

func newDirectory() *directory { return &directory{shown: map[uint64]uint8{}} }

// block is a block key taken apart.
type block struct{ prefecture, city, town, numbers string }

func cutBlock(key string) (b block, ok bool) {
	rest, ok := strings.CutPrefix(key, keyBlock)
	if !ok {
		return b, false
	}
	b.prefecture, rest, _ = strings.Cut(rest, "|")
	b.city, rest, _ = strings.Cut(rest, "|")
	b.town, b.numbers, ok = strings.Cut(rest, "|")
	return b, ok
}

// mark adds the keys of the directory to a record. Records come in the order of
// their keys.
func (d *directory) mark(rec *index.Record) {
	var buf [8]block
	blocks := buf[:0]
	for _, key := range rec.Keys {
		if b, ok := cutBlock(key); ok {
			blocks = append(blocks, b)
		}
	}
	for i, b := range blocks {
		if d.first(keyTowns, b.city+"|"+b.town+"|"+b.prefecture, showTown) {
			rec.Keys = addNew(rec.Keys, keyTowns+b.prefecture+"|"+b.city)
		}
		for j, o := range blocks {
			if i == j || b.city == o.city || b.prefecture != o.prefecture || b.numbers != o.numbers || !strings.HasSuffix(o.town, b.town) || b.town == "" {
				continue
			}
			if d.first(keyMoved, b.prefecture+"|"+b.city+"|"+b.town, showTown) && d.first(keyMoved, b.prefecture+"|"+b.city, showMoved) {
				rec.Keys = addNew(rec.Keys, keyMoved+b.prefecture+"|"+b.city)
			}
		}
	}
}

// first reports whether this is one of the first most times that kind and what
// are seen.
func (d *directory) first(kind, what string, most uint8) bool {
	h := fnv.New64a()
	h.Write([]byte(kind))
	h.Write([]byte(what))
	sum := h.Sum64()
	if d.shown[sum] >= most {
		return false
	}
	d.shown[sum]++
	return true
}

// townLimit bounds the bodies that are read to learn the towns of one city.
const townLimit = 20000

// ReadAddress reads an address as it is claimed, by the towns and the history
// of this register: see identifier.ParseAddressIn. It is read by rules alone
// where the register cannot be read; who then looks it up is told.
func (r *Register) ReadAddress(s string) identifier.Address {
	return identifier.ParseAddressIn(r.Towns, s)
}

// Towns returns the towns of a city as the register's own addresses have them,
// nil where it has none. They are read once.
func (r *Register) Towns(prefecture, city string) *identifier.CityTowns {
	key := identifier.Address{Prefecture: prefecture, City: city}.CityKey()
	if key == "" {
		return nil
	}
	if t, ok := r.towns.Load(key); ok {
		return t.(*identifier.CityTowns)
	}
	t, err := r.readTowns(key)
	if err != nil {
		return nil
	}
	r.towns.Store(key, t)
	return t
}

// readTowns reads the bodies that show a city's towns and what became of it.
func (r *Register) readTowns(city string) (*identifier.CityTowns, error) {
	var t *identifier.CityTowns
	for _, kind := range []string{keyTowns, keyMoved} {
		hits, err := r.set.ByKey(kind+city, townLimit)
		found, _, err := r.load(hits, err)
		if err != nil {
			return nil, err
		}
		for _, g := range found {
			if t == nil {
				t = &identifier.CityTowns{}
			}
			learn(t, city, g)
		}
	}
	return t, nil
}

// learn takes from a body's addresses what they say of a city.
func learn(t *identifier.CityTowns, city string, g *entity.Registration) {
	current := g.Current()
	var now identifier.Address
	if current != nil {
		now = identifier.ParseAddress(current.Address())
	}
	for i := range g.Rows {
		a := identifier.ParseAddress(g.Rows[i].Address())
		if a.CityKey() != city {
			continue
		}
		t.Add(a)
		if now.CityKey() != city {
			t.AddMove(a, now)
		}
	}
	if now.CityKey() == city && g.Status() == entity.StatusLive {
		t.Standing()
	}
}
