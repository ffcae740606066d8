package script

import "strings"

// letterNames are the names of letters as companies register them.
const letterNames = `
a エー エイ エ
b ビー ビ
c シー シ
d ディー デー ディ デイ
e イー イ
f エフ
g ジー ジ
h エイチ エッチ エチ
i アイ
j ジェー ジェイ ジェ
k ケー ケイ ケ
l エル
m エム
n エヌ エン
o オー オ オウ
p ピー ピ
q キュー キュ
r アール アル
s エス
t ティー テー ティ テイ
u ユー ユ
v ブイ ヴィ ヴイ ヴィー ビィ
w ダブリュー ダブリュ ダブル ダブリウ
x エックス エクス
y ワイ
z ゼット ズィー ゼッド
& アンド
`

// byLetterName has the letter of each name; maxLetterName is the longest, in runes.
var byLetterName, maxLetterName = func() (map[string]byte, int) {
	names, longest := map[string]byte{}, 0
	for _, line := range strings.Split(strings.TrimSpace(letterNames), "\n") {
		f := strings.Fields(line)
		for _, name := range f[1:] {
			if _, ok := names[name]; !ok {
				names[name] = f[0][0]
			}
			longest = max(longest, len([]rune(name)))
		}
	}
	return names, longest
}()

// LetterNames gives the letters that kana name (ディーイーエフ is def), as a
// company may be called in Latin letters. It is "" unless all of a name is names
// of letters, two at least; アイビー is also a plant, so it is one way to read a
// word, never the only one. Where names can be divided in several ways, the
// longest names come first.
func LetterNames(kana string) string {
	var out []byte
	for _, w := range strings.FieldsFunc(Fold(kana), func(r rune) bool { return r == ' ' || r == '・' || r == '-' || r == '.' }) {
		runes := []rune(w)
		for i, r := range runes {
			runes[i] = toKatakana(r)
		}
		letters, ok := nameLetters(runes)
		if !ok {
			return ""
		}
		out = append(out, letters...)
	}
	if len(strings.ReplaceAll(string(out), "&", "")) < 2 {
		return ""
	}
	return string(out)
}

// nameLetters divides a word into names of letters, from its end, so that each
// place is looked at once.
func nameLetters(w []rune) (string, bool) {
	const maxKana = 64
	if len(w) > maxKana {
		return "", false
	}
	var next [maxKana + 1]int // length of the name that begins here; 0 for none
	reach := make([]bool, len(w)+1)
	reach[len(w)] = true
	for i := len(w) - 1; i >= 0; i-- {
		for n := min(maxLetterName, len(w)-i); n > 0; n-- {
			if _, ok := byLetterName[string(w[i:i+n])]; ok && reach[i+n] {
				reach[i], next[i] = true, n
				break
			}
		}
	}
	if !reach[0] {
		return "", false
	}
	var out []byte
	for i := 0; i < len(w); i += next[i] {
		out = append(out, byLetterName[string(w[i:i+next[i]])])
	}
	return string(out), true
}
