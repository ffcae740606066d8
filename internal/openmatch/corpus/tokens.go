package corpus

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/sekifuda/sekifuda/internal/script"
)

// maxWord bounds a word in bytes; longer ones are cut, on both sides alike.
const maxWord = 64

// tokens calls emit with the words of a text: folded, Latin letters without
// their marks, Han and hiragana one by one.
func tokens(text string, emit func(string)) {
	folded := plain(script.Fold(text))
	start := -1
	flush := func(end int) {
		if start >= 0 {
			emit(folded[start:min(end, start+maxWord)])
			start = -1
		}
	}
	for i, r := range folded {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana):
			flush(i)
			emit(string(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) || r == 'ー':
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(folded))
}

func tokenList(text string) (out []string) {
	tokens(text, func(w string) { out = append(out, w) })
	return out
}

// strokes are Latin letters whose marks are part of them.
var strokes = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i", "þ", "th", "ð", "d")

// plain takes the marks off Latin letters.
func plain(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	var b strings.Builder
	latin := false
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) && latin {
			continue
		}
		latin = unicode.Is(unicode.Latin, r)
		b.WriteRune(r)
	}
	return strokes.Replace(norm.NFC.String(b.String()))
}
