package addresses

import (
	"slices"
	"strings"
	"testing"
)

const sample = `prefecture,city,town,koaza
東京都,千代田区,霞が関一丁目,
北海道,札幌市中央区,北八条西十四丁目,
埼玉県,比企郡小川町,大字大塚,
京都府,京都市中京区,上本能寺前町,
福島県,いわき市,平絹谷,扇作
愛知県,名古屋市熱田区,六番二丁目,
岡山県,倉敷市,（大字なし）,
奈良県,大和郡山市,北郡山町,
神奈川県,横浜市西区,みなとみらい二丁目,
`

func towns(t *testing.T) []Town {
	t.Helper()
	list, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	GiveReadings(list, map[string]string{"霞が関": "かすみがせき", "みなとみらい": "みなとみらい"}, map[string]string{"東京都千代田区": "ちよだく", "神奈川県横浜市西区": "よこはまし+にしく"})
	return list
}

func TestRead(t *testing.T) {
	list := towns(t)
	if len(list) != 8 {
		t.Fatalf("%d towns of 8: %+v", len(list), list)
	}
	for i, want := range []Town{
		{Prefecture: "東京都", City: "千代田区", Name: "霞が関", Chome: 1, Reading: "かすみがせき", CityReading: "ちよだく"},
		{Prefecture: "北海道", City: "札幌市中央区", Name: "北八条西", Chome: 14},
		{Prefecture: "埼玉県", City: "小川町", County: "比企郡", Name: "大字大塚"},
		{Prefecture: "京都府", City: "京都市中京区", Name: "上本能寺前町"},
		{Prefecture: "福島県", City: "いわき市", Name: "平絹谷", Koaza: "扇作"},
		{Prefecture: "愛知県", City: "名古屋市熱田区", Name: "六番", Chome: 2},
		{Prefecture: "奈良県", City: "大和郡山市", Name: "北郡山町"},
	} {
		if list[i] != want {
			t.Errorf("line %d is %+v, want %+v", i, list[i], want)
		}
	}
	for _, bad := range []string{"", "a,b\n", "a,b,c,d\n\"x"} {
		if _, err := Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
	if _, err := Readings(strings.NewReader("町\n")); err == nil {
		t.Error("readings without a tab are read")
	}
}

func TestDrawIsRepeatable(t *testing.T) {
	list := towns(t)
	a, b := Draw(list, Options{N: 300, Seed: 7}), Draw(list, Options{N: 300, Seed: 7})
	for i := range a {
		if a[i].Text != b[i].Text || !slices.Equal(a[i].Classes, b[i].Classes) {
			t.Fatalf("case %d differs: %q, %q", i, a[i].Text, b[i].Text)
		}
	}
	if c := Draw(list, Options{N: 300, Seed: 8}); c[0].Text == a[0].Text && c[1].Text == a[1].Text && c[2].Text == a[2].Text {
		t.Error("another seed draws the same")
	}
	seen := map[string]bool{}
	for _, c := range Draw(list, Options{N: 5000, Seed: 7}) {
		for _, class := range c.Classes {
			seen[class] = true
		}
	}
	for _, class := range []string{"English order", "Kyoto streets", "dashes", "丁目 番 号", "kanji numerals", "county omitted", "prefecture omitted", "大字 omitted", "full width", "old characters", "postal code", "koaza", "building"} {
		if !seen[class] {
			t.Errorf("no address is written with %q", class)
		}
	}
}

func TestMeasure(t *testing.T) {
	c := Case{Text: "x", Prefecture: "岩手県", City: "滝沢市", Town: "大字大塚", Block: "", Number: "3-1", Classes: []string{"k"}}
	for _, s := range []struct {
		got  Parsed
		want Tally
	}{
		{Parsed{"岩手県", "瀧澤市", "大塚", "", "3-1"}, Tally{"all", 1, 1, 1, 1, 1}},
		{Parsed{"岩手県", "滝沢市", "大塚", "3", "1"}, Tally{"all", 1, 1, 1, 1, 0}},
		{Parsed{"岩手県", "滝沢市", "大塚", "", "3"}, Tally{"all", 1, 1, 1, 0, 0}},
		{Parsed{"岩手県", "滝沢市", "小塚", "", "3-1"}, Tally{"all", 1, 1, 0, 0, 0}},
		{Parsed{"秋田県", "滝沢市", "大塚", "", "3-1"}, Tally{"all", 1, 0, 0, 0, 0}},
	} {
		r := Measure([]Case{c}, func(string) Parsed { return s.got }, 1)
		if r.All != s.want || len(r.Classes) != 1 || (s.want.Right == 0) != (len(r.Missed) == 1) {
			t.Errorf("%+v: %+v", s.got, r)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, group := range []string{"霞が関 霞ヶ関 霞ケ関 霞ガ関", "北８条西 北8条西 北八条西", "大字大塚 大塚", "井の頭 井之頭 井ノ頭", "龍ノ口 竜の口", "第二十三地割字谷 第23地割谷", "大通り 大通 大どおり"} {
		words := strings.Fields(group)
		for _, w := range words[1:] {
			if plain(w) != plain(words[0]) {
				t.Errorf("%s is %s, %s is %s", w, plain(w), words[0], plain(words[0]))
			}
		}
	}
	if plain("北一条") == plain("北二条") || plain("東町") == plain("西町") {
		t.Error("different towns are one")
	}
}

func TestHalves(t *testing.T) {
	a, b := Halves(towns(t))
	if len(a)+len(b) != 8 || len(a) == 0 || len(b) == 0 {
		t.Errorf("%d and %d of 8", len(a), len(b))
	}
}

func TestHepburn(t *testing.T) {
	for kana, want := range map[string]string{"かすみがせき": "kasumigaseki", "しんじゅく": "shinjuku", "はっちょうぼり": "hatchoubori", "っ": "", "きょうばし": "kyoubashi", "にっぽり": "nippori", "ぢゃ": "ja"} {
		if got := hepburn(kana); got != want {
			t.Errorf("%s is %q, want %q", kana, got, want)
		}
	}
}
