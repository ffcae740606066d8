package script

import (
	_ "embed"
	"strings"
	"sync"
)

//go:generate go -C ../../tools run ./tables/variants -out ../internal/script/variants.txt

// variantTable holds the simplified and traditional forms: lines of classes that
// fold ("=") and of characters that are alike ("~").
//
//go:embed variants.txt
var variantTable string

// tableGroups gives the groups of one kind, each a string of characters that
// begins with its head.
func tableGroups(sign string) []string {
	var groups []string
	for line := range strings.Lines(variantTable) {
		if rest, ok := strings.CutPrefix(line, sign); ok {
			groups = append(groups, strings.Fields(rest)...)
		}
	}
	return groups
}

var alikePairs = sync.OnceValue(func() map[[2]rune]bool {
	m := map[[2]rune]bool{}
	for _, group := range tableGroups("~") {
		runes := []rune(group)
		for _, r := range runes[1:] {
			m[[2]rune{runes[0], r}] = true
			m[[2]rune{r, runes[0]}] = true
		}
	}
	return m
})

// Alike reports whether people write a for b though they are two characters: a
// simplified form with several traditional ones (发 for 發 or 髮), one that is a
// character of its own elsewhere (后 and 後), shapes that are mixed up (斎 and
// 斉). It is compatible, not equal, and it is not transitive. Both are taken as
// Fold gives them; a character is not alike to itself.
func Alike(a, b rune) bool { return alikePairs()[[2]rune{a, b}] }
