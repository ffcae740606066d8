package casereport

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func sample() *casefile.File {
	order := statement.Ref{Kind: statement.Event, Key: "order"}
	say := func(id, source, word string) statement.Statement {
		return statement.Statement{ID: id, Source: source, Subject: order, Predicate: "outcome", Value: statement.Value{Kind: "text", Text: word},
			Quotation: "<b>" + word + "</b>", Polarity: statement.Asserts, Grade: statement.Grade{Source: 'B', Info: '2'},
			Chain: []statement.Told{{Who: "the maker", How: "said"}}}
	}
	denial := say("s3", "r2", "sold")
	denial.Polarity, denial.Grade = statement.Denies, statement.Grade{}
	return &casefile.File{ID: "c-1", Title: "An <i>order</i>",
		Sources: []statement.Source{{ID: "r1", Publisher: "Union Wire", Title: "Refused", Reliability: "B"},
			{ID: "r2", Publisher: "Evening Courier", Title: "Cancelled", Derives: []statement.Derivation{{From: "r1", How: statement.Cites}}}},
		Statements: []statement.Statement{say("s1", "r1", "refused"), say("s2", "r2", "cancelled"), denial},
		Things:     []casefile.Thing{{Ref: order, Names: []string{"the order"}}}}
}

func TestWrite(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"TLP:AMBER&#43;STRICT", "the maker → r1 (Union Wire)", "denies", "F6", "cites r1", "innocent until a court", "the order · outcome", "2: marked closer"},
		"ja": {"情報源の食い違い", "否認", "無罪と推定", "2: より厳しい取扱い"},
		"xx": {"Sources"},
	} {
		var out, again bytes.Buffer
		o := Options{ID: "x-1", Recipient: "Desk <a>", Author: "us", Purpose: "to warn", TLP: statement.AmberStrict, Held: map[string]int{"tlp": 2}, Lang: lang}
		if err := Write(&out, sample(), o); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s: %q is missing", lang, w)
			}
		}
		for _, never := range []string{"<script", "<b>", "<i>", "Desk <a>", "http://", "https://", "ZgotmplZ"} {
			if strings.Contains(out.String(), never) {
				t.Errorf("%s: %q stands in it", lang, never)
			}
		}
		if err := Write(&again, sample(), o); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("%s: not the same bytes again: %v", lang, err)
		}
	}
}

func TestLanguagesCoverTheSame(t *testing.T) {
	for code := range labels["en"] {
		if labels["ja"][code] == "" {
			t.Errorf("no Japanese for %s", code)
		}
	}
	for code := range labels["ja"] {
		if labels["en"][code] == "" {
			t.Errorf("no English for %s", code)
		}
	}
}
