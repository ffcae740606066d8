package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

const fakerFolder = "npm/faker-js-faker-10.6.0/package/dist"

// addFaker fills gaps from the lists of given and family names of the locales
// of a package, which have the usual names of a language in its own script,
// mostly without their frequencies: each is taken to have an equal part of
// what such a list covers. Of a long list in Latin or Cyrillic
// letters only those count that another list or the census has as well.
func (t *result) addFaker(s sources) error {
	lists, err := fakerLists(s)
	if err != nil {
		return err
	}
	in := map[string]int{}
	for _, names := range lists {
		seen := map[string]bool{}
		for _, n := range names {
			for _, w := range script.Words(n) {
				if !seen[w] {
					seen[w], in[w] = true, in[w]+1
				}
			}
		}
	}
	fresh := newList("")
	for _, names := range lists {
		for _, n := range names {
			more := 0
			if n[0] < 0x80 {
				more = 100
			}
			for _, w := range script.Words(n) {
				if _, counted := t.person.bits[w]; len(names) <= fakerLong || n[0] >= 0x80 && !cyrillic(n) || counted || in[w] > 1 {
					fresh.add(w, min(fakerCovers/float64(len(names)), fakerMost), more)
				}
			}
		}
	}
	for w, bits := range fresh.bits {
		if old, known := t.person.bits[w]; !known || old > keepPersons {
			t.person.bits[w] = min(bits, keepPersons)
		}
	}
	return nil
}

// What the names of a list have together, each of them at the most, and how
// many make a list long.
const (
	fakerCovers = .5
	fakerMost   = .002
	fakerLong   = 300
)

func cyrillic(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Cyrillic, r)
}

// fakerLists reads the lists, in the order of their files. Names in Han and
// Hangul are made of characters, which are listed elsewhere.
func fakerLists(s sources) ([][]string, error) {
	files, err := filepath.Glob(filepath.Join(s.tables, fakerFolder, "*.js"))
	if err != nil {
		return nil, fmt.Errorf("locales: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("locales: none in %s", filepath.Join(s.tables, fakerFolder))
	}
	var lists [][]string
	for _, f := range files {
		code, _, _ := strings.Cut(filepath.Base(f), "-")
		if slices.Contains([]string{"base", "en_BORK", "en_AU_ocker", "eo", "dv", "ku_ckb"}, code) { // made up, or of hardly any bearers
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("locales: %w", err)
		}
		for _, key := range []string{"first_name:", "last_name:"} {
			names := slices.DeleteFunc(quoted(value(string(text), key)), func(n string) bool {
				r, _ := utf8.DecodeRuneInString(n)
				return n == "" || unicode.In(r, unicode.Han, unicode.Hangul)
			})
			if len(names) > 0 {
				lists = append(lists, names)
			}
		}
	}
	return lists, nil
}

// value gives the object that follows a key in the minified source, "" if the
// key is not there.
func value(text, key string) string {
	for at := 0; ; {
		i := strings.Index(text[at:], key)
		if i < 0 {
			return ""
		}
		at += i + len(key)
		if before := text[at-len(key)-1]; before != '{' && before != ',' || text[at] != '{' {
			continue
		}
		depth, quote := 0, false
		for j := at; j < len(text); j++ {
			switch c := text[j]; {
			case c == '`':
				quote = !quote
			case quote:
			case c == '{':
				depth++
			case c == '}':
				if depth--; depth == 0 {
					return text[at : j+1]
				}
			}
		}
		return ""
	}
}

// quoted gives the strings of an object; one that is split there is many.
func quoted(object string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(object, "`")
		if !ok {
			return out
		}
		s, rest, _ := strings.Cut(rest, "`")
		if after, ok := strings.CutPrefix(rest, ".split(`"); ok {
			sep, after, _ := strings.Cut(after, "`")
			out = append(out, strings.Split(s, sep)...)
			object = after
			continue
		}
		if s != "" {
			out = append(out, s)
		}
		object = rest
	}
}
