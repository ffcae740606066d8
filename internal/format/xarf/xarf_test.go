package xarf_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func data(t *testing.T) string {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	dir = filepath.Join(dir, "xarf")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("test data not here (set SEKIFUDA_TESTDATA): %v", err)
	}
	return dir
}

// TestSamples reads every sample: each field of it is a statement, is hashed,
// or is named as left out; and no payload is anywhere in what comes out.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(data(t), "samples", "*.json"))
	if err != nil || len(files) != 30 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in, err := xarf.Read(strings.NewReader(string(raw)), xarf.Options{Name: file, At: 1})
			if err != nil {
				t.Fatal(err)
			}
			out, _ := json.Marshal(in)
			var doc map[string]any
			if err := json.Unmarshal(raw, &doc); err != nil {
				t.Fatal(err)
			}
			checkHead(t, in, doc)
			for _, place := range leaves("", doc) {
				if !accounted(in, place) {
					t.Errorf("%s is silently dropped", place)
				}
			}
			for _, e := range doc["evidence"].([]any) {
				payload := e.(map[string]any)["payload"].(string)
				body, _ := base64.StdEncoding.DecodeString(payload)
				if strings.Contains(string(out), payload) || len(body) > 40 && strings.Contains(string(out), string(body)) {
					t.Error("content of the evidence is in the intake")
				}
			}
		})
	}
}

func checkHead(t *testing.T, in statement.Intake, doc map[string]any) {
	t.Helper()
	s := in.Statements[0]
	if s.Predicate != xarf.ReportedFor || s.Value.Text != fmt.Sprintf("%s/%s", doc["category"], doc["type"]) || s.At.String() != doc["timestamp"] || s.Zoneless {
		t.Errorf("head: %+v", s)
	}
	if port, ok := doc["source_port"].(float64); ok && s.Port != int(port) {
		t.Errorf("port %d, want %v", s.Port, port)
	}
	if s.Grade.String() != "C3" || in.Source.Publisher == "" || in.Source.Digest == "" {
		t.Errorf("grade %s, source %+v", s.Grade, in.Source)
	}
}

// leaves are the places of a document, lists of values counted once.
func leaves(place string, v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			out = append(out, leaves(strings.TrimPrefix(place+"."+k, "."), x)...)
		}
	case []any:
		for i, x := range v {
			if _, ok := x.(map[string]any); ok {
				out = append(out, leaves(fmt.Sprintf("%s[%d]", place, i), x)...)
			} else {
				return []string{place}
			}
		}
	default:
		out = []string{place}
	}
	return out
}

// inHead are the fields that the source of the intake and the statement about
// the source of the abuse hold.
const inHead = " xarf_version report_id timestamp source_identifier source_port category type description reporter.org sender.org "

func accounted(in statement.Intake, place string) bool {
	if strings.Contains(inHead, " "+place+" ") || strings.HasPrefix(place, "evidence[") {
		return true
	}
	about := func(p string) bool { return p == place || strings.HasPrefix(p, place+"[") }
	return slices.ContainsFunc(in.Statements, func(s statement.Statement) bool {
		return about(s.Place)
	}) || sameAsSubject(place) ||
		slices.ContainsFunc(in.Kept, func(k statement.Kept) bool { return about(k.Place) }) ||
		slices.ContainsFunc(in.Unread, func(u statement.Unread) bool { return about(u.Place) })
}

// sameAsSubject allows for a field that may name the source of the abuse again.
func sameAsSubject(place string) bool {
	return place == "domain" || place == "url" || place == "infringing_url" || place == "c2_server"
}

// TestTableIsTheSchemas holds the table of types against the published schemas.
func TestTableIsTheSchemas(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(data(t), "schemas", "types", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, ty := range xarf.Types() {
		have[ty.Name] = true
		for _, f := range ty.Fields {
			if how, _ := xarf.Becomes(f); how == "" {
				t.Errorf("%s: no rule for %s", ty.Name, f)
			}
		}
	}
	for _, name := range names {
		base := strings.TrimSuffix(filepath.Base(name), ".json")
		category, kind, _ := strings.Cut(base, "-")
		if base != "content-base" && !have[category+"/"+strings.ReplaceAll(kind, "-", "_")] {
			t.Errorf("%s is in no table", base)
		}
	}
	if len(have) != 32 {
		t.Errorf("%d types, want 32", len(have))
	}
}

const head = `{"xarf_version":"4.2.0","report_id":"9ac39cd1-85f3-4c31-ae87-a0a95f3ebc83","timestamp":"%s","reporter":{"org":"A","contact":"a@a.example","domain":"a.example"},` +
	`"sender":{"org":"B","contact":"b@b.example","domain":"b.example"},"source_identifier":"192.0.2.1","category":"connection","type":"ddos"%s}`

func TestTimesAndConfidence(t *testing.T) {
	for _, c := range []struct {
		stamp, more, at, grade string
		bare                   bool
	}{
		{"2025-01-11T09:21:23Z", "", "2025-01-11T09:21:23Z", "C3", false},
		{"2025-01-11T09:21:23+09:00", `,"confidence":0.9`, "2025-01-11T00:21:23Z", "C1", false},
		{"2025-01-11T09:21:23", `,"confidence":0.1`, "2025-01-11T09:21:23Z", "C5", true},
		{"2025-01-11 09:21:23 JST", "", "2025-01-11T00:21:23Z", "C3", false},
		{"2025-01-11 09:21:23 IST", "", "2025-01-11T09:21:23Z", "C3", true},
	} {
		in, err := xarf.Read(strings.NewReader(fmt.Sprintf(head, c.stamp, c.more)), xarf.Options{Skew: 30})
		if err != nil {
			t.Errorf("%s: %v", c.stamp, err)
			continue
		}
		s := in.Statements[0]
		if s.At.String() != c.at || s.Zoneless != c.bare || s.Grade.String() != c.grade || s.Skew != 30 {
			t.Errorf("%s: %+v", c.stamp, s)
		}
		if len(s.Chain) != 1 || s.Chain[0].Who != "A" || in.Source.Publisher != "B" {
			t.Errorf("chain %v, publisher %s", s.Chain, in.Source.Publisher)
		}
	}
}

// TestNeverTaken: credentials are hashed, forbidden data are named and gone.
func TestNeverTaken(t *testing.T) {
	more := `,"username_patterns":["admin"],"service_impact":"password: hunter2secret","description":"password=hunter2secret","new_field":"x","_internal":{"a":"b"},"country_code":"ZZ"`
	in, err := xarf.Read(strings.NewReader(fmt.Sprintf(head, "2025-01-11T09:21:23Z", more)), xarf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out, _ := json.Marshal(in)
	for _, word := range []string{"hunter2", "admin", "ZZ", `"x"`} {
		if strings.Contains(string(out), word) {
			t.Errorf("%s is in %s", word, out)
		}
	}
	want := []string{"source_identifier", "service_impact", "new_field", "_internal", "country_code"}
	for i, u := range in.Unread {
		if u.Place != want[i] {
			t.Errorf("left out: %v, want %v", in.Unread, want)
			break
		}
	}
}

func TestRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":        ``,
		"no time":        fmt.Sprintf(head, "yesterday", ""),
		"bad port":       fmt.Sprintf(head, "2025-01-11T09:21:23Z", `,"source_port":70000`),
		"no source":      `{"xarf_version":"4.2.0","timestamp":"2025-01-11T09:21:23Z"}`,
		"other version":  `{"xarf_version":"5.0.0"}`,
		"no report":      `{"a":1}`,
		"mail without":   "From: a@b.example\r\n\r\nhello",
		"no boundary":    "Content-Type: multipart/report\r\n\r\nx",
		"broken base64":  "Content-Type: application/json\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
		"other encoding": "Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nx",
		"deep":           strings.Repeat("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n", 20) + "\r\n\r\nx",
	} {
		_, err := xarf.Read(strings.NewReader(in), xarf.Options{Name: "r"})
		var fe *format.Error
		if !errors.As(err, &fe) || fe.File == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(head, "2025-01-11T09:21:23Z", `,"evidence":[{"payload":"YQ==","content_type":"a/b"}]`)))
	f.Add([]byte(arf))
	f.Add([]byte(older))
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := xarf.Read(strings.NewReader(string(b)), xarf.Options{Name: "f", At: entity.Instant(1)})
		if err == nil && (len(in.Statements) == 0 && len(in.Unread) == 0) {
			t.Fatalf("neither statement nor anything left out: %+v", in)
		}
	})
}
