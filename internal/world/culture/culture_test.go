package culture

import (
	"strings"
	"testing"
)

func TestTablesAreLargeEnough(t *testing.T) {
	cities, towns := 0, 0
	for _, p := range Prefectures() {
		if len(p.Cities) == 0 {
			t.Errorf("%s has no city", p.Name)
		}
		cities += len(p.Cities)
		for _, c := range p.Cities {
			towns += len(c.Towns)
		}
	}
	for _, tc := range []struct {
		what      string
		got, want int
	}{
		{"prefectures", len(Prefectures()), 47},
		{"cities", cities, 150},
		{"towns", towns, 500},
		{"surnames", len(Surnames()), 300},
		{"given names", len(GivenNames(true)) + len(GivenNames(false)), 200},
		{"trade words and stems", len(Trades()) + len(Loans()), 300},
		{"cultures abroad", len(Cultures()), 8},
	} {
		if tc.got < tc.want {
			t.Errorf("%s: %d, want at least %d", tc.what, tc.got, tc.want)
		}
	}
}

func TestPlacesAreWellFormed(t *testing.T) {
	codes := map[string]bool{}
	for i, p := range Prefectures() {
		if number("test", p.Code) != i+1 {
			t.Errorf("%s has code %s at place %d", p.Name, p.Code, i)
		}
		for _, c := range p.Cities {
			key := p.Code + c.Code
			if len(key) != 5 || codes[key] {
				t.Errorf("code %s of %s is malformed or used twice", key, c.Name)
			}
			codes[key] = true
			if c.Stem == "" || c.Latin == "" || !strings.HasPrefix(c.Area, "0") || len(c.Area) > 5 {
				t.Errorf("%+v", c)
			}
			for _, w := range c.Towns {
				if w.Name == "" || w.Kana == "" || len(w.Postal) != 7 || !isKana(w.Kana) {
					t.Errorf("%s: %+v", c.Name, w)
				}
			}
		}
	}
}

func TestWordsHaveReadings(t *testing.T) {
	var all []Word
	all = append(all, Surnames()...)
	all = append(all, GivenNames(true)...)
	all = append(all, GivenNames(false)...)
	all = append(all, Trades()...)
	all = append(all, Loans()...)
	for _, k := range []byte("HTPGKL") {
		all = append(all, Coins(k)...)
	}
	seen := map[string]bool{}
	for _, w := range all {
		if w.Text == "" || w.Latin == "" || w.Weight <= 0 || !isKana(w.Kana) {
			t.Errorf("bad word %+v", w)
		}
	}
	for _, w := range Surnames() {
		if seen[w.Text] {
			t.Errorf("surname %s twice", w.Text)
		}
		seen[w.Text] = true
	}
}

func isKana(s string) bool {
	for _, r := range s {
		if (r < 'ァ' || r > 'ヺ') && r != 'ー' {
			return false
		}
	}
	return s != ""
}

func TestRomaji(t *testing.T) {
	for kana, want := range map[string]string{
		"サトウ": "SATO", "オオノ": "ONO", "セノオ": "SENOO", "ナンブ": "NAMBU", "ハットリ": "HATTORI",
		"ハッチョウ": "HATCHO", "シンイチ": "SHINICHI", "ジュンイチ": "JUNICHI", "キョウコ": "KYOKO",
		"ショウジ": "SHOJI", "ユウコ": "YUKO", "リュウノスケ": "RYUNOSUKE", "モータース": "MOTASU", "": "",
	} {
		if got := Romaji(kana); got != want {
			t.Errorf("Romaji(%s) = %s, want %s", kana, got, want)
		}
	}
}

func TestTableDrawsByWeight(t *testing.T) {
	tab := NewTable(3, func(i int) int { return []int{2, 0, 3}[i] })
	got := map[int]int{}
	for x := range tab.Total() {
		got[tab.At(x)]++
	}
	if got[0] != 2 || got[1] != 0 || got[2] != 3 {
		t.Errorf("%v", got)
	}
}

func TestCulturesAreWhole(t *testing.T) {
	for _, c := range Cultures() {
		if len(c.Given) < 8 || len(c.Surnames) < 8 || len(c.Towns) == 0 || len(c.Bodies) == 0 {
			t.Errorf("%s is too small", c.Name)
		}
		for _, w := range append(append([]Word{}, c.Given...), c.Surnames...) {
			if (w.Text == "") != (c.Script == "latin") {
				t.Errorf("%s: %s lacks its original script or has one too many", c.Name, w.Latin)
			}
		}
	}
}

func TestLongVowelsThatAreNone(t *testing.T) {
	for _, w := range Surnames() {
		switch w.Text {
		case "井上":
			if w.Latin != "INOUE" || w.Kana != "イノウエ" {
				t.Errorf("%+v", w)
			}
		case "松浦":
			if w.Latin != "MATSUURA" {
				t.Errorf("%+v", w)
			}
		case "大野":
			if w.Latin != "ONO" {
				t.Errorf("%+v", w)
			}
		}
	}
}

func TestWeightsAreReal(t *testing.T) {
	var tokyo, all int
	for _, p := range Prefectures() {
		all += p.Weight
		if p.Code == "13" {
			tokyo = p.Weight
		}
	}
	if tokyo*100/all < 15 || tokyo*100/all > 30 {
		t.Errorf("%d of %d corporations are in Tokyo", tokyo, all)
	}
	if s := Surnames(); s[0].Text != "佐藤" || s[0].Weight < 1500 {
		t.Errorf("the most frequent surname is %+v", s[0])
	}
}

func TestBuildingsAndBodiesTakeAPlace(t *testing.T) {
	for _, kind := range []byte{BuildingOffice, BuildingFlat, BuildingVirtual} {
		if len(Buildings(kind)) < 5 {
			t.Errorf("kind %c has %d patterns", kind, len(Buildings(kind)))
		}
		for _, b := range Buildings(kind) {
			if strings.Count(b, "%s") != 1 {
				t.Errorf("pattern %q", b)
			}
		}
	}
	for _, b := range Bodies() {
		if strings.Count(b.Name, "%s") != 1 || strings.Count(b.Kana, "%s") != 1 || strings.Count(b.English, "%s") != 1 || b.Form == "" || b.Weight <= 0 {
			t.Errorf("%+v", b)
		}
	}
	if Buildings('x') != nil || Coins('x') != nil {
		t.Error("an unknown kind has entries")
	}
}

func TestOldFormsAreOther(t *testing.T) {
	for n, olds := range OldForms() {
		if len(olds) == 0 {
			t.Errorf("%c has no old form", n)
		}
		for _, o := range olds {
			if o == n || OldForms()[o] != nil {
				t.Errorf("%c is no old form of %c", o, n)
			}
		}
	}
}

func TestTradesHaveBranches(t *testing.T) {
	seen, n := map[string]bool{}, map[string]int{}
	for _, w := range Trades() {
		if seen[w.Text] {
			t.Errorf("%s twice", w.Text)
		}
		seen[w.Text] = true
		n[w.Branch]++
	}
	for _, b := range []string{"build", "make", "trade", "food", "move", "estate", "serve", "media", "care", "it"} {
		if n[b] < 4 {
			t.Errorf("branch %s has %d words", b, n[b])
		}
		delete(n, b)
	}
	if len(n) > 0 {
		t.Errorf("unknown branches %v", n)
	}
}

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{"SATO": "Sato", "": "", "a": "A"} {
		if got := Title(in); got != want {
			t.Errorf("Title(%q) = %q", in, got)
		}
	}
}

func TestBadTablesAreProgrammersErrors(t *testing.T) {
	for name, f := range map[string]func(){
		"fields":  func() { row("x", "a b", " ", 3) },
		"number":  func() { number("x", "many") },
		"table":   func() { lines("nowhere") },
		"weights": func() { NewTable(2, func(int) int { return 0 }) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}
