package lucene

import (
	"strings"
	"unicode/utf8"
)

// ParseSimple reads the syntax for everybody: words, "phrases", + (and, which
// stands everywhere anyway), | (or), - (not), a trailing *, ~N and brackets. What
// makes no sense is taken for a space, so only what is too long fails. An empty
// query is nil.
func ParseSimple(query string) (*Node, error) {
	p := &simple{parser{text: query}}
	if len(query) > MaxBytes {
		return nil, p.fail(0, "longer than 4096 bytes")
	}
	var parts []*Node
	for p.at < len(query) {
		n, err := p.group(0)
		if err != nil {
			return nil, err
		}
		if n != nil {
			parts = append(parts, n)
		}
		p.at++ // a closing bracket without an opening one
	}
	switch len(parts) {
	case 0:
		return nil, nil
	case 1:
		return parts[0], nil
	}
	return &Node{Op: Group, Must: parts}, nil
}

type simple struct{ parser }

// group reads up to a closing bracket or the end.
func (p *simple) group(depth int) (*Node, error) {
	if depth > MaxDepth {
		return nil, p.fail(p.at, "too many brackets inside each other")
	}
	var clauses []clause
	or, deny := false, false
	for p.at < len(p.text) && p.text[p.at] != ')' {
		switch c := p.text[p.at]; c {
		case '|':
			or = true
		case '-':
			deny = true
		case '+', ' ', '\t', '\r', '\n', '~', '*':
		default:
			n, err := p.one(depth)
			if err != nil {
				return nil, err
			}
			if p.nodes++; p.nodes > MaxNodes {
				return nil, p.fail(p.at, "too many words")
			}
			if n != nil {
				if or && len(clauses) > 0 && !deny && !clauses[len(clauses)-1].deny {
					clauses[len(clauses)-1].should = true
				}
				clauses = append(clauses, clause{node: n, deny: deny, should: or && !deny && len(clauses) > 0})
			}
			or, deny = false, false
			continue
		}
		p.at++
	}
	return collect(clauses), nil
}

// one reads a bracket, a phrase or a word.
func (p *simple) one(depth int) (*Node, error) {
	switch p.text[p.at] {
	case '(':
		p.at++
		n, err := p.group(depth + 1)
		p.at = min(p.at+1, len(p.text))
		return n, err
	case '"':
		if end := strings.IndexByte(p.text[p.at+1:], '"'); end >= 0 {
			n := &Node{Op: Phrase, Text: p.text[p.at+1 : p.at+1+end]}
			p.at += end + 2
			n.Slop, _, _ = p.tilde()
			return n, nil
		}
		p.at++
		return nil, nil
	}
	return p.simpleWord(), nil
}

// simpleWord reads one word.
func (p *simple) simpleWord() *Node {
	var b strings.Builder
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if r == '\\' && p.at+1 < len(p.text) {
			p.at++
			r, size = utf8.DecodeRuneInString(p.text[p.at:])
		} else if strings.ContainsRune(" \t\r\n()\"|~*\u3000", r) {
			break
		}
		b.WriteRune(r)
		p.at += size
	}
	word := b.String()
	if word == "" {
		p.at = min(p.at+1, len(p.text))
		return nil
	}
	if strings.HasPrefix(p.text[p.at:], "*") {
		p.at++
		return &Node{Op: Wild, Text: word + "*"}
	}
	if edits, fuzzy, err := p.tilde(); fuzzy && err == nil {
		if edits == 0 {
			edits = autoEdits(word)
		}
		return &Node{Op: Fuzzy, Text: word, Edits: min(edits, 2)}
	}
	return &Node{Op: Term, Text: word}
}
