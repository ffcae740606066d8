package roman

import (
	"slices"
	"strings"
)

// Thai is spelt, but what is written is not what is said: some vowels stand in
// front of their consonant, others are not written at all, finals merge, and
// letters are silent. CLDR gives letter for letter only, which nobody's name
// is written like. So a word is divided into syllables here, in the cheapest way: each
// syllable has a cost by how common its kind is. The first way of writing is that of the
// Royal Institute; the others are nearer to what people choose for themselves.

const thaiSilencer = '์'

// thaiWhole are parts of names that are not said as they are spelt, and how they
// would be spelt if they were, the longest first where one begins another.
var thaiWhole = strings.NewReplacer("เกียรติ", "เกียด", "สวัสดิ์", "สวัด", "สวัสดิ", "สวัด", "บัติ", "บัด", "วุฒิ", "วุด", "ชาติ", "ชาด", "ภูมิ", "พูม",
	"โชติ", "โชด", "เหตุ", "เหด", "ธาตุ", "ทาด", "ญาติ", "ยาด", "เพชรา", "เพดชะรา", "เพชร", "เพด", "สมุทร", "สะมุด", "เจริญ", "จะเริน", "เฉลิม", "ฉะเลิม",
	"เกษม", "กะเสม", "เอนก", "อะเนก", "เสถีย", "สะเถีย", "เสมอ", "สะเมอ", "พรหม", "โพรม", "วงศ์", "โวง", "วงษ์", "โวง", "ูรณ์", "ูน", "ํา", "ัม",
	"ทฤ", "ทริ", "กฤ", "กริ", "ฤท", "ริท", "พฤ", "พรึ", "ฤ", "รึ")

func thai(text []rune) []rune {
	return spellThai(text, thaiHidden, func(s *syllable) string { return s.final })
}

// thaiOwn is how many people write their names: Somporn for Somphon.
func thaiOwn(text []rune) []rune { return spellThai(text, thaiHidden, ownFinal) }

// thaiLetters writes finals by their letters, which keeps those of foreign names.
func thaiLetters(text []rune) []rune { return spellThai(text, thaiHidden, letterFinal) }

// Costs of a vowel that is not written, beyond those of others: in Lao there are
// next to none.
const (
	thaiHidden = 0
	laoHidden  = 100
)

// spellThai writes the syllables of a word. Where a letter is often written in
// another way than the Royal Institute does, it is marked by a dot below, for a
// rule to find.
func spellThai(text []rune, hidden int, final func(*syllable) string) []rune {
	w := silence([]rune(thaiWhole.Replace(string(text))))
	var b strings.Builder
	all := divide(w, hidden)
	for i, s := range all {
		if i+1 < len(all) && s.hidden && all[i+1].hidden && all[i+1].initial == "r" && s.vowel+s.final == "a" && all[i+1].vowel == "a" {
			s.vowel = "o" // Wo-ra-phon
		}
		b.WriteString(s.initial)
		if s.initialRune == 'จ' || s.initialRune == 'ซ' { // some write j; Laotians x
			b.WriteRune('\u0323')
		}
		b.WriteString(s.vowel)
		b.WriteString(final(&s))
	}
	if b.Len() == 0 {
		return nil
	}
	return []rune(b.String())
}

// ownFinal keeps r and l, which are said as n.
func ownFinal(s *syllable) string {
	if s.final == "n" {
		switch s.finalRune {
		case 'ร':
			if s.vowel == "o" {
				return "rn"
			}
			return "r"
		case 'ล':
			return "l"
		}
	}
	return s.final
}

// letterFinal keeps s and voiced letters, too.
func letterFinal(s *syllable) string {
	if s.finalRune == 0 || len(s.final) > 2 {
		return s.final
	}
	switch s.finalRune {
	case 'ส', 'ศ', 'ษ', 'ซ':
		return "s"
	case 'ด':
		return "d"
	case 'ฟ':
		return "f"
	case 'ว':
		return s.final
	}
	return ownFinal(s)
}

// silence drops tones, and consonants under the silencer with what they share
// it with: จันทร์ is จัน.
func silence(w []rune) []rune {
	var out []rune
	for _, r := range w {
		switch {
		case r == thaiSilencer:
			for len(out) > 0 && !thaiConsonant(out[len(out)-1]) {
				out = out[:len(out)-1]
			}
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
			if n := len(out); n > 2 && silentPair(string(out[n-2:])) {
				out = out[:n-1]
			}
		case '่' <= r && r <= '๋', r == 'ๆ', r == 'ฯ', r == 'ฺ':
		default:
			out = append(out, r)
		}
	}
	return out
}

// silentPair reports whether of two consonants in front of a silenced one the second is silent too.
func silentPair(pair string) bool {
	return pair == "นท" || pair == "กษ" || pair == "นด" || pair == "สต" || pair == "ลป"
}

var thaiInitial = map[rune]string{
	'ก': "k", 'ข': "kh", 'ฃ': "kh", 'ค': "kh", 'ฅ': "kh", 'ฆ': "kh", 'ง': "ng", 'จ': "ch", 'ฉ': "ch", 'ช': "ch", 'ซ': "s", 'ฌ': "ch",
	'ญ': "y", 'ฎ': "d", 'ฏ': "t", 'ฐ': "th", 'ฑ': "th", 'ฒ': "th", 'ณ': "n", 'ด': "d", 'ต': "t", 'ถ': "th", 'ท': "th", 'ธ': "th", 'น': "n",
	'บ': "b", 'ป': "p", 'ผ': "ph", 'ฝ': "f", 'พ': "ph", 'ฟ': "f", 'ภ': "ph", 'ม': "m", 'ย': "y", 'ร': "r", 'ล': "l", 'ว': "w", 'ศ': "s",
	'ษ': "s", 'ส': "s", 'ห': "h", 'ฬ': "l", 'อ': "", 'ฮ': "h",
}

var thaiClusters = func() map[string]string {
	out := map[string]string{"ทร": "s", "ศร": "s", "สร": "s", "ซร": "s", "จร": "ch", "อย": "y", "ถร": "thr"}
	for _, first := range "กขคปผพตด" {
		for _, second := range "รลว" {
			if latin := thaiInitial[first] + thaiInitial[second]; second != 'ว' || strings.ContainsRune("กขค", first) {
				out[string([]rune{first, second})] = latin
			}
		}
	}
	for _, second := range "งญนมยรลว" {
		out["ห"+string(second)] = thaiInitial[second]
	}
	return out
}()

// thaiFinal gives what a consonant sounds like behind a vowel; "" for one that
// ends no syllable.
func thaiFinal(r rune, vowel string) string {
	switch {
	case slices.Contains([]rune("กขคฆ"), r):
		return "k"
	case slices.Contains([]rune("จชซฌฎฏฐฑฒดตถทธศษส"), r):
		return "t"
	case slices.Contains([]rune("ญณนรลฬ"), r):
		return "n"
	case slices.Contains([]rune("บปพฟภผ"), r):
		return "p"
	case r == 'ง':
		return "ng"
	case r == 'ม':
		return "m"
	case r == 'ย':
		return "i"
	case r == 'ว' && strings.Trim(vowel, "aei") == "":
		return "o"
	}
	return ""
}
