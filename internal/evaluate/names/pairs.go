package names

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/script"
)

// Pair is two names and whether they are of the same thing.
type Pair struct {
	Schema, A, B      string
	Same              bool
	Quality, Category string
	Score             int
	row               int
}

// Pairs is a table of labelled pairs.
type Pairs struct {
	Table *Table
	Pairs []Pair
}

// ReadPairs reads a table with the columns schema, name1, name2, is_match and,
// where they are, quality and category. Rows that cannot be used are named in
// Table.Bad. It fails with a *format.Error where a column is missing.
func ReadPairs(r io.Reader, file string) (*Pairs, error) {
	t, err := ReadTable(r, file, "schema", "name1", "name2", "is_match")
	if err != nil {
		return nil, err
	}
	p := &Pairs{Table: t}
	for n := range t.Rows {
		if !t.Rows[n].Bad {
			p.add(n)
		}
	}
	return p, nil
}

func (p *Pairs) add(n int) {
	t := p.Table
	for _, column := range []string{"name1", "name2"} {
		if strings.TrimSpace(t.Cell(n, column)) == "" {
			t.Reject(n, column, "no name", "each row compares two names")
			return
		}
	}
	same, ok := yes(t.Cell(n, "is_match"))
	if !ok {
		t.Reject(n, "is_match", strconv.Quote(t.Cell(n, "is_match"))+" is neither true nor false", "write true or false")
		return
	}
	p.Pairs = append(p.Pairs, Pair{
		Schema: strings.TrimSpace(t.Cell(n, "schema")), A: t.Cell(n, "name1"), B: t.Cell(n, "name2"), Same: same,
		Quality: t.Cell(n, "quality"), Category: t.Cell(n, "category"), row: n,
	})
}

func yes(s string) (same, ok bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "t", "yes", "y", "1":
		return true, true
	case "false", "f", "no", "n", "0":
		return false, true
	}
	return false, false
}

// Score fills in the score of every pair.
func (p *Pairs) Score(score Scorer) {
	for i := range p.Pairs {
		v := &p.Pairs[i]
		v.Score = score(v.Schema, v.A, v.B)
	}
}

// PairsReport is what Evaluate counted.
type PairsReport struct {
	Matcher     string `json:"matcher"`
	Pairs       int    `json:"pairs"`
	BadRows     int    `json:"bad_rows"`
	NotCompared int    `json:"not_compared"` // pairs with a name that this version cannot compare
	Counts
	Groups []Group `json:"groups"`
}

// Group is the pairs that have one value of a column, or one pair of scripts.
type Group struct {
	By   string `json:"by"` // category, scripts, schema or quality
	Name string `json:"name"`
	Counts
}

// Report counts the scored pairs at threshold, whole and by group.
func (p *Pairs) Report(threshold int) *PairsReport {
	r := &PairsReport{Matcher: match.Version, Pairs: len(p.Pairs), BadRows: len(p.Table.Bad), Counts: Count(p.scored(nil), threshold)}
	for _, v := range p.Pairs {
		if script.TooLong(v.A) || script.TooLong(v.B) || !script.Supported(v.A) || !script.Supported(v.B) {
			r.NotCompared++
		}
	}
	for _, by := range []struct {
		name string
		of   func(*Pair) string
		skip bool
	}{
		{"category", func(v *Pair) string { return v.Category }, !p.Table.Has("category")},
		{"scripts", func(v *Pair) string { return ScriptPair(v.A, v.B) }, false},
		{"schema", func(v *Pair) string { return v.Schema }, false},
		{"quality", func(v *Pair) string { return v.Quality }, !p.Table.Has("quality")},
	} {
		if !by.skip {
			r.Groups = append(r.Groups, p.groups(by.name, by.of, threshold)...)
		}
	}
	return r
}

// groups counts by a value, in the order in which values are first met.
func (p *Pairs) groups(by string, of func(*Pair) string, threshold int) []Group {
	var order []string
	members := map[string][]Scored{}
	for i := range p.Pairs {
		v := &p.Pairs[i]
		name := of(v)
		if _, met := members[name]; !met {
			order = append(order, name)
		}
		members[name] = append(members[name], Scored{v.Score, v.Same})
	}
	out := make([]Group, 0, len(order))
	for _, name := range order {
		out = append(out, Group{By: by, Name: name, Counts: Count(members[name], threshold)})
	}
	return out
}

func (p *Pairs) scored(out []Scored) []Scored {
	for i := range p.Pairs {
		out = append(out, Scored{p.Pairs[i].Score, p.Pairs[i].Same})
	}
	return out
}

// Write writes the table with two more columns, score and predicted. They are
// empty in rows that could not be used; a row that could not even be read is
// left out.
func (p *Pairs) Write(w io.Writer, threshold int) error {
	out := csv.NewWriter(w)
	if err := out.Write(append(p.Table.Header[:len(p.Table.Header):len(p.Table.Header)], "score", "predicted")); err != nil {
		return err
	}
	next := 0
	for n, row := range p.Table.Rows {
		cells := make([]string, len(p.Table.Header)+2)
		copy(cells[:len(p.Table.Header)], row.Cells)
		if next < len(p.Pairs) && p.Pairs[next].row == n {
			v := &p.Pairs[next]
			cells[len(cells)-2], cells[len(cells)-1] = strconv.Itoa(v.Score), strconv.FormatBool(v.Score >= threshold)
			next++
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
