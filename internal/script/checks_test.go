package script

import (
	"strings"
	"testing"
)

func TestUnregistrable(t *testing.T) {
	for _, c := range []struct{ in, sign string }{
		{"株式会社関所", ""}, {"㈱関所", ""}, {"（株）関所", ""}, {"関所(株)", ""}, {"カ)セキショ", ""},
		{"Ａ＆Ｂ商事株式会社", ""}, {"株式会社関所．", ""}, {"A-B'C, D.・E株式会社", ""}, {"辻󠄀商店", ""}, {"佐々木", ""}, {"ｱﾏｿﾞﾝ", ""},
		{"株式会社関所Ⅲ", "Ⅲ"}, {"株式会社α", "α"}, {"関所！株式会社", "！"}, {"関所@株式会社", "@"},
		{"株式会社関所（東京）", "（"}, {"株式会社・関所", "・"}, {"関所-", "-"}, {"株式会社☆関所", "☆"}, {"Café", "é"},
		{"株式会社関所【公式】", "【"}, {"", ""},
	} {
		sign, ok := Unregistrable(c.in)
		if sign != c.sign || ok != (c.sign != "") {
			t.Errorf("Unregistrable(%q) = %q, %v; want %q", c.in, sign, ok, c.sign)
		}
	}
}

func TestMixedToken(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{"Amazon", false}, {"Аmazon", true}, {"アマゾンJapan", false}, {"東京タワー", false}, {"ООО Ромашка Ltd", false},
		{"Rοma", true}, {"LG전자", false}, {"アサヒ力ナエ", true}, {"トヨタ工機", false}, {"サ一ビス", true}, {"", false},
	} {
		if got := MixedToken(c.in); got != c.want {
			t.Errorf("MixedToken(%q) = %v, want %v", c.in, got, c.want)
		}
	}
}

func TestSupported(t *testing.T) {
	for _, c := range []struct {
		in        string
		supported bool
	}{
		{"Tanaka", true}, {"田中", true}, {"ﾀﾅｶ", true}, {"たなか", true}, {"Ärö", true}, {"Ａ", true},
		{"𠮷", true}, {"ー・", true}, {"株式会社", false}, {"!!", false}, {"", false}, {"12345", false},
		{"محمد", true}, {"김", true}, {"Заря Co., Ltd.", true}, {"Zarya Заря", true}, {"Müller β1", true},
		{"ธนา", true}, {"עמק", true}, {"नदी", true}, {"Ωmega-βήτα γ", true}, {"王 Заря", true}, {"ခင်", true},
		{"ᚠᚢᚦ", false}, {"ᎠᎡᎢ Ltd", false}, {"Zarya ᚠᚢ", false}, {"٣٤٥", false},
	} {
		if got := Supported(c.in); got != c.supported {
			t.Errorf("Supported(%q) = %v", c.in, got)
		}
	}
	if !TooLong(strings.Repeat("a", MaxName+1)) || TooLong(strings.Repeat("a", MaxName)) {
		t.Error("TooLong is off by one")
	}
}
