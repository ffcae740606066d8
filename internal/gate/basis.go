package gate

import (
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/source"
)

// basis is what a decision rests on and may move while it is made.
type basis struct {
	position int64                 // of the memory
	evidence int                   // pieces on the application; they are only ever added
	live     []finding.SnapshotRef // all that was live, by source
}

// actual is the same as it is within a transaction.
type actual struct {
	position int64
	evidence map[string]int
	live     []finding.SnapshotRef
}

// readActual reads what the decisions of a group are compared with.
func (b *Books) readActual(tx *store.Tx, applications []string) (a actual, err error) {
	if a.position, err = stored.Position(tx, b.Tenant); err != nil {
		return a, err
	}
	if a.live, err = source.Refs(tx); err != nil {
		return a, err
	}
	if a.evidence, err = stored.CountEvidence(tx, b.Tenant, applications); err != nil {
		return a, fmt.Errorf("basis of decisions: %w", err)
	}
	return a, nil
}

// holds reports whether a decision on an application still rests on what is.
func (a *actual) holds(b basis, application string) bool {
	return a.position == b.position && a.evidence[application] == b.evidence &&
		slices.EqualFunc(a.live, b.live, func(x, y finding.SnapshotRef) bool {
			return x.Source == y.Source && slices.Equal(x.Chain, y.Chain)
		})
}
