package lucene

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// write gives a query back in one way.
func write(n *Node) string {
	if n == nil {
		return "nothing"
	}
	field := ""
	if n.Field != "" {
		field = n.Field + ":"
	}
	switch n.Op {
	case Term, Wild:
		return field + n.Text
	case Phrase:
		return fmt.Sprintf("%s%q~%d", field, n.Text, n.Slop)
	case Fuzzy:
		return fmt.Sprintf("%s%s~%d", field, n.Text, n.Edits)
	case Range:
		return fmt.Sprintf("%s[%s %t, %s %t]", field, n.From, n.WithFrom, n.To, n.WithTo)
	case Exists:
		return field + "exists"
	case Every:
		return "every"
	}
	var parts []string
	for _, g := range []struct {
		sign  string
		nodes []*Node
	}{{"+", n.Must}, {"", n.Should}, {"-", n.Not}} {
		for _, m := range g.nodes {
			parts = append(parts, g.sign+write(m))
		}
	}
	return "(" + strings.Join(parts, " ") + ")"
}

func TestParse(t *testing.T) {
	for _, tc := range []struct{ query, want string }{
		{"", "nothing"},
		{"  ", "nothing"},
		{"quillmoor", "quillmoor"},
		{"zdenka quillmoor", "(+zdenka +quillmoor)"},
		{"zdenka AND quillmoor", "(+zdenka +quillmoor)"},
		{"zdenka OR quillmoor", "(zdenka quillmoor)"},
		{"a || b && c", "(+b +c a)"},
		{"a AND b OR c", "(+a b c)"},
		{"zdenka NOT quillmoor", "(+zdenka -quillmoor)"},
		{"zdenka -quillmoor", "(+zdenka -quillmoor)"},
		{"+zdenka !quillmoor", "(+zdenka -quillmoor)"},
		{"-quillmoor", "(-quillmoor)"},
		{"ORION ANDROID NOTES", "(+ORION +ANDROID +NOTES)"},
		{`"zdenka quillmoor"`, `"zdenka quillmoor"~0`},
		{`"a \"b\" c"~3`, `"a \"b\" c"~3`},
		{"quillmo*", "quillmo*"},
		{"qu?llmoor", "qu?llmoor"},
		{"quillmoor~", "quillmoor~2"},
		{"quil~", "quil~1"},
		{"quillmoor~1", "quillmoor~1"},
		{"quillmoor~0.8", "quillmoor~2"},
		{"quillmoor^2 zdenka", "(+quillmoor +zdenka)"},
		{"countries:ru", "countries:ru"},
		{"properties.birthPlace:(north OR south) x", "(+(properties.birthPlace:north properties.birthPlace:south) +x)"},
		{`topics:"crime.fin"`, `topics:"crime.fin"~0`},
		{"birthDate:[1960 TO 1970}", "birthDate:[1960 true, 1970 false]"},
		{"birthDate:{* TO \"1970\"]", "birthDate:[ false, 1970 true]"},
		{"last_change:>=2024-01-01", "last_change:[2024-01-01 true,  false]"},
		{"last_change:<2024-01-01", "last_change:[ false, 2024-01-01 false]"},
		{"_exists_:email", "email:exists"},
		{"email:*", "email:exists"},
		{"*:*", "every"},
		{"*", "every"},
		{`a\:b \(c`, "(+a:b +(c)"},
		{"jean-luc +x", "(+jean-luc +x)"},
		{"関所　商事", "(+関所 +商事)"},
	} {
		n, err := Parse(tc.query)
		if err != nil || write(n) != tc.want {
			t.Errorf("%q: %s, %v; want %s", tc.query, write(n), err, tc.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, q := range []string{"invalid/query", "/re/", "(a", "a)", `"a`, "a AND", "OR a", "a:", "a:[1 TO", "a:[1 2]", "[1 TO 2]", "a^", "a^b", "-", "a \\", ">3",
		"a:b:c", "]", strings.Repeat("(", 50) + "a" + strings.Repeat(")", 50), strings.Repeat("a ", 1000), strings.Repeat("a", 5000)} {
		var e *Error
		if n, err := Parse(q); !errors.As(err, &e) {
			t.Errorf("%q: %s, %v", q, write(n), err)
		}
	}
}

func TestParseSimple(t *testing.T) {
	for _, tc := range []struct{ query, want string }{
		{"", "nothing"},
		{"zdenka quillmoor", "(+zdenka +quillmoor)"},
		{"zdenka | quillmoor", "(zdenka quillmoor)"},
		{"zdenka -quillmoor", "(+zdenka -quillmoor)"},
		{"invalid/query: AND (", "(+invalid/query: +AND)"},
		{`"a b"~2 c`, `(+"a b"~2 +c)`},
		{`"a b`, "(+a +b)"},
		{"a) b", "(+a +b)"},
		{"(a | b) c*", "(+(a b) +c*)"},
		{"quillmoor~1", "quillmoor~1"},
		{"+ - | ~ *", "nothing"},
	} {
		n, err := ParseSimple(tc.query)
		if err != nil || write(n) != tc.want {
			t.Errorf("%q: %s, %v; want %s", tc.query, write(n), err, tc.want)
		}
	}
}

// No text makes it panic or grow.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a AND (b OR c)", `"x`, "f:[1 TO 2]", "a~", "\xff:", "((((", "|||", "a:>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, parse := range []func(string) (*Node, error){Parse, ParseSimple} {
			n, err := parse(s)
			if err != nil && n != nil {
				t.Fatalf("%q: a query and an error", s)
			}
			if err != nil && err.Error() == "" {
				t.Fatal("no reason")
			}
			_ = write(n)
		}
	})
}
