package stix

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// Object is one object of a bundle.
type Object = map[string]any

// Bundle is what leaves.
type Bundle struct {
	ID      string
	Objects []Object
	Left    []statement.Unread // objects of others that STIX 2.1 forbids, and why: they do not leave
}

// FromStatements makes a bundle. It fails, and nothing leaves, where a
// statement or source is marked closer than MaxTLP, where a statement has no
// source among sources, and where the author is missing.
func FromStatements(sources []statement.Source, statements []statement.Statement, e statement.Sharing) (Bundle, error) {
	byID, err := e.Check(sources, statements)
	if err != nil {
		return Bundle{}, fmt.Errorf("make bundle: %w", err)
	}
	w := &writer{e: e, sources: byID, objects: map[string]Object{}, mark: map[string]statement.TLP{}, claims: map[string][]string{}, asserted: map[string][]string{}}
	return w.bundle(sources, statements)
}

type writer struct {
	e        statement.Sharing
	sources  map[string]*statement.Source
	objects  map[string]Object
	order    []string
	mark     map[string]statement.TLP // the freest label under which an object is named
	claims   map[string][]string      // ids of what a source says
	asserted map[string][]string      // ids of claims by what they assert, for those who deny it
	foreign  map[string]bool
	left     []statement.Unread
}

func (w *writer) bundle(sources []statement.Source, statements []statement.Statement) (Bundle, error) {
	covered := w.wholes(statements)
	rest := slices.Clone(statements)
	// Denials come after what they deny, so that they can name it.
	slices.SortStableFunc(rest, func(a, b statement.Statement) int { return cmp.Compare(denying(a), denying(b)) })
	for i := range rest {
		s := &rest[i]
		id, _, _ := strings.Cut(s.Place, ".")
		if s.Predicate == WholeObject || covered[s.Source+" "+id] {
			continue
		}
		if err := w.claim(s); err != nil {
			return Bundle{}, err
		}
	}
	for i := range sources {
		if err := w.source(&sources[i]); err != nil {
			return Bundle{}, err
		}
	}
	w.declare()
	b := Bundle{Left: w.left}
	slices.Sort(w.order)
	for _, id := range w.order {
		b.Objects = append(b.Objects, w.objects[id])
	}
	b.ID = "bundle--" + uuid5(namespace, w.e.Author+"\x00"+w.e.Recipient+"\x00"+Stamp(w.e.At)+"\x00"+strings.Join(w.order, "\x00"))
	return b, nil
}

func denying(s statement.Statement) int {
	if s.Polarity == statement.Denies {
		return 1
	}
	return 0
}

// add puts an object into the bundle under its identifier; tlp is the label
// under which it is named now.
func (w *writer) add(o Object, tlp statement.TLP) string {
	id := o["id"].(string)
	if w.objects[id] == nil {
		w.objects[id] = o
		w.order = append(w.order, id)
		w.mark[id] = tlp
	} else if tlp.Rank() < w.mark[id].Rank() {
		w.mark[id] = tlp
	}
	return id
}

// thing returns the identifier of a thing and sees that it is in the bundle.
func (w *writer) thing(r statement.Ref, tlp statement.TLP) string {
	if w.foreign[r.Key] {
		return r.Key
	}
	o := thingObject(r, w.e.Author+"\x00"+w.e.Container)
	if o["created"] != nil {
		o["created_by_ref"] = w.identity(w.e.Author, "author", tlp)
	}
	return w.add(o, tlp)
}

// publisher returns the identity of who says something.
func (w *writer) publisher(src *statement.Source) string {
	return w.identity(cmp.Or(src.Publisher, src.Title, src.ID), "publisher", src.Marking.TLP)
}

func (w *writer) identity(name, role string, tlp statement.TLP) string {
	return w.add(Object{"type": "identity", "spec_version": "2.1", "id": ownID("identity", role+"\x00"+name), "created": firstDay, "modified": firstDay,
		"name": name, "identity_class": "unknown", "extensions": Object{ExtensionID: Object{"extension_type": "property-extension", "role": role}}}, tlp)
}

// firstDay is when objects that never change were made.
const firstDay = "2026-01-01T00:00:00.000Z"

// source writes a source as a report of what it says.
func (w *writer) source(src *statement.Source) error {
	ext, err := plainJSON(src)
	if err != nil {
		return fmt.Errorf("make bundle: source %s: %w", src.ID, err)
	}
	by, author := w.publisher(src), w.identity(w.e.Author, "author", src.Marking.TLP)
	refs := w.claims[src.ID]
	if len(refs) == 0 {
		refs = []string{by}
	}
	slices.Sort(refs)
	published := w.e.At
	if src.Published.Known() && src.Published.Earliest != entity.NoDay {
		published = src.Published.Earliest.Start(w.e.At.Time().Location())
	}
	o := Object{"type": "report", "spec_version": "2.1", "created": Stamp(w.e.At), "modified": Stamp(w.e.At), "created_by_ref": author,
		"name": cmp.Or(src.Title, src.ID), "published": Stamp(published), "object_refs": texts(slices.Compact(refs)),
		"extensions": Object{ExtensionID: Object{"extension_type": "property-extension", "source": ext}}}
	if refs := references(src, ""); refs != nil {
		o["external_references"] = refs
	}
	o["id"] = ownID("report", w.e.Author+"\x00"+w.e.Container+"\x00"+Stamp(w.e.At)+"\x00"+src.ID+"\x00"+strings.Join(refs, "\x00"))
	w.add(o, src.Marking.TLP)
	return nil
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// declare adds what own objects refer to: extension, program, markings.
func (w *writer) declare() {
	used := map[string]bool{}
	recipient := w.recipient()
	for _, id := range w.order {
		if w.foreign[id] {
			continue // its maker marked it
		}
		tlp := cmp.Or(w.mark[id], statement.Amber)
		used[markingOf[tlp]] = true
		refs := []any{markingOf[tlp]}
		if recipient != nil {
			refs = append(refs, recipient["id"])
		}
		w.objects[id]["object_marking_refs"] = refs
	}
	for _, tlp := range statement.TLPs() {
		if id := markingOf[tlp]; used[id] {
			w.add(Object{"type": "marking-definition", "spec_version": "2.1", "id": id, "created": "2022-10-01T00:00:00.000Z", "name": "TLP:" + strings.ToUpper(string(tlp)),
				"extensions": Object{tlpExtension: Object{"extension_type": "property-extension", "tlp_2_0": string(tlp)}}}, tlp)
		}
	}
	if recipient != nil {
		w.add(recipient, statement.Clear)
	}
	w.add(Object{"type": "identity", "spec_version": "2.1", "id": programID, "created": firstDay, "modified": firstDay, "name": "Sekifuda", "identity_class": "system"}, statement.Clear)
	w.add(Object{"type": "extension-definition", "spec_version": "2.1", "id": ExtensionID, "created": firstDay, "modified": firstDay, "created_by_ref": programID,
		"name": "Statements of sources", "version": "1.0.0", "extension_types": []any{"new-sdo", "property-extension"}, "description": extensionText, "schema": extensionText}, statement.Clear)
}

const extensionText = "An object that stands for a thing has thing: its kind and key. A relationship, note, opinion or observed-data has statement: that a source says something, " +
	"with the source's id, who told whom, quotation, subject, predicate, object or value, polarity (asserts, denies, no_evidence, no_answer), time and Admiralty grade. " +
	"A report has source: where statements are from. sekifuda-contract, sekifuda-application and sekifuda-thing have thing_kind and thing_key. Nothing in it is more than what its source says."

func (w *writer) recipient() Object {
	if w.e.Recipient == "" {
		return nil
	}
	words := "Given by " + w.e.Author + " to " + w.e.Recipient + ". Statements are those of the sources that are named; none has been found true by being sent."
	return Object{"type": "marking-definition", "spec_version": "2.1", "id": ownID("marking-definition", words+Stamp(w.e.At)), "created": Stamp(w.e.At),
		"definition_type": "statement", "definition": Object{"statement": words},
		"extensions": Object{ExtensionID: Object{"extension_type": "property-extension", "role": "recipient"}}}
}

// plainJSON turns a value into what an Object may hold.
func plainJSON(v any) (any, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber() // numbers stay as they are written
	var out any
	return out, dec.Decode(&out)
}

// Write writes a bundle as JSON, one object a line. The same bundle gives the
// same bytes.
func Write(out io.Writer, b Bundle) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "{\"type\":\"bundle\",\"id\":%q,\"objects\":[\n", b.ID)
	for i, o := range b.Objects {
		if i > 0 {
			w.WriteString(",\n")
		}
		line, err := marshal(o)
		if err != nil {
			return fmt.Errorf("write bundle: object %v: %w", o["id"], err)
		}
		w.Write(line)
	}
	w.WriteString("\n]}\n")
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	return nil
}
