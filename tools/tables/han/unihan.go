package main

import (
	"bufio"
	"compress/bzip2"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/sekifuda/sekifuda/internal/script"
)

// unihan holds the fields of each character, and which characters fold to one.
type unihan struct {
	field   map[rune]map[string]string
	classes map[rune][]rune // by the head
}

// charsets are the sets whose characters are taken: those of national standards.
var charsets = []string{"kGB0", "kBigFive", "kHKSCS", "kKSC0", "kKSC1", "kJis0", "kJinmeiyoKanji", "kTGH", "kKoreanName"}

func readUnihan(dir string) (*unihan, error) {
	u := &unihan{field: map[rune]map[string]string{}, classes: map[rune][]rune{}}
	for _, file := range []string{"Readings", "OtherMappings", "Variants"} {
		if err := u.read(filepath.Join(dir, "Unihan_"+file+".txt.bz2")); err != nil {
			return nil, err
		}
	}
	for r := range u.field {
		if slices.ContainsFunc(charsets, func(set string) bool { return u.field[r][set] != "" }) {
			if head := []rune(script.Fold(string(r))); len(head) == 1 && unicode.Is(unicode.Han, head[0]) {
				u.classes[head[0]] = append(u.classes[head[0]], r)
			}
		}
	}
	for _, members := range u.classes {
		slices.Sort(members)
	}
	return u, nil
}

func (u *unihan) read(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("unihan: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(bzip2.NewReader(f))
	for lines.Scan() {
		part := strings.Split(lines.Text(), "\t")
		if len(part) < 3 || !strings.HasPrefix(part[0], "U+") {
			continue
		}
		code, err := strconv.ParseUint(part[0][2:], 16, 32)
		if err != nil {
			return fmt.Errorf("unihan %q: %w", lines.Text(), err)
		}
		if u.field[rune(code)] == nil {
			u.field[rune(code)] = map[string]string{}
		}
		u.field[rune(code)][part[1]] = part[2]
	}
	return lines.Err()
}

// shares collects how often a character has each reading, in the order met.
type shares struct {
	order []string
	of    map[string]float64
	sum   float64
}

func (s *shares) add(reading string, weight float64) {
	if reading == "" || weight == 0 {
		return
	}
	if s.of == nil {
		s.of = map[string]float64{}
	}
	if _, ok := s.of[reading]; !ok {
		s.order = append(s.order, reading)
	}
	s.of[reading] += weight
	s.sum += weight
}

// words are the readings with their costs in 1/10 bit, the commonest first.
func (s *shares) words() []string {
	order := slices.Clone(s.order)
	slices.SortStableFunc(order, func(a, b string) int { return cmpFloat(s.of[b], s.of[a]) })
	var out []string
	for _, r := range order {
		if cost := -10 * math.Log2(s.of[r]/s.sum); cost < 130 {
			out = append(out, r+strconv.Itoa(int(math.Round(cost))))
		}
	}
	return out
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (t table) character(u *unihan, head rune) {
	var mandarin, cantonese shares
	key := string(head)
	for _, r := range u.classes[head] {
		f := u.field[r]
		weight := 1.0
		if f["kGB0"] == "" && f["kBigFive"] == "" {
			weight = 0.02
		}
		addMandarin(&mandarin, f, weight)
		for i, word := range strings.Fields(u.get(r, "kCantonese")) {
			share := 0.8
			if i > 0 {
				share = 0.1
			}
			cantonese.add(strings.TrimRight(word, "0123456789"), share*weight)
		}
		for word := range strings.FieldsSeq(u.get(r, "kJapaneseOn")) {
			t.add(key, "o", strings.ToLower(word))
		}
		for word := range strings.FieldsSeq(u.get(r, "kHangul")) {
			t.add(key, "k", string([]rune(word)[:1]))
		}
		for word := range strings.FieldsSeq(u.get(r, "kVietnamese")) {
			if p, _ := plain(word); p != "" {
				t.add(key, "v", p)
			}
		}
	}
	t.add(key, "p", mandarin.words()...)
	t.add(key, "c", cantonese.words()...)
}

// get takes a field of a character, or of its traditional forms.
func (u *unihan) get(r rune, field string) string {
	if v := u.field[r][field]; v != "" {
		return v
	}
	var all []string
	for code := range strings.FieldsSeq(u.field[r]["kTraditionalVariant"]) {
		if t, err := strconv.ParseUint(strings.TrimPrefix(code, "U+"), 16, 32); err == nil {
			all = append(all, u.field[rune(t)][field])
		}
	}
	return strings.Join(all, " ")
}

// addMandarin weighs readings by counts in running text (kHanyuPinlu), then the
// usual one, then what modern and then what old dictionaries have.
func addMandarin(s *shares, f map[string]string, weight float64) {
	usual := strings.Fields(f["kMandarin"])
	counts, sum := strings.Fields(f["kHanyuPinlu"]), 0.0
	count := func(w string) (string, float64) {
		p, rest := plain(w)
		n, _ := strconv.ParseFloat(strings.Trim(rest, "()"), 64)
		return p, n
	}
	for _, w := range counts {
		_, n := count(w)
		sum += n
	}
	main := 0.6
	if sum == 0 {
		main = 0.95
	}
	for i, w := range usual {
		p, _ := plain(w)
		share := 0.9
		if i > 0 || len(usual) == 1 {
			share = 1 - 0.9*float64(min(i, 1))
		}
		s.add(p, weight*main*share)
	}
	for _, w := range counts {
		p, n := count(w)
		s.add(p, weight*(0.95-main)*n/sum)
	}
	for _, old := range []struct {
		field string
		share float64
	}{{"kTGHZ2013", 0.03}, {"kXHC1983", 0.015}, {"kHanyuPinyin", 0.005}} {
		var all []string
		for w := range strings.FieldsSeq(f[old.field]) {
			_, list, _ := strings.Cut(w, ":")
			all = append(all, strings.Split(list, ",")...)
		}
		for _, w := range all {
			p, _ := plain(w)
			s.add(p, weight*old.share/float64(len(all)))
		}
	}
}

// plain takes the letters at the start of w without tones and marks, ü as v; it
// gives what follows them too. "" where w is no syllable with a vowel.
func plain(w string) (letters, rest string) {
	var b strings.Builder
	for i, r := range norm.NFD.String(strings.ToLower(w)) {
		switch {
		case 'a' <= r && r <= 'z':
			b.WriteRune(r)
		case r == 'đ':
			b.WriteByte('d')
		case r == '\u0308' && strings.HasSuffix(b.String(), "u"):
			u := strings.TrimSuffix(b.String(), "u") + "v"
			b.Reset()
			b.WriteString(u)
		case unicode.Is(unicode.Mn, r):
		default:
			return vowelled(b.String()), norm.NFD.String(strings.ToLower(w))[i:]
		}
	}
	return vowelled(b.String()), ""
}

func vowelled(s string) string {
	if strings.ContainsAny(s, "aeiouvy") {
		return s
	}
	return ""
}
