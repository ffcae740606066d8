package xarf

import (
	_ "embed"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

//go:embed fields.txt
var fieldsText string

//go:embed types.txt
var typesText string

// rule says what becomes of a field.
type rule struct {
	how   string
	class statement.Class
}

// What a field may become.
const (
	asValue  = "value"  // a value said of the source
	asVictim = "victim" // the same: whom an offence is against is no thing that links
	asHashed = "hashed" // content or a credential: its hash
	asOrigin = "origin" // a country or language: named as not taken
	asSeen   = "seen"   // a moment at which the source was seen
)

// core are the fields that every type has; report.go reads them.
const core = " xarf_version report_id timestamp reporter sender source_identifier source_port category type evidence_source evidence tags confidence description legacy_version _internal "

// fields are the rules of all fields of all types, by their path.
var fields = func() map[string]rule {
	out := map[string]rule{}
	for line := range strings.Lines(fieldsText) {
		c := strings.Split(strings.TrimSpace(line), "\t")
		if len(c) == 3 && c[0][0] != '#' {
			out[c[0]] = rule{c[1], statement.Class(strings.Trim(c[2], "-"))}
		}
	}
	return out
}()

// Type is what is understood of one type of report.
type Type struct {
	Name   string // category/type
	Fields []string
}

// Types returns the types of X-ARF 4 with their own fields, for the
// documentation and its test.
func Types() []Type {
	var out []Type
	for line := range strings.Lines(typesText) {
		name, list, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if name != "" && name[0] != '#' {
			out = append(out, Type{name, strings.Fields(list)})
		}
	}
	return out
}

// Becomes says what a field becomes and of which class it is: value, victim,
// hashed, origin, seen, or the kind of a thing; "" for one that is not known.
func Becomes(field string) (how string, class statement.Class) {
	r := fields[field]
	return r.how, r.class
}
