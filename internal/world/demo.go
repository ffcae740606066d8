package world

import (
	"iter"

	"github.com/sekifuda/sekifuda/internal/record"
)

// DemoApplications is the number of applications of the demo.
const DemoApplications = 40

// Demo returns the options of the demo's world: 50,000 bodies, both lists, and
// forty applications among which each case is guaranteed.
func Demo(seed uint64) Options {
	return Options{Companies: 50_000, Listed: 300, Seed: seed, Demo: true}
}

// demoMix has no accidents: each application of the demo is there for one
// reason.
func demoMix() *Mix {
	m := DefaultMix()
	m.Name = "demo"
	m.Noise.TypoNumber, m.Noise.TypoName, m.Noise.TypoAddress, m.Noise.NoDeclaration = 0, 0, 0, 0
	m.Noise.ThirdPayer, m.Noise.ThirdEndUser, m.Noise.ForeignContact = 0, 0, 0
	m.Overlap.Ring, m.Evidence.Offered, m.Evidence.Denied = 0, 0, 0
	m.Items.Unclassified, m.Items.Concern = 0, 0
	return m
}

// scene is one case of the demo.
type scene struct {
	kind   string
	en, ja string
	play   func(b *draft)
}

var scenes []scene

func init() {
	scenes = []scene{
		{falseNonexistent, "yardstick: in no register", "登記にない会社（国内限定品）", (*draft).yardstick},
		{honestLookalike, "honest, similar name", "類似商号の実在会社", (*draft).demoLookalike},
		{falseImpersonation, "impostor, real company", "実在会社のなりすまし", (*draft).demoImpostor},
		{honestSoleProprietor, "sole proprietor", "個人事業主", (*draft).sole},
		{honestYoung, "founded last week", "先週設立", (*draft).unpublished},
		{falseMerged, "merged away", "吸収合併で消滅", (*draft).mergedCompany},
		{falseClosed, "closed", "登記記録閉鎖", (*draft).closedCompany},
		{honestRenamed, "renamed, former name", "商号変更（旧商号で申込）", (*draft).demoRenamed},
		{falseNumberOfAnother, "number right, name another's", "番号は実在、名称は別", (*draft).numberOfAnother},
		{honestVariantWriting, "writes ㈱", "㈱表記", scripted(0)},
		{honestVariantWriting, "half width", "半角表記", (*draft).demoHalfWidth},
		{honestVariantWriting, "old kanji", "旧字体", (*draft).demoOldKanji},
		{honestVariantWriting, "in English", "英文社名", scripted(4)},
		{honestVariantWriting, "in kana", "カナ表記", scripted(5)},
		{falseListed, "person on a list", "リスト掲載者（生年月日一致）", (*draft).demoListed},
		{honestNamesake, "namesake of a listed person", "リスト掲載者と同姓同名の別人", (*draft).namesake},
		{falseNonexistent, "invented number", "存在しない法人番号", (*draft).demoNumber},
		{honestMoved, "moved, former seat", "移転（旧所在地で申込）", (*draft).demoMoved},
		{honestVirtualOffice, "virtual office", "バーチャルオフィス", (*draft).virtualOffice},
		{falseShell, "bought shell", "休眠会社の買い取り", (*draft).shell},
		{honestAssociation, "association", "任意団体", (*draft).association},
		{honestForeign, "foreign company", "外国会社", (*draft).foreign},
		{honestPublic, "municipality", "官公庁", (*draft).publicBody},
		{honestRevived, "revived", "休眠から復活", (*draft).revived},
		{honestPlain, "shared office", "共用ビル", (*draft).demoShared},
		{falseSharesMemory, "device of a proved-false identity", "虚偽と判明した申込と同じ端末", (*draft).demoMemory},
		{falseYoung, "claims to be new, shows nothing", "新設と称し証明なし", (*draft).falseYoung},
		{falseSoleProprietor, "claims no registration, shows nothing", "個人と称し証明なし", (*draft).falseSole},
		{falseImpersonation, "impostor, the company denies", "なりすまし（会社が否認）", (*draft).demoDenied},
		{honestPlain, "mistyped number", "法人番号の誤記", (*draft).demoMistyped},
		{honestPlain, "declaration missing", "誓約書の不足", (*draft).demoUndeclared},
		{honestPlain, "classified afterwards", "該非判定書を後日提出", (*draft).demoClassified},
		{honestPlain, "has not answered yet", "確認待ち", (*draft).demoWaiting},
		{honestYoung, "registered this quarter", "設立3か月以内", (*draft).demoYoung},
		{honestPlain, "no number given", "法人番号の記載なし", (*draft).demoNumberless},
		{honestPlain, "honest company", "通常の申込", (*draft).plain},
		{honestPlain, "honest company", "通常の申込", (*draft).plain},
		{honestPlain, "honest company", "通常の申込", (*draft).plain},
		{honestPlain, "honest company", "通常の申込", (*draft).plain},
		{honestPlain, "honest company", "通常の申込", (*draft).plain},
	}
}

// demo yields the forty in the order of the scenes.
func (w *World) demo(a *absence) iter.Seq[*Drawn] {
	return func(yield func(*Drawn) bool) {
		r := w.newRun(a)
		r.slot = r.known
		for k, s := range scenes {
			b := r.begin(k, kindNamed(s.kind))
			s.play(b)
			b.Truth.Label = &Label{EN: s.en, JA: s.ja}
			if !yield(&b.Drawn) {
				return
			}
		}
	}
}

// scripted is a company that writes itself in one way.
func scripted(way int) func(*draft) {
	return func(b *draft) {
		b.claim(b.company(traitPlain))
		b.vary(way)
		b.finish(true, true)
	}
}

// domesticOnly asks for the item of the yardstick.
func (b *draft) domesticOnly() {
	i := &b.Application.Item
	*i = record.Item{Kind: record.ItemSoftware, DomesticOnly: "yes"}
	b.describe(domesticSoftware[0])
	b.Application.EndUse = endUses[0]
	b.Application.ShipTo = record.Place{}
}

// yardstick is the case behind the project: a plausible maker of systems, near
// to nothing that is registered, that no other application uses.
func (b *draft) yardstick() {
	best := -1
	for j := range b.run.seen.near {
		first, clean := b.run.seen.clean(j / tries)
		if !clean || b.run.seen.near[j].Load() || j == first && best >= 0 {
			continue
		}
		if v := b.w.invented(j); best < 0 || j != first && v.name.kind == kindKK && v.name.trade.Branch == "it" {
			best = j
		}
	}
	v := b.w.invented(max(0, best))
	if best >= 0 {
		b.Truth.Expected = ExpectRefuse
	}
	b.Truth.Note = "neither name nor address has a neighbour in the register"
	b.claimInvented(v)
	b.order()
	b.bring(v.name.domain + ".example")
	b.domesticOnly()
}

func (b *draft) demoNumber() {
	b.nonexistent()
	b.Application.Applicant.CorporateNumber = b.w.freeNumber(b.d, 12)
}

// demoLookalike resembles the company in whose name the next one writes.
func (b *draft) demoLookalike() {
	for range 200 {
		c := b.company(traitLookalike)
		if c.resembles >= 0 && b.w.trait(c.resembles) == traitPlain && !b.run.used[c.resembles] {
			b.run.recent = []int{c.resembles}
			b.claim(c)
			break
		}
	}
	if b.c == nil {
		b.claim(b.company(traitLookalike))
	}
	b.Application.Applicant.CorporateNumber = b.c.number
	b.Truth.Note = "resembles " + b.w.company(max(0, b.c.resembles)).name.text()
	b.finish(true, true)
}

func (b *draft) demoImpostor() {
	c := b.company(traitPlain)
	if len(b.run.recent) > 0 {
		c = b.w.company(b.run.recent[0])
	}
	b.pose(c)
	b.Application.Applicant.CorporateNumber = c.number
	b.order()
	b.domesticOnly()
	b.bring(b.nearDomain(c))
	b.Application.Contact.Email = b.contact.local(b.d) + "@" + b.nearDomain(c)
}

func (b *draft) demoDenied() {
	c := b.company(traitPlain)
	b.pose(c)
	b.order()
	b.bring(b.nearDomain(c))
	b.prove(record.Evidence{Kind: "letter", Channel: c.seat.full(), ChannelFrom: "register", Result: "denied", Note: "the company does not know of the order"})
}

func (b *draft) demoRenamed() {
	b.claim(b.company(traitRenamedNow))
	b.formerName()
	b.finish(true, true)
}

func (b *draft) demoMoved() {
	b.claim(b.company(traitMovedNow))
	b.formerSeat()
	b.finish(true, true)
}

func (b *draft) demoShared() {
	b.claim(b.company(traitShared))
	b.finish(true, true)
}

func (b *draft) demoYoung() {
	b.claim(b.company(traitYoung))
	b.Application.Applicant.Founded = b.c.assigned.String()
	b.extract()
	b.finish(true, true)
}

// demoHalfWidth and demoOldKanji look for names where the writing differs.
func (b *draft) demoHalfWidth() { b.written(2, halfKana) }

func (b *draft) demoOldKanji() {
	b.written(3, func(s string) string { return swapOld(newDice(), s) })
}

func (b *draft) written(way int, differs func(string) string) {
	for range 400 {
		b.c = b.company(traitPlain)
		if n := b.c.name; n.kind == kindKK && differs(n.core) != n.core {
			break
		}
	}
	b.claim(b.c)
	b.vary(way)
	b.finish(true, true)
}

func (b *draft) demoListed() {
	b.pose(b.company(traitPlain))
	b.Application.Applicant.CorporateNumber = b.c.number
	l := b.w.listedPerson(b.d, true, true)
	b.order()
	b.bring(b.nearDomain(b.c))
	b.asListed(l, 1)
}

func (b *draft) demoMemory() {
	b.pose(b.company(traitPlain))
	b.order()
	b.bring(b.nearDomain(b.c))
	b.reuse(0, 2)
}

func (b *draft) demoMistyped() {
	b.claim(b.company(traitPlain))
	b.finish(true, true)
	b.Application.Applicant.CorporateNumber = mistype(b.d, b.c.number)
	b.unanswered("the number is mistyped")
}

func (b *draft) demoUndeclared() {
	b.claim(b.company(traitPlain))
	b.finish(true, false)
	b.domesticOnly()
	b.Application.Declarations = b.Application.Declarations[:1]
	b.unanswered("a declaration is missing")
}

func (b *draft) demoClassified() {
	b.claim(b.company(traitPlain))
	b.finish(true, true)
	i := &b.Application.Item
	b.prove(record.Evidence{Kind: "classification", Value: i.Classification, Document: "GH-" + b.d.letters(6), Result: "confirmed"})
	i.Classification, i.ClassificationDate, i.ClassificationDocument = "", "", ""
}

func (b *draft) demoWaiting() {
	b.plain()
	b.withhold()
}

func (b *draft) demoNumberless() {
	b.claim(b.company(traitPlain))
	b.Application.Applicant.CorporateNumber = ""
	b.finish(true, true)
}
