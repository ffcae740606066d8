package match

import (
	"strings"
	"testing"
)

func TestAcronyms(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"vostra marine trading", "vmt"}, {"bank of vostra", "bv"}, {"vostra", ""}, {"the of", ""}, {"", ""},
		{"завод точных приборов", "зтп"}, {"北辰 商事", ""},
	} {
		words := strings.Fields(c.words)
		if got := acronymOf(words); got != c.want || got != "" && !isAcronym(got, words) {
			t.Errorf("acronymOf(%q) = %q, want %q", c.words, got, c.want)
		}
	}
	for _, c := range []struct {
		acronym, words string
		want           bool
	}{
		{"bov", "bank of vostra", true}, {"bv", "bank of vostra", true}, {"bo", "bank of vostra", false}, {"bovx", "bank of vostra", false},
		{"v", "vostra", false}, {"", "vostra marine", false}, {"ov", "of vostra", true}, {"vm", "vostra marine trading", false},
	} {
		if got := isAcronym(c.acronym, strings.Fields(c.words)); got != c.want {
			t.Errorf("isAcronym(%q, %q) = %v", c.acronym, c.words, got)
		}
	}
}
