package retrieval

import (
	"math/rand/v2"
	"strings"

	"github.com/sekifuda/sekifuda/internal/world/culture"
)

// The kinds of Japanese companies, by how the English listing comes from the name.
const (
	KindKatakana   = "katakana"
	KindLetters    = "letters in kana"
	KindReading    = "kanji by reading"
	KindTranslated = "translated words"
)

var companyKinds = []string{KindKatakana, KindLetters, KindReading, KindTranslated}

// company is one company with the two names that it goes by.
type company struct{ kind, japanese, english string }

// companies draws Japanese companies.
type companies struct {
	d        *rand.Rand
	surnames *culture.Table
	cities   []culture.City
}

func newCompanies(d *rand.Rand) *companies {
	c := &companies{d: d, surnames: culture.NewWordTable(culture.Surnames())}
	for _, p := range culture.Prefectures() {
		c.cities = append(c.cities, p.Cities...)
	}
	return c
}

func (c *companies) surname() culture.Word {
	return culture.Surnames()[c.surnames.At(c.d.IntN(c.surnames.Total()))]
}

// chance is true in so many of a hundred cases.
func (c *companies) chance(percent int) bool { return c.d.IntN(100) < percent }

// draw draws a company of a kind, with the corporate forms of both sides.
func (c *companies) draw(kind string) company {
	var japanese, english string
	switch kind {
	case KindKatakana:
		japanese, english = c.katakana()
	case KindLetters:
		japanese, english = c.letters()
	case KindReading:
		japanese, english = c.reading()
	default:
		japanese, english = c.translated()
	}
	japanese, english = c.formed(japanese, english)
	return company{kind, japanese, english}
}

// katakana puts one to three English words together. English listings write
// some of them as one word.
func (c *companies) katakana() (japanese, english string) {
	words := []listing{c.loan("stem")}
	if c.chance(55) {
		words = append(words, c.loan("stem"))
	}
	if len(words) == 1 || c.chance(60) {
		words = append(words, c.loan("trade"))
	}
	dot := ""
	if c.chance(20) {
		dot = "・"
	}
	for i, w := range words {
		if i > 0 {
			japanese += dot
			if i > 1 || len(words) > 2 && c.chance(75) || len(words) == 2 && c.chance(88) {
				english += " "
			}
		}
		japanese += w.japanese
		english += w.english
	}
	return japanese, english
}

// letterNames are how letters are called in company names, usual first.
var letterNames = map[rune][]string{
	'A': {"エー", "エイ"}, 'B': {"ビー"}, 'C': {"シー"}, 'D': {"ディー", "デー"}, 'E': {"イー"}, 'F': {"エフ"}, 'G': {"ジー"},
	'H': {"エイチ", "エッチ"}, 'I': {"アイ"}, 'J': {"ジェイ", "ジェー"}, 'K': {"ケイ", "ケー"}, 'L': {"エル"}, 'M': {"エム"},
	'N': {"エヌ"}, 'O': {"オー"}, 'P': {"ピー"}, 'Q': {"キュー"}, 'R': {"アール"}, 'S': {"エス"}, 'T': {"ティー", "ティ", "テイ"},
	'U': {"ユー"}, 'V': {"ブイ", "ヴイ"}, 'W': {"ダブリュー", "ダブリュ"}, 'X': {"エックス"}, 'Y': {"ワイ"}, 'Z': {"ゼット"},
}

// letters spells two to four letters out, with a word of its trade mostly.
func (c *companies) letters() (japanese, english string) {
	dot := ""
	if c.chance(40) {
		dot = "・"
	}
	var names []string
	for range 2 + c.d.IntN(3) {
		r := rune('A' + c.d.IntN(26))
		spellings := letterNames[r]
		i := 0
		if c.chance(20) {
			i = c.d.IntN(len(spellings))
		}
		names = append(names, spellings[i])
		english += string(r)
	}
	if c.chance(12) {
		english = strings.Join(strings.Split(english, ""), ".") + "."
	}
	japanese = strings.Join(names, dot)
	switch n := c.d.IntN(10); {
	case n < 4:
		w := c.loan("trade")
		return japanese + dot + w.japanese, english + " " + w.english
	case n < 7:
		t := c.translation("tail")
		return japanese + t.japanese, english + " " + t.english
	}
	return japanese, english
}

// reading puts a stem in kanji and a word of trade together; the listing gives
// both as they are read.
func (c *companies) reading() (japanese, english string) {
	s := c.stem()
	japanese, english = s.japanese, s.english
	for _, section := range []string{"head", "tail"} {
		if section == "head" && !c.chance(30) {
			continue
		}
		t := c.kanji(section)
		if strings.HasSuffix(japanese, t.japanese) {
			continue
		}
		japanese += t.japanese
		english += " " + t.read
	}
	if c.chance(50) { // passports write M before B, M and P, companies as they like
		english = strings.NewReplacer("mb", "nb", "mm", "nm", "mp", "np").Replace(english)
	}
	return japanese, english
}

// translated is the same with the words of trade translated.
func (c *companies) translated() (japanese, english string) {
	s := c.stem()
	japanese, english = s.japanese, s.english
	if c.chance(65) {
		t := c.translation("head")
		japanese, english = japanese+t.japanese, english+" "+t.english
	}
	t := c.translation("tail")
	return japanese + t.japanese, english + " " + t.english
}

// stem is a surname, a city, a coined word or one of old names, in kanji.
func (c *companies) stem() listing {
	switch n := c.d.IntN(100); {
	case n < 35:
		s := c.surname()
		return listing{japanese: s.Text, english: c.spelled(s.Kana, s.Latin)}
	case n < 55:
		t := c.cities[c.d.IntN(len(c.cities))]
		return listing{japanese: t.Stem, english: c.spelled(t.Kana, culture.Romaji(t.Kana))}
	case n < 75:
		heads, tails := culture.Coins(culture.CoinHead), culture.Coins(culture.CoinTail)
		h, t := heads[c.d.IntN(len(heads))], tails[c.d.IntN(len(tails))]
		return listing{japanese: h.Text + t.Text, english: c.spelled(h.Kana+t.Kana, culture.Romaji(h.Kana+t.Kana))}
	}
	return c.oldStem()
}

// spelled is the customary spelling without long vowels; a few write OH.
func (c *companies) spelled(kana, latin string) string {
	if strings.HasPrefix(kana, "オオ") && c.chance(30) {
		return culture.Title("OH" + strings.TrimPrefix(latin, "O"))
	}
	return culture.Title(latin)
}

// formed adds the forms of both sides; the English one is free text.
func (c *companies) formed(japanese, english string) (string, string) {
	form, english2 := "株式会社", pickOne(c.d, " Co., Ltd.", " Co., Ltd.", " Co., Ltd.", " Co.,Ltd.", " CO., LTD.", " Inc.", ", Inc.", " Corporation", " Corp.", " K.K.", " Ltd.", " Limited", " Company, Limited", "")
	switch n := c.d.IntN(20); {
	case n == 0:
		form = "有限会社"
	case n == 1:
		form, english2 = "合同会社", pickOne(c.d, " LLC", " G.K.", " GK", "")
	}
	if c.chance(58) {
		return form + japanese, english + english2
	}
	return japanese + form, english + english2
}

func pickOne(d *rand.Rand, all ...string) string { return all[d.IntN(len(all))] }
