package finding

import "github.com/sekifuda/sekifuda/internal/entity"

// Outcome is what a decision says.
type Outcome string

// Outcomes, from the mildest to the strictest.
const (
	Approve Outcome = "approve"
	Review  Outcome = "review"
	Refuse  Outcome = "refuse"
)

// Note is the outcome of a reason that is shown and decides nothing. A decision
// never has it.
const Note Outcome = "note"

// Decision is the canonical blob that is stored, hashed into the ledger and
// replayed: RFC 8785 JSON, no floats.
type Decision struct {
	ID          string         `json:"id"`
	Tenant      string         `json:"tenant"`
	Application string         `json:"application"` // external id
	Input       string         `json:"input"`       // SHA-256 of the canonical application
	At          entity.Instant `json:"at"`
	Generation  Generation     `json:"generation"`
	Outcome     Outcome        `json:"outcome"`
	Reasons     []Reason       `json:"reasons"`
	Missing     []Missing      `json:"missing,omitempty"` // what a review needs before it could be an approval
	Findings    []Finding      `json:"findings"`
	Facts       *Facts         `json:"facts,omitempty"` // what the policy read, so that it can be evaluated again
	Made        Made           `json:"made"`
}

// Made is how a decision was made, beyond its generation: what a replay needs
// and what does not make it another decision.
type Made struct {
	Release string `json:"release"` // of this program
	Zone    string `json:"zone"`    // in which days were counted
	Clock   int64  `json:"clock"`   // last tick of the memory whose attributes counted; Everything: all that were stored
}

// Everything is the clock of an examination that saw all that was stored.
const Everything = -1

// Reason is one rule that fired, or one guard that held it back.
type Reason struct {
	Rule    string    `json:"rule"`
	Version string    `json:"version"` // digest of the policy
	Outcome Outcome   `json:"outcome"`
	Code    string    `json:"code"`
	Text    Text      `json:"text"`
	Checks  []string  `json:"checks,omitempty"` // checks whose findings are the evidence
	Values  []Operand `json:"values,omitempty"` // facts that the condition read, as they were
	Guard   string    `json:"guard,omitempty"`  // set where a refusal was held back to review, by which rule of the design
}

// Operand is one fact that a condition read and its value, as text.
type Operand struct {
	Fact  string `json:"fact"`
	Value string `json:"value"`
}

// Text is a sentence in the languages of the product.
type Text struct {
	EN string `json:"en"`
	JA string `json:"ja"`
}

// Missing is one thing that was not checked or not answered, and what would
// settle it.
type Missing struct {
	Check string   `json:"check"`
	Cause string   `json:"cause"`
	Ask   []string `json:"ask,omitempty"`
	Text  Text     `json:"text"`
}

// Generation is everything besides the application that a decision depends on.
type Generation struct {
	Policy    string        `json:"policy"`    // digest
	Snapshots []SnapshotRef `json:"snapshots"` // by source name, in name order
	Matcher   string        `json:"matcher"`   // version of scripts, keys and scores
	Packs     []string      `json:"packs,omitempty"`
	Epoch     int64         `json:"epoch"`    // of entity resolution; 0 until there is one
	Memory    int64         `json:"memory"`   // last leaf of a proof, withdrawal or known-good entry
	Evidence  string        `json:"evidence"` // digest of the evidence on the application
}

// SnapshotRef names the state of one source: its base and the differences on it.
type SnapshotRef struct {
	Source string   `json:"source"`
	Chain  []string `json:"chain"` // digests, base first
}
