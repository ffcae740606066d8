package script

import "strings"

// LatinKey writes a name in plain Latin words: accents gone, corporate form
// gone, one space between words, kana through Romaji. It is "" for a name with
// letters of any other script, which has no Latin writing here.
func LatinKey(s string) string {
	core := split(Fold(s)).core
	var out []string
	for _, w := range words(core) {
		k := latinWord(core[w.start:w.end], w.key)
		if k == "" {
			return ""
		}
		out = append(out, k)
	}
	return strings.Join(out, " ")
}

// latinWord writes one word, "" if it cannot. The key of a word has lost the
// small kana, so kana are read from the folded text.
func latinWord(folded, key string) string {
	if isASCII(key) {
		return key
	}
	var out strings.Builder
	for len(folded) > 0 {
		kana := kanaPrefix(folded)
		if kana == 0 {
			n := strings.IndexFunc(folded, isKana)
			if n < 0 {
				n = len(folded)
			}
			var stack [64]byte
			k := string(appendKey(stack[:0], folded[:n]))
			if !isASCII(k) {
				return ""
			}
			out.WriteString(k)
			folded = folded[n:]
			continue
		}
		latin, ok := romajiWord([]rune(folded[:kana]))
		if !ok {
			return ""
		}
		out.WriteString(latin)
		folded = folded[kana:]
	}
	return out.String()
}

// kanaPrefix gives the length of the kana at the start of s.
func kanaPrefix(s string) int {
	for i, r := range s {
		if !isKana(r) {
			return i
		}
	}
	return len(s)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
