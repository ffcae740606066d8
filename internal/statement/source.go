package statement

import "github.com/sekifuda/sekifuda/internal/entity"

// Source is one document, feed, mail, bundle or talk that says things.
type Source struct {
	ID          string         `json:"id"` // unique in its case or report
	Kind        string         `json:"kind"`
	Title       string         `json:"title,omitempty"`
	Publisher   string         `json:"publisher,omitempty"`
	Published   entity.Date    `json:"published,omitzero"` // day, month … as it says
	URL         string         `json:"url,omitempty"`
	Language    string         `json:"language,omitempty"`    // BCP 47 of the original
	Translation string         `json:"translation,omitempty"` // who or what translated it; "" where it is the original
	Reliability string         `json:"reliability,omitempty"` // A to F
	Derives     []Derivation   `json:"derives,omitempty"`
	Digest      string         `json:"digest,omitempty"` // SHA-256 of the bytes as they came, hex
	Marking     Marking        `json:"marking,omitzero"`
	Recorded    entity.Instant `json:"recorded,omitempty"`
}

// Kinds of Source.
const (
	KindArticle = "article"      // press, website
	KindReport  = "abuse_report" // X-ARF, ARF
	KindBundle  = "stix_bundle"
	KindList    = "indicator_list" // CSV of indicators
	KindRecords = "records"        // the operator's own books
	KindRequest = "authority"      // what an authority wrote
	KindTalk    = "interview"      // what somebody told the operator
)

// Derivation says that a source takes from another, known here or not.
type Derivation struct {
	From string `json:"from"` // id of a source, or a name of one that is not at hand
	How  string `json:"how"`  // see Hows
}

// How a source may derive from another.
const (
	Reprint = "reprint" // the same text again
	Relay   = "relay"   // tells what the other told
	Cites   = "cites"   // names it for single statements
)

// Marking is who may see something and for what it may be used.
type Marking struct {
	TLP     TLP      `json:"tlp,omitempty"`     // "" is amber: what nobody marked does not leave
	Purpose string   `json:"purpose,omitempty"` // for what it may be used, in words
	Care    []string `json:"care,omitempty"`    // criminal_procedure, belief: special-care data
}

// TLP is a label of the Traffic Light Protocol 2.0.
type TLP string

// The labels, from the freest to the closest.
const (
	Clear       TLP = "clear"
	Green       TLP = "green"
	Amber       TLP = "amber"
	AmberStrict TLP = "amber+strict"
	Red         TLP = "red"
)

// TLPs returns the labels from the freest to the closest.
func TLPs() []TLP { return []TLP{Clear, Green, Amber, AmberStrict, Red} }
