package resolve

import (
	"strings"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/script"
)

// hashOf is FNV-1a with a mixed end; seed keeps values of different fields apart.
func hashOf(seed uint64, s string) uint64 {
	h := 14695981039346656037 ^ seed*0x9E3779B97F4A7C15
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// words folds a text to its words: lower case, plain Latin letters, no signs.
// An apostrophe within a word, and the dots of an abbreviation, join.
func words(s string) []string {
	if plain(s) {
		return plainWords(s)
	}
	return script.Words(s)
}

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func plainWords(s string) []string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			b.WriteByte(c + 'a' - 'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteByte(c)
		case c == '\'' || c == '`':
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// digits keeps the digits of s, folded.
func digits(s string) string {
	var b strings.Builder
	for _, r := range script.Fold(s) {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// code folds a number or code: letters and digits only.
func code(s string) string {
	var b strings.Builder
	for _, r := range script.Fold(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// nothing are writings of "no value".
var nothing = map[string]bool{
	"": true, "null": true, "none": true, "nan": true, "n/a": true, "na": true, "nil": true, "-": true, "--": true,
	"unknown": true, "not available": true, "not known": true, "missing": true, "undefined": true, "?": true, ".": true, `\n`: true,
}

// blank reports whether a value says nothing.
func blank(s string) bool { return nothing[strings.ToLower(strings.TrimSpace(s))] }
