package main

import (
	"bufio"
	"compress/bzip2"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// unihan is what is needed of Unihan: the simplified form and the Cantonese
// reading of a character.
type unihan struct {
	simplified map[rune]rune
	cantonese  map[rune]string
}

func (s source) unihan() (*unihan, error) {
	u := &unihan{simplified: map[rune]rune{}, cantonese: map[rune]string{}}
	err := s.eachUnihan("Variants", "kSimplifiedVariant", func(r rune, v string) {
		for _, f := range strings.Fields(v) {
			if n, err := strconv.ParseUint(strings.TrimPrefix(f, "U+"), 16, 32); err == nil && rune(n) != r && u.simplified[r] == 0 {
				u.simplified[r] = rune(n)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return u, s.eachUnihan("Readings", "kCantonese", func(r rune, v string) {
		u.cantonese[r] = strings.TrimRight(strings.Fields(v)[0], "0123456789")
	})
}

func (s source) eachUnihan(table, field string, f func(r rune, v string)) error {
	name := filepath.Join(s.tables, "deb/usr/share/unicode/Unihan_"+table+".txt.bz2")
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("unihan: %w", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(bzip2.NewReader(file))
	for lines.Scan() {
		p := strings.Split(lines.Text(), "\t")
		if len(p) != 3 || p[1] != field {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimPrefix(p[0], "U+"), 16, 32)
		if err != nil {
			return fmt.Errorf("unihan %s: %q: %w", table, p[0], err)
		}
		f(rune(n), p[2])
	}
	return lines.Err()
}

// chineseFiles writes the names of zh.txt by hand three times: simplified with
// pinyin, traditional with Wade-Giles, traditional with Cantonese.
func chineseFiles(s source) ([]file, error) {
	hand, err := s.byHand("zh")
	if err != nil {
		return nil, err
	}
	u, err := s.unihan()
	if err != nil {
		return nil, err
	}
	var out []file
	for _, w := range []struct {
		name, from string
		text       func(string) string
		latin      func(name string, surname bool) []string
	}{
		{"zh_cn", "go-pinyin (MIT)", u.simple, mandarin},
		{"zh_tw", "go-pinyin (MIT), in Wade-Giles", same, wadeGiles},
		{"zh_hk", "Unihan kCantonese (Unicode licence)", same, u.hongKong},
	} {
		f := file{name: w.name, weights: "rank", from: "names by hand, readings from " + w.from}
		for _, k := range []string{"s", "s+", "mh", "mt", "fh", "ft", "m1", "f1"} {
			e := kindEntries{kind: kindOf[k]}
			for _, n := range chineseWords(k, hand[k]) {
				e.entries = append(e.entries, entry{native: w.text(n), latin: distinct(w.latin(n, k[0] == 's'))})
			}
			f.lines = append(f.lines, e)
		}
		out = append(out, f)
	}
	return out, nil
}

// kindOf gives the kinds of the tables for those of the list by hand.
var kindOf = map[string]string{"s": "s", "s+": "s", "mh": "mh", "mt": "mt", "fh": "fh", "ft": "ft", "m1": "m1", "f1": "f1"}

// chineseWords parts rows of characters; two-character surnames stand alone.
func chineseWords(kind string, rows []string) []string {
	if kind == "s+" {
		return rows
	}
	var out []string
	for _, row := range rows {
		for _, r := range row {
			out = append(out, string(r))
		}
	}
	return out
}

func same(s string) string { return s }

func (u *unihan) simple(s string) string {
	return strings.Map(func(r rune) rune {
		if v, ok := u.simplified[r]; ok {
			return v
		}
		return r
	}, s)
}

// surnameReadings are read otherwise than the word.
var surnameReadings = map[string]string{
	"曾": "zeng", "單": "shan", "解": "xie", "仇": "qiu", "任": "ren", "查": "zha", "翟": "zhai", "覃": "qin",
	"葛": "ge", "尉": "yu", "車": "che", "牟": "mou", "褚": "chu", "臧": "zang", "沈": "shen", "費": "fei",
	"石": "shi", "賈": "jia", "傅": "fu", "俞": "yu", "祭": "zhai", "佘": "she", "隋": "sui", "盛": "sheng",
	"繆": "miao", "尉遲": "yuchi", "令狐": "linghu", "夏侯": "xiahou", "柏": "bai", "都": "du", "樂": "yue", "宿": "su",
}

// pinyinOf gives the syllables of a name.
func pinyinOf(name string, surname bool) []string {
	if r, ok := surnameReadings[name]; ok && surname {
		return []string{r}
	}
	var out []string
	for _, r := range name {
		if p := pinyin.SinglePinyin(r, pinyin.NewArgs()); len(p) > 0 {
			out = append(out, p[0])
		}
	}
	return out
}

// mandarin is pinyin as passports have it: ü is YU, books write u or v.
func mandarin(name string, surname bool) []string {
	syllables := pinyinOf(name, surname)
	joint := "-"
	if surname {
		joint = ""
	}
	passport := strings.Join(syllables, joint)
	return []string{title(strings.ReplaceAll(passport, "v", "yu")), title(strings.ReplaceAll(passport, "v", "u"))}
}
