package reading

// Renderings of Hangul in katakana, read in Latin letters; costs in tenths of a
// bit.
var (
	kanaKoreanInitials = rows("k5 g8", "k3", "n0", "t5 d8", "t3", "r1", "m0", "p5 b8", "p3", "s1", "s1", "-0", "j6 ch6", "ch4 j15", "ch1", "k1", "t1", "p1", "h1")
	kanaKoreanVowels   = rows("a1", "e1", "ya1", "ye6 e10", "o1", "e1", "yo1", "ye6 e8", "o1", "wa1", "we8 e10", "we8 e8", "yo1", "u1", "wo5 o12", "we5", "wi3", "yu1", "u1", "i6 ui8", "i1")
	kanaKoreanFinals   = rows("-0", "ku3 k15 g15 -20", "ku4 k10 g15", "k8 ku5", "n1", "n2", "n2", "t6 to6 d15", "ru2 r12 -25", "ku6 ru12 k12 g12", "mu5 m12", "ru5 r12", "ru5", "ru5", "pu5", "ru4 r8",
		"mu3 n9 m12", "pu3 p12 b14 -20", "pu5 p12", "t6 tsu8 s14", "t6 s14", "n1", "t6 j14", "t6 ch14", "ku4 k10", "t6 t14", "pu4 p12", "-3 h14")
)

// kana visits the katakana renderings of a syllable in their common form.
func (h hangul) kana(visit func(latin string, cost int)) {
	for _, a := range kanaKoreanInitials[h.initial] {
		for _, b := range kanaKoreanVowels[h.vowel] {
			for _, c := range kanaKoreanFinals[h.final] {
				vowel := b.latin
				if (a.latin == "ch" || a.latin == "j") && vowel[0] == 'y' {
					vowel = vowel[1:]
				}
				if cost := a.cost + b.cost + c.cost; cost <= 500 {
					visit(kanaForm(a.latin+vowel+c.latin), cost)
				}
			}
		}
	}
	if h.initial == initialH && h.vowel == 9 { // 황 is ファン
		for _, c := range kanaKoreanFinals[h.final] {
			visit(kanaForm("fa"+c.latin), 80+c.cost)
		}
	}
	if h.initial == initialH && h.before > 0 { // 은희 is ウニ too
		h.initial = initialNone
		h.kana(func(latin string, cost int) { visit(latin, cost+150) })
	}
}
