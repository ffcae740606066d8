package resolve

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/sekifuda/sekifuda/internal/canon"
)

// Version is that of the method: an epoch of another one is not understood.
const Version = 1

// Comparison is how one field is compared: its weights by level, in hundredths
// of a bit.
type Comparison struct {
	Field      Field   `json:"field"`
	Kind       kind    `json:"kind"`
	Group      string  `json:"group"` // what hangs together is weighed together
	Weight     []int32 `json:"weight"`
	Rarity     []int32 `json:"rarity"` // percent of how rare the shared value is beyond Usual
	Usual      []int32 `json:"usual"`
	Rarest     int32   `json:"rarest"` // of a value, and of a word, that the epoch does not know
	RarestWord int32   `json:"rarest_word"`
	seed       uint64
	group      int
}

// Epoch is what was learned, frozen. It is read-only and may be used by several
// goroutines.
type Epoch struct {
	Version      int                `json:"version"`
	Records      int64              `json:"records"` // it was learned from; 0 for the built-in one
	Prior        int32              `json:"prior"`
	SameFrom     int32              `json:"same_from"`
	PossibleFrom int32              `json:"possible_from"`
	MaxBlock     int32              `json:"max_block"` // a key that more records have is none
	Comparisons  []Comparison       `json:"comparisons"`
	Curves       map[string][]Point `json:"curves"` // of groups: what their sum counts for

	given, family, rest int
	frequent            map[uint64]int32    // rarity of values and words that are not rare
	crowded             map[uint64]struct{} // keys that too many records have
	groups              []string            // of comparisons, by number
	curves              [][]Point           // by group
}

// Point is one of a curve: a sum of From counts as To; between points it goes
// straight, beyond the last it stays.
type Point struct {
	From int32 `json:"from"`
	To   int32 `json:"to"`
}

// stored is the form in which an epoch is kept.
type stored struct {
	Epoch
	Frequent [][2]string `json:"frequent"`
	Crowded  []string    `json:"crowded"`
}

// Marshal writes the epoch canonically: equal epochs have equal bytes.
func (e *Epoch) Marshal() ([]byte, error) {
	s := stored{Epoch: *e}
	for _, h := range slices.Sorted(maps.Keys(e.frequent)) {
		s.Frequent = append(s.Frequent, [2]string{fmt.Sprintf("%016x", h), fmt.Sprint(e.frequent[h])})
	}
	for _, h := range slices.Sorted(maps.Keys(e.crowded)) {
		s.Crowded = append(s.Crowded, fmt.Sprintf("%016x", h))
	}
	return canon.Marshal(s)
}

// Unmarshal reads what Marshal wrote. It fails for another Version.
func Unmarshal(b []byte) (*Epoch, error) {
	var s stored
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("resolve: epoch: %w", err)
	}
	if s.Version != Version {
		return nil, fmt.Errorf("resolve: epoch of version %d, this release reads %d: learn it again", s.Version, Version)
	}
	e := s.Epoch
	e.frequent, e.crowded = map[uint64]int32{}, map[uint64]struct{}{}
	for _, f := range s.Frequent {
		var h uint64
		var info int32
		if _, err := fmt.Sscanf(f[0]+" "+f[1], "%x %d", &h, &info); err != nil {
			return nil, fmt.Errorf("resolve: epoch: frequency %q: %w", f, err)
		}
		e.frequent[h] = info
	}
	for _, c := range s.Crowded {
		var h uint64
		if _, err := fmt.Sscanf(c, "%x", &h); err != nil {
			return nil, fmt.Errorf("resolve: epoch: key %q: %w", c, err)
		}
		e.crowded[h] = struct{}{}
	}
	for i := range e.Comparisons {
		c := &e.Comparisons[i]
		if c.Kind >= kinds || len(c.Weight) != len(levelsOf[c.Kind]) || len(c.Rarity) != len(c.Weight) || len(c.Usual) != len(c.Weight) {
			return nil, fmt.Errorf("resolve: epoch: comparison %s has other levels than this release", c.Field)
		}
	}
	return &e, e.ready()
}

// Digest names the epoch.
func (e *Epoch) Digest() string {
	b, err := e.Marshal()
	if err != nil {
		panic("resolve: epoch: " + err.Error()) // whole numbers and text only
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ready fills in what follows from the rest.
func (e *Epoch) ready() error {
	if len(e.Comparisons) < 3 || len(e.Comparisons) > maxComparisons {
		return fmt.Errorf("resolve: epoch: %d comparisons", len(e.Comparisons))
	}
	for i := range e.Comparisons {
		c := &e.Comparisons[i]
		c.seed = hashOf(1, string(c.Field))
		switch c.Kind {
		case kindGiven:
			e.given = i
		case kindFamily:
			e.family = i
		case kindRest:
			e.rest = i
		}
	}
	e.groups = e.groups[:0]
	for i := range e.Comparisons {
		c := &e.Comparisons[i]
		c.group = slices.Index(e.groups, c.Group)
		if c.group < 0 {
			c.group = len(e.groups)
			e.groups = append(e.groups, c.Group)
		}
	}
	e.curves = make([][]Point, len(e.groups))
	for i, g := range e.groups {
		e.curves[i] = e.Curves[g]
	}
	return nil
}

// info is how rare a value is, in hundredths of a bit.
func (e *Epoch) info(c *Comparison, text string) int32 {
	if i, ok := e.frequent[hashOf(c.seed, text)]; ok {
		return i
	}
	return c.Rarest
}

func (e *Epoch) wordInfo(c *Comparison, text string) int32 {
	if i, ok := e.frequent[hashOf(c.seed+1, text)]; ok {
		return i
	}
	return c.RarestWord
}

// groupOf says which fields are weighed together: what those of one household,
// or the organisations in one building, share.
func groupOf(f Field) string {
	switch madeOf(f) {
	case "address", "phone":
		return household
	case "name":
		if f == FamilyName {
			return household
		}
	}
	return madeOf(f)
}

const household = "household"

// madeOf says which fields of a key a field is among.
func madeOf(f Field) string {
	switch f {
	case GivenName, FamilyName, MiddleName:
		return "name"
	case Address, HouseNumber, Street, Unit, City, Postcode, Region:
		return "address"
	case Phone, "fax":
		return "phone"
	case Device, Payment, Key:
		return "device"
	}
	return string(f)
}

// fieldOrder sorts comparisons: names first, then as given, then others by name.
func fieldOrder(a, b Field) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) }

func rank(f Field) int {
	if i := slices.Index(knownFields, f); i >= 0 {
		return i
	}
	return len(knownFields)
}

var knownFields = []Field{GivenName, FamilyName, MiddleName, Name, BirthDate, BirthPlace, Address, HouseNumber, Street, Unit,
	City, Postcode, Region, Phone, "fax", Email, Website, Gender, Occupation, Employer, Device, Payment, Key}

// maxComparisons bounds the fields of an epoch.
const maxComparisons = 40
