package script

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NameKey is the key under which a name is found whatever its writing: folded,
// without corporate form, branch, spaces and punctuation, kana as large
// katakana, Latin letters without accents. "" says that nothing is left; such
// a name cannot be looked up. NameKey(NameKey(s)) == NameKey(s).
func NameKey(s string) string {
	var stack [256]byte
	b := appendFold(stack[:0], s)
	return keyOf(split(string(b)))
}

// keyOf compresses a core. Dropping signs can bring a form together that they
// had broken up, or marks that they had kept apart, so it works until nothing
// changes.
func keyOf(p parts) string {
	var stack [256]byte
	for {
		b := appendKey(stack[:0], p.core)
		key := string(b)
		if !norm.NFKC.IsNormal(b) {
			key = Fold(key)
		}
		if key == p.core && !p.more && p.branch == "" {
			return p.core
		}
		p = split(key)
	}
}

// appendKey appends the letters and digits of folded text as keys have them.
func appendKey(dst []byte, s string) []byte {
	var last rune
	for i, r := range s {
		switch {
		case r < 0x80:
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '&' {
				dst = append(dst, byte(r))
			} else if r == '-' && isLongMark(last, s[i+1:]) {
				dst = utf8.AppendRune(dst, 'ー')
				r = 'ー'
			}
		case isKana(r):
			dst = utf8.AppendRune(dst, keyKana(r))
		case 0x4E00 <= r && r <= 0x9FFF:
			if r == '一' && isLongMark(last, s[i+len("一"):]) {
				r = 'ー'
			}
			dst = utf8.AppendRune(dst, r)
		case strings.ContainsRune("々〻ゝゞヽヾ", r): // with nothing before it to repeat
		case unicode.Is(unicode.Latin, r):
			dst = append(dst, plainLatin(r)...)
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r) && !unicode.Is(unicode.Inherited, r):
			dst = utf8.AppendRune(dst, r)
		}
		last = r
	}
	return dst
}

// isLongMark reports whether a dash or the kanji for one between kana can
// only be meant as the long mark.
func isLongMark(last rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return isKana(last) && isKana(next) && next != 'ー' && last != 'ー' && keyKana(last) != 'ン' && keyKana(last) != 'ツ'
}

// plainLetters has the letters that no decomposition takes apart.
var plainLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h",
	'ŋ': "ng", 'ŧ': "t", 'ĸ': "k", 'ə': "a", 'ƒ': "f", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ɛ': "e", 'ɔ': "o", 'ŀ': "l",
	'ƴ': "y", 'ɣ': "g", 'ǥ': "g", 'ʉ': "u", 'ɨ': "i", 'ƶ': "z", 'ƀ': "b", 'ɖ': "d", 'ȷ': "j", 'ʔ': "",
	'ɪ': "i", 'ʊ': "u", 'ɑ': "a", 'ǝ': "e", 'ɫ': "l", 'ƭ': "t", 'ƥ': "p", 'ƈ': "c", 'ɠ': "g", 'ʋ': "v", 'ɲ': "ny", 'ɽ': "r", 'ʃ': "sh", 'ʒ': "zh",
	'ɩ': "i", 'ɯ': "u", 'ɵ': "o", 'ʈ': "t", 'ƞ': "n", 'ɇ': "e", 'ɉ': "j", 'ɍ': "r", 'ɏ': "y", 'ⱥ': "a", 'ȼ': "c", 'ƚ': "l", 'ⱦ': "t", 'ꞌ': "",
}

// plainLatin writes a lower-case Latin letter in ASCII, or "" for one that
// only an expert could name.
func plainLatin(r rune) string {
	if p, ok := plainLetters[r]; ok {
		return p
	}
	d, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
	if 'a' <= d && d <= 'z' {
		return string(d)
	}
	if p, ok := plainLetters[d]; ok {
		return p
	}
	return string(r)
}
