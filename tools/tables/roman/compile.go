package main

import (
	"fmt"
	"strings"
	"unicode"
)

// A table has one line a rule: before, match, after and output, divided by tabs. In a
// pattern a letter stands for itself, [abc] for one of these letters, [^abc]
// for any other or the end of the text; ?, * and + follow what they repeat; ( )
// keeps what it matched for $1 in the output. "|" in the output says where
// reading goes on. Lines "pass", "nfd" and "nfc" divide passes over the text.

// compile writes the forward rules of a transform as lines of the table.
func compile(rules string) (string, error) {
	setUniverse(rules)
	c := &compiler{vars: map[string][]rune{}}
	for _, st := range statements(rules) {
		if err := c.statement(st); err != nil {
			return "", fmt.Errorf("%q: %w", string(st), err)
		}
	}
	return c.out.String(), nil
}

type compiler struct {
	vars map[string][]rune
	out  strings.Builder
	open bool // a pass has begun
}

// statements splits rules at their semicolons; comments are dropped.
func statements(s string) [][]rune {
	var out [][]rune
	var cur []rune
	in := []rune(s)
	quoted, depth := false, 0
	for i := 0; i < len(in); i++ {
		r := in[i]
		switch {
		case r == '\\' && i+1 < len(in):
			cur = append(cur, r, in[i+1])
			i++
			continue
		case r == '\'':
			quoted = !quoted
		case quoted:
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == '#' && depth <= 0:
			for i < len(in) && in[i] != '\n' {
				i++
			}
			continue
		case r == ';' && depth <= 0:
			out, cur = append(out, trim(cur)), nil
			continue
		}
		cur = append(cur, r)
	}
	if rest := trim(cur); len(rest) > 0 {
		out = append(out, rest)
	}
	return out
}

func trim(r []rune) []rune { return []rune(strings.TrimSpace(string(r))) }

func (c *compiler) statement(st []rune) error {
	switch {
	case len(st) == 0:
		return nil
	case len(st) > 1 && st[0] == ':' && st[1] == ':':
		return c.command(strings.ToLower(strings.TrimSpace(string(st[2:]))))
	case st[0] == '$':
		if name, value, ok := assignment(st); ok {
			expanded, err := c.expand(value)
			c.vars[name] = expanded
			return err
		}
	}
	return c.rule(st)
}

func (c *compiler) command(cmd string) error {
	cmd = strings.TrimSpace(strings.SplitN(cmd, "(", 2)[0])
	switch {
	case cmd == "null":
		c.open = false
	case cmd == "nfd", cmd == "nfc":
		fmt.Fprintf(&c.out, "%s\n", cmd)
		c.open = false
	case cmd == "nfkd", cmd == "nfkc":
		fmt.Fprintf(&c.out, "nf%c\n", cmd[3])
		c.open = false
	case cmd == "", cmd == "lower", strings.HasPrefix(cmd, "["): // filters: folded words have nothing else
	default:
		return fmt.Errorf("unknown command")
	}
	return nil
}

func assignment(st []rune) (name string, value []rune, ok bool) {
	i := 1
	for i < len(st) && (unicode.IsLetter(st[i]) || unicode.IsDigit(st[i]) || st[i] == '_') {
		i++
	}
	name = string(st[1:i])
	for i < len(st) && unicode.IsSpace(st[i]) {
		i++
	}
	if i >= len(st) || st[i] != '=' {
		return "", nil, false
	}
	return name, trim(st[i+1:]), true
}

// expand puts the values of variables for their names, the longest name that
// is known.
func (c *compiler) expand(in []rune) ([]rune, error) {
	var out []rune
	quoted := false
	for i := 0; i < len(in); i++ {
		r := in[i]
		switch {
		case r == '\\' && i+1 < len(in):
			out = append(out, r, in[i+1])
			i++
			continue
		case r == '\'':
			quoted = !quoted
		case r == '$' && !quoted && i+1 < len(in) && !unicode.IsDigit(in[i+1]):
			j := i + 1
			for j < len(in) && in[j] < 0x80 && (unicode.IsLetter(in[j]) || unicode.IsDigit(in[j]) || in[j] == '_') {
				j++
			}
			if j == i+1 { // the end of the text
				out = append(out, edge)
				continue
			}
			value, ok := c.vars[string(in[i+1:j])]
			if !ok {
				return nil, fmt.Errorf("$%s is not known", string(in[i+1:j]))
			}
			out = append(out, value...)
			i = j - 1
			continue
		}
		out = append(out, r)
	}
	return out, nil
}

// rule writes one forward rule, or several where a set holds strings.
func (c *compiler) rule(st []rune) error {
	st, err := c.expand(st)
	if err != nil {
		return err
	}
	left, right, found := cutArrow(st)
	if !found {
		if !strings.ContainsAny(string(st), "←<") {
			return fmt.Errorf("no arrow")
		}
		return nil // the way back
	}
	output, err := parseOutput(right)
	if err != nil {
		return err
	}
	patterns, err := parsePattern(left)
	if err != nil {
		return err
	}
	for _, p := range patterns {
		if p.hopeless() {
			continue
		}
		if !c.open {
			c.out.WriteString("pass\n")
			c.open = true
		}
		fmt.Fprintf(&c.out, "%s\t%s\t%s\t%s\n", p.text(0), p.match(), p.text(2), output)
	}
	return nil
}

// cutArrow divides a rule at → or ↔ (also written > and <>).
func cutArrow(st []rune) (left, right []rune, ok bool) {
	quoted, depth := false, 0
	for i := 0; i < len(st); i++ {
		switch r := st[i]; {
		case r == '\\':
			i++
		case r == '\'':
			quoted = !quoted
		case quoted:
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth > 0:
		case r == '→', r == '↔', r == '>':
			return st[:i], st[i+1:], true
		case r == '<' && i+1 < len(st) && st[i+1] == '>':
			return st[:i], st[i+2:], true
		case r == '←', r == '<':
			return nil, nil, false
		}
	}
	return nil, nil, false
}
