package script

import (
	"testing"
	"unicode"
)

func TestAlphabet(t *testing.T) {
	for _, c := range []struct {
		letters string
		want    Script
	}{
		{"azAZéßøłđıæþĀǅḍ", Latin}, {"山々〆〇𠮷㐂龥", Han}, {"あアーヶヴゝヽ", Kana}, {"김각힣", Hangul}, {"жщіїґәқѣ", Cyrillic},
		{"محپگی", Arabic}, {"אשת", Hebrew}, {"αώςἀ", Greek}, {"աևֆ", Armenian}, {"აჰ", Georgian}, {"กำ์เ", Thai}, {"ກໍ", Lao},
		{"កាំ", Khmer}, {"ကို", Burmese}, {"कि्ं", Devanagari}, {"ক়া", Bengali}, {"ਕੰ", Gurmukhi}, {"કા", Gujarati}, {"କ", Oriya},
		{"கு்", Tamil}, {"కొ", Telugu}, {"ಕೆ", Kannada}, {"കൊ", Malayalam}, {"කෝ", Sinhala}, {"ሀም", Ethiopic}, {"ކަ", Thaana},
		{"ܐܒ", Syriac}, {" 09.-&・\u0301।၊٣", Other}, {"𐐀Ꭰᚠ", Other},
	} {
		for _, r := range c.letters {
			if got := Alphabet(r); got != c.want {
				t.Errorf("Alphabet(%q) = %v, want %v", r, got, c.want)
			}
		}
	}
	if s := Script(200).String(); s != "other" {
		t.Errorf("a script that is none is called %q", s)
	}
}

// The short way by blocks agrees with the tables of Unicode.
func TestAlphabetAgreesWithUnicode(t *testing.T) {
	for r := rune(0x80); r < 0x20000; r++ {
		got := Alphabet(r)
		if got == Kana || got == Han || got == Other {
			continue
		}
		if !unicode.Is(alphabetTables[got], r) {
			t.Errorf("U+%04X is said to be %v", r, got)
		}
	}
	for s := Latin; int(s) < Scripts; s++ {
		if s.String() == "other" || s != Kana && alphabetTables[s] == nil {
			t.Errorf("script %d has no name or no table", s)
		}
	}
}
