package retrieval

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// whole is the exhaustive index: it gives everything, in order.
type whole struct{ ids []string }

func (w whole) Find(_ string, _ token.Kind, limit int) ([]string, bool, error) {
	return w.ids[:min(limit, len(w.ids))], len(w.ids) > limit, nil
}

func idsOf(entities []*entity.Entity) (out []string) {
	for _, e := range entities {
		out = append(out, e.ID)
	}
	return out
}

func TestListed(t *testing.T) {
	list := []*entity.Entity{named(0, entity.Person, "Zdenka Quillmoor"), named(1, entity.Company, "Ostrowan Shipping"), named(2, entity.Person, "Marek Sverdan")}
	r, err := Listed(whole{idsOf(list)}, list, ListedOptions{Seed: 1, Scan: true})
	if err != nil {
		t.Fatal(err)
	}
	all := r.Rows[len(r.Rows)-1]
	if r.Names != 3 || all.Index.Found != 3 || all.Scan.Found != 3 || all.Silent != 0 {
		t.Errorf("everything is given, and not all is found: %+v", all)
	}
	if r, err = Listed(whole{}, list, ListedOptions{Seed: 1}); err != nil {
		t.Fatal(err)
	}
	if all := r.Rows[len(r.Rows)-1]; all.Index.Found != 0 || all.Silent != 3 || len(r.Missed) != 3 {
		t.Errorf("nothing is given, and something is found: %+v", all)
	}
}

// An index that gives all that there is has found all; one that gives nothing
// has missed everything, silently.
func TestRecall(t *testing.T) {
	o := RecallOptions{Names: 45, Queries: 160, Seed: 3, Parts: Parts{pairCyrillic: {{"ostrowan", "острован"}, {"sverdan", "свердан"}}}}
	c := NewCollection(o)
	truth := c.Truth(func() {})
	r, err := c.Recall(whole{idsOf(c.Entities)}, truth)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows {
		if row.Wide.Found != row.Wide.Of || row.Silent != 0 {
			t.Errorf("%s: found %d of %d", row.Class, row.Wide.Found, row.Wide.Of)
		}
	}
	if exact := r.Rows[0]; exact.Queries != 10 || exact.Answered < 9 {
		t.Errorf("exact: %d of %d queries have an answer", exact.Answered, exact.Queries)
	}
	if r, err = NewCollection(o).Recall(whole{}, c.Truth(nil)); err != nil {
		t.Fatal(err)
	}
	o.Seed++
	if _, err := NewCollection(o).Recall(whole{}, truth); !errors.Is(err, ErrOtherTruth) {
		t.Errorf("the truth of other names: %v", err)
	}
	if all := r.Rows[len(r.Rows)-1]; all.Wide.Found != 0 || all.Silent != all.Answered {
		t.Errorf("an index that gives nothing: %+v", all)
	}
}

func TestListings(t *testing.T) {
	l := NewListings(ListingsOptions{Names: 40, Queries: 5, Seed: 1})
	for _, direction := range []string{JapaneseIndexed, EnglishIndexed} {
		r := &ListingsReport{}
		if err := l.Measure(whole{idsOf(l.Entities(direction))}, direction, r); err != nil {
			t.Fatal(err)
		}
		for _, row := range r.Rows {
			if row.Within.Found != 5 {
				t.Errorf("%s, %s: within 50: %d of 5", direction, row.Kind, row.Within.Found)
			}
		}
	}
}

// The same seed draws the same names.
func TestDrawnAgain(t *testing.T) {
	a, b := NewCollection(RecallOptions{Names: 300, Seed: 5}), NewCollection(RecallOptions{Names: 300, Seed: 5})
	for i := range a.names {
		if a.names[i] != b.names[i] {
			t.Fatalf("name %d: %v and %v", i, a.names[i], b.names[i])
		}
	}
	x, y := NewListings(ListingsOptions{Names: 300, Seed: 5}), NewListings(ListingsOptions{Names: 300, Seed: 5})
	if !slices.Equal(x.companies, y.companies) {
		t.Error("companies differ")
	}
}

// The tables are as large as measuring wants them, whole and without doubles.
func TestTables(t *testing.T) {
	for section, want := range map[string]int{"loans/stem": 300, "loans/trade": 100, "translated/head": 200, "translated/tail": 50, "stems": 80} {
		words := tableWords()[section]
		if len(words) < want {
			t.Errorf("%s: %d words, want %d", section, len(words), want)
		}
		met := map[string]bool{}
		for _, w := range words {
			if met[w.japanese] || w.japanese == "" || len(w.english) == 0 || w.english[0] == "" {
				t.Errorf("%s: %+v: twice, or empty", section, w)
			}
			met[w.japanese] = true
		}
	}
}

// The two sides of a company have its forms; letters are spelled out.
func TestCompanies(t *testing.T) {
	c := newCompanies(rand.New(rand.NewPCG(1, 1)))
	for _, kind := range companyKinds {
		for range 200 {
			v := c.draw(kind)
			if !strings.Contains(v.japanese, "会社") || v.english == "" || strings.ContainsFunc(v.english, func(r rune) bool { return r > 0x7f }) {
				t.Fatalf("%s: %+v", kind, v)
			}
		}
	}
}

// One slip is one edit: it changes the word, by one letter more, less or other.
func TestSlip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.StringMatching(`[A-Za-zа-я田中ア-ン가-히]{1,12}`).Draw(t, "word")
		d := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		got := slip(w, d)
		n, m := utf8.RuneCountInString(w), utf8.RuneCountInString(got)
		if got == w || m == 0 || m < n-1 || m > n+1 {
			t.Fatalf("slip(%q) = %q", w, got)
		}
	})
	if got := slip("123", rand.New(rand.NewPCG(1, 1))); got != "123" {
		t.Errorf("digits became %q", got)
	}
}

func TestAlterations(t *testing.T) {
	n := &drawnName{text: "Zdenka Marie Quillmoor", kind: entity.Person, spelling: "Zdenca Marie Quillmore"}
	other := func() *drawnName { return &drawnName{text: "Carl Lindqvist", kind: entity.Person} }
	d := rand.New(rand.NewPCG(2, 2))
	for _, a := range alterations {
		got := a.make(n, d, other)
		if got == "" || a.class != "exact" && got == n.text {
			t.Errorf("%s: %q", a.class, got)
		}
		words := len(strings.Fields(got))
		if want := map[string]int{"word dropped": 2, "word added": 4, "words joined": 2, "word split": 4}[a.class]; want != 0 && words != want {
			t.Errorf("%s: %q has %d words", a.class, got, words)
		}
		if a.class == "words swapped" && len(got) != len(n.text) {
			t.Errorf("swapped: %q", got)
		}
	}
	han := &drawnName{text: "水無月遥", kind: entity.Person}
	for _, a := range alterations[4:8] { // of words: there is one
		if got := a.make(han, d, other); got != "" {
			t.Errorf("%s of an unspaced name: %q", a.class, got)
		}
	}
}
