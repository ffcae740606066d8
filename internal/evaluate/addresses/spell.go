package addresses

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Case is an address as somebody wrote it, and what it says.
type Case struct {
	Text       string   `json:"text"`
	Prefecture string   `json:"prefecture"`
	City       string   `json:"city"`
	Town       string   `json:"town"`   // with its koaza, 大字 and 字 as the list has them
	Block      string   `json:"block"`  // of 丁目
	Number     string   `json:"number"` // "3-1"
	Room       string   `json:"room,omitempty"`
	Classes    []string `json:"classes"` // the spellings that it has

	koaza string
}

// speller writes one address.
type speller struct {
	*rand.Rand
	t    Town
	c    Case
	nums []int // block, lot, house: as many as are said
	once bool  // the name of the city stands in one prefecture only
}

// Options say what to draw.
type Options struct {
	N    int
	Seed uint64
}

// Draw writes N addresses in towns drawn from the list. The same options and
// towns give the same addresses.
func Draw(towns []Town, o Options) []Case {
	r := rand.New(rand.NewPCG(o.Seed, 0x61646472))
	in := map[string]map[string]bool{}
	for _, t := range towns {
		if in[t.City] == nil {
			in[t.City] = map[string]bool{}
		}
		in[t.City][t.Prefecture] = true
	}
	out := make([]Case, 0, o.N)
	for range o.N {
		t := towns[r.IntN(len(towns))]
		for t.Koaza != "" && r.IntN(3) > 0 { // a third of the lines are koaza, few addresses have one
			t = towns[r.IntN(len(towns))]
		}
		s := &speller{Rand: r, t: t, once: len(in[t.City]) == 1}
		out = append(out, s.write())
	}
	return out
}

// mark adds a class.
func (s *speller) mark(class string) {
	if class != "" && !slices.Contains(s.c.Classes, class) {
		s.c.Classes = append(s.c.Classes, class)
	}
}

// one chance in n.
func (s *speller) chance(n int) bool { return s.IntN(n) == 0 }

func pick[T any](s *speller, list ...T) T { return list[s.IntN(len(list))] }

func (s *speller) write() Case {
	s.c = Case{Prefecture: s.t.Prefecture, City: s.t.City, Town: s.t.Name + s.t.Koaza, koaza: s.t.Koaza}
	s.draw()
	if s.t.Reading != "" && s.t.CityReading != "" && s.chance(6) {
		s.english()
		return s.c
	}
	gap := ""
	if s.chance(8) {
		gap = pick(s, " ", "　", ",", "、", "\n", "  ")
		s.mark("blanks between")
	}
	var b strings.Builder
	if s.chance(8) {
		b.WriteString(s.postal())
	}
	b.WriteString(s.region(gap))
	b.WriteString(gap)
	if s.t.Prefecture == "京都府" && strings.HasPrefix(s.t.City, "京都市") && s.chance(2) {
		b.WriteString(s.street())
	}
	b.WriteString(s.town())
	if gap != "" && s.chance(2) {
		b.WriteString(gap)
	}
	b.WriteString(s.numbers())
	b.WriteString(s.behind())
	s.c.Text = s.widths(b.String())
	return s.c
}

// draw makes the numbers up.
func (s *speller) draw() {
	lot := 1 + s.IntN(40)
	switch {
	case s.t.Chome > 0:
		s.c.Block = strconv.Itoa(s.t.Chome)
		s.nums = []int{s.t.Chome, lot}
		if !s.chance(5) {
			s.nums = append(s.nums, 1+s.IntN(30))
		}
	default:
		if s.chance(2) {
			lot = 1 + s.IntN(3000)
		}
		s.nums = []int{lot}
		if s.chance(2) {
			s.nums = append(s.nums, 1+s.IntN(20))
		}
	}
	from := 0
	if s.t.Chome > 0 {
		from = 1
	}
	var parts []string
	for _, n := range s.nums[from:] {
		parts = append(parts, strconv.Itoa(n))
	}
	s.c.Number = strings.Join(parts, "-")
}

func (s *speller) postal() string {
	s.mark("postal code")
	code := strconv.Itoa(1000 + s.IntN(9000))[1:] + pick(s, "-", "", "－", "−") + strconv.Itoa(10000 + s.IntN(90000))[1:]
	return pick(s, "〒", "〒 ", "", "〒　") + code + pick(s, " ", "　", "\n")
}

// region writes prefecture, county and city.
func (s *speller) region(gap string) string {
	pref, county := s.t.Prefecture, s.t.County
	if s.once && s.chance(4) {
		pref = ""
		s.mark("prefecture omitted")
	} else if s.chance(25) && pref != "北海道" {
		rs := []rune(pref)
		pref = string(rs[:len(rs)-1])
		s.mark("prefecture cut short")
	} else {
		pref += gap
	}
	if county != "" && s.chance(2) {
		county = ""
		s.mark("county omitted")
	}
	return pref + county + s.kana(s.old(s.t.City, "old characters of the city"), "kana of the city")
}

// town writes the town in one of its spellings.
func (s *speller) town() string {
	name, koaza := s.t.Name, s.t.Koaza
	if bare := without(name); bare != name && s.chance(2) {
		name = bare
		s.mark("大字 omitted")
	} else if bare == name && s.t.Chome == 0 && s.t.County != "" && s.chance(10) {
		name = "大字" + name
		s.mark("大字 added")
	}
	if koaza != "" {
		s.mark("koaza")
		if s.chance(2) && !strings.HasPrefix(koaza, "字") {
			koaza = pick(s, "字", "字", "小字") + koaza
			s.mark("字 said")
		}
	}
	name += koaza
	if ordinal(name) {
		s.mark("numerals in the town")
		if s.chance(3) {
			if digits := inDigits(name); digits != name {
				name = digits
				s.mark("numerals of the town in digits")
			}
		}
	}
	if letters(name) {
		s.mark("イロハ and 甲乙")
	}
	if s.t.Prefecture == "北海道" && (strings.Contains(name, "条") || strings.Contains(name, "線")) {
		s.mark("Hokkaido 条 and 線")
	}
	if strings.Contains(name, "地割") {
		s.mark("地割")
	}
	if s.chance(12) {
		if i := strings.LastIndex(name, "番町"); i >= 0 {
			name = name[:i] + "番丁" + name[i+len("番町"):]
			s.mark("番丁 for 番町")
		} else if i := strings.LastIndex(name, "番丁"); i >= 0 {
			name = name[:i] + "番町" + name[i+len("番丁"):]
			s.mark("番丁 for 番町")
		}
	}
	return s.old(s.kana(name, "kana"), "old characters")
}

// without leaves 大字 and 字 out.
func without(name string) string {
	for _, w := range []string{"大字", "字"} {
		if rest, ok := strings.CutPrefix(name, w); ok && rest != "" {
			return rest
		}
	}
	return name
}

func ordinal(name string) bool { return strings.ContainsAny(name, "一二三四五六七八九十百") }

func letters(name string) bool {
	rs := []rune(name)
	return len(rs) > 1 && strings.ContainsRune("イロハニホヘトチリヌルヲ甲乙丙丁", rs[len(rs)-1])
}

// inDigits writes the numerals before 条, 線, 番町, 丁目 and 地割 in digits.
func inDigits(name string) string {
	rs, out := []rune(name), ""
	for i := 0; i < len(rs); i++ {
		j := i
		for j < len(rs) && strings.ContainsRune("一二三四五六七八九十", rs[j]) {
			j++
		}
		if j > i && j < len(rs) && (strings.ContainsRune("条線丁", rs[j]) || j+1 < len(rs) && slices.Contains([]string{"番町", "番丁", "地割"}, string(rs[j:j+2]))) {
			if n := value(string(rs[i:j])); n > 0 {
				out += strconv.Itoa(n)
				i = j - 1
				continue
			}
		}
		out += string(rs[i])
	}
	return out
}

func value(s string) int {
	for n := 1; n < 100; n++ {
		if kanji(n) == s {
			return n
		}
	}
	return 0
}
