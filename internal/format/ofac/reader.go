package ofac

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// entry gathers the rows of one number.
type entry struct {
	e       entity.Entity
	remarks []string // one of each list
}

// Widths of the files.
const (
	primaryColumns = 12
	addressColumns = 6
	aliasColumns   = 5
	commentColumns = 2
)

type reader struct {
	lim     format.Limits
	counts  Counts
	entries []*entry
	byNum   map[string]*entry
}

// list reads the files of l, the primary one first.
func (r *reader) list(l list, files map[string]format.Input) error {
	seen := map[string]int{} // number -> index of this list's remark
	for _, part := range []struct {
		base string
		cols int
		row  func(at func(int, string, string) error, v []string) error
	}{
		{l.prim, primaryColumns, func(at func(int, string, string) error, v []string) error { return r.primary(l, seen, at, v) }},
		{l.add, addressColumns, r.address},
		{l.alt, aliasColumns, r.alias},
		{l.comments, commentColumns, func(_ func(int, string, string) error, v []string) error { r.comment(seen, v); return nil }},
	} {
		in, ok := files[part.base]
		if !ok {
			continue
		}
		if err := r.file(in, part.cols, part.row); err != nil {
			return err
		}
	}
	return nil
}

// file calls row for each row of in with its cells, "" for the null sign, and a
// function that makes an error of a column.
func (r *reader) file(in format.Input, cols int, row func(at func(int, string, string) error, v []string) error) error {
	f, err := in.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	t := format.NewTable(f, in.Name, cols, r.lim)
	at := func(col int, msg, fix string) error { return t.CellError(col, "", msg, fix) }
	v := make([]string, cols)
	numbered := cols == addressColumns || cols == aliasColumns // a running number follows the entry's
	for rows := 0; ; rows++ {
		cells, err := t.Next()
		if err == io.EOF {
			if rows == 0 && (cols == primaryColumns || cols != commentColumns && !t.Ended()) {
				return &format.Error{File: in.Name, Msg: "the file is empty", Fix: "fetch it again"}
			}
			return nil
		}
		if err != nil {
			return err
		}
		for i, c := range cells {
			text := c.AppendTo(nil)
			if !utf8.Valid(text) {
				return at(i+1, "the cell is not UTF-8", "fetch the file again")
			}
			var ok bool
			if v[i], ok = value(string(text), c.Quoted || i == 0 || i == 1 && numbered); !ok {
				return at(i+1, fmt.Sprintf("%q without quotes; nothing is written -0-", text), "the file is cut off or damaged; fetch it again")
			}
			if i == cols-1 && v[i] != "" {
				v[i] = string(text) // a remark can be cut before or behind a blank
			}
		}
		if !number(v[0]) {
			return at(1, fmt.Sprintf("%q is no entry number", v[0]), "the file is damaged or has a header; fetch it again")
		}
		if err := row(at, v); err != nil {
			return err
		}
	}
}

// value turns the null sign into "". In the last row of a file that passed
// through an editor it can be shortened by its end. Other text stands in quotes.
func value(s string, quoted bool) (string, bool) {
	s = strings.TrimSpace(s)
	if s == null || s == "-0" && !quoted {
		return "", true
	}
	return s, quoted
}

func number(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != "" && len(s) < 12
}

var schemata = map[string]string{"": entity.Organization, "individual": entity.Person, "vessel": entity.Vessel, "aircraft": entity.Airplane}

func (r *reader) primary(l list, seen map[string]int, at func(int, string, string) error, v []string) error {
	r.counts.Entries++
	schema, ok := schemata[v[2]]
	switch {
	case !ok:
		return at(3, fmt.Sprintf("%q is no type of entry (individual, vessel, aircraft)", v[2]), "the file is damaged, or the format has changed")
	case v[1] == "":
		return at(2, "the entry has no name", "fetch the file again")
	}
	if _, ok := seen[v[0]]; ok {
		return at(1, fmt.Sprintf("entry %s is there twice", v[0]), "fetch the file again")
	}
	en := r.byNum[v[0]]
	if en == nil {
		en = &entry{e: entity.Entity{ID: IDPrefix + v[0], Schema: schema, Target: true}}
		r.byNum[v[0]] = en
		r.entries = append(r.entries, en)
	} else if en.e.Schema != schema {
		return at(3, fmt.Sprintf("entry %s has another type on the other list", v[0]), "fetch both lists again")
	}
	seen[v[0]] = len(en.remarks)
	en.remarks = append(en.remarks, v[11])
	e := &en.e
	e.Datasets = append(e.Datasets, l.dataset)
	addName(e, v[1])
	for _, p := range strings.Split(v[3], "] [") {
		e.Add("program", strings.TrimSpace(p))
	}
	for i, prop := range []string{"position", "callSign", "type", "tonnage", "grossRegisteredTonnage", "flag", "owner"} {
		e.Add(prop, v[4+i])
	}
	return nil
}

// addName sets the name and, for persons, its parts.
func addName(e *entity.Entity, published string) {
	n := splitName(published, e.IsPerson())
	e.Add("name", n.natural())
	if e.Caption == "" {
		e.Caption = e.First("name")
	}
	e.Add("lastName", n.last)
	e.Add("firstName", n.first)
	e.Add("nameSuffix", n.suffix)
}

type name struct{ whole, last, first, suffix string }

// splitName cuts "LAST, First, Jr."; names of others keep their commas.
func splitName(s string, person bool) name {
	parts := strings.SplitN(s, ",", 3)
	if !person || len(parts) < 2 {
		return name{whole: s}
	}
	n := name{last: strings.TrimSpace(parts[0]), first: strings.TrimSpace(parts[1])}
	if len(parts) == 3 {
		n.suffix = strings.TrimSpace(parts[2])
	}
	if n.last == "" || n.first == "" {
		return name{whole: s}
	}
	return n
}

func (n name) natural() string {
	if n.whole != "" {
		return n.whole
	}
	return strings.TrimSpace(n.first + " " + n.last + " " + n.suffix)
}

// address adds one row of an address file. A country alone is no address: it
// would agree with half of the applications.
func (r *reader) address(at func(int, string, string) error, v []string) error {
	r.counts.Addresses++
	en := r.byNum[v[0]]
	if en == nil {
		return at(1, fmt.Sprintf("an address of entry %s, which is not on the list", v[0]), "the files are not of one day; fetch all of them again")
	}
	if v[2] != "" || v[3] != "" {
		en.e.Add("address", join(", ", v[2], v[3], v[4]))
	}
	en.e.Add("country", v[4])
	return nil
}

func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

func (r *reader) alias(at func(int, string, string) error, v []string) error {
	r.counts.Aliases++
	en := r.byNum[v[0]]
	if en == nil {
		return at(1, fmt.Sprintf("another name of entry %s, which is not on the list", v[0]), "the files are not of one day; fetch all of them again")
	}
	prop := map[string]string{"aka": "alias", "nka": "alias", "fka": "previousName"}[v[2]]
	switch {
	case prop == "":
		return at(3, fmt.Sprintf("%q is no kind of name (aka, fka, nka)", v[2]), "the file is damaged, or the format has changed")
	case v[3] == "":
		return at(4, "the name is empty", "fetch the file again")
	}
	en.e.Add(prop, splitName(v[3], en.e.IsPerson()).natural())
	return nil
}

// comment continues the remark of this list where it was cut; the publisher
// cuts inside words, so nothing is put between.
func (r *reader) comment(seen map[string]int, v []string) {
	r.counts.Comments++
	i, ok := seen[v[0]]
	if !ok {
		r.counts.Unattached++
		return
	}
	r.byNum[v[0]].remarks[i] += v[1]
}

// entity reads the remarks, which are whole only now, and returns the entity.
func (en *entry) entity() *entity.Entity {
	for _, text := range en.remarks {
		readRemarks(&en.e, text)
	}
	return &en.e
}
