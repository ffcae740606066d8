package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/sekifuda/sekifuda/internal/source"
)

// progress tells how long work goes on: one line that is written over on a
// terminal, a plain line every ten seconds otherwise.
type progress struct {
	to       io.Writer
	name     string
	what     string
	total    int64 // 0: unknown
	terminal bool
	started  time.Time
	last     time.Time
	shown    bool
}

// worthTelling is how long work lasts before its stages are told.
const worthTelling = 3 * time.Second

func newProgress(to io.Writer, what, name string) *progress {
	p := &progress{to: to, what: strings.TrimSpace(what + " " + name), name: name, started: time.Now()}
	p.last = p.started
	if f, ok := to.(*os.File); ok {
		p.terminal = term.IsTerminal(int(f.Fd()))
	}
	return p
}

// at is told how many rows are done; it writes at most five times a second.
func (p *progress) at(done int64) {
	now := time.Now()
	every := 10 * time.Second
	if p.terminal {
		every = 200 * time.Millisecond
	}
	if now.Sub(p.last) < every {
		return
	}
	p.last, p.shown = now, true
	end := "\n"
	if p.terminal {
		end = "\x1b[K\r"
	}
	fmt.Fprint(p.to, p.line(done, now.Sub(p.started)), end)
}

// rebuilding tells how far the rebuilding of files of another release is.
func (a *app) rebuilding() func(string, source.Progress) {
	var p *progress
	return func(name string, s source.Progress) {
		if p == nil || p.name != name {
			fmt.Fprintf(a.err, "the files of source %s are of another release: rebuilding them, once\n", name)
			p = newProgress(a.err, "rebuild", name)
		}
		p.imported(s)
	}
}

// imported is told how far an import is.
func (p *progress) imported(s source.Progress) {
	p.total = s.Total
	if s.Sorting {
		p.what = "sort and write " + p.name
		if time.Since(p.started) > worthTelling {
			p.last = time.Time{}
		}
	}
	p.at(s.Rows)
}

// line says rows, rate and, where the total is known, the time left.
func (p *progress) line(done int64, elapsed time.Duration) string {
	rate := float64(done) / max(elapsed.Seconds(), 0.001)
	s := fmt.Sprintf("%s: %d rows, %.0f a second", p.what, done, rate)
	if p.total > done && rate > 0 {
		left := time.Duration(float64(p.total-done) / rate * float64(time.Second))
		s += fmt.Sprintf(", %s left", left.Round(time.Second))
	}
	return s
}

// done ends the line that was written over.
func (p *progress) done() {
	if p.terminal && p.shown {
		fmt.Fprint(p.to, "\x1b[K")
	}
}
