package culture

import "strings"

var syllables = map[string]string{
	"ア": "A", "イ": "I", "ウ": "U", "エ": "E", "オ": "O",
	"カ": "KA", "キ": "KI", "ク": "KU", "ケ": "KE", "コ": "KO",
	"サ": "SA", "シ": "SHI", "ス": "SU", "セ": "SE", "ソ": "SO",
	"タ": "TA", "チ": "CHI", "ツ": "TSU", "テ": "TE", "ト": "TO",
	"ナ": "NA", "ニ": "NI", "ヌ": "NU", "ネ": "NE", "ノ": "NO",
	"ハ": "HA", "ヒ": "HI", "フ": "FU", "ヘ": "HE", "ホ": "HO",
	"マ": "MA", "ミ": "MI", "ム": "MU", "メ": "ME", "モ": "MO",
	"ヤ": "YA", "ユ": "YU", "ヨ": "YO",
	"ラ": "RA", "リ": "RI", "ル": "RU", "レ": "RE", "ロ": "RO",
	"ワ": "WA", "ヲ": "O",
	"ガ": "GA", "ギ": "GI", "グ": "GU", "ゲ": "GE", "ゴ": "GO",
	"ザ": "ZA", "ジ": "JI", "ズ": "ZU", "ゼ": "ZE", "ゾ": "ZO",
	"ダ": "DA", "ヂ": "JI", "ヅ": "ZU", "デ": "DE", "ド": "DO",
	"バ": "BA", "ビ": "BI", "ブ": "BU", "ベ": "BE", "ボ": "BO",
	"パ": "PA", "ピ": "PI", "プ": "PU", "ペ": "PE", "ポ": "PO", "ヴ": "BU",
	"シャ": "SHA", "シュ": "SHU", "ショ": "SHO", "シェ": "SHIE",
	"チャ": "CHA", "チュ": "CHU", "チョ": "CHO", "チェ": "CHIE",
	"ジャ": "JA", "ジュ": "JU", "ジョ": "JO", "ジェ": "JIE", "ヂャ": "JA",
	"ティ": "TEI", "ディ": "DEI", "ファ": "FUA", "フィ": "FUI", "フェ": "FUE", "フォ": "FUO",
	"ウィ": "UI", "ウェ": "UE", "ウォ": "UO", "ヴィ": "BUI", "ヴェ": "BUE",
}

// Romaji writes katakana as a passport does: Hepburn without long vowels, n as
// M before B, M and P, upper case. Characters that are no kana are dropped.
func Romaji(kana string) string {
	r := []rune(kana)
	var b strings.Builder
	double := false
	for i := 0; i < len(r); i++ {
		var s string
		if i+1 < len(r) {
			s = syllable(r[i], r[i+1])
		}
		switch {
		case s != "":
			i++
		case r[i] == 'ッ':
			double = true
			continue
		case r[i] == 'ン':
			s = "N"
		default:
			s = syllables[string(r[i])]
		}
		if s == "" {
			continue
		}
		if double {
			s = doubled(s)
			double = false
		}
		b.WriteString(s)
	}
	return short(nasal(b.String()))
}

// reading parts a reading at the marks between vowels that are not one long
// vowel (イノ'ウエ, Inoue) and returns it without them and in Latin letters.
func reading(marked string) (kana, latin string) {
	for _, part := range strings.Split(marked, "'") {
		kana += part
		latin += Romaji(part)
	}
	return kana, latin
}

// syllable returns the reading of a kana with the small one after it.
func syllable(a, b rune) string {
	if s, ok := syllables[string(a)+string(b)]; ok {
		return s
	}
	if !strings.ContainsRune("ャュョ", b) {
		return ""
	}
	s := syllables[string(a)]
	if !strings.HasSuffix(s, "I") {
		return ""
	}
	return s[:len(s)-1] + "Y" + map[rune]string{'ャ': "A", 'ュ': "U", 'ョ': "O"}[b]
}

func doubled(s string) string {
	if strings.HasPrefix(s, "CH") {
		return "T" + s
	}
	return s[:1] + s
}

// nasal writes M before B, M and P.
func nasal(s string) string {
	return strings.NewReplacer("NB", "MB", "NM", "MM", "NP", "MP").Replace(s)
}

// short drops long vowels: OU, OO and UU, except O at the end (SENOO).
func short(s string) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		if n := len(b); n > 0 {
			if s[i] == 'U' && (b[n-1] == 'O' || b[n-1] == 'U') {
				continue
			}
			if s[i] == 'O' && b[n-1] == 'O' && i+1 < len(s) {
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

// Title writes the first letter large and the rest small.
func Title(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.ToLower(s[1:])
}
