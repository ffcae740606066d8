package main

import (
	"bufio"
	"compress/bzip2"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

// readUnihan gives the on and kun readings of characters in hiragana, by
// folded character, and the characters of JIS X 0208.
func readUnihan(dir string) (known map[rune][]string, standard map[rune]bool, err error) {
	known, standard = map[rune][]string{}, map[rune]bool{}
	err = properties(filepath.Join(dir, "Unihan_Readings.txt.bz2"), func(c rune, property string, values []string) {
		if property != "kJapaneseOn" && property != "kJapaneseKun" {
			return
		}
		for _, r := range values {
			if kana := fromRomaji(strings.ToLower(r)); kana != "" && !contains(known[c], kana) {
				known[c] = append(known[c], kana)
			}
		}
	})
	if err == nil {
		err = properties(filepath.Join(dir, "Unihan_IRGSources.txt.bz2"), func(c rune, property string, values []string) {
			standard[c] = standard[c] || property == "kIRG_JSource" && strings.HasPrefix(values[0], "J0-")
		})
	}
	return known, standard, err
}

// properties calls each for every property of a character that folds to one.
func properties(path string, each func(c rune, property string, values []string)) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read Unihan: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(bzip2.NewReader(f))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) < 3 || !strings.HasPrefix(f[0], "U+") {
			continue
		}
		code, err := strconv.ParseUint(f[0][2:], 16, 32)
		if err != nil {
			return fmt.Errorf("read Unihan line %q: %w", lines.Text(), err)
		}
		if c := []rune(script.Fold(string(rune(code)))); len(c) == 1 {
			each(c[0], f[1], f[2:])
		}
	}
	return lines.Err()
}

func sortedRunes(m map[rune][]string) []rune { return slices.Sorted(maps.Keys(m)) }

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// kanaOf turns the syllables of Hepburn as Unihan writes it into hiragana.
var kanaOf = func() map[string]string {
	m := map[string]string{}
	add := func(kana string) {
		if latin := script.Romaji(kana); latin != "" && m[latin] == "" {
			m[latin] = kana
		}
	}
	for _, r := range "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわがぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽん" {
		add(string(r))
		for _, small := range "ゃゅょ" {
			if strings.ContainsRune("きしちにひみりぎじびぴ", r) {
				add(string(r) + string(small))
			}
		}
	}
	return m
}()

// fromRomaji reads the longest syllables first; "" for what is no kana.
func fromRomaji(s string) string {
	var out strings.Builder
	for len(s) > 0 {
		n := min(3, len(s))
		for ; n > 0; n-- {
			if k, ok := kanaOf[s[:n]]; ok {
				out.WriteString(k)
				break
			}
		}
		if n == 0 {
			if len(s) < 2 || s[0] != s[1] && s[0] != 't' {
				return ""
			}
			out.WriteString("っ")
			n = 1
		}
		s = s[n:]
	}
	return out.String()
}
