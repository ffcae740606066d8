package script

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The register permits kanji, kana, Latin letters, digits and six signs; all
// else shows that a claimed name cannot stand there.
func TestUnregistrableSigns(t *testing.T) {
	for _, r := range "ⅠⅢ①αΩЖ!?#@*+/=%:;()[]{}<>~^|\"★◎→♪€￥™©éüßñ한" {
		sign, ok := Unregistrable("北辰" + string(r) + "商事")
		if !ok || sign != string(r) {
			t.Errorf("%q within a name: %q, %v", r, sign, ok)
		}
	}
	for _, r := range "&',-.・＆，－．" {
		if sign, ok := Unregistrable("北辰" + string(r) + "商事"); ok {
			t.Errorf("%q within a name is refused as %q", r, sign)
		}
		if _, ok := Unregistrable("株式会社" + string(r) + "北辰"); !ok {
			t.Errorf("%q at the front of a name is let through", r)
		}
		if _, ok := Unregistrable("北辰" + string(r) + "株式会社"); ok == (r == '.' || r == '．') {
			t.Errorf("%q at the end of a name: %v", r, ok)
		}
	}
}

// Names of permitted signs pass, with whatever form and in whatever width.
func TestRegistrableNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := coreName().Draw(t, "name")
		sign := rapid.SampledFrom([]string{"", "&", "・", "-", "'", ".", ","}).Draw(t, "sign")
		full := name + sign + coreName().Draw(t, "second")
		for _, s := range []string{full, wide(full), "株式会社" + full, full + "㈱", "(有)" + full, "  " + full} {
			if got, ok := Unregistrable(s); ok {
				t.Fatalf("%q is refused for %q", s, got)
			}
		}
	})
}

// A letter of another alphabet that looks like a Latin one is always seen.
func TestHomoglyphs(t *testing.T) {
	looks := map[rune]string{'a': "аα", 'e': "е", 'o': "оο", 'p': "рρ", 'c': "с", 'x': "х", 'i': "іι", 'y': "у"}
	for latin, others := range looks {
		for _, r := range others {
			word := strings.Replace("vostraexpociy", string(latin), string(r), 1)
			if !MixedToken(word) || !MixedToken("Northern "+strings.ToUpper(word[:1])+word[1:]+" Ltd") {
				t.Errorf("%q hides U+%04X unseen", word, r)
			}
		}
	}
	for _, s := range []string{"vostraexpociy", "Заря Восток", "ΑΘΗΝΑ", "Заря Ltd", "北辰Tech", "ノースA", "Vostra北辰", "삼북TV", "Zoë", "Nguyễn", "A-Заря", "Vostra & Заря"} {
		if MixedToken(s) {
			t.Errorf("%q is taken for a disguise", s)
		}
	}
}

// Kanji between katakana that look like kana, one of each.
func TestKanjiForKana(t *testing.T) {
	for _, c := range [][2]string{{"スカイ", "ス力イ"}, {"アロマ", "ア口マ"}, {"コニカル", "コ二カル"}, {"アハト", "ア八ト"}, {"アエロ", "ア工ロ"}, {"アタゴ", "ア夕ゴ"}, {"アトム", "ア卜ム"}, {"アオバ", "アオバ"}} {
		if MixedToken(c[0]) {
			t.Errorf("%q is plain katakana", c[0])
		}
		if c[0] != c[1] && !MixedToken(c[1]) {
			t.Errorf("%q passes for %q", c[1], c[0])
		}
	}
}

// What is supported must also be found: it has tokens and a key.
func TestSupportedNamesHaveTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyName().Draw(t, "s")
		if Supported(s) && len(Tokens(s)) == 0 && NameKey(s) != "" {
			t.Fatalf("%q is supported and has the key %q, but no token", s, NameKey(s))
		}
		if Supported(s) != Supported(Fold(s)) {
			t.Fatalf("%q is supported: %v; folded %v", s, Supported(s), Supported(Fold(s)))
		}
	})
}

// Readings as passports have them, one of each rule.
func TestRomajiRules(t *testing.T) {
	for _, c := range []struct{ rule, kana, want string }{
		{"long vowels", "こうのようこ", "konoyoko"}, {"long vowels", "おおつか", "otsuka"}, {"long vowels", "ゆうじろう", "yujiro"},
		{"final o", "たかとお", "takatoo"}, {"e i", "えいいち", "eiichi"}, {"i i", "いいだ", "iida"}, {"a a", "まあや", "maaya"},
		{"n before m, b, p", "さんぺい", "sampei"}, {"n before m, b, p", "なんば", "namba"}, {"n before m, b, p", "じんま", "jimma"}, {"n else", "かんた", "kanta"}, {"n before vowel", "じゅんいち", "junichi"},
		{"doubled", "べっぷ", "beppu"}, {"doubled", "いっしき", "isshiki"}, {"doubled", "ほっち", "hotchi"}, {"doubled", "にった", "nitta"},
		{"si ti tu hu", "しちつふじ", "shichitsufuji"}, {"old kana", "ゐゑを", "ieo"}, {"di du", "ぢづ", "jizu"},
		{"small", "きゃしゅちょ", "kyashucho"}, {"foreign", "フィリップ", "firippu"}, {"foreign", "ヴォストラ", "vosutora"}, {"foreign", "チェスティ", "chesuti"},
		{"long mark", "ローラ", "rora"}, {"iteration", "いすゞ", "isuzu"}, {"iteration", "さゝき", "sasaki"},
	} {
		if got := Romaji(c.kana); got != c.want {
			t.Errorf("%s: Romaji(%q) = %q, want %q", c.rule, c.kana, got, c.want)
		}
	}
}

// Letters that no decomposition takes apart, and some that it does.
func TestLatinLetters(t *testing.T) {
	for _, c := range [][2]string{
		{"Đỗ Thị Lụa", "do thi lua"}, {"Ðørn Þrast", "dorn thrast"}, {"Łęcznık", "lecznik"}, {"Groß Ärmel", "gross armel"}, {"Cœur Æther", "coeur aether"},
		{"Šćerčak Žun", "scercak zun"}, {"Ħal Ŋeri", "hal ngeri"}, {"Søren Ångvik", "soren angvik"}, {"İnci Iğdır", "inci igdir"}, {"Nuñez d'Arc", "nunez darc"}, {"Ōnuki Yūma", "onuki yuma"},
	} {
		for _, in := range []string{c[0], strings.ToLower(c[0]), "  " + c[0]} {
			if got := LatinKey(in); got != c[1] {
				t.Errorf("LatinKey(%q) = %q, want %q", in, got, c[1])
			}
		}
	}
}
