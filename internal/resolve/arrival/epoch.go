package arrival

import "github.com/sekifuda/sekifuda/internal/resolve"

// Epoch is the Model of a learned or built-in epoch.
type Epoch struct{ *resolve.Epoch }

// Same reports whether a weight says that two records are the same.
func (e Epoch) Same(weight int32) bool { return e.Outcome(weight) == resolve.Same }

// Of makes an engine that resolves by an epoch as a batch does: see
// resolve.Resolve.
func Of(e *resolve.Epoch) *Engine[*resolve.Prepared] {
	return New(Epoch{e}, Options{Keep: e.PossibleFrom, Floor: 1, BlockCap: int(e.MaxBlock)})
}
