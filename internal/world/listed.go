package world

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/ofac"
	"github.com/sekifuda/sekifuda/internal/format/un"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// The two lists of a world.
const (
	listOFAC = iota
	listUN
)

// listed is an entry of a list with what an application needs to repeat it.
type listed struct {
	entity entity.Entity
	person person // persons only
	exact  bool   // the list gives a full birth date
}

// japaneseEvery is how often a list has a person with a Japanese name: there
// must be names that honest applicants share.
const japaneseEvery = 6

// listEntry makes entry k of a list: more than half persons.
func (w *World) listEntry(list, k int) listed {
	d := newDice().at(w.opt.Seed, streamList, list<<32+k)
	var l listed
	e := &l.entity
	if list == listOFAC {
		e.ID = fmt.Sprintf("%s%d", ofac.IDPrefix, 70_001+k*3)
		e.Add("program", pick(d, []string{"NVLGRD", "QSRNUR", "CYB-INV", "SHDWFLT"}))
	} else {
		prefix := pick(d, []string{"VL", "QN", "SB"})
		letter := "e"
		if k%9 < 5 {
			letter = "i"
		}
		e.ID = fmt.Sprintf("%s%s%s.%03d", un.IDPrefix, prefix, letter, k+1)
		e.Add("program", map[string]string{"VL": "Velgorod", "QN": "Qasr al-Nur", "SB": "Saebyolgun"}[prefix])
		e.Add("listingDate", (entity.DayOf(2012, 1, 1) + entity.Day(d.IntN(4800))).String())
	}
	c := pick(d, culture.Cultures())
	if k%9 < 5 {
		w.listPerson(d, &l, list, k, c)
	} else {
		listBody(d, e, list, c)
	}
	return l
}

func (w *World) listPerson(d *dice, l *listed, list, k int, c culture.Abroad) {
	e := &l.entity
	e.Schema = entity.Person
	if k%japaneseEvery == 1 {
		l.person = w.person(d)
	} else {
		l.person = person{abroad: true, surname: pick(d, c.Surnames), given: pick(d, c.Given), birth: birthDay(d)}
	}
	p := &l.person
	e.Add("name", p.latin())
	e.Add("lastName", lastName(p))
	e.Add("firstName", givenName(p))
	if list == listUN && p.surname.Text != "" && p.given.Text != "" {
		e.Add("name", originalName(p, c))
	}
	if list == listOFAC {
		e.Add("gender", "male")
	}
	if d.chance(350) {
		e.Add("alias", alias(p, d))
	}
	if d.chance(200) {
		e.Add("weakAlias", pick(d, c.Given).Latin)
	}
	switch x := d.IntN(1000); {
	case x < 760:
		e.Add("birthDate", p.birth.String())
		l.exact = true
	case x < 880:
		e.Add("birthDate", p.birth.String()[:4])
	case x < 930:
		e.Add("birthDate", "circa "+p.birth.String()[:4])
	}
	if d.chance(500) {
		e.Add("birthPlace", pick(d, c.Towns).Latin)
	}
	if d.chance(450) {
		e.Add("passportNumber", strings.ToUpper(d.letters(2))+fmt.Sprint(d.between(1_000_000, 9_999_999)))
	}
	if d.chance(500) {
		e.Add("address", fmt.Sprintf("%d %s Street, %s", d.between(1, 240), pick(d, c.Surnames).Latin, pick(d, c.Towns).Latin))
	}
}

func lastName(p *person) string {
	if p.abroad {
		return p.surname.Latin
	}
	return culture.Title(p.surname.Latin)
}

func givenName(p *person) string {
	if p.abroad {
		return p.given.Latin
	}
	return culture.Title(p.given.Latin)
}

func originalName(p *person, c culture.Abroad) string {
	if p.abroad && c.Script != "han" && c.Script != "hangul" {
		return p.given.Text + " " + p.surname.Text
	}
	return p.surname.Text + p.given.Text
}

// alias is another spelling of the name.
func alias(p *person, d *dice) string {
	s := p.surname.Latin
	if !p.abroad {
		s = culture.Title(s)
	}
	for _, swap := range [][2]string{{"kh", "h"}, {"sh", "sch"}, {"y", "i"}, {"u", "ou"}, {"q", "k"}, {"e", "ie"}} {
		if strings.Contains(s, swap[0]) && d.chance(700) {
			s = strings.Replace(s, swap[0], swap[1], 1)
			break
		}
	}
	given := givenName(p)
	if s == lastName(p) {
		return s + " " + given
	}
	return given + " " + s
}

func listBody(d *dice, e *entity.Entity, list int, c culture.Abroad) {
	e.Schema = entity.Organization
	s, b, t := pick(d, c.Surnames), pick(d, c.Bodies), pick(d, c.Towns)
	form := pick(d, []string{"LLC", "Trading Company", "Group", "Corporation", "FZE", "Institute"})
	core := s.Latin + " " + b.Latin
	e.Add("name", core+" "+form)
	if list == listUN && s.Text != "" && b.Text != "" {
		e.Add("name", s.Text+" "+b.Text)
	}
	if d.chance(400) {
		e.Add("alias", core)
	}
	if d.chance(150) {
		e.Add("previousName", pick(d, c.Surnames).Latin+" "+b.Latin)
	}
	e.Add("address", fmt.Sprintf("%d %s Road, %s", d.between(1, 400), pick(d, c.Surnames).Latin, t.Latin))
	if list == listOFAC && d.chance(500) {
		e.Add("registrationNumber", fmt.Sprint(d.between(100_000, 9_999_999)))
		e.Add("website", "www."+label(core)+".example")
	}
}

// writeLists writes both lists into dir, in their publishers' formats.
func (w *World) writeLists(dir string) error {
	o, err := ofac.Create(filepath.Join(dir, "ofac"), ofac.DatasetSDN)
	if err != nil {
		return err
	}
	for k := range w.opt.Listed {
		l := w.listEntry(listOFAC, k)
		if err := o.Write(&l.entity); err != nil {
			o.Close()
			return err
		}
	}
	if err := o.Close(); err != nil {
		return err
	}
	return create(filepath.Join(dir, "un", "consolidated.xml"), func(f io.Writer) error {
		u := un.NewWriter(f, w.listsPublished())
		for k := range w.opt.Listed {
			l := w.listEntry(listUN, k)
			if err := u.Write(&l.entity); err != nil {
				return err
			}
		}
		return u.Close()
	})
}

// listsPublished is the moment of both lists: the evening before At, so that a
// limit of 26 hours is kept.
func (w *World) listsPublished() entity.Instant { return w.opt.At - 12*3600*1_000_000 }
