// Command han makes the table of Chinese, Korean and Vietnamese readings of
// characters that package reading embeds: from Unihan, the surname readings of
// CLDR, and spellings of surnames written by hand beside it.
package main

import (
	"bytes"
	"compress/gzip"
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

const header = `# Readings of characters, as script.Fold gives them. Made by tools/tables/han from
# Unihan 15.0 and CLDR 41 (Unicode licence) and lists by hand; do not edit.
# character, then by tag: p pinyin (v for u with two dots; behind it the cost in 1/10 bit),
# P pinyin as a surname, c Cantonese (jyutping), C surname in Hong Kong, o on'yomi,
# k Hangul, v Vietnamese, d surname and g given name in Singapore and Malaysia.
`

func main() {
	log.SetFlags(0)
	out := flag.String("out", "../internal/script/reading/han.tbl", "the table to write (gzip)")
	hand := flag.String("hand", "tables/han", "the lists by hand")
	flag.Parse()
	text, err := build(*hand)
	if err == nil {
		err = writeGzip(*out, text)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func build(hand string) ([]byte, error) {
	root := os.Getenv("SEKIFUDA_TABLES")
	if root == "" {
		root = "../../tables"
	}
	u, err := readUnihan(filepath.Join(root, "deb/usr/share/unicode"))
	if err != nil {
		return nil, err
	}
	t := table{}
	for _, head := range slices.Sorted(maps.Keys(u.classes)) {
		t.character(u, head)
	}
	if err := t.cldrSurnames(filepath.Join(root, "deb/usr/share/unicode/cldr/common/transforms/Han-Latin-Names.xml")); err != nil {
		return nil, err
	}
	for _, l := range []struct {
		file string
		tags []string
	}{{"surnames.txt", []string{"C", "d"}}, {"dialect.txt", []string{"g"}}, {"vietnamese.txt", []string{"v"}}, {"surnameread.txt", []string{"P"}}} {
		if err := t.list(filepath.Join(hand, l.file), l.tags); err != nil {
			return nil, err
		}
	}
	return t.text(), nil
}

// table maps characters to the words of each tag.
type table map[string]map[string][]string

func (t table) add(chars, tag string, words ...string) {
	if t[chars] == nil {
		t[chars] = map[string][]string{}
	}
	for _, w := range words {
		if w != "" && !slices.Contains(t[chars][tag], w) {
			t[chars][tag] = append(t[chars][tag], w)
		}
	}
}

// list reads a file by hand: all writings of a single character stand together,
// words of several characters alone.
func (t table) list(path string, tags []string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		chars, rest, _ := strings.Cut(line, " ")
		columns := strings.Split(strings.TrimPrefix(strings.TrimSpace(rest), "|"), "|")
		if len(columns) != len(tags) {
			return fmt.Errorf("%s: %q has %d columns, want %d", path, line, len(columns), len(tags))
		}
		for _, key := range writings(chars) {
			for i, tag := range tags {
				t.add(key, tag, strings.Fields(columns[i])...)
			}
		}
	}
	return nil
}

var compounds = "欧阳 司徒 上官 诸葛 司马 尉迟 万俟 单于 澹台 令狐 长孙 皇甫"

// writings gives the keys of the first column: a surname of two characters, or
// several ways to write one.
func writings(chars string) []string {
	if slices.Contains(strings.Fields(compounds), chars) {
		return []string{script.Fold(chars)}
	}
	var keys []string
	for _, r := range chars {
		if k := script.Fold(string(r)); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// cldrSurnames takes the readings that CLDR gives at the beginning of a name.
func (t table) cldrSurnames(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		left, right, ok := strings.Cut(strings.TrimSpace(line), "→")
		if !ok || strings.Contains(left, "}") || strings.HasPrefix(left, "[") {
			continue
		}
		_, char, marked := strings.Cut(left, "{")
		if !marked {
			char = left
		}
		reading, _ := plain(strings.TrimSuffix(right, ";"))
		if r := []rune(strings.TrimSpace(char)); len(r) == 1 && r[0] > 0x2E80 && reading != "" {
			key := script.Fold(string(r))
			t.add(key, "P", reading)
			if !marked {
				t.likely(key, reading)
			}
		}
	}
	return nil
}

// likely puts a reading that a character has anywhere in names before its others.
func (t table) likely(key, reading string) {
	words := slices.DeleteFunc(t[key]["p"], func(w string) bool { return strings.TrimRight(w, "0123456789") == reading })
	t[key]["p"] = append([]string{reading + "5"}, words...)
}

func (t table) text() []byte {
	var b bytes.Buffer
	b.WriteString(header)
	for _, chars := range slices.Sorted(maps.Keys(t)) {
		if len(t[chars]) == 0 {
			continue
		}
		b.WriteString(chars)
		for _, tag := range []string{"p", "P", "c", "C", "o", "k", "v", "d", "g"} {
			if words := t[chars][tag]; len(words) > 0 {
				b.WriteString("\t" + tag + strings.Join(words, " "))
			}
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func writeGzip(path string, text []byte) error {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(text)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return err
	}
	log.Printf("%d bytes, %d packed", len(text), b.Len())
	return os.WriteFile(path, b.Bytes(), 0o644)
}
