package application

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
	"pgregory.net/rapid"
)

// genApplication fills every field with what a reader keeps as it is.
func genApplication(t *rapid.T) record.Application {
	var app record.Application
	fill(t, reflect.ValueOf(&app).Elem(), "")
	return app
}

func fill(t *rapid.T, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.Struct:
		for i, name := range fieldsOf(v.Type()).names {
			p := name
			if path != "" {
				p = path + "." + name
			}
			fill(t, v.Field(i), p)
		}
	case reflect.Int:
		v.SetInt(rapid.Int64Range(0, 1<<53).Draw(t, path))
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, path)
		for i := range n {
			item := reflect.New(v.Type().Elem()).Elem()
			fill(t, item, path+"."+strconv.Itoa(i))
			v.Set(reflect.Append(v, item))
		}
	case reflect.String:
		f := appFields[generic(path)]
		if f.Enum != nil {
			choices := f.Enum
			if !f.Required {
				choices = append([]string{""}, f.Enum...)
			}
			v.SetString(rapid.SampledFrom(choices).Draw(t, path))
			return
		}
		v.SetString(strings.TrimSpace(rapid.StringN(0, 12, 60).Draw(t, path)))
	}
}

func TestJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		apps := rapid.SliceOfN(rapid.Custom(genApplication), 1, 3).Draw(t, "apps")
		var lines bytes.Buffer
		for _, a := range apps {
			b, err := json.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			lines.Write(append(b, '\n'))
		}
		list, _ := json.MarshalIndent(apps, "", "  ")
		for file, data := range map[string][]byte{"a.jsonl": lines.Bytes(), "a.json": list} {
			rows, err := collect(file, data, format.Limits{})
			if err != nil || len(rows) != len(apps) {
				t.Fatalf("%s: %d rows of %d, %v", file, len(rows), len(apps), err)
			}
			for i, r := range rows {
				if r.Problems != nil || !reflect.DeepEqual(r.App, apps[i]) {
					t.Fatalf("%s row %d: %+v, want %+v; %v", file, i, r.App, apps[i], r.Problems)
				}
			}
		}
	})
}

// What a table of texts says is what the application holds.
func TestCSVKeepsTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z 一-龠ァ-ヶ,"\n㈱;.-]{0,12}`)
		want := map[string]string{}
		for _, p := range []string{"applicant.name", "applicant.address", "contact.name", "end_use"} {
			want[p] = strings.TrimSpace(text.Draw(t, p))
		}
		if strings.Join([]string{want["applicant.name"], want["applicant.address"], want["contact.name"], want["end_use"]}, "") == "" {
			return
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		_ = w.Write([]string{"applicant.name", "applicant.address", "contact.name", "end_use"})
		_ = w.Write([]string{want["applicant.name"], want["applicant.address"], want["contact.name"], want["end_use"]})
		w.Flush()
		rows, err := collect("a.csv", b.Bytes(), format.Limits{})
		if err != nil || len(rows) != 1 || rows[0].Problems != nil {
			t.Fatalf("%v %+v", err, rows)
		}
		a := rows[0].App
		if a.Applicant.Name != want["applicant.name"] || a.Applicant.Address != want["applicant.address"] || a.Contact.Name != want["contact.name"] || a.EndUse != want["end_use"] {
			t.Fatalf("%+v, want %v", a, want)
		}
	})
}

func TestTemplateIsReadable(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSVTemplate(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := collect("a.csv", b.Bytes(), format.Limits{})
	if err != nil || len(rows) != 0 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
}

// Every label leads to a field that exists, and back.
func TestLabels(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range labels {
		if _, ok := appFields[l.path]; !ok || seen[l.path] {
			t.Errorf("label for %s, which is no field or stands twice", l.path)
		}
		seen[l.path] = true
		for _, w := range strings.Split(l.ja+"|"+l.en, "|") {
			if p, ok := canonical(w); !ok || p != l.path {
				t.Errorf("%s leads to %q", w, p)
			}
		}
	}
	for _, p := range appPaths {
		if strings.Contains(p, ".N.") {
			continue
		}
		if got, ok := canonical(p); !ok || got != p {
			t.Errorf("path %s leads to %q", p, got)
		}
	}
	for _, bad := range []string{"declarations.N.kind", "declarations.100.kind", "ship_to.", "applicant.nationality", "applicant.name.0", ""} {
		if p, ok := canonical(bad); ok {
			t.Errorf("%q leads to %q", bad, p)
		}
	}
}

func FuzzJSONL(f *testing.F) {
	f.Add([]byte(`{"applicant":{"name":"架空","aliases":["a"]},"quantity":1}`))
	f.Add([]byte("{\"applicant\":{\"name\":\"\\ud83d\\ude00\"}}\n{}\n[1]\nnull"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, file := range []string{"a.jsonl", "a.json"} {
			checkRows(t, file, data)
		}
		// What passes here must mean the same to encoding/json.
		if bytes.ContainsAny(data, "\n\r") {
			return
		}
		rows, err := collect("a.jsonl", data, format.Limits{})
		if err != nil || len(rows) != 1 || rows[0].Problems != nil {
			return
		}
		var want record.Application
		if err := json.Unmarshal(bytes.TrimPrefix(data, utf8BOM), &want); err != nil {
			t.Fatalf("accepted, but encoding/json says %v", err)
		}
		a, _ := json.Marshal(rows[0].App)
		again, err := collect("a.jsonl", a, format.Limits{})
		if err != nil || !reflect.DeepEqual(again[0].App, rows[0].App) {
			t.Fatalf("%s does not survive its own JSON: %v", a, err)
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte(japaneseTable))
	f.Add([]byte("applicant.name,declarations.3.kind,applicant.aliases.2\na,end_use,b\n\"x"))
	f.Add([]byte("\xef\xbb\xbfquantity\n1.23E+12\n"))
	f.Fuzz(func(t *testing.T, data []byte) { checkRows(t, "a.csv", data) })
}

func FuzzMail(f *testing.F) {
	f.Add([]byte("From: a@example.com\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B2q<RL>\x1b(B: x\r\n"))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b--\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) { checkRows(t, "a.eml", data) })
}

func FuzzEvidence(f *testing.F) {
	f.Add([]byte(`{"application":"A-1","kind":"letter","by":"x","at":"2026-01-01"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for row, err := range ReadEvidence("e.jsonl", bytes.NewReader(data), format.Limits{Bytes: 1 << 20}) {
			if err == nil && row.Problems == nil && (row.Evidence.Application == "" || row.Evidence.By == "") {
				t.Fatal("evidence without its required fields passes")
			}
		}
	})
}

// checkRows asserts what holds for every input: rows are numbered, located,
// UTF-8, and reading twice gives the same.
func checkRows(t *testing.T, file string, data []byte) {
	t.Helper()
	lim := format.Limits{Bytes: 1 << 20, Depth: 8, FieldSize: 4096, Members: 10}
	rows, err := collect(file, data, lim)
	again, err2 := collect(file, data, lim)
	if !reflect.DeepEqual(rows, again) || (err == nil) != (err2 == nil) || err != nil && err.Error() != err2.Error() {
		t.Fatalf("two readings differ: %v, %v", err, err2)
	}
	for i, r := range rows {
		if r.Position != i+1 || r.Line < 1 || r.File != file {
			t.Fatalf("row %d is at %s:%d position %d", i, r.File, r.Line, r.Position)
		}
		for _, p := range r.Problems {
			if p.File != file || p.Msg == "" {
				t.Fatalf("problem without place: %+v", p)
			}
		}
		visit(applicationTexts, &r.App, func(_ *spot, path, text string) {
			if r.Problems == nil && !utf8.ValidString(text) {
				t.Fatalf("%s is not UTF-8", path)
			}
		})
	}
}
