package main

import (
	"bufio"
	"compress/bzip2"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

// readUnihan gives the on and kun readings of characters in hiragana, by
// folded character.
func readUnihan(path string) (map[rune][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read Unihan: %w", err)
	}
	defer f.Close()
	known := map[rune][]string{}
	lines := bufio.NewScanner(bzip2.NewReader(f))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) < 3 || f[1] != "kJapaneseOn" && f[1] != "kJapaneseKun" {
			continue
		}
		code, err := strconv.ParseUint(strings.TrimPrefix(f[0], "U+"), 16, 32)
		if err != nil {
			return nil, fmt.Errorf("read Unihan line %q: %w", lines.Text(), err)
		}
		c := []rune(script.Fold(string(rune(code))))
		for _, r := range f[2:] {
			if kana := fromRomaji(strings.ToLower(r)); kana != "" && len(c) == 1 && !contains(known[c[0]], kana) {
				known[c[0]] = append(known[c[0]], kana)
			}
		}
	}
	return known, lines.Err()
}

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
