package un

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Writer writes entities as the publisher's document: persons first, then
// entities, whatever the order of Write.
type Writer struct {
	w        *bufio.Writer
	at       entity.Instant
	entities []*entity.Entity
}

// NewWriter returns a writer of a document that says it was made at published.
// Nothing is written before Close.
func NewWriter(w io.Writer, published entity.Instant) *Writer {
	return &Writer{w: bufio.NewWriter(w), at: published}
}

// Write takes one entity, whose ID must be IDPrefix and a reference number. The
// second name, if any, is written as that in original script. Properties that the
// form has no element for are left out; of notes and programs the first is kept.
// It fails where the names do not fit.
func (w *Writer) Write(e *entity.Entity) error {
	ref, ok := strings.CutPrefix(e.ID, IDPrefix)
	switch {
	case !ok || ref == "":
		return fmt.Errorf("write list entry: ID %q: want %sREFERENCE", e.ID, IDPrefix)
	case len(e.Values("name")) < 1 || len(e.Values("name")) > 2:
		return fmt.Errorf("write list entry %s: %d names; the form holds one, and one in original script", e.ID, len(e.Values("name")))
	}
	w.entities = append(w.entities, e)
	return nil
}

// Close writes the document. It does not close the underlying writer.
func (w *Writer) Close() error {
	fmt.Fprintf(w.w, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<%s xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" dateGenerated=\"%s\">\n", root, w.at.Time().Format("2006-01-02T15:04:05.000Z"))
	for _, part := range []struct {
		group, name, prefix string
		person              bool
	}{{"INDIVIDUALS", "INDIVIDUAL", "INDIVIDUAL_", true}, {"ENTITIES", "ENTITY", "ENTITY_", false}} {
		w.open(1, part.group)
		n := 0
		for _, e := range w.entities {
			if e.IsPerson() == part.person {
				n++
				w.entry(e, part.name, part.prefix, n)
			}
		}
		w.close(1, part.group)
	}
	fmt.Fprintf(w.w, "</%s>\n", root)
	if err := w.w.Flush(); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	return nil
}

func (w *Writer) entry(e *entity.Entity, name, prefix string, n int) {
	w.open(2, name)
	w.leaf(3, "DATAID", fmt.Sprint(6_000_000+n))
	w.leaf(3, "VERSIONNUM", "1")
	w.names(e)
	w.leaf(3, "UN_LIST_TYPE", e.First("program"))
	w.leaf(3, "REFERENCE_NUMBER", strings.TrimPrefix(e.ID, IDPrefix))
	w.leaf(3, "LISTED_ON", e.First("listingDate"))
	if g := e.First("gender"); g != "" {
		w.leaf(3, "GENDER", strings.ToUpper(g[:1])+g[1:])
	}
	if names := e.Values("name"); len(names) > 1 {
		w.leaf(3, "NAME_ORIGINAL_SCRIPT", names[1])
	}
	w.leaf(3, "COMMENTS1", e.First("notes"))
	w.values("TITLE", e.Values("title"))
	w.values("DESIGNATION", e.Values("position"))
	w.values("NATIONALITY", e.Values("nationality"))
	w.values("LIST_TYPE", []string{"UN List"})
	if e.LastChange != "" {
		w.values("LAST_DAY_UPDATED", []string{e.LastChange})
	}
	w.aliases(e, prefix)
	w.addresses(e, prefix)
	if e.IsPerson() {
		w.person(e, prefix)
	}
	w.leaf(3, "SORT_KEY", "")
	w.leaf(3, "SORT_KEY_LAST_MOD", "")
	w.close(2, name)
}

// names writes a person's name in up to four parts, an entity's in one.
func (w *Writer) names(e *entity.Entity) {
	parts := []string{e.First("name")}
	if e.IsPerson() {
		parts = strings.SplitN(e.First("name"), " ", 4)
	}
	for i, p := range parts {
		w.leaf(3, [...]string{"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}[i], p)
	}
}

func (w *Writer) aliases(e *entity.Entity, prefix string) {
	good := "Good"
	if !e.IsPerson() {
		good = "a.k.a."
	}
	for _, kind := range []struct{ prop, quality string }{{"alias", good}, {"previousName", "f.k.a."}, {"weakAlias", "Low"}} {
		for _, a := range e.Values(kind.prop) {
			w.open(3, prefix+"ALIAS")
			w.leaf(4, "QUALITY", kind.quality)
			w.leaf(4, "ALIAS_NAME", a)
			w.close(3, prefix+"ALIAS")
		}
	}
}

// addresses writes an address in one line as STREET, its country by itself.
func (w *Writer) addresses(e *entity.Entity, prefix string) {
	used := map[string]bool{}
	write := func(street, country string) {
		w.open(3, prefix+"ADDRESS")
		if street != "" {
			w.leaf(4, "STREET", street)
		}
		w.leaf(4, "COUNTRY", country)
		w.close(3, prefix+"ADDRESS")
	}
	for _, a := range e.Values("address") {
		country := ""
		for _, c := range e.Values("country") {
			if rest, ok := strings.CutSuffix(a, ", "+c); ok && rest != "" {
				a, country, used[c] = rest, c, true
				break
			}
		}
		write(a, country)
	}
	for _, c := range e.Values("country") {
		if !used[c] {
			write("", c)
		}
	}
}

func (w *Writer) person(e *entity.Entity, prefix string) {
	for _, d := range e.Values("birthDate") {
		w.open(3, prefix+"DATE_OF_BIRTH")
		kind, rest := "EXACT", d
		if about, ok := strings.CutPrefix(d, "circa "); ok {
			kind, rest = "APPROXIMATELY", about
		}
		from, to, between := strings.Cut(rest, " to ")
		if between && kind == "EXACT" {
			kind = "BETWEEN"
		}
		w.leaf(4, "TYPE_OF_DATE", kind)
		switch {
		case between:
			w.leaf(4, "FROM_YEAR", from)
			w.leaf(4, "TO_YEAR", to)
		case len(rest) == 4:
			w.leaf(4, "YEAR", rest)
		default:
			w.leaf(4, "DATE", rest)
		}
		w.close(3, prefix+"DATE_OF_BIRTH")
	}
	for _, p := range e.Values("birthPlace") {
		w.open(3, prefix+"PLACE_OF_BIRTH")
		w.leaf(4, "CITY", p)
		w.close(3, prefix+"PLACE_OF_BIRTH")
	}
	for _, kind := range []struct{ prop, name string }{{"passportNumber", "Passport"}, {"idNumber", "National Identification Number"}} {
		for _, number := range e.Values(kind.prop) {
			w.open(3, prefix+"DOCUMENT")
			w.leaf(4, "TYPE_OF_DOCUMENT", kind.name)
			w.leaf(4, "NUMBER", number)
			w.close(3, prefix+"DOCUMENT")
		}
	}
}

// values writes a list of VALUE elements; nothing where there are none.
func (w *Writer) values(name string, values []string) {
	if len(values) == 0 {
		return
	}
	w.open(3, name)
	for _, v := range values {
		w.leaf(4, "VALUE", v)
	}
	w.close(3, name)
}

func (w *Writer) open(indent int, name string) {
	fmt.Fprintf(w.w, "%s<%s>\n", strings.Repeat("  ", indent), name)
}

func (w *Writer) close(indent int, name string) {
	fmt.Fprintf(w.w, "%s</%s>\n", strings.Repeat("  ", indent), name)
}

func (w *Writer) leaf(indent int, name, text string) {
	w.w.WriteString(strings.Repeat("  ", indent))
	if text == "" {
		fmt.Fprintf(w.w, "<%s/>\n", name)
		return
	}
	fmt.Fprintf(w.w, "<%s>", name)
	xml.EscapeText(w.w, []byte(text)) // the writer keeps its error for Flush
	fmt.Fprintf(w.w, "</%s>\n", name)
}
