package rarity

import (
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
)

func TestTableIsFolded(t *testing.T) {
	tab := table()
	for kind, words := range tab.words {
		for w, bits := range words {
			if got := script.Words(w); len(got) != 1 || got[0] != w {
				t.Errorf("kind %d: %q folds to %q: make the table anew", kind, w, got)
			}
			if bits < Least || bits > Most {
				t.Errorf("kind %d: %q says %d", kind, w, bits)
			}
		}
	}
	for name, units := range map[string]map[string]uint16{
		"han person": tab.han[Person], "han body": tab.han[Body], "hangul": tab.hangul, "pinyin": tab.pinyin, "korean": tab.korean,
	} {
		if len(units) < 50 {
			t.Errorf("%s: %d units", name, len(units))
		}
		for u := range units {
			if got := script.Words(u); len(got) != 1 || got[0] != u {
				t.Errorf("%s: %q folds to %q: make the table anew", name, u, got)
			}
			if name == "pinyin" || name == "korean" {
				if len(u) > lengthsLatin {
					t.Errorf("%s: %q is longer than lengthsLatin", name, u)
				}
			}
		}
	}
}

func TestTableSize(t *testing.T) {
	if len(packed) > 150<<10 {
		t.Errorf("the table has %d bytes", len(packed))
	}
	if n := len(table().words[Person]); n < 30000 {
		t.Errorf("%d words of persons", n)
	}
	if n := len(table().words[Body]); n < 1000 {
		t.Errorf("%d words of bodies", n)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no section":            "lists person 1\nAab",
		"no count":              "words person\nAab",
		"count of nothing":      "words person 0",
		"more than there is":    "words person 2\nAab!",
		"shares with nothing":   "words person 1\nBab!",
		"shares too much":       "words person 2\nAab!\nDc!",
		"empty word":            "words person 1\nA",
		"grams without costs":   "grams latin 2 0 0",
		"grams of wrong length": "grams latin 1 0 0\nab\n!!",
		"grams without numbers": "grams latin a b c\nab\n!!!",
		"grams out of order":    "grams latin 1 0 0\nba\n!!!",
		"grams of order 0":      "grams latin 0 0 0\nab\n!",
	} {
		if _, err := parse(text); err == nil {
			t.Errorf("%s: %q was taken", name, text)
		}
	}
}

func TestParse(t *testing.T) {
	tab, err := parse("words person 3\nAab#\nBcd$\nDe%\nunit han body 1\nA山\"\ngrams latin 1 100 1000\nac\n!#%")
	if err != nil {
		t.Fatal(err)
	}
	for w, bits := range map[string]uint16{"ab": 2 * step, "acd": 3 * step, "acde": 4 * step} {
		if tab.words[Person][w] != bits {
			t.Errorf("%q: %d, want %d", w, tab.words[Person][w], bits)
		}
	}
	if tab.han[Body]["山"] != step {
		t.Errorf("山: %d", tab.han[Body]["山"])
	}
	// a costs two steps, c four, b and the end none
	if got, want := tab.grams[0].bits("acb"), 6*gramStep; got != want {
		t.Errorf("letters: %d, want %d", got, want)
	}
	if got := tab.grams[0].letter('b'); got != 0 {
		t.Errorf("b is letter %d", got)
	}
}

func TestBase(t *testing.T) {
	tab := newTables()
	tab.words[Person]["ahmad"], tab.words[Person]["voronov"], tab.words[Person]["احمد"], tab.words[Person]["x"] = 500, 900, 500, 50
	for _, c := range []struct {
		word string
		bits int
		ok   bool
	}{{"alahmad", 500, true}, {"elahmad", 500, true}, {"الاحمد", 500, true}, {"voronova", 900, true}, {"voronovich", 900, true}, {"voronovna", 900, true}, {"alx", 0, false}, {"ahmada", 0, false}, {"ova", 0, false}, {"al", 0, false}, {"", 0, false}} {
		if bits, ok := tab.base(c.word); bits != c.bits || ok != c.ok {
			t.Errorf("%q: %d, %v", c.word, bits, ok)
		}
	}
}

func TestComposed(t *testing.T) {
	tab := newTables()
	tab.han[Person]["山"], tab.words[Person]["山田"] = 700, 600
	tab.hangul["김"] = 200
	tab.pinyin["wei"], tab.pinyin["we"], tab.pinyin["i"] = 500, 100, 900
	for _, c := range []struct {
		word string
		got  int
		want int
	}{
		{"山", tab.composed("山", Person, tab.han[Person], 900), 700},
		{"山田", tab.composed("山田", Person, tab.han[Person], 900), 600},
		{"山山田", tab.composed("山山田", Person, tab.han[Person], 900), 1300},
		{"川", tab.composed("川", Person, tab.han[Person], 900), 900},
		{"山田 of bodies", tab.composed("山田", Body, tab.han[Body], 900), 600 + personInBody},
		{"김김", tab.composed("김김", Person, tab.hangul, 800), 400},
		{"wei", joined("wei", tab.pinyin), joinedLeast},
		{"weiwei", joined("weiwei", tab.pinyin), 1000},
		{"weix", joined("weix", tab.pinyin), notComposed},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.word, c.got, c.want)
		}
	}
	if strings.Repeat("x", maxBytes+1) == "" || Bits(strings.Repeat("x", maxBytes+1), Person) != Most {
		t.Error("a word without end is not the rarest")
	}
}
