package lucene

import (
	"strings"
	"unicode/utf8"
)

// Parse reads a query whose words must all be there unless it says otherwise. It
// fails with *Error; an empty query is nil.
func Parse(query string) (*Node, error) {
	p := &parser{text: query}
	if len(query) > MaxBytes {
		return nil, p.fail(0, "longer than 4096 bytes")
	}
	n, err := p.group("", 0)
	if err == nil && p.at < len(query) {
		return nil, p.fail(p.at, "a closing bracket without an opening one")
	}
	return n, err
}

type parser struct {
	text  string
	at    int
	nodes int
}

func (p *parser) fail(at int, msg string) error { return &Error{Query: p.text, Offset: at, Msg: msg} }

// clause is a node with how it was joined to the ones before it.
type clause struct {
	node         *Node
	should, deny bool
}

// group reads clauses up to a closing bracket or the end.
func (p *parser) group(field string, depth int) (*Node, error) {
	if depth > MaxDepth {
		return nil, p.fail(p.at, "too many brackets inside each other")
	}
	var clauses []clause
	for {
		p.spaces()
		start := p.at
		conjunction := p.conjunction()
		p.spaces()
		if p.end() {
			if conjunction != "" {
				return nil, p.fail(start, conjunction+" without anything behind it")
			}
			return collect(clauses), nil
		}
		if conjunction != "" && len(clauses) == 0 {
			return nil, p.fail(start, conjunction+" without anything before it")
		}
		sign := p.sign()
		n, err := p.clause(field, depth)
		if err != nil {
			return nil, err
		}
		if p.nodes++; p.nodes > MaxNodes {
			return nil, p.fail(start, "too many words")
		}
		// An OR makes optional what stands on both sides of it, as in Lucene.
		if conjunction == "OR" && !clauses[len(clauses)-1].deny {
			clauses[len(clauses)-1].should = true
		}
		if conjunction == "AND" && !clauses[len(clauses)-1].deny {
			clauses[len(clauses)-1].should = false
		}
		if n != nil {
			clauses = append(clauses, clause{node: n, deny: sign == '-', should: sign != '-' && conjunction == "OR"})
		}
	}
}

// end reports whether the group ends here.
func (p *parser) end() bool { return p.at == len(p.text) || p.text[p.at] == ')' }

// collect makes one node of clauses.
func collect(clauses []clause) *Node {
	g := &Node{Op: Group}
	for _, c := range clauses {
		switch {
		case c.deny:
			g.Not = append(g.Not, c.node)
		case c.should:
			g.Should = append(g.Should, c.node)
		default:
			g.Must = append(g.Must, c.node)
		}
	}
	switch {
	case len(clauses) == 0:
		return nil
	case len(g.Must) == 1 && len(clauses) == 1:
		return g.Must[0]
	}
	return g
}

func (p *parser) spaces() {
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if !strings.ContainsRune(" \t\r\n\u3000\u00a0", r) {
			return
		}
		p.at += size
	}
}

// conjunction reads AND, OR, && or ||.
func (p *parser) conjunction() string {
	for _, c := range []struct{ sign, name string }{{"AND", "AND"}, {"&&", "AND"}, {"OR", "OR"}, {"||", "OR"}} {
		if p.word(c.sign) {
			return c.name
		}
	}
	return ""
}

// word reads sign where it stands alone.
func (p *parser) word(sign string) bool {
	rest, ok := strings.CutPrefix(p.text[p.at:], sign)
	if !ok || sign[0] >= 'A' && rest != "" && !strings.ContainsAny(rest[:1], " \t\r\n()\"+-") && !strings.HasPrefix(rest, "\u3000") {
		return false
	}
	p.at += len(sign)
	return true
}

// sign reads +, -, ! or NOT before a clause; 0 for none.
func (p *parser) sign() (sign byte) {
	switch c := p.text[p.at]; {
	case c == '+':
		p.at++
		sign = '+'
	case c == '-' || c == '!':
		p.at++
		sign = '-'
	case p.word("NOT"):
		sign = '-'
	}
	p.spaces()
	return sign
}
