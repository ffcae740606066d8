package rarity

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCommonWordsSayLittle(t *testing.T) {
	for _, c := range []struct {
		word      string
		kind      Kind
		low, high int
	}{
		{"nguyen", Person, 100, 400}, {"kim", Person, 150, 450}, {"mohammed", Person, 250, 600}, {"muhammad", Person, 250, 600},
		{"singh", Person, 300, 600}, {"ali", Person, 300, 600}, {"lee", Person, 200, 500}, {"wang", Person, 350, 600}, {"tan", Person, 300, 600},
		{"smith", Person, 650, 900}, {"garcia", Person, 450, 700}, {"ivanov", Person, 500, 750}, {"petrovich", Person, 600, 900},
		{"sato", Person, 600, 800}, {"satou", Person, 600, 800}, {"satoh", Person, 600, 800}, {"diallo", Person, 400, 650},
		{"김", Person, 150, 300}, {"김민준", Person, 800, 1400}, {"王", Person, 300, 450}, {"佐藤", Person, 550, 700}, {"サトウ", Person, 550, 700},
		{"иванов", Person, 450, 700}, {"محمد", Person, 250, 450}, {"כהן", Person, 450, 700}, {"सिंह", Person, 250, 450},
		{"bank", Body, 300, 800}, {"trading", Body, 300, 800}, {"商事", Body, 450, 800}, {"科技", Body, 250, 600}, {"общество", Body, 400, 700},
		{"勘解由小路", Person, 1500, Most}, {"xyqqwerty", Person, 1300, Most}, {"sekifuda", Body, 1200, Most},
		{"jianbin", Person, 900, 1400}, {"minjun", Person, 700, 1200}, // syllables joined
		{"a", Person, oneLetter, oneLetter}, {"7", Body, numberLeast, numberLeast}, {"123456789", Body, numberMost, numberMost},
		{"", Person, 0, 0}, {"", Body, 0, 0},
	} {
		if got := Bits(c.word, c.kind); got < c.low || got > c.high {
			t.Errorf("Bits(%q, %d) = %d, want %d to %d", c.word, c.kind, got, c.low, c.high)
		}
	}
}

func TestKnown(t *testing.T) {
	for _, c := range []struct {
		word string
		kind Kind
		want bool
	}{
		{"kim", Person, true}, {"emilia", Person, true}, {"佐藤", Person, true}, {"王", Person, true}, {"김", Person, true},
		{"ostrowan", Person, false}, {"trading", Body, true}, {"trading", Person, false}, {"김", Body, false}, {"", Person, false}, {"b", Person, false},
	} {
		if got := Known(c.word, c.kind); got != c.want {
			t.Errorf("Known(%q, %d) = %v", c.word, c.kind, got)
		}
	}
}

// The surnames of Japan say what their bearers are, in whatever script.
func TestScriptsAgree(t *testing.T) {
	for _, same := range [][]string{{"高橋", "タカハシ"}, {"鈴木", "スズキ"}, {"渡辺", "ワタナベ"}} {
		a, b := Bits(same[0], Person), Bits(same[1], Person)
		if a-b > 200 || b-a > 200 {
			t.Errorf("%s says %d, %s %d", same[0], a, same[1], b)
		}
	}
}

func TestBitsAreBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkBounds(t, rapid.String().Draw(t, "word"))
	})
}

func FuzzBits(f *testing.F) {
	for _, w := range []string{"smith", "佐藤健", "김민준", "サトウ", "a\xff", "1st", "\u0301", "王\x80"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, word string) { checkBounds(t, word) })
}

type failer interface{ Errorf(string, ...any) }

func checkBounds(t failer, word string) {
	for _, kind := range []Kind{Person, Body} {
		bits := Bits(word, kind)
		if word == "" {
			if bits != 0 {
				t.Errorf("nothing says %d", bits)
			}
			continue
		}
		if bits < Least || bits > Most {
			t.Errorf("%q says %d", word, bits)
		}
		if bits != Bits(word, kind) {
			t.Errorf("%q says two things", word)
		}
		if first := firstRune(word); !Known(word, kind) && first == utf8.RuneError && bits < Unknown {
			t.Errorf("%q is unreadable and says only %d", word, bits)
		}
	}
}

func TestBitsAllocatesNothing(t *testing.T) {
	table()
	if n := testing.AllocsPerRun(100, func() {
		for _, w := range []string{"kim", "ostrowanik", "関所太郎", "김민준", "щукарёв"} {
			Bits(w, Person)
			Bits(w, Body)
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkBits(b *testing.B) {
	for _, c := range []struct{ name, word string }{{"listed", "watanabe"}, {"letters", "ostrowanik"}, {"syllables", "xiaoming"}, {"han", "関所太郎"}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Bits(c.word, Person)
			}
		})
	}
}

func BenchmarkUnpack(b *testing.B) {
	for b.Loop() {
		if _, err := unpack(); err != nil {
			b.Fatal(err)
		}
	}
}
