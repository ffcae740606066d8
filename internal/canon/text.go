package canon

import (
	"cmp"
	"unicode/utf8"
)

// special marks the bytes that do not stand for themselves in a string.
var special = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()

// appendText writes s as a string, each byte that is not UTF-8 as U+FFFD.
func appendText(out []byte, s string) []byte {
	begin, start, high := len(out), 0, byte(0)
	out = append(out, '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		high |= c
		if special[c] {
			out = appendEscape(append(out, s[start:i]...), c)
			start = i + 1
		}
	}
	if high >= utf8.RuneSelf && !utf8.ValidString(s) {
		return appendText(out[:begin], string([]rune(s)))
	}
	out = append(out, s[start:]...)
	return append(out, '"')
}

// appendEscape writes one byte of a string as RFC 8785 has it.
func appendEscape(out []byte, c byte) []byte {
	const hexDigits = "0123456789abcdef"
	switch {
	case c == '"' || c == '\\':
		return append(out, '\\', c)
	case c == '\b':
		return append(out, '\\', 'b')
	case c == '\t':
		return append(out, '\\', 't')
	case c == '\n':
		return append(out, '\\', 'n')
	case c == '\f':
		return append(out, '\\', 'f')
	case c == '\r':
		return append(out, '\\', 'r')
	case c < 0x20:
		return append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
	}
	return append(out, c)
}

// plainString reports whether a JSON text is one string without blanks around
// it and of printable ASCII without escapes.
func plainString(text []byte) bool {
	last := len(text) - 1
	if last < 1 || text[0] != '"' || text[last] != '"' {
		return false
	}
	for _, c := range text[1:last] {
		if special[c] || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// order compares two names as less does, but without memory: both are UTF-8,
// where the order of bytes is that of code points, and UTF-16 differs from it
// only in that what lies above the basic plane (from F0) comes before U+E000 to
// U+FFFF (EE and EF).
func order(a, b string) int {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if x == y {
			continue
		}
		if x >= 0xee && y >= 0xee && (x >= 0xf0) != (y >= 0xf0) {
			return cmp.Compare(y, x)
		}
		return cmp.Compare(x, y)
	}
	return cmp.Compare(len(a), len(b))
}
