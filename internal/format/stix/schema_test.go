package stix_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/sekifuda/sekifuda/internal/format/stix/validate"
)

const schemaBase = "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/"

func data(t testing.TB) string {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	dir = filepath.Join(dir, "stix")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("test data not here (set SEKIFUDA_TESTDATA): %v", err)
	}
	return dir
}

// schemas are those of OASIS, one for each type; compiled once.
var schemas = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	dir = filepath.Join(dir, "stix", "schemas")
	c := jsonschema.NewCompiler()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		names = append(names, filepath.ToSlash(rel))
		return c.AddResource(schemaBase+filepath.ToSlash(rel), doc)
	})
	out := map[string]*jsonschema.Schema{}
	for _, name := range names {
		if err != nil {
			break
		}
		out[strings.TrimSuffix(filepath.Base(name), ".json")], err = c.Compile(schemaBase + name)
	}
	return out, err
})

// valid checks a bundle against the schemas of OASIS and the rules of the
// specification, and returns the number of its objects.
func valid(t *testing.T, raw []byte) int {
	t.Helper()
	data(t)
	compiled, err := schemas()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	objects := doc.(map[string]any)["objects"].([]any)
	for _, o := range objects {
		m := o.(map[string]any)
		schema := compiled[m["type"].(string)]
		if schema == nil {
			schema = compiled["core"]
		}
		if err := schema.Validate(o); err != nil {
			t.Errorf("%v: %v", m["id"], err)
		}
	}
	problems, err := validate.Bundle(raw, "bundle")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if !p.Advice {
			t.Errorf("%s", p)
		}
	}
	return len(objects)
}
