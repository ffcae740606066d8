package casefile

import (
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v4"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Options of Read.
type Options struct {
	Name string         // of the file, for errors
	At   entity.Instant // when it is taken in; entries that name no time get it
}

// maxBytes bounds one file; a report of a hundred pages codes into less.
const maxBytes = 8 << 20

// Read reads one file: reports with their statements, or what was added to a
// case, or both. Every error is a *format.Error with line and field; all of
// them are joined, and nothing is returned with them. That what one file names
// stands in another is for casefile.File.Check on the whole.
func Read(r io.Reader, o Options) (*casefile.File, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read case file %s: %w", o.Name, err)
	}
	if len(raw) > maxBytes {
		return nil, &format.Error{File: o.Name, Msg: fmt.Sprintf("longer than %d bytes", maxBytes), Fix: "one file a report"}
	}
	d := &document{file: o.Name, at: o.At}
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil {
		return nil, d.yamlError(err)
	}
	if root.Kind != yaml.DocumentNode || len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode {
		return nil, &format.Error{File: o.Name, Line: 1, Msg: "not a case file", Fix: "want one YAML mapping with source, statements, things …"}
	}
	f := d.caseFile(root.Content[0])
	if len(d.errs) > 0 {
		return nil, errors.Join(d.errs...)
	}
	return f, nil
}

func (d *document) caseFile(n *yaml.Node) *casefile.File {
	f := &casefile.File{}
	o := d.object(n, "")
	if c := o.child("case"); c != nil {
		f.ID, f.Title, f.Opened, f.Marking = c.text("id"), c.text("title"), c.instant("opened"), c.marking()
		c.done()
	}
	if s := o.child("source"); s != nil {
		f.Sources = append(f.Sources, s.source())
	}
	o.each("sources", func(s *object) { f.Sources = append(f.Sources, s.source()) })
	def := defaults{grade: o.grade("grade"), chain: o.chain("chain"), marking: o.marking()}
	if len(f.Sources) == 1 {
		def.source = f.Sources[0].ID
	}
	o.each("statements", func(s *object) { f.Statements = append(f.Statements, s.statement(def)) })
	taken(f)
	o.added(f)
	o.done()
	return f
}

// taken gives a statement that does not say when it was taken in the time of
// its source.
func taken(f *casefile.File) {
	for i := range f.Statements {
		for j := range f.Sources {
			if st, s := &f.Statements[i], &f.Sources[j]; st.Recorded == 0 && st.Source == s.ID {
				st.Recorded = s.Recorded
			}
		}
	}
}

// defaults hold for the statements of a file that do not say otherwise.
type defaults struct {
	source  string
	grade   statement.Grade
	chain   []statement.Told
	marking statement.Marking
}

func (o *object) source() statement.Source {
	s := statement.Source{ID: o.must("id"), Kind: o.text("kind"), Title: o.text("title"), Publisher: o.text("publisher"),
		Published: o.date("published"), URL: o.text("url"), Language: o.text("language"), Translation: o.text("translation"),
		Reliability: o.text("reliability"), Digest: o.text("digest"), Marking: o.marking(), Recorded: o.recorded()}
	if s.Kind == "" {
		s.Kind = statement.KindArticle
	}
	o.each("derives", func(d *object) {
		how := d.oneOf("how", statement.Reprint, statement.Relay, statement.Cites)
		s.Derives = append(s.Derives, statement.Derivation{From: d.must("from"), How: how})
		d.done()
	})
	o.done()
	return s
}

func (o *object) statement(def defaults) statement.Statement {
	s := statement.Statement{ID: o.must("id"), Source: o.text("source"), Quotation: o.text("quotation"), Place: o.text("place"),
		English: o.text("english"), Chain: def.chain, Subject: o.ref("subject"), Predicate: o.must("predicate"), Object: o.ref("object"),
		Value: o.value("value"), Role: o.text("role"), Hedge: o.text("hedge"), Aspect: o.text("aspect"), When: o.date("when"),
		At: o.instant("at"), Skew: o.int("skew"), Zoneless: o.flag("zoneless"), Recorded: o.instant("recorded"), NoRule: o.flag("no_rule"),
		Grade: def.grade, Class: statement.Class(o.text("class")), Marking: o.markingOr(def.marking)}
	s.State = o.oneOf("state", casefile.Planned, casefile.Requested, casefile.Done, casefile.Dropped)
	s.Polarity = statement.Polarity(o.oneOf("polarity", string(statement.Asserts), string(statement.Denies), string(statement.Lacks), string(statement.NoAnswer)))
	if s.Polarity == "" {
		s.Polarity = statement.Asserts
	}
	if s.Source == "" {
		s.Source = def.source
	}
	if o.has("grade") {
		s.Grade = o.grade("grade")
	}
	if o.has("chain") {
		s.Chain = o.chain("chain")
	}
	switch {
	case s.Source == "":
		o.fail("source", "is missing", "name the source, or give the file one source")
	case s.Subject.Kind == "" && !o.has("subject"):
		o.fail("subject", "is missing", "want kind:name, as in person:the-woman")
	}
	o.done()
	return s
}
