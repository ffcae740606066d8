package orgs

import (
	"unicode"
	"unicode/utf8"
)

// Span is a word of the tables inside a name that runs on: name[From:To].
type Span struct {
	From, To  int
	Canonical string
	Class     Class
}

// Spans finds the words of the tables in a company's name without spaces
// (a key of script.Words as runes), from the left, the longest at each place:
// 上海 and 科技 in 上海北辰科技. In katakana a word must end where the
// run of katakana ends, and be all of it or at least four long: there is no バンク in バンクーバー.
func Spans(name []rune) []Span {
	var out []Span
	text := string(name)
	for i, at := 0, 0; i < len(name); {
		n, canonical, class := At(text[at:])
		count := utf8.RuneCountInString(text[at : at+n])
		if n > 0 && endsInKatakana(name, i, i+count) {
			out = append(out, Span{i, i + count, canonical, class})
			i, at = i+count, at+n
			continue
		}
		at += len(string(name[i]))
		i++
	}
	return out
}

// endsInKatakana reports whether a word of katakana stands where one can.
func endsInKatakana(name []rune, from, to int) bool {
	if !isKatakanaRune(name[from]) {
		return true
	}
	if to < len(name) && isKatakanaRune(name[to]) {
		return false
	}
	return from == 0 || !isKatakanaRune(name[from-1]) || to-from >= 4
}

func isKatakanaRune(r rune) bool { return r == 'ー' || unicode.Is(unicode.Katakana, r) }
