package roman

import "strings"

// In the alphabets of northern India a consonant without a vowel sign has an
// "a" that is often silent: राम is Ram, मनमोहन Manmohan. Scholars write it all the
// same, and mark it by nothing but its shortness: the long one is ā.

// schwa drops the vowels that are silent: at the end of a word behind a
// consonant, and between two consonants that have vowels on their other sides,
// counted from the end. Behind groups that are hard to say it stays: Narendra.
func schwa(text []rune) []rune {
	out := append([]rune(nil), text...)
	if n := len(out); n > 2 && out[n-1] == 'a' && !indicVowel(out[n-2]) && !hardEnd(string(out[:n-1])) && hasVowel(out[:n-1]) {
		out = out[:n-1]
	}
	for i := len(out) - 3; i >= 2; i-- {
		if out[i] == 'a' && between(out, i) {
			out = append(out[:i], out[i+1:]...)
		}
	}
	return out
}

// between reports whether the vowel at i stands in V C a C V. An aspirate is
// one consonant.
func between(w []rune, i int) bool {
	before, after := i-1, i+1
	if indicVowel(w[before]) || indicVowel(w[after]) || isMark(w[after]) {
		return false
	}
	if w[before] == 'h' && before > 1 && !indicVowel(w[before-1]) {
		before--
	}
	for before > 0 && isMark(w[before]) {
		before--
	}
	if after++; after < len(w) && w[after] == 'h' {
		after++
	}
	return before > 0 && after < len(w) && indicVowel(w[before-1]) && indicVowel(w[after])
}

// hardEnd reports whether a word ends in consonants that need a vowel behind
// them. Nasals, r and doubled letters do not: Anand, Garg, Bhatt.
func hardEnd(w string) bool {
	c := consonants(w)
	if len([]rune(c)) < 2 {
		return false
	}
	for _, easy := range easyEnds {
		if strings.HasSuffix(c, easy) {
			return false
		}
	}
	r := []rune(strings.TrimSuffix(c, "h"))
	return len(r) > 1 && r[len(r)-1] != r[len(r)-2]
}

// easyEnds are groups that words end in.
var easyEnds = strings.Fields("nd nt ndh nth nk ng ngh nkh ṅk ṅg ṅgh ñj ñc ṇḍ ṇṭ ṇṭh nj nc mp mb mbh rg rj rd rt rth rdh rk rṇ rm rv rś rn ns nś nh st ṣṭ ṣṭh sth kt pt bd kh gh ch jh ṭh ḍh th dh ph bh ṛh lk ld")

// consonants gives the consonants that a word ends in.
func consonants(w string) string {
	r := []rune(w)
	i := len(r)
	for i > 0 && !indicVowel(r[i-1]) {
		i--
	}
	return string(r[i:])
}

func indicVowel(r rune) bool { return strings.ContainsRune("aāiīuūeēoōĕŏ\u0325", r) }

func isMark(r rune) bool { return 0x0300 <= r && r <= 0x036F && r != 0x0325 }

func hasVowel(w []rune) bool {
	for _, r := range w {
		if indicVowel(r) {
			return true
		}
	}
	return false
}
