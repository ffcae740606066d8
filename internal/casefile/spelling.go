package casefile

import "strings"

// spelling recognises one name in two spellings, where at least one of the
// reports was read in translation: Calder and Kalder.
func spelling(a, b *answer) verdict {
	if !a.foreign && !b.foreign {
		return verdict{}
	}
	x, y := skeleton(a.word), skeleton(b.word)
	if len([]rune(x)) < 4 || x != y {
		return verdict{}
	}
	return verdict{class: Translation, why: sides(a, b, "are one name in two spellings")}
}

// alike are letters that transliterations of one name exchange.
var alike = strings.NewReplacer("ck", "k", "ch", "k", "ph", "f", "th", "t", "sh", "s", "zh", "s", "kh", "k", "gh", "g",
	"c", "k", "q", "k", "w", "v", "y", "i", "j", "i", "z", "s", "x", "ks")

// skeleton is a name by which its transliterations agree: letters that they
// exchange are one, double letters are single.
func skeleton(s string) string {
	s = alike.Replace(fold(s))
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
