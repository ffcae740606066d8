package roman

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/sekifuda/sekifuda/internal/script"
)

// maxLetters is the longest word that is written; no name has a longer one.
const maxLetters = 64

// maxWays is how many ways of writing are given.
const maxWays = 3

// Latin writes a folded word (script.Words, or a word of script.Fold) in the
// letters a to z, in up to three ways, the usual one first. Words in Latin
// letters lose their marks. It gives nothing for a word with kanji or
// hanzi, with letters of an alphabet that it does not know, or without letters, and for words
// that are too long.
func Latin(word string) []string {
	runes := []rune(word)
	if len(runes) == 0 || len(runes) > maxLetters {
		return nil
	}
	parts := runs(runes)
	if len(parts) == 0 {
		return nil
	}
	var ways [maxWays]string
	n := 0
	for _, p := range parts {
		written := write(p.in, p.text)
		if len(written) == 0 {
			return nil
		}
		n = max(n, len(written))
		for i := range ways {
			ways[i] += written[min(i, len(written)-1)]
		}
	}
	var out []string
	for _, w := range ways[:n] {
		if w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// run is a part of a word in one alphabet.
type run struct {
	in   script.Script
	text []rune
}

// runs divides a word by alphabets. Signs belong to what is before them; digits
// are not written.
func runs(word []rune) []run {
	var out []run
	for _, r := range word {
		in := script.Alphabet(r)
		if unicode.IsDigit(r) {
			continue
		}
		if n := len(out); n > 0 && (in == script.Other || in == out[n-1].in) {
			out[n-1].text = append(out[n-1].text, r)
			continue
		}
		if in != script.Other {
			out = append(out, run{in, []rune{r}})
		}
	}
	return out
}

func write(in script.Script, text []rune) []string {
	if in == script.Latin {
		return []string{plain(text)}
	}
	var out []string
	styles := load()[in]
	for _, i := range chosen(in, text, len(styles)) {
		s := &styles[i]
		w := text
		for _, step := range s.steps {
			w = step(w)
		}
		if left(in, w) {
			continue
		}
		if p := plain(w); p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
		if len(out) == maxWays {
			break
		}
	}
	return out
}

// left reports whether letters were left unread: the language has not got them.
func left(in script.Script, text []rune) bool {
	for _, r := range text {
		if r >= 0x80 && unicode.IsLetter(r) && script.Alphabet(r) == in {
			return true
		}
	}
	return false
}

// letters that no decomposition takes apart and that rules may leave.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı", "i", "ħ", "h",
	"ŋ", "ng", "ŧ", "t", "ə", "a", "ɛ", "e", "ɔ", "o", "ɪ", "i", "ʊ", "u", "ɡ", "g", "ɨ", "i", "ʉ", "u")

// plain keeps the letters a to z, without their marks.
func plain(text []rune) string {
	s := string(text)
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && 'a' <= s[i] && s[i] <= 'z'
	}
	if ascii {
		return s
	}
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, norm.NFKD.String(letters.Replace(s)))
}

// code has the steps that are no rules.
var code = map[string]step{
	"schwa":       schwa,
	"thai":        thai,
	"thaiown":     thaiOwn,
	"thailetters": thaiLetters,
	"lao":         lao,
	"khmer":       khmer,
	"hangul":      hangul,
	"kana":        kana,
}

// kana is Hepburn, as script.Romaji writes it.
func kana(text []rune) []rune { return []rune(script.Romaji(string(text))) }
