package report

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestLanguagesCoverTheSame(t *testing.T) {
	for k, s := range textsEN {
		if textsJA[k] == "" || s == "" {
			t.Errorf("%s lacks a text", k)
		}
	}
	for k, s := range textsJA {
		if k == "label/comma" || k == "label/or" {
			continue
		}
		if textsEN[k] == "" {
			t.Errorf("%s is in Japanese only", k)
		}
		if !strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }) {
			t.Errorf("%s is not Japanese: %s", k, s)
		}
	}
}

// Every code that the packages of checks, policy and matching name has a text.
func TestCodesHaveTexts(t *testing.T) {
	for _, tc := range []struct{ files, pattern, group string }{
		{"../policy/default.yaml", `\bask: \[([^\]]*)\]`, "ask"},
		{"../policy/default.yaml", `\bcode: "?([a-z_]+)`, "code"},
		{"../policy/default.yaml", `\bcause: ([a-z_]+)`, "cause"},
		{"../policy/default.yaml", `_why: ([a-z_]+)`, "why"},
		{"../policy/guards.go", `Guard\w+ += "([a-z_]+)"`, "guard"},
		{"../finding/finding.go", `Cause\w+ += "([a-z_]+)"`, "cause"},
		{"../finding/finding.go", `State = "([a-z_]+)"`, "state"},
		{"../finding/finding.go", `Result = "([a-z_]+)"`, "result"},
		{"../finding/finding.go", `Identity\w+ += "([a-z_]+)"`, "identity"},
		{"../gate/*.go", `\bCode[A-Z]\w* += "([a-z_]+)"`, "code"},
		{"../gate/*.go", `Name\(\) string +\{ return "([a-z.]+)" \}`, "check"},
		{"../gate/*.go", `Ask(?: =|:) \[\]string\{([^}]*)\}`, "ask"},
		{"../gate/*.go", `Comparison\{Field: "([a-z_]+)"`, "field"},
		{"../match/*.go", `Why\w+ += "([a-z_]+)"`, "why"},
		{"../match/score.go", `why = "([a-z_]+)"`, "why"},
		{"../match/compare.go", `(?m)(?:why = |return .*, )"([a-z_]+)"$`, "why"},
		{"../identifier/compareaddress.go", `"differs", \w+, "([a-z_]+)"`, "why"},
		{"../identifier/compareaddress.go", `note\(\d+, "([a-z_]+)"`, "why"},
	} {
		files, _ := filepath.Glob(tc.files)
		found := 0
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(tc.pattern).FindAllStringSubmatch(string(raw), -1) {
				for _, code := range strings.Split(m[1], ",") {
					code = strings.Trim(code, `" `)
					found++
					if !hasText(tc.group, code) {
						t.Errorf("%s: %s %q has no text in texts_en.go", file, tc.group, code)
					}
				}
			}
		}
		if found == 0 {
			t.Errorf("%s: %s finds nothing; has the code moved?", tc.files, tc.pattern)
		}
	}
}

func hasText(group, code string) bool {
	for k := range textsEN {
		if strings.HasPrefix(k, group+"/") && (strings.HasSuffix(k, "/"+code)) {
			return true
		}
	}
	return false
}

func TestTextFallsBackToTheCode(t *testing.T) {
	if got := Text(JA, "why", "new_\u202ewhy"); got != `new_\u202ewhy` {
		t.Errorf("%q", got)
	}
	if codeText(EN, "register.young", "renamed") == codeText(EN, "register.exists", "renamed") {
		t.Error("a code of one check is not told from another's")
	}
}

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"株式会社 架空": "株式会社 架空", "a\u202eb": `a\u202eb`, "a\nb\tc": `a\nb\tc`, "\x1b[31m": `\u001b[31m`, "\xff": `\xff`,
		"葛\U000e0100": `葛\U000e0100`, "か\u3099": "か\u3099", "x\u200d": `x\u200d`, "全角　空白": "全角　空白", "\u3164": `\u3164`, "a\u00a0b": `a\u00a0b`,
	} {
		if got := Safe(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Wrapping loses nothing but spaces, and no line is wider than it may be.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-zA-Z 一-龠ァ-ヶ、。（）0-9が]{0,80}`).Draw(t, "text")
		to := rapid.IntRange(4, 40).Draw(t, "width")
		strip := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		lines := wrap(s, to)
		if strip(strings.Join(lines, "")) != strip(s) {
			t.Fatalf("%q became %q", s, lines)
		}
		for _, l := range lines {
			if textWidth(l) > to {
				t.Fatalf("%q is wider than %d", l, to)
			}
		}
	})
	got := strings.Join(wrap("登記簿に存在しない。alpha beta", 16), "|")
	if got != "登記簿に存在し|ない。alpha beta" && got != "登記簿に存在しな|い。alpha beta" {
		t.Errorf("%s", got)
	}
}
