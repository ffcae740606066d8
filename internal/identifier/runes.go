package identifier

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// asciiRune turns full-width ASCII and the many spaces into ASCII, and leaves
// everything else alone.
func asciiRune(r rune) rune {
	switch {
	case r < 0x80:
		if r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' {
			return ' '
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == 0x3000 || r == 0xA0 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x1680 || r == 0x85 || r == 0x2028 || r == 0x2029:
		return ' '
	}
	return r
}

// isDash reports whether r is one of the characters that people type for a
// hyphen. The long-vowel mark ー and the numeral 一 look alike too; they are
// dashes only between digits, which the caller must judge.
func isDash(r rune) bool {
	switch r {
	case '-', 0x00AD, 0x058A, 0x1806, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015,
		0x2043, 0x207B, 0x208B, 0x2212, 0x2500, 0x2501, 0x23AF, 0x2796, 0x301C, 0x3030,
		0x30A0, 0xFE58, 0xFE63, 0xFF0D, 0xFF5E, 0x02D7, 0x2E3A, 0x2E3B, '~', 0x23E4, 0x3161, 0x1173:
		return true
	}
	return false
}

// isIgnorable reports whether r is invisible: variation selectors, zero-width
// and bidi marks, a byte-order mark.
func isIgnorable(r rune) bool {
	switch {
	case r < 0x200B:
		return false
	case r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069,
		r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF, r >= 0xE0100 && r <= 0xE01EF:
		return true
	}
	return false
}

// digitsOnly returns the ASCII digits in s, half or full width, and whether s
// held nothing else but separators.
func digitsOnly(s string) (digits string, clean bool) {
	var b strings.Builder
	clean = true
	for _, r := range s {
		r = asciiRune(r)
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte(byte(r))
		case r == ' ' || isDash(r) || r == 'ー' || isIgnorable(r):
		default:
			clean = false
		}
	}
	return b.String(), clean
}

// plain folds s for looking words up: NFKC, ASCII widths, no invisible characters,
// lower case.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if isIgnorable(r) {
			return -1
		}
		return unicode.ToLower(asciiRune(r))
	}, norm.NFKC.String(s))
}

// plainCase is plain without the change of case.
func plainCase(s string) string {
	return strings.Map(func(r rune) rune {
		if isIgnorable(r) {
			return -1
		}
		return asciiRune(r)
	}, norm.NFKC.String(s))
}
