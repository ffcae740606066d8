package world

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// seat is a place in a town, without a spelling.
type seat struct {
	pref, city, town int
	chome, ban, sub  int // sub: 号 or the branch of a lot; 0 none
	dashed           bool
	building, room   string
}

func (s *seat) Prefecture() *culture.Prefecture { return &culture.Prefectures()[s.pref] }
func (s *seat) City() *culture.City             { return &s.Prefecture().Cities[s.city] }
func (s *seat) Town() *culture.Town             { return &s.City().Towns[s.town] }

// places draws seats by the weights of prefectures and cities.
type places struct {
	prefs  *culture.Table
	cities []*culture.Table
}

func newPlaces() *places {
	prefs := culture.Prefectures()
	p := &places{prefs: culture.NewTable(len(prefs), func(i int) int { return prefs[i].Weight })}
	for _, pref := range prefs {
		p.cities = append(p.cities, culture.NewTable(len(pref.Cities), func(i int) int { return pref.Cities[i].Weight }))
	}
	return p
}

func (p *places) draw(d *dice) seat {
	pref := p.prefs.At(d.IntN(p.prefs.Total()))
	return p.drawIn(d, pref)
}

func (p *places) drawIn(d *dice, pref int) seat {
	t := p.cities[pref]
	s := seat{pref: pref, city: t.At(d.IntN(t.Total()))}
	s.town = d.IntN(len(s.City().Towns))
	if n := s.Town().Chome; n > 0 {
		s.chome, s.ban, s.sub = d.between(1, n), d.between(1, 40), d.between(1, 25)
	} else {
		s.ban = d.between(1, 2900)
		if d.chance(600) {
			s.sub = d.between(1, 30)
		}
	}
	// How a block is written is the town's habit, with exceptions.
	s.dashed = (pref+s.city+s.town)%3 == 0 != d.chance(80)
	return s
}

// block tells buildings apart.
func (s *seat) block() int {
	return ((((s.pref*64+s.city)*16+s.town)*32+s.chome)*4096+s.ban)*32 + s.sub
}

// house gives the seat a building and a room of it: what stands on a block is
// always the same building, whoever sits there.
func (s *seat) house(seed uint64, kind byte, d *dice) {
	b := newDice().at(seed, streamHub, s.block())
	patterns := culture.Buildings(kind)
	stem := s.Town().Name
	if strings.ContainsAny(stem, "大字") && strings.HasPrefix(stem, "大字") {
		stem = strings.TrimPrefix(stem, "大字")
	}
	if len([]rune(stem)) > 6 || b.chance(300) {
		stem = pick(b, culture.Surnames()).Text
	}
	s.building = strings.ReplaceAll(pick(b, patterns), "%s", stem)
	switch {
	case kind == culture.BuildingFlat:
		s.room = wide(d.between(1, 9)*100+d.between(1, 8)) + "号室"
	case d.chance(700):
		s.room = wide(d.between(1, 9)) + "階"
		if d.chance(80) {
			s.room = "地下" + wide(1) + "階"
		}
	case d.chance(700):
		s.room = wide(d.between(2, 14)*100+d.between(1, 12)) + "号室"
	}
}

// street is the spelling of the register: town, block and building in full
// width.
func (s *seat) street() string {
	t := s.Town()
	var b strings.Builder
	b.WriteString(t.Name)
	switch {
	case s.chome > 0 && s.dashed:
		fmt.Fprintf(&b, "%s丁目%s－%s", wide(s.chome), wide(s.ban), wide(s.sub))
	case s.chome > 0:
		fmt.Fprintf(&b, "%s丁目%s番%s号", wide(s.chome), wide(s.ban), wide(s.sub))
	case s.dashed && s.sub > 0:
		fmt.Fprintf(&b, "%s－%s", wide(s.ban), wide(s.sub))
	default:
		b.WriteString(wide(s.ban) + "番地")
		if s.sub > 0 {
			b.WriteString(wide(s.sub))
		}
	}
	b.WriteString(s.building + s.room)
	return b.String()
}

// full is the address as one line, in the spelling of the register.
func (s *seat) full() string { return s.Prefecture().Name + s.City().Name + s.street() }

// short is the spelling of letters and forms: 1-2-3.
func (s *seat) short() string {
	n := strconv.Itoa(s.ban)
	if s.chome > 0 {
		n = strconv.Itoa(s.chome) + "-" + n
	}
	if s.sub > 0 {
		n += "-" + strconv.Itoa(s.sub)
	}
	return s.Town().Name + n
}

// english is the voluntary English address of the register.
func (s *seat) english() string {
	t := s.Town()
	town := t.Latin
	n := strconv.Itoa(s.ban)
	if s.sub > 0 {
		n += "-" + strconv.Itoa(s.sub)
	}
	if s.chome > 0 {
		town += " " + strconv.Itoa(s.chome) + "-chome"
	}
	return n + ", " + town + ", " + s.City().Latin
}

// wide writes a number in full-width digits.
func wide(n int) string { return widen(strconv.Itoa(n)) }

// widen writes ASCII letters, digits and signs in full width.
func widen(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == ' ':
			r = '　'
		case r > ' ' && r <= '~':
			r += 0xfee0
		}
		b.WriteRune(r)
	}
	return b.String()
}

// narrow is the opposite of widen.
func narrow(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '　':
			r = ' '
		case r >= '！' && r <= '～':
			r -= 0xfee0
		}
		b.WriteRune(r)
	}
	return b.String()
}
