package corpus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/index"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/openmatch/lucene"
)

func open(t testing.TB, dir string, entities []entity.Entity) *party.List {
	t.Helper()
	meta := index.Meta{Source: "list", Kind: "ftm", Reader: "ftm/1"}
	info, err := party.Build(context.Background(), dir, meta, func(yield func(entity.Entity, error) bool) {
		for _, e := range entities {
			if !yield(e, nil) {
				return
			}
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := party.Open(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func people(n int) []entity.Entity {
	var out []entity.Entity
	for i := range n {
		e := entity.Entity{ID: fmt.Sprintf("e%05d", i), Schema: entity.Person}
		e.Add("name", fmt.Sprintf("%s %s", syllables(i), syllables(i/7)))
		e.Add("notes", fmt.Sprintf("note %d %s", i%10, syllables(i/100)))
		e.Add("country", []string{"ru", "Germany", "jp"}[i%3])
		out = append(out, e)
	}
	return out
}

func syllables(i int) string {
	s := ""
	for k := 0; k < 3; k++ {
		s += []string{"ka", "mo", "ri", "te", "lu", "san", "do", "vel", "ni", "pra"}[i%10]
		i /= 10
	}
	return s
}

// TestSearchAgreesWithReading compares the words of a list with what reading
// every entity gives.
func TestSearchAgreesWithReading(t *testing.T) {
	all := people(300)
	l := open(t, t.TempDir(), all)
	defer l.Close()
	c, err := Build("list", l)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, 999).Draw(t, "i")
		word := syllables(i)
		text := rapid.SampledFrom([]string{word, word[:4] + "*", "note " + fmt.Sprint(i%10), "names:" + word, word + " OR " + syllables(i+1), "NOT " + word,
			`"note ` + fmt.Sprint(i%10) + `"`, word + "~1", "notes:" + word, "countries:de " + word, "*" + word[2:]}).Draw(t, "query")
		n, err := lucene.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		found, err := c.Search(context.Background(), &Query{Text: n, Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, h := range found.Hits {
			got = append(got, h.Entity.ID)
		}
		slices.Sort(got)
		for k := range all {
			if holdsAll(&all[k], n) {
				want = append(want, all[k].ID)
			}
		}
		if !slices.Equal(got, want) || found.Total != len(want) {
			t.Fatalf("%s: %v, want %v", text, got, want)
		}
	})
}

// holdsAll is what a query means, by reading.
func holdsAll(e *entity.Entity, n *lucene.Node) bool {
	if n.Op != lucene.Group {
		values := allText(e)
		switch n.Field {
		case "names":
			values = append(e.Values("name"), e.Caption)
		case "notes":
			values = e.Values("notes")
		case "countries":
			values = GroupValues(e, "country")
		}
		if n.Op == lucene.Phrase || n.Op == lucene.Wild || n.Op == lucene.Fuzzy || n.Field == "countries" {
			return slices.ContainsFunc(values, func(v string) bool { return accepts(n, v) })
		}
		return holds(tokenList(strings.Join(values, " ")), tokenList(n.Text))
	}
	for _, m := range n.Must {
		if !holdsAll(e, m) {
			return false
		}
	}
	for _, m := range n.Not {
		if holdsAll(e, m) {
			return false
		}
	}
	return len(n.Must) > 0 || len(n.Should) == 0 || slices.ContainsFunc(n.Should, func(m *lucene.Node) bool { return holdsAll(e, m) })
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"Zdenka QUILLMOOR-Tarn": "zdenka|quillmoor|tarn", "Müller Straße Łódź Øre": "muller|strasse|lodz|ore", "関所商事": "関|所|商|事", "ひらカタカナ": "ひ|ら|カタカナ",
		"Квиллмур": "квиллмур", "1988-01-07": "1988|01|07", "": "", "☃ !": "", strings.Repeat("a", 100): strings.Repeat("a", 64), "김정": "김정",
	} {
		if got := strings.Join(tokenList(text), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		n    int
		want bool
	}{{"abc", "abc", 0, true}, {"abc", "abd", 0, false}, {"abc", "abd", 1, true}, {"abc", "acb", 1, true}, {"abc", "ab", 1, true}, {"abc", "xbcd", 1, false}, {"abc", "xbcd", 2, true}, {"", "ab", 2, true}, {"a", "abcd", 2, false}} {
		if got := within(tc.a, tc.b, tc.n); got != tc.want {
			t.Errorf("%s, %s within %d: %t", tc.a, tc.b, tc.n, got)
		}
	}
	for _, tc := range []struct {
		pattern, s string
		want       bool
	}{{"a*", "abc", true}, {"*c", "abc", true}, {"a?c", "abc", true}, {"a?c", "ac", false}, {"*", "", true}, {"a*b*c", "axxbyyc", true}, {"a*b*c", "axxbyy", false}} {
		if got := glob(tc.pattern, tc.s); got != tc.want {
			t.Errorf("%s on %s: %t", tc.pattern, tc.s, got)
		}
	}
}

// A closed list answers nothing, it does not answer that there is nothing.
func TestClosed(t *testing.T) {
	l := open(t, t.TempDir(), people(20))
	c, err := Build("list", l)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	n, _ := lucene.Parse("note")
	if _, err := c.Search(context.Background(), &Query{Text: n, Limit: 5}); !errors.Is(err, index.ErrClosed) {
		t.Errorf("search: %v", err)
	}
	if _, err := c.Get("e00001"); !errors.Is(err, index.ErrClosed) {
		t.Errorf("get: %v", err)
	}
	if _, err := Build("list", l); !errors.Is(err, index.ErrClosed) {
		t.Errorf("build: %v", err)
	}
}
