package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"pgregory.net/rapid"
)

func scoreNames(schema, a, b string) (int, string) {
	q := &Query{Schema: schema, Names: []string{a}}
	r := Score(q, &entity.Entity{Schema: schema, Properties: map[string][]string{"name": {b}}})
	why := ""
	if len(r.Comparisons) > 0 {
		why = r.Comparisons[0].Why
	}
	return r.Score, why
}

// The catalogue: pairs of names with the verdict that a reader would give.
func TestNames(t *testing.T) {
	const p, c = entity.Person, entity.Company
	for _, x := range []struct {
		schema, a, b string
		agrees       bool
		why          string
	}{
		// persons in Latin letters
		{p, "Taro YAMADA", "YAMADA, Taro", true, "order"},
		{p, "Marek Ostrowan", "Marek Ostrowan", true, ""},
		{p, "Marek Ostrovan", "Marek Ostrowan", true, "spelling"},
		{p, "Marek Ostrowan", "Marek Jan Ostrowan", true, "words_missing"},
		{p, "Marek Pavel Ostrowan", "Marek Jan Ostrowan", false, "words_differ"},
		{p, "Ostrowan", "Marek Jan Ostrowan", false, "words_missing"},
		{p, "Marek Lindqvist", "Marek Jan Ostrowan", false, "words_differ"},
		{p, "M. J. Ostrowan", "Marek Jan Ostrowan", true, "initials"},
		{p, "M. Ostrowan", "Marek Jan Ostrowan", false, "initials"},
		{p, "J.-C. Bellavoine", "Jean-Claude Bellavoine", true, "initials"},
		{p, "JC Bellavoine", "Jean-Claude Bellavoine", true, "initials"},
		{p, "Bellavoine, William W.", "William W Bellavoine", true, "order"},
		{p, "Bellavoine, William G.", "William W Bellavoine", false, "words_differ"},
		{p, "MarekOstrowan", "Marek Ostrowan", true, "spacing"},
		{p, "Marek Ostro wan", "Marek Jan Ostrowan", true, "words_missing"},
		{p, "Dr. Marek Ostrowan", "Marek Ostrowan", true, ""},
		{p, "Abd al-Rahman Sulaymi", "Abdulrahman Sulaymi", true, ""},
		{p, "Abdul Rahman Sulaymi", "Abdulrahman Sulaymi", true, "spacing"},
		{p, "Osman bin Ladir", "Osman ibn Ladir", true, ""},
		{p, "Nguyễn Văn Đức", "NGUYEN VAN DUC", true, ""},
		{p, "Müller Jörg", "Muller Jorg", true, ""},
		{p, "Kim Jong-su", "Kim Jongsu", true, "spacing"},
		{p, "Kim Jong-su", "Kim Jong-ho", false, "words_differ"},
		{p, "Hiroshi Sato", "Ken Sato", false, "words_differ"},
		{p, "Аркадий Лесков", "Лесков Аркадий", true, "order"},
		{p, "Аркадий Лесков", "Arkady Leskov", true, ""},
		// kanji and kana
		{p, "山田 太郎", "山田太郎", true, ""},
		{p, "太郎 山田", "山田 太郎", true, "order"},
		{p, "髙橋 健", "高橋健", true, ""},
		{p, "渡邉 健", "渡辺　健", true, ""},
		{p, "斎藤 健", "斉藤健", true, "sound_alike"},
		{p, "佐々木健", "佐佐木 健", true, ""},
		{p, "山田太郎", "山田次郎", false, "spelling"},
		{p, "陳明", "陳名", false, "spelling"},
		{p, "ヤマダ タロウ", "やまだ たろう", true, ""},
		{p, "ヤマダ タロウ", "Taro Yamada", true, "reading"},
		{p, "ｵｵﾉ ｼﾝｲﾁ", "Shinichi ONO", true, "reading"},
		{p, "おおの しんいち", "Ohno Shin'ichi", true, "reading"},
		{p, "なんぶ けん", "Nanbu Ken", true, "reading"},
		{p, "ハットリ ジュン", "Hattori Zyun", true, "reading"},
		{p, "山田太郎", "Taro Yamada", true, "reading"},
		{p, "山田太郎", "ヤマダタロウ", true, "reading"},
		// companies
		{c, "Sekifuda K.K.", "Kabushiki Kaisha Sekifuda", true, ""},
		{c, "Sekifuda Trading Co., Ltd.", "SEKIFUDA TRADING LLC", true, "form_differs"},
		{c, "The Good Will Company", "Goodwill Co", true, ""},
		{c, "Zastava International Bank", "First Zastava Int'l Bank", false, ""},
		{c, "First Zastava Bank", "1st Zastava Bank", true, ""},
		{c, "Brigade Forty-Four", "Brigade 44", true, ""},
		{c, "Zastava 5 Ltd", "Zastava 6 Ltd", false, "number_differs"},
		{c, "Zastava Fund II", "Zastava Fund III", false, "number_differs"},
		{c, "Zastava Fund A", "Zastava Fund B", false, "number_differs"},
		{c, "Zastava Systems", "Zastava Industries", false, "words_differ"},
		{c, "Zastava", "Zastava Holdings", false, "words_missing"},
		{c, "A.B.C. Company", "ABC Co.", true, ""},
		{c, "株式会社関所商事", "関所商事(株)", true, ""},
		{c, "有限会社関所商事", "株式会社關所商事", false, "form_differs"},
		{c, "関所ホールディングス", "関所", false, "spelling"},
		{c, "第一関所工業", "第二関所工業", false, "number_differs"},
		{c, "ソニア・ミュージック", "ソニアミュージック", true, ""},
		{c, "セキショコンピュータサービス", "セキショコンピューターサービス", true, "spelling"},
	} {
		score, why := scoreNames(x.schema, x.a, x.b)
		if (score >= Agrees) != x.agrees || x.why != "" && why != x.why {
			t.Errorf("%s %q, %q: %d %q, want agrees %v %q", x.schema, x.a, x.b, score, why, x.agrees, x.why)
		}
		back, _ := scoreNames(x.schema, x.b, x.a)
		if back != score {
			t.Errorf("%q, %q: %d, the other way %d", x.a, x.b, score, back)
		}
	}
}

func someWords() *rapid.Generator[[]string] {
	word := rapid.OneOf(rapid.StringMatching(`[a-z]{1,9}`), rapid.StringMatching(`[一-三山田関所]{1,3}`), rapid.StringMatching(`[ア-ン]{2,4}`),
		rapid.SampledFrom([]string{"bin", "al", "ltd", "5", "de", "a"}))
	return rapid.SliceOfN(word, 1, 5)
}

func TestOrderOfWordsIsFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{3,9}`), 2, 5).Draw(t, "words")
		turned := slices.Clone(words)
		slices.Reverse(turned)
		self, _ := scoreNames(entity.Person, strings.Join(words, " "), strings.Join(turned, " "))
		if self < 9000 {
			t.Fatalf("%q turned round: %d", words, self)
		}
	})
}

func TestOverLongNames(t *testing.T) {
	long := strings.Repeat("abc ", 2000)
	if score, _ := scoreNames(entity.Company, long, long); score != 0 {
		t.Errorf("a name beyond the limit scores %d: nothing may be said of it", score)
	}
	many := strings.Repeat("ab cd ", 40)
	if score, _ := scoreNames(entity.Company, many, many+"ef"); score < Agrees {
		t.Errorf("80 equal words of 81 score %d", score)
	}
}
