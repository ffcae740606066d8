package indicators

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// Write writes the things that sources indicate, one statement a row. It fails,
// and nothing leaves, where sharing forbids a statement or source.
func Write(out io.Writer, sources []statement.Source, statements []statement.Statement, sharing statement.Sharing) error {
	return write(out, sources, statements, sharing, []string{"type", "value", "first_seen", "last_seen", "confidence", "source", "tlp", "description", "grade", "port"},
		func(src *statement.Source, s *statement.Statement) []string {
			if s.Predicate != Indicated || s.Polarity != statement.Asserts {
				return nil
			}
			first, last := "", ""
			if s.At != 0 {
				first = when(s)
			} else if from, to, ok := strings.Cut(s.When.Original, " to "); ok {
				first, last = from, to
			} else {
				first, last = s.When.Original, ""
			}
			if until, ok := strings.CutPrefix(first, "until "); ok {
				first, last = "", until
			}
			return []string{s.Subject.Kind, s.Subject.Key, first, last, "", who(src, s), string(s.Marking.TLP), s.Quotation, grade(s), number(s.Port)}
		})
}

// Edges writes what sources say of two things, one statement a row, with who
// says it. What is denied, or said to be without evidence, says so.
func Edges(out io.Writer, sources []statement.Source, statements []statement.Statement, sharing statement.Sharing) error {
	return write(out, sources, statements, sharing, []string{"from", "to", "predicate", "polarity", "says", "grade", "when", "state", "hedge", "role", "tlp", "source", "statement"},
		func(src *statement.Source, s *statement.Statement) []string {
			if s.Object.Kind == "" {
				return nil
			}
			return []string{s.Subject.String(), s.Object.String(), s.Predicate, string(s.Polarity), who(src, s), grade(s), when(s), s.State, s.Hedge, s.Role, string(s.Marking.TLP), s.Source, s.ID}
		})
}

func write(out io.Writer, sources []statement.Source, statements []statement.Statement, sharing statement.Sharing, header []string, row func(*statement.Source, *statement.Statement) []string) error {
	byID, err := sharing.Check(sources, statements)
	if err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	w := csv.NewWriter(out)
	if err := w.Write(header); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	for i := range statements {
		cells := row(byID[statements[i].Source], &statements[i])
		if cells == nil {
			continue
		}
		for j := range cells {
			cells[j] = escape(cells[j])
		}
		if err := w.Write(cells); err != nil {
			return fmt.Errorf("write table: statement %s: %w", statements[i].ID, err)
		}
	}
	if w.Flush(); w.Error() != nil {
		return fmt.Errorf("write table: %w", w.Error())
	}
	return nil
}

// escape keeps a spreadsheet from taking a value for a formula.
func escape(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r'", rune(s[0])) {
		return "'" + s
	}
	return s
}

func unescape(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@\t\r'", rune(s[1])) {
		return s[1:]
	}
	return s
}

// who says it: whom the source names first, else who published it.
func who(src *statement.Source, s *statement.Statement) string {
	names := []string{}
	for _, t := range s.Chain {
		names = append(names, t.Who)
	}
	for _, name := range []string{src.Publisher, src.Title, src.ID} {
		if name != "" {
			names = append(names, name)
			break
		}
	}
	return strings.Join(names, " to ")
}

func grade(s *statement.Statement) string {
	if g := s.Grade.String(); g != "" {
		return g
	}
	return statement.Unjudged.String()
}

func when(s *statement.Statement) string {
	switch {
	case s.At != 0 && s.Zoneless:
		return strings.TrimSuffix(s.At.String(), "Z")
	case s.At != 0:
		return s.At.String()
	}
	return s.When.Original
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
