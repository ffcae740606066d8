package letters

import (
	"testing"
	"unicode/utf8"
)

func FuzzCompare(f *testing.F) {
	for _, s := range []string{"щербаков", "shcherbakov", "يوسف", "アマゾン", "ג'רי", "올리버", "布拉克斯頓", "müller", "o'brien", "ßßßß", "", "あﾞ", "\xff\xfe", "i̇"} {
		f.Add(s, "shcherbakov")
		f.Add("oliver", s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		wa, wb := NewWord(a), NewWord(b)
		s, ok := Compare(wa, wb)
		back, okBack := Compare(wb, wa)
		if s != back || ok != okBack {
			t.Errorf("%q, %q: %d %v, and %d %v", a, b, s, ok, back, okBack)
		}
		if s < 0 || s > 10000 {
			t.Errorf("%q, %q: %d", a, b, s)
		}
		for _, block := range Align(wa, wb) {
			if !utf8.ValidString(block.A) || block.A+block.B == "" {
				t.Errorf("%q, %q: block %+v", a, b, block)
			}
		}
	})
}

// The blocks that Align shows are those that Compare's evidence comes from,
// where the words are alike at all.
func TestAlignCostsWhatCompareWeighs(t *testing.T) {
	for _, c := range [][2]string{{"щербаков", "shcherbakov"}, {"アマゾン", "amazon"}, {"müller", "mueller"}, {"גרינברג", "greenberg"}, {"семёнов", "семенов"}, {"올리버", "oliver"}} {
		a, b := inOrder(NewWord(c[0]), NewWord(c[1]))
		m := modelOf(a.alphabet, b.alphabet)
		sum := m.cost(a.letters[len(a.letters)-1], b.letters[len(b.letters)-1], 0)
		for _, block := range Align(a, b) {
			sum += int32(block.Cost)
		}
		if got, want := m.evidence(a, b, least), a.sum+b.sum-sum; got != want {
			t.Errorf("%v: evidence %d, blocks say %d", c, got, want)
		}
	}
}

func TestLongAndEmptyWords(t *testing.T) {
	long := make([]byte, 4096)
	for i := range long {
		long[i] = 'a' + byte(i%26)
	}
	w := NewWord(string(long))
	if s, ok := Compare(w, w); !ok || s > 8500 {
		t.Errorf("a word that was cut scores %d, %v", s, ok)
	}
	if NewWord("") != nil || NewWord("123 -") != nil {
		t.Error("a word without letters was prepared")
	}
	if _, ok := Compare(nil, w); ok {
		t.Error("no word was compared")
	}
}

func TestCompareAllocatesNothing(t *testing.T) {
	a, b := NewWord("щербаков"), NewWord("shcherbakov")
	if n := testing.AllocsPerRun(100, func() { Compare(a, b) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
