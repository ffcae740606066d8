package match

import "strings"

// soundAlike are kanji that are taken for one another in surnames though they
// are two characters.
var soundAlike = [][2]rune{{'斎', '斉'}, {'礒', '磯'}, {'阪', '坂'}, {'付', '附'}, {'蘭', '欄'}}

// compareRunes compares names in kanji and kana, which have no words, rune by
// rune. For a person another kanji is another name; a company's long name may
// hold a slip.
func compareRunes(a, b *name, person bool) (int, string) {
	if a.kind != b.kind {
		return 0, ""
	}
	if equalParts(a, b) {
		return 9900, "order"
	}
	x, y := []rune(a.joined), []rune(b.joined)
	n := max(len(x), len(y))
	if a.kind == han && alike(x, y) {
		return 9000, "sound_alike"
	}
	if n > maxRunes {
		return 0, ""
	}
	edits := plainEdits(x, y)
	score := Full - edits*Full/n
	if person && a.kind == han || n < 5 {
		score = min(score, Agrees-500)
	}
	if edits > 2 {
		score = min(score, Agrees-100)
	}
	return max(score, 0), "spelling"
}

// equalParts reports whether both have the same parts in any order.
func equalParts(a, b *name) bool {
	if len(a.sorted) != len(b.sorted) || len(a.sorted) < 2 {
		return false
	}
	for i := range a.sorted {
		if a.sorted[i] != b.sorted[i] {
			return false
		}
	}
	return true
}

func alike(x, y []rune) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] && !alikeRune(x[i], y[i]) {
			return false
		}
	}
	return true
}

func alikeRune(x, y rune) bool {
	for _, p := range soundAlike {
		if p[0] == x && p[1] == y || p[0] == y && p[1] == x {
			return true
		}
	}
	return false
}

// plainEdits is the number of whole edits.
func plainEdits(a, b []rune) int {
	var rows [2][maxRunes + 1]int
	prev, cur := &rows[0], &rows[1]
	for j := range b {
		prev[j+1] = j + 1
	}
	for i := range a {
		cur[0] = i + 1
		for j := range b {
			c := prev[j]
			if a[i] != b[j] {
				c++
			}
			cur[j+1] = min(c, prev[j+1]+1, cur[j]+1)
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}

// romanisations rewrites other ways to write kana, and long vowels, as
// script.Romaji does. Longer ones stand first.
var romanisations = strings.NewReplacer(
	"sya", "sha", "syu", "shu", "syo", "sho", "tya", "cha", "tyu", "chu", "tyo", "cho", "zya", "ja", "zyu", "ju", "zyo", "jo",
	"jya", "ja", "jyu", "ju", "jyo", "jo", "cch", "tch", "tsu", "tsu", "shi", "shi", "chi", "chi",
	"si", "shi", "ti", "chi", "tu", "tsu", "hu", "fu", "zi", "ji", "nb", "mb", "np", "mp", "nm", "mm",
	"ou", "o", "oo", "o", "uu", "u",
)

// japanese gives the words as a reading of kana would have them.
func japanese(tokens []token) []token {
	out := make([]token, len(tokens))
	for i, t := range tokens {
		key := romanisations.Replace(t.key)
		key = dropH(key)
		if key != t.key && key != "" {
			t.key, t.runes = key, []rune(key)
			t.mask = maskOf(t.runes)
		}
		out[i] = t
	}
	return out
}

// dropH makes Ohno Ono, but leaves Kohei.
func dropH(s string) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] == 'h' && i > 0 && s[i-1] == 'o' && (i+1 == len(s) || !isVowel(rune(s[i+1]))) {
			continue
		}
		b = append(b, s[i])
	}
	return string(b)
}
