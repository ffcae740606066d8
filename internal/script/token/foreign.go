package token

import (
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/script"
	"github.com/sekifuda/sekifuda/internal/script/reading"
	"github.com/sekifuda/sekifuda/internal/script/roman"
)

// transcribing are the characters that Chinese writes foreign names with, as the
// spellings in ../shared/data (CC0) have them at least twelve times. A word that
// holds another one is not spelt by sound.
const transcribing = `
斯克特爾拉德尔里尼卡格利阿夫布科巴基塔迪雷西普洛奇伊米瓦羅維姆哈勒蒂馬曼托亞吉安比納森加多奧恩莫林弗帕諾希埃艾達塞梅赫罗维伯波薩奥萊索亚马娜
纳沃貝菲耶博蘭杜瑞提诺莱沙法霍皮魯古达佩威茨萨戈金什麥史茲贝泰莉文海倫福扎鲁雅穆瑟蒙列庫坦頓施切辛兰努高內妮瑪凱登費桑娃库朗柯查内丹歐默莎隆
戴丁圖兹乌蘇傑伦佐柏因尤絲韋肯烏坎奈考苏根澤康佛芬賽夏喬班南盧琳本道玛齊謝费勞那明可卢蓋舒图溫胡祖約凯路泽麗哥杰舍漢美奎思葛涅顿潘韦李邦季拜
厄寧摩劳麦朱丽拿席派齐賓谢得山伍昂松華凡契代甘保密豪日王賈约揚狄亨汀許廷乔贾魏嘉卜邁薇木盖英滕万寇迈芙詹鮑士捷連彼娅平力蕾孔珀楚依門修東黛紐
宁露丝富荷翁汉天彭姬唐肖賴宗赛畢素卓度黑翰歷罕兒崔婭子侯別奴札欧皇治贊琪通懷大珊立恰丘申休都鲍旺臣蓬堡昆陶若琴津尚洪惠芭扬第理武帝烈葉愛白热
方雪歇温世芒永策宾吕勃墨錫门良佳潔别翠差萬哲赖察呂薛撒柳藍蘿湯當范司田呼珍各雲遜川公儿留斐迦貢熱域易蓮欣主圭岑龍贡寶茜彻教樂叶江纽赞靈仁鄧东
允藤瑙钦敏歌略農夸小紹龐延一如朵久于真廖龙其禾聖慕赤汗賀地耐何孟伽采廉芮碧嘎
`

var isTranscribing = sync.OnceValue(func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range script.Fold(strings.ReplaceAll(transcribing, "\n", "")) {
		m[r] = true
	}
	return m
})

// appendForeign adds the skeletons of a word in Hangul or hanzi that may be a
// foreign name: two characters or more.
func appendForeign(out []Key, run []rune, in alphabet, most int) []Key {
	if len(run) < 2 || len(run) > maxSyllablesForeign {
		return out
	}
	if in == hangul {
		if ways := roman.Latin(string(run)); len(ways) > 0 {
			out = appendSkeletons(out, ways[0], script.Hangul, most)
		}
		return out
	}
	var b strings.Builder
	for i, r := range run {
		list := reading.PinyinOf(r)
		if !isTranscribing()[r] || len(list) == 0 {
			return out
		}
		if i > 0 {
			b.WriteByte('-')
		}
		b.WriteString(list[0])
	}
	return appendSkeletons(out, b.String(), script.Han, most)
}

// maxSyllablesForeign bounds a foreign word.
const maxSyllablesForeign = 12
