// Package addresses measures how Japanese addresses are read. It writes
// addresses in towns of a public list in every spelling that people use, with
// the truth beside each, and counts by spelling what was read rightly. Its tables
// of spellings are its own: it shares none with what it measures.
package addresses

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Town is one line of the list: a town or a part of it.
type Town struct {
	Prefecture, City, County string // County with 郡, "" where there is none
	Name                     string // without 丁目
	Koaza                    string
	Chome                    int // the number before 丁目, 0 where the town has none
	Reading                  string
	CityReading              string // city and ward apart by a plus sign; "" where unknown
}

// Read reads the list: prefecture, city with its county, town, koaza, under a
// header. Lines that are no towns ("大字なし") are left out. It fails on what is
// no such list.
func Read(r io.Reader) ([]Town, error) {
	c := csv.NewReader(r)
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil || len(head) < 4 {
		return nil, fmt.Errorf("towns: want prefecture,city,town,koaza: %w", err)
	}
	var out []Town
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("towns: %w", err)
		}
		if strings.ContainsAny(row[2], "（()") || row[2] == "" {
			continue
		}
		t := Town{Prefecture: strings.Clone(row[0]), City: strings.Clone(row[1]), Name: strings.Clone(row[2]), Koaza: strings.Clone(row[3])}
		t.County, t.City = county(t.City)
		if strings.HasSuffix(t.Koaza, "丁目") {
			t.Name, t.Koaza = t.Name+t.Koaza, ""
		}
		if t.Koaza == "" {
			t.Name, t.Chome = chome(t.Name, t.City)
		}
		out = append(out, t)
	}
}

// county divides 比企郡小川町; cities whose own name has 郡 are left whole.
func county(city string) (county, rest string) {
	i := strings.Index(city, "郡")
	if i <= 0 || strings.HasSuffix(city, "市") || strings.Contains(city, "市") && strings.HasSuffix(city, "区") {
		return "", city
	}
	i += len("郡")
	if i >= len(city) {
		return "", city
	}
	return city[:i], city[i:]
}

const kanjiDigits = "〇一二三四五六七八九"

// chome divides 霞が関一丁目 into the name and 1. Sakai says 丁.
func chome(name, city string) (string, int) {
	base, ok := strings.CutSuffix(name, "丁目")
	if !ok && strings.HasPrefix(city, "堺市") {
		base, ok = strings.CutSuffix(name, "丁")
	}
	if !ok {
		return name, 0
	}
	rs := []rune(base)
	i := len(rs)
	for i > 0 && strings.ContainsRune("一二三四五六七八九十", rs[i-1]) {
		i--
	}
	for n := 1; n < 100; n++ {
		if k := kanji(n); i < len(rs) && string(rs[i:]) == k {
			if i == 0 {
				return name, 0
			}
			return string(rs[:i]), n
		}
	}
	return name, 0
}

// kanji writes 1 to 9999.
func kanji(n int) string {
	digits := []rune(kanjiDigits)
	var out []rune
	for _, u := range []struct {
		size int
		word rune
	}{{1000, '千'}, {100, '百'}, {10, '十'}} {
		if d := n / u.size % 10; d > 1 {
			out = append(out, digits[d], u.word)
		} else if d == 1 {
			out = append(out, u.word)
		}
	}
	if d := n % 10; d > 0 || n == 0 {
		out = append(out, digits[d])
	}
	return string(out)
}

// Readings gives towns their kana, and cities theirs: lines of a name and its
// kana apart by a tab. Without them nothing is written in English order.
func Readings(r io.Reader) (map[string]string, error) {
	out := map[string]string{}
	s := bufio.NewScanner(r)
	for s.Scan() {
		name, kana, ok := strings.Cut(s.Text(), "\t")
		if !ok {
			return nil, fmt.Errorf("readings: line %d has no tab", len(out)+1)
		}
		out[name] = kana
	}
	return out, s.Err()
}

// GiveReadings fills in the readings of towns and cities where they are known.
func GiveReadings(towns []Town, town, city map[string]string) {
	for i := range towns {
		t := &towns[i]
		if t.Koaza == "" {
			t.Reading = town[t.Name]
		}
		t.CityReading = city[t.Prefecture+t.City]
	}
}

// Halves divides the towns in two by what their names are, so that all lines of
// one town come to the same half.
func Halves(towns []Town) (a, b []Town) {
	for _, t := range towns {
		h := uint32(2166136261)
		for _, c := range []byte(t.Prefecture + t.City + t.Name) {
			h = (h ^ uint32(c)) * 16777619
		}
		if h>>13&1 == 0 {
			a = append(a, t)
		} else {
			b = append(b, t)
		}
	}
	return slices.Clip(a), slices.Clip(b)
}
