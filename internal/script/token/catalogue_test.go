package token

import "testing"

// pairsFound are names that must find each other, whichever is looked for and
// whichever is listed.
var pairsFound = []struct {
	kind Kind
	a, b string
}{
	// slips in one script
	{Person, "Gabriel Rosenqvist", "Gabriel Rosenqvist"},
	{Person, "Gabriel Rosenqvist", "Gabriel Rosenkvist"},
	{Person, "Gabriel Rosenqvist", "Gabirel Rosenqvst"},
	{Person, "Gabriel Rosenqvist", "Rosenqvist, Gabriel"},
	{Person, "Gabriel Rosenqvist", "GabrielRosenqvist"},
	{Person, "Müller Jürgen", "Muller Jurgen"},
	{Person, "Abd al-Rahman Nasser", "Abdalrahman Nasser"},
	{Person, "Abd al Rahman Nasser", "Abdulrahman Nasser"},
	{Person, "Jian Bin Xu", "Jianbin Xu"},
	{Body, "Aldergate Shipping Ltd.", "Aldergate Shiping Limited"},
	// other alphabets
	{Person, "Владимир Щербаков", "Vladimir Shcherbakov"},
	{Person, "Иван Хрущёв", "Ivan Khrushchev"},
	{Person, "محمد القذافي", "Mohammed al-Qadhafi"},
	{Person, "عبد الرحمن ناصر", "Abdulrahman Nasser"},
	{Person, "ジョン・ウィリアムズ", "John Williams"},
	{Person, "マイケル・パーカー", "Michael Parker"},
	{Person, "マエダアキオ", "マエダ アキオ"},
	{Person, "оттваль тидман", "оттвальтидман"},
	{Person, "马丁·博斯克", "Martin Bosque"},
	{Person, "엘러 필즈", "Eller Fields"},
	// characters
	{Person, "佐藤健", "Takeru Sato"},
	{Person, "佐藤 健", "Ken Satō"},
	{Person, "佐藤健", "佐藤 健"},
	{Person, "佐藤健", "サトウ ケン"},
	{Person, "斎藤健", "斉藤健"},
	{Person, "渡邉美咲", "渡辺美咲"},
	{Person, "張偉", "Zhang Wei"},
	{Person, "張偉", "Chang Wei"},
	{Person, "張偉", "Cheung Wai"},
	{Person, "徐建斌", "Xu Jian Bin"},
	{Person, "徐建斌", "Hsu Chien-pin"},
	{Person, "欧阳修", "Ouyang Xiu"},
	{Person, "김정은", "Kim Jong Un"},
	{Person, "김정은", "Gim Jeong-eun"},
	{Person, "김정은", "金正恩"},
	{Person, "박지성", "Park Ji-sung"},
	{Person, "张伟", "チャン・ウェイ"},
	// companies of Japan
	{Body, "関札商事株式会社", "関札商事"},
	{Body, "株式会社ディーイーエフ", "DEF Co., Ltd."},
	{Person, "דוד לוי", "David Levy"},
	{Body, "アマゾンジャパン合同会社", "Amazon Japan G.K."},
	{Body, "ブルーオーシャン株式会社", "Blue Ocean K.K."},
	{Body, "ワイヤレスアイアン株式会社", "Wireless Iron K.K."},
	{Body, "ゾルバクワイヤレス株式会社", "Zorbac Wireless K.K."},
	{Body, "エー・ユー・エックス・テキスタイル株式会社", "AUX Textile Co., Ltd."},
	{Body, "ブイ・アイ建設株式会社", "V.I. Construction Inc."},
	{Body, "アメジスト・フォーチュン・システムズ株式会社", "AmethystFortune Systems, Inc."},
	{Body, "Blend Market Co., Ltd.", "Blendmarket Co., Ltd."},
	{Body, "関札商事株式会社", "Sekifuda Shoji K.K."},
	{Body, "関札商事株式会社", "Sekifuda Trading Co., Ltd."},
	{Body, "エヌティティデータ株式会社", "NTT Data Corporation"},
	{Body, "北辰化学工業株式会社", "Hokushin Chemical Industry Co., Ltd."},
	{Body, "関札重工業株式会社", "Sekifuda Heavy Industries, Ltd."},
	{Body, "東京関札電機株式会社", "Tokyo Sekifuda Electric Co., Ltd."},
	{Body, "上海北辰科技有限公司", "Shanghai Beichen Technology Co., Ltd."},
	{Body, "삼성전자", "Samsung Electronics"},
	{Body, "People's Liberation Army", "PLA"},
	{Body, "キヤノン株式会社", "Canon Inc."},
	{Body, "キヤノン株式会社", "キャノン"},
	{Body, "株式会社ABC商事", "ABC商事"},
}

// leastShare of a pair in hundredths, all parts weighing the same.
const leastShare = 60

func TestPairsAreFound(t *testing.T) {
	for _, c := range pairsFound {
		for _, d := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			f := newFinder(c.kind, d[0])
			if got := f.shares(d[1], c.kind)[0]; got < leastShare {
				t.Errorf("%s looked for, %s listed: %d\n  listed %s\n  asked %v", d[1], d[0], got, describe(f.writings[0]), Ask(d[1], c.kind))
			}
		}
	}
}
