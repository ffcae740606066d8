package casefile

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// File is one case. Nothing in it is ever overwritten: what no longer holds is
// named in Withdrawals. IDs are unique in the case, each kind for itself.
type File struct {
	ID         string                `json:"id"`
	Title      string                `json:"title,omitempty"`
	Opened     entity.Instant        `json:"opened,omitempty"`
	Marking    statement.Marking     `json:"marking,omitzero"`
	Sources    []statement.Source    `json:"sources,omitempty"`
	Statements []statement.Statement `json:"statements,omitempty"`

	// What the person who works the case adds.
	Things      []Thing      `json:"things,omitempty"`
	Decisions   []Decision   `json:"decisions,omitempty"`
	Terms       []Term       `json:"terms,omitempty"`
	Tellers     []Teller     `json:"tellers,omitempty"`
	Positions   []Position   `json:"positions,omitempty"`
	Hypotheses  []Hypothesis `json:"hypotheses,omitempty"`
	Assessments []Assessment `json:"assessments,omitempty"`
	Steps       []Step       `json:"steps,omitempty"`
	Evidence    []Evidence   `json:"evidence,omitempty"`
	Withdrawals []Withdrawal `json:"withdrawals,omitempty"`
}

// Thing gives a thing of the case its names. A person without a name is a
// thing like any other.
type Thing struct {
	Ref      statement.Ref  `json:"ref"`
	Names    []string       `json:"names,omitempty"` // first the one to print; aliases, spellings
	Unnamed  bool           `json:"unnamed,omitempty"`
	Note     string         `json:"note,omitempty"`
	Recorded entity.Instant `json:"recorded,omitempty"`
}

// Decision says that two things are one (Same) or are kept apart, taken by a
// person with a reason. Of two on the same pair the later one holds.
type Decision struct {
	ID       string         `json:"id"`
	A        statement.Ref  `json:"a"`
	B        statement.Ref  `json:"b"`
	Same     bool           `json:"same"`
	Reason   string         `json:"reason"`
	By       string         `json:"by"`
	Recorded entity.Instant `json:"recorded"`
}

// Term is a word of the case: what statements give as text or as members of
// sets. It is how two answers in different words are compared.
type Term struct {
	Name     string         `json:"name"`
	Within   []string       `json:"within,omitempty"`   // wider terms: kind of, part of
	Same     []string       `json:"same,omitempty"`     // other words for the very same
	Renders  string         `json:"renders,omitempty"`  // word of the original language; terms that render one word differ by translation only
	Reason   string         `json:"reason,omitempty"`   // why it stands there
	By       string         `json:"by,omitempty"`       // who put it in
	Recorded entity.Instant `json:"recorded,omitempty"` // 0: from the start
}

// Teller says for whom somebody speaks, so that an investigator and the police
// bureau are one origin.
type Teller struct {
	Who      string         `json:"who"`
	Of       string         `json:"of"`
	Reason   string         `json:"reason,omitempty"`
	By       string         `json:"by,omitempty"`
	Recorded entity.Instant `json:"recorded,omitempty"`
}

// Position is what a person holds on a question, and on which statements it
// rests. It changes no statement.
type Position struct {
	ID         string         `json:"id"`
	On         Question       `json:"on"`
	Statements []string       `json:"statements"` // chosen; none: the question is held open
	Holds      string         `json:"holds,omitempty"`
	Reason     string         `json:"reason"`
	By         string         `json:"by"`
	Recorded   entity.Instant `json:"recorded"`
}

// Hypothesis is an answer to the case that is tried against the statements.
type Hypothesis struct {
	ID       string         `json:"id"`
	Text     string         `json:"text"`
	By       string         `json:"by"`
	Recorded entity.Instant `json:"recorded"`
}

// Assessment is what a person says that a statement does to a hypothesis. Of
// two on the same pair the later one counts.
type Assessment struct {
	ID         string         `json:"id"`
	Hypothesis string         `json:"hypothesis"`
	Statement  string         `json:"statement"`
	Stance     Stance         `json:"stance"`
	Strength   int            `json:"strength,omitempty"` // 1 to 3; 0 is 1
	Reason     string         `json:"reason,omitempty"`
	By         string         `json:"by"`
	Recorded   entity.Instant `json:"recorded"`
}

// Stance is how a statement stands to a hypothesis.
type Stance string

// Stances.
const (
	For           Stance = "for"
	Against       Stance = "against"
	Neutral       Stance = "neutral"
	NotApplicable Stance = "not_applicable"
)

// Step is a legal step and how far it is: a new state is a new Step with the
// same What.
type Step struct {
	ID        string         `json:"id"`
	What      string         `json:"what"`
	State     string         `json:"state"` // planned, requested, done, dropped
	By        string         `json:"by,omitempty"`
	When      entity.Date    `json:"when,omitzero"`
	Statement string         `json:"statement,omitempty"` // the statement that says so
	Note      string         `json:"note,omitempty"`
	Recorded  entity.Instant `json:"recorded"`
}

// States of steps, and of statements on procedures and plans.
const (
	Planned   = "planned"
	Requested = "requested"
	Done      = "done"
	Dropped   = "dropped"
)

// Evidence is a file of the case: its hash and in whose hands it was. The
// bytes are kept elsewhere.
type Evidence struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Digest   string            `json:"digest"` // SHA-256, hex
	Size     int64             `json:"size,omitempty"`
	Source   string            `json:"source,omitempty"` // the source that it is the text of
	Marking  statement.Marking `json:"marking,omitzero"`
	Custody  []Custody         `json:"custody,omitempty"` // oldest first
	Recorded entity.Instant    `json:"recorded"`
}

// Custody is one hand that a file went through.
type Custody struct {
	At   entity.Instant `json:"at"`
	From string         `json:"from,omitempty"`
	To   string         `json:"to"`
	Why  string         `json:"why,omitempty"`
}

// Withdrawal takes back one entry of the file from a time on. What it says
// stays readable; it counts no more.
type Withdrawal struct {
	ID       string         `json:"id"`
	Kind     string         `json:"kind"` // see Kinds of entries
	Of       string         `json:"of"`   // the entry's id; of a term its name, of a teller who
	Reason   string         `json:"reason"`
	By       string         `json:"by"`
	Recorded entity.Instant `json:"recorded"`
}

// Kinds of entries, for Withdrawal.Kind.
const (
	KindSource     = "source"
	KindStatement  = "statement"
	KindThing      = "thing"
	KindDecision   = "decision"
	KindTerm       = "term"
	KindTeller     = "teller"
	KindPosition   = "position"
	KindHypothesis = "hypothesis"
	KindAssessment = "assessment"
	KindStep       = "step"
	KindEvidence   = "evidence"
)

// Question is what statements answer: the topic of a thing. The topic is the
// predicate up to its first dot; what follows is one facet of it
// (handed_on.object and handed_on.mode answer one question).
type Question struct {
	Subject statement.Ref `json:"subject"`
	Topic   string        `json:"topic"`
}

// String writes kind:key topic.
func (q Question) String() string { return q.Subject.String() + " " + q.Topic }
