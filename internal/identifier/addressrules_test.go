package identifier

import "testing"

// Spellings that only one rule of the parser tells apart.
func TestAddressRules(t *testing.T) {
	for _, c := range []struct{ in, city, town, numbers, room string }{
		// A building's name may have 丁目 and 番.
		{"埼玉県久喜市久本寺4 四丁目ビル302号室", "久喜市", "久本寺", "4", "302"},
		{"東京都練馬区豊玉北六の八 四丁目ビル 302号室", "練馬区", "豊玉北", "6-8", "302"},
		{"宮崎県延岡市旭町六ー一九 十番ビル", "延岡市", "旭町", "6-19", ""},
		{"札幌市北区北 8 条西 14 丁目 1 番 2 号", "札幌市北区", "北8条西", "14-1-2", ""},
		// A numeral in kanji goes on to the building without a blank.
		{"岐阜県岐阜市梅河町一丁目十一の二十四ハイツ桜2号棟3階", "岐阜市", "梅河町", "1-11-24", "3F"},
		{"宮城県登米市南方町大嶽山三十二－三札ノ辻マンション302号室", "登米市", "南方町大嶽山", "32-3", "302"},
		{"埼玉県上尾市大字上尾宿九－一七", "上尾市", "上尾宿", "9-17", ""},
		{"三重県伊賀市東湯舟八〇六ー一〇", "伊賀市", "東湯舟", "806-10", ""},
		{"宮崎県日向市亀崎三-一", "日向市", "亀崎", "3-1", ""},
		{"東京都港区芝5-7一番館", "港区", "芝", "5-7", ""},
		// A room behind a dash.
		{"福井県敦賀市山2531-302号", "敦賀市", "山", "2531", "302"},
		{"岐阜県各務原市蘇原清住町3ノ12-302号", "各務原市", "蘇原清住町", "3-12", "302"},
		{"東京都港区芝5-7-12号", "港区", "芝", "5-7-12", ""},
		// Towns that end in what looks like a number.
		{"宮城県加美町上狼塚西岡二番1920の4", "加美町", "上狼塚西岡二番", "1920-4", ""},
		{"徳島県松茂町広島字二番越１６７３番地", "松茂町", "広島二番越", "1673", ""},
		{"静岡県静岡市葵区一番三番霞ビル302号室", "静岡市葵区", "一番", "3", "302"},
		{"北海道札幌市白石区本通15丁目南27番地", "札幌市白石区", "本通15丁目南", "27", ""},
		{"福島県郡山市日和田町八丁目字北ノ脇４２４番地", "郡山市", "日和田町八丁目北ノ脇", "424", ""},
		{"岩手県花巻市東十二丁目第七地割10番地", "花巻市", "東十二丁目第七地割", "10", ""},
		{"佐賀県佐賀市８丁畷町２２７２番の６", "佐賀市", "8丁畷町", "2272-6", ""},
		{"山形県酒田市小牧南５丁野６", "酒田市", "小牧南5丁野", "6", ""},
		// Corners and sides of streets in Kyoto.
		{"京都市西京区御池千本上る西側御陵北山町31番地7", "京都市西京区", "御陵北山町", "31-7", ""},
		{"京都市右京区堺町通四条角 花園段ノ岡町2317", "京都市右京区", "花園段ノ岡町", "2317", ""},
		// Prefectures cut short, cities that differ in one character.
		{"山形村山市楯岡新町2-32-19", "村山市", "楯岡新町", "2-32-19", ""},
		{"千葉市川市八幡1-1-1", "市川市", "八幡", "1-1-1", ""},
		{"鹿嶋市緑ヶ丘3-4-12", "鹿嶋市", "緑ヶ丘", "3-4-12", ""},
		{"鹿島市大字森40-9", "鹿島市", "森", "40-9", ""},
		{"カホク市七窪1", "かほく市", "七窪", "1", ""},
	} {
		a := ParseAddress(c.in)
		if a.City != c.city || a.Town != c.town || a.numbers() != c.numbers || a.Room != c.room {
			t.Errorf("%q is read as %+v, want %+v", c.in, a, c)
		}
	}
}

// カ is not ヵ, and ヵ is ケ.
func TestKanaOfPlaces(t *testing.T) {
	if foldPlace("カ") == foldPlace("ケ") || foldPlace("か") != foldPlace("カ") || foldPlace("ヵ") != foldPlace("ヶ") || foldPlace("が") != foldPlace("ケ") {
		t.Errorf("カ %q, ケ %q, か %q, ヵ %q", foldPlace("カ"), foldPlace("ケ"), foldPlace("か"), foldPlace("ヵ"))
	}
}

// One place as forms, registers and map services write it: all have one key once
// the town is known.
func TestOnePlaceInManyForms(t *testing.T) {
	towns := learnt("東京都千代田区霞が関1丁目3番1号")
	for _, s := range []string{
		"東京都千代田区霞が関1~3~1", "東京都千代田区霞が関1⏤3⏤1", "東京都千代田区霞が関1・3・1", "東京都千代田区霞が関1.3.1", "東京都千代田区霞が関1/3/1",
		"東京都千代田区霞が関 1 - 3 - 1", "東京都千代田区霞が関1丁目-3番-1号", "東京都千代田区霞が関①-3-1", "東 京 都 千 代 田 区 霞 が 関 １丁目３番１号",
		"東京都千代田区霞が関壱丁目参番壱号", "東京都千代田区霞が関1丁3番1号", "東京都千代田区霞が関1-3-1(霞ビル3階)", "千代田区霞が関1-3-1（〒100-8977）",
		"住所：東京都千代田区霞が関1-3-1", "TOKYO 千代田区霞が関1-3-1", "Tokyo-to, Chiyoda-ku, Kasumigaseki 1-3-1", "Kasumigaseki 1-3-1 Chiyoda-ku Tokyo",
		"1-3-1 Kasumigaseki Chiyoda-ku Tokyo 100-8977 Japan", "1 Chome-3-1 Kasumigaseki, Chiyoda City, Tokyo 100-8921",
		"1-chōme-3-1 Kasumigaseki, Chiyoda City, Tokyo 100-8921, Japan", "〒100-8921 Tokyo, Chiyoda City, Kasumigaseki, 1 Chome−3−1",
		"Japan, 〒100-8921 Tokyo, Chiyoda City, Kasumigaseki, 1−chōme−3−1", "1-3-1, Kasumi-ga-seki, Chiyoda-ku, Tokyo", "Kasumigaseki 1-chome 3-ban 1-go, Chiyoda-ku, Tokyo",
		"1-3-1 Kasumigaseki\nChiyoda-ku, Tokyo\n100-8977", "Ｔｏｋｙｏ，Ｃｈｉｙｏｄａ－ｋｕ，Ｋａｓｕｍｉｇａｓｅｋｉ１－３－１",
	} {
		if a := ParseAddressIn(towns, s); a.BlockKey() != "東京都|千代田区|霞ケ関|1-3-1" || a.Block != "1" {
			t.Errorf("%q is read as %+v", s, a)
		}
	}
	for _, pair := range [][2]string{{"岩手県九戸郡洋野町種市第23地割27番地", "岩手県洋野町種市23地割27"}, {"東京都八丈島八丈町大賀郷2551番地2", "東京都八丈町大賀郷2551-2"}, {"千葉県旭市ロの1番地", "千葉県旭市ロ1"}} {
		if a, b := ParseAddress(pair[0]).BlockKey(), ParseAddress(pair[1]).BlockKey(); a != b || a == "" {
			t.Errorf("%s has key %q, %s %q", pair[0], a, pair[1], b)
		}
	}
}
