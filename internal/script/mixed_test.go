package script

import (
	"testing"

	"pgregory.net/rapid"
)

// What a reader takes a disguised name for, in the alphabet of most of its letters.
func TestSkeleton(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Vоstra", "vostra"},           // Cyrillic о
		{"VОSТRА BАNК", "vostra bank"}, // capitals of Cyrillic
		{"Νοrthwind", "northwind"},     // Greek Ν and ο
		{"ΒΟRΕΑS Ltd", "boreas ltd"},   // Greek capitals
		{"Ꮇorning", "morning"},         // Cherokee
		{"ꓐoreal", "boreal"},           // Lisu
		{"Зaря Вocтoк", "заря восток"}, // Latin a, c, o in Cyrillic words
		{"アサヒ力ナエ", "アサヒカナエ"},           // a kanji for カ
		{"サ一ビス", "サービス"},               // a kanji for the long mark
		{"Vostra Заря", "vostra заря"}, // two words in two alphabets
		{"Müller", "müller"}, {"北辰Tech", "北辰tech"}, {"", ""},
		{"щfort", "щfort"}, // has no looks
	} {
		if got := Skeleton(c.in); got != c.want {
			t.Errorf("Skeleton(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// Scripts of today that the older table did not tell apart.
func TestMixedTokenOfManyScripts(t *testing.T) {
	for _, s := range []string{"রাamа", "கaம", "ខmer", "საqi", "አbel", "ကa", "кანa", "noრa"} {
		if !MixedToken(s) {
			t.Errorf("%q mixes scripts unseen", s)
		}
	}
	for _, s := range []string{"নদী", "கோவை", "ខ្មែរ", "საქართველო", "አበበ", "कृष्ण", "ไทย", "김a", "ノース北A"} {
		if MixedToken(s) {
			t.Errorf("%q is taken for a disguise", s)
		}
	}
}

// A skeleton is folded, mixes nothing that it could put in order, and leaves
// honest names alone.
func TestSkeletonProperties(t *testing.T) {
	letters := []rune("abcовеаΑοрсxщяЗя王カ力ナ -ᎠꓐAZ")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.StringOfN(rapid.SampledFrom(letters), 0, 12, -1), anyName()).Draw(t, "s")
		k := Skeleton(s)
		if Fold(k) != k {
			t.Fatalf("Skeleton(%q) = %q is not folded", s, k)
		}
		if !MixedToken(s) && k != Fold(s) {
			t.Fatalf("Skeleton(%q) = %q", s, k)
		}
	})
}
