package reading

import (
	"strings"
	"testing"
	"unicode"

	"github.com/sekifuda/sekifuda/internal/script"
)

// TestJapaneseTable reads the embedded tables: no character or reading that
// cannot be used, every cost within its bounds.
func TestJapaneseTable(t *testing.T) {
	table := japaneseTable()
	if len(table.chars) < 5000 || len(table.words) < 1000 || len(table.places) < 3000 {
		t.Errorf("%d characters, %d words, %d characters by place", len(table.chars), len(table.words), len(table.places))
	}
	check := func(head string, list []jaReading) {
		if script.Fold(head) != head || len(list) == 0 {
			t.Errorf("%q is not folded or has no reading", head)
		}
		for _, r := range list {
			if plain := strings.TrimSuffix(r.latin, string(doubled)); japaneseLatin(plain) != plain || plain == "" || r.cost < 0 || r.cost > dearest {
				t.Errorf("%s: %q at %d is no reading", head, r.latin, r.cost)
			}
		}
	}
	for c, list := range table.chars {
		check(string(c), list)
		if !unicode.Is(unicode.Han, c) {
			t.Errorf("%c is no kanji", c)
		}
	}
	for w, list := range table.words {
		check(w, list)
	}
	if cuts := japaneseCuts(); len(cuts.surnames) < 5000 || len(cuts.chars) < 1000 {
		t.Errorf("%d surnames, %d characters", len(cuts.surnames), len(cuts.chars))
	}
}

// The normal form of a normal form is itself, whatever is written.
func FuzzJapaneseLatin(f *testing.F) {
	for _, w := range []string{"ohno", "inouye", "tyuusya", "dzu", "kkwoh", "jjyyo", "ccch", "nnn", "yyyyyyyyye"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		if len(w) > MaxLetters {
			return
		}
		one := japaneseLatin(w)
		if two := japaneseLatin(one); two != one {
			t.Errorf("%q: %q, then %q", w, one, two)
		}
	})
}

// FuzzJapaneseNames prepares and divides any text and asks for any word.
func FuzzJapaneseNames(f *testing.F) {
	f.Add("渡辺健太", "watanabe")
	f.Add("っッーゃヶ々ほ", "koo")
	f.Add("大大大大大大大大大大大大", "oooooooooooooooo")
	f.Fuzz(func(t *testing.T, name, word string) {
		runes := []rune(name)
		for _, c := range Cuts(runes) {
			if c.At <= 0 || c.At >= len(runes) || c.Cost < 0 {
				t.Errorf("%q is divided at %d for %d", name, c.At, c.Cost)
			}
		}
		l := New(runes)
		if l == nil {
			return
		}
		for _, s := range l.Spans(nil, NewWord(word)) {
			if s.From < 0 || s.From >= s.To || s.To > len(runes) || s.Cost < 0 {
				t.Errorf("%q in %q: %+v", word, name, s)
			}
		}
	})
}

func BenchmarkLoadJapanese(b *testing.B) {
	for range b.N {
		text, _ := unpack(jaPacked)
		parseJapanese(text)
	}
}
