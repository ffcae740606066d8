package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(want, got) {
		t.Errorf("%s differs (%v); run with -update and read the difference\n%s", name, err, got)
	}
}

func day(y int, m time.Month, d int) entity.Instant {
	return entity.InstantOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

var registerRef = finding.SourceRef{Name: "nta", Kind: "nta", Digest: "sha256:0123456789abcdef0123456789abcdef", Published: day(2026, 2, 27)}

// sample rows: one of each outcome, one that deceives, one that was not read.
func sample() []Row {
	listRef := finding.SourceRef{Name: "un", Kind: "un", Digest: "fedcba9876543210", Published: day(2026, 2, 26), Record: "UNi.1"}
	gen := finding.Generation{
		Policy: "aaaabbbbccccdddd", Matcher: "1.1", Memory: 3, Evidence: "eeeeffff00001111",
		Snapshots: []finding.SnapshotRef{{Source: "nta", Chain: []string{"0123456789abcdef", "1123456789abcdef"}}, {Source: "un", Chain: []string{"fedcba9876543210"}}},
	}
	near := registerRef
	near.Record = "1234567890123"
	refused := &finding.Decision{
		ID: "REFUSED0000000000000000000", Application: "S-1", At: day(2026, 2, 28), Outcome: finding.Refuse, Generation: gen, Input: "ab12",
		Reasons: []finding.Reason{{
			Rule: "register.absent", Version: "aaaabbbbccccdddd", Outcome: finding.Refuse, Code: "register_absent",
			Text:   finding.Text{EN: "claims to be a registered company and is in no register", JA: "登記法人と申告しているが、登録簿に存在しない"},
			Checks: []string{"register.exists"}, Values: []finding.Operand{{Fact: "register.code", Value: "not_found"}, {Fact: "register.by", Value: ""}},
		}},
		Findings: []finding.Finding{
			{
				Check: "register.exists", Subject: "applicant", State: finding.Hit, Code: "not_found", Source: &registerRef,
				Detail: "not found as of 2026-02-27", Ask: []string{"register.extract"},
				Matches: []finding.Match{{Source: near, Caption: "株式会社架空電器", Identity: finding.IdentityUnknown, Why: "one_edit", Comparisons: []finding.Comparison{
					{Field: "address", Claimed: "東京都千代田区千代田1-1", AtSource: "大阪府大阪市北区架空町2-3", Result: finding.Differs, Why: "other_prefecture"},
				}}},
			},
			{Check: "register.agrees", Subject: "applicant", State: finding.NotChecked, Cause: finding.CauseNoEvidence},
			{Check: "list.match", Subject: "representative", State: finding.Clear, Code: "namesake", Matches: []finding.Match{
				{Source: listRef, Caption: "KOZAN Taro", Score: 9650, Identity: finding.IdentityContradicted, Why: "birth_date_differs", Effect: "prohibits"},
			}},
		},
	}
	review := &finding.Decision{
		ID: "REVIEW00000000000000000000", Application: "S-2", At: day(2026, 2, 28), Outcome: finding.Review, Generation: gen,
		Reasons: []finding.Reason{{
			Rule: "agrees.former_name", Version: "aaaabbbbccccdddd", Outcome: finding.Review, Code: "former_name", Guard: "absence,signal",
			Text: finding.Text{EN: "the applicant uses a former name", JA: "旧商号で申し込んでいる"},
		}},
		Missing: []finding.Missing{{Check: "represents", Cause: finding.CauseNoEvidence, Ask: []string{"represents.letter", "unknown.ask"},
			Text: finding.Text{EN: "the company has not answered yet", JA: "会社からの回答がまだない"}}},
		Findings: []finding.Finding{{
			Check: "register.agrees", Subject: "applicant", State: finding.Hit, Code: "differs", Source: &near,
			Comparisons: []finding.Comparison{
				{Field: "name", Claimed: "架空髙島商事\u202e㈱", AtSource: "株式会社架空新商事", Result: finding.Differs, Why: "former_name", Since: "2025-10-01", Degree: 9000},
				{Field: "postal_code", Result: finding.ValueUnclaimed},
				{Field: "odd_field", Claimed: "x", Result: "odd", Why: "odd_why", Degree: 9801},
			},
			Evidence: []string{"ev-1"},
		}},
	}
	approved := &finding.Decision{
		ID: "APPROVED000000000000000000", Application: "S-3", At: day(2026, 2, 28), Outcome: finding.Approve, Generation: gen,
		Reasons: []finding.Reason{{Rule: "engine", Version: "aaaabbbbccccdddd", Outcome: finding.Approve, Code: "all_clear", Text: finding.Text{EN: "every check ran, nothing speaks against"}}},
	}
	return []Row{
		{1, "a.csv", 2, "S-1", "株式会社架空電子", "防護ソフト 標準版", refused, nil, ""},
		{2, "a.csv", 3, "S-2", "架空髙島商事\u202e㈱東京営業所カスタマーサポートセンター", "Shield Professional Edition", review, nil, ""},
		{3, "a.csv", 4, "S-3", "=Fictitious Widgets LLC", "盾", approved, nil, ""},
		{4, "a.csv", 5, "", "", "", nil, []string{"a.csv:5:3: 法人番号: a spreadsheet turned the number into scientific notation, its digits are lost"}, ""},
	}
}

func TestTable(t *testing.T) {
	for _, lang := range []Lang{EN, JA} {
		var b bytes.Buffer
		tab := NewTable(&b, Options{Lang: lang, Width: 90})
		for _, r := range sample() {
			if err := tab.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := tab.Close(); err != nil {
			t.Fatal(err)
		}
		golden(t, "table."+string(lang), b.Bytes())
		for _, l := range strings.Split(b.String(), "\n") {
			if textWidth(l) > 90 {
				t.Errorf("%s: %d cells: %s", lang, textWidth(l), l)
			}
		}
		if bytes.ContainsRune(b.Bytes(), 0x1b) || bytes.ContainsRune(b.Bytes(), 0x202e) {
			t.Errorf("%s: escape sequences or hidden characters", lang)
		}
	}
}

func TestExplain(t *testing.T) {
	for _, lang := range []Lang{EN, JA} {
		var b bytes.Buffer
		for _, r := range sample() {
			if err := Explain(&b, r, Options{Lang: lang, Width: 90}); err != nil {
				t.Fatal(err)
			}
			b.WriteString("========\n")
		}
		golden(t, "explain."+string(lang), b.Bytes())
		if bytes.ContainsRune(b.Bytes(), 0x202e) {
			t.Errorf("%s: a hidden character is rendered", lang)
		}
	}
}

func TestColourOnlyIfAsked(t *testing.T) {
	var plain, coloured bytes.Buffer
	for _, r := range sample() {
		if err := errors.Join(Explain(&plain, r, Options{}), Explain(&coloured, r, Options{Color: true})); err != nil {
			t.Fatal(err)
		}
	}
	stripped := regexp.MustCompile("\x1b\\[[0-9]*m").ReplaceAllString(coloured.String(), "")
	if stripped != plain.String() || stripped == coloured.String() {
		t.Error("colour changes more than colour, or nothing")
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	c := NewCSV(&b, JA)
	for _, r := range sample() {
		if err := c.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	golden(t, "rows.csv", b.Bytes())
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 5 || rows[3][4] != "'=Fictitious Widgets LLC" {
		t.Fatalf("%v %v", rows, err)
	}
}

func TestCell(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "a", "=1+1": "'=1+1", "+81312345678": "'+81312345678", "-x": "'-x", "@x": "'@x", "\tx": `'\tx`, "＝A1": "'＝A1", "a\u200bb": `a\u200bb`, "\x00=1": `'\u0000=1`,
	} {
		if got := Cell(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestJSONMeansTheSame(t *testing.T) {
	for _, r := range sample() {
		var b bytes.Buffer
		if err := WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsRune(b.Bytes(), 0x202e) || bytes.Count(b.Bytes(), []byte("\n")) != 1 {
			t.Errorf("hidden characters or several lines: %s", b.Bytes())
		}
		var back Row
		if err := json.Unmarshal(b.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		if back.Applicant != r.Applicant || !reflect.DeepEqual(back.Decision, r.Decision) {
			t.Errorf("%s", b.Bytes())
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		r := Row{Applicant: rapid.String().Draw(t, "name")}
		var b bytes.Buffer
		if err := WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		var back Row
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back.Applicant != r.Applicant {
			t.Fatalf("%q became %q: %v", r.Applicant, back.Applicant, err)
		}
	})
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestErrorsOfTheWriter(t *testing.T) {
	r := sample()[0]
	tab := NewTable(full{}, Options{})
	c := NewCSV(full{}, EN)
	_ = c.Write(r) // buffered; Close says
	for name, err := range map[string]error{"table": tab.Write(r), "explain": Explain(full{}, r, Options{}), "csv": c.Close(), "json": WriteJSON(full{}, r)} {
		if err == nil {
			t.Errorf("%s: a failed write is not said", name)
		}
	}
	if _, err := ParseLang("fr"); err == nil {
		t.Error("an unknown language is accepted")
	}
	if l, err := ParseLang("ja"); l != JA || err != nil {
		t.Error("ja is refused")
	}
}
