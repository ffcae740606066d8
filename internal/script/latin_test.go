package script

import "testing"

func TestRomaji(t *testing.T) {
	for _, c := range []struct{ kana, want string }{
		{"おおの", "ono"}, {"おの", "ono"}, {"せのお", "senoo"}, {"たかとお", "takatoo"},
		{"まつうら", "matsuura"}, {"いのうえ", "inoue"}, {"なんぶ", "nambu"}, {"ほんま", "homma"},
		{"はっとり", "hattori"}, {"はっちょう", "hatcho"}, {"しんいち", "shinichi"}, {"サトウ ケン", "sato ken"},
		{"ｻﾄｳ ｹﾝ", "sato ken"}, {"ゆうき", "yuki"}, {"ユウキ", "yuki"}, {"けいこ", "keiko"}, {"にいがた", "niigata"},
		{"きょうこ", "kyoko"}, {"じゅんいちろう", "junichiro"}, {"ジュリエット", "jurietto"}, {"ウィリアム", "wiriamu"},
		{"ダリオ・ミナセ", "dario minase"}, {"ヴァレリー", "vareri"}, {"ティナ", "tina"}, {"みつづか", "mitsuzuka"},
		{"山田", ""}, {"Sato", ""}, {"", ""}, {"っ", ""},
	} {
		if got := Romaji(c.kana); got != c.want {
			t.Errorf("Romaji(%q) = %q, want %q", c.kana, got, c.want)
		}
	}
}

func TestLatinKey(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Müller GmbH", "muller"}, {"Đức Nguyễn", "duc nguyen"}, {"Łódź", "lodz"}, {"サトウ ケン", "sato ken"},
		{"ABCサービス", "abcsabisu"}, {"キョウコ", "kyoko"}, {"山田太郎", ""}, {"Сергей", ""}, {"", ""},
		{"Sekifuda Co., Ltd.", "sekifuda"}, {"YAMADA Tarō", "yamada taro"}, {"O'Neill", "oneill"},
	} {
		if got := LatinKey(c.in); got != c.want {
			t.Errorf("LatinKey(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
