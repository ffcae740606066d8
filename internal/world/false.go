package world

import (
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// brought is what an impostor brings himself: the only things that link him.
type brought struct {
	writer person
	phone  string
	device string
	token  string
	shipTo record.Place
}

func (w *World) brought(stream uint64, i int) brought {
	d := newDice().at(w.opt.Seed, stream, i)
	x := brought{writer: w.person(d), phone: mobile(d), device: "dev-" + d.letters(14), token: "tok-" + d.letters(16)}
	if d.chance(450) {
		x.token = "pre-" + d.letters(16)
	}
	if d.chance(120) {
		x.phone = fmt.Sprintf("050-%d%03d-%04d", d.between(3, 5), d.IntN(1000), d.IntN(10_000))
	}
	s := w.places.draw(d)
	s.house(w.opt.Seed, culture.BuildingFlat, d)
	x.shipTo = record.Place{Name: x.writer.written(), Address: s.full(), PostalCode: s.Town().Postal, Country: "JP"}
	if d.chance(300) {
		x.shipTo.Name = pick(d, []string{"湾岸国際転送サービス", "シーゲート海外発送代行", "みなと国際物流 倉庫気付"})
	}
	return x
}

// Streams of what impostors bring: rings, known identities, and each for himself.
const (
	broughtRing  = 1 << 33
	broughtKnown = 1 << 34
)

// bring gives the application the impostor's own mailbox, telephone, device and
// payment; members of a ring have some of them in common.
func (b *draft) bring(domain string) {
	x := b.w.brought(streamKnown, b.k)
	o := &b.mix.Overlap
	mailbox := ""
	if b.d.chance(o.Ring) && b.run.rings > 0 {
		r := b.d.IntN(b.run.rings)
		ring := b.w.brought(streamKnown, broughtRing+r)
		if b.d.chance(o.Phone) {
			x.phone = ring.phone
		}
		if b.d.chance(o.Device) {
			x.device = ring.device
		}
		if b.d.chance(o.Payment) {
			x.token = ring.token
		}
		if b.d.chance(o.ShipTo) {
			x.shipTo = ring.shipTo
		}
		if b.d.chance(o.Mailbox) {
			x.writer, mailbox = ring.writer, b.w.ringMailbox(broughtRing+r)
		}
		b.Truth.Note = strings.TrimPrefix(b.Truth.Note+"; ", "; ") + fmt.Sprintf("ring %d", r+1)
	}
	b.apply(x, mailbox, domain)
}

// ringMailbox is the mailbox behind several identities.
func (w *World) ringMailbox(i int) string {
	d := newDice().at(w.opt.Seed, streamContact, i)
	return fmt.Sprintf("%s%s.ex%04d@gmail.com", d.letters(3), pick(d, []string{"trade", "office", "work", "post"}), d.IntN(10_000))
}

func (b *draft) apply(x brought, mailbox, domain string) {
	b.contact = x.writer
	b.name(&b.contact)
	h := &b.Application.Contact
	h.Phone = x.phone
	switch {
	case mailbox != "":
		h.Email = b.disguise(mailbox)
	case domain != "" && b.d.chance(550):
		h.Email = b.contact.local(b.d) + "@" + domain
	default:
		h.Email = b.freeMail(&b.contact)
	}
	b.Application.Channel = record.Channel{IP: address(b.d), Device: x.device, PaymentToken: x.token}
	b.Application.Source = pick(b.d, []string{"shop", "shop", "mail"})
	if k := b.Application.Item.Kind; k == record.ItemShipment || k == record.ItemSoftware && b.d.chance(200) {
		b.Application.ShipTo = x.shipTo
	}
}

// disguise spells a mailbox so that only its provider knows it for the same.
func (b *draft) disguise(box string) string {
	local, host, _ := strings.Cut(box, "@")
	switch b.d.IntN(3) {
	case 0:
		return strings.Replace(local, ".", "", 1) + "@" + host
	case 1:
		return local + "+" + b.d.letters(4) + "@" + host
	}
	return box
}

// near is a domain that is easily taken for a company's own.
func (b *draft) nearDomain(c *company) string {
	l := strings.TrimSuffix(b.w.domain(c), ".example")
	switch b.d.IntN(4) {
	case 0:
		l += "-jp"
	case 1:
		l += "-co"
	case 2:
		l = strings.Replace(l, "o", "0", 1) + "s"
	default:
		l = l[:max(1, len(l)-1)] + "i" + l[max(1, len(l)-1):]
	}
	return l + ".example"
}

// order is what an impostor asks for, with good papers of his own making.
func (b *draft) order() {
	b.item(true, true)
	b.Application.EndUse = pick(b.d, endUses)
	if b.Application.Representative.Name == "" {
		b.Application.Representative = record.Human{Name: b.rep.written(), Role: "代表取締役"}
	}
	b.declare(b.signer())
	if b.d.chance(b.mix.Evidence.Offered) {
		b.offer()
	}
}

// offer is an answer through a channel that the applicant named itself.
func (b *draft) offer() {
	b.prove(record.Evidence{Kind: pick(b.d, []string{"call", "mail"}), ChannelFrom: "applicant", Result: "confirmed", Note: "number and mailbox as given in the application"})
}

// invent takes the next identity that is in no register.
func (b *draft) invent() invented {
	j, clean := b.run.seen.clean(b.run.slot % max(1, b.run.seen.count()))
	b.run.slot++
	if clean {
		b.Truth.Note = "neither name nor address has a neighbour in the register"
	} else {
		b.Truth.Note = "something in the register stands near"
	}
	v := b.w.invented(j)
	if clean && b.kind.name == falseNonexistent {
		b.Truth.Expected = ExpectRefuse
	}
	return v
}

func (b *draft) claimInvented(v invented) {
	b.rep = b.w.person(b.d)
	p := &b.Application.Applicant
	p.Form, p.Name = formOf(v.name.kind), v.name.text()
	if b.d.chance(b.mix.Noise.FormSign) {
		n := v.name
		n.form = signs(b.d, n.form)
		p.Name = n.text()
	}
	p.Address, p.PostalCode, p.Residence = v.seat.full(), spellPostal(b.d, v.seat.Town().Postal), "JP"
	if b.d.chance(400) {
		p.Website = "https://www." + v.name.domain + ".example/"
	}
	if b.d.chance(500) {
		p.Phone = fixedPhone(b.d, &v.seat)
	}
}

func (b *draft) nonexistent() {
	v := b.invent()
	b.claimInvented(v)
	if b.d.chance(450) {
		b.Application.Applicant.CorporateNumber = b.w.freeNumber(b.d, v.seat.pref)
	}
	b.order()
	b.bring(v.name.domain + ".example")
}

// freeNumber is a number with the right check digit that nobody has.
func (w *World) freeNumber(d *dice, pref int) string {
	for {
		place := d.IntN(MaxCompanies)
		if i := w.numbers.index(place); i > w.opt.Companies+w.opt.Applications+1000 {
			return corporateNumber(kindKK, pref, place)
		}
	}
}

// pose claims everything that the register says of a company.
func (b *draft) pose(c *company) {
	b.c = c
	b.Truth.Number = c.number
	b.rep = b.w.representative(c)
	p := &b.Application.Applicant
	p.Form, p.Name, p.CorporateNumber = formOf(c.name.kind), b.spell(c.name), c.number
	if b.d.chance(200) {
		p.CorporateNumber = ""
	}
	p.Address, p.PostalCode, p.Residence = b.spellSeat(&c.seat), spellPostal(b.d, c.seat.Town().Postal), "JP"
	if b.d.chance(400) {
		p.Website = "https://www." + b.w.domain(c) + "/"
	}
	if b.d.chance(300) {
		p.Phone = b.w.phone(c)
	}
}

func (b *draft) impersonation() {
	var c *company
	if len(b.run.recent) > 0 && b.d.chance(b.mix.Overlap.OwnerToo) {
		c = b.w.company(pick(b.d, b.run.recent))
		b.Truth.Note = "the company applies itself as well"
	} else {
		c = b.company(traitPlain, traitMoved, traitShared, traitLookalike)
	}
	b.pose(c)
	b.order()
	b.bring(b.nearDomain(c))
	if b.d.chance(b.mix.Evidence.Denied) {
		b.prove(record.Evidence{Kind: "letter", Channel: c.seat.full(), ChannelFrom: "register", Result: "denied", Note: "the company does not know of the order"})
	}
}

func (b *draft) numberOfAnother() {
	v := b.invent()
	b.claimInvented(v)
	c := b.company(traitPlain, traitMoved, traitShared)
	b.c, b.Truth.Number = c, c.number
	b.Application.Applicant.CorporateNumber = c.number
	if b.d.chance(500) {
		b.Application.Applicant.Address = b.spellSeat(&c.seat)
		b.Application.Applicant.PostalCode = spellPostal(b.d, c.seat.Town().Postal)
	}
	b.Truth.Note = "the number is that of " + c.name.text()
	b.order()
	b.bring(v.name.domain + ".example")
}

func (b *draft) closedCompany() {
	b.pose(b.company(traitClosed, traitDormant))
	b.order()
	b.bring(b.nearDomain(b.c))
}

func (b *draft) mergedCompany() {
	b.pose(b.company(traitMerged))
	b.order()
	b.bring(b.nearDomain(b.c))
	b.Truth.Note = strings.TrimPrefix(b.Truth.Note+"; ", "; ") + "merged into " + b.w.company(b.c.successor).number
}

// shell is a bought company: it answers for itself, and all agrees.
func (b *draft) shell() {
	b.claim(b.company(traitShell))
	b.Application.Applicant.CorporateNumber = b.c.number
	b.order()
	b.bring(b.w.domain(b.c))
	if b.d.chance(500) {
		b.prove(record.Evidence{Kind: "letter", Channel: b.c.seat.full(), ChannelFrom: "register", Result: "confirmed"})
	}
}

func (b *draft) listedParty() {
	b.pose(b.company(traitPlain, traitShared))
	l := b.w.listedPerson(b.d, b.d.chance(300), true)
	b.order()
	b.bring(b.nearDomain(b.c))
	b.asListed(l, b.d.IntN(3))
}

// asListed lets a listed person or body take part.
func (b *draft) asListed(l listed, way int) {
	h := record.Human{Name: l.person.written(), Latin: l.person.latin(), BirthDate: l.person.birth.String()}
	b.Truth.Note = "takes part: " + l.entity.ID
	switch way {
	case 0:
		h.Role, h.Email, h.Phone = "担当", b.freeMail(&l.person), b.Application.Contact.Phone
		b.Application.Contact = h
	case 1:
		h.Role = "取締役"
		b.Application.Representative = h
	default:
		b.Application.EndUser = record.Party{Form: record.FormPerson, Name: h.Latin, BirthDate: h.BirthDate, Residence: "JP"}
	}
}

// sharesMemory comes back after its identity was proved false, under another.
func (b *draft) sharesMemory() {
	if b.d.chance(500) {
		b.pose(b.company(traitPlain, traitMoved))
	} else {
		b.claimInvented(b.invent())
	}
	b.order()
	domain := ""
	if b.c != nil {
		domain = b.nearDomain(b.c)
	}
	b.bring(domain)
	b.reuse(b.d.IntN(max(1, b.run.known)), 1+b.d.IntN(15))
}

// reuse brings again what identity j brought: the bits of what say which.
func (b *draft) reuse(j, what int) {
	x := b.w.brought(streamKnown, broughtKnown+j)
	if what == 1 && b.w.stolenPhone(j) {
		what = 3 // the telephone was the victim's and links nobody
	}
	if what&1 != 0 {
		b.Application.Contact.Phone = x.phone
	}
	if what&2 != 0 {
		b.Application.Channel.Device = x.device
	}
	if what&4 != 0 {
		b.Application.Channel.PaymentToken = x.token
	}
	if what&8 != 0 {
		b.Application.Contact.Email = b.disguise(b.w.ringMailbox(broughtKnown + j))
	}
	b.Truth.Note = fmt.Sprintf("shares with %s", knownID(j))
}

func (b *draft) falseYoung() {
	v := b.invent()
	b.claimInvented(v)
	b.Application.Applicant.Founded = (b.w.published - entity.Day(b.d.IntN(4))).String()
	b.Application.Applicant.CorporateNumber = b.w.freeNumber(b.d, v.seat.pref)
	b.order()
	b.bring(v.name.domain + ".example")
}

func (b *draft) falseSole() {
	b.asSole()
	b.bring("")
	b.Evidence = nil
}

func knownID(j int) string { return fmt.Sprintf("K-%04d", j+1) }

// Known is an identity that was proved false before the applications came in.
type Known struct {
	Application string   `json:"application" doc:"external id in known.jsonl"`
	Reason      string   `json:"reason" doc:"why"`
	By          string   `json:"by" doc:"who proved it"`
	Second      string   `json:"second" doc:"the second person"`
	At          string   `json:"at" doc:"when"`
	Stolen      []string `json:"stolen,omitempty" doc:"kinds of attributes that were the victim's"`
	Number      string   `json:"number,omitempty" doc:"number of the company in whose name it was"`
}

// impersonates reports whether known identity j used a real company's name.
func (w *World) impersonates(j int) bool {
	return newDice().at(w.opt.Seed, streamKnown, 1<<36+j).chance(500)
}

// stolenPhone reports whether it also gave that company's telephone.
func (w *World) stolenPhone(j int) bool {
	return w.impersonates(j) && newDice().at(w.opt.Seed, streamKnown, 1<<36+1<<20+j).chance(300)
}

// victim is the company in whose name known identity j applied.
func (w *World) victim(j int) int {
	d := newDice().at(w.opt.Seed, streamKnown, 1<<37+j)
	return max(0, w.find(d, func(i int) bool {
		n, _ := w.base(newDice(), i)
		return !w.touched(i) && forms[n.kind] != ""
	}, traitPlain, traitMoved))
}

// knownFalse makes identity j that was proved false before.
func (r *run) knownFalse(j int) (record.Application, Known) {
	w := r.w
	b := &draft{w: w, d: newDice().at(w.opt.Seed, streamKnown, 1<<35+j), k: -1 - j, kind: kindNamed(falseImpersonation), mix: w.mix, run: r}
	b.Application.ExternalID = knownID(j)
	b.received = w.day - entity.Day(b.d.between(60, 300))
	b.Application.ReceivedAt = b.received.String() + "T11:20:00+09:00"
	k := Known{Application: knownID(j), By: "abuse.mori", Second: "abuse.kishi", At: (b.received + entity.Day(b.d.between(5, 40))).String()}
	if w.impersonates(j) {
		b.pose(w.company(w.victim(j)))
		b.Application.Applicant.Phone = ""
		if w.stolenPhone(j) {
			b.Application.Applicant.Phone, k.Stolen = w.phone(b.c), []string{"phone"}
		}
		k.Reason = "the company answered a letter to its registered address: it never applied"
		k.Number = b.c.number
	} else {
		jj, _ := r.seen.clean(j)
		b.claimInvented(w.invented(jj))
		k.Reason = "no such company was ever registered, the address is another's"
	}
	b.order()
	b.Evidence = nil
	b.apply(w.brought(streamKnown, broughtKnown+j), w.ringMailbox(broughtKnown+j), "")
	return b.Application, k
}
