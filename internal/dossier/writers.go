package dossier

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/casereport"
	"github.com/sekifuda/sekifuda/internal/format/ftm"
	"github.com/sekifuda/sekifuda/internal/format/indicators"
	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// writer is one format in which a case can leave.
type writer struct {
	write         Writer
	media, ending string
	kinds         []string                        // of entries that stand in it besides sources and statements
	takes         func(*statement.Statement) bool // statements that it can say; nil: all
}

var writers = map[string]writer{
	"html": {writeHTML, "text/html; charset=utf-8", ".html", []string{casefile.KindThing, casefile.KindStep, casefile.KindEvidence}, nil},
	"stix": {writeSTIX, "application/stix+json;version=2.1", ".json", nil, nil},
	"ftm":  {writeFTM, "application/x-ndjson", ".jsonl", nil, nil},
	"csv": {writeEdges, "text/csv; charset=utf-8", ".csv", nil,
		func(s *statement.Statement) bool { return s.Object != (statement.Ref{}) }},
	"xarf": {writeXARF, "application/x-ndjson", ".jsonl", nil,
		func(s *statement.Statement) bool { return s.Polarity == statement.Asserts }},
	"indicators": {writeIndicators, "text/csv; charset=utf-8", ".csv", nil,
		func(s *statement.Statement) bool {
			return s.Predicate == indicators.Indicated && s.Polarity == statement.Asserts
		}},
}

func (l *Leaving) sharing() statement.Sharing {
	return statement.Sharing{Author: l.Author, Container: l.File.ID, Recipient: l.Recipient, MaxTLP: l.TLP, At: l.At}
}

func writeHTML(w io.Writer, l *Leaving) error {
	return casereport.Write(w, l.File, casereport.Options{ID: l.ID, Recipient: l.Recipient, Author: l.Author, Purpose: l.Purpose, TLP: l.TLP,
		Held: l.Held, At: l.At, Lang: l.Lang})
}

func writeSTIX(w io.Writer, l *Leaving) error {
	b, err := stix.FromStatements(l.File.Sources, l.File.Statements, l.sharing())
	if err != nil {
		return err
	}
	if n := len(b.Left); n > 0 {
		l.Held[heldFormat] += n
	}
	return stix.Write(w, b)
}

func writeFTM(w io.Writer, l *Leaving) error {
	all, err := ftm.FromStatements(l.File.Sources, l.File.Statements, l.sharing())
	if err != nil {
		return err
	}
	out := ftm.NewWriter(w)
	for i := range all {
		if err := out.Write(&all[i]); err != nil {
			return err
		}
	}
	return out.Flush()
}

// writeXARF writes one report a line. A case that reports nothing of a type of
// X-ARF is an error: an empty file would look like a report.
func writeXARF(w io.Writer, l *Leaving) error {
	all, err := xarf.FromStatements(l.File.Sources, l.File.Statements, l.sharing(), xarf.Desk{Org: l.Author, Contact: l.Contact, Domain: l.Domain})
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return (&Refused{[]*format.Error{{Field: "format", Msg: "no statement of the case is a report of a type of X-ARF, with its time and zone", Fix: "choose another format"}}})
	}
	for _, r := range all {
		var text, line bytes.Buffer
		if err := xarf.Write(&text, r); err != nil {
			return err
		}
		if err := json.Compact(&line, text.Bytes()); err != nil {
			return err
		}
		if _, err := w.Write(append(line.Bytes(), '\n')); err != nil {
			return err
		}
	}
	return nil
}

func writeEdges(w io.Writer, l *Leaving) error {
	return indicators.Edges(w, l.File.Sources, l.File.Statements, l.sharing())
}

func writeIndicators(w io.Writer, l *Leaving) error {
	return indicators.Write(w, l.File.Sources, l.File.Statements, l.sharing())
}
