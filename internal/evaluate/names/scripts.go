package names

import (
	"slices"
	"strings"
	"unicode"
)

// scriptTables are the scripts that names are written in, and what they are
// called here: kana is one, though Unicode has two tables for it.
var scriptTables = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Latin", unicode.Latin}, {"Han", unicode.Han}, {"Kana", unicode.Hiragana}, {"Kana", unicode.Katakana}, {"Hangul", unicode.Hangul},
	{"Cyrillic", unicode.Cyrillic}, {"Arabic", unicode.Arabic}, {"Hebrew", unicode.Hebrew}, {"Greek", unicode.Greek},
	{"Armenian", unicode.Armenian}, {"Georgian", unicode.Georgian}, {"Thai", unicode.Thai}, {"Devanagari", unicode.Devanagari},
	{"Bengali", unicode.Bengali}, {"Gurmukhi", unicode.Gurmukhi}, {"Gujarati", unicode.Gujarati}, {"Tamil", unicode.Tamil},
	{"Telugu", unicode.Telugu}, {"Kannada", unicode.Kannada}, {"Malayalam", unicode.Malayalam}, {"Sinhala", unicode.Sinhala},
	{"Khmer", unicode.Khmer}, {"Lao", unicode.Lao}, {"Myanmar", unicode.Myanmar}, {"Ethiopic", unicode.Ethiopic},
	{"Mongolian", unicode.Mongolian}, {"Tibetan", unicode.Tibetan}, {"Bopomofo", unicode.Bopomofo},
}

// Scripts names the scripts of the letters of s, "None" where it has none. Of a
// Japanese name with kanji and kana it is Han+Kana.
func Scripts(s string) string {
	var found []string
	for _, r := range s {
		if !unicode.IsLetter(r) || r == 'ー' {
			continue
		}
		if name := scriptOf(r); !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		return "None"
	}
	slices.Sort(found)
	return strings.Join(found, "+")
}

func scriptOf(r rune) string {
	for _, s := range scriptTables {
		if unicode.Is(s.table, r) {
			return s.name
		}
	}
	return "Other"
}

// ScriptPair names the scripts of two names, the same whichever comes first.
func ScriptPair(a, b string) string {
	x, y := Scripts(a), Scripts(b)
	if y < x {
		x, y = y, x
	}
	return x + "~" + y
}
