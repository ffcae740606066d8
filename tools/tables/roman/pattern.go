package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// item is one part of a pattern: a set of letters, with its repetition, or a
// bracket of a group.
type item struct {
	set   *set
	text  []rune // a string out of a set
	sign  rune   // '(' or ')'
	times rune   // '?', '*', '+' or 0
}

// pattern is before, match and after.
type pattern struct{ part [3][]item }

func (p *pattern) match() string { return p.text(1) }

func (p *pattern) text(n int) string {
	var b strings.Builder
	for _, it := range p.part[n] {
		switch {
		case it.sign != 0:
			b.WriteRune(it.sign)
		case it.set == nil:
			for _, r := range it.text {
				b.WriteString(escape(r))
			}
		default:
			b.WriteString(it.set.String())
		}
		if it.times != 0 {
			b.WriteRune(it.times)
		}
	}
	return b.String()
}

// hopeless reports whether nothing that is folded can match.
func (p *pattern) hopeless() bool {
	for _, part := range p.part {
		for _, it := range part {
			if it.set != nil && it.set.empty() && it.times != '?' && it.times != '*' {
				return true
			}
		}
	}
	return false
}

// parsePattern reads the left side of a rule; sets that hold strings make one
// pattern a string.
func parsePattern(in []rune) ([]*pattern, error) {
	all := []*pattern{{}}
	at := 1
	if before, rest, ok := cutBrace(in, '{'); ok {
		at, in = 0, append(append(before, '\x00'), rest...)
	}
	for i := 0; i < len(in); {
		r := in[i]
		switch {
		case r == '\x00':
			at, i = 1, i+1
		case r == '}':
			at, i = 2, i+1
		case unicode.IsSpace(r):
			i++
		case r == '(' || r == ')':
			for _, p := range all {
				p.part[at] = append(p.part[at], item{sign: r})
			}
			i++
		case r == '?' || r == '*' || r == '+':
			for _, p := range all {
				p.part[at] = repeat(p.part[at], r)
			}
			i++
		case r == '[':
			s, n, err := parseSet(in[i:])
			if err != nil {
				return nil, err
			}
			all, i = branch(all, at, s), i+n
		default:
			lit, n, err := literal(in[i:])
			if err != nil {
				return nil, err
			}
			for _, l := range lit {
				all = branch(all, at, single(l))
			}
			i += n
		}
	}
	return all, nil
}

// cutBrace finds the { that opens the match, not one inside a set.
func cutBrace(in []rune, brace rune) (before, rest []rune, ok bool) {
	depth, quoted := 0, false
	for i := 0; i < len(in); i++ {
		switch r := in[i]; {
		case r == '\\':
			i++
		case r == '\'':
			quoted = !quoted
		case quoted:
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == brace && depth == 0:
			return append([]rune(nil), in[:i]...), in[i+1:], true
		}
	}
	return nil, nil, false
}

func branch(all []*pattern, at int, s *set) []*pattern {
	var out []*pattern
	for _, p := range all {
		for _, str := range s.strings {
			if strings.ToLower(str) != str {
				continue
			}
			q := &pattern{part: p.part}
			q.part[at] = append(append([]item(nil), p.part[at]...), item{text: []rune(str)})
			out = append(out, q)
		}
		if len(s.strings) == 0 || !s.empty() {
			q := &pattern{part: p.part}
			q.part[at] = append(append([]item(nil), p.part[at]...), item{set: s})
			out = append(out, q)
		}
	}
	return out
}

// literal reads one letter, an escape or a quoted string.
func literal(in []rune) ([]rune, int, error) {
	switch {
	case in[0] == '\\' && len(in) > 1 && in[1] == 'u':
		if len(in) < 6 {
			return nil, 0, fmt.Errorf("short escape")
		}
		n, err := strconv.ParseUint(string(in[2:6]), 16, 32)
		return []rune{rune(n)}, 6, err
	case in[0] == '\\' && len(in) > 1:
		return in[1:2], 2, nil
	case in[0] == '\'':
		for i := 1; i < len(in); i++ {
			if in[i] == '\'' {
				if i == 1 {
					return []rune{'\''}, 2, nil
				}
				return in[1:i], i + 1, nil
			}
		}
		return nil, 0, fmt.Errorf("open quote")
	}
	return in[:1], 1, nil
}

// parseOutput reads the right side: letters, $1, |.
func parseOutput(in []rune) (string, error) {
	if before, _, ok := cutBrace(in, '}'); ok { // context of the way back
		in = before
	}
	if _, rest, ok := cutBrace(in, '{'); ok {
		in = rest
	}
	var b strings.Builder
	for i := 0; i < len(in); {
		switch r := in[i]; {
		case unicode.IsSpace(r):
			i++
		case r == '|':
			b.WriteRune(r)
			i++
		case r == '$' && i+1 < len(in):
			b.WriteString(string(in[i : i+2]))
			i += 2
		default:
			lit, n, err := literal(in[i:])
			if err != nil {
				return "", err
			}
			for _, l := range lit {
				if strings.ContainsRune("|$\t\n", l) {
					continue
				}
				b.WriteRune(l)
			}
			i += n
		}
	}
	return b.String(), nil
}

// repeat marks the last item as repeated; of a group of one item, that item.
func repeat(items []item, times rune) []item {
	n := len(items)
	if items[n-1].sign == ')' {
		n--
	}
	items[n-1].times = times
	return items
}
