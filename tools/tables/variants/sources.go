package main

import (
	"bufio"
	"compress/bzip2"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// sources is what the packages say.
type sources struct {
	hand        []string
	traditional map[rune][]rune // of a simplified character, the principal one first
	regional    map[rune][]rune
	japanese    map[rune]bool // in JIS X 0208
}

func load(hand string) (*sources, error) {
	text, err := os.ReadFile(hand)
	if err != nil {
		return nil, fmt.Errorf("classes by hand: %w", err)
	}
	_, list, _ := strings.Cut(string(text), "`")
	list, _, _ = strings.Cut(list, "`")
	s := &sources{hand: strings.Fields(list), traditional: map[rune][]rune{}, regional: map[rune][]rune{}, japanese: map[rune]bool{}}
	dir := os.Getenv("SEKIFUDA_TABLES")
	if dir == "" {
		dir = "../../tables"
	}
	if err := s.unihan(filepath.Join(dir, "deb/usr/share/unicode")); err != nil {
		return nil, err
	}
	return s, s.opencc(filepath.Join(dir, "npm/opencc-js-1.4.2/package/dist/esm-lib/dict"))
}

func (s *sources) opencc(dir string) error {
	for _, file := range []string{"STCharacters", "TSCharacters", "HKVariants", "TWVariants"} {
		text, err := os.ReadFile(filepath.Join(dir, file+".js"))
		if err != nil {
			return fmt.Errorf("opencc: %w", err)
		}
		_, list, _ := strings.Cut(string(text), `"`)
		list, _, _ = strings.Cut(list, `"`)
		for entry := range strings.SplitSeq(list, "|") {
			from, tos, _ := strings.Cut(entry, " ")
			for to := range strings.FieldsSeq(tos) {
				s.pair(file, []rune(from), []rune(to))
			}
		}
	}
	return nil
}

func (s *sources) pair(file string, from, to []rune) {
	if len(from) != 1 || len(to) != 1 {
		return
	}
	switch file {
	case "STCharacters":
		add(s.traditional, from[0], to[0])
	case "TSCharacters":
		add(s.traditional, to[0], from[0])
	default:
		add(s.regional, from[0], to[0])
	}
}

func add(m map[rune][]rune, k, v rune) {
	if !slices.Contains(m[k], v) {
		m[k] = append(m[k], v)
	}
}

func (s *sources) unihan(dir string) error {
	f, err := os.Open(filepath.Join(dir, "Unihan_OtherMappings.txt.bz2"))
	if err != nil {
		return fmt.Errorf("unihan: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(bzip2.NewReader(f))
	for lines.Scan() {
		field := strings.Split(lines.Text(), "\t")
		if len(field) < 3 || field[1] != "kJis0" {
			continue
		}
		code, err := strconv.ParseUint(strings.TrimPrefix(field[0], "U+"), 16, 32)
		if err != nil {
			return fmt.Errorf("unihan %q: %w", lines.Text(), err)
		}
		s.japanese[rune(code)] = true
	}
	return lines.Err()
}
