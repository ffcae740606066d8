package match

import (
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/letters"
	"github.com/sekifuda/sekifuda/internal/script/orgs"
)

// alphabet is what a word is written in, as far as comparing goes.
type alphabet uint8

const (
	latin  alphabet = iota // Latin letters and digits
	native                 // another alphabet with spaces between words: Cyrillic, Arabic …
	han                    // kanji, with or without kana
	kana
	hangul
)

// role says what a word does in a name.
type role uint8

const (
	rolePlain      role = iota
	roleParticle        // al, bin, van: costs little when missing, proves nothing when there
	rolePatronymic      // a father's name, often left out
	roleCourtesy        // sheikh, king: a title in some names, a name in others
	roleNumber          // digits: never by chance
	roleSuffix          // jr, iii: tells a son from his father
	roleForm            // company: may be left out
	roleGeneric         // a word that many companies have and few are known by
	rolePlace           // a country, region or town
	roleDistinct        // holdings, fund, europe: tells companies of one group apart
)

// unit is one word of a name, ready for comparison. It is read-only.
type unit struct {
	start, end int // in name.line
	key        string
	canonical  string // one for all spellings and translations of a word, "" where there is but one
	raw        string // as written; key is that of the particle or number that it is
	runes      []rune // of raw
	mask       uint64 // of its letters
	sounds     uint16 // of its consonants
	weight     int    // what sharing it says, 1/100 bit
	kind       alphabet
	role       role
	short      []uint16 // groups of pet and short forms that it is in
	hyphen     bool     // a hyphen ties it to the next word
	known      bool     // other names are known to be written like this
	letters    *letters.Word
	together   [maxJoined - 1]*letters.Word // written together with the next words
	roman      []unit                       // of a word in another alphabet: what it may be in Latin letters
}

// weights in 1/100 bit.
const (
	leastWeight    = 300
	mostWeight     = 1800
	particleWeight = 60
	numberWeight   = 1200
	genericWeight  = 700
	initialWeight  = 300
	shortWeight    = 600 // of a word of two letters, whatever its rarity
)

// newUnit prepares one word.
func newUnit(w script.Word, person bool) unit {
	u := unit{key: w.Key, raw: w.Key, hyphen: w.Hyphen, kind: alphabetOf(w.Key)}
	if person {
		u.canonical = servantOf(u.key)
		u.key, u.role = personWord(u.key)
	} else {
		u.setBody()
	}
	u.letters = letters.NewWord(w.Text)
	if u.kind != latin {
		u.roman = romanised(w.Text, person)
	}
	u.setKey(person)
	return u
}

// setKey prepares what follows from the key.
func (u *unit) setKey(person bool) {
	u.runes = []rune(u.raw)
	u.mask, u.sounds = maskOf(u.runes), soundsOf(u.runes)
	if person {
		u.short = nicknameTable()[u.key]
	}
	u.weigh(person)
}

// weigh sets how much sharing the word says.
func (u *unit) weigh(person bool) {
	bits, known := rarityOf(u.key, person)
	u.known = known
	u.weight = min(max(bits, leastWeight), mostWeight)
	switch {
	case u.role == roleParticle:
		u.weight = particleWeight
	case u.role == roleCourtesy, u.role == roleForm:
		u.weight = leastWeight
	case u.role == roleGeneric, u.role == roleDistinct, u.role == rolePlace:
		u.weight = min(u.weight, genericWeight)
	case u.role == roleNumber, u.role == roleSuffix:
		u.weight = numberWeight
	case len(u.runes) == 2 && u.kind == latin:
		u.weight = min(u.weight, shortWeight)
	case u.initial():
		u.weight = initialWeight
	}
}

// initial reports whether the word is one letter that stands for a name.
func (u *unit) initial() bool { return len(u.runes) == 1 && (u.kind == latin || u.kind == native) }

// alphabetOf says what a word is written in. One kanji makes it kanji.
func alphabetOf(word string) alphabet {
	kind := latin
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf:
		case unicode.Is(unicode.Han, r):
			return han
		case unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー':
			kind = kana
		case unicode.Is(unicode.Hangul, r):
			kind = hangul
		case kind == latin && unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r):
			kind = native
		}
	}
	return kind
}

// setBody gives a word of a company's name its role.
func (u *unit) setBody() {
	canonical, class := orgs.Word(u.key)
	switch class {
	case orgs.Link:
		u.key, u.role = canonical, roleParticle
		return
	case orgs.Number:
		u.key, u.role = canonical, roleNumber
		return
	case orgs.Form:
		u.role = roleForm
	case orgs.Activity:
		u.role = roleGeneric
	case orgs.Place:
		u.role = rolePlace
	case orgs.Name:
		return
	default:
		u.role = roleDistinct
	}
	u.canonical = canonical
}
