package script

import "strings"

// variantClasses lists classes of kanji that names use for one another: the
// first of each group is the form in use today and stands for the class. Only
// shapes of the same character are here. Characters that merely sound alike
// (斎 and 斉) are two classes, and so are those whose merger is right in one
// word and wrong in another (後 and 后).
const variantClasses = `
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩
仮假 価價 画畫畵 会會 絵繪 壊壞 懐懷 拡擴 殻殼 覚覺 学學斈 岳嶽 楽樂 渇渴 勧勸 巻卷 陥陷 寛寬 関關 歓歡 観觀 顔顏 帰歸 気氣
亀龜 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 郷鄕鄉 暁曉 区區 駆驅駈 勲勳 薫薰 径徑 茎莖 恵惠 掲揭 渓溪 経經 蛍螢
軽輕 継繼 鶏鷄雞 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍劒劔釼剱 険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 戸戶户 広廣 効效 恒恆 黄黃
鉱鑛砿礦 号號 国國圀 黒黑 砕碎 済濟 斎齋 剤劑 雑雜襍 参參 桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 釈釋
寿壽 収收 従從 渋澁澀 獣獸 縦縱 粛肅 処處 叙敍敘 将將 称稱 焼燒 証證 奨奬 条條 状狀 乗乘 浄淨 剰剩 畳疊疉 縄繩 壌壤 嬢孃
譲讓 醸釀 触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 斉齊 静靜 窃竊 摂攝 専專 浅淺
戦戰 践踐 銭錢 潜潛濳 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 痩瘦 装裝 総總 騒騷 蔵藏 臓臟 即卽 属屬 続續 堕墮
対對 体體躰 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 担擔 単單 胆膽 団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭
逓遞 鉄鐵銕 点點 転轉 伝傳 灯燈 当當 党黨 盗盜 稲稻 闘鬪 徳德 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發
髪髮 抜拔 晩晚 蛮蠻 秘祕 浜濱濵 瓶甁 払拂 仏佛 併倂 並竝 辺邊邉 変變 弁辨瓣辯 歩步 宝寶寳 豊豐 褒襃 没沒歿 翻飜 毎每 万萬
満滿 麺麵 黙默 弥彌 訳譯 薬藥 与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚泪 塁壘 礼禮
励勵 戻戾 霊靈 隷隸 齢齡 暦曆 歴歷 恋戀 炉爐 労勞 楼樓 録錄 湾灣
瑶瑤 尭堯 槙槇 遥遙 晋晉 巌巖巗 穣穰 禄祿 祷禱 祢禰 鴎鷗 侠俠 頬頰 填塡 掴摑 繋繫 蝋蠟 涛濤 莱萊 鴬鶯 蒋蔣 醤醬 屡屢 躯軀
桧檜 蛎蠣 砺礪 麹麴 籠篭 壷壺 撹攪 涜瀆 呑吞 嘘噓 噛嚙 焔焰 鹸鹼 剥剝 叱𠮟
高髙 崎﨑嵜㟢 吉𠮷 島嶋嶌㠀 峰峯 富冨 柳栁桺 館舘 桑桒 橋槗𣘺 船舩 梅楳 喜㐂 野埜 淵渕渊 涌湧 秋穐龝 兎兔 凛凜 靭靱 鑑鑒
鎌鐮 鉤鈎 竈竃 郎郞 隣鄰 達逹 村邨 萌萠 薮藪 芦蘆 苺莓 園薗 卯夘 姉姊 姫姬 娯娛 迪廸 彦彥 悦悅 掻搔 携攜 昇曻 栃杤 枡桝
柏栢 梼檮 氷冰 沖冲 涼凉 清淸 煕熙凞 煙烟 爾尓尔 猪豬 猫貓 珍珎 皐皋 蓋盖 産產 竪豎 箪簞 繍繡 缶罐 聡聰 舎舍 舗舖 虎乕
蝉蟬 詠咏 諌諫 讃讚 賎賤 轟軣 邇迩 醗醱 鋭銳 鎖鎻 間閒 雁鴈 韮韭 顛顚 飲飮 騨驒 鯵鰺 鶴靏靍 況况 函凾 券劵 勖勗 卒卆
厨廚 厩廐 叡睿 呪咒 唖啞 妍姸 屏屛 并幷 床牀 厦廈 弯彎 強强 協恊 掛挂 映暎 歳歲 毘毗 留畄畱 畝畆畞 略畧 税稅 絶絕 群羣
翠翆 耕畊 肇肈 脱脫 融螎 衆眾 説說 踊踴 閲閱 青靑 面靣 飾餝 鼓皷 鼠鼡 晃晄 教敎 内內 呉吳
`

// page is one 256-rune page of the folding table; 0 means "stands for itself".
type page [256]rune

var (
	// pages folds the runes of the basic plane, beyond folds the others.
	pages  [256]*page
	beyond = map[rune]rune{}
)

func init() {
	for _, class := range strings.Fields(variantClasses) {
		runes := []rune(class)
		for _, r := range runes[1:] {
			setFold(r, runes[0])
		}
	}
	for r := rune(0xFF01); r <= 0xFF5E; r++ { // full-width ASCII
		setFold(r, lowerASCII(r-0xFEE0))
	}
	for to, from := range signClasses {
		for _, r := range from {
			setFold(r, to)
		}
	}
}

// signClasses folds signs that keyboards and fonts mix up.
var signClasses = map[rune]string{
	' ':  "\u3000",
	'-':  "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02D7\uFE58\uFE63\uFF0D\u2500\u2501\u30A0\u2E3A\u2E3B",
	'\'': "\u2018\u2019\u201B\u2032\u02B9\u02BB\u02BC\u02BD\u0060\u00B4\uFF07\uFF40",
	'"':  "\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB",
	'・':  "\u00B7\u2022\u2027\u2219\u22C5\u25CF\u25E6\u0387",
	'~':  "\u301C\u223C\uFF5E",
	'σ':  "ς",
	'и':  "ѝ",
	'е':  "ѐ",
	// Arabic letters that keyboards of neighbouring languages write for one another.
	'ا': "أإآٱ", 'ي': "ىیئ", 'ك': "ک", 'ه': "ةۀہە", 'و': "ؤ",
}

func setFold(r, to rune) {
	if r == to {
		return
	}
	if r > 0xFFFF {
		beyond[r] = to
		return
	}
	p := pages[r>>8]
	if p == nil {
		p = new(page)
		pages[r>>8] = p
	}
	p[r&0xFF] = to
}

// variant returns the representative of r's class.
func variant(r rune) rune {
	if r > 0xFFFF {
		if v, ok := beyond[r]; ok {
			return v
		}
		return r
	}
	if p := pages[r>>8]; p != nil {
		if v := p[r&0xFF]; v != 0 {
			return v
		}
	}
	return r
}

func lowerASCII(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}
