package main

import "strings"

// hongKongSurnames are the spellings of identity cards where the rules give
// another; by hand.
var hongKongSurnames = map[string]string{
	"李": "Lee", "王": "Wong", "張": "Cheung", "劉": "Lau", "陳": "Chan", "楊": "Yeung", "黃": "Wong", "趙": "Chiu", "吳": "Ng", "周": "Chow",
	"徐": "Tsui", "孫": "Suen", "馬": "Ma", "朱": "Chu", "胡": "Wu Woo", "郭": "Kwok", "何": "Ho", "林": "Lam", "高": "Ko", "羅": "Lo Law",
	"鄭": "Cheng", "梁": "Leung", "謝": "Tse", "宋": "Sung", "唐": "Tong", "許": "Hui", "韓": "Hon", "鄧": "Tang", "馮": "Fung", "曹": "Tso Cho",
	"彭": "Pang", "曾": "Tsang", "蕭": "Siu", "田": "Tin", "董": "Tung", "潘": "Poon Pun", "袁": "Yuen", "蔡": "Choi Tsoi", "蔣": "Cheung Tseung", "余": "Yu",
	"杜": "To", "葉": "Yip Ip", "程": "Ching", "魏": "Ngai", "蘇": "So", "呂": "Lui", "丁": "Ting", "任": "Yam", "盧": "Lo", "姚": "Yiu",
	"沈": "Shum", "鍾": "Chung", "崔": "Chui Tsui", "譚": "Tam", "陸": "Luk", "范": "Fan", "石": "Shek", "廖": "Liu", "金": "Kam", "夏": "Ha",
	"傅": "Fu", "方": "Fong", "白": "Pak", "江": "Kong", "雷": "Lui", "龍": "Lung", "陶": "To", "賀": "Ho", "顧": "Koo Ku", "龔": "Kung",
	"邵": "Shiu", "萬": "Man", "錢": "Chin", "戴": "Tai", "嚴": "Yim", "莫": "Mok", "孔": "Hung", "湯": "Tong", "溫": "Wan", "施": "Sze",
	"關": "Kwan", "岑": "Sham", "麥": "Mak", "區": "Au", "歐陽": "Au-yeung", "司徒": "Szeto", "簡": "Kan", "鄺": "Kwong", "甘": "Kam", "單": "Sin Shin", "解": "Hai", "翟": "Chak", "薛": "Sit", "柯": "Or O",
}

// hongKong writes a name in the spelling of Hong Kong, by rule from Jyutping.
func (u *unihan) hongKong(name string, surname bool) []string {
	if s, ok := hongKongSurnames[name]; ok && surname {
		return strings.Fields(s)
	}
	var one, two []string
	for _, r := range name {
		a, b := hongKongSyllable(u.cantonese[r])
		one, two = append(one, a), append(two, b)
	}
	return []string{title(strings.Join(one, "-")), title(strings.Join(two, "-"))}
}

var cantoneseInitials = strings.Fields("gw=kw kw=kw ng=ng b=p d=t g=k z=ch c=ch s=s j=y p=p t=t k=k m=m n=n l=l f=f h=h w=w")

var cantoneseFinals = map[string]string{
	"aa": "a", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at", "aak": "ak",
	"oeng": "eung", "oek": "euk", "oe": "eu", "eoi": "ui", "eon": "un", "eot": "ut", "ou": "o", "yu": "yu", "yun": "uen", "yut": "uet",
	"un": "oon", "ui": "ui", "iu": "iu", "am": "am", "i": "i", "u": "u",
}

// hongKongSyllable gives a syllable in its usual spelling and in a second one
// that is found as well.
func hongKongSyllable(jyutping string) (usual, also string) {
	head, tail := "", jyutping
	for _, p := range cantoneseInitials {
		from, to, _ := strings.Cut(p, "=")
		if strings.HasPrefix(jyutping, from) {
			head, tail = to, jyutping[len(from):]
			break
		}
	}
	if f, ok := cantoneseFinals[tail]; ok {
		tail = f
	}
	if head == "y" && strings.HasPrefix(tail, "yu") {
		tail = tail[1:]
	}
	if head == "y" && (tail == "uen" || tail == "uet") {
		return head + tail, head + "u" + tail[2:]
	}
	if tail == "yu" && head != "y" {
		tail = "u"
		if head == "s" {
			head = "sh"
		}
	}
	if jyutping == "si" {
		return "sze", "si"
	}
	if head == "s" && len(tail) > 1 && strings.IndexByte("ieu", tail[0]) >= 0 {
		head = "sh"
	}
	usual = head + tail
	switch {
	case jyutping == "zi":
		also = "tsz"
	case tail == "ei" && head == "l":
		also = "lee"
	case tail == "ei" && (head == "k" || head == "h"):
		also = head + "i"
	case head == "ch":
		also = "ts" + tail
	case head == "sh":
		also = "s" + tail
	case tail == "i":
		also = head + "ee"
	case tail == "am":
		also = head + "um"
	case tail == "u":
		also = head + "oo"
	default:
		also = usual
	}
	return usual, also
}
