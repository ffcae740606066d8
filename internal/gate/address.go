package gate

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

// addressReader is a register that reads addresses by its own towns and
// history.
type addressReader interface {
	ReadAddress(s string) identifier.Address
}

// readAddress reads a claimed address, by the towns of the register where there
// is one that knows them.
func (s *Source) readAddress(text string) identifier.Address {
	if s != nil {
		if r, ok := s.Register.(addressReader); ok {
			return r.ReadAddress(text)
		}
	}
	return identifier.ParseAddress(text)
}

// formerSeat looks for a claimed address that differs from the seat of now among
// those that the body had. Where the municipality alone has another name since,
// it agrees.
func formerSeat(c *finding.Comparison, claimed identifier.Address, g *entity.Registration) {
	cur := g.Current()
	for i := len(g.Rows) - 1; i >= 0; i-- {
		old := identifier.ParseAddress(g.Rows[i].Address())
		if result, _, _ := identifier.CompareParsed(claimed, old); finding.Result(result) != finding.Agrees {
			continue
		}
		c.Degree, c.Why, c.Since = 8000, "former_address", cur.Changed.String()
		if identifier.Renamed(old, identifier.ParseAddress(cur.Address())) {
			c.Result, c.Degree, c.Why = finding.Agrees, 9500, "former_city"
		}
		return
	}
}
