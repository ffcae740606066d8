package gate

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
)

// searched tells what was looked for where no one body was found, and what of
// it found anything: the look-up that a refusal rests on.
func (l *lookup) searched(c *claim) []finding.Comparison {
	if l.Body != nil {
		return nil
	}
	var out []finding.Comparison
	add := func(field, looked string, found []*entity.Registration) {
		if looked == "" {
			return
		}
		r := finding.Comparison{Field: field, Claimed: looked, Result: finding.AbsentAtSource}
		if len(found) > 0 {
			r.Result, r.AtSource = finding.Agrees, found[0].Current().Name
		}
		out = append(out, r)
	}
	keys := strings.Join(c.keys, " / ")
	add("number", l.Number, nil)
	add("name", keys, l.Named)
	if len(l.Named) > 0 {
		return out
	}
	add("similar_name", keys, l.Near)
	add("address", c.address.BlockKey(), l.AtBlock)
	if c.party.Address != "" && c.address.BlockKey() == "" {
		out = append(out, finding.Comparison{Field: "address", Claimed: c.party.Address, Result: finding.ValueUnchecked, Why: "not_parsed"})
	}
	return out
}
