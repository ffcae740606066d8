package addresses

import (
	"strconv"
	"strings"
)

// dashes are what people type between numbers.
var dashes = []string{"-", "-", "-", "－", "−", "‐", "‑", "‒", "–", "—", "―", "ー", "ｰ", "─", "━", "﹣", "⁃", "˗", "～"}

// numbers writes the numbers in one of their styles.
func (s *speller) numbers() string {
	styles := []func() string{s.dashed, s.dashed, s.dashed, s.words, s.words, s.kanjiWords, s.joinedByNo, s.chomeThenDashes}
	if s.t.Chome == 0 {
		styles = append(styles, s.lotOf, s.lotOf)
	}
	return styles[s.IntN(len(styles))]()
}

func (s *speller) dashed() string {
	if s.chance(12) && len(s.nums) > 1 {
		s.mark("dashed kanji numerals")
		dash := pick(s, "－", "ー", "-", "−", "の", "ノ")
		var out []string
		for _, n := range s.nums {
			if s.chance(2) || n >= 100 {
				out = append(out, digitwise(n))
			} else {
				out = append(out, kanji(n))
			}
		}
		return strings.Join(out, dash)
	}
	s.mark("dashes")
	return s.join(s.nums, pick(s, dashes[:len(dashes)-1]...))
}

// digitwise writes 23 as 二三.
func digitwise(n int) string {
	digits := []rune(kanjiDigits)
	var out []rune
	for _, c := range strconv.Itoa(n) {
		out = append(out, digits[c-'0'])
	}
	return string(out)
}

func (s *speller) join(nums []int, dash string) string {
	var parts []string
	for _, n := range nums {
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, dash)
}

// words writes 1丁目3番1号.
func (s *speller) words() string {
	s.mark("丁目 番 号")
	return s.said(strconv.Itoa, s.chance(5))
}

// kanjiWords writes 一丁目三番一号, or only the 丁目 so.
func (s *speller) kanjiWords() string {
	if s.t.Chome > 0 && s.chance(2) {
		s.mark("丁目 in kanji")
		rest := s.nums[1:]
		if s.chance(2) {
			return kanji(s.nums[0]) + s.chome() + s.join(rest, pick(s, dashes[:len(dashes)-1]...))
		}
		return kanji(s.nums[0]) + s.chome() + s.house(rest, strconv.Itoa)
	}
	s.mark("kanji numerals")
	f := kanji
	if s.chance(4) {
		f = digitwise
		s.mark("kanji digits")
	}
	return s.said(f, false)
}

// chome is the word after the number of a block.
func (s *speller) chome() string {
	if strings.HasPrefix(s.t.City, "堺市") {
		return "丁"
	}
	return "丁目"
}

func (s *speller) said(f func(int) string, spaced bool) string {
	gap := ""
	if spaced {
		gap = " "
		s.mark("blanks in numbers")
	}
	if s.t.Chome == 0 {
		return s.lot(f)
	}
	return f(s.nums[0]) + gap + s.chome() + gap + s.house(s.nums[1:], f)
}

// house writes 3番1号 and its like.
func (s *speller) house(nums []int, f func(int) string) string {
	if len(nums) == 1 {
		return f(nums[0]) + pick(s, "番", "番地", "番地", "")
	}
	return f(nums[0]) + pick(s, "番", "番", "番地", "番地の", "の", "番の") + f(nums[1]) + pick(s, "号", "号", "")
}

// lot writes 20番地の3.
func (s *speller) lot(f func(int) string) string {
	if len(s.nums) == 1 {
		return f(s.nums[0]) + pick(s, "番地", "番地", "番")
	}
	return f(s.nums[0]) + pick(s, "番地の", "番地", "番", "番地-", "番の", "番地ノ") + f(s.nums[1])
}

func (s *speller) lotOf() string {
	s.mark("番地")
	return s.lot(strconv.Itoa)
}

func (s *speller) joinedByNo() string {
	s.mark("の between")
	return s.join(s.nums, pick(s, "の", "ノ", "之", "の", "ﾉ"))
}

func (s *speller) chomeThenDashes() string {
	if s.t.Chome == 0 || len(s.nums) < 2 {
		return s.dashed()
	}
	s.mark("丁目 then dashes")
	if s.chance(4) {
		return strconv.Itoa(s.nums[0]) + s.chome() + pick(s, " ", "　") + s.join(s.nums[1:], "-")
	}
	return strconv.Itoa(s.nums[0]) + s.chome() + s.join(s.nums[1:], pick(s, dashes[:len(dashes)-1]...))
}

// Buildings, invented; some have numbers and words that stand in addresses too.
var (
	buildings = strings.Fields("霞ビル 第2関所ビル 第二北辰ビル 北辰ビルディング メゾン札所 コーポ木戸 サンハイツ 関所タワー 札ノ辻マンション 一番館 グランドメゾン三番町 ビル１号館 パークサイド21 KDビル ＫＤＸタワー レジデンス5番街 木戸荘 ハイツ桜2号棟 ザ・ヤグラ A棟 ミナト会館 県民センター 商工会議所会館 (霞ビル内) 霞寮 十番ビル 四丁目ビル")
	rooms     = []string{"302号室", "302", "3F", "3階", "B1F", "地下1階", "５階502号", "#302", "-302", "B-12", "302号", "2階A", "15F", "三階"}
)

// behind writes building and room, or nothing.
func (s *speller) behind() string {
	switch {
	case s.chance(2):
		return ""
	case s.chance(6):
		s.mark("room alone")
		return pick(s, " 302号室", " 3F", "　302", " #302", "-302号", " 2階")
	}
	s.mark("building")
	gap := pick(s, " ", " ", "　", "")
	name := pick(s, buildings...)
	if gap == "" {
		if r := []rune(name)[0]; strings.ContainsRune("第一二三四五六七八九十", r) || r < 0x80 || r >= 'Ａ' && r <= 'Ｚ' {
			gap = " "
		} else {
			s.mark("building attached")
		}
	}
	return gap + name + pick(s, "", "", " ", "") + pick(s, "", "3階", "302号室", pick(s, rooms...))
}
