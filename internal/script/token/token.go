// Package token says by what a name is found: the terms under which a listed
// or registered name is kept, the keys of each term, and what is asked for when
// a name is looked for.
//
// A name is divided into terms in one or more ways (a Writing): by words, by
// neighbouring characters, by surname and given name. Keys belong to terms, not
// to names, so that millions of names share the work. What is found by keys is
// a candidate and no more; package match says how far it agrees.
//
// The package is pure and deterministic; text that it cannot use gives nothing.
package token

// Version is part of what a snapshot is named by; raise it when any term or key
// changes.
const Version = 2

// Kind says whose name it is, which decides how it is divided.
type Kind uint8

// The kinds.
const (
	Unknown Kind = iota
	Person
	Body
)

// Writing is one division of a name into terms, in their order.
type Writing []string

// Key is something that a term is found by.
type Key struct {
	Text    string
	Cost    uint8 // hundredths of likeness that are lost on this way
	Spelled bool  // letters, in which slips are looked for; other keys agree exactly or not at all
	System  uint8 // of what is asked for: a bit for the way of reading, 0 where it goes with all
}

// Nobody is called by one half of a name in Japanese and by the other in Korean:
// what is found by reading counts together in one system only.

// Asking is one division of a name that is looked for. Its slots are words, or
// characters of a name without spaces; at most MaxSlots.
type Asking struct {
	Slots int
	Terms []Asked
}

// MaxSlots bounds the units of one asking.
const MaxSlots = 32

// Asked is a term that covers the slots From to To. Several may cover the same
// slots: words and the two of them joined, stretches of characters.
type Asked struct {
	Text     string // the term as it would be kept
	From, To int
	Keys     []Key
	Shared   uint64 // not 0: a number that no term with other keys has in this process
}
