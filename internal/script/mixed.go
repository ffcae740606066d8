package script

import (
	"strings"
	"unicode"
)

// MixedToken reports whether one word of s mixes scripts that no language
// mixes: a Cyrillic а in a Latin word, a kanji that looks like kana between
// katakana. That is how a name is hidden from a list. It says that scripts are
// mixed, never which: no rule may depend on a script.
func MixedToken(s string) bool {
	seen := 0
	runes := []rune(Fold(s))
	for i, r := range runes {
		if !unicode.IsLetter(r) {
			if !unicode.IsMark(r) {
				seen = 0
			}
			continue
		}
		if kanaTwin(runes, i) != 0 {
			return true
		}
		a := unmixable(r)
		if a == 0 {
			continue
		}
		if seen != 0 && seen != a {
			return true
		}
		seen = a
	}
	return false
}

// Kanji and the kana that they are taken for.
const twinKanji, twinKana = "力口二八工夕卜才一", "カロニハエタトオー"

// kanaTwin gives the kana that the kanji at i between katakana is taken for; 0
// for all else.
func kanaTwin(runes []rune, i int) rune {
	if i == 0 || i+1 >= len(runes) || !isKatakana(runes[i-1]) || !isKatakana(runes[i+1]) {
		return 0
	}
	n := strings.IndexRune(twinKanji, runes[i])
	if n < 0 {
		return 0
	}
	return []rune(twinKana)[n/len("力")]
}

// rareAlphabets are not read, but have letters that look like Latin ones.
var rareAlphabets = []*unicode.RangeTable{unicode.Cherokee, unicode.Coptic, unicode.Lisu, unicode.Deseret}

// unmixable tells apart the alphabets that no word mixes; 0 for those that are
// mixed lawfully: kanji, kana and Hangul with Latin.
func unmixable(r rune) int {
	switch a := Alphabet(r); a {
	case Han, Kana, Hangul:
		return 0
	case Other:
		for i, t := range rareAlphabets {
			if unicode.Is(t, r) {
				return Scripts + i
			}
		}
		return 0
	default:
		return int(a)
	}
}

// looks pairs letters of other alphabets with the Latin letters that they look
// like, capitals by the shape of the capital.
const looks = `
АaВbЕeЅsІiЈjКkМmНhОoРpСcТtУyХxԚqԜwҺhҮyЬbЁeЇi аaеeоoрpсcуyхxіiјjѕsһhԛqԝwѵvԁdкkмmтtвbнhьbгrпnиuёeїiүvґrӏlъb
ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxΆaΈeΉhΊiΌoΎyϹc αaοoρpνvυuιiκkχxγyτtηnωwϲcεeμuσoβbάaέeίiόoύuϊiήnώw
ՏsՕoԼlՍuՈnՀh օoոnսuհhցgզqյjքpւi
ᎠdᎡrᎢtᎥiᎪaᎫjᎬeᎳwᎷmᎻhᏀgᏃzᏚsᏟcᏢpᏦkᏴbᏙvᏞlᏒrᎩyᎽy
ꓐbꓑpꓓdꓔtꓗkꓙjꓚcꓜzꓝfꓟmꓠnꓡlꓢsꓣrꓦvꓧhꓪwꓫxꓬyꓮaꓰeꓲiꓳoꓴuꓖg
ⲟoⲣpⲥcⲭxⲓiⲕkⲏhⲃbⲁaⲉeⲙmⲛnⲧtⲩy
סoוlןlטu هoاlہo
`

// likeLatin and likeOther are looks both ways; the other way by alphabet, where
// the first letter listed counts.
var likeLatin, likeOther = func() (map[rune]rune, map[int]map[rune]rune) {
	latin, other := map[rune]rune{}, map[int]map[rune]rune{}
	for _, f := range strings.Fields(looks) {
		r := []rune(f)
		for i := 0; i+1 < len(r); i += 2 {
			latin[r[i]] = r[i+1]
			low := unicode.ToLower(r[i])
			if _, ok := latin[low]; !ok {
				latin[low] = r[i+1]
			}
			in := unmixable(r[i])
			if other[in] == nil {
				other[in] = map[rune]rune{}
			}
			if _, ok := other[in][r[i+1]]; !ok {
				other[in][r[i+1]] = low
			}
		}
	}
	return latin, other
}()

// Skeleton writes the words of s that mix scripts (MixedToken) in one of them:
// in that of most letters of the name where it can, else in Latin letters. Each
// strange letter becomes the one that it looks like, and all is folded. It gives
// what a reader takes the name for; a word whose letters have no looks in common
// stays. Capitals look like other letters than small ones, so the name is best
// given as it was written.
func Skeleton(s string) string {
	if !MixedToken(s) {
		return Fold(s)
	}
	ws := strings.Fields(s)
	latin := mostlyLatin(s)
	for i, w := range ws {
		if MixedToken(w) {
			ws[i] = skeletonWord([]rune(w), latin)
		}
	}
	return Fold(strings.Join(ws, " "))
}

func mostlyLatin(s string) bool {
	n := 0
	for _, r := range s {
		switch unmixable(r) {
		case 0:
		case int(Latin):
			n++
		default:
			n--
		}
	}
	return n >= 0
}

func skeletonWord(w []rune, latinFirst bool) string {
	kana := make([]rune, len(w))
	for i, r := range w {
		if kana[i] = r; kanaTwin(w, i) != 0 {
			kana[i] = kanaTwin(w, i)
		}
	}
	inLatin, inOther := make([]rune, 0, len(w)), make([]rune, 0, len(w))
	latinOK, otherOK, other := true, true, 0
	for _, r := range kana {
		l, o := r, r
		switch a := unmixable(r); {
		case a == 0:
		case a == int(Latin):
			o = 0
		default:
			if other == 0 {
				other = a
			}
			otherOK = otherOK && a == other
			l = likeLatin[r]
			latinOK = latinOK && l != 0
		}
		inLatin, inOther = append(inLatin, l), append(inOther, o)
	}
	for i, o := range inOther {
		if o == 0 {
			o = likeOther[other][unicode.ToLower(kana[i])]
			otherOK = otherOK && o != 0
			inOther[i] = o
		}
	}
	switch {
	case latinOK && (latinFirst || !otherOK):
		return string(inLatin)
	case otherOK:
		return string(inOther)
	}
	return string(w)
}
