package addresses

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Parsed is what somebody made of an address.
type Parsed struct {
	Prefecture, City, Town, Block, Number string
}

// Tally counts the cases of one class.
type Tally struct {
	Class string `json:"class"`
	Cases int    `json:"cases"`
	City  int    `json:"right_city"`
	Town  int    `json:"right_town"`
	Right int    `json:"right"` // city, town and numbers
	Block int    `json:"right_block"`
}

// Report is what Measure counts: all cases first, then by class.
type Report struct {
	All     Tally   `json:"all"`
	Classes []Tally `json:"classes"`
	Missed  []Miss  `json:"missed,omitempty"`
}

// Miss is a case that was not read rightly.
type Miss struct {
	Case Case   `json:"case"`
	Got  Parsed `json:"got"`
	What string `json:"what"`
}

// Measure reads every case and compares. At most missed misses are kept.
func Measure(cases []Case, read func(string) Parsed, missed int) Report {
	r := Report{All: Tally{Class: "all"}}
	by := map[string]*Tally{}
	for _, c := range cases {
		got := read(c.Text)
		city, town, numbers, block := c.judge(got)
		count := func(t *Tally) {
			t.Cases++
			t.City += one(city)
			t.Town += one(city && town)
			t.Right += one(city && town && numbers)
			t.Block += one(city && town && numbers && block)
		}
		count(&r.All)
		for _, class := range c.Classes {
			if by[class] == nil {
				by[class] = &Tally{Class: class}
			}
			count(by[class])
		}
		if !(city && town && numbers) && len(r.Missed) < missed {
			what := map[bool]string{true: "numbers"}[city && town]
			if !city {
				what = "city"
			} else if !town {
				what = "town"
			}
			r.Missed = append(r.Missed, Miss{c, got, what})
		}
	}
	for _, t := range by {
		r.Classes = append(r.Classes, *t)
	}
	slices.SortFunc(r.Classes, func(a, b Tally) int { return cmp.Compare(a.Class, b.Class) })
	return r
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// judge compares city, town and numbers; block is whether 丁目 was told from the
// number after it. A koaza may be left out of the town.
func (c *Case) judge(g Parsed) (city, town, numbers, block bool) {
	city = g.Prefecture == c.Prefecture && plain(g.City) == plain(c.City)
	want, got := plain(c.Town), plain(g.Town)
	town = want == got || c.koaza != "" && got == plain(strings.TrimSuffix(c.Town, c.koaza))
	if !town && g.Block != "" && c.Block == "" { // 五丁目 is the town's whole name
		n, err := strconv.Atoi(g.Block)
		town = err == nil && want == got+plain(kanji(n)+"丁目")
		return city, town, town && g.Number == c.Number, false
	}
	all := func(b, n string) string { return strings.Trim(b+"-"+n, "-") }
	numbers = all(g.Block, g.Number) == all(c.Block, c.Number)
	return city, town, numbers, g.Block == c.Block
}

// classes of characters, for comparing the names of places.
var classes = func() map[rune]rune {
	out := map[rune]rune{}
	for r, variants := range oldVariants {
		for _, v := range variants {
			head := min(r, v)
			out[r], out[v] = head, head
		}
	}
	for _, class := range []string{"ケヶがガカゖｹ", "ノの之乃", "ツッつっ"} {
		rs := []rune(class)
		for _, r := range rs {
			out[r] = rs[0]
		}
	}
	out['檮'], out['梼'] = '梼', '梼'
	for _, r := range "嶋嶌島" {
		out[r] = '島'
	}
	for _, r := range "邊邉辺" {
		out[r] = '辺'
	}
	return out
}()

// plain folds the name of a place: variants, 大字 and 字, numerals, kana.
func plain(name string) string {
	name = strings.NewReplacer("大字", "", "小字", "", "通り", "通", "とおり", "通", "どおり", "通", "番丁", "番町").Replace(name)
	rs := []rune(name)
	var b strings.Builder
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		if r >= '０' && r <= '９' {
			r -= 0xFEE0
		}
		if r >= '0' && r <= '9' {
			n := 0
			for i < len(rs) && (rs[i] >= '0' && rs[i] <= '9' || rs[i] >= '０' && rs[i] <= '９') {
				d := int(rs[i])
				if d >= '０' {
					d -= 0xFEE0
				}
				n = n*10 + d - '0'
				i++
			}
			i--
			b.WriteString(kanji(n % 10000))
			continue
		}
		if r == '字' && i+1 < len(rs) {
			continue
		}
		if to, ok := classes[r]; ok {
			r = to
		}
		if r >= 'ぁ' && r <= 'ん' {
			r += 0x60
		}
		if to, ok := classes[r]; ok {
			r = to
		}
		if r != ' ' {
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "小字", "")
}
