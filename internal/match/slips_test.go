package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/world/culture"
	"golang.org/x/text/unicode/norm"
)

// slip makes one slip in the middle of a word: a letter dropped, doubled,
// replaced by another of the word, or two that change places.
func slip(dice *rand.Rand, word string) string {
	r := []rune(norm.NFC.String(word))
	i := 2 + dice.IntN(len(r)-4)
	switch dice.IntN(4) {
	case 0:
		return string(slices.Delete(r, i, i+1))
	case 1:
		return string(slices.Insert(r, i, r[i]))
	case 2:
		r[i] = r[(i+2)%len(r)]
	default:
		r[i], r[i+1] = r[i+1], r[i]
	}
	return string(r)
}

// slipped makes a slip in the longest word if it is long and rare; false if no
// word is.
func slipped(dice *rand.Rand, name string) (string, bool) {
	words := strings.Fields(name)
	at := 0
	for i, w := range words {
		if len([]rune(w)) > len([]rune(words[at])) {
			at = i
		}
	}
	if n := newName(words[at], true); len([]rune(words[at])) < 7 || n == nil || len(n.units) > 1 || n.bits < 900 || len(words) < 2 {
		return "", false
	}
	words[at] = slip(dice, words[at])
	return strings.Join(words, " "), true
}

// One slip in a long and rare word leaves a name of any culture in sight.
func TestOneSlipByCulture(t *testing.T) {
	for _, tr := range culture.Traditions() {
		dice := rand.New(rand.NewPCG(5, 6))
		for _, form := range []string{"native", "latin"} {
			var missed []string
			for _, p := range persons(tr, 60) {
				before := p.Native()
				if form == "latin" {
					before = p.Romanised()
				}
				after, ok := slipped(dice, before)
				if !ok || after == before {
					continue
				}
				if score, why := scoreNames(entity.Person, before, after); score < Agrees {
					missed = append(missed, before+" | "+after+" | "+itoa(score)+" "+why)
				}
			}
			atMost(t, tr.Code+" "+form, missed, 0)
		}
	}
}

// Kana of full and half width, large and small, katakana and hiragana are one
// name, and the kanji's and the Latin name's.
func TestKanaOfOneName(t *testing.T) {
	given, dice := culture.GivenNames(true), rand.New(rand.NewPCG(7, 8))
	kanji, latin := 0, 0
	surnames := culture.Surnames()
	const n = 200
	for range n {
		s, g := surnames[dice.IntN(len(surnames))], given[dice.IntN(len(given))]
		name := s.Kana + " " + g.Kana
		for _, other := range []string{halfWidth(name), hiragana(name), s.Kana + "・" + g.Kana, s.Kana + "　" + g.Kana} {
			if score, why := scoreNames(entity.Person, name, other); score != Full {
				t.Errorf("%q, %q: %d %s", name, other, score, why)
			}
		}
		if score, why := scoreNames(entity.Person, halfWidth(name), s.Text+g.Text); score < Agrees {
			kanji++
			t.Logf("%q, %q: %d %s", name, s.Text+g.Text, score, why)
		}
		if score, why := scoreNames(entity.Person, name, culture.Title(g.Latin)+" "+strings.ToUpper(s.Latin)); score < Agrees {
			latin++
			t.Logf("%q, %q %q: %d %s", name, g.Latin, s.Latin, score, why)
		}
	}
	if kanji > n/20 || latin > n/50 {
		t.Errorf("kana of %d names does not answer the kanji in %d, the Latin letters in %d", n, kanji, latin)
	}
}

func hiragana(s string) string {
	return strings.Map(func(r rune) rune {
		if 'ァ' <= r && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, s)
}

// halfWidth writes katakana as old machines do; voice marks stand apart.
func halfWidth(s string) string {
	const full, half = "ァアィイゥウェエォオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモャヤュユョヨラリルレロワヲンッー\u3099\u309A", "ｧｱｨｲｩｳｪｴｫｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓｬﾔｭﾕｮﾖﾗﾘﾙﾚﾛﾜｦﾝｯｰﾞﾟ"
	from, to := []rune(full), []rune(half)
	return strings.Map(func(r rune) rune {
		if i := slices.Index(from, r); i >= 0 {
			return to[i]
		}
		return r
	}, norm.NFD.String(s))
}
