package main

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/dispatch"
)

// TestOperationsPage wants every setting of the server on the page that the
// refusal of an unknown key points to.
func TestOperationsPage(t *testing.T) {
	b, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	want := func(text string) {
		if !strings.Contains(page, text) {
			t.Errorf("docs/operations.md does not tell %s", text)
		}
	}
	for _, of := range []any{serveCmd{}, Flags{}} {
		for f := range fields(of) {
			if env := f.Tag.Get("env"); env != "" {
				want("`" + env + "`")
			}
		}
	}
	for _, of := range []any{serveFile{}, limitsFile{}, dispatch.Endpoint{}} {
		for f := range fields(of) {
			name := f.Tag.Get("yaml")
			if name != "limits" && !strings.Contains(page, "`limits: "+name+"`") {
				want("`" + name + "`")
			}
		}
	}
}

func fields(of any) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range reflect.TypeOf(of).NumField() {
			if !yield(reflect.TypeOf(of).Field(i)) {
				return
			}
		}
	}
}
