package script

import (
	"strings"
	"unicode/utf8"
)

// branchWords end the name of an office. Those after the gap are also parts of
// names, so they need a place before them.
var (
	branchWords = []string{"支店", "支社", "営業所", "出張所", "事業所", "本社", "本店"}
	placedWords = []string{"工場", "支部", "事務所", "支局", "支所", "分室"}
)

// branchPlaces are the places that branches are named after most.
var branchPlaces = strings.Fields(`北海道 札幌 青森 盛岡 岩手 仙台 宮城 秋田 山形 福島 郡山 茨城 水戸 栃木 宇都宮 群馬 高崎 前橋 埼玉 大宮 千葉 船橋 東京 新宿
渋谷 池袋 品川 丸の内 銀座 日本橋 上野 立川 八王子 神奈川 横浜 川崎 新潟 長岡 富山 金沢 石川 福井 山梨 甲府 長野 松本 岐阜 静岡 浜松 沼津 愛知 名古屋 豊橋
三重 四日市 滋賀 大津 京都 大阪 梅田 難波 兵庫 神戸 姫路 奈良 和歌山 鳥取 米子 島根 松江 岡山 広島 福山 山口 下関 徳島 香川 高松 愛媛 松山 高知 福岡
北九州 小倉 博多 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄 那覇 東北 関東 北関東 首都圏 東日本 西日本 中部 東海 北陸 関西 近畿 中国 四国 九州 南九州 中央`)

// cutBranch divides folded text into name and branch. A branch stands behind a
// space, behind a form in the middle (関所株式会社大阪支店), or begins with a
// place that branches are named after; else the words are part of the name.
func cutBranch(s string) (name, branch string) {
	last, _ := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune("店社所場部局室", last) {
		return s, ""
	}
	end, plain := branchEnd(s)
	if end < 0 {
		return s, ""
	}
	if i := strings.LastIndexByte(s[:end], ' '); i > 0 && plain && !onlyForm(s[:i]) {
		return trimSigns(s[:i]), s[i+1:]
	}
	for _, f := range []string{"株式会社", "有限会社", "合同会社", "(株)", "(有)", "(同)"} {
		if i := strings.LastIndex(s[:end], f); i > 0 {
			return s[:i+len(f)], trimSigns(s[i+len(f):])
		}
	}
	for _, place := range branchPlaces {
		if rest, ok := strings.CutSuffix(s[:end], place); ok && trimSigns(rest) != "" && !onlyForm(rest) {
			return trimSigns(rest), s[len(rest):]
		}
	}
	return s, ""
}

// branchEnd gives the position of the word of a branch at the end of s, or -1,
// and whether the word needs no place.
func branchEnd(s string) (int, bool) {
	for _, w := range branchWords {
		if strings.HasSuffix(s, w) {
			return len(s) - len(w), true
		}
	}
	for _, w := range placedWords {
		if strings.HasSuffix(s, w) {
			return len(s) - len(w), false
		}
	}
	return -1, false
}

func onlyForm(s string) bool {
	rest, f := cutFront(trimSigns(s))
	return f != nil && rest == ""
}
