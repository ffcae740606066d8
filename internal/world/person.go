package world

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// person is an invented natural person.
type person struct {
	surname, given culture.Word
	abroad         bool // written in Latin letters, given name first
	female         bool
	birth          entity.Day
}

func (w *World) person(d *dice) person {
	p := person{surname: draw(d, w.words.surnames, culture.Surnames()), female: d.chance(380)}
	list := culture.GivenNames(p.female)
	p.given = draw(d, w.givens[sex(p.female)], list)
	p.birth = birthDay(d)
	if d.chance(40) {
		p.surname.Text = swapOld(d, p.surname.Text)
	}
	return p
}

func sex(female bool) int {
	if female {
		return 1
	}
	return 0
}

func birthDay(d *dice) entity.Day {
	return entity.DayOf(1950+d.IntN(53), 1, 1) + entity.Day(d.IntN(365))
}

// foreigner draws a person whose name is of another culture of names and on no
// list.
func (w *World) foreigner(d *dice) person {
	c := pick(d, culture.Cultures())
	p := person{abroad: true, birth: birthDay(d)}
	for range 20 {
		p.given, p.surname = pick(d, c.Given), pick(d, c.Surnames)
		if !w.isListed(p.latin()) {
			break
		}
	}
	return p
}

// written is the name in the person's own way of writing it on a form.
func (p *person) written() string {
	if p.abroad {
		return p.given.Latin + " " + p.surname.Latin
	}
	return p.surname.Text + " " + p.given.Text
}

func (p *person) kana() string {
	if p.abroad {
		return ""
	}
	return p.surname.Kana + " " + p.given.Kana
}

// latin is given name and surname in Latin letters.
func (p *person) latin() string {
	if p.abroad {
		return p.given.Latin + " " + p.surname.Latin
	}
	return culture.Title(p.given.Latin) + " " + culture.Title(p.surname.Latin)
}

// local is the local part of a mailbox.
func (p *person) local(d *dice) string {
	given, surname := label(p.given.Latin), label(p.surname.Latin)
	switch d.IntN(4) {
	case 0:
		return surname
	case 1:
		return given[:1] + "." + surname
	case 2:
		return surname + "." + given
	}
	return given + "." + surname
}

// representative is who represents body i in law.
func (w *World) representative(c *company) person {
	d := newDice().at(w.opt.Seed, streamPerson, c.index)
	p := w.person(d)
	if c.name.surname != "" && d.chance(550) {
		for _, s := range culture.Surnames() {
			if strings.HasPrefix(c.name.core, s.Text) && s.Text == c.name.surname {
				p.surname = s
			}
		}
	}
	return p
}
