package reading

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/script"
)

// doubled stands at the end of a reading for a small tsu that doubles
// whatever consonant follows.
const doubled = 'Q'

// FromKana writes the kana of one reading in Latin letters as they are
// compared; a small tsu at the end is a Q. It is "" for anything but kana.
func FromKana(kana string) string {
	short := strings.TrimSuffix(strings.TrimSuffix(kana, "っ"), "ッ")
	latin := japaneseLatin(script.Romaji(short))
	if latin != "" && short != kana {
		latin += string(doubled)
	}
	return latin
}

// isKana reports whether r is a kana letter or the long mark.
func isKana(r rune) bool { return 'ぁ' <= r && r <= 'ゖ' || 'ァ' <= r && r <= 'ヺ' || r == 'ー' }

// kanaUnits reads the syllable at i, with a long mark behind it. A small ke
// is ga or ka between kanji.
func kanaUnits(name []rune, i int) []unit {
	n := 1
	for i+n < len(name) && strings.ContainsRune("ぁぃぅぇぉゃゅょゎァィゥェォャュョヮー", name[i+n]) {
		n++
	}
	switch name[i] {
	case 'っ', 'ッ':
		return nil
	case 'ヶ', 'ケ', 'ヵ', 'ゖ':
		return []unit{{n, "ke", 300}, {n, "ka", 300}, {n, "ga", 50}}
	}
	text := string(name[i : i+n])
	if i+n < len(name) && (name[i+n] == 'っ' || name[i+n] == 'ッ') {
		if latin := FromKana(text); latin != "" {
			return []unit{{n + 1, latin + string(doubled), 0}}
		}
	}
	latin := FromKana(text)
	if latin == "" {
		return nil
	}
	out := []unit{{n, latin, 0}}
	if i > 0 && isKana(name[i-1]) && len(latin) == 2 && (latin[0] == 'h' || latin == "fu") {
		silent := latin[1:]
		if silent == "a" {
			silent = "wa"
		}
		out = append(out, unit{n, silent, historic}) // かほり is read kaori
	}
	return out
}
