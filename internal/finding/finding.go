// Package finding holds what checks say and what rules read: the Finding with
// its evidence, and the Facts that a policy's conditions are typed against.
package finding

import "github.com/sekifuda/sekifuda/internal/entity"

// State is what became of one check.
type State string

// The five states. Only Clear, and NotApplicable or NotClaimed where the policy
// lets them, allow an approval; NotChecked never does for a required check.
const (
	Clear         State = "clear"          // ran, nothing adverse
	Hit           State = "hit"            // ran, something that a rule may act on
	NotClaimed    State = "not_claimed"    // the application says nothing that could be checked
	NotApplicable State = "not_applicable" // follows from the application alone; Code says why
	NotChecked    State = "not_checked"    // did not run to its end; Cause says why
)

// Result is the outcome of comparing one claimed value with a source's.
type Result string

// Results of a comparison.
const (
	Agrees         Result = "agrees"
	Differs        Result = "differs"
	AbsentAtSource Result = "absent_at_source"
	ValueUnclaimed Result = "not_claimed"
	ValueUnchecked Result = "not_checked"
	Noted          Result = "noted" // a sign in what is claimed; there is no other value to set against it
)

// Causes of NotChecked. A cause is a code, never a free text; Detail says more.
const (
	CauseError       = "error"
	CauseTimeout     = "timeout"
	CauseStale       = "stale"
	CauseMissing     = "source_missing"
	CauseEmpty       = "source_empty"
	CauseCut         = "search_cut"
	CauseNameTooLong = "name_too_long"
	CauseNameEmpty   = "name_empty"
	CauseScript      = "script_unsupported"
	CauseNoEvidence  = "no_evidence"  // an answer or a paper that was asked for is not there yet
	CauseYoung       = "register_lag" // claims to be younger than the register can know
	CauseUnclassed   = "unclassified" // the item has no classification
)

// Finding is what one check says of one subject, with the evidence for it.
// It is stored inside the decision and must be enough to explain it years later.
type Finding struct {
	Check       string       `json:"check"`   // e.g. "register.exists"
	Subject     string       `json:"subject"` // applicant, representative, contact, payer, end_user, on_behalf_of, ship_to, item, source
	State       State        `json:"state"`
	Code        string       `json:"code,omitempty"`   // what was found, a code of the check: not_found, merged, …
	Cause       string       `json:"cause,omitempty"`  // why not_checked
	Detail      string       `json:"detail,omitempty"` // one line for people, English
	Source      *SourceRef   `json:"source,omitempty"`
	Comparisons []Comparison `json:"comparisons,omitempty"`
	Matches     []Match      `json:"matches,omitempty"`  // candidates, best first
	Evidence    []string     `json:"evidence,omitempty"` // ids of recorded evidence that was used
	Ask         []string     `json:"ask,omitempty"`      // what would settle it: codes, e.g. "represents.letter"
}

// SourceRef names exactly what was looked at.
type SourceRef struct {
	Name      string         `json:"name"`
	Kind      string         `json:"kind"`
	Digest    string         `json:"digest"`
	Published entity.Instant `json:"published"`
	Record    string         `json:"record,omitempty"` // key of the record in it
}

// Comparison sets one claimed value against one value of a source.
type Comparison struct {
	Field    string `json:"field"` // name, address, postal_code, birth_date …
	Claimed  string `json:"claimed,omitempty"`
	AtSource string `json:"at_source,omitempty"`
	Result   Result `json:"result"`
	Degree   int    `json:"degree"`          // 0 … 10000
	Why      string `json:"why,omitempty"`   // code of the reason for a difference: form_differs, former_name, other_city …
	Since    string `json:"since,omitempty"` // day since when the source's value holds, where it says
}

// Match is one record of a source that may be the subject.
type Match struct {
	Source      SourceRef    `json:"source"`
	Caption     string       `json:"caption"`
	Score       int          `json:"score"`    // how far the names agree, 0 … 10000
	Identity    string       `json:"identity"` // confirmed, unknown, contradicted
	Why         string       `json:"why,omitempty"`
	Effect      string       `json:"effect,omitempty"` // prohibits, licence, question, internal
	Comparisons []Comparison `json:"comparisons,omitempty"`
}

// Identity results of a Match.
const (
	IdentityConfirmed    = "confirmed"
	IdentityUnknown      = "unknown"
	IdentityContradicted = "contradicted"
)
