package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/script"
)

func TestPlainNumbers(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"brigade forty four", "brigade 44"}, {"brigade forty 4", "brigade 44"}, {"first bank", "1 bank"}, {"fund iii", "fund 3"},
		{"unit 007", "unit 7"}, {"unit 0", "unit 0"}, {"twenty", "20"}, {"plain words", "plain words"}, {"", ""},
	} {
		if got := keysOf(plainNumbers(wordsOf(c.in))); !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("plainNumbers(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func wordsOf(s string) []script.Word { return script.NameWords(s) }

func keysOf(words []script.Word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.Key)
	}
	return out
}

func TestDropTitles(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"dr marek ostrowan", "marek ostrowan"}, {"mr dr", "mr dr"}, {"marek ostrowan", "marek ostrowan"}, {"", ""},
	} {
		words := wordsOf(c.in)
		if got := keysOf(dropTitles(words)); !slices.Equal(got, strings.Fields(c.want)) || strings.Join(keysOf(words), " ") != c.in {
			t.Errorf("dropTitles(%q) = %q (argument now %q), want %q", c.in, got, keysOf(words), c.want)
		}
	}
}

func TestCompareDates(t *testing.T) {
	for _, c := range []struct {
		claimed, source       string
		result                finding.Result
		degree                int
		why                   string
		confirms, contradicts bool
	}{
		{"1960-02-03", "1960-02-03", finding.Agrees, 10000, "", true, false},
		{"1960-02-03", "03 Feb 1960", finding.Agrees, 10000, "", true, false},
		{"1960-02-03", "1960-02", finding.Agrees, 8000, "precision_month", false, false},
		{"1960-02-03", "1960", finding.Agrees, 6000, "precision_year", false, false},
		{"1960", "1960-02-03", finding.Agrees, 6000, "precision_year", false, false},
		{"1960-02-03", "circa 1961", finding.Agrees, 4000, "precision_about", false, false},
		{"1960-02-03", "1960-03-02", finding.Differs, 5000, "day_month_swapped", false, false},
		{"1960-02-03", "1962", finding.Differs, 3000, "near", false, false},
		{"1960-02-03", "1960-02-04", finding.Differs, 0, "other_date", false, true},
		{"1960-02-03", "1975", finding.Differs, 0, "other_date", false, true},
		{"1960-02-03", "spring", finding.ValueUnchecked, 0, "date_not_read", false, false},
	} {
		claimed, _ := entity.ParseDate(c.claimed)
		got, confirms, contradicts := compareDates(claimed, c.source)
		if got.Result != c.result || got.Degree != c.degree || got.Why != c.why || confirms != c.confirms || contradicts != c.contradicts {
			t.Errorf("%s, %s: %+v %v %v, want %+v", c.claimed, c.source, got, confirms, contradicts, c)
		}
	}
}

func TestCompatibleSchemata(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{entity.Person, entity.Person, true}, {entity.Person, entity.Company, false}, {entity.Company, entity.Organization, true},
		{entity.LegalEntity, entity.Person, true}, {entity.LegalEntity, entity.Vessel, false}, {"", entity.Vessel, true},
		{entity.Company, entity.Vessel, false}, {entity.Person, "SomethingNew", true},
	} {
		if got := compatibleSchemata(c.a, c.b); got != c.want || got != compatibleSchemata(c.b, c.a) {
			t.Errorf("%q and %q: %v, want %v both ways", c.a, c.b, got, c.want)
		}
	}
}

func TestMayBeNearNeverHides(t *testing.T) {
	words := strings.Fields("scholz schulz lavrov lavrow sergej sergey hanniball hannibal olga oleg ostrowan ostroan marek marik tokyo toukyou ohno ono kohei")
	for _, x := range words {
		for _, y := range words {
			a, b := []rune(x), []rune(y)
			limit := limitFor(max(len(a), len(b)))
			if d := distance(a, b, limit); d != far && !mayBeNear(maskOf(a), maskOf(b), limit) {
				t.Errorf("%q and %q are %d apart, and the masks say they cannot be", x, y, d)
			}
		}
	}
}

func TestDistanceIsSymmetric(t *testing.T) {
	words := strings.Fields("scholz schulz lavrov naverov abba abab a ab ohm hanniball hannibal")
	for _, x := range words {
		for _, y := range words {
			if d, e := distance([]rune(x), []rune(y), 900), distance([]rune(y), []rune(x), 900); d != e {
				t.Errorf("%q, %q: %d and %d", x, y, d, e)
			}
		}
	}
}
