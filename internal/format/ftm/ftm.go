// Package ftm reads and writes entities in the JSON form of FollowTheMoney: one
// object a line, or one array of objects. Schemata and properties that this
// program does not know are kept; a property may be a list or one value; an
// entity nested in a property is reduced to its id.
package ftm

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// Version names the reader in snapshot digests; raise it when entities change.
const Version = "ftm/1"

// Read yields the entities of one file in its order. After the first error it
// stops; errors are *format.Error with the line on which the object starts.
func Read(r io.Reader, file string, lim format.Limits) iter.Seq2[entity.Entity, error] {
	return func(yield func(entity.Entity, error) bool) {
		s := &splitter{r: bufio.NewReaderSize(format.Bounded(r, file, lim, 0), 64<<10), file: file, lim: lim, line: 1}
		for {
			object, err := s.next()
			if err == io.EOF {
				return
			}
			var e entity.Entity
			if err == nil {
				e, err = s.decode(object)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Open yields the entities of all files in paths: plain files, zip archives and
// directories (their .json, .jsonl and .ndjson).
func Open(paths []string, lim format.Limits) iter.Seq2[entity.Entity, error] {
	return func(yield func(entity.Entity, error) bool) {
		inputs, err := format.Inputs(paths, lim, isJSON)
		if err != nil {
			yield(entity.Entity{}, err)
			return
		}
		for _, in := range inputs {
			if !readInput(in, lim, yield) {
				return
			}
		}
	}
}

func isJSON(base string) bool {
	switch strings.ToLower(path.Ext(base)) {
	case ".json", ".jsonl", ".ndjson":
		return true
	}
	return false
}

func readInput(in format.Input, lim format.Limits, yield func(entity.Entity, error) bool) bool {
	f, err := in.Open()
	if err != nil {
		yield(entity.Entity{}, err)
		return false
	}
	defer f.Close()
	for e, err := range Read(f, in.Name, lim) {
		if !yield(e, err) || err != nil {
			return false
		}
	}
	return true
}

// wire is an entity as files have it.
type wire struct {
	entity.Entity
	Properties map[string]json.RawMessage `json:"properties"`
}

func (s *splitter) decode(object []byte) (entity.Entity, error) {
	if !utf8.Valid(object) {
		return entity.Entity{}, s.fail("", "the object is not UTF-8", "write the file in UTF-8")
	}
	var w wire
	if err := json.Unmarshal(object, &w); err != nil {
		return entity.Entity{}, s.jsonError(err)
	}
	e := w.Entity
	switch {
	case e.ID == "":
		return e, s.fail("id", "the entity has no id", "give each entity its own")
	case e.Schema == "":
		return e, s.fail("schema", "the entity has no schema", "name one, such as Person, Company, LegalEntity")
	}
	// An empty list says what no list says, and must be the same bytes.
	if len(e.Referents) == 0 {
		e.Referents = nil
	}
	if len(e.Datasets) == 0 {
		e.Datasets = nil
	}
	e.Properties = map[string][]string{}
	for prop, raw := range w.Properties {
		if err := addValues(&e, prop, raw, true); err != nil {
			return e, s.fail("properties."+prop, err.Error(), "write texts")
		}
	}
	if e.Caption == "" {
		e.Caption = e.First("name")
	}
	return e, nil
}

// addValues adds a value or a list of values to prop.
func addValues(e *entity.Entity, prop string, raw json.RawMessage, list bool) error {
	switch raw[0] {
	case '[':
		var values []json.RawMessage
		if err := json.Unmarshal(raw, &values); err != nil || !list {
			return errors.New("a list inside a list")
		}
		for _, v := range values {
			if err := addValues(e, prop, v, false); err != nil {
				return err
			}
		}
	case '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		e.Add(prop, s)
	case '{':
		var nested struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(raw, &nested); err != nil || nested.ID == "" {
			return errors.New("a nested entity without id")
		}
		e.Add(prop, nested.ID)
	case 'n': // null says nothing
	default: // numbers, true, false: as written
		e.Add(prop, string(raw))
	}
	return nil
}

// jsonError says what is wrong with an object in words of its own.
func (s *splitter) jsonError(err error) error {
	var te *json.UnmarshalTypeError
	if errors.As(err, &te) {
		return s.fail(te.Field, fmt.Sprintf("a %s where a %s is expected", te.Value, te.Type), "see the FollowTheMoney form of entities")
	}
	return s.fail("", "broken JSON: "+err.Error(), "write one whole JSON object a line")
}

// Writer writes entities as JSON lines. The same entity always gives the same
// bytes.
type Writer struct {
	w *bufio.Writer
}

// NewWriter returns a writer to w. Call Flush at the end.
func NewWriter(w io.Writer) *Writer { return &Writer{bufio.NewWriter(w)} }

// Write writes one entity. It fails where it has no ID or schema, or is not
// UTF-8, and where w fails.
func (w *Writer) Write(e *entity.Entity) error {
	if e.ID == "" || e.Schema == "" {
		return fmt.Errorf("write entity %q: it needs an ID and a schema", e.ID)
	}
	c := *e
	if c.Properties == nil {
		c.Properties = map[string][]string{}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(c); err != nil {
		return fmt.Errorf("write entity %s: %w", e.ID, err)
	}
	if _, err := w.w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write entity %s: %w", e.ID, err)
	}
	return nil
}

// Flush writes what is buffered; without it the file is cut off.
func (w *Writer) Flush() error {
	if err := w.w.Flush(); err != nil {
		return fmt.Errorf("write entities: %w", err)
	}
	return nil
}
