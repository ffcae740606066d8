package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
)

func TestIsForm(t *testing.T) {
	for _, c := range []struct {
		name, language string
		want           bool
	}{
		{"gesellschaft mit beschrankter haftung", "de", true}, {"societe anonyme", "fr", true}, {"private company limited by shares", "en", true},
		{"osakeyhtio", "fi", true}, {"sociedad anonima de capital variable", "es", true}, {"limited liability company", "en", true},
		{"fund", "en", false}, {"mining company", "en", false}, {"foundation", "en", false}, {"vakuutusosakeyhtio", "fi", false}, {"autre societe civile", "fr", false},
		{"company", "en", false}, {"trust company", "en", false}, {"international company", "en", false}, {"verein", "de", false}, {"municipality", "en", false},
		{"sociedad anonima institucion de seguros", "es", false}, {"branch of a foreign company", "en", false},
	} {
		if got := isForm(c.name, c.language); got != c.want {
			t.Errorf("isForm(%q, %s) = %v", c.name, c.language, got)
		}
	}
}

func TestShortWritings(t *testing.T) {
	for _, c := range []struct{ short, want string }{
		{"S.A.", ".sa"}, {"ehf.", ".ehf"}, {"A/S", "?a s .as"}, {"GmbH & Co. KG", "?gmbh & co kg"}, {"Fund.", ""}, {"S", ""}, {"SARL", "?sarl"}, {"Coop", ""},
	} {
		if got := strings.Join(shortWritings(c.short), " "); got != c.want {
			t.Errorf("shortWritings(%q) = %q, want %q", c.short, got, c.want)
		}
	}
}

func TestClassOf(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"gesellschaft mit beschrankter haftung", "limited"}, {"genossenschaft mit beschrankter haftung", "cooperative"}, {"kommanditgesellschaft auf aktien", "partnership"},
		{"aktiebolag", "stock"}, {"sociedad anonima de capital variable", "stock"}, {"private company", "company"}, {"association sans but lucratif", "association"}, {"town", "other"},
	} {
		if got := classOf(row{names: []string{c.name}}); got != c.want {
			t.Errorf("class of %q is %s, want %s", c.name, got, c.want)
		}
	}
}

func TestOutsideBrackets(t *testing.T) {
	for _, c := range []struct{ in, want string }{{"Etelä (pohja) itä", "Etelä   itä"}, {"（一）会", " 会"}, {"open (", "open "}, {"plain", "plain"}} {
		if got := outsideBrackets(c.in); got != c.want {
			t.Errorf("outsideBrackets(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func list(t *testing.T) []row {
	t.Helper()
	data := os.Getenv("SEKIFUDA_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	rows, err := readList(filepath.Join(data, "names", "elf-codes-1.4.1.csv"))
	if err != nil {
		t.Skip("no list of legal forms: ", err)
	}
	return rows
}

// The table in the project is what the list gives.
func TestTableIsFresh(t *testing.T) {
	want, err := os.ReadFile(filepath.Join("..", "..", "..", "internal", "script", "formself.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(table(list(t)), want) {
		t.Error("formself.txt is not what the list gives: run go generate in internal/script")
	}
}

// What share of the list is recognised behind or in front of a name, by country.
func TestCoverage(t *testing.T) {
	found, all := map[string]int{}, map[string]int{}
	for _, r := range list(t) {
		var writings []string
		for _, n := range r.names {
			if isForm(n, r.language) {
				writings = append(writings, n)
			}
		}
		kind := classOf(r)
		if kind != "other" && !notBehindNames.MatchString(strings.Join(r.names, " ")) && !slices.Contains(plainEnglish, r.country) {
			writings = append(writings, r.short...)
		}
		for _, w := range writings {
			all[kind]++
			if script.Company("Vostra Marine "+w).Core == "vostra marine" || script.Company(w+" Vostra Marine").Core == "vostra marine" ||
				strings.IndexByte(w, '.') < 0 && script.Company("Vostra Marine "+dotted(w)).Core == "vostra marine" {
				found[kind]++
			} else {
				t.Logf("%s: %q", r.country, w)
			}
		}
	}
	sum, of := 0, 0
	for kind, n := range all {
		sum, of = sum+found[kind], of+n
	}
	t.Logf("%d of %d writings of company forms are recognised", sum, of)
	if sum*100 < of*95 {
		t.Errorf("only %d of %d writings are recognised", sum, of)
	}
}

func dotted(w string) string {
	return strings.Join(strings.Split(strings.ToLower(w), ""), ".") + "."
}
