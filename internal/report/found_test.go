package report

import (
	"errors"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/search"
)

func foundAnswer() search.Answer {
	e := &entity.Entity{ID: "n1", Schema: entity.Company, Properties: map[string][]string{"name": {"Sekisho\u202e Trading"}, "address": {"築地2-30-6"}}}
	p := match.Prepare(&match.Query{Schema: entity.Company, Names: []string{"Trading Sekisho"}})
	t := match.PrepareTarget(e)
	ref := finding.SourceRef{Name: "register", Kind: "nta", Published: 1_772_150_400_000_000}
	body := &entity.Registration{Number: "n1", Rows: []entity.Row{{Name: "x", Latest: true, CloseCause: "01"}}}
	return search.Answer{
		Hits: []search.Hit{{Source: ref, By: search.ByNumber, Entity: e, Body: body, Result: p.ScoreTarget(t), Alignment: p.Explain(t)}},
		Open: []search.Open{{Cause: finding.CauseCut, Source: "ofac"}, {Cause: finding.CauseNameTooLong, Name: strings.Repeat("a", 99)}},
	}
}

func TestWriteFound(t *testing.T) {
	f := NewFound(foundAnswer(), true)
	f.Asked, f.As = "Trading\nSekisho", "name"
	for lang, want := range map[Lang][]string{
		EN: {`name: Trading\nSekisho`, "NOT CHECKED: the search was cut short (ofac)", "(" + strings.Repeat("a", 40) + "…)", `Sekisho\u202e Trading`, "2026-02-27", "has this number; the names agree", "closed; 築地2-30-6"},
		JA: {"名称: Trading", "この番号を持つ", "閉鎖"},
	} {
		var b strings.Builder
		if err := WriteFound(&b, f, Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		for _, s := range want {
			if !strings.Contains(b.String(), s) {
				t.Errorf("%s: %q is not in\n%s", lang, s, b.String())
			}
		}
	}
	if f.State != "not_checked" || f.Candidates[0].Status != entity.StatusClosed || f.Candidates[0].Verdict != "agree" {
		t.Errorf("%+v", f)
	}
	if err := WriteFound(failingWriter{}, f, Options{}); err == nil {
		t.Error("a writer that fails was not told")
	}
}

// Where there was no name to compare, no verdict on names is written.
func TestFoundWithoutName(t *testing.T) {
	f := NewFound(foundAnswer(), false)
	f.As = "number"
	var b strings.Builder
	if err := WriteFound(&b, f, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "names agree") || f.Candidates[0].Verdict != "not_compared" {
		t.Errorf("a verdict on no name:\n%s", b.String())
	}
	b.Reset()
	if err := WriteFound(&b, NewFound(search.Answer{}, true), Options{}); err != nil || !strings.Contains(b.String(), "nothing found") {
		t.Errorf("%v, %q", err, b.String())
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("full") }
