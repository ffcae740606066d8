// Package format holds what all readers share: errors that name the place, and
// limits that say so when they stop a reading. One sub-package reads and writes
// one format.
package format

import (
	"errors"
	"fmt"
	"strings"
)

// Error says what is wrong with an input, where, and what to do about it.
// Readers return nothing else for bad input.
type Error struct {
	File   string // as the user named it; "archive.zip!member" inside an archive
	Line   int    // from 1; 0 where the format has no lines
	Column int    // from 1: column of a table or byte in the line; 0 unknown
	Field  string // name of the field or column, where known
	Msg    string // what is wrong
	Fix    string // what to do
}

// Error writes file:line:column: field: message (fix).
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
		if e.Column > 0 {
			fmt.Fprintf(&b, ":%d", e.Column)
		}
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Msg)
	if e.Fix != "" {
		b.WriteString(" (" + e.Fix + ")")
	}
	return b.String()
}

// Locate returns err as an *Error with the file filled in where it is missing.
func Locate(err error, file string) error {
	var fe *Error
	if errors.As(err, &fe) {
		if fe.File == "" {
			c := *fe
			c.File = file
			return &c
		}
		return err
	}
	return &Error{File: file, Msg: err.Error()}
}

// Limits bound what a reader takes from one input, so that a hostile file
// cannot exhaust the machine.
type Limits struct {
	Bytes     int64 // decompressed bytes of one input
	Ratio     int64 // decompressed bytes for one compressed byte
	Depth     int   // nesting of XML, JSON or MIME
	FieldSize int   // bytes of one field
	Members   int   // members of an archive, parts of a mail
}

// RegisterLimits fit the full corporate-number register (1.2 GB, growing).
var RegisterLimits = Limits{Bytes: 16 << 30, Ratio: 200, Depth: 32, FieldSize: 64 << 10, Members: 64}

// ListLimits fit the sanctions lists with room to grow.
var ListLimits = Limits{Bytes: 4 << 30, Ratio: 200, Depth: 64, FieldSize: 8 << 20, Members: 64}

// ApplicationLimits fit files of applications; one mail is far smaller.
var ApplicationLimits = Limits{Bytes: 8 << 30, Ratio: 100, Depth: 32, FieldSize: 1 << 20, Members: 100}
