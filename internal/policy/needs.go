package policy

import (
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// need is a state that a group must have for a condition to hold: one side of
// its outermost &&, as in `contact.state == "hit" && …`. Where it is not so the
// whole is false whatever stands beside it, an error included; most rules say it
// of a check that found nothing, and need not be evaluated at all.
type need struct {
	group string
	state finding.State
}

// needsOf collects what a condition needs.
func needsOf(e celast.Expr) []need {
	if e.Kind() != celast.CallKind {
		return nil
	}
	args := e.AsCall().Args()
	switch e.AsCall().FunctionName() {
	case operators.LogicalAnd:
		var out []need
		for _, a := range args {
			out = append(out, needsOf(a)...)
		}
		return out
	case operators.Equals:
		if n, ok := stateNeed(args[0], args[1]); ok {
			return []need{n}
		}
	}
	return nil
}

func stateNeed(left, right celast.Expr) (need, bool) {
	if left.Kind() != celast.SelectKind || right.Kind() != celast.LiteralKind || left.AsSelect().FieldName() != "state" {
		return need{}, false
	}
	of := left.AsSelect().Operand()
	state, ok := right.AsLiteral().(types.String)
	if of.Kind() != celast.IdentKind || !ok {
		return need{}, false
	}
	g := identGroup(of)
	if g == nil {
		return need{}, false
	}
	return need{g.name, finding.State(state)}, true
}

// states are the states of all groups, read once for a decision.
func states(f *finding.Facts) map[string]finding.State {
	out := make(map[string]finding.State, len(factGroups))
	for _, g := range factGroups {
		if _, ok := g.byName["state"]; ok {
			out[g.name] = stateOf(f, g.name)
		}
	}
	return out
}

// possible reports whether the condition may hold under the states.
func (r *rule) possible(states map[string]finding.State) bool {
	for _, n := range r.needs {
		if states[n.group] != n.state {
			return false
		}
	}
	return true
}
