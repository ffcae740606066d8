// Package link holds a graph of things and of what was said to tie them:
// applications, identities, contracts, assets, leases, accounts, addresses,
// telephones. Each tie keeps its interval, source, grade and evidence. The graph
// is a cache in memory: it takes nodes and edges from its caller, knows no store,
// and gives the same answers whatever the order they came in.
//
// What is marked impersonated takes no part: it is neither walked through nor
// counted. A negative statement strengthens nothing; it is shown beside the path
// that it concerns. A thing that too many share ends a walk, and is named with
// the number that was left out.
package link

import (
	"fmt"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Node is a thing. Only those that are impersonated, or that have no edge, need
// to be given: edges name the others.
type Node struct {
	Kind, Key    string
	Impersonated bool // a victim's name, number or address: takes no part
}

// Edge is one claim that two things are tied.
type Edge struct {
	From, To     statement.Ref
	Kind         string          // brought, holds, leased, logged_in, says:PREDICATE …
	Since, Until entity.Instant  // [Since, Until); 0 is open at that end
	Source       string          // who says so
	Grade        statement.Grade // how far that is believed
	Statement    string          // id of the evidence
	Negative     bool            // denies, no_evidence, no_answer: shown, never walked
	Impersonated bool            // what an impostor used of a victim: takes no part
}

// Hub is a thing that more share than a walk may pass.
type Hub struct {
	Ref     statement.Ref `json:"ref"`
	LeftOut int           `json:"left_out"` // neighbours in the window that were not gone to from here
}

// Options set what a graph does where a question does not say.
type Options struct {
	Hub int // most neighbours of a thing that a walk passes; 0: DefaultHub
}

// DefaultHub is the most neighbours of a thing that a walk passes.
const DefaultHub = 1000

// check says why an edge cannot be taken.
func (e *Edge) check() error {
	switch {
	case e.From.Kind == "" || e.From.Key == "" || e.To.Kind == "" || e.To.Key == "":
		return fmt.Errorf("edge %s %q %s (statement %q): both ends need a kind and a key", e.From, e.Kind, e.To, e.Statement)
	case e.Until != 0 && e.Until < e.Since:
		return fmt.Errorf("edge %s %q %s (statement %q): ends at %s, before it begins at %s", e.From, e.Kind, e.To, e.Statement, e.Until, e.Since)
	}
	return nil
}

// void reports whether the edge ties nothing: a thing with itself, or at no time.
func (e *Edge) void() bool {
	return e.From == e.To || e.Until != 0 && e.Until == e.Since
}

// compareRefs orders things by kind, then key: the order of all answers.
func compareRefs(a, b statement.Ref) int {
	if c := strings.Compare(a.Kind, b.Kind); c != 0 {
		return c
	}
	return strings.Compare(a.Key, b.Key)
}
