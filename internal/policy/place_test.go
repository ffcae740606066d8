package policy

import (
	"fmt"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// styles write a condition of several lines as YAML writes scalars.
var styles = map[string]func(lines []string) string{
	"plain":   func(l []string) string { return "when: " + strings.Join(l, "\n      ") },
	"literal": func(l []string) string { return "when: |\n      " + strings.Join(l, "\n      ") },
	"strip":   func(l []string) string { return "when: |-   # why\n      " + strings.Join(l, "\n      ") },
	"folded":  func(l []string) string { return "when: >-\n      " + strings.Join(l, "\n      ") },
	"single": func(l []string) string {
		return "when: '" + strings.ReplaceAll(strings.Join(l, "\n      "), "'", "''") + "'"
	},
	"double": func(l []string) string {
		return `when: "` + strings.ReplaceAll(strings.Join(l, "\n      "), `"`, `\"`) + `"`
	},
	"flow": func(l []string) string { return "{a: b, when: '" + strings.Join(l, "\n      ") + "'}" },
}

// TestPlaces: a mark anywhere in a condition is found again in the file, however
// the scalar is written. The mark stands for the place of an error.
func TestPlaces(t *testing.T) {
	words := []string{"list.confirmed", "&&", "(", ")", `"a"`, "register.code", "==", `"札"`, "!", "young.moved_days", "+", "1"}
	for style, write := range styles {
		t.Run(style, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
					return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 4).Draw(t, "words"), " ")
				}), 1, 4).Draw(t, "lines")
				at := rapid.IntRange(0, len(lines)-1).Draw(t, "at")
				lines[at] += " MARK " + rapid.SampledFrom(words).Draw(t, "after")
				lines[0] = "x " + lines[0] // a plain scalar cannot begin with any sign
				checkPlace(t, "札: 札\n"+write(lines)+"\n")
			})
		})
	}
}

func checkPlace(t *rapid.T, src string) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
		src = strings.Replace(src, "札: 札\n", "", 1) // the flow style is a document of its own
		if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
			t.Fatalf("%v in:\n%s", err, src)
		}
	}
	r := &reader{file: "t", lines: splitLines(src)}
	m := doc.Content[0].Content
	n := m[len(m)-1]
	before, _, _ := strings.Cut(n.Value, "MARK")
	line := strings.Count(before, "\n") + 1
	col := len([]rune(before[strings.LastIndex(before, "\n")+1:]))
	got := r.inside(r.at(n), n.Value, line, col)

	wantLine, wantCol := 0, 0
	for i, l := range r.lines {
		if b, _, ok := strings.Cut(l, "MARK"); ok {
			wantLine, wantCol = i+1, len([]rune(b))+1
		}
	}
	if got.line != wantLine || got.col != wantCol {
		t.Fatalf("place %d:%d, want %d:%d in:\n%s", got.line, got.col, wantLine, wantCol, src)
	}
}

func TestPlaceOutsideScalar(t *testing.T) {
	r := &reader{lines: []string{"a: b"}}
	at := place{line: 1, col: 4, node: &yaml.Node{Kind: yaml.ScalarNode, Value: "b"}}
	for _, c := range []struct {
		src       string
		line, col int
	}{{"another", 1, 0}, {"b", 9, 9}, {"b", 0, -3}, {"b", 1, 0}} {
		if got := r.inside(at, c.src, c.line, c.col); got.line != 1 || got.col != 4 {
			t.Errorf("%+v: %d:%d", c, got.line, got.col)
		}
	}
}

func TestByteColumn(t *testing.T) {
	r := &reader{lines: []string{"札札a", ""}}
	for col, want := range map[int]int{0: 0, 1: 1, 2: 4, 3: 7, 4: 8, 9: 8} {
		if got := r.byteColumn(place{line: 1, col: col}); got != want {
			t.Errorf("column %d: %d, want %d", col, got, want)
		}
	}
	if got := r.byteColumn(place{line: 7, col: 3}); got != 3 {
		t.Errorf("beyond the file: %d", got)
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"confirmed", "possible", "namesake"}
	for word, want := range map[string]string{
		"confirm": "did you mean confirmed?", "Confirmed": "did you mean confirmed?", "namesakes": "did you mean namesake?",
		"zzz": "known: confirmed, possible, namesake", "": "known: confirmed, possible, namesake",
	} {
		if got := suggest(word, known); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	if got := suggest("x", nil); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"list", "list", 0}, {"lsit", "list", 2}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a); got != c.want {
			t.Errorf("%s, %s: %d the other way", c.a, c.b, got)
		}
	}
}

func TestErrorText(t *testing.T) {
	r := &reader{file: "p.yaml", lines: []string{"札: x"}}
	r.add(place{line: 1, col: 4}, "a.b", "wrong", "do this")
	if want, got := "p.yaml:1:6: a.b: wrong (do this)", fmt.Sprint(r.err()); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
