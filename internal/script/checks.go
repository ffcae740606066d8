package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Supported reports whether s can be compared with other names: its core has a
// letter of an alphabet that is read (Alphabet), and no word in letters of
// another one only. A name that fails is "not checked", never "clear". A Ltd
// behind a name in runes makes it no more readable.
func Supported(s string) bool {
	core := split(Fold(s)).core
	some := false
	for _, w := range words(core) {
		known, foreign := false, false
		for _, r := range core[w.start:w.end] {
			switch {
			case Alphabet(r) != Other:
				known = true
			case unicode.IsLetter(r):
				foreign = true
			}
		}
		if foreign && !known {
			return false
		}
		some = some || known
	}
	return some
}

// Unregistrable gives the first sign of s that no name in the Japanese
// corporate register can have: brackets, Roman numerals, Greek, "!", "@"; or a
// permitted sign (& ' , - . ・) at an edge, except a full stop at the end.
// The form may be abbreviated: that is how people write, not the name.
func Unregistrable(s string) (sign string, ok bool) {
	name := cutRawForm(strings.Map(dropInvisible, s))
	for _, r := range name {
		if !registrable(r) {
			return string(r), true
		}
	}
	if r, _ := utf8.DecodeRuneInString(name); name != "" && signPermitted(r) {
		return string(r), true
	}
	if r, _ := utf8.DecodeLastRuneInString(name); name != "" && signPermitted(r) && r != '.' && r != '．' {
		return string(r), true
	}
	return "", false
}

// cutRawForm removes abbreviations of a form as they are typed, before folding
// makes ㈱ and Ⅲ plain letters.
func cutRawForm(s string) string {
	s = strings.TrimFunc(s, unicode.IsSpace)
	for _, sign := range "㈱㈲㈳㈴㈵㈶㈻㈼㈾㈿㍿" {
		s = strings.TrimPrefix(strings.TrimSuffix(s, string(sign)), string(sign))
	}
	runes := []rune(s)
	wide := strings.NewReplacer("（", "(", "）", ")", "［", "[", "］", "]").Replace(s) // rune for rune
	if _, f := cutFront(wide); f != nil {
		runes = runes[utf8.RuneCountInString(f.text):]
	} else if _, f := cutBack(wide); f != nil {
		runes = runes[:len(runes)-utf8.RuneCountInString(f.text)]
	}
	return strings.TrimFunc(string(runes), unicode.IsSpace)
}

func registrable(r rune) bool {
	switch {
	case r < 0x80:
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9' || r == ' ' || signPermitted(r)
	case isKana(r), isHan(r), r == '　', r == '々', r == 'ゝ', r == 'ゞ', r == 'ヽ', r == 'ヾ':
		return true
	case 0xFF01 <= r && r <= 0xFF5E:
		return registrable(r - 0xFEE0)
	case 0xFF66 <= r && r <= 0xFF9F: // half-width kana
		return true
	}
	return signPermitted(variant(r)) || r == '･'
}

func signPermitted(r rune) bool {
	switch r {
	case '&', '\'', ',', '-', '.', '・', '･', '＆', '’', '，', '－', '．', '‐':
		return true
	}
	return false
}
