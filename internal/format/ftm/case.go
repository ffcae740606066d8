package ftm

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// What FollowTheMoney has no property for stands in a text property, after one
// of these words.
const (
	statementMark = "sekifuda-statement/1 "
	sourceMark    = "sekifuda-source/1 "
)

// FromStatements writes a case as entities: sources as Document, things by
// their kind, a statement that asserts something of two things as UnknownLink,
// any other as Note. Each says in words who says it. It fails, and nothing
// leaves, where sharing forbids a statement or source.
func FromStatements(sources []statement.Source, statements []statement.Statement, sharing statement.Sharing) ([]entity.Entity, error) {
	byID, err := sharing.Check(sources, statements)
	if err != nil {
		return nil, fmt.Errorf("make entities: %w", err)
	}
	w := &caseWriter{space: sharing.Author + "\x00" + sharing.Container, things: map[string]bool{}}
	for i := range sources {
		if err := w.source(&sources[i]); err != nil {
			return nil, err
		}
	}
	for i := range statements {
		if err := w.statement(byID[statements[i].Source], &statements[i]); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(w.out, func(a, b entity.Entity) int { return cmp.Compare(a.ID, b.ID) })
	return w.out, nil
}

type caseWriter struct {
	space  string // whose things they are
	things map[string]bool
	out    []entity.Entity
}

func (w *caseWriter) id(parts ...string) string {
	sum := sha256.Sum256([]byte(w.space + "\x00" + strings.Join(parts, "\x00")))
	return "sekifuda-" + hex.EncodeToString(sum[:10])
}

func (w *caseWriter) source(src *statement.Source) error {
	text, err := json.Marshal(src)
	if err != nil {
		return fmt.Errorf("make entities: source %s: %w", src.ID, err)
	}
	e := entity.Entity{ID: w.id("source", src.ID), Schema: "Document"}
	e.Add("fileName", src.ID)
	e.Add("title", src.Title)
	e.Add("name", cmp.Or(src.Title, src.ID))
	e.Add("publisher", src.Publisher)
	e.Add("sourceUrl", src.URL)
	e.Add("publishedAt", written(src.Published))
	e.Add("notes", sourceMark+string(text))
	e.Caption = e.First("name")
	w.out = append(w.out, e)
	return nil
}

// written is a date as FollowTheMoney has it: a day, month or year.
func written(d entity.Date) string {
	if !d.Known() || d.Earliest == entity.NoDay {
		return ""
	}
	switch s := d.Earliest.String(); d.Precision {
	case entity.PrecisionDay:
		return s
	case entity.PrecisionMonth:
		return s[:7]
	case entity.PrecisionYear:
		return s[:4]
	}
	return ""
}

// schemata are those of things. A claimed identity is no Person: which person is
// behind it nobody says here.
var schemata = map[string]string{statement.Person: "Person", statement.Organization: "Organization", statement.Group: "Organization", statement.Identity: "LegalEntity",
	statement.Customer: "LegalEntity", statement.Event: "Event", statement.Account: "UserAccount", statement.Place: "Address"}

func (w *caseWriter) thing(r statement.Ref) string {
	id := w.id("thing", r.String())
	if w.things[id] {
		return id
	}
	w.things[id] = true
	e := entity.Entity{ID: id, Schema: cmp.Or(schemata[r.Kind], "Asset"), Caption: r.Key}
	e.Add("name", r.Key)
	e.Add("keywords", r.Kind)
	switch r.Kind {
	case statement.Account:
		e.Add("username", r.Key)
	case statement.Place:
		e.Add("full", r.Key)
	case statement.Identity:
		e.Add("notes", "A claimed identity: which person is behind it is not said.")
	}
	w.out = append(w.out, e)
	return id
}

func (w *caseWriter) statement(src *statement.Source, s *statement.Statement) error {
	text, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("make entities: statement %s: %w", s.ID, err)
	}
	subject := w.thing(s.Subject)
	words, exact := statement.Sentence(src, s), statementMark+string(text)
	e := entity.Entity{ID: w.id("statement", s.Source, s.ID, string(text))}
	if s.Object.Kind != "" && (s.Polarity == statement.Asserts || s.Polarity == "") {
		e.Schema, e.Caption = "UnknownLink", s.Predicate
		e.Add("subject", subject)
		e.Add("object", w.thing(s.Object))
		e.Add("role", "said: "+s.Predicate)
		e.Add("status", s.State)
		e.Add("recordId", s.ID)
		e.Add("publisher", cmp.Or(src.Publisher, src.Title, src.ID))
		e.Add("sourceUrl", src.URL)
		e.Add("summary", words)
		e.Add("description", exact)
		switch {
		case s.Zoneless:
		case s.At != 0:
			e.Add("date", s.At.Time().Format("2006-01-02T15:04:05"))
		default:
			e.Add("date", written(s.When))
		}
	} else {
		e.Schema, e.Caption = "Note", s.Predicate
		e.Add("name", s.Predicate)
		e.Add("entity", subject)
		if s.Object.Kind != "" {
			e.Add("entity", w.thing(s.Object))
		}
		e.Add("description", words)
		e.Add("publisher", cmp.Or(src.Publisher, src.Title, src.ID))
		e.Add("proof", w.id("source", src.ID))
		e.Add("notes", exact)
	}
	w.out = append(w.out, e)
	return nil
}

// Statements reads back what FromStatements wrote: ids, sources and grades are
// those of the file, which must be the reader's own. Entities of others give
// nothing. It fails where a text that this program wrote was changed.
func Statements(entities []entity.Entity) (sources []statement.Source, statements []statement.Statement, err error) {
	for i := range entities {
		e := &entities[i]
		for _, text := range slices.Concat(e.Values("notes"), e.Values("description")) {
			if raw, ok := strings.CutPrefix(text, sourceMark); ok && e.Schema == "Document" {
				var src statement.Source
				if err := json.Unmarshal([]byte(raw), &src); err != nil {
					return nil, nil, fmt.Errorf("entity %s: its source cannot be read: %w", e.ID, err)
				}
				sources = append(sources, src)
			} else if raw, ok := strings.CutPrefix(text, statementMark); ok {
				var s statement.Statement
				if err := json.Unmarshal([]byte(raw), &s); err != nil {
					return nil, nil, fmt.Errorf("entity %s: its statement cannot be read: %w", e.ID, err)
				}
				statements = append(statements, s)
			}
		}
	}
	return sources, statements, nil
}
