package reading

import (
	"slices"
	"strings"
)

// Costs of what a syllable may be besides what is written.
const (
	northern   = 350 // 이 for 리: the South softens, the North does not
	firstInRun = 120 // a listed surname that is spelt as any syllable is
)

func koreanLatin(word string) string { return soundLatin(word) }

// koreanEdges are the romanisations of a name in Hangul.
func koreanEdges(name []rune) []Edge {
	for _, r := range name {
		if !isHangul(r) {
			return nil
		}
	}
	var l edgeList
	surname := func(n int) bool {
		list := koreanSurnames()[string(name[:n])]
		for k, latin := range list {
			l.add(0, n, latin, rank(k))
		}
		return len(list) > 0
	}
	extra := 0
	if surname(1) {
		extra = firstInRun
	}
	if len(name) > 2 {
		surname(2)
	}
	for i, r := range name {
		h := beside(name, i, splitHangul(r))
		koreanSyllable(&l, i, h, extra)
		extra = 0
	}
	return l.edges
}

// beside gives a syllable its neighbours.
func beside(name []rune, i int, h hangul) hangul {
	if i > 0 && isHangul(name[i-1]) {
		h.before = splitHangul(name[i-1]).final
	}
	if i+1 < len(name) && isHangul(name[i+1]) {
		h.after = splitHangul(name[i+1]).initial
	}
	return h
}

// koreanSyllable adds the spellings of one syllable, as it stands and softened.
// At the start of a name the South may have softened what the North writes.
func koreanSyllable(l *edgeList, i int, h hangul, extra int) {
	h.spell(func(latin string, cost int) { l.add(i, i+1, latin, cost+extra) })
	h.kana(func(latin string, cost int) { l.add(i, i+1, latin, cost) })
	if soft, ok := h.softened(); ok {
		soft.spell(func(latin string, cost int) { l.add(i, i+1, latin, cost+extra+northern) })
	}
	if i == 0 && h.initial == initialNone && (h.vowel == 6 || h.vowel == 17 || h.vowel == 20 || h.vowel == 2 || h.vowel == 12) {
		hard := h
		hard.initial = initialR
		hard.spell(func(latin string, cost int) { l.add(i, i+1, latin, cost+extra+northern) })
	}
}

// hanjaEdges are names in hanja as Koreans read them.
func hanjaEdges(name []rune) []Edge {
	if !allHan(name) {
		return nil
	}
	var l edgeList
	for i, r := range name {
		sounds := KoreanOf(r)
		for _, sound := range sounds {
			extra := oneOf(len(sounds))
			if i == 0 {
				for k, latin := range koreanSurnames()[string(sound)] {
					l.add(0, 1, latin, extra+rank(k))
				}
			}
			h := splitHangul(sound)
			h.spell(func(latin string, cost int) { l.add(i, i+1, latin, cost+extra) })
			h.kana(func(latin string, cost int) { l.add(i, i+1, latin, cost+extra) })
		}
	}
	return l.edges
}

// KoreanOf gives the Hangul readings of a folded Han character, as the North and
// as the South writes them at the start of a word; none for what is not in the
// table.
func KoreanOf(r rune) []rune {
	var out []rune
	add := func(r rune) {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	tagged(han().fields(r), 'k', func(_ int, word string) {
		for _, sound := range strings.TrimSpace(word) {
			if isHangul(sound) {
				add(sound)
				if soft, ok := splitHangul(sound).softened(); ok {
					add(soft.rune())
				}
			}
		}
	})
	return out
}

// HanjaReads reports whether a name in Hangul is a Korean reading of a folded
// name in Han characters, syllable by syllable.
func HanjaReads(han, hangul []rune) bool {
	if len(han) == 0 || len(han) != len(hangul) {
		return false
	}
	for i, r := range han {
		if !slices.Contains(KoreanOf(r), hangul[i]) {
			return false
		}
	}
	return true
}
