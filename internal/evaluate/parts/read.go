package parts

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ReadTSV reads rows of a Latin word, a native word with or without spaces
// between its letters, and a count, with tabs between them. It fails on a row
// of other columns, and names its line.
func ReadTSV(r io.Reader) ([]Row, error) {
	var out []Row
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		f := strings.Split(in.Text(), "\t")
		if len(f) < 2 || len(f) > 3 {
			return nil, fmt.Errorf("read name parts: line %d: %d columns, want 2 or 3", line, len(f))
		}
		row := Row{Latin: f[0], Native: strings.ReplaceAll(f[1], " ", ""), Count: 1, Line: line}
		if len(f) == 3 {
			n, err := strconv.Atoi(f[2])
			if err != nil {
				return nil, fmt.Errorf("read name parts: line %d: count %q is no number", line, f[2])
			}
			row.Count = n
		}
		out = append(out, row)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read name parts: %w", err)
	}
	return out, nil
}

// ReadCSV reads rows of columns named native and latin, in any order. It fails
// where one is missing, and names the line of a row that cannot be read.
func ReadCSV(r io.Reader) ([]Row, error) {
	in := csv.NewReader(r)
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("read name parts: header: %w", err)
	}
	native, latin := -1, -1
	for i, h := range head {
		switch strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))) {
		case "native":
			native = i
		case "latin":
			latin = i
		}
	}
	if native < 0 || latin < 0 {
		return nil, fmt.Errorf("read name parts: columns %q, want native and latin", head)
	}
	var out []Row
	for {
		f, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read name parts: %w", err)
		}
		line, _ := in.FieldPos(0)
		out = append(out, Row{Latin: f[latin], Native: f[native], Count: 1, Line: line})
	}
}
