// Command japack makes a pack of readings of Japanese names from Debian's
// enamdict, which is share-alike (CC BY-SA): the pack is under that licence,
// is not shipped, and is used only by those who make and name it.
//
//	go run ./tables/japack -out enamdict.pack.gz
//
// Readings that the learned table knows well anyway are left out.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

const (
	regular = 200 // centibits a character: readings as cheap are known without the pack
	doubt   = 100 // centibits that a listed reading costs besides its share
	header  = "sekifuda readings 1\nname: enamdict\nversion: %s\nlicence: CC BY-SA 4.0, Electronic Dictionary Research and Development Group\n\n"
)

func main() {
	out := flag.String("out", "enamdict.pack.gz", "pack to write")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "japack:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	dir := os.Getenv("SEKIFUDA_TABLES")
	if dir == "" {
		dir = filepath.Join("..", "..", "tables")
	}
	f, err := os.Open(filepath.Join(dir, "deb/usr/share/edict/enamdict"))
	if err != nil {
		return fmt.Errorf("read enamdict: %w", err)
	}
	defer f.Close()
	words, version := map[string][]string{}, ""
	lines := bufio.NewScanner(japanese.EUCJP.NewDecoder().Reader(f))
	for lines.Scan() {
		if m := created.FindStringSubmatch(lines.Text()); m != nil && version == "" {
			version = m[1]
		}
		word, latin := entry(lines.Text())
		if latin != "" && !slices.Contains(words[word], latin) {
			words[word] = append(words[word], latin)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read enamdict: %w", err)
	}
	return write(out, words, version)
}

var (
	created = regexp.MustCompile(`Created: ([0-9-]+)`)
	line    = regexp.MustCompile(`^(\S+) \[([^\]]+)\] /(.*)/$`)
	isName  = regexp.MustCompile(`\((?:[a-z,]+,)?[sgfmu](?:,[a-z,]+)?\)`) // surname, given names; no places, no persons
)

// entry gives a word with kanji and its reading, "" for what is no such name.
func entry(text string) (word, latin string) {
	m := line.FindStringSubmatch(text)
	if m == nil || !isName.MatchString(m[3]) {
		return "", ""
	}
	word = script.Fold(m[1])
	if n := utf8.RuneCountInString(word); n > 5 || strings.IndexFunc(word, func(r rune) bool { return unicode.Is(unicode.Han, r) }) < 0 {
		return "", ""
	}
	return word, reading.FromKana(script.Fold(m[2]))
}

func write(path string, words map[string][]string, version string) error {
	var text, packed bytes.Buffer
	fmt.Fprintf(&text, header, version)
	for _, word := range slices.SortedFunc(maps.Keys(words), cmp.Compare[string]) {
		cost := doubt + int(math.Round(100*math.Log2(float64(len(words[word])))))
		entry := ""
		for _, latin := range words[word] {
			if strings.HasSuffix(latin, "Q") || known([]rune(word), latin) {
				continue
			}
			entry += fmt.Sprintf(" %s%d", latin, cost)
		}
		if entry != "" {
			fmt.Fprintf(&text, "%s%s\n", word, entry)
		}
	}
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(text.Bytes())
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", path, err)
	}
	return os.WriteFile(path, packed.Bytes(), 0o644)
}

// known reports whether the learned table reads all of word so without effort.
func known(word []rune, latin string) bool {
	l := reading.New(word)
	if l == nil {
		return false
	}
	for _, s := range l.Spans(nil, reading.NewWord(latin)) {
		if s.System == reading.Japanese && s.From == 0 && s.To == len(word) && s.Cost <= regular*len(word) {
			return true
		}
	}
	return false
}
