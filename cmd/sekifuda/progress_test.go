package main

import (
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/source"
)

func TestProgressLine(t *testing.T) {
	var out strings.Builder
	p := newProgress(&out, "import", "register")
	p.total = 3000
	if got := p.line(1000, 2*time.Second); got != "import register: 1000 rows, 500 a second, 4s left" {
		t.Error(got)
	}
	p.total = 0
	if got := p.line(1000, 2*time.Second); got != "import register: 1000 rows, 500 a second" {
		t.Error(got)
	}
}

// TestProgressIsPlainWithoutATerminal: no control characters in a log file.
func TestProgressIsPlainWithoutATerminal(t *testing.T) {
	var out strings.Builder
	p := newProgress(&out, "import", "register")
	p.at(10)
	if out.Len() != 0 {
		t.Errorf("told at once: %q", out.String())
	}
	p.started = p.started.Add(-time.Minute)
	p.imported(source.Progress{Rows: 20, Total: 20, Sorting: true})
	p.done()
	if s := out.String(); !strings.HasPrefix(s, "sort and write register: 20 rows") || strings.ContainsAny(s, "\x1b\r") {
		t.Errorf("%q", s)
	}
}
