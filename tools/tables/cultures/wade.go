package main

import "strings"

// wadeGiles writes a name as in Taiwan: no apostrophes, no umlaut; pinyin is
// another spelling.
func wadeGiles(name string, surname bool) []string {
	var out, plain []string
	for _, s := range pinyinOf(name, surname) {
		if s == "yuchi" || s == "linghu" || s == "xiahou" {
			out, plain = append(out, map[string]string{"yuchi": "yu-chih", "linghu": "ling-hu", "xiahou": "hsia-hou"}[s]), append(plain, s)
			continue
		}
		out, plain = append(out, wade(s)), append(plain, strings.ReplaceAll(s, "v", "u"))
	}
	usual := strings.Join(out, "-")
	if len([]rune(name)) > 1 || !surname {
		return []string{title(usual), title(strings.Join(plain, "-"))}
	}
	also := taiwanSurnames[name]
	return append([]string{title(usual)}, append(strings.Fields(also), title(strings.Join(plain, "")))...)
}

// taiwanSurnames are the customary spellings that differ; by hand.
var taiwanSurnames = map[string]string{
	"李": "Lee", "謝": "Shieh", "徐": "Hsu", "蔡": "Tsai", "蕭": "Shiau", "葉": "Yeh", "郭": "Kuo", "吳": "Woo", "許": "Sheu", "高": "Gau", "游": "Yu", "沈": "Sheen",
}

var wadeWhole = map[string]string{
	"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "yi": "i", "er": "erh",
	"ge": "ko", "ke": "ko", "he": "ho", "e": "o", "ye": "yeh", "yan": "yen", "you": "yu", "yong": "yung", "yue": "yueh",
	"gui": "kuei", "kui": "kuei", "duo": "to", "tuo": "to", "luo": "lo", "nuo": "no", "zuo": "tso", "cuo": "tso", "suo": "so", "ruo": "jo", "zhuo": "cho", "chuo": "cho",
	"bo": "po", "po": "po", "mo": "mo", "fo": "fo", "jiong": "chiung", "xiong": "hsiung", "qiong": "chiung",
}

var wadeInitials = []string{"zh ch", "ch ch", "sh sh", "b p", "p p", "d t", "t t", "g k", "k k", "j ch", "q ch", "x hs", "z ts", "c ts", "r j"}

var wadeFinals = map[string]string{
	"ian": "ien", "ie": "ieh", "ue": "ueh", "ve": "ueh", "ong": "ung", "v": "u", "i": "i", "iu": "iu",
}

// wade writes one syllable of pinyin in Wade-Giles.
func wade(s string) string {
	if w, ok := wadeWhole[s]; ok {
		return w
	}
	head, tail := "", s
	for _, p := range wadeInitials {
		from, to, _ := strings.Cut(p, " ")
		if strings.HasPrefix(s, from) {
			head, tail = to, s[len(from):]
			break
		}
	}
	if head == "" && len(s) > 1 && strings.IndexByte("mfnlhsyw", s[0]) >= 0 {
		head, tail = s[:1], s[1:]
	}
	if f, ok := wadeFinals[tail]; ok {
		tail = f
	}
	return head + tail
}
