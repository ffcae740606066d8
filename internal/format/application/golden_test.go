package application

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
)

var update = flag.Bool("update", false, "write golden files and docs/application.md")

// TestGolden reads hand-written files of every kind; what comes out is beside
// them, problems as users see them.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") || strings.HasSuffix(file, ".tmpl") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			compareGolden(t, file+".golden", render(t, file))
		})
	}
}

func render(t *testing.T, file string) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	show := func(line, position int, rec any, notTaken []string, problems []*format.Error) {
		var said []string
		for _, p := range problems {
			said = append(said, p.Error())
		}
		if err := enc.Encode(struct {
			Line, Position int
			Record         any
			NotTaken       []string `json:",omitempty"`
			Problems       []string `json:",omitempty"`
		}{line, position, rec, notTaken, said}); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(file, "evidence") {
		for row, err := range ReadEvidence(filepath.Base(file), bytes.NewReader(raw), format.Limits{}) {
			if err != nil {
				t.Fatal(err)
			}
			show(row.Line, row.Position, row.Evidence, nil, row.Problems)
		}
		return b.Bytes()
	}
	for row, err := range Read(filepath.Base(file), bytes.NewReader(raw), format.Limits{}) {
		if err != nil {
			t.Fatal(err)
		}
		show(row.Line, row.Position, row.App, row.NotTaken, row.Problems)
	}
	return b.Bytes()
}

func compareGolden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run with -update", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update and read the difference\ngot:\n%s", path, got)
	}
}
