package script

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Names in old, variant and present kanji, grouped as people meet them; each
// entry lists spellings that must meet, the first being the one in use today.
var variantGroups = []struct{ group, entries string }{
	{"surnames", "高橋|髙橋|髙𣘺 渡辺|渡邊|渡邉 浜田|濱田|濵田 山崎|山﨑|山嵜 吉田|𠮷田 島田|嶋田|嶌田 富田|冨田 桑原|桒原 柳沢|栁澤 広瀬|廣瀬|廣瀨 国分|國分"},
	{"surnames", "斎藤|齋藤 斉藤|齊藤 沢田|澤田 桜井|櫻井 滝川|瀧川 竜野|龍野 長沼|長沼 関口|關口 塩谷|鹽谷 真鍋|眞鍋 黒田|黑田 徳永|德永 曽根|曾根"},
	{"given names", "恵|惠 栄|榮 寿|壽 実|實 弥生|彌生 礼子|禮子 静|靜 真|眞 翔|翔 涼|凉 晋|晉 遥|遙 尭|堯 凛|凜"},
	{"trade", "鉄工|鐵工 鉱業|鑛業|礦業 製薬|製藥 証券|證券 保険|保險 銀行|銀行 海運|海運 食塩|食鹽 醸造|釀造 総業|總業 電気|電氣 図書|圖書 芸術|藝術 学園|學園"},
	{"places", "国|國|圀 県|縣 区|區 町|町 円|圓 台|臺 竜|龍 条|條 辺|邊|邉 桧|檜 蛎|蠣 砺|礪"},
	{"compatibility ideographs", "羽|羽 神|神 祥|祥 福|福 精|精 都|都 諸|諸 郎|郞"},
}

func TestVariantGroups(t *testing.T) {
	for _, g := range variantGroups {
		for _, entry := range strings.Fields(g.entries) {
			spellings := strings.Split(entry, "|")
			for _, s := range spellings {
				if got := Fold(s); got != spellings[0] {
					t.Errorf("%s: Fold(%q) = %q, want %q", g.group, s, got, spellings[0])
				}
				if NameKey("株式会社"+s) != NameKey(spellings[0]) {
					t.Errorf("%s: %q has another key than %q", g.group, s, spellings[0])
				}
			}
		}
	}
}

// Characters that are confused and are not the same; folding them would find
// the wrong party.
func TestDistinctKanjiStayApart(t *testing.T) {
	const apart = `斎斉 後后 范範 千干 乾干 末未 土士 日曰 大太 犬太 石右 崎埼 阪坂 磯礒 郎朗 弘宏 裕祐 幸孝 敦淳 圭桂 秀季 渡波 藤籐 芦苧 河川 荻萩 已己 巳己 微徴 遺遣 網綱 鳥烏 島鳥`
	for _, pair := range strings.Fields(apart) {
		r := []rune(pair)
		if x, y := Fold(string(r[0])), Fold(string(r[1])); x == y {
			t.Errorf("%q and %q both fold to %q", r[0], r[1], x)
		}
	}
}

// Selectors choose a glyph of the same character, whichever it is.
func TestVariationSelectorsVanish(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := []rune(rapid.SampledFrom([]string{"辻本商店", "葛城", "芦屋", "祇園", "㈱飴屋", "榊原"}).Draw(t, "name"))
		at := rapid.IntRange(1, len(base)).Draw(t, "at")
		r := rune(rapid.OneOf(rapid.IntRange(0xE0100, 0xE01EF), rapid.IntRange(0xFE00, 0xFE0F)).Draw(t, "selector"))
		with := string(slices.Insert(slices.Clone(base), at, r))
		if Fold(with) != Fold(string(base)) || NameKey(with) != NameKey(string(base)) {
			t.Fatalf("%+q folds to %q, without the selector to %q", with, Fold(with), Fold(string(base)))
		}
	})
}

// Marks composed or apart, half width or full: one name.
func TestCombiningMarks(t *testing.T) {
	for _, c := range [][]string{
		{"ガギグ", "カ\u3099キ\u3099ク\u3099", "ｶﾞｷﾞｸﾞ", "ガギグ"},
		{"パピプ", "ハ\u309Aヒ\u309Aフ\u309A", "ﾊﾟﾋﾟﾌﾟ"},
		{"が", "か\u3099"},
		{"ヴィラ", "ウ\u3099ィラ", "ｳﾞｨﾗ"},
		{"café", "cafe\u0301", "CAFÉ", "ＣＡＦÉ"},
		{"müller", "mu\u0308ller", "MÜLLER"},
		{"nguyễn", "nguye\u0302\u0303n", "NGUYỄN"},
		{"å", "\u212B", "a\u030A", "Å"},
	} {
		for _, s := range c {
			if got := Fold(s); got != c[0] {
				t.Errorf("Fold(%+q) = %+q, want %+q", s, got, c[0])
			}
		}
	}
}

// Everything that Unicode has for a dash, a space or a middle dot is one sign.
func TestSignsBecomeOne(t *testing.T) {
	for want, signs := range map[string]string{
		"a-b": "-‐‑‒–—―−﹣－﹘",
		"a b": " \u00a0\u2002\u2003\u2009\u202f\u3000\t\n",
		"a・b": "・･·•‧∙⋅",
		"a'b": "'’‘ʼ′＇`´",
		`a"b`: "\"“”„＂",
	} {
		for _, r := range signs {
			if got := Fold("a" + string(r) + "b"); got != want {
				t.Errorf("Fold with U+%04X = %q, want %q", r, got, want)
			}
		}
	}
	for _, r := range "\u200b\u200c\u200d\u2060\ufeff\u202a\u202e\u2066\u2069\u00ad\u034f\u3164" {
		if got := Fold("a" + string(r) + "b"); got != "ab" {
			t.Errorf("Fold with U+%04X = %+q, want it gone", r, got)
		}
	}
}
