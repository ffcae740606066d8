package script

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes s in one way. These are its steps; the number is the Version of
// the package that brought one in.
//
//  1. Signs whose compatibility form would be a space with a mark (´ ″ ‴) become
//     the quotes they are meant as. [´ in 2, the others in 3]
//  2. What nobody sees is dropped: controls, format characters (zero width,
//     directions), variation selectors, fillers, points of Arabic and Hebrew,
//     the Arabic lengthening stroke. [1]
//  3. Compatibility forms, NFKC: full and half width, ㈱, ligatures. [1]
//  4. Old and variant kanji as the form in use today [1]; simplified and
//     traditional ones where each stands for no other [3].
//  5. Lower case; ς as σ. [1]
//  6. Arabic letters that keyboards of neighbouring languages write for one
//     another as one. [1; those of Urdu, Uyghur and Kurdish 3]
//  7. 々 and ゝ written out. [1]
//  8. Digits of all alphabets as 0 to 9. [3]
//  9. One kind of dash, quote, middle dot and space; no space twice, none at
//     the ends. [1]
//
// It repeats them until nothing changes. Kana keep their kind and size, Latin
// letters their accents; what a folding loses is lost for comparing only, the
// name itself is kept elsewhere. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	var stack [256]byte
	b := appendFold(stack[:0], s)
	if string(b) == s {
		return s
	}
	return string(b)
}

// appendFold is Fold into a buffer. Nearly all names of the register hold only
// kanji, kana and (full-width) ASCII: for these one look-up a rune is NFKC.
func appendFold(dst []byte, s string) []byte {
	start := len(dst)
	var last rune
	for _, r := range s {
		switch {
		case r < 0x80:
			if r < ' ' || r == 0x7F {
				return appendFoldSlow(dst[:start], s)
			}
			r = lowerASCII(r)
			if r == '`' {
				r = '\''
			}
		case 0x3041 <= r && r <= 0x3096, 0x30A1 <= r && r <= 0x30FC: // kana
			if r == '゠' {
				r = '-'
			}
		case 0x4E00 <= r && r <= 0x9FFF, 0xFF01 <= r && r <= 0xFF5E, r == 0x3000:
			r = variant(r)
		case r == '々' && unicode.Is(unicode.Han, last):
			r = last
		default:
			return appendFoldSlow(dst[:start], s)
		}
		dst, last = appendSpaced(dst, start, r, last)
	}
	return trimSpace(dst, start)
}

// appendSpaced appends r, but no space at the start or after another.
func appendSpaced(dst []byte, start int, r, last rune) ([]byte, rune) {
	if r == ' ' && (len(dst) == start || last == ' ') {
		return dst, last
	}
	return utf8.AppendRune(dst, r), r
}

func trimSpace(dst []byte, start int) []byte {
	if n := len(dst); n > start && dst[n-1] == ' ' {
		return dst[:n-1]
	}
	return dst
}

// quoteMarks are signs that NFKC would make a space and a mark, or two signs.
var quoteMarks = strings.NewReplacer("\u00B4", "'", "\u2033", `"`, "\u2036", `"`, "\u2034", `"`, "\u2057", `"`)

// appendFoldSlow handles any text. A folding may make characters neighbours
// that compose, and a normal form may hold what is to be dropped, so it is
// repeated until a whole round changes nothing; six are more than any known text
// needs.
func appendFoldSlow(dst []byte, s string) []byte {
	start := len(dst)
	s = quoteMarks.Replace(s)
	for range 6 {
		dst = foldRunes(dst[:start], norm.NFKC.String(strings.Map(dropInvisible, s)))
		next := string(dst[start:])
		if next == s {
			break
		}
		s = next
	}
	return dst
}

func foldRunes(dst []byte, s string) []byte {
	start := len(dst)
	var last rune
	for _, r := range s {
		r = variant(unicode.ToLower(variant(r)))
		switch r {
		case '々', '〻':
			if unicode.Is(unicode.Han, last) {
				r = last
			}
		case 'ゝ', 'ヽ', 'ゞ', 'ヾ':
			r = repeatKana(r, last)
		}
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Z, r):
			r = ' '
		case r >= 0x80 && unicode.IsDigit(r):
			r = digit(r)
		}
		dst, last = appendSpaced(dst, start, r, last)
	}
	return trimSpace(dst, start)
}

// digit gives the value of a decimal digit of any alphabet as 0 to 9. Unicode
// has them in rows of ten that begin with zero.
func digit(r rune) rune {
	for _, t := range unicode.Digit.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	for _, t := range unicode.Digit.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	return r
}

// repeatKana writes out the iteration marks: いすゞ is いすず.
func repeatKana(mark, last rune) rune {
	if !isKana(last) || last == 'ー' {
		return mark
	}
	plain := []rune(norm.NFD.String(string(last)))[0]
	if mark == 'ゞ' || mark == 'ヾ' {
		voiced := []rune(norm.NFC.String(string(plain) + "\u3099"))
		if len(voiced) == 1 {
			return voiced[0]
		}
		return last
	}
	return plain
}

// dropInvisible removes what a reader does not see or what only helps him to
// pronounce: format characters, variation selectors, fillers, the pointing of
// Arabic and Hebrew, the Arabic lengthening stroke.
func dropInvisible(r rune) rune {
	switch {
	case r < 0x80:
		if r < ' ' && !unicode.IsSpace(r) || r == 0x7F {
			return -1
		}
	case 0xFE00 <= r && r <= 0xFE0F, 0xE0000 <= r && r <= 0xE0FFF, 0x180B <= r && r <= 0x180F,
		r == 0x034F, r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, r == 0x2800,
		0x064B <= r && r <= 0x065F, r == 0x0670, r == 0x0640, 0x06D6 <= r && r <= 0x06ED && unicode.Is(unicode.Mn, r),
		0x0591 <= r && r <= 0x05BD, unicode.Is(unicode.Cf, r):
		return -1
	case unicode.Is(unicode.Cc, r) && !unicode.IsSpace(r):
		return -1
	}
	return r
}
