package identifier

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Errors of identifiers that are told by errors.Is.
var (
	// ErrFormat says that the text cannot be such an identifier at all.
	ErrFormat = errors.New("wrong format")
	// ErrCheckDigit says that the form is right and the check digit is not.
	ErrCheckDigit = errors.New("wrong check digit")
)

// CorporateNumber reads a Japanese corporate number in any spelling: full or
// half width, grouped by spaces, dots or dashes, with the T of an invoice
// number. It returns 13 ASCII digits. ErrFormat means other characters or
// another length, ErrCheckDigit that the first digit does not fit the rest;
// in the latter case the digits are returned as well, to be shown.
func CorporateNumber(s string) (string, error) {
	var d [13]byte
	n := 0
	for i, r := range s {
		r = asciiRune(r)
		switch {
		case r >= '0' && r <= '9':
			if n == len(d) {
				return "", fmt.Errorf("corporate number: more than 13 digits: %w", ErrFormat)
			}
			d[n] = byte(r)
			n++
		case n == 0 && (r == 'T' || r == 't') && leadsDigits(s[i:]):
		case r == ' ' || r == '-' || r == '.' || isDash(r) || r == 'ー' || isIgnorable(r):
		default:
			return "", fmt.Errorf("corporate number: unexpected character at byte %d: %w", i, ErrFormat)
		}
	}
	if n != len(d) {
		return "", fmt.Errorf("corporate number: %d digits instead of 13: %w", n, ErrFormat)
	}
	number := string(d[:])
	if CheckDigit(number[1:]) != number[0] {
		return number, fmt.Errorf("corporate number: %w", ErrCheckDigit)
	}
	return number, nil
}

// leadsDigits reports whether the letter that s begins with stands directly
// before a digit or a separator, so that "TT1…" is no number.
func leadsDigits(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	r, _ := utf8.DecodeRuneInString(s[size:])
	r = asciiRune(r)
	return r >= '0' && r <= '9' || r == ' ' || r == '-' || isDash(r)
}

// CheckDigit returns the check digit that belongs before the 12 digits of a
// corporate number: nine less the remainder by nine of the digits weighted 1
// and 2 in turn from the right. Anything but 12 ASCII digits gives 0, which is
// no digit.
func CheckDigit(base12 string) byte {
	if len(base12) != 12 {
		return 0
	}
	sum := 0
	for i := range 12 {
		c := base12[11-i]
		if c < '0' || c > '9' {
			return 0
		}
		sum += int(c-'0') * (1 + i%2)
	}
	return byte('9' - sum%9)
}
