package script

import (
	"unicode"
	"unicode/utf8"
)

// word is one word of folded text: its bytes in the text and its key.
type word struct {
	start, end int
	key        string
}

// maxWords bounds the work on a hostile name; what follows is one last word
// of its own, so nothing is silently dropped.
const maxWords = 128

// words splits folded text at spaces and signs. Apostrophes vanish inside a
// word; a dot between single letters does too (k.k. is one word kk), elsewhere
// it divides (co.ltd is two).
func words(s string) []word {
	out := make([]word, 0, 4)
	var stack [64]byte
	start := -1
	flush := func(end int) {
		if start >= 0 {
			if b := appendKey(stack[:0], s[start:end]); string(b) == s[start:end] {
				out = append(out, word{start, end, s[start:end]})
			} else if len(b) > 0 {
				out = append(out, word{start, end, string(b)})
			}
			start = -1
		}
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isWordRune(r), r == '\'' && start >= 0, r == '.' && start >= 0 && joinsLetters(s, i),
			r == '-' && start >= 0 && dashIsLong(s, i):
			if start < 0 {
				if len(out) == maxWords {
					i = len(s)
					start = out[maxWords-1].end
					continue
				}
				start = i
			}
		case r == '&':
			flush(i)
			out = append(out, word{i, i + 1, "&"})
		default:
			flush(i)
		}
		i += n
	}
	flush(len(s))
	return out
}

func isWordRune(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return r != '・' && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

func dashIsLong(s string, i int) bool {
	last, _ := utf8.DecodeLastRuneInString(s[:i])
	return isLongMark(last, s[i+1:])
}

// joinsLetters reports whether the dot at s[i] stands behind a single letter
// and before another one.
func joinsLetters(s string, i int) bool {
	r1, n1 := utf8.DecodeLastRuneInString(s[:i])
	r2, n2 := utf8.DecodeRuneInString(s[i+1:])
	if !unicode.IsLetter(r1) || !unicode.IsLetter(r2) || isHan(r1) || isHan(r2) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i-n1])
	after, _ := utf8.DecodeRuneInString(s[i+1+n2:])
	return !isWordRune(before) && !isWordRune(after) || i-n1 == 0 && !isWordRune(after)
}

func isHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || r == '〆' || r == '〇' || r > 0x3400 && unicode.Is(unicode.Han, r)
}
