package reading

import (
	"strings"
	"sync"
)

// Japanese papers write Chinese and Korean names in katakana by their sound:
// 张伟 is チャン・ウェイ, 김민준 is キム・ミンジュン. Such a word, read in Latin
// letters, is no romanisation of the name: final ng is n, m is mu. It is compared
// in capitals, so that no reading meets the other kind.

// NewKanaWord prepares the Latin reading of a word that was written in kana: it is
// what NewWord makes of it and, for Pinyin, HanKorean and Korean, the kana
// rendering of the sound.
func NewKanaWord(romaji string) *Word {
	w, kana := NewWord(romaji), NewWord(kanaMark+romaji)
	for _, s := range []System{Pinyin, HanKorean, Korean} {
		w.latin[s], w.padded[s] = kana.latin[s], kana.padded[s]
	}
	return w
}

// kanaMark stands before a word that was written in kana, for the normal forms.
const kanaMark = "="

// soundLatin is the normal form of systems that katakana render by their sound.
func soundLatin(word string) string {
	if romaji, ok := strings.CutPrefix(word, kanaMark); ok {
		return kanaForm(romaji)
	}
	return joinedLatin(word)
}

// kanaForm is the common form of a kana reading: the Japanese one, in capitals.
func kanaForm(romaji string) string {
	if len(romaji) > MaxLetters {
		return ""
	}
	return strings.ToUpper(japaneseLatin(romaji))
}

// Renderings of pinyin, with costs in tenths of a bit.
var (
	kanaInitials = spellings(`
b b4 p12; p p2; m m0; f f1 h20; d d4 t12; t t1; n n0; l r0; g g4 k12; k k1; h h2 f20 k30; j j4 ch12; q ch1; x sh1 s20; zh j5 ch12 z25; ch ch1; sh sh1; r r3 j15;
z z8 ts12 j25; c ts3 ch15; s s1 sh25; - -0`)
	kanaFinals = spellings(`
a a1; o o3 uo12; e a14 u16 e20 o10; ai ai1; ei ei1 e15; ao ao1 o30; ou o2 u25; an an1; en en6 un12 on16; ang an1; eng on6 en12 an20 un20; ong on3 un20;
i i1; ia ia10 ya6 a20; ie ie5 e12 ye15 i30; iao iao10 yao5 ao15; iu iu12 yu5 yo15 u15 o20 io20; ian ien8 en10 ian14 an20 yan16; in in1; iang ian8 yan5 an12; ing in1; iong ion10 yon6 on15;
u u1; ua ua10 wa8 owa15; uo uo8 o8 wo10 ua30; uai uai8 wai8 owai20; ui ui8 uei8 wei10 oi25; uan uan6 wan8 owan12 oan20; un un4 uen14 on12 wen20; uang uan8 wan8 owan10 oan20;
v yu6 yui12 u15 ui20 i30; ve yue6 ue12 ie25 uie20; van yuan8 yuen8 uan12 uen14 en20 yan25; vn yun6 un10 in25 yuin20`)
	kanaWhole = spellings(`
zhi ji4 chi12 ju20 zu25; chi chi2 chu20; shi shi1 shu25; ri ri6 ru12 ji20; zi zu6 tsu10 ji25; ci tsu3 chi25; si su2 shi20;
yi i1; ya ya1; ye ie6 e20 ye8; yao yao2 iao15; you yo6 yu8 iu20 you10; yan ien8 yan10 en12 ian18; yin in1; yang yan1; ying in1; yong yon3 ion20; yu yu2 yui15 iu25; yue yue3 ie25; yuan yuan6 yuen8 en20; yun yun2 in25;
wu u1; wa wa1; wo wo6 o12 uo8; wai wai1; wei wei2 uei12 ui12 i30; wan wan1; wen wen5 un10 won20 uen15; wang wan1; weng won5 on12; er aru5 a20 eru20 ar20;
fu fu1; hu fu3 hu5; he ho8 ha10 fu12 he20; huang fuan8 fan8 hoan10 howan10 huan8; huan fuan8 fan10 hoan12 howan12 huan8; hua fua8 fa10 hua8 howa12; hui fui8 hui8 fei12 howei15; huo fuo10 fo12 huo8; hun fun5 hun8 huen20;
feng fon4 fen10 fan15 hon25; de do8 da12 du12 to15 te15; du du5 dou20 to20 tu12 do15; tu tu6 to15; dong don5 ton12 dun25; tian tien6 ten12 tian14 tyan20; di di4 ti12 ji25; ti ti3; ding din5 tin12; ting tin3`)
	kanaKnown sync.Map
)

// pinyinKana gives the renderings of a syllable of pinyin in their common form.
func pinyinKana(p string) []spelling {
	if known, ok := kanaKnown.Load(p); ok {
		return known.([]spelling)
	}
	var out []spelling
	add := func(romaji string, cost int) {
		if form := kanaForm(romaji); form != "" {
			out = append(out, spelling{form, cost})
		}
	}
	if whole, ok := kanaWhole[p]; ok {
		for _, s := range whole {
			add(s.latin, s.cost)
		}
	} else {
		initial, final := splitPinyin(p)
		if initial != "" && strings.Contains("jqx", initial) && strings.HasPrefix(final, "u") {
			final = "v" + final[1:]
		}
		for _, head := range kanaInitials[initial] {
			for _, tail := range kanaFinals[final] {
				add(head.latin+tail.latin, head.cost+tail.cost)
			}
		}
	}
	kanaKnown.Store(p, out)
	return out
}
