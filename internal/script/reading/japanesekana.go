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
