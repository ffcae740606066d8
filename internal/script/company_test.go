package script

import (
	"slices"
	"strings"
	"testing"
)

func TestCompany(t *testing.T) {
	for _, c := range []struct{ in, core, form, position, branch string }{
		{"株式会社関所", "関所", formKK, Front, ""},
		{"関所株式会社", "関所", formKK, Back, ""},
		{"㈱関所", "関所", formKK, Front, ""},
		{"(株)関所", "関所", formKK, Front, ""},
		{"（株）関所", "関所", formKK, Front, ""},
		{"㍿関所", "関所", formKK, Front, ""},
		{"関所　㈱", "関所", formKK, Back, ""},
		{"株式會社 關所", "関所", formKK, Front, ""},
		{"カ)セキショ", "セキショ", formKK, Front, ""},
		{"ｶ)ｾｷｼﾖ", "セキシヨ", formKK, Front, ""},
		{"セキショ(カ", "セキショ", formKK, Back, ""},
		{"カブシキガイシャ セキショ", "セキショ", formKK, Front, ""},
		{"せきしょかぶしきかいしゃ", "せきしょ", formKK, Back, ""},
		{"ユ)セキショ", "セキショ", formYK, Front, ""},
		{"㈲関所", "関所", formYK, Front, ""},
		{"ド)セキショ", "セキショ", formGK, Front, ""},
		{"関所(同)", "関所", formGK, Back, ""},
		{"合名会社関所", "関所", formGomei, Front, ""},
		{"㈾関所", "関所", formGoshi, Front, ""},
		{"一般社団法人関所会", "関所会", formCorporation, Front, ""},
		{"(公財)関所会", "関所会", formCorporation, Front, ""},
		{"NPO法人関所会", "関所会", formCorporation, Front, ""},
		{"医療法人社団 関所会", "関所会", formCorporation, Front, ""},
		{"学校法人関所学園", "関所学園", formCorporation, Front, ""},
		{"宗教法人関所寺", "関所寺", formCorporation, Front, ""},
		{"社会福祉法人関所会", "関所会", formCorporation, Front, ""},
		{"関所協同組合", "関所", formCorporation, Back, ""},
		{"Sekifuda K.K.", "sekifuda", formKK, Back, ""},
		{"Kabushiki Kaisha Sekifuda", "sekifuda", formKK, Front, ""},
		{"Sekifuda Kabushikigaisha", "sekifuda", formKK, Back, ""},
		{"Sekifuda G.K.", "sekifuda", formGK, Back, ""},
		{"Yugen Kaisha Sekifuda", "sekifuda", formYK, Front, ""},
		{"Sekifuda Co., Ltd.", "sekifuda", "", Back, ""},
		{"Sekifuda Inc.", "sekifuda", "", Back, ""},
		{"Müller & Söhne GmbH & Co. KG", "müller & söhne", formForeign, Back, ""},
		{"Société Générale S.A.", "société générale", formForeign, Back, ""},
		{"ООО \"Застава\"", "застава", formForeign, Front, ""},
		{"Open Joint Stock Company Zastava", "zastava", formForeign, Front, ""},
		{"PT Gerbang Tbk", "gerbang", formForeign, Back, ""},
		{"Gerbang Sdn Bhd", "gerbang", formForeign, Back, ""},
		{"Bawaba FZE", "bawaba", formForeign, Back, ""},
		{"关所有限公司", "関所", formForeign, Back, ""},
		{"(주)관소", "관소", formForeign, Front, ""},
		{"関所商事 大阪支店", "関所商事", "", "", "大阪支店"},
		{"株式会社関所商事 大阪営業所", "関所商事", formKK, Front, "大阪営業所"},
		{"関所商事株式会社大阪支店", "関所商事", formKK, Back, "大阪支店"},
		{"株式会社関所商事名古屋工場", "関所商事", formKK, Front, "名古屋工場"},
		{"関所ホールディングス株式会社", "関所ホールディングス", formKK, Back, ""},
		{"関所法律事務所", "関所法律事務所", "", "", ""},
		{"関所 法律事務所", "関所 法律事務所", "", "", ""},
		{"株式会社協同組合研究", "協同組合研究", formKK, Front, ""},
		{"Limited", "limited", "", "", ""},
		{"株式会社", "", formKK, Front, ""},
		{"", "", "", "", ""},
	} {
		got := Company(c.in)
		if got.Core != c.core || got.Form != c.form || got.Position != c.position || got.Branch != c.branch {
			t.Errorf("Company(%q) = %+v, want %+v", c.in, got, c)
		}
		if got.Key != NameKey(c.in) {
			t.Errorf("Company(%q).Key = %q, NameKey %q", c.in, got.Key, NameKey(c.in))
		}
	}
}

// Names that must meet under one key, and one that must not.
func TestNameKeyClasses(t *testing.T) {
	for _, c := range []struct{ same, other string }{
		{"株式会社関所|関所株式会社|㈱関所|(株)関所|（株）関所|㍿関所|有限会社關所|関 所", "関所ホールディングス"},
		{"キヤノン株式会社|キャノン|ｷﾔﾉﾝ", "キノン"},
		{"ソニー・ミュージック|ソニーミュージック|ソニー ミュージック|ソニー･ミュージック", "ソニー"},
		{"ＡＢＣ商事株式会社|ABC商事(株)|A.B.C.商事", "ABD商事"},
		{"サービス|サ-ビス|サ一ビス|さーびす|ｻｰﾋﾞｽ", "サビス"},
		{"エビス|ヱビス", "イビス"},
		{"國際電氣株式会社|国際電気", "国際電機"},
		{"佐々木商店|佐佐木商店", "佐木商店"},
		{"Café Nord Ltd|CAFE NORD LIMITED|The Cafe Nord", "Cafe Sud"},
		{"関所商事 大阪支店|関所商事", "関所商事大阪"},
		{"A&B|Ａ＆Ｂ株式会社", "AB"},
	} {
		names := strings.Split(c.same, "|")
		want := NameKey(names[0])
		for _, n := range names[1:] {
			if got := NameKey(n); got != want {
				t.Errorf("NameKey(%q) = %q, but of %q it is %q", n, got, names[0], want)
			}
		}
		if NameKey(c.other) == want {
			t.Errorf("%q has the key of %q", c.other, names[0])
		}
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"株式会社関所", "関所"},
		{"佐藤 健", "佐藤 健 佐藤健"},
		{"サトウ ケン", "サトウ sato ケン ken サトウケン"},
		{"Yamada, Taro", "yamada taro"},
		{"SergeiVostrov", "sergeivostrov sergei vostrov"},
		{"Smith & Wesson Inc.", "smith wesson"},
		{"Jean-Claude", "jean claude"},
		{"O'Brien", "obrien"},
		{"A.B.C. Company", "abc"},
		{"J.Friedrich", "j friedrich"},
		{"Sergey Sergey", "sergey"},
		{"", ""},
	} {
		if got := Tokens(c.in); !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("Tokens(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCompanyWords(t *testing.T) {
	for _, c := range []struct{ in, core, all, form string }{
		{"Sekifuda Trading Co., Ltd.", "sekifuda trading", "sekifuda trading co ltd", "ltd"},
		{"The Sekifuda Group", "sekifuda group", "the sekifuda group", ""},
		{"(株)関所 商事", "関所 商事", "株 関所 商事", "株式会社"},
		{"関所商事 大阪支店", "関所商事", "関所商事 大阪支店", ""},
		{"関所", "関所", "関所", ""},
		{"株式会社", "", "株式会社", "株式会社"},
		{"", "", "", ""},
	} {
		core, all, form := CompanyWords(c.in)
		if !slices.Equal(core, strings.Fields(c.core)) || !slices.Equal(all, strings.Fields(c.all)) || form != c.form {
			t.Errorf("CompanyWords(%q) = %q, %q, %q", c.in, core, all, form)
		}
		if !slices.Equal(all, Words(c.in)) {
			t.Errorf("Words(%q) = %q, CompanyWords %q", c.in, Words(c.in), all)
		}
	}
}

// Every writing in the tables must be found by its own function.
func TestEveryFormIsFound(t *testing.T) {
	for _, forms := range forms().front {
		for _, f := range forms {
			if c := Company(f.text + "関所"); c.FormName != f.name || c.Core != "関所" {
				t.Errorf("%q in front: %+v, want %s", f.text, c, f.name)
			}
		}
	}
	for _, forms := range forms().back {
		for _, f := range forms {
			if c := Company("関所" + f.text); c.FormName != f.name || c.Core != "関所" {
				t.Errorf("%q behind: %+v, want %s", f.text, c, f.name)
			}
		}
	}
	shown := func(w string, f wordForm) string {
		if f.dotted { // its keys have no dots left
			if single := strings.ReplaceAll(w, " ", ""); len([]rune(w)) == 2 {
				return string([]rune(single)[:1]) + "." + string([]rune(single)[1:]) + "."
			}
			return ""
		}
		return w
	}
	for w, f := range forms().words.back {
		if w = shown(w, f); w == "" {
			continue
		}
		if c := Company("xyzzy " + w); c.FormName == "" || c.Core != "xyzzy" {
			t.Errorf("%q behind: %+v, want %s", w, c, f.form.name)
		}
	}
	for w, f := range forms().words.front {
		quote := ""
		if f.quoted {
			quote = "\""
		}
		if w = shown(w, f); w == "" {
			continue
		}
		if c := Company(w + " " + quote + "xyzzy" + quote); c.FormName == "" || c.Core != "xyzzy" {
			t.Errorf("%q in front: %+v, want %s", w, c, f.form.name)
		}
	}
}

func TestWordsKeepTheRest(t *testing.T) {
	long := strings.Repeat("x ", 300)
	if n := len(Words(long)); n > maxWords+1 {
		t.Errorf("%d words, want at most %d", n, maxWords+1)
	}
}

var benchNames = []string{"株式会社関所商事", "関所ホールディングス株式会社", "株式会社ＡＢＣ商事", "Sekifuda Trading Co., Ltd."}

func BenchmarkNameKey(b *testing.B) {
	for _, s := range benchNames {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				NameKey(s)
			}
		})
	}
}

func BenchmarkTokens(b *testing.B) {
	for _, s := range benchNames {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Tokens(s)
			}
		})
	}
}

// BenchmarkHostile has names of the permitted length that make the most work.
func BenchmarkHostile(b *testing.B) {
	for _, s := range []string{
		strings.Repeat("株式会社有限会社", 170), strings.Repeat("co inc ", 585), strings.Repeat("サ一", 680),
		strings.Repeat("the ", 1023), strings.Repeat("大阪支店 ", 310), strings.Repeat("(株)", 680), strings.Repeat("ゞ\u200b", 680),
	} {
		b.Run(string([]rune(s)[:3]), func(b *testing.B) {
			for b.Loop() {
				Company(s)
				Tokens(s)
				LatinKey(s)
			}
		})
	}
}

func BenchmarkLoadForms(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		loadForms()
	}
}
