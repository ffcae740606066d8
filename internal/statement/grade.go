package statement

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Grade is an Admiralty grade: how reliable the source is (A to F) and how
// credible what it says (1 to 6). F and 6 say that it cannot be judged, which
// is no middle: they are never averaged nor counted as half. The zero Grade is
// one that nobody gave, and is treated as F6.
type Grade struct {
	Source byte // 'A' … 'F', 0: not given
	Info   byte // '1' … '6', 0: not given
}

// Unjudged is the grade of what cannot be judged.
var Unjudged = Grade{'F', '6'}

// ParseGrade reads "B2", "b2" or "". It fails on any other text.
func ParseGrade(s string) (Grade, error) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if s == "" {
		return Grade{}, nil
	}
	if len(s) != 2 || s[0] < 'A' || s[0] > 'F' || s[1] < '1' || s[1] > '6' {
		return Grade{}, fmt.Errorf("grade %q: want a letter A to F and a digit 1 to 6, as in B2", s)
	}
	return Grade{s[0], s[1]}, nil
}

// Judged reports whether both halves say something.
func (g Grade) Judged() bool {
	return g.Source >= 'A' && g.Source <= 'E' && g.Info >= '1' && g.Info <= '5'
}

// String writes B2, or "" for a grade that nobody gave.
func (g Grade) String() string {
	if g == (Grade{}) {
		return ""
	}
	return string([]byte{g.Source, g.Info})
}

// Weight is how much a link that rests on the grade carries, in 1/10,000. What
// cannot be judged carries little, but is no zero: it is shown, at the end.
func (g Grade) Weight() int {
	if !g.Judged() {
		return unjudgedWeight
	}
	return sourceWeight[g.Source-'A'] * infoWeight[g.Info-'1']
}

const unjudgedWeight = 1500

// In hundredths; the steps are the project's own, not a scale of certainty.
var (
	sourceWeight = [...]int{100, 85, 65, 40, 10}
	infoWeight   = [...]int{100, 85, 65, 40, 10}
)

// MarshalJSON writes the text.
func (g Grade) MarshalJSON() ([]byte, error) { return json.Marshal(g.String()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (g *Grade) UnmarshalJSON(b []byte) (err error) {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("grade: %w", err)
	}
	*g, err = ParseGrade(s)
	return err
}
