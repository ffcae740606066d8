// Package intake reads records for resolving from CSV and JSON lines: it guesses
// what each column means from its name, unless a map says so.
package intake

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/resolve"
)

// Options say what the user said of the columns.
type Options struct {
	ID     string            // column of the id; "" guesses it
	Ignore []string          // columns that are no evidence
	Map    map[string]string // column to field; "ignore" and "id" are fields too
}

// File is what one file holds.
type File struct {
	Records []*resolve.Record
	Columns []Column
}

// Column tells how a column is used.
type Column struct {
	Name string
	Role string // a field, "id", "schema" or "ignore"
}

// Read reads one file: CSV, TSV or JSON lines, by its ending. It fails with a
// *format.Error that names line and column.
func Read(name string, r io.Reader, o Options) (*File, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	b = bytes.TrimPrefix(b, []byte("\uFEFF"))
	var f *File
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jsonl", ".json", ".ndjson":
		f, err = readJSON(name, b, o)
	case ".tsv":
		f, err = readTable(name, b, '\t', o)
	default:
		f, err = readTable(name, b, ',', o)
	}
	if err != nil {
		return nil, err
	}
	seen := map[string]int{}
	for i, rec := range f.Records {
		if rec.ID == "" {
			rec.ID = strconv.Itoa(i + 1)
		}
		if before, ok := seen[rec.ID]; ok {
			return nil, &format.Error{File: name, Line: i + 2, Msg: fmt.Sprintf("the id %q is that of record %d too: name a column of unique ids with --id", rec.ID, before+1)}
		}
		seen[rec.ID] = i
	}
	return f, nil
}
