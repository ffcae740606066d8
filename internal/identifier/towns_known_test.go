package identifier

import "testing"

// learnt gives the towns of some addresses.
func learnt(addresses ...string) Towns {
	in := map[string]*CityTowns{}
	for _, s := range addresses {
		a := ParseAddress(s)
		k := a.CityKey()
		if in[k] == nil {
			in[k] = &CityTowns{}
		}
		in[k].Add(a)
	}
	return func(prefecture, city string) *CityTowns {
		return in[Address{Prefecture: prefecture, City: city}.CityKey()]
	}
}

func TestParseAddressIn(t *testing.T) {
	towns := learnt("東京都千代田区霞が関1丁目3番1号", "東京都千代田区永田町1丁目7番1号", "東京都府中市宮西町2丁目24番地", "広島県府中市府川町315番地",
		"宮城県加美町字下川原一番100番地", "静岡県静岡市葵区与一1番地", "京都府京都市中京区上本能寺前町488番地", "京都府京都市中京区桝屋町1番地",
		"神奈川県横浜市西区みなとみらい2丁目2番1号", "石川県珠洲市飯田町1番地", "石川県珠洲市飯田町十一5番地", "和歌山県和歌山市七番丁1番地", "北海道釧路市浦見1丁目1番1号", "北海道枝幸町乙忠部1番地")
	for _, c := range []struct{ in, prefecture, city, town, block, number string }{
		{"千代田区霞ヶ関1-3", "東京都", "千代田区", "霞が関", "1", "3"},
		{"千代田区霞ヶ関1-3-1", "東京都", "千代田区", "霞が関", "1", "3-1"},
		{"府中市宮西町2-24", "東京都", "府中市", "宮西町", "2", "24"},
		{"府中市府川町315", "広島県", "府中市", "府川町", "", "315"},
		{"宮城県加美町下川原一番13", "宮城県", "加美町", "下川原一番", "", "13"},
		{"静岡市葵区与一五丁目32", "静岡県", "静岡市葵区", "与一", "5", "32"},
		{"京都市中京区柳馬場御池角上本能寺前町488", "京都府", "京都市中京区", "上本能寺前町", "", "488"},
		{"京都市中京区寺町通御池上る上本能寺前町488", "京都府", "京都市中京区", "上本能寺前町", "", "488"},
		{"珠洲市飯田町１１ ザ・ヤグラ３０２号室", "石川県", "珠洲市", "飯田町", "", "11"},
		{"珠洲市飯田町十一 5番地", "石川県", "珠洲市", "飯田町十一", "", "5"},
		{"和歌山市七番町3", "和歌山県", "和歌山市", "七番丁", "", "3"},
		{"1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo", "東京都", "千代田区", "霞が関", "1", "3-1"},
		{"1-3, KASUMIGASEKI, CHIYODA CITY, TOKYO", "東京都", "千代田区", "霞が関", "1", "3"},
		{"18-14, Nagatacho 1-chome, Chiyoda-ku, Tokyo", "東京都", "千代田区", "永田町", "1", "18-14"},
		{"Urami 2-3-4, Kushiro City, Hokkaido", "北海道", "釧路市", "浦見", "2", "3-4"},
		// What is not known is read by the rules.
		{"千代田区丸の内1-1-1", "東京都", "千代田区", "丸の内", "1", "1-1"},
		{"1-1-1 Marunouchi, Chiyoda-ku, Tokyo", "東京都", "千代田区", "Marunouchi", "1", "1-1"},
		{"大阪市北区梅田1-1", "大阪府", "大阪市北区", "梅田", "", "1-1"},
		{"", "", "", "", "", ""},
	} {
		a := ParseAddressIn(towns, c.in)
		if a.Prefecture != c.prefecture || a.City != c.city || a.Town != c.town || a.Block != c.block || a.Number != c.number {
			t.Errorf("%q is read as %+v, want %+v", c.in, a, c)
		}
	}
	if got := ParseAddressIn(towns, "1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo"); got.Latin != "Kasumigaseki" || got.BlockKey() != "東京都|千代田区|霞ケ関|1-3-1" {
		t.Errorf("key %q of %+v", got.BlockKey(), got)
	}
}

// A register's own addresses have the same key whether or not its towns are
// known: otherwise what is indexed would not be found.
func TestKnownTownsKeepKeys(t *testing.T) {
	for _, s := range []string{"東京都千代田区霞が関1丁目3番1号", "北海道札幌市中央区北8条西14丁目1番地2", "宮城県加美町字下川原一番100番地", "岩手県洋野町種市第23地割27番地",
		"静岡県静岡市葵区与一五丁目32番地", "大阪府堺市堺区大仙中町1丁2番3号", "京都府京都市中京区寺町通御池上る上本能寺前町488番地", "石川県珠洲市飯田町十一5番地"} {
		if with, without := ParseAddressIn(learnt(s), s).BlockKey(), ParseAddress(s).BlockKey(); with != without {
			t.Errorf("%s: %q with its town known, %q without", s, with, without)
		}
	}
}

func TestCompareLatinTown(t *testing.T) {
	towns := learnt("東京都千代田区霞が関1丁目3番1号")
	source := ParseAddress("東京都千代田区霞が関1丁目3番1号")
	for _, c := range []struct{ claimed, result, why string }{
		{"1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo", "agrees", "town_by_reading"},
		{"1-3-1 Marunouchi, Chiyoda-ku, Tokyo", "not_checked", "town_not_compared"},
		{"1-3-2 Kasumigaseki, Chiyoda-ku, Tokyo", "differs", "other_block"},
	} {
		if result, _, why := CompareParsed(ParseAddressIn(towns, c.claimed), source); result != c.result || why != c.why {
			t.Errorf("%s: %s %s, want %s %s", c.claimed, result, why, c.result, c.why)
		}
	}
}
