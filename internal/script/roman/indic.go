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
		if out[i] == 'a' && between(out, i) && !beforeLast(out, i) {
			out = append(out[:i], out[i+1:]...)
		}
	}
	return out
}

// between reports whether the vowel at i stands in V C a C V, where the last C
// may be two consonants that begin words, as in -prasad.
func between(w []rune, i int) bool {
	before := consonantBefore(w, i)
	after := consonantAfter(w, i+1)
	if before < 0 || after < 0 || before == 0 || !indicVowel(w[before-1]) || after >= len(w) {
		return false
	}
	if indicVowel(w[after]) {
		return true
	}
	return w[after] == 'r' && after+1 < len(w) && indicVowel(w[after+1]) && strings.ContainsRune("pkbgdt", w[i+1])
}

// beforeLast reports whether the vowel at i is in front of a last syllable with
// the same vowel, and the syllable in front of it could lose its own instead:
// Har-bhajan, Ram-charan.
func beforeLast(w []rune, i int) bool {
	after := consonantAfter(w, i+1)
	if after < 0 || after >= len(w) || w[after] != 'a' || consonantAfter(w, after+1) != len(w) {
		return false
	}
	before := consonantBefore(w, i)
	return before > 1 && w[before-1] == 'a' && between(w, before-1)
}

// consonantBefore gives where the consonant that ends at i begins, consonantAfter
// where the one that begins at i ends; -1 where there is a vowel. Marks and the h of an
// aspirate belong to their consonant.
func consonantBefore(w []rune, i int) int {
	i--
	if i > 0 && w[i] == 'h' && !indicVowel(w[i-1]) {
		i--
	}
	for i > 0 && isMark(w[i]) {
		i--
	}
	if i < 0 || indicVowel(w[i]) {
		return -1
	}
	return i
}

func consonantAfter(w []rune, i int) int {
	if i >= len(w) || indicVowel(w[i]) || isMark(w[i]) {
		return -1
	}
	for i++; i < len(w) && isMark(w[i]); i++ {
	}
	if i < len(w) && w[i] == 'h' {
		i++
	}
	return i
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
