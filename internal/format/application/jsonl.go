package application

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// EvidenceRow is one record of evidence; with problems it must not be recorded.
type EvidenceRow struct {
	Evidence record.Evidence
	File     string
	Line     int
	Position int
	Problems []*format.Error
}

// ReadEvidence reads JSON lines of record.Evidence; errors as in Read. The
// caller must pass each through CheckEvidence.
func ReadEvidence(file string, r io.Reader, lim format.Limits) iter.Seq2[EvidenceRow, error] {
	lim = withDefaults(lim)
	return func(yield func(EvidenceRow, error) bool) {
		n := 0
		for v, err := range values(file, r, lim, true) {
			if err != nil {
				yield(EvidenceRow{}, err)
				return
			}
			n++
			row := EvidenceRow{File: file, Line: v.line, Position: n}
			row.Problems = v.bind(&row.Evidence, file, lim)
			row.Problems = append(row.Problems, validate(evidenceTexts, &row.Evidence, file, v.line, lim, row.Problems == nil)...)
			if !yield(row, nil) {
				return
			}
		}
	}
}

func readJSON(file string, r io.Reader, lim format.Limits, lines bool) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		n := 0
		for v, err := range values(file, r, lim, lines) {
			if err != nil {
				yield(Row{}, err)
				return
			}
			n++
			row := Row{File: file, Line: v.line, Position: n, Digest: digest(v.raw)}
			row.Problems = v.bind(&row.App, file, lim)
			row.Problems = append(row.Problems, validate(applicationTexts, &row.App, file, v.line, lim, row.Problems == nil)...)
			if !yield(row, nil) {
				return
			}
		}
	}
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// value is one JSON value of a file.
type value struct {
	raw     []byte
	line    int // of its first byte
	column  int // of its first byte, from 1
	tooLong bool
}

// bind reads the value into dst and places the problems.
func (v *value) bind(dst any, file string, lim format.Limits) []*format.Error {
	if v.tooLong {
		return []*format.Error{{File: file, Line: v.line, Msg: fmt.Sprintf("the row is longer than %d bytes", maxRow)}}
	}
	if at := badUTF8(v.raw); at >= 0 {
		return v.place(file, []*format.Error{{Column: at, Msg: "not UTF-8", Fix: "save the file as UTF-8"}})
	}
	d := binder{s: scanner{b: v.raw, max: lim.Depth}}
	d.bind(dst)
	return v.place(file, d.problems)
}

func (v *value) place(file string, problems []*format.Error) []*format.Error {
	for _, p := range problems {
		line, column := place(v.raw, p.Column)
		if line == 1 {
			column += v.column - 1
		}
		p.File, p.Line, p.Column = file, v.line+line-1, column
	}
	return problems
}

// values splits a file into JSON values: one a line, or, for a .json file, one
// after the other or as the elements of one list.
func values(file string, r io.Reader, lim format.Limits, lines bool) iter.Seq2[value, error] {
	in := &capped{r: r, left: lim.Bytes, file: file}
	if !lines {
		return documents(file, in, lim)
	}
	return func(yield func(value, error) bool) {
		lr := newLineReader(in)
		for {
			line, tooLong, err := lr.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(value{}, readError(file, lr.line+1, err))
				return
			}
			column := 1
			if lr.line == 1 {
				if p := utf16Problem(file, line[:min(len(line), 64)]); p != nil {
					yield(value{}, p)
					return
				}
				if bytes.HasPrefix(line, utf8BOM) {
					line, column = line[3:], 4
				}
			}
			if len(bytes.TrimSpace(line)) == 0 && !tooLong {
				continue
			}
			if !yield(value{line, lr.line, column, tooLong}, nil) {
				return
			}
		}
	}
}

// maxDocument bounds a .json file, which is read whole.
const maxDocument = 256 << 20

func documents(file string, r io.Reader, lim format.Limits) iter.Seq2[value, error] {
	return func(yield func(value, error) bool) {
		b, err := io.ReadAll(&capped{r: r, left: min(lim.Bytes, maxDocument), file: file})
		if err != nil {
			yield(value{}, readError(file, 0, err))
			return
		}
		if p := utf16Problem(file, b[:min(len(b), 64)]); p != nil {
			yield(value{}, p)
			return
		}
		b = bytes.TrimPrefix(b, utf8BOM)
		s := scanner{b: b, max: lim.Depth + 1}
		stop := errors.New("stop")
		line, column, last := 1, 1, 0
		one := func() error {
			s.space()
			start := s.at
			if err := s.skip(); err != nil {
				return err
			}
			l, c := place(b[last:], start-last)
			if l > 1 {
				line, column = line+l-1, c
			} else {
				column += c - 1
			}
			last = start
			if !yield(value{raw: b[start:s.at], line: line, column: column}, nil) {
				return stop
			}
			return nil
		}
		for s.peek() != 0 && err == nil {
			if s.peek() == '[' {
				err = s.list(']', one)
			} else {
				err = one()
			}
		}
		var se *syntaxError
		if errors.As(err, &se) {
			l, c := place(b, se.at)
			yield(value{}, &format.Error{File: file, Line: l, Column: c, Msg: se.msg, Fix: "or write one record a line and name the file .jsonl"})
		}
	}
}

// readError places a failure of the input itself.
func readError(file string, line int, err error) error {
	var fe *format.Error
	if errors.As(err, &fe) {
		c := *fe
		c.File = file
		if c.Line == 0 {
			c.Line = line
		}
		return &c
	}
	return fmt.Errorf("read %s at line %d: %w", file, line, err)
}
