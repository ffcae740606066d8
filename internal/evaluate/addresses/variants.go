package addresses

import (
	"strings"
)

// Characters that people write for each other in the names of places.
var (
	kanaVariants = [][]string{{"ケ", "ヶ", "が", "ｹ", "ガ"}, {"ヶ", "ケ", "が"}, {"が", "ヶ", "ケ"}, {"ノ", "の", "之"}, {"の", "ノ", "之", "乃"}, {"之", "の", "ノ"}, {"ツ", "ッ", "つ"}, {"つ", "ツ"}, {"通り", "通", "とおり"}, {"通", "通り", "どおり"}}
	oldVariants  = map[rune]string{'竜': "龍", '龍': "竜", '条': "條", '沢': "澤", '澤': "沢", '滝': "瀧", '瀧': "滝", '島': "嶋嶌", '崎': "﨑", '高': "髙", '広': "廣", '国': "國", '桜': "櫻", '浜': "濱", '渕': "淵", '辺': "邊邉", '斉': "齊", '斎': "齋", '栄': "榮", '関': "關", '塩': "鹽", '富': "冨", '宝': "寶", '宮': "宫", '真': "眞", '台': "臺", '万': "萬", '徳': "德", '蔵': "藏", '豊': "豐", '円': "圓", '楽': "樂", '弥': "彌", '曽': "曾", '巌': "巖", '桧': "檜", '恵': "惠", '鉄': "鐵", '清': "淸", '来': "來", '弁': "辨", '当': "當", '亀': "龜", '沖': "冲", '群': "羣", '館': "舘", '峰': "峯", '吉': "𠮷", '柳': "栁", '壱': "壹"}
)

// kana writes one of the variants of ケ, ノ, ツ and 通り.
func (s *speller) kana(name, class string) string {
	if s.chance(2) {
		return name
	}
	for _, v := range kanaVariants {
		i := strings.Index(name, v[0])
		if i < 0 || v[0] == "通" && (strings.HasPrefix(name[i:], "通り") || !strings.HasSuffix(name, "通")) || v[0] == "が" && !strings.Contains(name, "が丘") && !strings.Contains(name, "が関") && !strings.Contains(name, "が原") {
			continue
		}
		w := pick(s, v[1:]...)
		if w == "之" && (i == 0 || i+len(v[0]) == len(name)) {
			continue
		}
		s.mark(class)
		return name[:i] + w + name[i+len(v[0]):]
	}
	if hiragana(name) && s.chance(3) {
		s.mark("katakana for hiragana")
		return strings.Map(func(r rune) rune {
			if r >= 'ぁ' && r <= 'ん' {
				return r + 0x60
			}
			return r
		}, name)
	}
	return name
}

func hiragana(name string) bool {
	n := 0
	for _, r := range name {
		if r >= 'ぁ' && r <= 'ん' {
			n++
		}
	}
	return n >= 3
}

// old writes characters in their older form, or the other way round.
func (s *speller) old(name, class string) string {
	if s.chance(2) {
		return name
	}
	out := strings.Map(func(r rune) rune {
		if v := oldVariants[r]; v != "" {
			rs := []rune(v)
			return rs[s.IntN(len(rs))]
		}
		return r
	}, name)
	if out != name {
		s.mark(class)
	}
	return out
}

// widths writes all digits and Latin letters full, or leaves them.
func (s *speller) widths(text string) string {
	if s.chance(2) {
		return text
	}
	out := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r + 0xFEE0
		}
		return r
	}, text)
	if out != text {
		s.mark("full width")
	}
	return out
}

// Streets of Kyoto, invented crossings included.
var (
	streetsAlong  = strings.Fields("河原町 寺町 御幸町 麩屋町 富小路 柳馬場 堺町 高倉 東洞院 烏丸 室町 新町 西洞院 油小路 堀川 大宮 千本 御前 木屋町 猪熊 黒門 智恵光院 浄福寺")
	streetsAcross = strings.Fields("丸太町 竹屋町 夷川 二条 押小路 御池 姉小路 三条 六角 蛸薬師 錦小路 四条 綾小路 仏光寺 高辻 松原 五条 今出川 中立売 一条 七条 北大路 塩小路")
)

// street tells the way to a place in Kyoto.
func (s *speller) street() string {
	s.mark("Kyoto streets")
	along, across := pick(s, streetsAlong...), pick(s, streetsAcross...)
	if s.chance(2) {
		along, across = across, along
	}
	way := pick(s, "上る", "下る", "上ル", "下ル", "上がる", "下がる", "東入", "西入", "東入る", "西入ル", "東入ル", "西入る", "東入り", "上ルの", "上る東入", "下る西入ル", "上る西側", "角")
	if way == "上ルの" {
		way = "上ル"
	}
	if way == "角" || strings.HasSuffix(way, "側") {
		s.mark("Kyoto corners")
	}
	if s.chance(8) {
		way = pick(s, "一丁", "二丁", "三丁") + pick(s, "東", "西") + "入"
	}
	return along + pick(s, "通", "通", "通り", "") + across + pick(s, "", "", "通") + way + pick(s, "", "", " ", "　")
}
