package parts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Reasons for which Clean drops a row.
const (
	DropSigns   = "signs"   // a sign, digit or space: no single name part
	DropShort   = "short"   // one letter: an initial
	DropScript  = "script"  // the native part has Latin letters, or the Latin part others
	DropSounds  = "sounds"  // too few consonants agree: another part of the person's name, a title
	DropRepeats = "repeats" // the native part stands for three or more Latin ones: a title, a number
)

// Reasons lists them in the order in which they are tried.
var Reasons = []string{DropSigns, DropShort, DropScript, DropSounds, DropRepeats}

// Clean drops rows that cannot be two spellings of one name part, by rules that
// know nothing of the comparison that is measured, and counts them by reason.
// Such rows are there because whole names were cut at spaces and paired by
// place: a surname beside a given name, a title beside a name.
//
// The sounds are eight classes of consonants (b f p v w; t d; k g c q x h; s z
// j sh; l r; m; n). A row stays where the longest row of classes that both
// sides have in order is at least two fifths of the longer side; rows of scripts
// other than Hangul and Hebrew are not asked for sounds.
func Clean(rows []Row) (kept []Row, dropped map[string]int) {
	dropped = map[string]int{}
	others := map[string][]string{}
	for _, r := range rows {
		if reason := check(r); reason == DropSounds {
			others[r.Native] = append(others[r.Native], r.Latin)
		}
	}
	for _, r := range rows {
		reason := check(r)
		if reason == "" && len(others[r.Native]) >= 3 {
			reason = DropRepeats
		}
		if reason != "" {
			dropped[reason]++
			continue
		}
		kept = append(kept, r)
	}
	return kept, dropped
}

func check(r Row) string {
	switch {
	case signs(r.Latin) || signs(r.Native):
		return DropSigns
	case !only(r.Latin, true) || !only(r.Native, false):
		return DropScript
	case utf8.RuneCountInString(r.Latin) < 2:
		return DropShort
	}
	native, known := nativeSounds(r.Native)
	if !known {
		return ""
	}
	latin := latinSounds(r.Latin)
	longer := max(len(latin), len(native))
	if 5*common(latin, native) < 2*longer {
		return DropSounds
	}
	return ""
}

// signs tells whether s holds anything but letters, their marks, apostrophes
// and hyphens.
func signs(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’׳ʻʼ-ー", r) {
			return true
		}
	}
	return s == ""
}

func only(s string, latin bool) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && r != 'ー' && unicode.Is(unicode.Latin, r) != latin {
			return false
		}
	}
	return true
}

var classes = map[rune]byte{
	'b': 'p', 'f': 'p', 'p': 'p', 'v': 'p', 't': 't', 'd': 't', 'k': 'k', 'g': 'k', 'c': 'k', 'q': 'k', 'x': 'k',
	's': 's', 'z': 's', 'j': 's', 'l': 'l', 'r': 'l', 'm': 'm', 'n': 'n',
	'ב': 'p', 'פ': 'p', 'ף': 'p', 'ט': 't', 'ת': 't', 'ד': 't', 'ק': 'k', 'כ': 'k', 'ך': 'k', 'ג': 'k', 'ח': 'k',
	'ס': 's', 'ז': 's', 'ש': 's', 'צ': 's', 'ץ': 's', 'ל': 'l', 'ר': 'l', 'מ': 'm', 'ם': 'm', 'נ': 'n', 'ן': 'n',
}

// Sounds of the consonants of Hangul that open and that close a syllable; a
// space has none.
const (
	openSounds  = "kknttlmppss sssktp "
	closeSounds = " kkknnntllllllllmppttnttktpt"
)

func nativeSounds(s string) (out []byte, known bool) {
	for _, r := range s {
		switch {
		case 0xAC00 <= r && r <= 0xD7A3:
			known = true
			n := int(r - 0xAC00)
			out = addSound(out, openSounds[n/588])
			if n%28 > 0 {
				out = addSound(out, closeSounds[n%28])
			}
		case unicode.Is(unicode.Hebrew, r):
			known = true
			out = addSound(out, classes[r])
		}
	}
	return out, known
}

func latinSounds(s string) (out []byte) {
	s = strings.ToLower(norm.NFD.String(s))
	for _, p := range [][2]string{{"tsch", "s"}, {"sch", "s"}, {"sh", "s"}, {"tch", "s"}, {"ch", "s"}, {"ph", "p"}, {"ce", "s"}, {"ci", "s"}, {"ng", "n"}, {"x", "ks"}} {
		s = strings.ReplaceAll(s, p[0], p[1])
	}
	for _, r := range s {
		out = addSound(out, classes[r])
	}
	return out
}

// addSound adds a class, but none twice in a row.
func addSound(out []byte, class byte) []byte {
	if class == 0 || class == ' ' || len(out) > 0 && out[len(out)-1] == class {
		return out
	}
	return append(out, class)
}

// common is the length of the longest row of classes that a and b share in
// order.
func common(a, b []byte) int {
	last := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := last[j+1]
			if x == y {
				last[j+1] = diagonal + 1
			} else {
				last[j+1] = max(above, last[j])
			}
			diagonal = above
		}
	}
	return last[len(b)]
}
