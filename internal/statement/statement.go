package statement

import "github.com/sekifuda/sekifuda/internal/entity"

// Ref names a thing that statements speak of: an address, a contract, a person
// without a name. Key is the value in its folded form (192.0.2.1,
// +81312345678) or a name that the case gives it (the-woman).
type Ref struct {
	Kind string `json:"kind"` // see Kinds
	Key  string `json:"key"`
}

// String writes kind:key.
func (r Ref) String() string { return r.Kind + ":" + r.Key }

// Kinds of things. Those of records carry the operator's own external ids.
const (
	Application  = "application"
	Identity     = "identity" // a claimed identity: never a person
	Person       = "person"
	Organization = "organization"
	Group        = "group" // an actor that reports name
	Contract     = "contract"
	Asset        = "asset"
	Account      = "account"
	Customer     = "customer"
	IP           = "ip" // address or prefix
	Domain       = "domain"
	URL          = "url"
	Email        = "email"
	Phone        = "phone"
	Device       = "device"
	PaymentToken = "payment_token"
	Key          = "key"
	ShipTo       = "ship_to"
	File         = "file" // SHA-256 or another hash, as algorithm=hex
	Product      = "product"
	Place        = "place"
	Event        = "event"
	Item         = "item" // any other thing that a case names
)

// Polarity says how a statement stands to what it speaks of.
type Polarity string

// Polarities. Only Asserts may strengthen a link; NoAnswer is never a denial.
const (
	Asserts  Polarity = "asserts"
	Denies   Polarity = "denies"
	Lacks    Polarity = "no_evidence" // says that there is no evidence of it
	NoAnswer Polarity = "no_answer"   // was asked and did not answer
)

// Statement is that a source says something about a thing.
type Statement struct {
	ID        string `json:"id"` // unique in its case or report
	Source    string `json:"source"`
	Quotation string `json:"quotation,omitempty"` // as it stands there, in its language
	Place     string `json:"place,omitempty"`     // where it stands: paragraph, line, field
	English   string `json:"english,omitempty"`   // translation beside the original
	Chain     []Told `json:"chain,omitempty"`     // from who is to know it, to who told the source

	Subject   Ref    `json:"subject"`
	Predicate string `json:"predicate"`        // what is said of it: used, instructed, attack.date
	Object    Ref    `json:"object,omitzero"`  // where that is a thing
	Value     Value  `json:"value,omitzero"`   // where it is a value
	Role      string `json:"role,omitempty"`   // of a person in it: unwitting, coerced, acting, unknown
	Hedge     string `json:"hedge,omitempty"`  // the source's own words of doubt: suggests, allegedly
	State     string `json:"state,omitempty"`  // of a procedure or plan: planned, requested, done, dropped
	Aspect    string `json:"aspect,omitempty"` // of which part it speaks, where not of the whole

	When     entity.Date    `json:"when,omitzero"`      // when it happened, as precisely as is said
	At       entity.Instant `json:"at,omitempty"`       // when it happened, where a clock says so; 0: see When
	Skew     int64          `json:"skew,omitempty"`     // seconds by which the source's clock may be off
	Zoneless bool           `json:"zoneless,omitempty"` // At was given without a zone: it names nobody
	Port     int            `json:"port,omitempty"`     // source port at that time, where an address is shared; 0: not told
	Recorded entity.Instant `json:"recorded,omitempty"` // when it was taken in here

	// NoRule marks what is recorded because it was said and feeds no rule, no
	// link and no score: a sentence about a whole people, for one.
	NoRule bool `json:"no_rule,omitempty"`

	Grade    Grade    `json:"grade,omitzero"`
	Polarity Polarity `json:"polarity"`
	Class    Class    `json:"class,omitempty"`
	Marking  Marking  `json:"marking,omitzero"`
}

// Told is one link of the chain of who told whom.
type Told struct {
	Who string `json:"who"`           // the police bureau, an investigator, an unnamed diplomat
	How string `json:"how,omitempty"` // said, announced, admitted, confirmed
}

// Value is what is said where that is no thing. Kind tells how two are compared.
type Value struct {
	Kind string   `json:"kind"`           // term (an answer in the words of the case), text (free), number, date, set (these, others not excluded), only (these and no others), yes_no
	Text string   `json:"text,omitempty"` // as it is said
	From int64    `json:"from,omitempty"` // number: at least; date: entity.Day
	To   int64    `json:"to,omitempty"`   // number: at most; date: entity.Day
	Set  []string `json:"set,omitempty"`
}

// Class is the legal class of what a field holds. Content is not a class that
// is stored: where it comes, a hash of it is kept and no more.
type Class string

// Classes of data.
const (
	ContractData      Class = "contract"      // who the customer is, what was agreed
	CommunicationData Class = "communication" // who held an address when, log-in traces
)
