package script

import "strings"

// Romaji reads kana as a Japanese passport does: Hepburn, long vowels given up
// (おおの and おの are both ono), m before b, m and p, tch for っち. Words stay
// apart. It is "" when s holds anything but kana, spaces and dots.
func Romaji(kana string) string {
	folded := Fold(kana)
	var out strings.Builder
	for _, w := range strings.FieldsFunc(folded, func(r rune) bool { return r == ' ' || r == '・' || r == '=' || r == '-' }) {
		latin, ok := romajiWord([]rune(w))
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

// syllables maps one or two katakana to Latin letters.
var syllables = map[string]string{}

func init() {
	const table = `ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to
ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro
ワ wa ヰ i ヱ e ヲ o ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo
パ pa ピ pi プ pu ペ pe ポ po ヴ vu ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo ヮ wa ヵ ka ヶ ke
キャ kya キュ kyu キョ kyo シャ sha シュ shu ショ sho チャ cha チュ chu チョ cho ニャ nya ニュ nyu ニョ nyo ヒャ hya ヒュ hyu ヒョ hyo
ミャ mya ミュ myu ミョ myo リャ rya リュ ryu リョ ryo ギャ gya ギュ gyu ギョ gyo ジャ ja ジュ ju ジョ jo ヂャ ja ヂュ ju ヂョ jo
ビャ bya ビュ byu ビョ byo ピャ pya ピュ pyu ピョ pyo シェ she ジェ je チェ che ティ ti ディ di トゥ tu ドゥ du テュ tyu デュ dyu
ファ fa フィ fi フェ fe フォ fo フュ fyu ウィ wi ウェ we ウォ wo ヴァ va ヴィ vi ヴェ ve ヴォ vo ヴュ vyu ツァ tsa ツィ tsi ツェ tse ツォ tso
クァ kwa クィ kwi クェ kwe クォ kwo グァ gwa イェ ye キェ kye ニェ nye ヒェ hye ミェ mye リェ rye ギェ gye ビェ bye ピェ pye スィ si ズィ zi`
	f := strings.Fields(table)
	for i := 0; i+1 < len(f); i += 2 {
		syllables[f[i]] = f[i+1]
	}
}

func romajiWord(w []rune) (string, bool) {
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
		if isLongVowel(out, w, i) {
			i++
			continue
		}
		out = appendSyllable(out, syl, double)
		double, i = false, i+n
	}
	return string(out), true
}

func syllable(w []rune) (string, int) {
	if len(w) > 1 {
		if s, ok := syllables[string(w[:2])]; ok {
			return s, 2
		}
	}
	return syllables[string(w[:1])], 1
}

// appendSyllable writes the doubled consonant and the assimilated n.
func appendSyllable(out []byte, syl string, double bool) []byte {
	if n := len(out); n > 0 && out[n-1] == 'n' && strings.IndexByte("bmp", syl[0]) >= 0 {
		out[n-1] = 'm'
	}
	switch {
	case double && syl[0] == 'c':
		out = append(out, 't')
	case double && strings.IndexByte("aiueo", syl[0]) < 0:
		out = append(out, syl[0])
	}
	return append(out, syl...)
}

// isLongVowel reports whether the kana at w[i] only lengthens what is before
// it. At the end of a word お is written (せのお is senoo); a う that begins
// another part is written where spelling shows it: のうえ, つうら.
func isLongVowel(out []byte, w []rune, i int) bool {
	if len(out) == 0 || w[i-1] == 'ン' || w[i-1] == 'ッ' {
		return false
	}
	if i+1 < len(w) && strings.ContainsRune("ァィゥェォ", w[i+1]) {
		return false // ウィ is a syllable of its own
	}
	next := rune(0)
	if i+1 < len(w) {
		next = w[i+1]
	}
	last := out[len(out)-1]
	switch w[i] {
	case 'ウ':
		return last == 'o' && next != 'エ' || last == 'u' && !(w[i-1] == 'ツ' && next == 'ラ')
	case 'オ':
		return last == 'o' && next != 0
	}
	return false
}
