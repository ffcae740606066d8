package lucene

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// clause reads one clause without its sign, with the field before it.
func (p *parser) clause(field string, depth int) (*Node, error) {
	start := p.at
	if p.end() {
		return nil, p.fail(start, "a sign without anything behind it")
	}
	if name, ok := p.field(); ok {
		field, start = name, p.at
		if p.end() {
			return nil, p.fail(start, "a field without a value")
		}
	}
	var n *Node
	var err error
	switch c := p.text[p.at]; c {
	case '(':
		n, err = p.brackets(field, depth)
	case '"':
		n, err = p.phrase(field)
	case '[', '{':
		n, err = p.interval(field)
	case '>', '<':
		n, err = p.bound(field)
	case '/':
		err = p.fail(start, "regular expressions are not supported; write \\/ for the sign")
	default:
		n, err = p.term(field)
	}
	if err != nil {
		return nil, err
	}
	return n, p.boost()
}

func (p *parser) brackets(field string, depth int) (*Node, error) {
	start := p.at
	p.at++
	n, err := p.group(field, depth+1)
	if err != nil {
		return nil, err
	}
	if p.at == len(p.text) {
		return nil, p.fail(start, "the bracket is not closed")
	}
	p.at++
	return n, nil
}

// field reads NAME and its colon, where one stands here.
func (p *parser) field() (string, bool) {
	if strings.HasPrefix(p.text[p.at:], "*:*") {
		return "", false
	}
	i := p.at
	for i < len(p.text) && (p.text[i] == '_' || p.text[i] == '.' || p.text[i] == '*' || '0' <= p.text[i] && p.text[i] <= '9' ||
		'a' <= p.text[i]|0x20 && p.text[i]|0x20 <= 'z') {
		i++
	}
	if i == p.at || i == len(p.text) || p.text[i] != ':' {
		return "", false
	}
	name := p.text[p.at:i]
	p.at = i + 1
	p.spaces()
	return name, true
}

func (p *parser) phrase(field string) (*Node, error) {
	start := p.at
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '\\' && p.at+1 < len(p.text):
			p.at++
			b.WriteByte(p.text[p.at])
		case c == '"':
			p.at++
			n := &Node{Op: Phrase, Field: field, Text: b.String()}
			slop, _, err := p.tilde()
			n.Slop = slop
			return n, err
		default:
			b.WriteByte(c)
		}
	}
	return nil, p.fail(start, "the quotation mark is not closed")
}

// reserved ends a word.
const reserved = " \t\r\n()[]{}\"^~:/"

// term reads a word, with wildcards or slips.
func (p *parser) term(field string) (*Node, error) {
	if strings.HasPrefix(p.text[p.at:], "*:*") {
		p.at += 3
		return &Node{Op: Every}, nil
	}
	start := p.at
	text, wild, err := p.bare()
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, p.fail(start, "a sign that means nothing here: "+strconv.Quote(p.text[start:min(start+1, len(p.text))]))
	}
	edits, fuzzy, err := p.tilde()
	if err != nil {
		return nil, err
	}
	switch {
	case field == "_exists_":
		return &Node{Op: Exists, Field: text}, nil
	case text == "*" && field != "":
		return &Node{Op: Exists, Field: field}, nil
	case text == "*":
		return &Node{Op: Every}, nil
	case wild && fuzzy:
		return nil, p.fail(start, "a word may have wildcards or slips, not both")
	case wild:
		return &Node{Op: Wild, Field: field, Text: text}, nil
	case fuzzy:
		if edits == 0 {
			edits = autoEdits(text)
		}
		return &Node{Op: Fuzzy, Field: field, Text: text, Edits: min(edits, 2)}, nil
	}
	return &Node{Op: Term, Field: field, Text: text}, nil
}

// autoEdits is how many slips a word of its length may have.
func autoEdits(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 3:
		return 0
	case n < 6:
		return 1
	}
	return 2
}

// bare reads up to a reserved sign. A backslash takes its meaning from the next;
// a wildcard so written is one no more.
func (p *parser) bare() (text string, wild bool, err error) {
	var b strings.Builder
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		switch {
		case r == '\\':
			if p.at+1 == len(p.text) {
				return "", false, p.fail(p.at, "a backslash at the end")
			}
			p.at++
			r, size = utf8.DecodeRuneInString(p.text[p.at:])
			if r == '*' || r == '?' {
				r = ' '
			}
		case r == '/':
			return "", false, p.fail(p.at, "regular expressions are not supported; write \\/ for the sign")
		case r == '\u3000' || strings.ContainsRune(reserved, r):
			return b.String(), wild, nil
		case r == '*' || r == '?':
			wild = true
		}
		b.WriteRune(r)
		p.at += size
	}
	return b.String(), wild, nil
}

// tilde reads ~ and the number behind it.
func (p *parser) tilde() (n int, found bool, err error) {
	if p.at == len(p.text) || p.text[p.at] != '~' {
		return 0, false, nil
	}
	start := p.at
	p.at++
	digits := p.number()
	if digits == "" {
		return 0, true, nil
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil || f > 1000 {
		return 0, true, p.fail(start, "no number that slips can be counted by")
	}
	if f > 0 && f < 1 { // a likeness, as old versions had it
		f = 2
	}
	return int(f), true, nil
}

func (p *parser) number() string {
	start := p.at
	for p.at < len(p.text) && (p.text[p.at] == '.' || '0' <= p.text[p.at] && p.text[p.at] <= '9') {
		p.at++
	}
	return p.text[start:p.at]
}

// boost reads ^NUMBER, which says nothing here: the order of answers is one for
// all.
func (p *parser) boost() error {
	if p.at == len(p.text) || p.text[p.at] != '^' {
		return nil
	}
	start := p.at
	p.at++
	if _, err := strconv.ParseFloat(p.number(), 64); err != nil {
		return p.fail(start, "^ without a number")
	}
	return nil
}
