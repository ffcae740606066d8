package script

import "unicode"

// Script is a kind of writing. Both kinds of kana are one: they spell the same.
type Script uint8

// The scripts that are told apart; Other is everything that is not a letter,
// and letters that are not read here.
const (
	Other Script = iota
	Latin
	Han
	Kana
	Hangul
	Cyrillic
	Arabic
	Hebrew
	Greek
	Armenian
	Georgian
	Thai
	Lao
	Khmer
	Burmese
	Devanagari
	Bengali
	Gurmukhi
	Gujarati
	Oriya
	Tamil
	Telugu
	Kannada
	Malayalam
	Sinhala
	Ethiopic
	Thaana
	Syriac
	Scripts = int(iota) // number of scripts
)

var alphabetNames = [Scripts]string{
	"other", "latin", "han", "kana", "hangul", "cyrillic", "arabic", "hebrew", "greek", "armenian", "georgian", "thai", "lao",
	"khmer", "burmese", "devanagari", "bengali", "gurmukhi", "gujarati", "oriya", "tamil", "telugu", "kannada", "malayalam",
	"sinhala", "ethiopic", "thaana", "syriac",
}

// String gives the name of the script as it stands in rules and reports.
func (s Script) String() string {
	if int(s) < len(alphabetNames) {
		return alphabetNames[s]
	}
	return alphabetNames[Other]
}

// Unspaced reports whether names in it are written without spaces, so that a
// word is no part of a name.
func (s Script) Unspaced() bool { return s == Han || s == Kana || s == Hangul }

var alphabetTables = [Scripts]*unicode.RangeTable{
	Latin: unicode.Latin, Han: unicode.Han, Hangul: unicode.Hangul, Cyrillic: unicode.Cyrillic, Arabic: unicode.Arabic,
	Hebrew: unicode.Hebrew, Greek: unicode.Greek, Armenian: unicode.Armenian, Georgian: unicode.Georgian, Thai: unicode.Thai,
	Lao: unicode.Lao, Khmer: unicode.Khmer, Burmese: unicode.Myanmar, Devanagari: unicode.Devanagari, Bengali: unicode.Bengali,
	Gurmukhi: unicode.Gurmukhi, Gujarati: unicode.Gujarati, Oriya: unicode.Oriya, Tamil: unicode.Tamil, Telugu: unicode.Telugu,
	Kannada: unicode.Kannada, Malayalam: unicode.Malayalam, Sinhala: unicode.Sinhala, Ethiopic: unicode.Ethiopic,
	Thaana: unicode.Thaana, Syriac: unicode.Syriac,
}

// alphabetBlocks says in which alphabet the letters of a stretch of Unicode most
// often are; what is found elsewhere is looked for in all tables.
var alphabetBlocks = [...]struct {
	lo, hi rune
	in     Script
}{
	{0x00AA, 0x024F, Latin}, {0x0370, 0x03FF, Greek}, {0x0400, 0x052F, Cyrillic}, {0x0531, 0x058F, Armenian}, {0x0591, 0x05FF, Hebrew},
	{0x0600, 0x06FF, Arabic}, {0x0700, 0x074F, Syriac}, {0x0780, 0x07BF, Thaana}, {0x0900, 0x097F, Devanagari}, {0x0980, 0x09FF, Bengali},
	{0x0A00, 0x0A7F, Gurmukhi}, {0x0A80, 0x0AFF, Gujarati}, {0x0B00, 0x0B7F, Oriya}, {0x0B80, 0x0BFF, Tamil}, {0x0C00, 0x0C7F, Telugu},
	{0x0C80, 0x0CFF, Kannada}, {0x0D00, 0x0D7F, Malayalam}, {0x0D80, 0x0DFF, Sinhala}, {0x0E00, 0x0E7F, Thai}, {0x0E80, 0x0EFF, Lao},
	{0x1000, 0x109F, Burmese}, {0x10A0, 0x10FF, Georgian}, {0x1200, 0x139F, Ethiopic}, {0x1780, 0x17FF, Khmer}, {0x1E00, 0x1EFF, Latin},
	{0x1F00, 0x1FFF, Greek}, {0xAC00, 0xD7A3, Hangul},
}

// Alphabet gives the alphabet of a letter of folded text. Vowel signs have the
// alphabet that they belong to; the marks of all alphabets, digits and signs
// are Other.
func Alphabet(r rune) Script {
	switch {
	case r < 0x80:
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return Latin
		}
		return Other
	case 0x4E00 <= r && r <= 0x9FFF:
		return Han
	case isKana(r):
		return Kana
	}
	for i := range alphabetBlocks {
		if b := &alphabetBlocks[i]; r <= b.hi {
			if r >= b.lo && unicode.Is(alphabetTables[b.in], r) {
				return letterOf(b.in, r)
			}
			break
		}
	}
	if isHan(r) || r == '々' || r == '〻' {
		return Han
	}
	if unicode.In(r, unicode.Hiragana, unicode.Katakana) {
		return Kana
	}
	for s, t := range alphabetTables {
		if t != nil && unicode.Is(t, r) {
			return letterOf(Script(s), r)
		}
	}
	return Other
}

func letterOf(s Script, r rune) Script {
	if unicode.IsLetter(r) || unicode.IsMark(r) {
		return s
	}
	return Other
}
