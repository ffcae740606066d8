package culture

import (
	"strings"
	"sync"
)

// Dice are what names are drawn with: math/rand/v2's Rand does. The same dice
// draw the same names.
type Dice interface {
	// IntN returns a number from 0 to n-1.
	IntN(n int) int
}

// Roles of the parts of a name.
const (
	RoleSurname    = "surname"
	RoleSecond     = "second"     // the second surname
	RoleGiven      = "given"      // the first given name
	RoleMiddle     = "middle"     // a further given name
	RoleFather     = "father"     // a given name of the father or his father
	RolePatronymic = "patronymic" // a form made from the father's name
)

// Part is one part of a person's name. Syllables in Latin are parted by
// hyphens where customs differ on how to write them.
type Part struct {
	Role   string
	Native string
	Latin  []string // the usual spelling, then others that are found
	weight int
}

// Tradition is a way of naming people: the script that it writes and how the
// parts of a name stand together. It serves the making of names, in worlds and
// measurements; nothing that decides looks at it.
type Tradition struct {
	Code   string // "ja", "zh_tw"
	Script string // ScriptLatin …

	surnameFirst bool     // in the native form
	joint        string   // between native parts
	syllables    []string // between syllables in Latin, as customs have it
	either       bool     // in Latin letters the order varies
	tables       func() map[string]*bearers
	compose      func(t *Tradition, female bool, dice Dice) []Part
}

// Scripts of names. Japanese names are apart from Chinese ones: they mix kanji
// with kana, and are read otherwise.
const (
	ScriptLatin      = "latin"
	ScriptHan        = "han"
	ScriptJapanese   = "kanji_kana"
	ScriptHangul     = "hangul"
	ScriptArabic     = "arabic"
	ScriptCyrillic   = "cyrillic"
	ScriptDevanagari = "devanagari"
	ScriptThai       = "thai"
	ScriptHebrew     = "hebrew"
)

// Traditions returns all ways of naming, by script and code. They must not be
// changed.
func Traditions() []*Tradition { return traditions }

var hyphen = []string{"-"}

var traditions = []*Tradition{
	western("de", plainName), western("en", englishName), western("es", twoSurnames), western("fr", plainName),
	western("id", givenNamesOnly), western("it", plainName), western("ng", englishName), western("pl", plainName),
	western("pt", twoSurnames), western("tr", plainName),
	{Code: "vi", Script: ScriptLatin, surnameFirst: true, joint: " ", syllables: hyphen, tables: tables("vi"), compose: vietnameseName},
	{Code: "zh_cn", Script: ScriptHan, surnameFirst: true, syllables: []string{"", "", "", " "}, either: true, tables: tables("zh_cn"), compose: chineseName},
	{Code: "zh_hk", Script: ScriptHan, surnameFirst: true, syllables: []string{" ", " ", "-", ""}, either: true, tables: tables("zh_hk"), compose: chineseName},
	{Code: "zh_tw", Script: ScriptHan, surnameFirst: true, syllables: []string{"-", "-", " ", ""}, either: true, tables: tables("zh_tw"), compose: chineseName},
	{Code: "ja", Script: ScriptJapanese, surnameFirst: true, syllables: hyphen, either: true, tables: sync.OnceValue(japaneseTables), compose: plainName},
	{Code: "ko", Script: ScriptHangul, surnameFirst: true, syllables: []string{"-", "-", " ", ""}, either: true, tables: tables("ko", "ko_given"), compose: plainName},
	{Code: "ar", Script: ScriptArabic, joint: " ", syllables: []string{"-", "-", " ", ""}, tables: tables("ar"), compose: arabicName},
	{Code: "fa", Script: ScriptArabic, joint: " ", syllables: hyphen, tables: tables("fa"), compose: plainName},
	{Code: "ru", Script: ScriptCyrillic, joint: " ", syllables: hyphen, either: true, tables: tables("ru"), compose: slavicName},
	{Code: "uk", Script: ScriptCyrillic, joint: " ", syllables: hyphen, either: true, tables: tables("uk"), compose: slavicName},
	{Code: "hi", Script: ScriptDevanagari, joint: " ", syllables: hyphen, tables: tables("hi"), compose: hindiName},
	{Code: "th", Script: ScriptThai, joint: " ", syllables: hyphen, tables: sync.OnceValue(thaiTables), compose: plainName},
	{Code: "he", Script: ScriptHebrew, joint: " ", syllables: hyphen, tables: tables("he"), compose: englishName},
}

func western(code string, compose func(*Tradition, bool, Dice) []Part) *Tradition {
	return &Tradition{Code: code, Script: ScriptLatin, joint: " ", syllables: hyphen, tables: tables(code), compose: compose}
}

func tables(files ...string) func() map[string]*bearers {
	return sync.OnceValue(func() map[string]*bearers { return readBearers(files...) })
}

// Size tells how many different surnames and given names the tables have;
// what is made of two characters or words counts as often as they can be put
// together.
func (t *Tradition) Size() (surnames, given int) {
	count := func(kinds ...string) int {
		seen := map[string]bool{}
		for _, k := range kinds {
			if b := t.tables()[k]; b != nil {
				for _, p := range b.names {
					seen[p.Native] = true
				}
			}
		}
		return len(seen)
	}
	pairs := count("mh")*count("mt") + count("fh")*count("ft")
	return count("s", "sm", "sf"), count("m", "f", "u", "m1", "f1") + pairs
}

// Draw draws a person's name.
func (t *Tradition) Draw(dice Dice) Person {
	p := Person{Tradition: t, Female: dice.IntN(2) == 1}
	p.Parts = t.compose(t, p.Female, dice)
	p.Style = Style{Syllables: t.syllables[dice.IntN(len(t.syllables))], SurnameFirst: t.surnameFirst}
	if t.either {
		p.Style.SurnameFirst = dice.IntN(2) == 0
	}
	return p
}

// Person is a drawn name. Its parts are in the order of given names first.
type Person struct {
	Tradition *Tradition
	Female    bool
	Parts     []Part
	Style     Style // of the Latin form
}

// Style says how a name is written in Latin letters.
type Style struct {
	Spelling     int    // which of the spellings that a part has; 0 is the usual
	SurnameFirst bool   // otherwise given names come first
	Syllables    string // between syllables: "-", " " or nothing
}

// Native is the name in the writing of its tradition.
func (p Person) Native() string { return p.Written(p.Tradition.surnameFirst, p.Tradition.joint) }

// Romanised is the name in the letters A to Z, in the style that was drawn.
func (p Person) Romanised() string { return p.Roman(p.Style) }

// Written is the native form with its parts in another order or joint.
func (p Person) Written(surnameFirst bool, joint string) string {
	var words []string
	for _, q := range p.ordered(surnameFirst) {
		words = append(words, q.Native)
	}
	return strings.Join(words, joint)
}

// Roman is the form in Latin letters in a style.
func (p Person) Roman(s Style) string {
	var words []string
	for _, q := range p.ordered(s.SurnameFirst) {
		words = append(words, q.spelled(s))
	}
	return strings.Join(words, " ")
}

// ordered gives the parts with the surnames at one end.
func (p Person) ordered(surnameFirst bool) []Part {
	var names, surnames []Part
	for _, q := range p.Parts {
		if q.Role == RoleSurname || q.Role == RoleSecond {
			surnames = append(surnames, q)
		} else {
			names = append(names, q)
		}
	}
	if surnameFirst {
		return append(surnames, names...)
	}
	return append(names, surnames...)
}

// spelled writes one part; a part with fewer spellings takes its last.
func (q Part) spelled(s Style) string {
	text := q.Latin[min(s.Spelling, len(q.Latin)-1)]
	if s.Syllables == "-" {
		return text
	}
	words := strings.Split(text, "-")
	for i, w := range words {
		switch {
		case i == 0:
		case s.Syllables == "":
			words[i] = strings.ToLower(w)
		default:
			words[i] = Title(w)
		}
	}
	return strings.Join(words, s.Syllables)
}
