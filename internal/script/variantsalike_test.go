package script

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Names that are written simplified on the mainland and traditional elsewhere.
func TestSimplifiedMeetsTraditional(t *testing.T) {
	for _, pair := range strings.Fields("张伟|張偉 陈丽|陳麗 刘芳|劉芳 赵敏|趙敏 欧阳娜|歐陽娜 欧阳娜|欧陽娜 诸葛|諸葛 郑华|鄭華 冯军|馮軍 苏龙|蘇龍 龙|竜 萧|蕭 谭|譚 卢|盧 邓|鄧 " +
		"贺|賀 顾|顧 孙|孫 杨|楊 黄|黃 吴|吳 吕|呂 罗|羅 贾|賈 叶|叶 蒋|蔣 严|嚴 关|關 关|関 韩|韓 许|許 马|馬 兴|興 学|學 国|國 东|東 宝|寶 广|廣 杰|傑 梦|夢 启|啟 娴|嫻 " +
		"团|團 网|网 贸|貿 银|銀 实业|實業 证|證 责|責 厂|廠 中国电气|中國電氣 绣|繡 艳|豔 艳|艷 勋|勳 线|綫 裵|裴 曺|曹 眾|众 爲|为 衛|卫 强|強 产|産") {
		x, y, _ := strings.Cut(pair, "|")
		if Fold(x) != Fold(y) {
			t.Errorf("Fold(%q) = %q, Fold(%q) = %q", x, Fold(x), y, Fold(y))
		}
	}
}

// A simplified form that is a character of its own, or stands for two, folds to
// none of them; the two are alike.
func TestAlike(t *testing.T) {
	for _, group := range strings.Fields("后後 发發 发髮 斎斉 机機 范範 干乾 干幹 谷穀 里裏 云雲 钟鍾 钟鐘 历歷 历曆 芸艺 叶葉 姜薑 周週 征徵 庄莊 于於 台檯 复復 获獲 赞贊 赞讚 沈瀋 坂阪 制製 丑醜 面麵") {
		r := []rune(group)
		a, b := []rune(Fold(string(r[0])))[0], []rune(Fold(string(r[1])))[0]
		if a == b {
			t.Errorf("%q and %q both fold to %q", r[0], r[1], a)
		}
		if !Alike(a, b) || !Alike(b, a) {
			t.Errorf("%q and %q are not alike", a, b)
		}
	}
	for _, group := range strings.Fields("後後 千干 末未 弘宏 發髮 鍾鐘 王主 裕祐 土士") {
		r := []rune(Fold(group))
		if Alike(r[0], r[1]) {
			t.Errorf("%q and %q are alike", r[0], r[1])
		}
	}
}

// Each character stands in one class, heads are what Fold gives, and what is
// alike is not equal.
func TestSimplifiedTable(t *testing.T) {
	head := map[rune]rune{}
	for _, group := range append(strings.Fields(variantClasses), tableGroups("=")...) {
		runes := []rune(group)
		for _, r := range runes[1:] {
			if h, ok := head[r]; ok {
				t.Errorf("%q is in the classes of %q and %q", r, h, runes[0])
			}
			head[r] = runes[0]
			if !unicode.Is(unicode.Han, r) {
				t.Errorf("%q is no Han character", r)
			}
		}
	}
	for r, h := range head {
		if hh, ok := head[h]; ok {
			t.Errorf("%q folds to %q, which folds to %q", r, h, hh)
		}
		if norm.NFKC.String(string(h)) != string(h) {
			t.Errorf("the head %q is in no normal form", h)
		}
	}
	if len(head) < 4000 {
		t.Errorf("%d variants, want 4000 or more", len(head))
	}
	for pair := range alikePairs() {
		if variant(pair[0]) != pair[0] || variant(pair[1]) != pair[1] || pair[0] == pair[1] {
			t.Errorf("alike %q: not as Fold gives them", pair)
		}
	}
}

func BenchmarkFoldHan(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Fold("欧阳国华贸易有限公司")
	}
}
