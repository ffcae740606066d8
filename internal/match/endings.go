package match

import (
	"slices"
	"strings"
)

// otherGender reports whether two well-known names differ as a man's and a
// woman's do: Antonio and Antonia, Daniel and Daniela.
func otherGender(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := len(a)
	if n < 4 || len(b) > n+1 || b[len(b)-1] != 'a' && a[n-1] != 'a' || !slices.Equal(a[:n-1], b[:n-1]) {
		return false
	}
	if len(b) == n+1 {
		return a[n-1] == b[n-1] && !isVowel(a[n-1])
	}
	return a[n-1]+b[n-1] == 'a'+'o' || a[n-1]+b[n-1] == 'a'+'e'
}

// nisba reports whether the longer of two words is the shorter one with the i
// that makes an adjective of it: Rahmani is not Rahman.
func nisba(long, short []rune) bool {
	n, m := len(long), len(short)
	return n >= 5 && m >= 4 && long[n-1] == 'i' && long[n-2] == short[m-1] && !isVowel(short[m-1])
}

// nisbaAcross is nisba for a word in Arabic letters and one in Latin ones.
func nisbaAcross(x, y *unit) bool {
	if x.kind == latin {
		x, y = y, x
	}
	n := len(x.runes)
	return y.kind == latin && n >= 4 && len(y.runes) >= 4 && x.runes[n-1] == 'ي' && !isVowel(y.runes[len(y.runes)-1])
}

// gendered reports whether two words differ as the forms for a man and a woman
// of one Slavic family name do: Ivanov, Ivanova.
func gendered(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := len(a)
	if n < 5 || len(b) != n+1 || !(b[n] == 'a' || b[n] == 'а') {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	switch string(a[n-2:]) {
	case "ov", "ev", "ов", "ев", "ин", "ын", "ёв":
		return true
	}
	return false
}

// genderedAcross is gendered for a word in another alphabet, in Latin letters by
// rule, and a Latin one.
func genderedAcross(x, y *unit) bool {
	if x.kind == latin {
		x, y = y, x
	}
	return y.kind == latin && len(x.roman) > 0 && gendered(x.roman[0].runes, y.runes)
}

// sibilants reports whether two syllables differ in how one sound is written for
// two ears: xi, hsi, shi, si; qin, chin, tsin.
func sibilants(a, b string) bool {
	if len(a) > 6 || len(b) > 6 {
		return false
	}
	x, restA := initialSound(a)
	y, restB := initialSound(b)
	return x != 0 && x == y && restA == restB && restA != ""
}

// initialSound gives the class of the sound that a syllable begins with, and
// the rest of it.
func initialSound(w string) (class byte, rest string) {
	for _, s := range [...]struct {
		text  string
		class byte
	}{{"hs", 's'}, {"sh", 's'}, {"x", 's'}, {"s", 's'}, {"zh", 'j'}, {"j", 'j'}, {"ch", 'c'}, {"ts", 'c'}, {"q", 'c'}, {"c", 'c'}} {
		if rest, ok := strings.CutPrefix(w, s.text); ok {
			return s.class, rest
		}
	}
	return 0, w
}
