package lucene

import "strings"

// interval reads [FROM TO TO], with braces where a bound is not meant itself.
func (p *parser) interval(field string) (*Node, error) {
	start := p.at
	n := &Node{Op: Range, Field: field, WithFrom: p.text[p.at] == '['}
	end := strings.IndexAny(p.text[p.at:], "]}")
	if end < 0 {
		return nil, p.fail(start, "the range is not closed")
	}
	inner := p.text[p.at+1 : p.at+end]
	n.WithTo = p.text[p.at+end] == ']'
	p.at += end + 1
	from, to, ok := strings.Cut(inner, " TO ")
	if !ok || field == "" {
		return nil, p.fail(start, "a range is written field:[FROM TO TO]")
	}
	n.From, n.To = limit(from), limit(to)
	return n, nil
}

// limit is a bound without quotation marks; * is open.
func limit(s string) string {
	s = strings.Trim(strings.TrimSpace(s), `"`)
	if s == "*" {
		return ""
	}
	return s
}

// bound reads >VALUE and the like.
func (p *parser) bound(field string) (*Node, error) {
	start := p.at
	n := &Node{Op: Range, Field: field}
	above := p.text[p.at] == '>'
	p.at++
	with := p.at < len(p.text) && p.text[p.at] == '='
	if with {
		p.at++
	}
	value, _, err := p.bare()
	if err != nil {
		return nil, err
	}
	if value == "" || field == "" {
		return nil, p.fail(start, "a bound is written field:>VALUE")
	}
	if above {
		n.From, n.WithFrom = value, with
	} else {
		n.To, n.WithTo = value, with
	}
	return n, nil
}
