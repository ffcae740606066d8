package record

import (
	"reflect"
	"strings"
)

// Field describes one field of a record as readers, documents and templates
// need it.
type Field struct {
	Path     string   // dotted, as in applicant.name; N stands for a position in a list: declarations.N.kind
	Type     string   // JSON type: string, integer or array
	Items    string   // type of the elements of an array: string or object
	Doc      string   // what it means
	Enum     []string // allowed values, where they are few
	Required bool     // a record without it is refused
}

// kinds names every record of the product, in the order of docs/records.md.
var kinds = []struct {
	name string
	typ  reflect.Type
	doc  string
}{
	{"application", reflect.TypeFor[Application](), "One request to be handed something that can do harm. What is empty is \"not claimed\"."},
	{"evidence", reflect.TypeFor[Evidence](), "An answer or a paper that the operator obtained on an application."},
	{"contract", reflect.TypeFor[Contract](), "An agreement under which something was handed over."},
	{"asset", reflect.TypeFor[Asset](), "A thing handed over under a contract."},
	{"lease", reflect.TypeFor[Lease](), "The holding of an address, or of a range of ports behind one."},
	{"account", reflect.TypeFor[Account](), "A log-in with which an asset or contract is managed."},
	{"event", reflect.TypeFor[Event](), "One thing that happened on an account or asset."},
}

// Kinds lists the names that Fields and Schema know.
func Kinds() []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = k.name
	}
	return out
}

// Fields lists the fields of a kind of record in the order in which they are
// declared; an array of objects is followed by the fields of its elements. An
// unknown kind gives nil.
func Fields(kind string) []Field {
	t := typeOf(kind)
	if t == nil {
		return nil
	}
	return walk(nil, t, "")
}

func typeOf(kind string) reflect.Type {
	for _, k := range kinds {
		if k.name == kind {
			return k.typ
		}
	}
	return nil
}

func walk(out []Field, t reflect.Type, prefix string) []Field {
	for i := range t.NumField() {
		sf := t.Field(i)
		f := fieldOf(sf)
		f.Path = prefix + f.Path
		switch sf.Type.Kind() {
		case reflect.Struct:
			out = walk(out, sf.Type, f.Path+".")
		case reflect.Slice:
			out = append(out, f)
			if f.Items == "object" {
				out = walk(out, sf.Type.Elem(), f.Path+".N.")
			}
		default:
			out = append(out, f)
		}
	}
	return out
}

// fieldOf reads the tags of one struct field.
func fieldOf(sf reflect.StructField) Field {
	name, opts, _ := strings.Cut(sf.Tag.Get("json"), ",")
	f := Field{Path: name, Type: jsonType(sf.Type), Doc: sf.Tag.Get("doc")}
	if f.Type == "array" {
		f.Items = jsonType(sf.Type.Elem())
	}
	if e := sf.Tag.Get("enum"); e != "" {
		f.Enum = strings.Split(e, ",")
	}
	// An object may always be left out: it then claims nothing.
	f.Required = !strings.Contains(opts, "omitempty") && sf.Tag.Get("optional") == "" && f.Type != "object"
	return f
}

func jsonType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Int, reflect.Int64:
		return "integer"
	case reflect.Slice:
		return "array"
	case reflect.Struct:
		return "object"
	}
	// A new kind of field needs a decision on how CSV and mail write it.
	panic("record: field type " + t.String() + " has no JSON type here")
}
