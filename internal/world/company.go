package world

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// company is one body of the register with all that is known of it.
type company struct {
	index     int
	trait     trait
	number    string
	name      name
	before    name // name before the last change, where it was renamed
	seat      seat
	from      seat // seat before the last change, where it moved
	assigned  entity.Day
	changed   entity.Day // when the last change took effect; noDay if nothing changed
	closed    entity.Day
	cause     string
	successor int // index of the body merged into, -1
	resembles int // index of the body whose name it resembles, -1
}

var kindTable = []struct {
	kind   string
	weight int
}{
	{kindKK, 500}, {kindYK, 258}, {kindGK, 95}, {kindGomei, 3}, {kindGoshi, 9}, {kindBody, 98}, {kindForeign, 3}, {kindOther, 34},
}

var kindDraw = culture.NewTable(len(kindTable), func(i int) int { return kindTable[i].weight })

// company makes body i. It is a pure function of the seed and i, so nothing
// need be kept; i beyond the size of the world gives a body that was registered
// in the last days and is not in the file yet.
func (w *World) company(i int) *company {
	d := newDice()
	c := &company{index: i, trait: w.trait(i), successor: -1, resembles: -1, assigned: entity.NumbersBegan, changed: noDay, closed: noDay}
	if c.trait == traitPublic {
		w.makePublic(c)
		return c
	}
	c.name, c.seat = w.base(d, i)
	c.number = corporateNumber(c.name.kind, c.seat.pref, w.numbers.place(i))
	d.at(w.opt.Seed, streamHistory, i)
	if d.chance(230) {
		c.assigned = entity.NumbersBegan + entity.Day(d.IntN(int(w.published-120-entity.NumbersBegan)))
	}
	w.befall(d, c)
	return c
}

// base draws kind, name and first seat: what body i was before anything
// happened to it.
func (w *World) base(d *dice, i int) (name, seat) {
	d.at(w.opt.Seed, streamSeat, i)
	s := w.places.draw(d)
	switch {
	case s.pref == 12 && d.chance(520), d.chance(200):
		s.house(w.opt.Seed, culture.BuildingOffice, d)
	case d.chance(60):
		s.house(w.opt.Seed, culture.BuildingFlat, d)
	}
	d.at(w.opt.Seed, streamName, i)
	return w.baseName(d, &s), s
}

func (w *World) baseName(d *dice, s *seat) name {
	switch kind := kindTable[kindDraw.At(d.IntN(kindDraw.Total()))].kind; kind {
	case kindBody:
		return w.words.body(d, s)
	case kindForeign:
		return foreignName(d, kind)
	case kindOther:
		n := w.words.company(d, kindOther, s)
		suffix := pick(d, []string{"管理組合", "健康保険組合", "土地改良区", "互助会"})
		n.form, n.core = "", n.core+suffix
		return n
	default:
		return w.words.company(d, kind, s)
	}
}

// foreignName names a company established abroad, as the register writes it.
func foreignName(d *dice, kind string) name {
	c := pick(d, culture.Cultures())
	s, b := pick(d, c.Surnames), pick(d, c.Bodies)
	form := pick(d, []string{"リミテッド", "インコーポレイテッド", "エルエルシー"})
	latin := map[string]string{"リミテッド": "Limited", "インコーポレイテッド": "Incorporated", "エルエルシー": "LLC"}[form]
	text := s.Latin + " " + b.Latin
	return name{kind: kind, core: widen(text) + "　" + form, english: text + " " + latin, domain: label(text)}
}

// befall applies what the trait says. d stands in the body's history stream.
func (w *World) befall(d *dice, c *company) {
	last := w.published
	long := func() entity.Day { return last - entity.Day(d.between(120, 3300)) }
	recent := func() entity.Day { return last - entity.Day(d.between(8, 55)) }
	switch c.trait {
	case traitClosed:
		c.closed, c.cause = later(c.assigned, long()), "01"
		if d.chance(150) {
			c.cause = "31"
		}
		c.changed = c.closed
	case traitDormant:
		c.closed, c.cause = later(c.assigned, entity.DayOf(2016+d.IntN(9), 12, 13)), "21"
		c.changed = c.closed
	case traitMerged:
		c.closed, c.cause = later(c.assigned, long()), "11"
		c.changed = c.closed
		c.successor = w.successor(d, c.index)
	case traitRenamed:
		c.changed = later(c.assigned, long())
		w.rename(c)
	case traitRenamedNow:
		c.changed = recent()
		w.rename(c)
	case traitMoved:
		c.changed = later(c.assigned, long())
		w.move(c)
	case traitMovedNow:
		c.changed = recent()
		w.move(c)
	case traitRevived:
		c.assigned = entity.NumbersBegan
		c.closed = entity.DayOf(2016+d.IntN(8), 12, 13)
		c.changed = last - entity.Day(d.between(20, 700))
	case traitShell:
		c.assigned = entity.NumbersBegan
		c.changed = recent()
		w.rename(c)
		w.move(c)
	case traitYoung:
		c.assigned = last - entity.Day(d.between(1, 88))
		if c.index >= w.opt.Companies {
			c.assigned = last - entity.Day(d.between(0, 3))
		}
	case traitLookalike:
		w.resemble(d, c)
	case traitVirtual:
		w.settle(d, c, w.hubs(4000), culture.BuildingVirtual)
	case traitShared:
		w.settle(d, c, w.hubs(400), culture.BuildingOffice)
	}
}

// later keeps a change after the assignment of the number.
func later(assigned, day entity.Day) entity.Day {
	if day <= assigned {
		return assigned + 40
	}
	return day
}

// successor finds a live company to merge into.
func (w *World) successor(d *dice, i int) int {
	for range 200 {
		j := d.IntN(w.opt.Companies)
		if j != i && w.trait(j) == traitPlain {
			return j
		}
	}
	return w.find(d, func(j int) bool { return j != i }, traitPlain)
}

// rename gives the company a name that it had before.
func (w *World) rename(c *company) {
	d := newDice().at(w.opt.Seed, streamNameBefore, c.index)
	old := c.name
	c.before = w.words.company(d, companyKind(c.name.kind), &c.seat)
	if c.before.kind != old.kind || d.chance(300) {
		// A conversion or a new trade word: the core stays near.
		c.before = old
		c.before.front = !old.front
		if t := pick(d, culture.Trades()); old.trade.Text != "" && t.Text != old.trade.Text {
			c.before.core = trimSuffix(old.core, old.trade.Text) + t.Text
			c.before.kana = trimSuffix(old.kana, old.trade.Kana) + t.Kana
		} else {
			c.before.core = "旧" + old.core
		}
	}
}

func companyKind(kind string) string {
	if forms[kind] != "" {
		return kind
	}
	return kindKK
}

func trimSuffix(s, suffix string) string {
	if len(suffix) > 0 && len(s) > len(suffix) && s[len(s)-len(suffix):] == suffix {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// move gives the company a seat that it had before; most moves stay in the
// prefecture.
func (w *World) move(c *company) {
	d := newDice().at(w.opt.Seed, streamSeatBefore, c.index)
	c.from = c.seat
	if d.chance(750) {
		c.from = w.places.drawIn(d, c.seat.pref)
	} else {
		c.from = w.places.draw(d)
	}
	if d.chance(300) {
		c.from.house(w.opt.Seed, culture.BuildingOffice, d)
	}
	// The number tells the office of the first registration.
	c.number = corporateNumber(c.name.kind, c.from.pref, w.numbers.place(c.index))
}

// hubs is the number of buildings that many share: one for every n bodies.
func (w *World) hubs(n int) int { return max(2, w.opt.Companies/n) }

// settle puts the company into one of n shared buildings.
func (w *World) settle(d *dice, c *company, n int, kind byte) {
	h := newDice().at(w.opt.Seed, streamHub, -1-d.IntN(n)-int(kind)<<32)
	c.seat = w.places.drawIn(h, pick(h, []int{12, 12, 12, 12, 26, 22, 39, 13}))
	c.seat.house(w.opt.Seed, kind, d)
	if kind == culture.BuildingVirtual {
		c.seat.room = ""
		if d.chance(600) {
			c.seat.room = wide(d.between(2, 9)) + "階"
			if d.chance(400) {
				c.seat.room += "－" + wide(d.between(1, 400))
			}
		}
	}
	c.number = corporateNumber(c.name.kind, c.seat.pref, w.numbers.place(c.index))
}

// makePublic fills in a municipality or an office of the state.
func (w *World) makePublic(c *company) {
	p := w.public[c.index/publicEvery]
	d := newDice().at(w.opt.Seed, streamSeat, c.index)
	c.seat = w.places.drawIn(d, p.pref)
	if p.kind == kindLocal {
		c.seat.city, c.seat.town = p.city, 0
		c.seat.chome, c.seat.ban, c.seat.sub = min(1, c.seat.Town().Chome), d.between(1, 30), d.between(1, 9)
	}
	c.name = name{kind: p.kind, core: p.name, kana: p.kana, english: p.english, domain: label(p.english)}
	c.number = publicNumber(p.kind, p.code)
}
