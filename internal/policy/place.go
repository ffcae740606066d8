package policy

import (
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// inside maps a place in a condition (line from 1, column from 0, in characters)
// to its place in the file. The characters of a scalar stand in the file in the
// same order, whatever its style; only white space, the indentation of block
// scalars and the escapes of quotes come between. So both are walked together,
// white space skipped, until the character of the error.
func (r *reader) inside(at place, src string, line, col int) place {
	if at.node == nil || at.node.Kind != yaml.ScalarNode || at.node.Value != src {
		return at
	}
	w := &walker{lines: r.lines, line: at.line, col: at.col - 1}
	switch at.node.Style &^ yaml.TaggedStyle {
	case yaml.LiteralStyle, yaml.FoldedStyle:
		w.line, w.col = at.line+1, 0
	case yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle:
		w.col++
	}
	found := at
	for _, c := range upTo(src, line, col) {
		if unicode.IsSpace(c) {
			continue
		}
		p, ok := w.find(c)
		if !ok {
			return found
		}
		found = place{line: p.line, col: p.col, node: at.node}
	}
	return found
}

// upTo returns src up to and with the character at line and column, or with the
// last one that is no white space before it when that place is the end.
func upTo(src string, line, col int) []rune {
	lines := strings.Split(src, "\n")
	n := 0
	for i := 0; i < line-1 && i < len(lines); i++ {
		n += len([]rune(lines[i])) + 1
	}
	all := []rune(src)
	n = min(max(n+col, 0), len(all)-1)
	for n < len(all)-1 && unicode.IsSpace(all[n]) {
		n++
	}
	return all[:n+1]
}

// walker steps through the characters of the file.
type walker struct {
	lines     []string
	line, col int // line from 1, col from 0
	runes     []rune
	loaded    int
}

// find goes on to the next place where c stands. What lies between may be white
// space or the backslash or doubled quote of an escape.
func (w *walker) find(c rune) (place, bool) {
	for steps := 0; w.line <= len(w.lines); steps++ {
		if w.loaded != w.line {
			w.runes, w.loaded = []rune(w.lines[w.line-1]), w.line
		}
		if w.col >= len(w.runes) {
			w.line, w.col = w.line+1, 0
			continue
		}
		have := w.runes[w.col]
		w.col++
		if have == c {
			return place{line: w.line, col: w.col}, true
		}
	}
	return place{}, false
}
