package match

import (
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script/orgs"
)

// Acronyms shorter than this are letters that anything begins with.
const minAcronym = 2

// acronymOf gives the initials of the words of a company's name, without those
// of words that only link; "" where fewer than two words are left, or one has
// no letter of an alphabet in front.
func acronymOf(words []string) string {
	out := make([]byte, 0, 16)
	n := 0
	for _, w := range words {
		if _, class := orgs.Word(w); class == orgs.Link {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		if r == utf8.RuneError || orgs.Unspaced(r) {
			return ""
		}
		out = utf8.AppendRune(out, r)
		n++
	}
	if n < minAcronym {
		return ""
	}
	return string(out)
}

// isAcronym reports whether acronym is made of the initials of words; words
// that only link may give theirs or not (USA, BOA and BA for Bank of Anywhere).
func isAcronym(acronym string, words []string) bool {
	given, n := 0, 0
	rest := acronym
	for _, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		if size == 0 || orgs.Unspaced(r) {
			return false
		}
		got, step := utf8.DecodeRuneInString(rest)
		_, class := orgs.Word(w)
		switch {
		case step > 0 && got == r:
			rest = rest[step:]
			given++
		case class != orgs.Link:
			return false
		}
		n++
	}
	return rest == "" && given >= minAcronym && n >= minAcronym
}
