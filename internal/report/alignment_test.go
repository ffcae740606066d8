package report

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/match"
)

func TestAlignment(t *testing.T) {
	a := match.Alignment{Score: 9120, Why: "words_missing", Parts: []match.Part{
		{Query: "水無月", Entity: "minazuki", Rule: "reading_japanese", Score: 9500, Weight: 1420},
		{Query: "\u202eken", Weight: 60},
		{Entity: "jr", Weight: 205},
	}}
	for _, lang := range []Lang{EN, JA} {
		var b bytes.Buffer
		if err := Alignment(&b, NewNames("Person", "水無月 \u202eken", "Minazuki jr", a, true), Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		golden(t, "alignment."+string(lang), b.Bytes())
	}
	if n := NewNames("Person", "", "", match.Alignment{Score: 9000}, false); n.Verdict != "not_compared" {
		t.Errorf("verdict %s where a name cannot be compared", n.Verdict)
	}
	for score, want := range map[int]string{match.Agrees: "agree", match.Agrees - 1: "near", match.Weak - 1: "differ"} {
		if n := NewNames("Person", "", "", match.Alignment{Score: score}, true); n.Verdict != want {
			t.Errorf("verdict at %d: %s, want %s", score, n.Verdict, want)
		}
	}
}

// Every rule of an alignment can be read in both languages.
func TestRulesHaveTexts(t *testing.T) {
	for _, c := range []struct{ file, list, prefix string }{
		{"../match/rule.go", `(?s)ruleNames = [^{]*\{(.*?)\}`, ""},
		{"../script/reading/reading.go", `(?s)systemNames = [^{]*\{(.*?)\}`, "reading_"},
	} {
		raw, err := os.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		list := regexp.MustCompile(c.list).FindSubmatch(raw)
		if list == nil {
			t.Fatalf("%s: no list of names; has the code moved?", c.file)
		}
		for _, code := range strings.FieldsFunc(string(list[1]), func(r rune) bool { return strings.ContainsRune("\", \n\t", r) }) {
			if !hasText("answer", c.prefix+code) {
				t.Errorf("%s: rule %s has no text", c.file, c.prefix+code)
			}
		}
	}
}
