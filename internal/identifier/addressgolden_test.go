package identifier

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Spellings of one place, by what makes them differ: all have one key, which
// stands first, written down by hand.
func TestAddressSpellingsByClass(t *testing.T) {
	for _, c := range []struct{ class, key, spellings string }{
		{"prefecture omitted", "東京都|港区|芝|5-7-1", "東京都港区芝5丁目7番1号|港区芝5-7-1|東京港区芝5-7-1|日本国東京都港区芝5-7-1|東京都 港区 芝 5-7-1"},
		{"chome in kanji", "東京都|港区|芝|5-7-1", "東京都港区芝五丁目7番1号|東京都港区芝五丁目七番一号|東京都港区芝５丁目７－１|東京都港区芝五丁目七ノ一|東京都港区芝5丁目7の1"},
		{"chome above ten", "東京都|足立区|綾瀬|12-34-5", "東京都足立区綾瀬12丁目34番5号|東京都足立区綾瀬十二丁目三十四番五号|東京都足立区綾瀬１２－３４－５|足立区綾瀬十二丁目34-5"},
		{"dashes", "東京都|港区|芝|5-7-1", "東京都港区芝5‐7‐1|東京都港区芝5‑7‑1|東京都港区芝5–7–1|東京都港区芝5—7—1|東京都港区芝5―7―1|東京都港区芝5−7−1|東京都港区芝5－7－1|東京都港区芝5ー7ー1|東京都港区芝5─7─1"},
		{"county omitted", "北海道|七飯町|本町|6-1-1", "北海道亀田郡七飯町本町6丁目1番1号|北海道七飯町本町6-1-1|亀田郡七飯町本町６－１－１"},
		{"oaza and aza", "埼玉県|小川町|大塚|55", "埼玉県比企郡小川町大字大塚55番地|埼玉県比企郡小川町大塚55|埼玉県小川町大字大塚５５|埼玉県小川町大塚五十五番地"},
		{"koaza", "岩手県|洋野町|大野山田|12", "岩手県九戸郡洋野町大字大野字山田12番地|岩手県洋野町大野字山田12|岩手県洋野町大野山田12|岩手県洋野町大字大野小字山田12"},
		{"lot and sub-lot", "静岡県|浜松市中央区|元城町|103-2", "静岡県浜松市中央区元城町103番地の2|静岡県浜松市中央区元城町103-2|静岡県浜松市中央区元城町103番地2|静岡県浜松市中央区元城町１０３番２"},
		{"postal code", "東京都|港区|芝|5-7-1", "〒105-0014 東京都港区芝5-7-1|〒1050014東京都港区芝5-7-1|105-0014 東京都港区芝5-7-1|〒１０５－００１４　東京都港区芝5-7-1|〒 105-0014\n東京都港区芝5-7-1"},
		{"designated city", "神奈川県|横浜市西区|ミナトミライ|2-2-1", "神奈川県横浜市西区みなとみらい二丁目2番1号|横浜市西区みなとみらい2-2-1|神奈川県横浜市西区ミナトミライ2-2-1"},
		{"old kanji", "静岡県|浜松市天竜区|二俣町二俣|481", "静岡県濱松市天龍区二俣町二俣481|静岡県浜松市天竜区二俣町二俣481番地"},
		{"invisible", "東京都|港区|芝|5-7-1", "東京都\u200b港区芝5-7-1|\ufeff東京都港区芝5-7-1|東京都港区芝\ufe005-7-1|東京都港区\u202a芝5-7-1"},
		{"building ignored", "東京都|港区|芝|5-7-1", "東京都港区芝5-7-1 北辰ビル|東京都港区芝5-7-1北辰ビル３階|東京都港区芝5-7-1-302|東京都港区芝5-7-1 302号室|東京都港区芝5丁目7番1号　北辰レジデンス第２　１０１|東京都港区芝5-7-1 #302|東京都港区芝5-7-1 B1F"},
	} {
		for _, s := range strings.Split(c.spellings, "|") {
			if got := ParseAddress(s).BlockKey(); got != c.key {
				t.Errorf("%s: %q has key %q, want %q", c.class, s, got, c.key)
			}
		}
	}
}

// Hokkaido counts in 条 and sides of the compass, which are parts of the town.
func TestHokkaido(t *testing.T) {
	for _, group := range []string{
		"北海道札幌市中央区北1条西2丁目3番地|札幌市中央区北一条西二丁目3|札幌市中央区北1西2-3|北海道札幌市中央区北１条西２－３",
		"北海道札幌市中央区大通西5丁目8番地|札幌市中央区大通西5-8|札幌市中央区大通西五丁目8",
		"北海道旭川市7条通9丁目48番地|旭川市七条通九丁目48|旭川市７条通９－４８",
		"北海道帯広市西5条南7丁目1番地|帯広市西五条南七丁目1|北海道帯広市西5条南7-1",
	} {
		spellings := strings.Split(group, "|")
		want := ParseAddress(spellings[0]).BlockKey()
		if want == "" {
			t.Errorf("%q has no key", spellings[0])
		}
		for _, s := range spellings {
			if got := ParseAddress(s).BlockKey(); got != want {
				t.Errorf("%q has key %q, %q has %q", s, got, spellings[0], want)
			}
		}
	}
	if a, b := ParseAddress("札幌市中央区北1条西2丁目3").BlockKey(), ParseAddress("札幌市中央区北1条東2丁目3").BlockKey(); a == b {
		t.Errorf("west and east share %q", a)
	}
	if a, b := ParseAddress("札幌市中央区北1条西2丁目3").BlockKey(), ParseAddress("札幌市中央区南1条西2丁目3").BlockKey(); a == b {
		t.Errorf("north and south share %q", a)
	}
}

// Kyoto's street directions tell the way; the town behind them is the place.
func TestKyotoStreets(t *testing.T) {
	const want = "京都府|京都市中京区|上本能寺前町|488"
	for _, s := range []string{
		"京都府京都市中京区上本能寺前町488番地", "京都市中京区寺町通御池上る上本能寺前町488", "京都市中京区寺町通御池上ル上本能寺前町488",
		"京都市中京区寺町通御池上がる上本能寺前町488", "京都市中京区河原町通二条下る西入上本能寺前町488", "京都府京都市中京区寺町通り御池東入ル上本能寺前町４８８",
		"京都市中京区御池通寺町西入る 上本能寺前町488番地",
	} {
		a := ParseAddress(s)
		if got := a.BlockKey(); got != want {
			t.Errorf("%q has key %q, want %q", s, got, want)
		}
		if strings.Contains(s, "通") && a.Rest == "" {
			t.Errorf("%q: the street is lost in %+v", s, a)
		}
	}
}

// Cities that share a name, or a ward's name, are told apart or left open.
func TestSameNamedCities(t *testing.T) {
	for _, c := range []struct{ in, prefecture, city string }{
		{"東京都府中市宮西町2-24", "東京都", "府中市"}, {"広島県府中市府川町315", "広島県", "府中市"}, {"府中市宮西町2-24", "", "府中市"},
		{"福島県伊達市保原町1", "福島県", "伊達市"}, {"北海道伊達市鹿島町20-1", "北海道", "伊達市"}, {"伊達市鹿島町20-1", "", "伊達市"},
		{"東京都北区王子本町1-15-22", "東京都", "北区"}, {"東京都港区芝1-1", "東京都", "港区"}, {"大阪市北区梅田1-1", "大阪府", "大阪市北区"},
		{"札幌市北区北7条西2丁目", "北海道", "札幌市北区"}, {"名古屋市港区港町1-1", "愛知県", "名古屋市港区"}, {"京都市北区紫野1", "京都府", "京都市北区"},
		{"四日市市諏訪町1-5", "三重県", "四日市市"}, {"廿日市市下平良1-11-1", "広島県", "廿日市市"}, {"市川市八幡1-1-1", "千葉県", "市川市"}, {"東村山市本町1-2-3", "東京都", "東村山市"},
		{"大和郡山市北郡山町248-4", "奈良県", "大和郡山市"}, {"郡山市朝日1-23-7", "福島県", "郡山市"}, {"町田市森野2-2-22", "東京都", "町田市"}, {"十日町市千歳町3-3", "新潟県", "十日町市"},
		{"村上市三之町1-1", "新潟県", "村上市"}, {"野々市市三納1-1", "石川県", "野々市市"}, {"余市町朝日町26", "北海道", "余市町"}, {"武蔵村山市本町1-1-1", "東京都", "武蔵村山市"},
	} {
		if a := ParseAddress(c.in); a.Prefecture != c.prefecture || a.City != c.city {
			t.Errorf("%q is read as %q %q, want %q %q", c.in, a.Prefecture, a.City, c.prefecture, c.city)
		}
	}
	for _, pair := range [][2]string{{"東京都府中市本町1-1", "広島県府中市本町1-1"}, {"福島県伊達市梅本1-1", "北海道伊達市梅本1-1"}, {"大阪市北区本町1-1", "札幌市北区本町1-1"}, {"大阪府大阪市中央区本町1-1", "大阪府堺市中区本町1-1"}} {
		if result, _, why := CompareAddress(pair[0], pair[1]); result != "differs" {
			t.Errorf("%q and %q: %s %s", pair[0], pair[1], result, why)
		}
	}
}

// Every municipality of the table is read back from its own name.
func TestEveryMunicipalityIsRead(t *testing.T) {
	missed := 0
	for _, c := range cities().list {
		p := prefectures[c.prefecture].Name
		for _, s := range []string{p + c.name + "本町1-2-3", p + " " + c.name + " 本町1-2-3", "〒100-0001 " + p + c.name + "本町1丁目2番3号"} {
			a := ParseAddress(s)
			if a.Prefecture != p || a.City != c.name || a.Town != "本町" || a.numbers() != "1-2-3" {
				if missed++; missed <= 10 {
					t.Errorf("%q is read as %+v", s, a)
				}
			}
		}
	}
	if len(cities().list) < 1700 {
		t.Errorf("only %d municipalities", len(cities().list))
	}
}

// Comparing is fair: the other way round the result is the same, with itself
// an address never differs, and changing one number is always seen.
func TestCompareAddressProperties(t *testing.T) {
	samples := []string{"東京都港区芝5-7-1", "港区芝五丁目7番1号", "東京都港区芝5-7-1 北辰ビル302号室", "東京都港区芝5-7", "東京都港区", "神奈川県横浜市西区みなとみらい2-2-1", "神奈川県横浜市みなとみらい2-2-1",
		"府中市宮西町2-24", "広島県府中市宮西町2-24", "1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo", "どこか", "221B Baker Street", "京都市中京区寺町通御池上る上本能寺前町488", "東京都青ヶ島村無番地"}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(samples).Draw(t, "a"), rapid.SampledFrom(samples).Draw(t, "b")
		result, degree, _ := CompareAddress(a, b)
		back, other, _ := CompareAddress(b, a)
		if d := degree - other; result != back || d < -300 || d > 300 { // the omitted prefecture counts one way
			t.Fatalf("%q, %q: %s %d, the other way %s %d", a, b, result, degree, back, other)
		}
		if self, _, _ := CompareAddress(a, a); self == "differs" {
			t.Fatalf("%q differs from itself", a)
		}
		n := [3]int{rapid.IntRange(1, 9).Draw(t, "block"), rapid.IntRange(1, 99).Draw(t, "number"), rapid.IntRange(1, 99).Draw(t, "sub")}
		changed := n
		changed[rapid.IntRange(0, 2).Draw(t, "which")] += rapid.IntRange(1, 40).Draw(t, "by")
		town := townAddress{"東京都", "港区", "芝", n[0], n[1], n[2]}
		away := townAddress{"東京都", "港区", "芝", changed[0], changed[1], changed[2]}
		for _, s := range away.spellings() {
			if r, _, _ := CompareAddress(s.text, town.register()); r != "differs" {
				t.Fatalf("%q and %q: %s", s.text, town.register(), r)
			}
		}
		for _, s := range town.spellings() {
			if r, _, why := CompareAddress(s.text, town.register()); r != "agrees" {
				t.Fatalf("%q and %q: %s %s", s.text, town.register(), r, why)
			}
		}
	})
}

// What is over the limit or no address at all is handed back whole, without a key.
func TestAddressesThatAreNone(t *testing.T) {
	for _, s := range []string{strings.Repeat("東京都", 400), strings.Repeat("a", 5000), strings.Repeat("1-", 3000), strings.Repeat("(", 800), strings.Repeat("々", 900), "\xff\xfe", "東京都", "京都", "〒", "〒105-0014", "1-2-3", "芝5-7-1", "北辰商事", "東京都港区", "Tokyo"} {
		a := ParseAddress(s)
		if key := a.BlockKey(); key != "" || len(a.BlockKeys()) != 0 || a.BuildingKey() != "" {
			t.Errorf("%.30q has the key %q", s, key)
		}
		if r, degree, _ := CompareAddress(s, "東京都港区芝5-7-1"); r == "agrees" || r == "differs" && degree > 3000 {
			t.Errorf("%.30q: %s %d", s, r, degree)
		}
	}
}
