package roman

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

// telling are letters that only some of the languages with one alphabet have,
// and the styles that they speak for, by position in the table.
var telling = []struct {
	in      script.Script
	letters string
	styles  []string
}{
	{script.Cyrillic, "ђћ", []string{"sr"}},
	{script.Cyrillic, "ѓќѕ", []string{"mk"}},
	{script.Cyrillic, "љњџ", []string{"sr", "mk"}},
	{script.Cyrillic, "ҝҹ", []string{"az"}},
	{script.Cyrillic, "ҳ", []string{"uz"}},
	{script.Cyrillic, "қғұ", []string{"kk", "uz"}},
	{script.Cyrillic, "ңһ", []string{"kk", "ky", "az"}},
	{script.Cyrillic, "ә", []string{"kk", "az"}},
	{script.Cyrillic, "өү", []string{"mn", "ky", "kk"}},
	{script.Cyrillic, "јѐ", []string{"sr", "mk", "az"}},
	{script.Cyrillic, "їєґ", []string{"uk"}},
	{script.Cyrillic, "ў", []string{"be", "uz"}},
	{script.Cyrillic, "і", []string{"uk", "be", "kk"}},
	{script.Cyrillic, "ё", []string{"ru", "yo"}},
	{script.Cyrillic, "ыэ", []string{"ru", "be", "mn"}},
	{script.Cyrillic, "ъ", []string{"bg", "ru"}},
	{script.Cyrillic, "", []string{"ru", "uk", "sr", "bg"}},
	{script.Arabic, "ټځڅډړږښڼۍې", []string{"ps", "fa", "ar"}},
	{script.Arabic, "پچژگ", []string{"fa", "ar"}},
}

// chosen gives the styles that a word may be written in, the best first, by their
// index among the styles of its alphabet. Of these, languages that have not all letters of
// the word fall out.
func chosen(in script.Script, word []rune, styles int) []int {
	text := string(word)
	for _, t := range telling {
		if t.in == in && (t.letters == "" || strings.ContainsAny(text, t.letters)) {
			return indexes(in, t.styles)
		}
	}
	all := make([]int, 0, maxWays)
	for i := range min(styles, maxWays) {
		all = append(all, i)
	}
	return all
}

func indexes(in script.Script, names []string) []int {
	var out []int
	for _, n := range names {
		for i, s := range load()[in] {
			if s.name == n {
				out = append(out, i)
			}
		}
	}
	return out
}
