package identifier

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseAddress(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Address
	}{
		{"東京都千代田区霞が関1丁目3番1号", Address{Prefecture: "東京都", City: "千代田区", Town: "霞が関", Block: "1", Number: "3-1"}},
		{"千代田区霞ヶ関１－３－１", Address{Prefecture: "東京都", City: "千代田区", Town: "霞ヶ関", Block: "1", Number: "3-1", PrefectureOmitted: true}},
		{"東京千代田区霞が関1-3-1", Address{Prefecture: "東京都", City: "千代田区", Town: "霞が関", Block: "1", Number: "3-1"}},
		{"東京都千代田区神田小川町１丁目２０番地", Address{Prefecture: "東京都", City: "千代田区", Town: "神田小川町", Block: "1", Number: "20"}},
		{"東京都千代田区（東京市神田区小川町一丁目２０番地）\n", Address{Prefecture: "東京都", City: "千代田区", Town: "東京市神田区小川町", Block: "1", Number: "20"}},
		{"東京都千代田区（旧称）神田1-2", Address{Prefecture: "東京都", City: "千代田区", Town: "神田", Number: "1-2", Rest: "旧称"}},
		{"〒100-8977 東京都千代田区霞が関1-3-1", Address{Postal: "1008977", Prefecture: "東京都", City: "千代田区", Town: "霞が関", Block: "1", Number: "3-1"}},
		{"京都府京都市中京区寺町通御池上る上本能寺前町488番地", Address{Prefecture: "京都府", City: "京都市中京区", Town: "上本能寺前町", Number: "488", Rest: "寺町通御池上る"}},
		{"京都市下京区四条通烏丸西入ル函谷鉾町91", Address{Prefecture: "京都府", City: "京都市下京区", Town: "函谷鉾町", Number: "91", Rest: "四条通烏丸西入ル", PrefectureOmitted: true}},
		{"北海道札幌市中央区北８条西１４丁目１番地２　関所ビル５階", Address{Prefecture: "北海道", City: "札幌市中央区", Town: "北8条西", Block: "14", Number: "1-2", Building: "関所ビル", Room: "5F"}},
		{"東京都港区芝5-7-1 第2ビル302号室", Address{Prefecture: "東京都", City: "港区", Town: "芝", Block: "5", Number: "7-1", Building: "第2ビル", Room: "302"}},
		{"東京都港区芝5-7-1-302", Address{Prefecture: "東京都", City: "港区", Town: "芝", Block: "5", Number: "7-1", Room: "302"}},
		{"東京都新宿区西新宿２丁目８番１－２０３号", Address{Prefecture: "東京都", City: "新宿区", Town: "西新宿", Block: "2", Number: "8-1", Room: "203"}},
		{"東京都千代田区丸の内２丁目４番１号丸の内ビルディング３６階", Address{Prefecture: "東京都", City: "千代田区", Town: "丸の内", Block: "2", Number: "4-1", Building: "丸の内ビルディング", Room: "36F"}},
		{"愛知県名古屋市熱田区六番1-2-3", Address{Prefecture: "愛知県", City: "名古屋市熱田区", Town: "六番", Block: "1", Number: "2-3"}},
		{"仙台市青葉区一番町2-3-4", Address{Prefecture: "宮城県", City: "仙台市青葉区", Town: "一番町", Block: "2", Number: "3-4", PrefectureOmitted: true}},
		{"三重県四日市市霞一丁目1", Address{Prefecture: "三重県", City: "四日市市", Town: "霞", Block: "1", Number: "1"}},
		{"岩手県九戸郡洋野町種市第23地割27番地", Address{Prefecture: "岩手県", City: "洋野町", Town: "種市第23地割", Number: "27"}},
		{"大阪府堺市堺区大仙中町1丁2番3号", Address{Prefecture: "大阪府", City: "堺市堺区", Town: "大仙中町", Block: "1", Number: "2-3"}},
		{"大阪府港区弁天1-2-1", Address{Prefecture: "大阪府", City: "大阪市港区", Town: "弁天", Block: "1", Number: "2-1"}},
		{"府中市宮西町2-24", Address{City: "府中市", Town: "宮西町", Number: "2-24", PrefectureOmitted: true}},
		{"埼玉県比企郡小川町大字大塚55番地", Address{Prefecture: "埼玉県", City: "小川町", Town: "大塚", Number: "55"}},
		{"埼玉県小川町大塚55", Address{Prefecture: "埼玉県", City: "小川町", Town: "大塚", Number: "55"}},
		{"静岡県清水市追分1-2-3", Address{Prefecture: "静岡県", City: "清水市", Town: "追分", Block: "1", Number: "2-3"}},
		{"東京都青ヶ島村無番地", Address{Prefecture: "東京都", City: "青ヶ島村", Number: "無番地"}},
		{"神奈川県横浜市西区みなとみらい2-2-1", Address{Prefecture: "神奈川県", City: "横浜市西区", Town: "みなとみらい", Block: "2", Number: "2-1"}},
		{"静岡県浜松市中央区元城町103番地の2", Address{Prefecture: "静岡県", City: "浜松市中央区", Town: "元城町", Number: "103-2"}},
		{"東京都渋谷区道玄坂1丁目10番8号 渋谷ビルB1F", Address{Prefecture: "東京都", City: "渋谷区", Town: "道玄坂", Block: "1", Number: "10-8", Building: "渋谷ビル", Room: "B1F"}},
		{"", Address{}},
		{"ﾄｳｷｮｳ", Address{PrefectureOmitted: true, Town: "トウキョウ"}},
	} {
		if got := ParseAddress(c.in); got != c.want {
			t.Errorf("ParseAddress(%q)\n got %+v\nwant %+v", c.in, got, c.want)
		}
	}
}

func TestParseRomanAddress(t *testing.T) {
	for _, c := range []struct{ in, prefecture, city, town, numbers, room string }{
		{"1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo", "東京都", "千代田区", "Kasumigaseki", "1-3-1", ""},
		{"1-3-1 Kasumigaseki, Chiyoda City, Tokyo 100-8977, Japan", "東京都", "千代田区", "Kasumigaseki", "1-3-1", ""},
		{"Room 302, X Building, 2-3-4 Dogenzaka, Shibuya-ku, Tokyo", "東京都", "渋谷区", "Dogenzaka", "2-3-4", "302"},
		{"3-1, Kasumigaseki 1-chome, Chiyoda-ku, TOKYO", "東京都", "千代田区", "Kasumigaseki", "", ""},
		{"2-2-1 Minatomirai, Nishi-ku, Yokohama-shi, Kanagawa", "神奈川県", "横浜市西区", "Minatomirai", "2-2-1", ""},
		{"1-1 Umeda, Kita-ku, Osaka", "大阪府", "大阪市北区", "Umeda", "1-1", ""},
		{"5F, 12-3 Honmachi, Ōta-shi, Gunma", "群馬県", "太田市", "Honmachi", "12-3", "5F"},
	} {
		a := ParseAddress(c.in)
		if a.Prefecture != c.prefecture || a.City != c.city || c.numbers != "" && (a.Town != c.town || a.numbers() != c.numbers) || a.Room != c.room {
			t.Errorf("ParseAddress(%q) = %+v", c.in, a)
		}
	}
	if a := ParseAddress("221B Baker Street, London"); a.City != "" || a.BlockKey() != "" {
		t.Errorf("London is read as %+v", a)
	}
}

func TestBlockKeySharedBySpellings(t *testing.T) {
	for _, group := range [][]string{
		{"東京都千代田区霞が関1丁目3番1号", "千代田区霞ヶ関１－３－１", "東京都千代田区霞ケ関一丁目三番一号", "東京都千代田区霞ｹ関1の3の1", "東京都千代田区霞が関1ー3ー1 関所ビル2階", "東京都 千代田区 霞が関 1丁目 3番 1号", "東京都千代田区霞が関１\n丁目３番１号", "東京都千代田区霞が関一ノ三ノ一", "東京都千代田区霞が関１一３一１"},
		{"東京都千代田区神田小川町１丁目２０番地", "東京都千代田区神田小川町1-20", "東京都千代田区神田小川町一丁目二十番地", "東京都千代田区神田小川町1丁目20"},
		{"札幌市中央区北8条西14丁目1-2", "北海道札幌市中央区北八条西十四丁目１番地２", "札幌市中央区北8西14-1-2"},
		{"埼玉県比企郡小川町大字大塚55番地", "埼玉県小川町大塚５５", "小川町大塚55番地"},
		{"東京都三鷹市井の頭1-2-3", "三鷹市井之頭１丁目２番３号", "東京都三鷹市井ノ頭一丁目2-3"},
		{"茨城県龍ケ崎市1番地", "茨城県竜ヶ崎市1"},
		{"京都市中京区寺町通御池上る上本能寺前町488", "京都府京都市中京区上本能寺前町４８８番地"},
	} {
		want := ParseAddress(group[0]).BlockKey()
		for _, s := range group {
			got := ParseAddress(s)
			if s == "小川町大塚55番地" { // two prefectures would have to be asked
				continue
			}
			if key := got.BlockKey(); key != want || key == "" {
				t.Errorf("%q has key %q, want %q as %q", s, key, want, group[0])
			}
		}
	}
}

func TestBuildingKey(t *testing.T) {
	key := func(s string) string { return ParseAddress(s).BuildingKey() }
	for _, pair := range [][2]string{
		{"東京都港区芝5-7-1 関所ビル302号室", "東京都港区芝５丁目７番１－３０２号"},
		{"東京都港区芝5-7-1 関所ビルディング", "東京都港区芝5-7-1　関所ビル"},
		{"東京都港区芝5-7-1 Sekisho Bldg. 5F", "東京都港区芝５－７－１ＳＥＫＩＳＨＯビル５階"},
	} {
		if a, b := key(pair[0]), key(pair[1]); a != b || a == "" {
			t.Errorf("%q: %q\n%q: %q", pair[0], a, pair[1], b)
		}
	}
	if a, b := key("東京都港区芝5-7-1 関所ビル302号室"), key("東京都港区芝5-7-1 関所ビル303号室"); a == b {
		t.Errorf("two rooms share %q", a)
	}
	if k := key("東京都港区芝5-7-1"); k != "" {
		t.Errorf("no building, but key %q", k)
	}
	if keys := ParseAddress("東京都港区芝20-3-203").BlockKeys(); len(keys) != 2 || keys[1] != "東京都|港区|芝|20-3" {
		t.Errorf("BlockKeys = %q", keys)
	}
}

func TestCompareAddress(t *testing.T) {
	const source = "東京都千代田区霞が関１丁目３番１号　関所ビル３階"
	for _, c := range []struct {
		claimed, source, result, why string
		degree                       int
	}{
		{"東京都千代田区霞ヶ関1-3-1", source, "agrees", "", 10000},
		{"千代田区霞ヶ関1-3-1", source, "agrees", "prefecture_omitted", 9700},
		{"東京都千代田区霞ヶ関1-3-1 関所ビル5F", source, "agrees", "building_differs", 9000},
		{"大阪府大阪市北区霞ヶ関1-3-1", source, "differs", "other_prefecture", 0},
		{"東京都中央区霞ヶ関1-3-1", source, "differs", "other_city", 1000},
		{"東京都千代田区永田町1-3-1", source, "differs", "other_town", 3000},
		{"東京都千代田区霞が関1-4-1", source, "differs", "other_block", 5000},
		{"東京都千代田区霞が関2-4-1", source, "differs", "other_block", 4000},
		{"東京都千代田区霞が関1-3", source, "agrees", "number_incomplete", 8500},
		{"東京都千代田区霞が関", source, "not_checked", "number_missing", 0},
		{"1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo", source, "agrees", "town_by_reading", 9800},
		{"1-3-1 Marunouchi, Chiyoda-ku, Tokyo", source, "not_checked", "town_not_compared", 0},
		{"どこか", source, "not_checked", "not_parsed", 0},
		{"", source, "not_claimed", "", 0},
		{source, "", "absent_at_source", "", 0},
		{"神奈川県横浜市みなとみらい2-2-1", "神奈川県横浜市西区みなとみらい２丁目２番１号", "agrees", "ward_omitted", 9000},
		{"府中市宮西町2-24", "広島県府中市宮西町２－２４", "agrees", "prefecture_omitted", 9700},
	} {
		result, degree, why := CompareAddress(c.claimed, c.source)
		if result != c.result || degree != c.degree || why != c.why {
			t.Errorf("CompareAddress(%q, %q) = %s %d %q, want %s %d %q", c.claimed, c.source, result, degree, why, c.result, c.degree, c.why)
		}
	}
}

func TestPrefectureOf(t *testing.T) {
	if len(Prefectures()) != 47 {
		t.Fatalf("%d prefectures", len(Prefectures()))
	}
	for _, p := range Prefectures() {
		for _, s := range []string{p.Code, p.Name, p.Romaji, strings.ToUpper(p.Romaji), p.Romaji + " Prefecture", p.Romaji + "-ken"} {
			if got, ok := PrefectureOf(s); !ok || got != p {
				t.Errorf("PrefectureOf(%q) = %+v, %v", s, got, ok)
			}
		}
	}
	if p, ok := PrefectureOf("神奈川"); !ok || p.Code != "14" {
		t.Errorf("神奈川 is %+v", p)
	}
	for _, s := range []string{"", "県", "48", "Paris"} {
		if p, ok := PrefectureOf(s); ok {
			t.Errorf("PrefectureOf(%q) = %+v", s, p)
		}
	}
}

// Spellings of one address share their key, whatever the numbers are.
func TestSpellingsShareBlockKey(t *testing.T) {
	towns := []struct{ prefecture, city, town string }{
		{"東京都", "千代田区", "霞が関"}, {"京都府", "京都市左京区", "一乗寺"}, {"北海道", "札幌市中央区", "北八条西"}, {"三重県", "四日市市", "諏訪町"},
		{"埼玉県", "比企郡小川町", "大字大塚"}, {"岩手県", "花巻市", "石鳥谷町八幡"}, {"愛知県", "名古屋市中区", "三の丸"}, {"福岡県", "糟屋郡志免町", "志免東"},
	}
	rapid.Check(t, func(t *rapid.T) {
		town := rapid.SampledFrom(towns).Draw(t, "town")
		p := townAddress{prefecture: town.prefecture, city: town.city, town: town.town}
		p.chome = rapid.IntRange(0, 42).Draw(t, "chome")
		p.lot = rapid.IntRange(1, 99).Draw(t, "lot")
		p.sub = rapid.IntRange(1, 99).Draw(t, "sub")
		if p.chome == 0 {
			p.lot = rapid.IntRange(1, 5000).Draw(t, "plot")
		}
		want := ParseAddress(p.register()).BlockKey()
		for _, s := range p.spellings() {
			if got := ParseAddress(s.text).BlockKey(); got != want || got == "" {
				t.Fatalf("%s: %q has key %q, want %q as %q", s.name, s.text, got, want, p.register())
			}
		}
	})
}

func TestParseAddressNeverPanics(t *testing.T) {
	alphabet := []rune("東京都千代田区霞が関1２三-ー丁目番地号の上る下る西入（）() 　\n〒ケヶ々ﾊﾟA#F階室郡市町村字大無,・")
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.SampledFrom(alphabet)).Draw(t, "s"))
		a := ParseAddress(s)
		a.BlockKey()
		a.BuildingKey()
		CompareAddress(s, "東京都千代田区霞が関1-3-1")
	})
}

func FuzzParseAddress(f *testing.F) {
	f.Add("東京都千代田区霞が関1丁目3番1号")
	f.Add("Room 302, X Building, 2-3-4 Dogenzaka, Shibuya-ku, Tokyo")
	f.Add("京都市中京区寺町通御池上る上本能寺前町488")
	f.Add("住所：千代田区霞ヶ関 １・３・１（〒100-8977）")
	f.Add("1 Chome−3−1 Kasumigaseki, Chiyoda City, Tokyo 100-8921")
	towns := learnt("東京都千代田区霞が関1丁目3番1号", "京都府京都市中京区上本能寺前町488番地", "東京都府中市宮西町2丁目24番地", "広島県府中市府川町315番地")
	f.Fuzz(func(t *testing.T, s string) {
		a, b := ParseAddress(s), ParseAddress(s)
		if a != b || a.BlockKey() != b.BlockKey() {
			t.Errorf("%q read twice: %+v and %+v", s, a, b)
		}
		a.BuildingKey()
		a.BlockKeys()
		if in := ParseAddressIn(towns, s); in.BlockKey() == "" && a.BlockKey() != "" {
			t.Errorf("%q is read as %+v, where towns are known as %+v", s, a, in)
		}
		if result, degree, _ := CompareAddress(s, s); degree < 0 || degree > 10000 || result == "differs" {
			t.Errorf("%q compared with itself: %s %d", s, result, degree)
		}
	})
}

func BenchmarkParseAddress(b *testing.B) {
	for b.Loop() {
		ParseAddress("東京都千代田区神田小川町１丁目２０番地　関所ビル３階")
	}
}

func BenchmarkBlockKey(b *testing.B) {
	a := ParseAddress("東京都千代田区神田小川町１丁目２０番地　関所ビル３階")
	for b.Loop() {
		a.BlockKey()
	}
}

func TestNumeralInTheNameOfATown(t *testing.T) {
	if r, _, why := CompareAddress("東京都港区麻布十番4-38-21", "東京都港区麻布十番４丁目３８－２１"); r != "agrees" {
		t.Errorf("%s %s", r, why)
	}
}
