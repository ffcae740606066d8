package script

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRomajiIn(t *testing.T) {
	for _, c := range []struct{ kana, passport, hepburn, kunrei, nihon string }{
		{"おおの", "ono", "oono", "oono", "oono"},
		{"こうの ようこ", "kono yoko", "kouno youko", "kouno youko", "kouno youko"},
		{"しんいち", "shinichi", "shinichi", "siniti", "siniti"},
		{"なんぶ", "nambu", "nanbu", "nanbu", "nanbu"},
		{"はっちょう", "hatcho", "hatchou", "hattyou", "hattyou"},
		{"じょうじ", "joji", "jouji", "zyouzi", "zyouzi"},
		{"ふじつか", "fujitsuka", "fujitsuka", "huzituka", "huzituka"},
		{"みつづか", "mitsuzuka", "mitsuzuka", "mituzuka", "mituduka"},
		{"ちぢわ", "chijiwa", "chijiwa", "tiziwa", "tidiwa"},
		{"せのお", "senoo", "senoo", "senoo", "senoo"},
		{"かをる", "kaoru", "kaoru", "kaoru", "kaworu"},
		{"ローラ", "rora", "roora", "roora", "roora"},
		{"ｼｭｳｼﾞ", "shuji", "shuuji", "syuuzi", "syuuzi"},
		{"いっしき", "isshiki", "isshiki", "issiki", "issiki"},
		{"ティナ・シェルダ", "tina sheruda", "tina sheruda", "tina sheruda", "tina sheruda"},
		{"山田", "", "", "", ""}, {"", "", "", "", ""},
	} {
		for style, want := range []string{c.passport, c.hepburn, c.kunrei, c.nihon} {
			if got := RomajiIn(c.kana, RomajiStyle(style)); got != want {
				t.Errorf("RomajiIn(%q, %d) = %q, want %q", c.kana, style, got, want)
			}
		}
	}
}

// All styles can be written of the same kana, in as many words.
func TestRomajiStylesAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kana := rapid.StringMatching(`[あ-んア-ンー・ ]{0,10}`).Draw(t, "kana")
		words := len(strings.Fields(RomajiIn(kana, Hepburn)))
		for _, style := range []RomajiStyle{Kunrei, Nihonshiki} {
			got := RomajiIn(kana, style)
			if len(strings.Fields(got)) != words || !isASCII(got) {
				t.Fatalf("RomajiIn(%q, %d) = %q, in Hepburn %q", kana, style, got, RomajiIn(kana, Hepburn))
			}
		}
	})
}

func TestLetterNames(t *testing.T) {
	for _, c := range []struct{ kana, want string }{
		{"ディーイーエフ", "def"}, {"エービーシー", "abc"}, {"エイチ・アイ・ジェイ", "hij"}, {"ケイエルエム", "klm"},
		{"エックスワイゼット", "xyz"}, {"ダブリューユーブイ", "wuv"}, {"エヌアンドオー", "n&o"}, {"ｹｰｴﾑ", "km"}, {"えすてぃー", "st"},
		{"アイビー", "ib"}, {"キューアールエス", "qrs"}, {"エー", ""}, {"サクラ", ""}, {"エービー商事", ""}, {"アサエー", ""}, {"", ""}, {"&", ""},
		{"アンド", ""}, {"abc", ""},
	} {
		if got := LetterNames(c.kana); got != c.want {
			t.Errorf("LetterNames(%q) = %q, want %q", c.kana, got, c.want)
		}
	}
}

// Any row of letters, each by its first name, comes back.
func TestLetterNamesComeBack(t *testing.T) {
	first := map[byte]string{}
	for _, line := range strings.Split(strings.TrimSpace(letterNames), "\n") {
		f := strings.Fields(line)
		first[f[0][0]] = f[1]
	}
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringMatching(`[a-z]{2,5}`).Draw(t, "letters")
		var names []string
		for i := range len(letters) {
			names = append(names, first[letters[i]])
		}
		for _, sep := range []string{"・", " "} {
			if got := LetterNames(strings.Join(names, sep)); got != letters {
				t.Fatalf("LetterNames(%q) = %q, want %q", strings.Join(names, sep), got, letters)
			}
		}
		if got := LetterNames(strings.Join(names, "")); got != letters {
			t.Fatalf("LetterNames(%q) = %q, want %q", strings.Join(names, ""), got, letters)
		}
	})
}
