package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/resolve"
)

func readTable(name string, b []byte, comma rune, o Options) (*File, error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma = comma
	r.LazyQuotes = false
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, &format.Error{File: name, Line: 1, Msg: "the file is empty: the first line names the columns"}
	}
	if err != nil {
		return nil, lineError(name, err)
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	if err := known(name, header, o); err != nil {
		return nil, err
	}
	var rows [][]string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, lineError(name, err)
		}
		line, _ := r.FieldPos(0)
		if len(row) > len(header) {
			return nil, &format.Error{File: name, Line: line, Msg: fmt.Sprintf("%d values for %d columns: quote values that hold a comma", len(row), len(header))}
		}
		for len(row) < len(header) {
			row = append(row, "")
		}
		rows = append(rows, row)
	}
	cols := roles(header, o, func(i int) bool { return distinct(rows, i) })
	schema := schemaOfColumns(cols)
	f := &File{Columns: cols}
	for _, row := range rows {
		rec := &resolve.Record{Source: name, Schema: schema, Values: map[resolve.Field][]string{}}
		for i, v := range row {
			put(rec, cols[i].Role, v)
		}
		f.Records = append(f.Records, rec)
	}
	return f, nil
}

func lineError(name string, err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return &format.Error{File: name, Line: p.Line, Msg: fmt.Sprintf("column %d: %v", p.Column, p.Err)}
	}
	return fmt.Errorf("read %s: %w", name, err)
}

// known fails where a column that the user names is not there.
func known(name string, header []string, o Options) error {
	has := map[string]bool{}
	for _, h := range header {
		has[h] = true
	}
	asked := append([]string{}, o.Ignore...)
	if o.ID != "" {
		asked = append(asked, o.ID)
	}
	for _, c := range asked {
		if !has[c] {
			return &format.Error{File: name, Line: 1, Msg: fmt.Sprintf("there is no column %q; there are: %s", c, strings.Join(header, ", "))}
		}
	}
	return nil
}

func distinct(rows [][]string, col int) bool {
	seen := make(map[string]bool, len(rows))
	for _, r := range rows {
		v := strings.TrimSpace(r[col])
		if v == "" || seen[v] {
			return false
		}
		seen[v] = true
	}
	return true
}

// schemaOfColumns says what a whole file is about, where its columns tell.
func schemaOfColumns(cols []Column) string {
	persons, bodies := false, false
	for _, c := range cols {
		switch resolve.Field(c.Role) {
		case resolve.GivenName, resolve.FamilyName, resolve.BirthDate, resolve.Gender:
			persons = true
		case roleBody:
			bodies = true
		case resolve.Name:
			n := folded(c.Name)
			persons = persons || n == "full_name" || n == "fullname" || n == "person_name"
		}
	}
	switch {
	case persons:
		return "Person"
	case bodies:
		return "Organization"
	}
	return ""
}
