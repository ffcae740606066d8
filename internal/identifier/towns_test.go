package identifier

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// testdata returns a path below the data for tests, or skips.
func testdata(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no test data: %v", err)
	}
	return path
}

// forTowns calls f for each town of the list.
func forTowns(t *testing.T, f func(prefecture, city, town, koaza string)) {
	t.Helper()
	file, err := os.Open(testdata(t, filepath.Join("addresses", "jp_towns.csv")))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		f(row[0], row[1], row[2], row[3])
	}
}

// TestTownSpellings writes an address in each town of Japan in several ways and
// counts how many are read to the right city and share one key. The whole list
// takes half a minute (SEKIFUDA_ALL=1); otherwise every 37th town is used.
func TestTownSpellings(t *testing.T) {
	type tally struct{ total, city, key int }
	counts := map[string]*tally{}
	var order []string
	n, shown, every := 0, 0, 37
	if os.Getenv("SEKIFUDA_ALL") != "" {
		every = 1
	}
	forTowns(t, func(prefecture, city, town, koaza string) {
		if n++; n%every != 0 {
			return
		}
		p := townOf(prefecture, city, town+koaza)
		base := ParseAddress(p.register()).BlockKey()
		for _, s := range p.spellings() {
			c := counts[s.name]
			if c == nil {
				c = &tally{}
				counts[s.name] = c
				order = append(order, s.name)
			}
			a := ParseAddress(s.text)
			c.total++
			okCity := a.Prefecture == prefecture && foldPlace(a.City) == foldPlace(p.bareCity())
			if okCity {
				c.city++
			}
			if okCity && a.BlockKey() == base && base != "" {
				c.key++
			} else if shown < 40 && os.Getenv("SEKIFUDA_SHOW") != "" {
				shown++
				t.Logf("%s: %s\n   %q, not %q of %s", s.name, s.text, a.BlockKey(), base, p.register())
			}
		}
	})
	for _, name := range order {
		c := counts[name]
		city, key := float64(c.city)/float64(c.total), float64(c.key)/float64(c.total)
		t.Logf("%-20s %6d addresses, right city %.4f, same key %.4f", name, c.total, city, key)
		if city < 0.97 || key < 0.97 {
			t.Errorf("%s: below 0.97", name)
		}
	}
}

// townAddress is an address that can be written in many ways.
type townAddress struct {
	prefecture, city, town string
	chome, lot, sub        int
}

func townOf(prefecture, city, town string) townAddress {
	p := townAddress{prefecture: prefecture, city: city, town: town, lot: 1 + len(town)%40, sub: 1 + len(city)%9}
	if base, ok := strings.CutSuffix(town, "丁目"); ok {
		rs := []rune(base)
		i := len(rs)
		for i > 0 && kanjiDigit(rs[i-1]) >= 0 {
			i--
		}
		if i < len(rs) && i > 0 {
			p.town = string(rs[:i])
			p.chome, _ = kanjiNumber(rs, i)
		}
	}
	return p
}

func (p townAddress) bareCity() string {
	if _, town, ok := strings.Cut(p.city, "郡"); ok && town != "" && !strings.HasSuffix(p.city, "市") {
		return town
	}
	return p.city
}

func (p townAddress) register() string { return p.prefecture + p.city + p.town + p.long(fullWidth) }

// long writes the numbers with their words.
func (p townAddress) long(digits func(int) string) string {
	if p.chome > 0 {
		return digits(p.chome) + "丁目" + digits(p.lot) + "番" + digits(p.sub) + "号"
	}
	return digits(p.lot) + "番地" + digits(p.sub)
}

// short writes the numbers with dashes.
func (p townAddress) short(dash string, digits func(int) string) string {
	s := digits(p.lot) + dash + digits(p.sub)
	if p.chome > 0 {
		s = digits(p.chome) + dash + s
	}
	return s
}

func fullWidth(n int) string {
	return strings.Map(func(r rune) rune { return r + 0xFEE0 }, strconv.Itoa(n))
}

func kanji(n int) string { return string(appendKanji(nil, n)) }

type spelling struct{ name, text string }

func (p townAddress) spellings() []spelling {
	place := p.city + p.town
	all := p.prefecture + place
	out := []spelling{
		{"half width", all + p.long(strconv.Itoa)},
		{"dashes", all + p.short("-", strconv.Itoa)},
		{"minus signs", all + p.short("−", fullWidth)},
		{"long marks", all + p.short("ー", strconv.Itoa)},
		{"blanks", p.prefecture + "　" + p.city + " " + p.town + " " + p.short("-", strconv.Itoa)},
		{"kanji numerals", all + p.long(kanji)},
		{"with building", all + p.short("-", strconv.Itoa) + " 第2関所ビル305号室"},
		{"building attached", all + p.long(fullWidth) + "関所ビル５階"},
		{"postal code", "〒100-0001 " + all + p.long(strconv.Itoa)},
		{"line break", p.prefecture + p.city + "\n" + p.town + p.long(fullWidth) + "\n"},
	}
	if len(cities().byName[foldPlace(p.bareCity())]) == 1 {
		out = append(out, spelling{"no prefecture", place + p.short("-", strconv.Itoa)})
	}
	if p.bareCity() != p.city {
		out = append(out, spelling{"no county", p.prefecture + p.bareCity() + p.town + p.short("-", strconv.Itoa)})
	}
	if bare := strings.ReplaceAll(p.town, "大字", ""); bare != p.town {
		out = append(out, spelling{"no 大字", p.prefecture + p.city + bare + p.long(strconv.Itoa)})
	}
	if other := strings.NewReplacer("ケ", "ヶ", "ヶ", "が", "が", "ケ", "ノ", "の", "之", "ノ", "の", "ノ", "ツ", "ッ", "龍", "竜").Replace(p.town); other != p.town {
		out = append(out, spelling{"variant kana", p.prefecture + p.city + other + p.long(strconv.Itoa)})
	}
	return out
}
