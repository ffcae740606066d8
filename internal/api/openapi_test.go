package api

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write docs/openapi.yaml anew")

// The document that is committed says what the types say.
func TestOpenAPIDocument(t *testing.T) {
	want, err := New(Deps{}).OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("..", "..", "docs", "openapi.yaml")
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("docs/openapi.yaml is not what the types say (%v); run: go test ./internal/api -run OpenAPIDocument -update", err)
	}
}
