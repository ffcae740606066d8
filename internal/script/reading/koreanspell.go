package reading

// Parts of a Hangul syllable, by their number in its code.
const (
	hangulFirst, hangulLast = 0xAC00, 0xD7A3
	vowels, finals          = 21, 28
)

const (
	initialG, initialN, initialR, initialM, initialS, initialNone, initialH = 0, 2, 5, 6, 9, 11, 18
)

// Romanisations of the parts, Revised and McCune-Reischauer and what people
// write, with costs in tenths of a bit. "-" is nothing.
var (
	koreanInitials = rows("g9 k9", "kk10 gg30 k25 g30", "n0", "d6 t15", "tt10 dd30 t25 d30", "r6 l15", "m0", "b8 p12", "bb30 pp10 p25 b30",
		"s1", "ss5 s15", "-0", "j6 ch15 z60 dj60", "jj10 tch30 j20 ch30", "ch2 c60", "k2 kh50", "t2 th50", "p2 ph50 f60", "h0")
	koreanVowels = rows("a1", "ae6 ai20 e35 ay45 a45", "ya1", "yae10 ye15", "eo11 u15 o18 ou40 eu45", "e4 ae25 ei55 ee60", "yeo11 you20 yu18 yo18 yeu40 ye50 u60 eo60",
		"ye4 yae35 ae30 e30 ea50", "o2 oo60", "wa2 oa45 ua45", "wae5 wai30 oae45", "oe9 oi22 we30 wae35 oy45", "yo2 you60", "u6 oo12 ou45 woo60",
		"wo6 weo18 uo50 weu60", "we3 wae30 ue50", "wi5 wee25 ui40 uy55", "yu5 yoo16 you25 iu50 ew60", "eu5 u15 e50 oo55", "ui10 ee18 eui20 i30 ie50 ei55", "i4 ee18 ie50 ea60 y60")
	// koreanBare are vowels that begin their syllable, where these differ.
	koreanBare = map[int][]spelling{
		13: row("u15 woo9 wu25 oo35 ou50"), 14: row("wo7 won60 weo18"), 18: row("eu3 u20 e50"), 19: row("ui7 eui15 yi40 i45 ee40 eu50"), 20: row("i6 yi22 ee25 lee30"),
	}
	// koreanOpen are additions to vowels that end it.
	koreanOpen = map[int][]spelling{
		0: row("ah35 ar60"), 1: row("eh55"), 4: row("uh35 ur55 er60 oh60"), 5: row("eh45 ey60"), 6: row("yuh50"), 7: row("yeh35 hey60"), 8: row("oh30 oe60"), 12: row("yoh40"), 20: row("y50 ih60"),
	}
	koreanFinals = rows("-0", "k6 g16 ck35 c60", "k6 g20", "k6", "n1", "n2", "n2", "t5 d15", "l1 r30 ll60", "k6 l20 lk30", "m4 lm30", "l5 p15 b20", "l3", "l3 t30", "p5 l20", "l3",
		"m1", "p6 b16", "p5 ps30", "t5 s30 d30", "t5 s30", "ng1", "t5 d25 j30", "t5 ch30", "k5", "t5 d30", "p5", "-5 h20 t30")
	// koreanShi is s before i and wi, which many write sh.
	koreanShi = row("s10 sh10")
)

func row(text string) []spelling { return spellings("x " + text)["x"] }

func rows(texts ...string) [][]spelling {
	out := make([][]spelling, len(texts))
	for i, t := range texts {
		out[i] = row(t)
	}
	return out
}

// hangul is one syllable in its parts, with what stands beside it; -1 for none.
type hangul struct {
	initial, vowel, final int
	before, after         int // the final of the syllable before, the initial of the next
}

func isHangul(r rune) bool { return hangulFirst <= r && r <= hangulLast }

func splitHangul(r rune) hangul {
	n := int(r - hangulFirst)
	return hangul{n / (vowels * finals), n / finals % vowels, n % finals, -1, -1}
}

func (h hangul) rune() rune {
	return rune(hangulFirst + (h.initial*vowels+h.vowel)*finals + h.final)
}

// softened is the syllable as the South writes it at the start of a word (두음
// 법칙): 녀 is 여, 리 is 이, 로 is 노. The North keeps 녀, 리, 로.
func (h hangul) softened() (hangul, bool) {
	i := false
	switch h.vowel {
	case 2, 3, 6, 7, 12, 17, 20: // ya yae yeo ye yo yu i
		i = true
	}
	switch {
	case (h.initial == initialN || h.initial == initialR) && i:
		h.initial = initialNone
	case h.initial == initialR:
		h.initial = initialN
	default:
		return h, false
	}
	return h, true
}

// spell visits the romanisations of a syllable. Sounds that neighbours change
// (한림 hallim, 정림 jeongnim) are written both ways.
func (h hangul) spell(visit func(latin string, cost int)) {
	initials, vowels := koreanInitials[h.initial], koreanVowels[h.vowel]
	if h.initial == initialNone && koreanBare[h.vowel] != nil {
		vowels = koreanBare[h.vowel]
	}
	if h.initial == initialS && (h.vowel == 20 || h.vowel == 16) {
		initials = koreanShi
	}
	if extra := h.assimilatedInitial(); extra != nil {
		initials = append(append([]spelling(nil), initials...), extra...)
	}
	if h.final == 0 && koreanOpen[h.vowel] != nil {
		vowels = append(append([]spelling(nil), vowels...), koreanOpen[h.vowel]...)
	}
	finals := koreanFinals[h.final]
	if extra := h.assimilatedFinal(); extra != nil {
		finals = append(append([]spelling(nil), finals...), extra...)
	}
	for _, a := range initials {
		for _, b := range vowels {
			for _, c := range finals {
				if cost := a.cost + b.cost + c.cost; cost <= 700 {
					visit(a.latin+b.latin+c.latin, cost)
				}
			}
		}
	}
}

var (
	asL    = row("l20")
	asN    = row("n15")
	asNg   = row("ng25")
	asM    = row("m25")
	silent = row("-35")
)

func (h hangul) assimilatedInitial() []spelling {
	switch h.initial {
	case initialR:
		switch h.before {
		case 4, 8: // n, l
			return asL
		case 1, 16, 17, 21: // k, m, p, ng
			return asN
		}
	case initialN:
		if h.before == 8 {
			return asL
		}
	case initialH:
		if h.before > 0 {
			return silent
		}
	}
	return nil
}

func (h hangul) assimilatedFinal() []spelling {
	nasal := h.after == initialN || h.after == initialR || h.after == initialM
	switch h.final {
	case 1, 2, 24:
		if nasal {
			return asNg
		}
	case 17, 26:
		if nasal {
			return asM
		}
	case 7, 19, 22, 23, 25:
		if nasal {
			return asN
		}
	case 4:
		if h.after == initialR {
			return asL
		}
	}
	return nil
}
