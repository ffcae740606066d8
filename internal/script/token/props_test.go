package token

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/script"
)

// checkName holds what is promised of any name whatever.
func checkName(t interface {
	Helper()
	Errorf(string, ...any)
}, name string, kind Kind) {
	t.Helper()
	ws := Writings(name, kind)
	if len(ws) > maxWritings {
		t.Errorf("%q: %d writings", name, len(ws))
	}
	for _, w := range ws {
		if len(w) == 0 || len(w) > maxTerms {
			t.Errorf("%q: a writing of %d terms", name, len(w))
		}
		for _, term := range w {
			checkTerm(t, term)
			checkKeys(t, term, Keys(term))
		}
	}
	askings := Ask(name, kind)
	if len(askings) > maxWritings || (len(askings) == 0) != (len(ws) == 0) {
		t.Errorf("%q: %d askings, %d writings", name, len(askings), len(ws))
	}
	for _, a := range askings {
		if a.Slots < 1 || a.Slots > MaxSlots {
			t.Errorf("%q: %d slots", name, a.Slots)
		}
		for _, asked := range a.Terms {
			if asked.From < 0 || asked.From >= asked.To || asked.To > a.Slots {
				t.Errorf("%q: %q covers %d to %d of %d", name, asked.Text, asked.From, asked.To, a.Slots)
			}
			checkTerm(t, asked.Text)
			checkKeys(t, asked.Text, asked.Keys)
		}
	}
	if !reflect.DeepEqual(ws, Writings(name, kind)) || !reflect.DeepEqual(askings, Ask(name, kind)) {
		t.Errorf("%q: not the same the second time", name)
	}
}

func checkTerm(t interface{ Errorf(string, ...any) }, term string) {
	if len(term) < 2 || !utf8.ValidString(term) || strings.IndexByte(term, 0) >= 0 || strings.IndexByte("wcba", term[0]) < 0 {
		t.Errorf("the term %q", term)
	}
}

func checkKeys(t interface{ Errorf(string, ...any) }, term string, keys []Key) {
	seen := map[Key]bool{}
	for _, k := range keys {
		same := Key{Text: k.Text, Spelled: k.Spelled}
		if k.Text == "" || k.Cost > 100 || !utf8.ValidString(k.Text) || strings.IndexByte(k.Text, 0) >= 0 || seen[same] {
			t.Errorf("%q has the key %+v", term, k)
		}
		seen[same] = true
	}
}

func kindOf(n int) Kind { return Kind(n % 3) }

func TestAnyName(t *testing.T) {
	letters := rapid.SampledFrom([]rune("abcdehgmnrstz '-.&,0123アイカサッンーヴィジャ関札商事日本銀行東佐藤健김정은삼성ЩербиךדΩμคณعبدالرحمनरे\u0301éß（株）株式会社"))
	rapid.Check(t, func(t *rapid.T) {
		name := string(rapid.SliceOfN(letters, 0, 40).Draw(t, "name"))
		checkName(t, name, kindOf(rapid.IntRange(0, 2).Draw(t, "kind")))
	})
}

func TestHardNames(t *testing.T) {
	for _, name := range []string{"", " ", "&", "a", "ー", "ッッッッッッ", "株式会社", "Ltd.", "\x00", "a\x00b", "\xff\xfe", strings.Repeat("a", 5000),
		strings.Repeat("a ", 300), strings.Repeat("関", 300), strings.Repeat("ア", 300), strings.Repeat("ab関 ", 100), strings.Repeat("з", 90), "𠮷野家", "👍", "1 2 3"} {
		for kind := range Kind(3) {
			checkName(t, name, kind)
		}
	}
	for _, term := range []string{"", "w", "x", "wa\xff", "b", "bno such concept", "c関所", "apla", strings.Repeat("w", 500)} {
		checkKeys(t, term, Keys(term))
	}
}

func FuzzName(f *testing.F) {
	for _, c := range pairsFound {
		f.Add(c.a, uint8(c.kind))
		f.Add(c.b, uint8(c.kind))
	}
	f.Fuzz(func(t *testing.T, name string, kind uint8) {
		checkName(t, name, kindOf(int(kind)))
		if len(name) < 200 && len(name) > 1 {
			Keys(name)
			checkKeys(t, termWord+name, Keys(termWord+name))
		}
	})
}

// The table of words has each once, in katakana that have a reading.
func TestLoanwords(t *testing.T) {
	if n := len(loanwords()); n < 1200 {
		t.Errorf("%d words", n)
	}
	for kana, english := range loanwords() {
		if !allKana([]rune(kana)) || len(english) == 0 {
			t.Errorf("%q: %q", kana, english)
		}
		for _, w := range english {
			if alphabetOf(w) != latin || len(script.Words(w)) != 1 || script.Words(w)[0] != w {
				t.Errorf("%q is %q", kana, w)
			}
		}
	}
}
