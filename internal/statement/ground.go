package statement

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Ground is why somebody may look at communication data: who held an address
// when, log-in traces. Without one nothing is shown, and each look is recorded
// with its ground.
type Ground struct {
	Kind      string `json:"kind"`      // see Grounds
	Reference string `json:"reference"` // number of the warrant, of the report, of the letter of consent
	Purpose   string `json:"purpose"`   // what is to be found out
	By        string `json:"by"`        // who looks
}

// Kinds of Ground.
const (
	Warrant     = "warrant"      // or another order of a court or an authority
	Consent     = "consent"      // of the customer concerned
	SelfDefence = "self_defence" // of the operator's own service
	Emergency   = "emergency"    // danger to life
)

// Grounds returns the kinds of Ground.
func Grounds() []string { return []string{Warrant, Consent, SelfDefence, Emergency} }

// Check fails on a ground of another kind, or one that lacks something.
func (g Ground) Check() error {
	if !slices.Contains(Grounds(), g.Kind) {
		return fmt.Errorf("ground %q: want one of %s", g.Kind, strings.Join(Grounds(), ", "))
	}
	for _, f := range [...][2]string{{"reference", g.Reference}, {"purpose", g.Purpose}, {"by", g.By}} {
		if strings.TrimSpace(f[1]) == "" {
			return fmt.Errorf("ground %s: it has no %s", g.Kind, f[0])
		}
	}
	return nil
}

// Look is one look at communication data.
type Look struct {
	Ground
	Asked Ref             `json:"asked"`             // about what
	Of    *entity.Instant `json:"of,omitempty"`      // about what time; nil: none was named
	At    entity.Instant  `json:"at"`                // when it was looked
	Trail string          `json:"trail,omitempty"`   // of the report for which it was looked
	Found int             `json:"found"`             // how many came into question
	Order string          `json:"request,omitempty"` // id of the stored request of an authority that bears the reference
}
