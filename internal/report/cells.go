package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Safe returns s with everything that is not seen, or that changes how its
// neighbours are seen, written as an escape: \u202e, \n, \xff.
func Safe(s string) string {
	clean := true
	for _, r := range s {
		if hidden(r) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !hidden(r):
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += n
	}
	return b.String()
}

// hidden reports whether a character must not reach a screen as it is. Variation
// selectors are among them: they tell two names apart that look the same.
func hidden(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f, r == '　', r >= 0x3041 && r <= 0x30ff && r != 0x3097 && r != 0x3098, r >= 0x4e00 && r <= 0x9fff:
		return false // nearly all: looking them up took most of the time of a line
	case r == utf8.RuneError, !unicode.IsPrint(r):
		return true // controls, formats (bidi, zero width), odd spaces, private use, unassigned
	case r == 0x034f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0x17b4, r == 0x17b5:
		return true // letters and marks without a shape
	case r >= 0x180b && r <= 0x180f, r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef:
		return true
	}
	return false
}

// columns counts the cells that r takes on a terminal. Characters whose width
// depends on the font count as one.
func columns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// pad fills s with spaces up to a width.
func pad(s string, to int) string {
	return s + strings.Repeat(" ", max(0, to-textWidth(s)))
}

// noStart may not begin a line, by the custom of Japanese typesetting.
const noStart = "、。，．・：；？！）」』】〕］｝ー々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%"

// wrap breaks s into lines of at most to cells: at spaces, between wide
// characters, and inside a word only where it is longer than a line.
func wrap(s string, to int) []string {
	to = max(to, 2)
	var lines []string
	var line strings.Builder
	used := 0
	flush := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		used = 0
	}
	for _, unit := range units(s) {
		w := textWidth(unit)
		if used > 0 && used+textWidth(strings.TrimRight(unit, " ")) > to {
			flush()
		}
		if used == 0 && len(lines) > 0 {
			unit = strings.TrimLeft(unit, " ")
			w = textWidth(unit)
		}
		if w > to && textWidth(strings.TrimRight(unit, " ")) > to {
			for _, r := range unit {
				if used+columns(r) > to {
					flush()
				}
				line.WriteRune(r)
				used += columns(r)
			}
			continue
		}
		line.WriteString(unit)
		used += w
	}
	if used > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

// units cuts a text into what stays together: a word with the spaces after it,
// a wide character with the marks and closing signs after it.
func units(s string) []string {
	var out []string
	var cur strings.Builder
	wide, spaced := false, false
	for _, r := range s {
		w := columns(r)
		stays := cur.Len() == 0 || w == 0 || r == ' ' || strings.ContainsRune(noStart, r) && !spaced || !wide && !spaced && w == 1
		if !stays {
			out = append(out, cur.String())
			cur.Reset()
			spaced = false
		}
		cur.WriteRune(r)
		if w > 0 {
			wide = w == 2
		}
		spaced = spaced || r == ' '
	}
	if cur.Len() > 0 {
		out = append(out, cur.String())
	}
	return out
}
