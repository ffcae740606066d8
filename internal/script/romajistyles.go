package script

import "strings"

// RomajiStyle is a way of writing kana in Latin letters.
type RomajiStyle uint8

// The styles. In the last three long vowels are as the kana spell them (ou, oo,
// uu), and the long mark doubles the vowel.
const (
	Passport   RomajiStyle = iota // Romaji: Hepburn, long vowels given up
	Hepburn                       // shi, chi, tsu; n before b, m and p
	Kunrei                        // si, ti, tu; zi for じ and ぢ
	Nihonshiki                    // as Kunrei; di and du for ぢ and づ, wo for を, kwa
)

// RomajiIn reads kana in a style; it is "" when s holds anything but kana,
// spaces and dots.
func RomajiIn(kana string, style RomajiStyle) string {
	if style == Passport {
		return Romaji(kana)
	}
	var out strings.Builder
	for _, w := range strings.FieldsFunc(Fold(kana), func(r rune) bool { return r == ' ' || r == '・' || r == '=' || r == '-' }) {
		latin, ok := spellWord([]rune(w), style)
		if !ok {
			return ""
		}
		if out.Len() > 0 && latin != "" {
			out.WriteByte(' ')
		}
		out.WriteString(latin)
	}
	return out.String()
}

// kunreiStarts turn the start of a syllable of Hepburn into that of Kunrei.
var kunreiStarts = [...][2]string{
	{"shi", "si"}, {"sh", "sy"}, {"chi", "ti"}, {"ch", "ty"}, {"tsu", "tu"}, {"ji", "zi"}, {"j", "zy"}, {"fu", "hu"},
}

// spellWord writes every kana of a word.
func spellWord(w []rune, style RomajiStyle) (string, bool) {
	for i, r := range w {
		if !isKana(r) {
			return "", false
		}
		w[i] = toKatakana(r)
	}
	var out []byte
	double := false
	for i := 0; i < len(w); {
		switch w[i] {
		case 'ー':
			if n := len(out); n > 0 && strings.IndexByte("aiueo", out[n-1]) >= 0 {
				out = append(out, out[n-1])
			}
			i++
			continue
		case 'ッ':
			double, i = true, i+1
			continue
		case 'ン':
			out, i = append(out, 'n'), i+1
			continue
		}
		syl, n := syllable(w[i:])
		if syl == "" {
			return "", false
		}
		syl = inStyle(syl, w[i:i+n], style)
		switch {
		case double && strings.HasPrefix(syl, "ch"):
			out = append(out, 't')
		case double && strings.IndexByte("aiueo", syl[0]) < 0:
			out = append(out, syl[0])
		}
		out, double, i = append(out, syl...), false, i+n
	}
	return string(out), true
}

// inStyle gives a syllable of Hepburn in another style. Syllables that only
// foreign words have stay: both systems know none.
func inStyle(syl string, kana []rune, style RomajiStyle) string {
	if style == Hepburn {
		return syl
	}
	if style == Nihonshiki {
		switch kana[0] {
		case 'ヂ':
			return strings.Replace("dy"+strings.TrimPrefix(syl, "j"), "dyi", "di", 1)
		case 'ヅ':
			return "du"
		case 'ヲ':
			return "wo"
		case 'ヰ':
			return "wi"
		case 'ヱ':
			return "we"
		}
	}
	if len(kana) == 2 && strings.ContainsRune("ィゥェォ", kana[1]) {
		return syl
	}
	for _, k := range kunreiStarts {
		if rest, ok := strings.CutPrefix(syl, k[0]); ok {
			return k[1] + rest
		}
	}
	return syl
}
