package main

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/evaluate/names"
	"github.com/sekifuda/sekifuda/internal/resolve"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// benchCrowd draws records of persons and companies: three in ten are of
// somebody who came before, with slips, gaps and what has changed since;
// households and offices share addresses. Each entity is drawn from its number,
// so that none has to be kept.
type benchCrowd struct{ seed uint64 }

// records yields n records from a place on. An id is the place and the entity.
func (c benchCrowd) records(from, n int) iter.Seq[*resolve.Record] {
	return func(yield func(*resolve.Record) bool) {
		for i := from; i < from+n; i++ {
			dice := rand.New(rand.NewPCG(c.seed, uint64(i)))
			who, again := i, i > 0 && dice.IntN(10) < 3
			if again {
				who = c.founder(dice.IntN(i))
			}
			r := c.draw(who)
			if again {
				r = alter(r, dice)
			}
			r.ID = strconv.Itoa(i) + "/" + strconv.Itoa(who)
			if !yield(r) {
				return
			}
		}
	}
}

// founder follows a record to the one with which its entity came.
func (c benchCrowd) founder(i int) int {
	for {
		dice := rand.New(rand.NewPCG(c.seed, uint64(i)))
		if i == 0 || dice.IntN(10) >= 3 {
			return i
		}
		i = dice.IntN(i)
	}
}

// draw draws an entity as it is.
func (c benchCrowd) draw(who int) *resolve.Record {
	dice := rand.New(rand.NewPCG(c.seed+1, uint64(who)))
	r := &resolve.Record{Values: map[resolve.Field][]string{}}
	sometimes := func(percent int, f resolve.Field, value string) {
		if dice.IntN(100) < percent {
			r.Values[f] = []string{value}
		}
	}
	home := who
	if who > 0 && dice.IntN(5) == 0 { // a household, an office
		home = dice.IntN(who)
	}
	place := rand.New(rand.NewPCG(c.seed+2, uint64(home)))
	town := towns[place.IntN(len(towns))] + ends[place.IntN(len(ends))]
	street := fmt.Sprintf("%d %s", 1+place.IntN(150), drawnName(place, true)+" Street")
	mailbox := ""
	if dice.IntN(10) < 4 {
		r.Schema = entity.Company
		name := coined(dice) + " " + kinds[dice.IntN(len(kinds))] + " " + forms[dice.IntN(len(forms))]
		mailbox = "info"
		r.Values[resolve.Name] = []string{name}
		sometimes(70, resolve.ID("register"), fmt.Sprintf("%013d", dice.Int64N(1e13)))
		sometimes(50, resolve.Website, "www."+strings.ToLower(strings.ReplaceAll(name, " ", "-"))+".example")
	} else {
		r.Schema = entity.Person
		family := drawnName(dice, true)
		if home != who { // a household has one family name
			family = drawnName(place, true)
		}
		given := drawnName(dice, false)
		mailbox = strings.ToLower(given) + strconv.Itoa(dice.IntN(100))
		r.Values[resolve.GivenName], r.Values[resolve.FamilyName] = []string{given}, []string{family}
		sometimes(80, resolve.BirthDate, fmt.Sprintf("%d-%02d-%02d", 1940+dice.IntN(65), 1+dice.IntN(12), 1+dice.IntN(28)))
	}
	r.Values[resolve.Address] = []string{street + ", " + town}
	sometimes(60, resolve.Postcode, fmt.Sprintf("%05d", place.IntN(100000)))
	sometimes(70, resolve.Phone, fmt.Sprintf("+8170%08d", dice.IntN(1e8)))
	sometimes(60, resolve.Email, fmt.Sprintf("%s@box%d.example", mailbox, dice.IntN(20000)))
	sometimes(20, resolve.Device, fmt.Sprintf("%016x", dice.Uint64()))
	return r
}

// alter makes another record of the same entity.
func alter(r *resolve.Record, dice *rand.Rand) *resolve.Record {
	for _, f := range []resolve.Field{resolve.GivenName, resolve.FamilyName, resolve.Name, resolve.Address, resolve.BirthDate, resolve.Phone,
		resolve.Email, resolve.Postcode, resolve.Website, resolve.ID("register"), resolve.Device} {
		v, there := r.Values[f]
		if !there {
			continue
		}
		name := f == resolve.GivenName || f == resolve.FamilyName || f == resolve.Name
		switch dice.IntN(10) {
		case 0:
			r.Values[f] = []string{names.Alter(v[0], 8, dice)}
		case 1, 2:
			if !name {
				delete(r.Values, f) // not said this time
			}
		case 3:
			if f == resolve.Phone || f == resolve.Email || f == resolve.Device {
				r.Values[f] = []string{names.Alter(v[0], 60, dice)} // another one
			}
		}
	}
	return r
}

var latin = func() (out []*culture.Tradition) {
	for _, t := range culture.Traditions() {
		if t.Script == culture.ScriptLatin || t.Script == culture.ScriptJapanese {
			out = append(out, t)
		}
	}
	return out
}()

// drawnName draws a family or a given name in Latin letters.
func drawnName(dice *rand.Rand, family bool) string {
	for {
		for _, p := range latin[dice.IntN(len(latin))].Draw(dice).Parts {
			if (p.Role == culture.RoleSurname) == family && len(p.Latin) > 0 {
				return culture.Title(p.Latin[0])
			}
		}
	}
}

func coined(dice *rand.Rand) string {
	var b strings.Builder
	for range 2 + dice.IntN(2) {
		b.WriteString(syllables[dice.IntN(len(syllables))])
	}
	return culture.Title(b.String())
}

var (
	towns     = strings.Fields("Alder Birch Cedar Dun Elm Fen Glen Hazel Ivy Juniper Kirk Lin Marsh North Oak Pine Quarry Rowan South Thorn Under Vale West Yew")
	ends      = strings.Fields("ford ham bury ton wick stead field gate bridge mouth haven dale holm thorpe by")
	kinds     = strings.Fields("Trading Logistics Systems Foods Textiles Optics Chemicals Instruments Shipping Design Energy Software Printing Robotics Ceramics")
	forms     = strings.Fields("Ltd Inc GmbH KK LLC AG SA BV")
	syllables = strings.Fields("ka ri no sel tan vor mi del ox ar en qui lum bra sto fi zen tor pal gri wen dax hol umi ser nek jo ral tes vin")
)
