package ofac

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

var update = flag.Bool("update", false, "write the golden files")

// TestFixture compares a hand-typed publication, with every quirk of the form,
// with the entities it must give.
func TestFixture(t *testing.T) {
	set, err := Open([]string{"testdata/full"}, format.ListLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{Entries: 8, Addresses: 7, Aliases: 6, Comments: 2, Unattached: 1}
	if set.Counts != want {
		t.Errorf("got %+v, want %+v", set.Counts, want)
	}
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	for e := range set.Entities() {
		if err := enc.Encode(e); err != nil {
			t.Fatal(err)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/full.golden", got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile("testdata/full.golden")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(golden), got.String()); d != "" {
		t.Error(d)
	}
}

// TestFixtureRoundTrip writes the fixture again and reads it: the properties
// stay.
func TestFixtureRoundTrip(t *testing.T) {
	set, err := Open([]string{"testdata/full"}, format.ListLimits)
	if err != nil {
		t.Fatal(err)
	}
	var entities []entity.Entity
	for e := range set.Entities() {
		entities = append(entities, *e)
	}
	for i, e := range rewritten(t, entities) {
		if d := differences(&entities[i], &e); d != "" {
			t.Errorf("%s: %s", e.ID, d)
		}
	}
}

// rewritten writes entities as one list and reads it.
func rewritten(t testing.TB, entities []entity.Entity) []entity.Entity {
	t.Helper()
	dir := t.TempDir()
	w, err := Create(dir, DatasetConsolidated)
	if err != nil {
		t.Fatal(err)
	}
	for i := range entities {
		if err := w.Write(&entities[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var out []entity.Entity
	for e, err := range Read([]string{dir}, format.ListLimits) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	if len(out) != len(entities) {
		t.Fatalf("%d entities, then %d", len(entities), len(out))
	}
	return out
}

// set makes a directory of files.
func set(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	primRow = `1,"NORTHPORT LTD",-0- ,"X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ` + "\r\n"
	addRow  = `1,1,"1 Quay","Northport","Northland",-0- ` + "\r\n"
	altRow  = `1,1,"aka","NORTHPORT",-0- ` + "\r\n"
)

func TestErrors(t *testing.T) {
	for _, tc := range []struct{ name, prim, add, alt, comments, want string }{
		{"addresses missing", primRow, "", altRow, "", "add.csv, which belongs to it, is missing"},
		{"other names missing", primRow, addRow, "", "", "alt.csv, which belongs to it, is missing"},
		{"primary missing", "", addRow, altRow, "", "sdn.csv, which belongs to it, is missing"},
		{"comments alone", "", "", "", `1,"x"`, "sdn.csv, which belongs to it, is missing"},
		{"nothing", primRow, "\r\n", altRow, "", "add.csv: the file is empty"},
		{"no entry", "\x1a", addRow, altRow, "", "sdn.csv: the file is empty"},
		{"text without quotes", strings.Replace(primRow, `"X"`, `X`, 1), addRow, altRow, "", "sdn.csv:1:4: \"X\" without quotes"},
		{"address of nobody", primRow, `2,1,"x","y","z",-0- `, altRow, "", "add.csv:1:1: an address of entry 2, which is not on the list"},
		{"name of nobody", primRow, addRow, altRow + `2,1,"aka","x",-0- `, "", "alt.csv:2:1: another name of entry 2"},
		{"kind of name", primRow, addRow, `1,1,"xka","x",-0- `, "", `alt.csv:1:3: "xka" is no kind of name`},
		{"empty name", primRow, addRow, `1,1,"aka",-0- ,-0- `, "", "alt.csv:1:4: the name is empty"},
		{"twice", primRow + primRow, addRow, altRow, "", "sdn.csv:2:1: entry 1 is there twice"},
		{"no name", strings.Replace(primRow, `"NORTHPORT LTD"`, "-0- ", 1), addRow, altRow, "", "sdn.csv:1:2: the entry has no name"},
		{"type", strings.Replace(primRow, `-0- ,"X"`, `"ship","X"`, 1), addRow, altRow, "", `sdn.csv:1:3: "ship" is no type of entry`},
		{"number", "x" + primRow, addRow, altRow, "", `sdn.csv:1:1: "x1" is no entry number`},
		{"columns", "1,2\r\n", addRow, altRow, "", "sdn.csv:1:2: the row has 2 columns, want 12"},
		{"cut in quotes", primRow + primRow[:10], addRow, altRow, "", "sdn.csv:2:2: the file ends inside a quoted cell"},
		{"cut in comments", primRow, addRow, altRow, `1,"rest`, "sdn_comments.csv:1:2: the file ends inside"},
		{"not UTF-8", primRow, addRow, strings.Replace(altRow, "NORTHPORT", "N\xd6RTH", 1), "", "alt.csv:1:4: the cell is not UTF-8"},
	} {
		files := map[string]string{}
		for name, text := range map[string]string{"sdn.csv": tc.prim, "add.csv": tc.add, "alt.csv": tc.alt, "sdn_comments.csv": tc.comments} {
			if text != "" {
				files[name] = text
			}
		}
		_, err := Open([]string{set(t, files)}, format.ListLimits)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
			continue
		}
		if _, ok := err.(*format.Error); !ok {
			t.Errorf("%s: %T", tc.name, err)
		}
	}
}

func TestSets(t *testing.T) {
	good := map[string]string{"sdn.csv": primRow, "add.csv": addRow, "alt.csv": altRow}
	a, b := set(t, good), set(t, good)
	for _, tc := range []struct {
		name  string
		paths []string
		want  string
	}{
		{"files one by one", []string{filepath.Join(a, "sdn.csv"), filepath.Join(a, "add.csv"), filepath.Join(a, "alt.csv")}, ""},
		{"two days", []string{a, b}, "is there twice"},
		{"other file", []string{a, set(t, map[string]string{"x.csv": ""}) + "/x.csv"}, "is none of the publisher's files"},
		{"other type on the other list", []string{a, set(t, map[string]string{"cons_prim.csv": strings.Replace(primRow, `-0- ,"X"`, `"vessel","X"`, 1), "cons_add.csv": addRow, "cons_alt.csv": altRow})}, "has another type on the other list"},
	} {
		_, err := Open(tc.paths, format.ListLimits)
		if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
		}
	}
}

func TestWriterErrors(t *testing.T) {
	props := func(prop string, values ...string) map[string][]string {
		return map[string][]string{"name": {"A"}, prop: values}
	}
	for _, tc := range []struct {
		name string
		e    entity.Entity
		want string
	}{
		{"ID", entity.Entity{ID: "un-1", Properties: props("x")}, "want ofac-NUMBER"},
		{"no name", entity.Entity{ID: "ofac-1"}, "it has no name"},
		{"comma in a person's name", entity.Entity{ID: "ofac-1", Schema: entity.Person, Properties: props("name", "A, B")}, "a comma parts"},
		{"comma in a person's alias", entity.Entity{ID: "ofac-1", Schema: entity.Person, Properties: props("alias", "A, B")}, "a comma parts"},
		{"line break", entity.Entity{ID: "ofac-1", Properties: props("alias", "A\nB")}, "line breaks"},
		{"semicolon", entity.Entity{ID: "ofac-1", Properties: props("weakAlias", "A; B")}, "a semicolon parts"},
		{"two titles", entity.Entity{ID: "ofac-1", Properties: props("position", "A", "B")}, "the form holds one"},
	} {
		w := NewWriter(io.Discard, io.Discard, io.Discard, io.Discard)
		if err := w.Write(&tc.e); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
		}
	}
	if _, err := Create(filepath.Join(t.TempDir(), "absent"), DatasetSDN); err == nil {
		t.Error("absent directory: no error")
	}
	if _, err := Create(t.TempDir(), "x"); err == nil {
		t.Error("unknown dataset: no error")
	}
}
