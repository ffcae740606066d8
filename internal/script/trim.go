package script

import (
	"strings"
	"unicode/utf8"
)

// trimSigns removes what a stripped form leaves at the edges, but no brackets
// that belong to a form: a bare (株) is one, not a company 株.
func trimSigns(s string) string {
	s = trimEdges(s)
	if strings.HasPrefix(s, "(") && strings.IndexByte(s, ')') == len(s)-1 {
		if rest, f := cutFront(s); f == nil || rest != "" {
			s = strings.Trim(s, "() ")
		}
	}
	return s
}

// trimEdges is strings.Trim for signs; it is on the way of every name.
func trimEdges(s string) string {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if !edgeSign(r) {
			break
		}
		s = s[n:]
	}
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		if !edgeSign(r) {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

func edgeSign(r rune) bool {
	switch r {
	case ' ', ',', '.', '"', '\'', '・', '-', '/', ';', ':', '、', '。':
		return true
	}
	return false
}
