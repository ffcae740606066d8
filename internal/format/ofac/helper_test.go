package ofac

import (
	"slices"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// differences compares the properties of two entities as sets of values.
func differences(a, b *entity.Entity) string {
	return cmp.Diff(sorted(a), sorted(b))
}

func sorted(e *entity.Entity) map[string][]string {
	out := map[string][]string{"schema": {e.Schema}, "caption": {e.Caption}}
	for prop, values := range e.Properties {
		v := slices.Clone(values)
		slices.Sort(v)
		out[prop] = v
	}
	return out
}
