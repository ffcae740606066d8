package token

import (
	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/reading"
)

// maxName is the longest run that is taken for a person's name.
const maxName = 8

// nameCuts gives where a person's name without spaces may be divided into
// surname and given name, the likeliest place first.
func nameCuts(run []rune) []int {
	if len(run) < 2 || len(run) > maxName {
		return nil
	}
	if script.Alphabet(run[0]) == script.Hangul {
		return hangulCuts(run)
	}
	var out []int
	for _, c := range reading.Cuts(run) {
		out = append(out, c.At)
	}
	return out
}

// hangulCuts: a surname has one syllable, or two in names of three and four
// (남궁, 제갈); names of five and more are foreign.
func hangulCuts(run []rune) []int {
	switch {
	case len(run) > 4:
		return nil
	case len(run) > 2 && doubleSurnames[string(run[:2])]:
		return []int{2, 1}
	case len(run) == 4:
		return []int{1, 2}
	}
	return []int{1}
}

var doubleSurnames = map[string]bool{"남궁": true, "황보": true, "제갈": true, "사공": true, "선우": true, "서문": true, "독고": true, "동방": true}
