package token

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

// titles are hardly ever names, and common before them. Rarer ones may stay: a
// name is found with them too, only a little less surely.
var titles = titleSet(`mr mrs ms miss dr prof professor sir madam mme mlle mx
president minister general colonel major captain lieutenant brigadier admiral
herr frau senor senora sr sra dott signor signora monsieur
haji hajji hadji hajj alhaji shri smt dato datuk tan puan encik phd esq
господин госпожа доктор генерал полковник الشيخ الحاج السيد الدكتور الملا मौलाना श्री`)

// honorifics stand behind names without a space.
var honorifics = strings.Fields(`先生 女士 小姐 夫人 閣下 殿下 선생님 선생 여사 様 殿 氏 씨 님`)

func titleSet(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		for _, key := range script.Words(w) {
			m[key] = true
		}
	}
	return m
}

// dropTitles removes titles and honorifics, unless nothing else is there.
func dropTitles(words []script.Word) []script.Word {
	out := make([]script.Word, 0, len(words))
	for _, w := range words {
		if titles[w.Key] {
			continue
		}
		for _, end := range honorifics {
			if rest, ok := strings.CutSuffix(w.Text, end); ok && len(rest) >= len("山山") {
				w = script.Word{Text: rest, Key: strings.TrimSuffix(w.Key, end)}
				break
			}
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return words
	}
	return out
}
