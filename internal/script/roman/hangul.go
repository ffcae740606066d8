package roman

import "strings"

// Letters of Hangul syllables in the Revised Romanisation, each syllable by
// itself, as names are written: by order of Unicode.
var (
	hangulLead  = strings.Split("g kk n d tt r m b pp s ss  j jj ch k t p h", " ")
	hangulVowel = strings.Fields("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
	hangulTail  = strings.Split(" k k k n n n t l k m l l l p l m p p t t ng t t k t p t", " ")
)

const (
	hangulFirst = 0xAC00
	hangulLast  = 0xD7A3
)

func hangul(text []rune) []rune {
	var b strings.Builder
	for _, r := range text {
		if r < hangulFirst || r > hangulLast {
			return nil // a letter alone is no name
		}
		n := int(r - hangulFirst)
		b.WriteString(hangulLead[n/(21*28)])
		b.WriteString(hangulVowel[n/28%21])
		b.WriteString(hangulTail[n%28])
	}
	return []rune(b.String())
}
