// Package lucene reads the queries that people write into search fields: words,
// "phrases", AND, OR, NOT, + and -, brackets, field:value, wildcards, ranges and
// words with slips. It says what was asked; it searches nothing.
package lucene

import "fmt"

// Op is what a node asks for.
type Op int

// The operations. Only Group has Must, Should and Not.
const (
	Term   Op = iota // Text, in words that must all be there
	Phrase           // the words of Text one after the other, up to Slop places apart
	Fuzzy            // a word within Edits edits
	Wild             // a word with * and ? in it
	Range            // a value between From and To
	Exists           // the field has a value
	Every            // everything
	Group            // all of Must, none of Not, and one of Should where Must is empty
)

// Node is one part of a query.
type Node struct {
	Op                Op
	Field             string // "" for all that is searched by default
	Text              string
	Edits             int
	Slop              int
	From, To          string // "" is open
	WithFrom, WithTo  bool   // the bounds themselves are meant too
	Must, Should, Not []*Node
}

// Error says why a text is no query, and where.
type Error struct {
	Query  string
	Offset int // in bytes
	Msg    string
}

func (e *Error) Error() string {
	return fmt.Sprintf("cannot parse query at character %d: %s", len([]rune(e.Query[:min(e.Offset, len(e.Query))]))+1, e.Msg)
}

// Bounds of a query: what is longer or deeper is no question that somebody asks.
const (
	MaxBytes = 4096
	MaxDepth = 20
	MaxNodes = 256
)
