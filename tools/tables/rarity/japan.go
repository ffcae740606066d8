package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"
)

const japanese = 125e6 // persons

// addJapan enters the surnames of Japan by their bearers, in kanji, kana and
// Latin letters, the given names by how many spellings they have, and the
// characters that given names are written with.
func (t *result) addJapan(s sources) error {
	rows, err := readJapan(s, "last_name_org.csv")
	if err != nil {
		return err
	}
	kanji, kana, latin := map[string]float64{}, map[string]float64{}, map[string]float64{}
	for _, f := range rows {
		n, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return fmt.Errorf("surname %s: %w", f[0], err)
		}
		kanji[f[0]] += n / japanese
		kana[f[2]] += n / japanese
		latin[passport(f[3])] += n / japanese
	}
	for _, f := range rows {
		t.person.add(f[0], kanji[f[0]], 0)
		t.person.add(f[2], kana[f[2]], 0)
		for _, w := range spellings(f[3]) {
			t.person.add(w, latin[passport(f[3])], 100)
		}
	}
	return t.addJapanGiven(s)
}

func readJapan(s sources, name string) ([][]string, error) {
	f, err := os.Open(filepath.Join(s.data, "names", "jp", name))
	if err != nil {
		return nil, fmt.Errorf("names of Japan: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	return r.ReadAll()
}

func (t *result) addJapanGiven(s sources) error {
	type given struct {
		kana, romaji string
		spellings    []string
	}
	var all []given
	written, characters := 0, map[rune]int{}
	for _, name := range []string{"first_name_man_org.csv", "first_name_woman_org.csv"} {
		rows, err := readJapan(s, name)
		if err != nil {
			return err
		}
		for _, f := range rows {
			all = append(all, given{f[0], f[1], f[2:]})
			for _, w := range f[2:] {
				written++
				for _, r := range w {
					characters[r]++
				}
			}
		}
	}
	latin := map[string]float64{}
	for _, g := range all {
		latin[passport(g.romaji)] += unlistedGiven * float64(len(g.spellings)) / float64(written)
	}
	for _, g := range all {
		share := unlistedGiven * float64(len(g.spellings)) / float64(written)
		if bits, ok := t.hand[passport(g.romaji)]; ok {
			share = max(share, bits)
		}
		t.person.add(g.kana, share, 0)
		for _, w := range spellings(g.romaji) {
			t.person.add(w, max(latin[passport(g.romaji)], t.hand[passport(g.romaji)]), 100)
		}
	}
	units := t.unit("han person")
	for r, n := range characters {
		if n >= 3 && utf8.RuneLen(r) == 3 && r >= 0x4E00 {
			units.add(string(r), float64(n)/float64(written), 0)
		}
	}
	return nil
}

// unlistedGiven is the part of the persons whose given name is not among the
// common ones that were written by hand.
const unlistedGiven = .5

// passport gives up long vowels as passports do.
func passport(romaji string) string {
	for _, long := range []string{"ou", "oo", "uu"} {
		romaji = strings.ReplaceAll(romaji, long, long[:1])
	}
	for _, lip := range []string{"nb", "np", "nm"} {
		romaji = strings.ReplaceAll(romaji, lip, "m"+lip[1:])
	}
	return romaji
}

// spellings are how a name is written in Latin letters: passport, long vowels
// by kana, and with OH at the end.
func spellings(romaji string) []string {
	out := []string{romaji, passport(romaji)}
	if p := passport(romaji); strings.HasSuffix(romaji, "ou") || strings.HasSuffix(romaji, "oo") {
		out = append(out, p+"h")
	}
	return out
}
