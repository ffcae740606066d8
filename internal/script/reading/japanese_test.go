package reading

import "testing"

func TestJapaneseLatin(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"ohno", "ono"}, {"oono", "ono"}, {"ouno", "ono"}, {"ohnishi", "onishi"}, {"kohei", "kohei"}, {"kouhei", "kohei"}, {"yuhki", "yuki"}, {"yuuki", "yuki"},
		{"namba", "nanba"}, {"homma", "honma"}, {"jumpei", "junpei"}, {"hatcho", "hatcho"}, {"haccho", "hatcho"}, {"hattyo", "hatcho"},
		{"sinniti", "shinnichi"}, {"matuda", "matsuda"}, {"huzii", "fujii"}, {"zyunya", "junya"}, {"kondou", "kondo"}, {"kadudi", "kazuji"},
		{"shin'ichi", "shinichi"}, {"syouta", "shota"}, {"tyuzo", "chuzo"}, {"inouye", "inoe"}, {"inoue", "inoe"}, {"kwannon", "kannon"},
		{"rika", "rika"}, {"lika", "rika"}, {"jyunko", "junko"}, {"issei", "issei"}, {"issiki", "isshiki"}, {"itti", "itchi"}, {"ĉ", ""},
		{"kennji", "kenji"}, {"mann", "man"}, {"kannami", "kannami"}, {"kavaguti", "kawaguchi"}, {"kaworu", "kaoru"}, {"wataru", "wataru"}, {"dzu", "zu"}, {"adzuma", "azuma"},
	} {
		if got := japaneseLatin(c.word); got != c.want {
			t.Errorf("japaneseLatin(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestJapaneseSpans(t *testing.T) {
	for _, c := range []struct {
		name, word string
		from, to   int
	}{
		{"佐藤健", "sato", 0, 2}, {"佐藤健", "takeru", 2, 3}, {"佐藤健", "satoh", 0, 2}, {"八丁", "hatcho", 0, 2}, {"大内", "ouchi", 0, 2},
		{"智生", "tomoo", 0, 2}, {"智生", "tomo", 0, 2}, {"山本ヒカル", "hikaru", 2, 5}, {"新一", "shinichi", 0, 2}, {"一心", "isshin", 0, 2}, {"勝田", "katta", 0, 2}, {"ゆっこ", "yukko", 0, 3}, {"ゆーこ", "yuko", 0, 3}, {"森かほり", "kaori", 1, 4}, {"泰夫", "jasuo", 0, 2},
	} {
		found := false
		for _, s := range New([]rune(c.name)).Spans(nil, NewWord(c.word)) {
			found = found || s.System == Japanese && s.From == c.from && s.To == c.to
		}
		if !found {
			t.Errorf("%s: %s is no reading of %d to %d", c.name, c.word, c.from, c.to)
		}
	}
	for _, s := range New([]rune("佐藤健")).Spans(nil, NewWord("hiroshi")) {
		if s.System == Japanese {
			t.Errorf("hiroshi reads 佐藤健: %v", s)
		}
	}
}
