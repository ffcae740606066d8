package application

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// Check looks for data that must never be taken in every text of an
// application; registered tells whether a number is the base of a registered
// company's. Each find is a problem that names the field and never the value.
// File and line are the caller's to fill.
func Check(app *record.Application, registered func(number string) bool) []*format.Error {
	return forbiddenIn(reflect.ValueOf(app).Elem(), registered)
}

// CheckEvidence does the same for a record of evidence.
func CheckEvidence(e *record.Evidence, registered func(number string) bool) []*format.Error {
	return forbiddenIn(reflect.ValueOf(e).Elem(), registered)
}

func forbiddenIn(v reflect.Value, registered func(string) bool) []*format.Error {
	var out []*format.Error
	texts(v, "", func(path, text string) {
		if text == "" || opaque[generic(path)] {
			return
		}
		if msg := forbidden(path, text, typed(path), registered); msg != "" {
			out = append(out, &format.Error{Field: path, Msg: msg, Fix: "remove it and write the row again"})
		}
	})
	return out
}

// opaque fields are made by machines: an id of a mail or an order has long runs
// of digits that mean nothing, and one in ten would pass a check digit.
var opaque = map[string]bool{"mail.message_id": true, "mail.date": true, "external_id": true, "application": true, "received_at": true, "at": true}

// typed fields hold a telephone or corporate number by definition.
func typed(path string) bool {
	return strings.HasSuffix(path, "phone") || strings.HasSuffix(path, "corporate_number")
}

// texts visits every text of a record in the order of its fields.
func texts(v reflect.Value, path string, visit func(path, text string)) {
	join := func(name string) string {
		if path == "" {
			return name
		}
		return path + "." + name
	}
	switch v.Kind() {
	case reflect.String:
		visit(path, v.String())
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), join(strconv.Itoa(i)), visit)
		}
	case reflect.Struct:
		for i, name := range fieldsOf(v.Type()).names {
			texts(v.Field(i), join(name), visit)
		}
	}
}

var evidenceFields = func() map[string]record.Field {
	m := map[string]record.Field{}
	for _, f := range record.Fields("evidence") {
		m[f.Path] = f
	}
	return m
}()

// validate checks enumerations and lengths, and, where whole says that nothing
// was left out because it could not be read, that required fields are there.
func validate(kind string, rec any, file string, line int, lim format.Limits, whole bool) []*format.Error {
	fields := appFields
	if kind == "evidence" {
		fields = evidenceFields
	}
	var out []*format.Error
	texts(reflect.ValueOf(rec).Elem(), "", func(path, text string) {
		f := fields[generic(path)]
		f.Required = f.Required && whole
		if msg, fix := judge(f, path, text, lim); msg != "" {
			out = append(out, &format.Error{File: file, Line: line, Field: path, Msg: msg, Fix: fix})
		}
	})
	return out
}

// judge says what is wrong with one text, "" where nothing is. A name may be of
// any length: the gate says name_too_long, so that a long name is examined as
// what it is, not lost as a bad row.
func judge(f record.Field, path, text string, lim format.Limits) (msg, fix string) {
	switch {
	case text == "" && f.Required:
		return "the field is required", ""
	case text == "":
		return "", ""
	case f.Enum != nil && !slices.Contains(f.Enum, text):
		return "the value is none of those that are allowed", "write " + strings.Join(f.Enum, ", ")
	case len(text) > lim.FieldSize && !isName(path):
		return fmt.Sprintf("the text is longer than %d bytes", lim.FieldSize), "shorten it"
	}
	return "", ""
}

func isName(path string) bool {
	last := path[strings.LastIndexByte(path, '.')+1:]
	return last == "name" || last == "english_name" || last == "furigana" || last == "latin" || strings.Contains(path, "aliases")
}
