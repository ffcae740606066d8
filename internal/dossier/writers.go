package dossier

import (
	"io"

	"github.com/sekifuda/sekifuda/internal/format/casereport"
)

// writer is one format in which a case can leave.
type writer struct {
	write         Writer
	media, ending string
}

var writers = map[string]writer{
	"html": {writeHTML, "text/html; charset=utf-8", ".html"},
}

func writeHTML(w io.Writer, l *Leaving) error {
	return casereport.Write(w, l.File, casereport.Options{ID: l.ID, Recipient: l.Recipient, Author: l.Author, Purpose: l.Purpose, TLP: l.TLP,
		Held: l.Held, At: l.At, Lang: l.Lang})
}
