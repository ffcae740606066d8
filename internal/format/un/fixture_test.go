package un

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

var update = flag.Bool("update", false, "write the golden files")

// TestFixture compares a hand-typed document, with every form of the real one,
// with the entities it must give.
func TestFixture(t *testing.T) {
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	for _, e := range collect(t, "testdata/list.xml") {
		if err := enc.Encode(e); err != nil {
			t.Fatal(err)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/list.golden", got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile("testdata/list.golden")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(golden), got.String()); d != "" {
		t.Error(d)
	}
	at, err := OpenPublished([]string{"testdata"}, format.ListLimits)
	if err != nil || at.String() != "2026-02-27T00:00:09.554Z" {
		t.Errorf("published %v, %v", at, err)
	}
}

// readText reads a document and returns how many entities came before the error.
func readText(doc string, lim format.Limits) (n int, err error) {
	for _, e := range Read(strings.NewReader(doc), "x.xml", lim) {
		if e != nil {
			return n, e
		}
		n++
	}
	return n, nil
}

func TestErrors(t *testing.T) {
	list := func(body string) string { return "<CONSOLIDATED_LIST>\n" + body + "</CONSOLIDATED_LIST>" }
	one := "<INDIVIDUALS><INDIVIDUAL><REFERENCE_NUMBER>A</REFERENCE_NUMBER><FIRST_NAME>X</FIRST_NAME></INDIVIDUAL></INDIVIDUALS>"
	for _, tc := range []struct{ name, doc, want string }{
		{"empty", "", "the document has no CONSOLIDATED_LIST"},
		{"other document", "<corporations/>", "is not a CONSOLIDATED_LIST"},
		{"no reference", list("<ENTITIES>\n<ENTITY><FIRST_NAME>X</FIRST_NAME></ENTITY></ENTITIES>"), "x.xml:3: ENTITY: it has neither REFERENCE_NUMBER nor DATAID"},
		{"no name", list("<ENTITIES><ENTITY><DATAID>1</DATAID></ENTITY></ENTITIES>"), "x.xml:2: ENTITY: 1 has no name"},
		{"twice", list(one + one), "un-A is there twice"},
		{"unknown element", list("<VESSELS/>"), "VESSELS: an element that the format does not have here"},
		{"cut behind an entry", strings.TrimSuffix(list(one), "</CONSOLIDATED_LIST>"), "it is cut off"},
		{"cut inside an entry", list(one)[:60], "it is cut off"},
		{"second root", list("") + "<x/>", "x"},
		{"deep", list("<INDIVIDUALS><INDIVIDUAL>" + strings.Repeat("<A>", 100)), "nested deeper than the limit of 64"},
		{"wide", list("<INDIVIDUALS><INDIVIDUAL>" + strings.Repeat("<A/>", maxNodes+1)), "too many elements in one entry"},
		{"entities of its own", `<!DOCTYPE a [<!ENTITY b "c">]>` + list(one), "document type declaration"},
	} {
		_, err := readText(tc.doc, format.ListLimits)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
			continue
		}
		checkError(t, err)
	}
	lim := format.Limits{Bytes: 50, Depth: 9, FieldSize: 100}
	if _, err := readText(list(one), lim); err == nil || !strings.Contains(err.Error(), "stopped after 50 bytes") {
		t.Errorf("byte limit: %v", err)
	}
}

func checkError(t *testing.T, err error) {
	t.Helper()
	if fe, ok := err.(*format.Error); !ok || fe.File == "" || fe.Msg == "" {
		t.Fatalf("%T %v: want a *format.Error with a place", err, err)
	}
}

// TestCut cuts the fixture everywhere: only the whole document is a list.
func TestCut(t *testing.T) {
	b, err := os.ReadFile("testdata/list.xml")
	if err != nil {
		t.Fatal(err)
	}
	doc := strings.TrimRight(string(b), "\n")
	for at := 0; at < len(doc); at += 1 + at%5 {
		if _, err := readText(doc[:at], format.ListLimits); err == nil {
			t.Fatalf("cut at %d: no error", at)
		}
	}
}

func TestPublished(t *testing.T) {
	for doc, want := range map[string]string{
		"<CONSOLIDATED_LIST/>":                       "does not say when",
		`<CONSOLIDATED_LIST dateGenerated="today"/>`: `"today" is no time`,
		"<x/>": "is not a CONSOLIDATED_LIST",
	} {
		if _, err := Published(strings.NewReader(doc), "x.xml", format.ListLimits); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", doc, err, want)
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"a.xml", "b.xml"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, paths := range map[string][]string{"two documents": {dir}, "absent": {filepath.Join(dir, "c.xml")}} {
		_, err := OpenPublished(paths, format.ListLimits)
		for _, err2 := range Open(paths, format.ListLimits) {
			err = errors.Join(err, err2)
		}
		if err == nil || strings.Count(err.Error(), "xml") < 2 {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestWriterErrors(t *testing.T) {
	for _, tc := range []struct {
		e    entity.Entity
		want string
	}{
		{entity.Entity{ID: "ofac-1"}, "want un-REFERENCE"},
		{entity.Entity{ID: "un-1"}, "0 names"},
		{entity.Entity{ID: "un-1", Properties: map[string][]string{"name": {"A", "B", "C"}}}, "3 names"},
	} {
		if err := NewWriter(&bytes.Buffer{}, 0).Write(&tc.e); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("got %v, want %q", err, tc.want)
		}
	}
	w := NewWriter(failing{}, 0)
	if err := w.Close(); err == nil {
		t.Error("a full disk gives no error")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no space") }

func anyEntity() *rapid.Generator[entity.Entity] {
	words := rapid.StringMatching(`[A-Z"<&é][A-Za-z'-]{0,8}( [A-Z][a-z]{1,6}){0,5}`)
	values := map[string]*rapid.Generator[string]{
		"alias": words, "weakAlias": words, "previousName": words, "position": words, "title": words, "nationality": words, "country": words,
	}
	person := map[string]*rapid.Generator[string]{
		"birthDate":      rapid.SampledFrom([]string{"1957", "1958-02-21", "circa 1960", "1961 to 1963", "circa 1961 to 1963", "1964-05"}),
		"passportNumber": rapid.StringMatching(`[A-Z]{2}[0-9]{6}`), "idNumber": rapid.StringMatching(`[0-9]{3}-[0-9]{5}`), "birthPlace": words,
	}
	return rapid.Custom(func(t *rapid.T) entity.Entity {
		e := entity.Entity{Schema: rapid.SampledFrom([]string{entity.Person, entity.Organization}).Draw(t, "schema")}
		e.Add("name", words.Draw(t, "name"))
		e.Caption = e.First("name")
		e.Add("name", rapid.SampledFrom([]string{"", "見本 太郎", "Одо Карстен"}).Draw(t, "original"))
		e.Add("program", "Sample")
		e.Add("listingDate", "2012-12-31")
		for _, prop := range []string{"alias", "weakAlias", "previousName", "position", "title", "nationality", "country"} {
			for _, v := range rapid.SliceOfN(values[prop], 0, 2).Draw(t, prop) {
				e.Add(prop, v)
			}
		}
		for _, prop := range []string{"birthDate", "passportNumber", "idNumber", "birthPlace"} {
			if e.IsPerson() {
				for _, v := range rapid.SliceOfN(person[prop], 0, 2).Draw(t, prop) {
					e.Add(prop, v)
				}
			}
		}
		e.Add("notes", rapid.SampledFrom([]string{"", "a <note> & more\nof it"}).Draw(t, "notes"))
		return e
	})
}

// TestRoundTrip: what is written is read again.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := map[string]*entity.Entity{}
		var doc bytes.Buffer
		w := NewWriter(&doc, 1_700_000_000_123_000)
		for i, e := range rapid.SliceOfN(anyEntity(), 0, 5).Draw(rt, "entities") {
			e.ID = fmt.Sprintf("%sSP.%03d", IDPrefix, i)
			want[e.ID] = &e
			if err := w.Write(&e); err != nil {
				rt.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			rt.Fatal(err)
		}
		if at, err := Published(bytes.NewReader(doc.Bytes()), "x.xml", format.ListLimits); err != nil || at != 1_700_000_000_123_000 {
			rt.Fatalf("published %v %v", at, err)
		}
		for e, err := range Read(&doc, "x.xml", format.ListLimits) {
			if err != nil {
				rt.Fatal(err)
			}
			if d := cmp.Diff(sorted(want[e.ID]), sorted(&e)); d != "" {
				rt.Fatal(d)
			}
			delete(want, e.ID)
		}
		if len(want) > 0 {
			rt.Fatalf("%d entities are gone", len(want))
		}
	})
}

// FuzzRead demands that errors have a place and that dates can be read.
func FuzzRead(f *testing.F) {
	b, err := os.ReadFile("testdata/list.xml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(b))
	f.Add("<CONSOLIDATED_LIST><ENTITIES><ENTITY><DATAID>1</DATAID><FIRST_NAME>X</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>")
	lim := format.Limits{Bytes: 1 << 20, Depth: 16, FieldSize: 8 << 10}
	f.Fuzz(func(t *testing.T, doc string) {
		for e, err := range Read(strings.NewReader(doc), "fuzz.xml", lim) {
			if err != nil {
				checkError(t, err)
				return
			}
			if e.First("name") == "" || !strings.HasPrefix(e.ID, IDPrefix) {
				t.Fatalf("%+v", e)
			}
			for _, d := range e.Values("birthDate") {
				if _, err := entity.ParseDate(d); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
