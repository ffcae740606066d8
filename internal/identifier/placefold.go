package identifier

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sekifuda/sekifuda/internal/script"
)

// placeVariants are characters that stand for each other in the names of
// places, each line a class whose first member represents it. script.Fold knows
// the general ones; these are added because only place names confuse them.
const placeVariants = "ケヶヵｹがガけゖ ノの之乃ﾉ ツっッつﾂ 龍竜 条條 沢澤 滝瀧 島嶋嶌 崎﨑嵜碕 高髙 広廣 国國 桜櫻 藪薮 檜桧 塩鹽 穂穗 円圓 与與 靭靱 芦蘆 " +
	"鶯鴬 籠篭 浜濱 冨富 舘館 渕淵 野埜 曾曽 祇祗 諫諌 騨驒 梼檮 砺礪 辺邊邉 斉齊 斎齋 桧檜 園薗 竈竃 頸頚 侭儘 蓮蓮 蛎蠣 釜釡 槙槇 渚渚 焔焰 " +
	"恵惠 栄榮 応應 画畫 会會 学學 楽樂 関關 気氣 帰歸 旧舊 拠據 峡峽 暁曉 区區 径徑 継繼 渓溪 県縣 献獻 験驗 権權 顕顯 鉱鑛 号號 済濟 雑雜 " +
	"参參 桟棧 実實 写寫 釈釋 寿壽 収收 従從 渋澁 将將 証證 縄繩 壌壤 条條 状狀 浄淨 真眞 図圖 数數 声聲 静靜 銭錢 潜潛 荘莊 総總 蔵藏 続續 " +
	"体體 対對 台臺 択擇 担擔 団團 断斷 昼晝 虫蟲 庁廳 聴聽 鉄鐵 点點 転轉 伝傳 都都 灯燈 当當 党黨 闘鬪 徳德 独獨 読讀 届屆 弐貳 悩惱 脳腦 " +
	"麦麥 発發 抜拔 晩晚 蛮蠻 弁辨瓣辯 宝寶 豊豐 翻飜 万萬 満滿 黙默 訳譯 薬藥 予豫 余餘 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 両兩 猟獵 緑綠 " +
	"涙淚 塁壘 励勵 礼禮 隷隸 霊靈 齢齡 暦曆 歴歷 恋戀 炉爐 労勞 楼樓 湾灣 亀龜 仏佛 払拂 岳嶽 巌巖 尭堯 遥遙 瑶瑤 秘祕 祢禰 祷禱 禄祿 戸戶 " +
	"鴎鷗 鹸鹼 麹麴 屏屛 并幷 桑桒 辻辻 籔薮 柳栁 蕪蕪 葛葛 飴飴 樽樽 鯖鯖 杉椙 吉𠮷 土圡 鶴靍靏 糀麹 亘亙 弥彌 壺壷 灘灘 鰺鯵 禰祢 鞆鞆"

// placeTable maps every character of the basic plane to the one that
// represents it in keys, 0 where it is dropped. It is filled once: a table of
// 128 KiB makes the fold of five million rows a matter of look-ups.
var placeTable = sync.OnceValue(func() *[0x10000]uint16 {
	t := new([0x10000]uint16)
	for r := rune(0); r < 0x10000; r++ {
		t[r] = uint16(foldPlaceSlow(r))
	}
	// Classes come last and are applied twice, so that a member that is also
	// the head of another class (桧檜) ends at the same character.
	for range 2 {
		for class := range strings.FieldsSeq(placeVariants) {
			joinClass(t, []rune(class))
		}
	}
	return t
})

// joinClass points all members of the class at what its first one stands for.
func joinClass(t *[0x10000]uint16, class []rune) {
	head := t[class[0]]
	for _, r := range class[1:] {
		if r >= 0x10000 {
			continue
		}
		old := t[r]
		t[r] = head
		// What r was folded into follows it, but a small kana takes its large
		// one nowhere: ヵ is ケ, カ is not.
		if old != 0 && old != head && old > 'ヶ' {
			t[old] = head
		}
	}
}

// foldPlaceSlow folds one character without the classes of places.
func foldPlaceSlow(r rune) rune {
	if isIgnorable(r) {
		return 0
	}
	if isDash(r) {
		return '-'
	}
	// What lies between the Han characters and the compatibility forms (Yi,
	// Hangul, private use) is in no Japanese place name.
	if r < 0xA000 || r >= 0xF900 {
		r = foldOne(asciiRune(r))
	}
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	if r >= 'ぁ' && r <= 'ゖ' {
		r += 'ァ' - 'ぁ'
	}
	return largeKana(r)
}

// foldOne is script.Fold where that gives one character for one.
func foldOne(r rune) rune {
	if r < 0x80 {
		return r
	}
	folded := script.Fold(string(r))
	f, size := utf8.DecodeRuneInString(folded)
	if size == 0 || size != len(folded) || f == utf8.RuneError || f >= 0x10000 {
		return r
	}
	return f
}

// largeKana turns the small kana into the large ones: place names are written
// with either.
func largeKana(r rune) rune {
	const small, large = "ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ"
	if i := strings.IndexRune(small, r); i >= 0 {
		for _, l := range large[i:] {
			return l
		}
	}
	return r
}

// foldPlaceRune folds one character of a place name; 0 means none.
func foldPlaceRune(t *[0x10000]uint16, r rune) rune {
	if r < 0x10000 {
		return rune(t[r])
	}
	if isIgnorable(r) {
		return 0
	}
	if r == '𠮷' {
		return '吉'
	}
	return r
}

// foldPlace folds the name of a place for comparing.
func foldPlace(s string) string {
	var buf [128]byte
	return string(appendPlace(buf[:0], s))
}

// appendPlace is foldPlace into a buffer. 々 is written out.
func appendPlace(dst []byte, s string) []byte {
	t, last := placeTable(), rune(0)
	for _, r := range composed(s) {
		if r = foldPlaceRune(t, r); r == 0 || r == ' ' {
			continue
		}
		if r == '々' && last != 0 {
			r = last
		}
		dst, last = utf8.AppendRune(dst, r), r
	}
	return dst
}

// composed applies NFKC where s has characters that only together make one:
// half-width kana with its marks, or combining marks.
func composed(s string) string {
	for _, r := range s {
		if r >= 0xFF61 && r <= 0xFF9F || r == 0x3099 || r == 0x309A || r >= 0x300 && r <= 0x36F {
			return norm.NFKC.String(s)
		}
	}
	return s
}
