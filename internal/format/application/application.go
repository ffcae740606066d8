// Package application reads applications as operators have them: JSON lines,
// CSV from a spreadsheet, and e-mail files. docs/application.md is its
// description for users.
//
// A reader never guesses: what it cannot place is a problem of that row, named
// by file, line and column, and the other rows still run. No message repeats a
// value, because a value may be one that must never be taken or logged.
package application

import (
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// Row is one application of a file. A row with problems must not be examined.
type Row struct {
	App      record.Application
	File     string
	Line     int             // where it starts, from 1
	Position int             // 1 for the first row of the file
	Digest   string          // SHA-256, in hex, of the row as it stood: bytes of the JSON value or mail, cells of the CSV row
	NotTaken []string        // what a mail held beside the claims, by name only
	Problems []*format.Error // why it cannot be examined; nil means it can
}

// maxRow bounds one row in memory, whatever the limits say of whole files.
const maxRow = 16 << 20

// Read reads the applications of one file by the extension of its name:
// .jsonl, .ndjson, .json, .csv, .tsv, .eml; "-" stands for JSON lines. An error
// ends the reading and is a *format.Error, except where r itself failed.
// The caller must pass every row through Check, or use Checked.
func Read(file string, r io.Reader, lim format.Limits) iter.Seq2[Row, error] {
	lim = withDefaults(lim)
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case ext == ".jsonl" || ext == ".ndjson" || file == "-":
		return readJSON(file, r, lim, true)
	case ext == ".json":
		return readJSON(file, r, lim, false)
	case ext == ".csv":
		return readCSV(file, r, lim, ',')
	case ext == ".tsv":
		return readCSV(file, r, lim, '\t')
	case ext == ".eml":
		return readMail(file, r, lim)
	}
	return func(yield func(Row, error) bool) {
		yield(Row{}, &format.Error{File: file, Msg: "no reader for this kind of file", Fix: "name it .jsonl, .csv, .tsv or .eml"})
	}
}

// ReadFile opens path and reads it with Read.
func ReadFile(path string, lim format.Limits) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(Row{}, fmt.Errorf("applications: %w", err))
			return
		}
		defer f.Close()
		for row, err := range Read(path, f, lim) {
			if !yield(row, err) {
				return
			}
		}
	}
}

// Checked passes rows through Check and drops what an application with a
// forbidden value says, its digest included, so that the value goes no further.
func Checked(rows iter.Seq2[Row, error], registered func(number string) bool) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for row, err := range rows {
			if err == nil {
				if bad := Check(&row.App, registered); bad != nil {
					for _, p := range bad {
						p.File, p.Line = row.File, row.Line
					}
					row.App, row.NotTaken, row.Digest = record.Application{}, nil, ""
					row.Problems = append(row.Problems, bad...)
				}
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

func withDefaults(l format.Limits) format.Limits {
	d := format.ApplicationLimits
	if l.Bytes > 0 {
		d.Bytes = l.Bytes
	}
	if l.Ratio > 0 {
		d.Ratio = l.Ratio
	}
	if l.Depth > 0 {
		d.Depth = l.Depth
	}
	if l.FieldSize > 0 {
		d.FieldSize = l.FieldSize
	}
	if l.Members > 0 {
		d.Members = l.Members
	}
	return d
}

// capped is a reader that fails with an explanation once an input is larger
// than it may be; io.LimitReader would pretend that the input had ended.
type capped struct {
	r    io.Reader
	left int64
	file string
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		var one [1]byte
		n, err := c.r.Read(one[:])
		if n == 0 {
			return 0, err
		}
		return 0, &format.Error{File: c.file, Msg: "the input is larger than the limit, reading stopped", Fix: "split the file"}
	}
	if int64(len(p)) > c.left {
		p = p[:c.left]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	return n, err
}
