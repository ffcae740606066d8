package casefile

// Class is the way in which sources differ on a question.
type Class string

// Classes of disagreements. Only the first two raise an alarm.
const (
	Contradiction Class = "contradiction"     // two sources cannot both be right
	WithinOne     Class = "within_one_report" // one report cannot be right in both places
	Granularity   Class = "granularity"       // the same, more or less precisely or surely
	Evolution     Class = "evolution"         // each was so at its time
	Scope         Class = "scope"             // of different parts
	Translation   Class = "translation"       // one word of the original, two in translation or spelling
	Derivation    Class = "derivation"        // one takes from the other
	Silence       Class = "silence"           // only one speaks of it, which is no denial by the others
)

// Alarm reports whether the class asks a person to look.
func (c Class) Alarm() bool { return c == Contradiction || c == WithinOne }

// Disagreement is what the sources of a case say differently on one question.
type Disagreement struct {
	On      Question `json:"on"`
	Classes []Class  `json:"classes"`
	Alarm   bool     `json:"alarm"`
	Facets  []Facet  `json:"facets"`
	Silent  []string `json:"silent,omitempty"` // sources that speak of the thing, not of this
}

// Facet is one part of a question: a predicate and what is said on it.
type Facet struct {
	Predicate string   `json:"predicate"`
	Classes   []Class  `json:"classes,omitempty"` // none: all agree on this part
	Sides     []Side   `json:"sides"`
	Why       []Reason `json:"why,omitempty"` // one for each pair of answers that decided
}

// Reason is why two answers were found to differ, and which.
type Reason struct {
	Class      Class    `json:"class"`
	Text       string   `json:"text"`
	Statements []string `json:"statements,omitempty"`
}

// Side is one answer and who gives it.
type Side struct {
	Says       string   `json:"says"`
	Aspect     string   `json:"aspect,omitempty"`
	Sources    []string `json:"sources"`
	Statements []string `json:"statements"`
	Origins    int      `json:"origins"` // independent ones behind it
}

// Origin is one independent origin of what several statements say.
type Origin struct {
	Who        string   `json:"who"`
	Statements []string `json:"statements"`
	Sources    []string `json:"sources"`
	Why        []string `json:"why,omitempty"` // for each statement that was traced to it
}
