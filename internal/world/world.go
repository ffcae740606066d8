// Package world makes a synthetic world of any size from a seed: a corporate
// register and sanctions lists in their publishers' formats, applications by
// honest and by false applicants, the evidence that an operator would get who
// asks, and the truth beside it. Everything is a pure function of the seed and
// an index, so nothing need be kept in memory, and drawing more of one part
// never changes another. It is a tool: only cmd and tests import it.
package world

import (
	"fmt"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// DefaultAt is the time of a world for which none is given.
var DefaultAt = entity.InstantOf(time.Date(2026, 2, 28, 9, 0, 0, 0, Zone))

// Zone is the zone of the register's days.
var Zone = time.FixedZone("JST", 9*3600)

// Options say what world to make. The zero value of a field takes its default.
type Options struct {
	Companies    int            // bodies in the register; default 50,000
	Applications int            // default 1,000
	Listed       int            // entries of each list; default 300
	Seed         uint64         // default 1
	At           entity.Instant // default DefaultAt; the register is of the day before
	Mix          *Mix           // default DefaultMix
	Zip          bool           // register as a zip archive
	ShiftJIS     bool           // register in Shift_JIS
	Demo         bool           // the forty applications of the demo in place of a drawn mix
}

// World answers for any body, list entry or application of one synthetic world.
type World struct {
	opt       Options
	mix       *Mix
	day       entity.Day // of At
	published entity.Day // of the register
	numbers   numbers
	slotShift uint64
	places    *places
	words     *words
	public    []public
	givens    [2]*culture.Table

	listOnce   sync.Once
	listNames  *listIndex
	diffOnce   sync.Once
	diffBodies map[int]bool
	diffOrder  []int
}

// New prepares a world; it fails for impossible sizes or mixes.
func New(o Options) (*World, error) {
	if o.Companies == 0 {
		o.Companies = 50_000
	}
	if o.Applications == 0 && !o.Demo {
		o.Applications = 1000
	}
	if o.Listed == 0 {
		o.Listed = 300
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	if o.At == 0 {
		o.At = DefaultAt
	}
	if o.Companies < 100 || o.Companies > MaxCompanies/2 {
		return nil, fmt.Errorf("world: %d companies: want 100 to %d", o.Companies, MaxCompanies/2)
	}
	if o.Applications < 0 || o.Listed < 20 || o.Listed > 20_000 {
		return nil, fmt.Errorf("world: %d applications, %d list entries: want 0 or more, 20 to 20000", o.Applications, o.Listed)
	}
	w := &World{opt: o, mix: o.Mix}
	switch {
	case o.Demo:
		w.mix = demoMix()
	case o.Mix == nil:
		w.mix = DefaultMix()
	}
	if err := w.mix.Validate(); err != nil {
		return nil, err
	}
	w.day = o.At.DayIn(Zone)
	w.published = w.day - 1
	w.numbers = newNumbers(o.Seed)
	w.slotShift = newDice().at(o.Seed, streamTrait, 0).Uint64N(1000)
	w.places, w.words, w.public = newPlaces(), newWords(), publicBodies()
	for i := range w.givens {
		w.givens[i] = culture.NewWordTable(culture.GivenNames(i == 1))
	}
	return w, nil
}
