package roman

import "strings"

// syllable is one reading of some letters.
type syllable struct {
	letters   int
	cost      int
	initial   string
	vowel     string
	final     string
	finalRune rune

	initialRune rune
	hidden      bool // the vowel is not written
}

// divide finds the cheapest row of syllables.
func divide(w []rune, hidden int) []syllable {
	const never = 1 << 30
	best := make([]int, len(w)+1)
	step := make([]syllable, len(w)+1)
	for i := len(w) - 1; i >= 0; i-- {
		best[i] = never
		for _, s := range syllables(w, i, hidden) {
			if c := best[i+s.letters]; c < never && c+s.cost < best[i] {
				best[i], step[i] = c+s.cost, s
			}
		}
		if best[i] == never && i < len(w) && best[i+1] < never { // a stray sign
			best[i], step[i] = best[i+1]+40, syllable{letters: 1}
		}
	}
	var out []syllable
	for i := 0; i < len(w); i += step[i].letters {
		out = append(out, step[i])
	}
	return out
}

// syllables gives all that may begin at i.
func syllables(w []rune, i, hidden int) []syllable {
	var out []syllable
	lead := rune(0)
	at := i
	if thaiLead(w[i]) {
		lead, at = w[i], i+1
	}
	for _, in := range initials(w, at, lead) {
		for _, v := range vowels(w, in.end, lead) {
			if v.hidden {
				v.cost += hidden
			}
			open := syllable{letters: v.end - i, cost: v.cost, initial: in.latin, vowel: v.latin, initialRune: w[at], hidden: v.hidden}
			if !v.closed {
				out = append(out, open)
			}
			if s, ok := withFinal(w, v.end, open, v); ok && v.end < len(w) {
				out = append(out, s)
			}
		}
	}
	if s, ok := silentEnd(w, i); ok {
		out = append(out, s)
	}
	return out
}

// silentEnd is the r of มิตร and ฉัตรชัย: behind a stop that ends a syllable, where no
// vowel follows it; and the second letter of ยุทธ.
func silentEnd(w []rune, i int) (syllable, bool) {
	if i < 2 || !strings.ContainsRune("ัิุ", w[i-2]) || i+1 < len(w) && !thaiConsonant(w[i+1]) {
		return syllable{}, false
	}
	if w[i] == 'ร' && strings.ContainsRune("กขคดตท", w[i-1]) || w[i] == 'ธ' && w[i-1] == 'ท' {
		return syllable{letters: 1, cost: 5}, true
	}
	return syllable{}, false
}

// initial is the consonant or the consonants that a syllable begins with.
type initial struct {
	end   int
	latin string
}

func initials(w []rune, at int, lead rune) []initial {
	if at >= len(w) || !thaiConsonant(w[at]) {
		return nil
	}
	out := []initial{{at + 1, thaiInitial[w[at]]}}
	if at+1 >= len(w) || !thaiConsonant(w[at+1]) {
		return out
	}
	pair := string(w[at : at+2])
	latin, ok := thaiClusters[pair]
	if pair == "ทร" && at > 0 {
		latin = "thr"
	}
	saraa := w[at+1] == 'ร' && at+2 < len(w) && w[at+2] == 'า' // สรา is Sara
	if ok && !(saraa && (w[at] == 'ส' || w[at] == 'ศ')) && !(w[at+1] == 'ว' && lead != 0 && begins(w, at+2)) {
		out = append(out, initial{at + 2, latin})
	}
	return out
}

// begins reports whether a syllable, or nothing, begins at a place, so that the consonant in
// front of it is a final: แก้วตา is Kaeo-ta.
func begins(w []rune, at int) bool {
	return at >= len(w) || thaiLead(w[at]) || thaiConsonant(w[at]) && at+1 < len(w) && thaiSign(w[at+1])
}

func thaiLead(r rune) bool { return 'เ' <= r && r <= 'ไ' }

// nucleus is the vowel of a syllable.
type nucleus struct {
	end    int
	latin  string
	cost   int
	closed bool // stands only before a final
	high   bool // i or u
	hidden bool // it is not written
}

// thaiVowels are the signs behind a consonant, by the sign in front of it. A "-" is the
// place of the consonant.
var thaiVowels = []struct {
	lead   rune
	signs  string
	latin  string
	closed bool
}{
	{'เ', "ียะ", "ia", false}, {'เ', "ีย", "ia", false}, {'เ', "ือ", "uea", false}, {'เ', "าะ", "o", false}, {'เ', "อะ", "oe", false},
	{'เ', "อ", "oe", false}, {'เ', "า", "ao", false}, {'เ', "ะ", "e", false}, {'เ', "็", "e", true}, {'เ', "ิ", "oe", true}, {'เ', "ย", "oei", false}, {'เ', string(laoOe), "oe", false},
	{'เ', "ั", "e", true}, {'แ', "ั", "ae", true}, {'เ', string(laoIa), "ia", false}, {'เ', string(laoShortO) + "า", "ao", false}, {'เ', "", "e", false},
	{'แ', "ะ", "ae", false}, {'แ', "็", "ae", true}, {'แ', "", "ae", false},
	{'โ', "ะ", "o", false}, {'โ', "", "o", false}, {'ไ', "ย", "ai", false}, {'ไ', "", "ai", false}, {'ใ', "", "ai", false},
	{0, "ัวะ", "ua", false}, {0, "ัว", "ua", false}, {0, "ัย", "ai", false}, {0, "ั", "a", true}, {0, "ะ", "a", false}, {0, "า", "a", false},
	{0, "ิ", "i", false}, {0, "ี", "i", false}, {0, "ึ", "ue", false}, {0, "ือ", "ue", false}, {0, "ื", "ue", false}, {0, "ุ", "u", false}, {0, "ู", "u", false},
	{0, "็อ", "o", true}, {0, "็", "o", false}, {0, "รร", "a", true}, {0, "รร", "an", false}, {0, "อ", "o", false}, {0, "ว", "ua", true},
	{0, string(laoShortO), "o", true}, {0, string(laoIa), "ia", false}, {0, string(laoO), "o", false},
}

func vowels(w []rune, at int, lead rune) []nucleus {
	var out []nucleus
	for _, v := range thaiVowels {
		signs := []rune(v.signs)
		end := at + len(signs)
		if v.lead != lead || end > len(w) || string(w[at:end]) != v.signs || end < len(w) && thaiSign(w[end]) {
			continue
		}
		if v.lead == 'ไ' && v.signs == "ย" && end < len(w) {
			v.latin = "aiya"
		}
		n := nucleus{end: end, latin: v.latin, cost: 10, closed: v.closed, high: len(signs) == 1 && strings.ContainsRune("ิีุ", signs[0])}
		if v.signs == "ว" {
			n.cost = 20
		}
		out = append(out, n)
	}
	if lead == 0 && (at >= len(w) || !thaiSign(w[at])) {
		out = append(out, nucleus{end: at, latin: "o", cost: 15, closed: true, hidden: true})
		cost := 20
		switch {
		case at >= len(w):
			cost = 50
		case at == 1 && w[0] == 'อ': // Anan, Arun
			cost = 15
		}
		out = append(out, nucleus{end: at, latin: "a", cost: cost, hidden: true})
	}
	return out
}

// withFinal closes a syllable with the consonant at a place, which must not have a
// vowel of its own.
func withFinal(w []rune, at int, s syllable, v nucleus) (syllable, bool) {
	if at >= len(w) || !thaiConsonant(w[at]) || at+1 < len(w) && thaiSign(w[at+1]) || v.hidden && v.latin == "a" || strings.HasSuffix(v.latin, "i") && len(v.latin) > 1 {
		return s, false
	}
	r := w[at]
	last := at+1 == len(w)
	s.final, s.finalRune = thaiFinal(r, v.latin), r
	if s.final == "" {
		return s, false
	}
	s.letters++
	if !last && (r == 'ร' || r == 'ล') && w[at+1] != r && (v.high || !thaiLead(w[at+1])) {
		if v.high {
			s.cost += 25
		}
		if v.hidden && r == 'ร' && !strings.ContainsRune("พกจ", w[at-1]) {
			s.cost += 30
		}
	}
	if !last && r == 'ว' && v.latin == "a" && !thaiLead(w[at+1]) {
		s.cost += 25
	}
	if v.hidden && !last && !strings.ContainsRune("งมบกลร", r) {
		s.cost += 30
	}
	s.final += link(w, at, v)
	return s, true
}

// link gives the second sounding of a consonant that ends a syllable of Indic
// words: รัตนา is Rat-ta-na, วิทยา Wit-tha-ya, กฤษณะ Krit-sa-na.
func link(w []rune, at int, v nucleus) string {
	if v.hidden || at+2 >= len(w) || !thaiSign(w[at+2]) {
		return ""
	}
	r, next, sign := w[at], w[at+1], w[at-1]
	switch {
	case strings.ContainsRune("ศษส", r) && strings.ContainsRune("นณมดฎบวย", next),
		strings.ContainsRune("กขคจชซดตถทธบปพฒฏฎฐ", r) && (sign == 'ั' && strings.ContainsRune("นมรลวยณ", next) || (sign == 'ิ' || sign == 'ุ') && next == 'ย'):
		return thaiInitial[r] + "a"
	}
	return ""
}

func thaiConsonant(r rune) bool { return 'ก' <= r && r <= 'ฮ' && r != 'ฤ' && r != 'ฦ' }

// thaiSign reports whether r is a vowel sign that belongs to the consonant in
// front of it.
func thaiSign(r rune) bool {
	return 'ะ' <= r && r <= 'ู' || r == '็' || r == laoShortO || r == laoIa || r == laoO || r == laoOe
}
