package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/sekifuda/sekifuda/internal/format"
)

// ReadMap reads what columns mean from YAML or JSON: one entry a column, its
// value a field, "id" or "ignore". It fails for a field that there is not.
func ReadMap(name string, b []byte) (map[string]string, error) {
	m := map[string]string{}
	if err := yaml.Unmarshal(b, &m); err != nil {
		return nil, &format.Error{File: name, Msg: fmt.Sprintf("not a map of columns to fields: %v", err)}
	}
	fields := map[string]bool{roleID: true, roleIgnore: true, roleSchema: true, roleBody: true}
	for _, r := range byName {
		fields[r] = true
	}
	out := map[string]string{}
	for _, column := range slices.Sorted(maps.Keys(m)) {
		field := strings.TrimSpace(m[column])
		if !fields[field] && !strings.HasPrefix(field, "id:") && !strings.HasPrefix(field, "x:") {
			return nil, &format.Error{File: name, Field: column, Msg: fmt.Sprintf("there is no field %q", field),
				Fix: "one of " + strings.Join(slices.Sorted(maps.Keys(fields)), ", ") + ", id:KIND for an identifier, x:NAME for anything else"}
		}
		out[strings.TrimSpace(column)] = field
	}
	return out, nil
}
