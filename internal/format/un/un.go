// Package un reads and writes the consolidated list of the United Nations
// Security Council in its XML form. A person or an entity becomes one entity
// with the ID "un-" and its reference number; the name in its original script is
// a name like the Latin one. Aliases of low quality are weak. A document that is
// cut off is an error, never a shorter list.
package un

import (
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// Version names the reader in snapshot digests; raise it when entities change.
const Version = "un/1"

// IDPrefix stands before the reference number in an entity's ID.
const IDPrefix = "un-"

// Dataset is the one that all entities belong to.
const Dataset = "un_sc_sanctions"

// maxNodes bounds the elements of one entry; the largest real one has under 300.
const maxNodes = 20_000

// root is the element that makes a document this list.
const root = "CONSOLIDATED_LIST"

// Read yields the persons and entities of one document in its order. After the
// first error it stops; errors are *format.Error with file and line.
func Read(r io.Reader, file string, lim format.Limits) iter.Seq2[entity.Entity, error] {
	return func(yield func(entity.Entity, error) bool) {
		x := format.NewXML(format.Bounded(r, file, lim, 0), file, lim)
		if err := read(x, yield); err != nil {
			yield(entity.Entity{}, err)
		}
	}
}

// Open yields the entities of the file in paths: plain, zipped, or the only .xml
// in a directory.
func Open(paths []string, lim format.Limits) iter.Seq2[entity.Entity, error] {
	return func(yield func(entity.Entity, error) bool) {
		in, err := input(paths, lim)
		if err != nil {
			yield(entity.Entity{}, err)
			return
		}
		f, err := in.Open()
		if err != nil {
			yield(entity.Entity{}, err)
			return
		}
		defer f.Close()
		Read(f, in.Name, lim)(yield)
	}
}

// OpenPublished returns when the publisher made the file that Open reads.
func OpenPublished(paths []string, lim format.Limits) (entity.Instant, error) {
	in, err := input(paths, lim)
	if err != nil {
		return 0, err
	}
	f, err := in.Open()
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return Published(f, in.Name, lim)
}

func input(paths []string, lim format.Limits) (format.Input, error) {
	inputs, err := format.Inputs(paths, lim, func(base string) bool { return strings.EqualFold(path.Ext(base), ".xml") })
	if err != nil {
		return format.Input{}, err
	}
	if len(inputs) > 1 {
		return format.Input{}, &format.Error{File: inputs[1].Name, Msg: "a second document; the list is one file", Fix: "name the file of one day only"}
	}
	return inputs[0], nil
}

// Published returns the time in the head of the document, dateGenerated. It
// fails where the document is another one or has no such time.
func Published(r io.Reader, file string, lim format.Limits) (entity.Instant, error) {
	x := format.NewXML(format.Bounded(r, file, lim, 0), file, lim)
	start, err := head(x)
	if err != nil {
		return 0, err
	}
	for _, a := range start.Attr {
		if a.Name.Local == "dateGenerated" {
			at, err := parseInstant(a.Value)
			if err != nil {
				return 0, x.Errorf("dateGenerated", "%q is no time", a.Value)
			}
			return at, nil
		}
	}
	return 0, x.Errorf("dateGenerated", "the document does not say when it was made")
}

func parseInstant(s string) (at entity.Instant, err error) {
	err = at.UnmarshalJSON([]byte(`"` + s + `"`))
	return at, err
}

// head reads up to the root element.
func head(x *format.XML) (xml.StartElement, error) {
	for {
		tok, err := x.Token()
		if err == io.EOF {
			return xml.StartElement{}, x.Errorf("", "the document has no %s", root)
		}
		if err != nil {
			return xml.StartElement{}, err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != root {
			return start, x.Errorf(start.Name.Local, "the document is not a %s", root)
		}
		return start, nil
	}
}

func read(x *format.XML, yield func(entity.Entity, error) bool) error {
	if _, err := head(x); err != nil {
		return err
	}
	seen := map[string]bool{}
	for {
		tok, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		name := start.Name.Local
		switch name {
		case "INDIVIDUALS", "ENTITIES":
			continue
		case "INDIVIDUAL", "ENTITY":
		default:
			return x.Errorf(name, "an element that the format does not have here")
		}
		node, err := x.Node(start, maxNodes)
		if err != nil {
			return err
		}
		e, why := entry(node)
		if why == "" && seen[e.ID] {
			why = fmt.Sprintf("%s is there twice", e.ID)
		}
		if why != "" {
			err := x.Errorf(name, "%s", why)
			err.Line, err.Column = node.Line, 0
			return err
		}
		seen[e.ID] = true
		if !yield(e, nil) {
			return nil
		}
	}
}
