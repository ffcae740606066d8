package application

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// Value reads one application from JSON, as a request carries it, over what dst
// holds. A result is why it must not be examined; the caller must pass what had
// no problem through Check.
func Value(text []byte, dst *record.Application, lim format.Limits) []*format.Error {
	return one(text, applicationTexts, dst, withDefaults(lim))
}

// EvidenceValue does the same for one record of evidence and CheckEvidence.
func EvidenceValue(text []byte, dst *record.Evidence, lim format.Limits) []*format.Error {
	return one(text, evidenceTexts, dst, withDefaults(lim))
}

func one(text []byte, spots []spot, dst any, lim format.Limits) []*format.Error {
	v := value{raw: text, line: 1, column: 1}
	if problems := v.bind(dst, "", lim); problems != nil {
		return problems
	}
	return validate(spots, dst, "", 0, lim, true)
}

// Elements returns the texts of the elements of {"NAME": [ … ]}, at most limit.
func Elements(text []byte, name string, limit int, lim format.Limits) (out [][]byte, bad *format.Error) {
	if at := badUTF8(text); at >= 0 {
		return nil, placed(text, at, "not UTF-8")
	}
	s := scanner{b: text, max: withDefaults(lim).Depth}
	if s.peek() != '{' {
		return nil, placed(text, s.at, "an object expected: { … }")
	}
	found := false
	err := s.list('}', func() error {
		at := s.at
		field, err := s.str()
		if err == nil {
			err = s.expect(':')
		}
		switch {
		case err != nil:
			return err
		case field != name:
			return &syntaxError{at, "there is no such field; write " + name}
		case found:
			return &syntaxError{at, "the field stands twice"}
		case s.peek() != '[':
			return s.fail("a list [ … ] expected")
		}
		found = true
		return s.list(']', func() error {
			s.space()
			start := s.at
			if len(out) == limit {
				return s.fail(fmt.Sprintf("the list is longer than %d", limit))
			}
			err := s.skip()
			out = append(out, text[start:s.at])
			return err
		})
	})
	if err == nil && s.peek() != 0 {
		err = s.fail("not JSON: text after the end")
	}
	if se, ok := err.(*syntaxError); ok {
		return nil, placed(text, se.at, se.msg)
	}
	return out, nil
}

// Unmarshal is json.Unmarshal that refuses what two readers may read in two
// ways: a field that stands twice, text after the end, half of a surrogate pair,
// bytes that are not UTF-8, and nesting without end.
func Unmarshal(text []byte, dst any) error {
	if at := badUTF8(text); at >= 0 {
		return placed(text, at, "not UTF-8")
	}
	s := scanner{b: text, max: 16}
	err := s.distinct()
	if err == nil && s.peek() != 0 {
		err = s.fail("not JSON: text after the end")
	}
	if se, ok := err.(*syntaxError); ok {
		return placed(text, se.at, se.msg)
	}
	return json.Unmarshal(text, dst)
}

// distinct reads over one value as skip does, and refuses a field that stands twice.
func (s *scanner) distinct() error {
	switch s.peek() {
	case '{':
		var seen []string
		return s.list('}', func() error {
			s.space()
			at := s.at
			name, err := s.str()
			if err != nil {
				return err
			}
			if slices.Contains(seen, name) {
				return &syntaxError{at, "a field stands twice"}
			}
			if seen = append(seen, name); len(seen) > 200 {
				return &syntaxError{at, "an object has more than 200 fields"}
			}
			if err := s.expect(':'); err != nil {
				return err
			}
			return s.distinct()
		})
	case '[':
		return s.list(']', s.distinct)
	}
	return s.skip()
}

func placed(text []byte, at int, msg string) *format.Error {
	line, column := place(text, at)
	return &format.Error{Line: line, Column: column, Msg: msg}
}
