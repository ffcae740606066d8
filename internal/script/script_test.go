package script

import "testing"

func TestNameKeyQuick(t *testing.T) {
	for _, s := range []string{"株式会社関所", "関所（株）", "㈱関所", "㍿関所", "カ)セキショ", "セキショ(カ", "Sekifuda K.K.", "Kabushiki Kaisha Sekifuda", "Sekifuda Co., Ltd.", "関所商事株式会社大阪支店", "関所商事　大阪営業所", "株式会社関所商事大阪支店", "キャノン株式会社", "キヤノン", "ソニー・ミュージック", "髙﨑齋藤佐々木", "ＡＢＣ商事株式会社", "OAO Gazprom", "TACTICAL MISSILES CORPORATION JOINT STOCK COMPANY", "FABERLIC EUROPE Sp. z o.o.", "株式会社", "ABC Co.", "A.B.C. Company"} {
		c := Company(s)
		t.Logf("%q %+v tokens=%q latin=%q", s, c, Tokens(s), LatinKey(s))
	}
	for _, s := range []string{"おおの", "まつうら", "せのお", "なんぶ", "はっちょう", "いのうえ", "しんいち", "サトウ ケン", "ｻﾄｳ ｹﾝ", "バラク・オバマ", "ジョン"} {
		t.Log(s, Romaji(s))
	}
}

func BenchmarkNameKey(b *testing.B) {
	for _, s := range []string{"株式会社関所商事", "関所ホールディングス株式会社", "株式会社ＡＢＣ商事", "Sekifuda Trading Co., Ltd."} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				NameKey(s)
			}
		})
	}
}
