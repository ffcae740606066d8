package world

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// company chooses a body with one of the traits whose kind a shop would meet.
// Bodies that the difference file touches are left alone.
func (b *draft) company(want ...trait) *company {
	ok := func(i int) bool {
		if b.run.used[i] || b.w.touched(i) {
			return false
		}
		switch n, _ := b.w.base(newDice(), i); n.kind {
		case kindForeign, kindOther:
			return want[0] == traitPublic
		}
		return true
	}
	i := b.w.find(b.d, ok, want...)
	if i < 0 {
		i = b.w.find(b.d, func(i int) bool { return !b.w.touched(i) }, want...)
	}
	if i < 0 { // a very small world
		i = b.w.find(b.d, nil, traitPlain)
	}
	b.run.used[i] = true
	return b.w.company(i)
}

// finish fills in everything that an honest registered company gives.
func (b *draft) finish(domestic, sent bool) {
	b.people()
	b.reach()
	b.item(domestic, sent)
	b.declare(b.signer())
	b.channel()
	b.parcel(&b.c.seat)
	b.third()
	b.typos()
	b.represent()
	b.birthDates()
}

func (b *draft) signer() string {
	if b.Application.Representative.Name != "" {
		return b.Application.Representative.Name
	}
	return b.contact.written()
}

// parcel has goods sent to the applicant's seat.
func (b *draft) parcel(s *seat) {
	if b.Application.Item.Kind != record.ItemShipment {
		return
	}
	b.Application.ShipTo = record.Place{Name: b.contact.written(), Address: b.spellSeat(s), PostalCode: s.Town().Postal, Country: "JP"}
}

// third names another company that pays or uses.
func (b *draft) third() {
	party := func() record.Party {
		i := b.w.find(b.d, nil, traitPlain)
		c := b.w.company(i)
		return record.Party{Form: formOf(c.name.kind), Name: c.name.text(), CorporateNumber: c.number, Address: c.seat.full(), Residence: "JP"}
	}
	if b.d.chance(b.mix.Noise.ThirdPayer) {
		b.Application.Payer = party()
	}
	if b.d.chance(b.mix.Noise.ThirdEndUser) {
		b.Application.EndUser = party()
	}
}

// typos are slips that have to be put right before anything can be approved.
func (b *draft) typos() {
	n, p := &b.mix.Noise, &b.Application.Applicant
	for _, e := range b.Evidence {
		if e.Kind == "register_extract" || e.Kind == "address_document" {
			return // papers would explain the slip
		}
	}
	switch {
	case p.CorporateNumber != "" && b.d.chance(n.TypoNumber):
		p.CorporateNumber = mistype(b.d, b.c.number)
		b.unanswered("the number is mistyped")
	case b.d.chance(n.TypoName):
		p.Name = ptr(misspell(b.d, b.c.name)).text()
		b.unanswered("the name is mistyped")
	case b.d.chance(n.TypoAddress):
		s := b.c.seat
		s.ban += b.d.between(1, 3)
		p.Address = b.spellSeat(&s)
		b.unanswered("the block of the address is mistyped")
	}
}

func ptr[T any](v T) *T { return &v }

// represent lets the company answer through a channel that it did not name.
func (b *draft) represent() {
	from := "register"
	if b.c.index >= b.w.opt.Companies {
		from = "register_extract"
	}
	letter := record.Evidence{Kind: "letter", Channel: b.letterTo, ChannelFrom: from, Result: "confirmed"}
	switch x := b.d.IntN(100); {
	case x < 45:
		b.prove(letter)
	case x < 80:
		b.prove(record.Evidence{Kind: "call", Channel: b.w.phone(b.c), ChannelFrom: "directory", Result: "confirmed"})
	case x < 90:
		b.prove(record.Evidence{Kind: "mail", Channel: "info@" + b.w.domain(b.c), ChannelFrom: "directory", Result: "confirmed"})
	case x < 94:
		b.prove(record.Evidence{Kind: "dns", Channel: b.w.domain(b.c), ChannelFrom: "directory", Result: "confirmed"})
	case x < 97:
		b.prove(record.Evidence{Kind: "certificate", Channel: "serial " + b.d.letters(12), ChannelFrom: "certificate authority", Document: "CT-" + b.d.letters(8), Result: "confirmed"})
	default:
		b.prove(letter)
		b.prove(record.Evidence{Kind: "call", Channel: b.w.phone(b.c), ChannelFrom: "directory", Result: "confirmed"})
	}
}

// extract adds an extract of the register.
func (b *draft) extract() {
	b.prove(record.Evidence{Kind: "register_extract", Document: "RE-" + b.d.letters(8), Result: "confirmed"})
}

func (b *draft) plain() {
	if n := b.run.known; n > 0 && b.d.chance(8) && !b.w.opt.Demo {
		b.formerVictim(b.d.IntN(n))
		return
	}
	b.claim(b.company(traitPlain, traitMoved, traitShared))
	b.run.remember(b.c.index)
	b.finish(true, true)
}

// formerVictim is a company in whose name somebody applied before: it must not
// suffer for it.
func (b *draft) formerVictim(j int) {
	b.claim(b.w.company(b.w.victim(j)))
	if b.w.impersonates(j) {
		b.Truth.Note = "its name was used by " + knownID(j)
	}
	b.finish(true, true)
}

func (b *draft) lookalike() {
	b.claim(b.company(traitLookalike))
	if b.c.resembles >= 0 {
		b.Truth.Note = "resembles " + b.w.company(b.c.resembles).name.text()
	}
	b.finish(true, true)
}

func (b *draft) variantWriting() {
	b.claim(b.company(traitPlain))
	b.vary(b.d.IntN(7))
	b.finish(true, true)
}

// vary writes the company's name in one particular way.
func (b *draft) vary(way int) {
	p, n := &b.Application.Applicant, b.c.name
	switch way {
	case 0, 1:
		n.form = signs(b.d, n.form)
		p.Name = n.text()
	case 2:
		n.core = halfKana(narrowLetters(n.core))
		p.Name = n.text()
	case 3:
		n.core = swapOld(b.d, n.core)
		p.Name = n.text()
	case 4:
		p.Name = englishName(b.d, &n)
		p.CorporateNumber = b.c.number
		b.extract()
	case 5:
		if n.kana != "" {
			n.core = n.kana
			p.CorporateNumber = b.c.number
			b.extract()
		}
		p.Name = n.text()
	default:
		p.Name = spaced(&n)
	}
}

func (b *draft) young() {
	if b.d.chance(333) {
		b.unpublished()
		return
	}
	b.claim(b.company(traitYoung))
	b.Application.Applicant.Founded = b.c.assigned.String()
	b.extract()
	b.finish(true, true)
}

// unpublished is a company of the last days that the register's file cannot
// hold yet.
func (b *draft) unpublished() {
	b.claim(b.w.company(b.w.opt.Companies + diffNew + 1 + b.k))
	b.Application.Applicant.Founded = b.c.assigned.String()
	b.Truth.Note = "registered after the register's file was made"
	b.extract()
	b.finish(true, true)
}

func (b *draft) moved() {
	b.claim(b.company(traitMovedNow, traitMoved))
	if b.d.chance(500) {
		b.formerSeat()
	}
	b.finish(true, true)
}

func (b *draft) formerSeat() {
	b.place(&b.c.from)
	b.Truth.Note = "writes its former seat"
	b.Application.Applicant.CorporateNumber = b.c.number
	b.prove(record.Evidence{Kind: "address_document", Document: "AD-" + b.d.letters(8), Result: "confirmed"})
	b.extract()
}

func (b *draft) renamed() {
	b.claim(b.company(traitRenamed, traitRenamedNow))
	if b.d.chance(500) {
		b.formerName()
	}
	b.finish(true, true)
}

func (b *draft) formerName() {
	p := &b.Application.Applicant
	p.Name, p.Furigana, p.EnglishName = b.c.before.text(), "", ""
	p.CorporateNumber = b.c.number
	b.Truth.Note = "writes its former name"
	b.extract()
}

func (b *draft) revived() {
	b.claim(b.company(traitRevived))
	b.extract()
	b.finish(true, true)
}

func (b *draft) virtualOffice() {
	b.claim(b.company(traitVirtual))
	b.finish(true, false)
}

func (b *draft) publicBody() {
	b.claim(b.company(traitPublic))
	b.finish(true, true)
	if b.Application.Representative.Role != "" {
		b.Application.Representative.Role = "長"
	}
}

// namesake has a contact whose name is on a list.
func (b *draft) namesake() {
	b.claim(b.company(traitPlain, traitShared))
	l := b.w.listedPerson(b.d, b.d.chance(750), false)
	b.finish(true, true)
	b.asNamesake(l)
}

func (b *draft) asNamesake(l listed) {
	b.contact = l.person
	for d := 0; d < apart && d > -apart; d = yearOf(&b.contact) - yearOf(&l.person) {
		b.contact.birth = birthDay(b.d)
	}
	email := b.Application.Contact.Email
	b.Application.Contact = record.Human{Name: b.contact.written(), Furigana: b.contact.kana(), Latin: b.contact.latin(), Role: "担当", Email: email, Phone: b.Application.Contact.Phone}
	if _, host, ok := strings.Cut(email, "@"); ok {
		b.Application.Contact.Email = b.contact.local(b.d) + "@" + host
	}
	b.Evidence = without(without(b.Evidence, "contact"), "ship_to")
	b.tellApart("contact", &b.contact)
	if b.Application.ShipTo.Name != "" {
		b.Application.ShipTo.Name = b.contact.written()
		b.tellApart("ship_to", &b.contact)
	}
	b.Truth.Note = "namesake of " + l.entity.ID
}

// without drops the evidence about one subject.
func without(list []record.Evidence, subject string) []record.Evidence {
	var out []record.Evidence
	for _, e := range list {
		if e.Subject != subject {
			out = append(out, e)
		}
	}
	return out
}

// listedPerson draws a person of the lists with a birth date: one with a
// Japanese name, or any; exact asks for a full date.
func (w *World) listedPerson(d *dice, japanese, exact bool) listed {
	var l listed
	for range 400 {
		l = w.listEntry(d.IntN(2), d.IntN(w.opt.Listed))
		if l.entity.IsPerson() && l.entity.First("birthDate") != "" && japanese != l.person.abroad && (!exact || l.exact) {
			break
		}
	}
	return l
}

// sole is a sole proprietor: a trade name, a home, papers.
func (b *draft) sole() {
	b.asSole()
	b.prove(record.Evidence{Kind: "identity_document", Document: "ID-" + b.d.letters(8), Result: "confirmed"})
	b.prove(record.Evidence{Kind: "address_document", Document: "AD-" + b.d.letters(8), Result: "confirmed"})
	b.prove(record.Evidence{Kind: "birth_date", Value: b.rep.birth.String(), Document: "ID-" + b.d.letters(6), Result: "confirmed"})
	b.birthDates()
}

func (b *draft) asSole() {
	b.rep = b.w.person(b.d)
	b.contact = b.rep
	home := b.flat()
	p := &b.Application.Applicant
	p.Form = record.FormSole
	t := pick(b.d, b.w.words.branch[pick(b.d, []string{"media", "build", "it", "serve", "food"})])
	p.Name = pick(b.d, []string{b.rep.surname.Text + t.Text, b.rep.surname.Text + t.Text, b.rep.written(), pick(b.d, culture.Coins(culture.CoinKana)).Text + t.Text})
	b.place(&home)
	b.Application.Representative = record.Human{Name: b.rep.written(), Furigana: b.rep.kana()}
	b.name(&b.contact)
	b.Application.Contact.Email = b.freeMail(&b.contact)
	b.Application.Contact.Phone = mobile(b.d)
	b.item(false, true)
	b.declare(b.rep.written())
	b.channel()
	b.parcel(&home)
}

// association has no legal personality: statutes and a letter stand for it.
func (b *draft) association() {
	b.rep = b.w.person(b.d)
	b.contact = b.w.person(b.d)
	s := b.w.places.draw(b.d)
	p := &b.Application.Applicant
	p.Form = record.FormAssociation
	stem := pick(b.d, []string{s.City().Stem, s.Town().Name, pick(b.d, culture.Coins(culture.CoinKana)).Text})
	p.Name = stem + pick(b.d, []string{"町内会", "商店会", "歴史研究会", "吹奏楽団", "同窓会", "写真同好会", "防災会", "まちづくり協議会"})
	b.place(&s)
	b.Application.Representative = record.Human{Name: b.rep.written(), Role: "会長"}
	b.name(&b.contact)
	b.Application.Contact.Email = b.freeMail(&b.contact)
	b.Application.Contact.Phone = mobile(b.d)
	b.item(false, true)
	b.declare(b.rep.written())
	b.channel()
	b.parcel(&s)
	b.prove(record.Evidence{Kind: "identity_document", Document: "ST-" + b.d.letters(8), Result: "confirmed", Note: "statutes and list of officers"})
	b.prove(record.Evidence{Kind: "letter", Channel: p.Address, ChannelFrom: "municipality", Result: "confirmed"})
	b.birthDates()
}

var abroad = []struct{ country, city, form string }{
	{"SG", "Singapore", "Pte. Ltd."}, {"DE", "Bremen", "GmbH"}, {"AU", "Hobart", "Pty Ltd"}, {"TH", "Chiang Mai", "Co., Ltd."},
	{"TW", "Tainan", "Co., Ltd."}, {"GB", "Norwich", "Ltd"}, {"US", "Duluth", "Inc."}, {"VN", "Hue", "JSC"}, {"CH", "Chur", "AG"},
}

// foreign is established abroad: an extract of its own register stands for it.
func (b *draft) foreign() {
	at := pick(b.d, abroad)
	b.rep, b.contact = b.w.foreigner(b.d), b.w.foreigner(b.d)
	a, t := pick(b.d, culture.Loans()), pick(b.d, culture.Trades())
	core := a.Latin + " " + pick(b.d, culture.Loans()).Latin + " " + t.Latin
	p := &b.Application.Applicant
	p.Form, p.Residence = record.FormForeign, at.country
	p.Name = core + " " + at.form
	p.Address = wideless(b.d) + " " + pick(b.d, []string{"Harbour Street", "Mill Lane", "Station Road", "Canal Street"}) + ", " + at.city
	p.Website = "https://" + label(core) + ".example/"
	b.Application.Representative = record.Human{Name: b.rep.written(), Role: "Director"}
	b.name(&b.contact)
	b.Application.Contact.Role = "Procurement"
	b.Application.Contact.Email = b.contact.local(b.d) + "@" + label(core) + ".example"
	b.item(false, false)
	b.Application.Item.ConcernClass = "none"
	b.Application.ReExport = "yes"
	b.declare(b.rep.written())
	b.channel()
	b.extract()
	b.prove(record.Evidence{Kind: "letter", Channel: p.Address, ChannelFrom: "register of " + at.country, Result: "confirmed"})
	b.birthDates()
}
