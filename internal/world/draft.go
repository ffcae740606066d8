package world

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// Truth is what is so about one application, whatever it claims.
type Truth struct {
	ExternalID string `json:"external_id" doc:"the application"`
	Honest     bool   `json:"honest" doc:"it comes from whom it says"`
	Kind       string `json:"kind" doc:"kind of honest or false behaviour"`
	Number     string `json:"number,omitempty" doc:"number of the real company behind it, or of the one whose name or number is used; empty where there is none"`
	Expected   string `json:"expected" doc:"approve_after_evidence, review, refuse, or not_approve (review or refuse)"`
	Answered   bool   `json:"answered" doc:"everything that would be asked of it is in the evidence"`
	Label      *Label `json:"label,omitempty" doc:"name of the case, in the demo"`
	Note       string `json:"note,omitempty" doc:"what is particular about it"`
}

// Label names a case in the languages of the product.
type Label struct {
	EN string `json:"en"`
	JA string `json:"ja"`
}

// Drawn is one application with its truth and the evidence on it.
type Drawn struct {
	Application record.Application
	Truth       Truth
	Evidence    []record.Evidence
}

// draft is an application in the making.
type draft struct {
	w        *World
	d        *dice
	k        int
	kind     *kind
	mix      *Mix
	run      *run
	c        *company // real company behind it or whose name is used
	rep      person
	contact  person
	letterTo string // registered address; "" where there is none
	received entity.Day
	Drawn
}

// claim fills in the applicant from a registered company, spelled with noise.
func (b *draft) claim(c *company) {
	n := &b.mix.Noise
	b.c = c
	b.Truth.Number = c.number
	b.rep = b.w.representative(c)
	b.letterTo = c.seat.full()
	p := &b.Application.Applicant
	p.Form = formOf(c.name.kind)
	if b.d.chance(150) && p.Form != record.FormPublic && p.Form != record.FormCorporation {
		p.Form = record.FormCompany
	}
	p.Name = b.spell(c.name)
	if !b.d.chance(n.OmitNumber) {
		p.CorporateNumber = b.spellNumber(c.number)
	}
	if b.d.chance(n.English) {
		p.EnglishName = englishName(b.d, &c.name)
	}
	if b.d.chance(300) && c.name.kana != "" {
		p.Furigana = c.name.kana
	}
	b.place(&c.seat)
}

// place fills in the applicant's address.
func (b *draft) place(s *seat) {
	p := &b.Application.Applicant
	p.Address = b.spellSeat(s)
	p.PostalCode = ""
	if !b.d.chance(b.mix.Noise.OmitPostal) {
		p.PostalCode = spellPostal(b.d, s.Town().Postal)
	}
	p.Residence = "JP"
}

func formOf(kind string) string {
	switch kind {
	case kindKK:
		return record.FormKK
	case kindYK:
		return record.FormYK
	case kindGK:
		return record.FormGK
	case kindGomei:
		return record.FormGomei
	case kindGoshi:
		return record.FormGoshi
	case kindState, kindLocal:
		return record.FormPublic
	}
	return record.FormCorporation
}

// people names representative and contact.
func (b *draft) people() {
	b.contact = b.rep
	switch {
	case b.d.chance(b.mix.Noise.ForeignContact):
		b.contact = b.w.foreigner(b.d)
	case b.d.chance(620):
		b.contact = b.w.person(b.d)
	}
	if b.d.chance(820) {
		b.Application.Representative = record.Human{Name: b.rep.written(), Role: "代表取締役"}
		if f := b.Application.Applicant.Form; f == record.FormGK || f == record.FormCorporation {
			b.Application.Representative.Role = map[string]string{record.FormGK: "代表社員", record.FormCorporation: "代表理事"}[f]
		}
	}
	b.name(&b.contact)
}

// name writes the contact's name, with kana or Latin letters as people give them.
func (b *draft) name(p *person) {
	h := &b.Application.Contact
	h.Name = p.written()
	if b.d.chance(500) {
		h.Furigana = p.kana()
	}
	if b.d.chance(250) {
		h.Latin = p.latin()
	}
	h.Role = pick(b.d, []string{"総務部", "情報システム部", "購買課", "営業部 課長", "管理部 主任", "代表", "技術部", ""})
}

// reach gives the contact a mailbox and telephones as an honest company has.
func (b *draft) reach() {
	n := &b.mix.Noise
	h, p := &b.Application.Contact, &b.Application.Applicant
	domain := b.w.domain(b.c)
	h.Email = b.contact.local(b.d) + "@" + domain
	if b.d.chance(n.FreeMail) {
		h.Email = b.freeMail(&b.contact)
	}
	if b.d.chance(650) {
		p.Website = "https://www." + domain + "/"
	}
	main := b.w.phone(b.c)
	if b.d.chance(700) {
		p.Phone = main
	}
	h.Phone = main
	if b.d.chance(n.Mobile) {
		h.Phone = mobile(b.d)
	}
}

// freeMail is a mailbox at a provider that anybody can use. The digits make it
// unlikely to be anybody's.
func (b *draft) freeMail(p *person) string {
	host := pick(b.d, []string{"gmail.com", "yahoo.co.jp", "outlook.jp", "icloud.com", "hotmail.co.jp"})
	return fmt.Sprintf("%s.ex%05d@%s", label(p.surname.Latin), b.d.IntN(100_000), host)
}

// domain is the domain of a company's website: under .example, which nobody
// can own.
func (w *World) domain(c *company) string {
	d := newDice().at(w.opt.Seed, streamContact, c.index)
	l := c.name.domain
	if l == "" {
		l = "k" + c.number[7:]
	}
	switch d.IntN(5) {
	case 0:
		l += "-" + label(c.seat.Prefecture().Latin)
	case 1:
		l = strings.ReplaceAll(l, "-", "")
	case 2:
		l += "-" + d.letters(2)
	}
	return strings.Trim(l[:min(len(l), 50)], "-") + ".example"
}

// phone is a company's main number, with the area code of its seat.
func (w *World) phone(c *company) string {
	return fixedPhone(newDice().at(w.opt.Seed, streamContact, c.index+1<<40), &c.seat)
}

// fixedPhone draws a number that the numbering plan gives to the seat's
// prefecture.
func fixedPhone(d *dice, at *seat) string {
	var s string
	area := at.City().Area
	for range 40 {
		exchange := fmt.Sprint(d.between(2, 9))
		for len(exchange) < 6-len(area) {
			exchange += fmt.Sprint(d.IntN(10))
		}
		s = fmt.Sprintf("%s-%s-%04d", area, exchange, d.IntN(10_000))
		if p, err := identifier.Phone(s, "JP"); err == nil && (len(p.Area) == 0 || slices.Contains(p.Area, at.Prefecture().Name)) {
			break
		}
	}
	return s
}

func mobile(d *dice) string {
	return fmt.Sprintf("%s-%d%03d-%04d", pick(d, []string{"090", "080", "070"}), d.between(1, 9), d.IntN(1000), d.IntN(10_000))
}

// channel fills in what the operator's own machines saw.
func (b *draft) channel() {
	b.Application.Channel = record.Channel{IP: address(b.d), Device: "dev-" + b.d.letters(14), PaymentToken: "tok-" + b.d.letters(16)}
	b.Application.Source = pick(b.d, []string{"shop", "shop", "shop", "mail", "partner"})
	if b.Application.Item.Kind == record.ItemServer && b.d.chance(500) {
		b.Application.Channel.Key = "ssh-ed25519 " + b.d.letters(43)
	}
}

// address draws from the ranges that are set aside for tests and documents.
func address(d *dice) string {
	if d.chance(700) {
		return fmt.Sprintf("198.%d.%d.%d", d.between(18, 19), d.IntN(256), d.between(1, 254))
	}
	return fmt.Sprintf("2001:db8:%x:%x::%x", d.IntN(65536), d.IntN(65536), d.between(1, 65535))
}

// when sets the time of receipt, some days before the world's time.
func (b *draft) when() {
	b.received = b.w.day - entity.Day(b.d.between(3, 12))
	b.Application.ReceivedAt = fmt.Sprintf("%sT%02d:%02d:%02d+09:00", b.received, b.d.between(8, 19), b.d.IntN(60), b.d.IntN(60))
}

// flat is a home: where sole proprietors live and impostors have things sent.
func (b *draft) flat() seat {
	s := b.w.places.draw(b.d)
	s.house(b.w.opt.Seed, culture.BuildingFlat, b.d)
	return s
}
