// Package casereport writes a case as a page to be printed: what the sources
// say, word for word and in their chain, where they disagree with the sides
// beside each other, what is said to have happened when, and how far procedures
// are. It says nothing itself: every line names who says it.
package casereport

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Options say for whom a report is.
type Options struct {
	ID        string // of this report
	Recipient string
	Author    string
	Purpose   string
	TLP       statement.TLP
	Held      map[string]int // how many statements stayed, by why
	At        entity.Instant
	Lang      string // en, ja
}

//go:embed report.html
var files embed.FS

var page = template.Must(template.New("report.html").ParseFS(files, "report.html"))

// Write writes the page: one file, without scripts and without anything from
// elsewhere. It fails where w does.
func Write(w io.Writer, f *casefile.File, o Options) error {
	v := &view{File: f, Options: o, L: labels[o.Lang], names: map[statement.Ref]string{}, by: map[string]*statement.Statement{}}
	if v.L == nil {
		v.Lang, v.L = "en", labels["en"]
	}
	v.fill()
	if err := page.Execute(w, v); err != nil {
		return fmt.Errorf("write report of case %s: %w", f.ID, err)
	}
	return nil
}

// view is what the page shows.
type view struct {
	*casefile.File
	Options
	L map[string]string

	Rows          []row
	Disagreements []casefile.Disagreement
	Timeline      []casefile.Event
	Procedure     []row
	HeldBack      []heldBack
	Marks         string

	names map[statement.Ref]string
	by    map[string]*statement.Statement
}

// row is a statement as it is printed.
type row struct {
	ID, Who, About, Says, Quotation, English, Place, When, Grade, Hedge string
	Denial, Lacks, NoAnswer                                             bool
	Role, State                                                         string
}

type heldBack struct {
	Why string
	N   int
}

func (v *view) fill() {
	for _, t := range v.Things {
		if len(t.Names) > 0 {
			v.names[t.Ref] = t.Names[0]
		}
	}
	for i := range v.Statements {
		s := &v.Statements[i]
		v.by[s.ID] = s
		r := v.row(s)
		v.Rows = append(v.Rows, r)
		if s.State != "" {
			v.Procedure = append(v.Procedure, r)
		}
	}
	v.Disagreements, v.Timeline = casefile.Disagreements(v.File), casefile.Timeline(v.File)
	for why, n := range v.Held {
		v.HeldBack = append(v.HeldBack, heldBack{v.Text("held." + why), n})
	}
	slices.SortFunc(v.HeldBack, func(a, b heldBack) int { return strings.Compare(a.Why, b.Why) })
	v.Marks = "TLP:" + strings.ToUpper(string(v.TLP))
}

// Text is a label in the language of the report.
func (v *view) Text(code string) string {
	if s, ok := v.L[code]; ok {
		return s
	}
	if s, ok := labels["en"][code]; ok {
		return s
	}
	_, last, _ := strings.Cut(code, ".")
	return strings.ReplaceAll(last, "_", " ")
}

// Name is what a thing is called in the case.
func (v *view) Name(r statement.Ref) string {
	if n := v.names[r]; n != "" {
		return n
	}
	if r.Key == "" {
		return ""
	}
	return r.Key
}

func (v *view) row(s *statement.Statement) row {
	r := row{ID: s.ID, Who: v.who(s), About: v.Name(s.Subject) + " · " + words(s.Predicate), Says: v.says(s), Quotation: s.Quotation, English: s.English,
		Place: s.Place, When: when(s.When, s.At), Grade: s.Grade.String(), Hedge: s.Hedge, Denial: s.Polarity == statement.Denies,
		Lacks: s.Polarity == statement.Lacks, NoAnswer: s.Polarity == statement.NoAnswer}
	if r.Grade == "" {
		r.Grade = "F6"
	}
	if s.Role != "" {
		r.Role = v.Text("role." + s.Role)
	}
	if s.State != "" {
		r.State = v.Text("state." + s.State)
	}
	return r
}

// who writes the chain from who is to know it to the source.
func (v *view) who(s *statement.Statement) string {
	var links []string
	for _, t := range s.Chain {
		links = append(links, t.Who)
	}
	return strings.Join(append(links, v.Source(s.Source)), " → ")
}

// Source is how a source is named in lines.
func (v *view) Source(id string) string {
	for _, s := range v.Sources {
		if s.ID == id && s.Publisher != "" {
			return id + " (" + s.Publisher + ")"
		}
	}
	return id
}

// SourceNames names several.
func (v *view) SourceNames(ids []string) string { return strings.Join(ids, ", ") }

func (v *view) says(s *statement.Statement) string {
	if s.Object != (statement.Ref{}) {
		return v.Name(s.Object)
	}
	if s.Value.Text != "" {
		return s.Value.Text
	}
	return strings.Join(s.Value.Set, ", ")
}

// words writes a predicate as words.
func words(predicate string) string {
	return strings.NewReplacer("_", " ", ".", ": ").Replace(predicate)
}

// Words writes the topic of a question as words.
func (v *view) Words(predicate string) string { return words(predicate) }

// When writes a date as it was said, or the clock's.
func (v *view) When(d entity.Date, at entity.Instant) string { return when(d, at) }

func when(d entity.Date, at entity.Instant) string {
	switch {
	case at != 0:
		return at.String()
	case d.Original != "":
		return d.Original
	case !d.Known():
		return ""
	case d.Earliest == d.Latest:
		return d.Earliest.String()
	}
	return d.Earliest.String() + " – " + d.Latest.String()
}

// Class is a class of disagreement in words.
func (v *view) Class(c casefile.Class) string { return v.Text("class." + string(c)) }

// Derives writes what a source takes from others.
func (v *view) Derives(s statement.Source) string {
	var out []string
	for _, d := range s.Derives {
		out = append(out, v.Text("how."+d.How)+" "+d.From)
	}
	return strings.Join(out, "; ")
}

// Denied tells who denies or has no evidence, where the timeline gives a line.
func (v *view) Mark(polarity string) string {
	if polarity == "" || polarity == string(statement.Asserts) {
		return ""
	}
	return v.Text("polarity." + polarity)
}
