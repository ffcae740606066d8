package addresses

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// english writes the address in Latin letters, from the house outwards.
func (s *speller) english() {
	s.mark("English order")
	town := s.latin(s.t.Reading)
	city := s.latinCity()
	pref := prefectureLatin[s.t.Prefecture]
	number := s.join(s.nums, "-")
	var first string
	switch {
	case s.t.Chome > 0 && s.chance(4) && len(s.nums) > 1:
		s.mark("English with chome")
		rest := s.join(s.nums[1:], "-")
		first = pick(s, rest+", "+town+" "+strconv.Itoa(s.nums[0])+"-chome", rest+" "+town+" "+strconv.Itoa(s.nums[0])+"-chome", strconv.Itoa(s.nums[0])+"-chome "+rest+" "+town, town+" "+strconv.Itoa(s.nums[0])+" chome "+rest)
	case s.chance(4):
		first = town + " " + number
	case s.chance(3):
		first = number + ", " + town
	default:
		first = number + " " + town
	}
	if strings.HasPrefix(s.t.Name, "大字") && s.chance(2) {
		first = strings.Replace(first, town, "Oaza "+town, 1)
	}
	parts := []string{first, city, pref}
	if s.chance(4) {
		s.mark("English with building")
		parts = append([]string{pick(s, "Kasumi Building 3F", "3F Kasumi Bldg.", "Room 302, Kasumi Bldg", "Suite 302", "Kasumi Tower 15F", "302 Kasumi Heights")}, parts...)
	}
	out := strings.Join(parts, ", ")
	if s.chance(3) {
		out += " " + strconv.Itoa(1000 + s.IntN(9000))[1:] + "-" + strconv.Itoa(10000 + s.IntN(90000))[1:]
	}
	out += pick(s, "", "", ", Japan", ", JAPAN")
	if s.chance(6) {
		out = strings.ToUpper(out)
		s.mark("English in capitals")
	}
	s.c.Text = out
}

func (s *speller) latinCity() string {
	city, ward, isWard := strings.Cut(s.t.CityReading, "+")
	name := s.latinKind(city, s.t.City)
	if isWard {
		base := strings.TrimSuffix(ward, "く")
		name = s.latin(base) + pick(s, "-ku", "-ku", " Ward") + ", " + s.latin(strings.TrimSuffix(city, "し")) + pick(s, "", "-shi", " City")
	}
	if s.t.County != "" && s.CountyReading() != "" && s.chance(2) {
		name += ", " + s.CountyReading()
	}
	return name
}

// CountyReading is empty: no table of counties is at hand.
func (s *speller) CountyReading() string { return "" }

func (s *speller) latinKind(kana, name string) string {
	for _, k := range []struct{ kanji, kana, latin, english string }{
		{"市", "し", "-shi", " City"}, {"区", "く", "-ku", " City"}, {"町", "ちょう", "-cho", " Town"}, {"町", "まち", "-machi", " Town"}, {"村", "むら", "-mura", " Village"}, {"村", "そん", "-son", " Village"},
	} {
		if base, ok := strings.CutSuffix(kana, k.kana); ok && strings.HasSuffix(name, k.kanji) && base != "" {
			return s.latin(base) + pick(s, k.latin, k.latin, k.english)
		}
	}
	return s.latin(kana)
}

// latin writes kana in letters, with long vowels in one of three ways.
func (s *speller) latin(kana string) string {
	out := hepburn(kana)
	switch s.IntN(4) {
	case 0: // as typed
	case 1:
		out = strings.NewReplacer("ou", "ō", "oo", "ō", "uu", "ū").Replace(out)
	default:
		out = strings.NewReplacer("ou", "o", "oo", "o", "uu", "u").Replace(out)
	}
	for _, k := range []string{"machi", "cho", "chou", "chō"} {
		if base, ok := strings.CutSuffix(out, k); ok && len(base) > 3 && s.chance(3) {
			out = base + "-" + k
		}
	}
	_, n := utf8.DecodeRuneInString(out)
	return strings.ToUpper(out[:n]) + out[n:]
}

var prefectureLatin = map[string]string{
	"北海道": "Hokkaido", "青森県": "Aomori", "岩手県": "Iwate", "宮城県": "Miyagi", "秋田県": "Akita", "山形県": "Yamagata", "福島県": "Fukushima", "茨城県": "Ibaraki",
	"栃木県": "Tochigi", "群馬県": "Gunma", "埼玉県": "Saitama", "千葉県": "Chiba", "東京都": "Tokyo", "神奈川県": "Kanagawa", "新潟県": "Niigata", "富山県": "Toyama",
	"石川県": "Ishikawa", "福井県": "Fukui", "山梨県": "Yamanashi", "長野県": "Nagano", "岐阜県": "Gifu", "静岡県": "Shizuoka", "愛知県": "Aichi", "三重県": "Mie",
	"滋賀県": "Shiga", "京都府": "Kyoto", "大阪府": "Osaka", "兵庫県": "Hyogo", "奈良県": "Nara", "和歌山県": "Wakayama", "鳥取県": "Tottori", "島根県": "Shimane",
	"岡山県": "Okayama", "広島県": "Hiroshima", "山口県": "Yamaguchi", "徳島県": "Tokushima", "香川県": "Kagawa", "愛媛県": "Ehime", "高知県": "Kochi", "福岡県": "Fukuoka",
	"佐賀県": "Saga", "長崎県": "Nagasaki", "熊本県": "Kumamoto", "大分県": "Oita", "宮崎県": "Miyazaki", "鹿児島県": "Kagoshima", "沖縄県": "Okinawa",
}

// Rows of the kana table; the vowels of each follow in the order a i u e o.
var kanaRows = [][2]string{{"", "あいうえお"}, {"k", "かきくけこ"}, {"g", "がぎぐげご"}, {"s", "さしすせそ"}, {"z", "ざじずぜぞ"}, {"t", "たちつてと"}, {"d", "だぢづでど"}, {"n", "なにぬねの"}, {"h", "はひふへほ"}, {"b", "ばびぶべぼ"}, {"p", "ぱぴぷぺぽ"}, {"m", "まみむめも"}, {"r", "らりるれろ"}}

// hepburn writes hiragana in Latin letters, long vowels as they are spelt.
func hepburn(kana string) string {
	table := map[rune]string{'や': "ya", 'ゆ': "yu", 'よ': "yo", 'わ': "wa", 'を': "o", 'ゐ': "i", 'ゑ': "e"}
	for _, row := range kanaRows {
		for i, r := range []rune(row[1]) {
			table[r] = row[0] + string("aiueo"[i])
		}
	}
	for r, s := range map[rune]string{'し': "shi", 'ち': "chi", 'つ': "tsu", 'じ': "ji", 'ぢ': "ji", 'づ': "zu", 'ふ': "fu"} {
		table[r] = s
	}
	var out string
	double := false
	for _, r := range strings.TrimSpace(kana) {
		if r >= 'ァ' && r <= 'ン' {
			r -= 0x60
		}
		w := table[r]
		switch r {
		case 'ん':
			out += "n"
			continue
		case 'っ':
			double = true
			continue
		case 'ゃ', 'ゅ', 'ょ':
			v := map[rune]string{'ゃ': "a", 'ゅ': "u", 'ょ': "o"}[r]
			if base, ok := strings.CutSuffix(out, "i"); ok {
				if out = base + v; !strings.HasSuffix(base, "sh") && !strings.HasSuffix(base, "ch") && !strings.HasSuffix(base, "j") {
					out = base + "y" + v
				}
			}
			continue
		}
		if double && w != "" {
			if strings.HasPrefix(w, "ch") {
				w = "t" + w
			} else {
				w = w[:1] + w
			}
			double = false
		}
		out += w
	}
	return out
}
