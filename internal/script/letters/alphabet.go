package letters

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Alphabet is a set of letters that words are written in.
type Alphabet uint8

// The alphabets that are known.
const (
	None Alphabet = iota
	Latin
	Cyrillic
	Arabic
	Hebrew
	Kana
	Hangul    // as single letters, those that close a syllable apart
	Han       // as initials and finals of pinyin
	Alphabets = 8
)

var alphabetNames = [Alphabets]string{"", "latin", "cyrillic", "arabic", "hebrew", "kana", "hangul", "han"}

// String gives the name of the alphabet, "" for none.
func (a Alphabet) String() string { return alphabetNames[a] }

// The letters of the alphabets that are spelt by one sign each; a letter's
// number is its place here. 0 stands for the start and the end of a word.
var spelt = [Alphabets]string{
	Latin:    " abcdefghijklmnopqrstuvwxyz",
	Cyrillic: " абвгдежзийклмнопрстуфхцчшщъыьэюяё",
	Arabic:   " ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "ءئؤةىپچڤگژآأإ",
	Hebrew:   " אבגדהוזחטיכלמנסעפצקרשתךםןףץ'",
	Kana:     " ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロワヮヰヱヲンヴー",
}

// alike are letters that are read as others of their alphabet.
var alike = map[rune]string{
	// Latin letters without a mark that could be dropped.
	'ß': "ss", 'æ': "ae", 'ø': "o", 'ł': "l", 'ı': "i", 'ð': "d", 'đ': "d", 'þ': "th", 'œ': "oe", 'ə': "e", 'ŋ': "ng", 'ħ': "h", 'ŧ': "t", 'ʻ': "", 'ƒ': "f",
	// Cyrillic of other languages, in Russian letters.
	'і': "и", 'ї': "и", 'є': "е", 'ґ': "г", 'ј': "й", 'ў': "у", 'љ': "ль", 'њ': "нь", 'ћ': "ч", 'ђ': "дж", 'џ': "дж", 'ѓ': "г", 'ќ': "к", 'ѕ': "дз",
	'ә': "а", 'ғ': "г", 'қ': "к", 'ң': "н", 'ө': "о", 'ұ': "у", 'ү': "у", 'һ': "х", 'ҳ': "х", 'ҷ': "ч", 'ӣ': "и", 'ӯ': "у", 'җ': "дж", 'ѝ': "и",
	// Persian and Urdu forms, and letters that folding joins.
	'ی': "ي", 'ې': "ي", 'ے': "ي", 'ک': "ك", 'ہ': "ه", 'ھ': "ه", 'ە': "ه", 'ۀ': "ه", 'ٱ': "ا", 'ڭ': "ك", 'ۆ': "و", 'ۇ': "و", 'ٹ': "ت", 'ڈ': "د", 'ڑ': "ر", 'ں': "ن",
	'ۃ': "ة", 'ڕ': "ر", 'ڵ': "ل", 'ټ': "ت", 'ډ': "د", 'ړ': "ر", 'ڼ': "ن", 'ښ': "ش", 'ږ': "ژ", 'ڠ': "غ", 'ڨ': "ق",
	'׳': "'", '’': "'", 'װ': "וו", 'ײ': "יי", 'ױ': "וי",
	'ヵ': "カ", 'ヶ': "ケ", 'ヷ': "ヴァ", 'ヺ': "ヴォ",
}

type letter struct {
	alphabet Alphabet
	id       uint8
}

// ids holds the letters by code point, for those below its length.
var ids = makeIDs()

func makeIDs() [0x600 + 0x100]letter {
	var out [0x700]letter
	for a, s := range spelt {
		n := uint8(0)
		for _, r := range s {
			if int(r) < len(out) && n > 0 && (r != '\'') {
				out[r] = letter{Alphabet(a), n}
			}
			n++
		}
	}
	return out
}

var kanaIDs = makeKanaIDs()

func makeKanaIDs() [0x60]uint8 {
	var out [0x60]uint8
	n := uint8(0)
	for _, r := range spelt[Kana] {
		if n > 0 {
			out[r-0x30A0] = n
		}
		n++
	}
	return out
}

// Numbers of the letters of Hangul: those that open a syllable, vowels, those
// that close it. ㅇ that opens one is silent and no letter.
const (
	hangulVowel = 20
	hangulFinal = hangulVowel + 21
	hangulCount = hangulFinal + 28
)

var hebrewGeresh = uint8(len([]rune(spelt[Hebrew])) - 1)

// appendRune appends the letters of r and tells their alphabet; None where r
// is no letter of any.
func appendRune(dst []byte, r rune) ([]byte, Alphabet) {
	switch {
	case int(r) < len(ids) && ids[r].alphabet != None:
		return append(dst, ids[r].id), ids[r].alphabet
	case 0x3041 <= r && r <= 0x3096:
		return appendKana(dst, r+0x60)
	case 0x30A0 <= r && r <= 0x30FF:
		return appendKana(dst, r)
	case 0xAC00 <= r && r <= 0xD7A3:
		return appendHangul(dst, int(r-0xAC00)), Hangul
	case hanFirst <= r && r <= hanLast:
		return appendHan(dst, r), Han
	}
	if s, ok := alike[r]; ok {
		a := None
		for _, r := range s {
			if r == '\'' {
				return append(dst, hebrewGeresh), Hebrew
			}
			dst, a = appendRune(dst, r)
		}
		return dst, a
	}
	return appendBase(dst, r)
}

func appendKana(dst []byte, r rune) ([]byte, Alphabet) {
	if id := kanaIDs[r-0x30A0]; id != 0 {
		return append(dst, id), Kana
	}
	if s, ok := alike[r]; ok {
		for _, r := range s {
			dst, _ = appendKana(dst, r)
		}
		return dst, Kana
	}
	return dst, None
}

func appendHangul(dst []byte, s int) []byte {
	if first := s / 588; first != 11 {
		dst = append(dst, uint8(1+first))
	}
	dst = append(dst, uint8(hangulVowel+s%588/28))
	if last := s % 28; last != 0 {
		dst = append(dst, uint8(hangulFinal+last))
	}
	return dst
}

// appendBase drops the marks of a letter: ř is r.
func appendBase(dst []byte, r rune) ([]byte, Alphabet) {
	if r < 0xC0 || r > 0x1EFF {
		return dst, None
	}
	d := norm.NFD.String(string(r))
	if !strings.HasPrefix(d, string(r)) {
		base, _ := utf8.DecodeRuneInString(d)
		if int(base) < len(ids) && ids[base].alphabet != None {
			return append(dst, ids[base].id), ids[base].alphabet
		}
	}
	return dst, None
}

// Spell writes a folded word as letters of one alphabet, that of most of them.
// Signs that are no letters are left out; so are letters of other alphabets,
// but for the geresh that a Hebrew word writes as an apostrophe. Without any
// letter the alphabet is None.
func Spell(dst []byte, word string) ([]byte, Alphabet) {
	var count [Alphabets]int
	var scratch [16]byte
	for _, r := range word {
		ls, a := appendRune(scratch[:0], r)
		count[a] += len(ls)
	}
	best := None
	for a := Latin; a < Alphabets; a++ {
		if count[a] > 0 && (best == None || count[a] > count[best]) {
			best = a
		}
	}
	if best == None {
		return dst, None
	}
	for _, r := range word {
		if r == '\'' && best == Hebrew {
			dst = append(dst, hebrewGeresh)
			continue
		}
		keep := len(dst)
		var a Alphabet
		if dst, a = appendRune(dst, r); a != best {
			dst = dst[:keep]
		}
	}
	return dst, best
}

// Letters tells how many letters an alphabet has, the sign for start and end
// counted.
func Letters(a Alphabet) int {
	switch a {
	case Hangul:
		return hangulCount
	case Han:
		return hanCount
	}
	return len([]rune(spelt[a]))
}
