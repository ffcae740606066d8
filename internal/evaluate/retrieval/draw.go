package retrieval

import (
	"fmt"
	"math/rand/v2"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// drawnName is one name of a collection, and what else is known of it.
type drawnName struct {
	text     string
	kind     string // schema
	spelling string // another spelling of the same, "" where none is known
	other    string // the name in the other script, "" for none
	pair     string // which two scripts
}

func (n *drawnName) person() bool { return n.kind == entity.Person }

// Pairs of scripts, Latin letters with each.
const (
	pairCyrillic = "Latin, Cyrillic"
	pairArabic   = "Latin, Arabic"
	pairChinese  = "Latin, Chinese"
	pairJapanese = "Latin, Japanese kanji"
	pairKatakana = "Latin, katakana"
	pairHangul   = "Latin, Hangul"
)

// scriptPairs are the six pairs of scripts, in the order of the report.
var scriptPairs = []string{pairCyrillic, pairArabic, pairChinese, pairJapanese, pairKatakana, pairHangul}

var pairOfScript = map[string]string{
	culture.ScriptCyrillic: pairCyrillic, culture.ScriptArabic: pairArabic, culture.ScriptHan: pairChinese,
	culture.ScriptJapanese: pairJapanese, culture.ScriptHangul: pairHangul,
}

// Parts are single words in Latin letters and in another script, by pair of
// scripts: names of foreigners as papers write them.
type Parts map[string][][2]string

// drawer draws names: of people of every tradition, foreigners in other
// scripts, and bodies.
type drawer struct {
	d         *rand.Rand
	companies *companies
	parts     Parts
	foreign   []string // pairs that parts has
}

func newDrawer(seed uint64, parts Parts) *drawer {
	w := &drawer{d: rand.New(rand.NewPCG(seed, 2)), companies: newCompanies(rand.New(rand.NewPCG(seed, 3))), parts: parts}
	for _, p := range scriptPairs {
		if len(parts[p]) > 0 {
			w.foreign = append(w.foreign, p)
		}
	}
	return w
}

// name draws seven persons for three bodies.
func (w *drawer) name() drawnName {
	switch n := w.d.IntN(20); {
	case n < 11:
		return w.native()
	case n < 12:
		return w.kana()
	case n < 14:
		return w.foreigner()
	case n < 16:
		return w.abroad()
	}
	return w.japanese()
}

// native draws a person of any tradition, in Latin letters or in its own script.
func (w *drawer) native() drawnName {
	all := culture.Traditions()
	p := all[w.d.IntN(len(all))].Draw(w.d)
	s := p.Style
	s.Spelling = 1
	roman := drawnName{text: p.Romanised(), kind: entity.Person, spelling: p.Roman(s)}
	if p.Native() == roman.text {
		return roman
	}
	own := drawnName{text: p.Native(), kind: entity.Person, other: roman.text, pair: pairOfScript[p.Tradition.Script]}
	roman.other, roman.pair = own.text, own.pair
	if p.Tradition.Script == culture.ScriptLatin { // marks are no other script
		own.spelling, own.other, own.pair = roman.text, "", ""
		roman.other = ""
	}
	return w.either(own, roman)
}

func (w *drawer) either(a, b drawnName) drawnName {
	if w.d.IntN(2) == 0 {
		return a
	}
	return b
}

// kana draws a Japanese name in katakana or in Latin letters.
func (w *drawer) kana() drawnName {
	s := w.companies.surname()
	all := culture.GivenNames(w.d.IntN(2) == 0)
	g := all[w.d.IntN(len(all))]
	return w.both(pairKatakana, s.Kana+" "+g.Kana, culture.Title(s.Latin)+" "+culture.Title(g.Latin))
}

// both is a name in one of two scripts, with the other.
func (w *drawer) both(pair, native, latin string) drawnName {
	return w.either(drawnName{text: native, kind: entity.Person, other: latin, pair: pair},
		drawnName{text: latin, kind: entity.Person, other: native, pair: pair})
}

// foreigner draws a name of two parts as another script writes it; a Japanese
// one where no parts are at hand.
func (w *drawer) foreigner() drawnName {
	if len(w.foreign) == 0 {
		return w.kana()
	}
	pair := w.foreign[w.d.IntN(len(w.foreign))]
	all := w.parts[pair]
	a, b := all[w.d.IntN(len(all))], all[w.d.IntN(len(all))]
	joint := map[string]string{pairKatakana: "・", pairChinese: "·"}[pair]
	if joint == "" {
		joint = " "
	}
	return w.both(pair, a[1]+joint+b[1], culture.Title(a[0])+" "+culture.Title(b[0]))
}

// abroad draws a body with a foreign name.
func (w *drawer) abroad() drawnName {
	all := culture.Cultures()
	c := all[w.d.IntN(len(all))]
	head := c.Surnames[w.d.IntN(len(c.Surnames))]
	if w.d.IntN(3) == 0 {
		head = c.Towns[w.d.IntN(len(c.Towns))]
	}
	text := head.Latin + " " + c.Bodies[w.d.IntN(len(c.Bodies))].Latin
	if w.d.IntN(2) == 0 {
		text += " " + w.companies.loan("trade").english
	}
	forms := []string{"", " Ltd", " LLC", " Inc.", " GmbH", " S.A.", " Company"}
	return drawnName{text: text + forms[w.d.IntN(len(forms))], kind: entity.Company}
}

// japanese draws a Japanese company, in Japanese or as its English listing.
func (w *drawer) japanese() drawnName {
	c := w.companies.draw(companyKinds[w.d.IntN(len(companyKinds))])
	if w.d.IntN(2) == 0 {
		return drawnName{text: c.japanese, kind: entity.Company}
	}
	return drawnName{text: c.english, kind: entity.Company}
}

// collect draws names until n different ones are there. They are numbered.
func (w *drawer) collect(n int) (all []drawnName, entities []*entity.Entity) {
	met := map[string]bool{}
	for tries := 0; len(all) < n && tries < 50*n; tries++ {
		name := w.name()
		if met[name.text] {
			continue
		}
		met[name.text] = true
		all = append(all, name)
		entities = append(entities, named(len(entities), name.kind, name.text))
	}
	return all, entities
}

// named is an entity with a name and nothing else.
func named(i int, schema, name string) *entity.Entity {
	return &entity.Entity{ID: fmt.Sprintf("n%08d", i), Schema: schema, Properties: map[string][]string{"name": {name}}}
}
