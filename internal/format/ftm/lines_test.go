package ftm

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
)

// read gives "N id" or the error of every line.
func readLines(s string, lim format.Limits) (out []string) {
	for l := range Lines(strings.NewReader(s), "in.jsonl", lim) {
		if l.Err != nil {
			out = append(out, l.Err.Error())
			continue
		}
		out = append(out, fmt.Sprintf("%d %s", l.Number, l.Entity.ID))
	}
	return out
}

func TestLines(t *testing.T) {
	good := `{"id":"a","schema":"Person","properties":{"name":["Zdenka Quillmoor"]}}`
	lim := format.Limits{Bytes: 1 << 20, Ratio: 100, Depth: 4, FieldSize: 200}
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"plain", good + "\n" + good + "\n", []string{"1 a", "2 a"}},
		{"mark, blank lines, no end", "\ufeff" + good + "\r\n\r\n \n" + good, []string{"1 a", "4 a"}},
		{"empty", "", nil},
		{"broken in the middle", good + "\n" + `{"id":"b",}` + "\n" + good, []string{"1 a", "in.jsonl:2:11: ", "3 a"}},
		{"cut", good + "\n" + good[:20], []string{"1 a", "in.jsonl:2:20: "}},
		{"two on a line", good + good, []string{"in.jsonl:1:72: "}},
		{"no id", `{"schema":"Person"}` + "\n" + good, []string{"in.jsonl:1:1: id: ", "2 a"}},
		{"field of another kind", `{"id":"a","schema":5}`, []string{"in.jsonl:1:"}},
		{"list in a list", `{"id":"a","schema":"Person","properties":{"name":[["x"]]}}`, []string{"in.jsonl:1:43: properties.name: "}},
		{"long", good + "\n" + `{"id":"` + strings.Repeat("x", 300) + `"}` + "\n" + good, []string{"1 a", "in.jsonl:2:201: ", "3 a"}},
		{"deep", strings.Repeat("[", 9) + "\n" + good, []string{"in.jsonl:1:", "2 a"}},
		{"brackets in a text", `{"id":"[[[[[[[[[","schema":"Person","properties":{}}`, []string{"1 [[[[[[[[["}},
		{"not UTF-8", "{\"id\":\"\xff\"}\n" + good, []string{"in.jsonl:1:1: ", "2 a"}},
		{"array", "[" + good + "]", []string{"in.jsonl:1:1: "}},
	} {
		got := readLines(tc.in, lim)
		if len(got) != len(tc.want) {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
			continue
		}
		for i := range got {
			if !strings.HasPrefix(got[i], tc.want[i]) {
				t.Errorf("%s: got %q, want %q…", tc.name, got[i], tc.want[i])
			}
		}
	}
}

// breaking breaks off.
type breaking struct{ io.Reader }

func (f breaking) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestLinesThatBreakOff(t *testing.T) {
	var last Line
	for l := range Lines(breaking{strings.NewReader("\n\n{")}, "in.jsonl", format.ListLimits) {
		last = l
	}
	if last.Err == nil || last.Err.Line != 3 {
		t.Errorf("the last line is %+v", last)
	}
	for range Lines(strings.NewReader("{}\n{}\n"), "in.jsonl", format.ListLimits) {
		break // no more is asked for
	}
}

// No bytes make it panic; every line has an entity or an error with its place.
func FuzzLines(f *testing.F) {
	f.Add("{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"x\"]}}\n{\n\n[")
	f.Fuzz(func(t *testing.T, s string) {
		for l := range Lines(strings.NewReader(s), "f", format.Limits{Bytes: 1 << 16, Ratio: 100, Depth: 8, FieldSize: 1 << 10}) {
			if l.Err != nil && (l.Err.Line == 0 || l.Err.File != "f") {
				t.Fatalf("an error without a place: %v", l.Err)
			}
			if l.Err == nil && (l.Entity.ID == "" || l.Entity.Schema == "") {
				t.Fatalf("line %d has neither entity nor error", l.Number)
			}
		}
	})
}
