// Command forms makes the table of corporate forms of the countries of the ISO
// 20275 list (GLEIF's entity legal forms, CC0): the local and transliterated
// names and the abbreviations that stand in names of companies. What describes
// a body and is not written behind its name (a fund, a foreign branch, a town)
// is left out, and so is what Japan, China, Korea and Russia have, which the
// tables written by hand hold in full.
package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

const header = `# Corporate forms of other countries, in the format of formswords.txt. Made by
# tools/tables/forms from the ISO 20275 list of entity legal forms, version 1.4.1
# (GLEIF, CC0); do not edit. What formswords.txt has goes before this.
`

// byHand are the countries whose forms are all written by hand.
var byHand = []string{"JP", "CN", "KR", "RU"}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "../internal/script/formself.txt", "the table to write")
	flag.Parse()
	data := os.Getenv("SEKIFUDA_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	rows, err := readList(filepath.Join(data, "names", "elf-codes-1.4.1.csv"))
	if err == nil {
		err = os.WriteFile(*out, table(rows), 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// row is one form of one country in one language.
type row struct {
	country, language string
	names             []string // as keys have them, words apart
	short             []string // abbreviations as they are written
}

func readList(path string) ([]row, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("list of legal forms: %w", err)
	}
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	var rows []row
	for _, l := range lines[1:] {
		if slices.Contains(byHand, l[2]) || l[2] == "" {
			continue
		}
		r := row{country: l[2], language: l[7]}
		for _, name := range []string{l[5], l[8]} {
			if k := key(outsideBrackets(name)); k != "" && !slices.Contains(r.names, k) {
				r.names = append(r.names, k)
			}
		}
		for _, a := range strings.Split(l[9]+";"+l[10], ";") {
			if a = strings.TrimSpace(a); a != "" && !slices.Contains(r.short, a) {
				r.short = append(r.short, a)
			}
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// outsideBrackets drops what stands in brackets.
func outsideBrackets(s string) string {
	for {
		open := strings.IndexAny(s, "(（[")
		if open < 0 {
			return s
		}
		end := strings.IndexAny(s[open:], ")）]")
		if end < 0 {
			return s[:open]
		}
		_, size := firstRune(s[open+end:])
		s = s[:open] + " " + s[open+end+size:]
	}
}

func firstRune(s string) (rune, int) {
	for i, r := range s {
		return r, i + len(string(r))
	}
	return 0, 0
}

func key(s string) string { return strings.Join(script.Words(s), " ") }

// table writes the forms, one line for each name and class, in order.
func table(rows []row) []byte {
	lines := map[string]map[string]bool{}
	for _, r := range rows {
		writings := writingsOf(r)
		if len(writings) == 0 {
			continue
		}
		head := nameOf(r) + " foreign_company " + classOf(r)
		if lines[head] == nil {
			lines[head] = map[string]bool{}
		}
		for _, w := range writings {
			lines[head][w] = true
		}
	}
	var out strings.Builder
	out.WriteString(header)
	seen := map[string]bool{}
	for _, head := range slices.Sorted(maps.Keys(lines)) {
		var fresh []string
		for _, w := range slices.SortedFunc(maps.Keys(lines[head]), byLength) {
			if plain := strings.TrimLeft(w, marks); !seen[plain] {
				seen[plain] = true
				fresh = append(fresh, w)
			}
		}
		if len(fresh) > 0 {
			fmt.Fprintf(&out, "%s: %s\n", head, strings.Join(fresh, "; "))
		}
	}
	return []byte(out.String())
}

func byLength(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// nameOf gives the one name of a form: its first abbreviation, else its name.
func nameOf(r row) string {
	for _, a := range r.short {
		if k := strings.ReplaceAll(key(a), " ", ""); len(k) > 1 {
			return k
		}
	}
	return strings.ReplaceAll(r.names[0], " ", "_")
}
