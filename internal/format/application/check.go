package application

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// Check looks for data that must never be taken in every text of an
// application; registered tells whether a number is the base of a registered
// company's. Each find is a problem that names the field and never the value.
// File and line are the caller's to fill.
func Check(app *record.Application, registered func(number string) bool) []*format.Error {
	return forbiddenIn(applicationTexts, app, registered)
}

// CheckEvidence does the same for a record of evidence.
func CheckEvidence(e *record.Evidence, registered func(number string) bool) []*format.Error {
	return forbiddenIn(evidenceTexts, e, registered)
}

func forbiddenIn(spots []spot, rec any, registered func(string) bool) []*format.Error {
	var out []*format.Error
	visit(spots, rec, func(s *spot, path, text string) {
		if text == "" || s.opaque {
			return
		}
		if msg := forbidden(path, text, s.typed, registered); msg != "" {
			out = append(out, &format.Error{Field: path, Msg: msg, Fix: "remove it and write the row again"})
		}
	})
	return out
}

// validate checks enumerations and lengths, and, where whole says that nothing
// was left out because it could not be read, that required fields are there.
func validate(spots []spot, rec any, file string, line int, lim format.Limits, whole bool) []*format.Error {
	var out []*format.Error
	visit(spots, rec, func(s *spot, path, text string) {
		if msg, fix := s.judge(text, lim, whole); msg != "" {
			out = append(out, &format.Error{File: file, Line: line, Field: path, Msg: msg, Fix: fix})
		}
	})
	return out
}

// judge says what is wrong with one text, "" where nothing is. A name may be of
// any length: the gate says name_too_long, so that a long name is examined as
// what it is, not lost as a bad row.
func (s *spot) judge(text string, lim format.Limits, whole bool) (msg, fix string) {
	f := &s.field
	switch {
	case text == "" && f.Required && whole:
		return "the field is required", ""
	case text == "":
		return "", ""
	case f.Enum != nil && !slices.Contains(f.Enum, text):
		return "the value is none of those that are allowed", "write " + strings.Join(f.Enum, ", ")
	case len(text) > lim.FieldSize && !s.name:
		return fmt.Sprintf("the text is longer than %d bytes", lim.FieldSize), "shorten it"
	}
	return "", ""
}
