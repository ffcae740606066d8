package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// One rule of each kind, and what the table has for it.
func TestCompile(t *testing.T) {
	for _, c := range []struct{ rules, want string }{
		{"а → b ;", "pass\n\tа\t\tb\n"},
		{"а <> b ; б > c ;", "pass\n\tа\t\tb\n\tб\t\tc\n"},
		{"Б → B ;", ""}, // a capital
		{"а ← b ;", ""}, // the way back
		{"б → b ; ::Null ; в → v ;", "pass\n\tб\t\tb\npass\n\tв\t\tv\n"},
		{"::NFD (NFC) ; б → b ;", "nfd\npass\n\tб\t\tb\n"},
		{"# said # twice\nб → b ; # and here", "pass\n\tб\t\tb\n"},
		{"$v = [аеи] ; $v { б } $v → p ;", "pass\n[аеи]\tб\t[аеи]\tp\n"},
		{"$v = [а-г] ; [$v - [б]] → x ;", "pass\n\t[авг]\t\tx\n"},
		{"[[а-д] & [в-я]] → x ;", "pass\n\t[в-д]\t\tx\n"},
		{"[Аа] → a ;", "pass\n\tа\t\ta\n"}, // the capital goes
		{"[{аб} в] → x ;", "pass\n\tаб\t\tx\n\tв\t\tx\n"},
		{"(б) в → | $1 x ;", "pass\n\t(б)в\t\t|$1x\n"},
		{"([бв])* г → $1 ;", "pass\n\t([бв]*)г\t\t$1\n"},
		{"б } $ → p ; $ { б → b ;", "pass\n\tб\t$\tp\n$\tб\t\tb\n"},
		{`\u0431 → '' ;`, "pass\n\tб\t\t'\n"},
		{`б → \. ;`, "pass\n\tб\t\t.\n"},
		{"б ↔ b } [x] ;", "pass\n\tб\t\tb\n"}, // the context of the way back
		{"б → ;", "pass\n\tб\t\t\n"},
		{`'-' → x ;`, "pass\n\t\\-\t\tx\n"},
	} {
		got, err := compile(c.rules)
		if err != nil || got != c.want {
			t.Errorf("compile(%q) = %q, %v; want %q", c.rules, got, err, c.want)
		}
	}
	for _, bad := range []string{"$x → b ;", "::Nothing ;", "[а → b ;", "[:Nothing:] → x ;", "'а → b ;"} {
		if got, err := compile(bad); err == nil {
			t.Errorf("compile(%q) = %q, no error", bad, got)
		}
	}
}

// A set that is all but a few letters holds the end of the text.
func TestComplement(t *testing.T) {
	got, err := compile("б } [^а] → b ; $end = [^[:L:][:M:][:N:]] ; $end { в → v ;")
	if err != nil || !strings.HasPrefix(got, "pass\n\tб\t[^а]\tb\n[") {
		t.Errorf("%q, %v", got, err)
	}
	s, n, err := parseSet([]rune("[^а] x"))
	if err != nil || n != 4 || !s.has[edge] || s.has['а'] || !s.has['б'] {
		t.Errorf("%v letters, length %d, %v", len(s.has), n, err)
	}
}

func TestOwnTransforms(t *testing.T) {
	own, err := ownTransforms("words\n== One\nа → a ;\n== Two\n")
	if err != nil || len(own) != 2 || own["One"] != "а → a ;" {
		t.Errorf("%q, %v", own, err)
	}
	if _, err := ownTransforms("== One\n\n== One\n"); err == nil {
		t.Error("a name stands twice unseen")
	}
	if _, err := ownTransforms(ownText); err != nil {
		t.Error(err)
	}
}

// The committed table is what the sources give, twice the same.
func TestTableIsMade(t *testing.T) {
	tables := os.Getenv("SEKIFUDA_TABLES")
	if tables == "" {
		tables = "../../../../tables"
	}
	dir := filepath.Join(tables, "deb/usr/share/unicode/cldr/common/transforms")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the sources are not here: tools/tables/fetch/fetch.sh")
	}
	first, err := build(dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := build(dir)
	if err != nil || first != second {
		t.Fatalf("made twice, the tables differ (%v)", err)
	}
	have, err := os.ReadFile("../../../internal/script/roman/roman.tbl")
	if err != nil || string(have) != first {
		t.Errorf("the committed table is another one (%v): go generate ./internal/script/roman", err)
	}
	if _, err := derive(dir, "my-my_FONIPA", "no rule => other"); err == nil {
		t.Error("a rule that is not there is replaced")
	}
}
