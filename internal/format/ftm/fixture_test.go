package ftm

import (
	"bytes"
	"errors"
	"flag"
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

// TestFixtures compares two spellings of the same hand-typed entities, lines and
// an indented array, with the lines that the writer makes of them.
func TestFixtures(t *testing.T) {
	for _, name := range []string{"lines.json", "array.json"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		got := write(t, collect(t, b))
		if *update {
			if err := os.WriteFile("testdata/golden.jsonl", got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile("testdata/golden.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// readText returns how many entities came before the error.
func readText(text string, lim format.Limits) (n int, err error) {
	for _, e := range Read(strings.NewReader(text), "x.json", lim) {
		if e != nil {
			return n, e
		}
		n++
	}
	return n, nil
}

func TestErrors(t *testing.T) {
	const good = `{"id":"a","schema":"Person","properties":{}}` + "\n"
	for _, tc := range []struct{ name, in, want string }{
		{"empty", "", "x.json:1: the file is empty"},
		{"blank", " \n\n", "x.json:3: the file is empty"},
		{"no id", good + `{"schema":"Person"}`, "x.json:2: id: the entity has no id"},
		{"no schema", good + `{"id":"a"}`, "x.json:2: schema: the entity has no schema"},
		{"no JSON", good + "name,country\n", "x.json:2: 'n' where an entity is expected"},
		{"broken", good + `{"id":}`, "x.json:2: broken JSON"},
		{"two objects without line end between braces", good + `{"id":"a"]`, "x.json:2: broken JSON"},
		{"cut in an object", good + good[:20], "x.json:2: the object is not closed"},
		{"cut in a text", good + `{"id":"a`, "x.json:2: the object is not closed"},
		{"cut array", "[" + good, "the array is not closed"},
		{"cut array behind a comma", "[" + good + ",", "the array is not closed"},
		{"array without comma", "[" + good + good + "]", "x.json:2: '{' where an entity is expected"},
		{"text behind an array", "[" + good + "] x", "'x' where an entity is expected"},
		{"array behind lines", good + "[]", "x.json:2: '[' where an entity is expected"},
		{"list in a list", `{"id":"a","schema":"P","properties":{"x":[["y"]]}}`, "x.json:1: properties.x: a list inside a list"},
		{"nested without id", `{"id":"a","schema":"P","properties":{"x":{}}}`, "properties.x: a nested entity without id"},
		{"id that is a number", `{"id":1,"schema":"P"}`, "id: a number where a string is expected"},
		{"properties that are a list", `{"id":"a","schema":"P","properties":[]}`, "properties: a array where a map"},
		{"not UTF-8", good + "{\"id\":\"\xff\"}", "x.json:2: the object is not UTF-8"},
		{"deep", strings.Repeat(`{"a":`, 100), "nested deeper than the limit of 64"},
		{"half a byte-order mark", "\xef\xbb" + good, "where an entity is expected"},
	} {
		_, err := readText(tc.in, format.ListLimits)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
			continue
		}
		checkError(t, err)
	}
	lim := format.Limits{Bytes: 1000, Depth: 9, FieldSize: 60}
	if _, err := readText(strings.Repeat(good, 100), lim); err == nil || !strings.Contains(err.Error(), "stopped after 1000 bytes; limit 1000") {
		t.Errorf("byte limit: %v", err)
	}
	if _, err := readText(`{"id":"`+strings.Repeat("x", 100), lim); err == nil || !strings.Contains(err.Error(), "longer than the limit of 60 bytes") {
		t.Errorf("object limit: %v", err)
	}
	if n, err := readText("[]", lim); n != 0 || err != nil {
		t.Errorf("empty array: %d %v", n, err)
	}
}

func checkError(t *testing.T, err error) {
	t.Helper()
	if fe, ok := err.(*format.Error); !ok || fe.File == "" || fe.Msg == "" {
		t.Fatalf("%T %v: want a *format.Error with a place", err, err)
	}
}

func TestOpen(t *testing.T) {
	ids := func(paths ...string) (out []string, err error) {
		for e, err := range Open(paths, format.ListLimits) {
			if err != nil {
				return out, err
			}
			out = append(out, e.ID)
		}
		return out, nil
	}
	got, err := ids("testdata")
	if want := "x-1 x-2 x-3 x-1 x-2 x-3 x-1 x-2 x-3"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("%v %v, want %s", got, err, want)
	}
	bad := filepath.Join(t.TempDir(), "bad.json")
	if err := os.WriteFile(bad, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{bad, filepath.Join(t.TempDir(), "absent.json"), t.TempDir()} {
		if _, err := ids(path); err == nil {
			t.Errorf("%s: no error", path)
		} else {
			checkError(t, err)
		}
	}
}

func TestWriterErrors(t *testing.T) {
	if err := NewWriter(&bytes.Buffer{}).Write(&entity.Entity{ID: "a"}); err == nil {
		t.Error("no schema: no error")
	}
	w := NewWriter(failing{})
	if err := errors.Join(w.Write(&entity.Entity{ID: "a", Schema: "P"}), w.Flush()); err == nil {
		t.Error("a full disk gives no error")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no space") }

// TestRoundTrip: what is written is read again, letter by letter.
func TestRoundTrip(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("aé見{}[]\"\\\n<&\u2028 \x00")), 1, 12, -1)
	rapid.Check(t, func(rt *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) entity.Entity {
			e := entity.Entity{ID: text.Draw(t, "id"), Caption: text.Draw(t, "caption"), Schema: text.Draw(t, "schema"), Target: rapid.Bool().Draw(t, "target"), Properties: map[string][]string{}}
			for _, prop := range rapid.SliceOfN(text, 0, 4).Draw(t, "props") {
				for _, v := range rapid.SliceOfN(text, 1, 3).Draw(t, "values") {
					e.Add(prop, v)
				}
			}
			return e
		}), 1, 5).Draw(rt, "entities")
		if d := cmp.Diff(want, collect(t, write(t, want))); d != "" {
			rt.Fatal(d)
		}
	})
}

// FuzzRead demands that what is read is written and read the same, and that
// errors have a place.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"lines.json", "array.json"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	lim := format.Limits{Bytes: 1 << 20, Depth: 16, FieldSize: 8 << 10}
	f.Fuzz(func(t *testing.T, b []byte) {
		var want []entity.Entity
		for e, err := range Read(bytes.NewReader(b), "fuzz.json", lim) {
			if err != nil {
				checkError(t, err)
				return
			}
			want = append(want, e)
		}
		if len(want) == 0 {
			return
		}
		if d := cmp.Diff(want, collect(t, write(t, want))); d != "" {
			t.Fatal(d)
		}
	})
}
