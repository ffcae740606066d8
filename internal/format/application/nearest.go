package application

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// nearest words a suggestion for a name that nobody knows, "" where nothing is
// near enough.
func nearest(name string, known []string) string {
	a := []rune(fold(name))
	if len(a) > 64 {
		return ""
	}
	best, at := len(a)/3+2, ""
	for _, k := range known {
		b := []rune(fold(k))
		d := distance(a, b)
		// A field that is right but for its place: phone for contact.phone.
		if strings.HasSuffix(k, "."+name) {
			d = 1
		}
		if d < best {
			best, at = d, k
		}
	}
	if at == "" {
		return ""
	}
	return "did you mean " + at + "?"
}

// distance counts insertions, deletions and substitutions.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diag := row[0]
		row[0] = i + 1
		for j, y := range b {
			up := row[j+1]
			cost := diag
			if x != y {
				cost++
			}
			row[j+1] = min(cost, up+1, row[j]+1)
			diag = up
		}
	}
	return row[len(b)]
}

// fold makes labels and names comparable: NFKC, lower case, no spaces.
func fold(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFKC.String(s)) {
		if !unicode.IsSpace(r) && unicode.IsPrint(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// shown prepares a name from the input for a message: short, without control
// characters, and without long digits, which could be a number that must not
// be repeated.
func shown(s string) string {
	var b strings.Builder
	digits, n := 0, 0
	for _, r := range norm.NFKC.String(s) {
		if n++; n > 40 {
			b.WriteString("…")
			break
		}
		if unicode.IsDigit(r) {
			digits++
		} else if r != '-' && r != ' ' {
			digits = 0
		}
		switch {
		case digits > 3 && unicode.IsDigit(r):
			b.WriteString("•")
		case !unicode.IsPrint(r):
			b.WriteString("\ufffd")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
