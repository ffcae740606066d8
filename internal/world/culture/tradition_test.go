package culture

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
)

func TestTraditionsAreLargeEnough(t *testing.T) {
	latin, scripts := 0, map[string]bool{}
	for _, tr := range Traditions() {
		surnames, given := tr.Size()
		if surnames < 200 || given < 300 {
			t.Errorf("%s: %d surnames and %d given names, want at least 200 and 300", tr.Code, surnames, given)
		}
		if scripts[tr.Script] = true; tr.Script == ScriptLatin {
			latin++
		}
	}
	if latin < 6 || len(scripts) != 9 {
		t.Errorf("%d traditions in Latin letters, %d scripts", latin, len(scripts))
	}
}

// TestTablesAreWellFormed looks at every part of every table: the native form
// is in its script, the spellings in the letters A to Z, nothing is there
// twice.
func TestTablesAreWellFormed(t *testing.T) {
	for _, tr := range Traditions() {
		for kind, b := range tr.tables() {
			seen := map[string]bool{}
			for _, p := range b.names {
				if len(p.Latin) == 0 || p.weight <= 0 {
					t.Errorf("%s %s: %+v", tr.Code, kind, p)
				}
				if seen[p.Native] && kind != "s" {
					t.Errorf("%s %s: %s twice", tr.Code, kind, p.Native)
				}
				seen[p.Native] = true
				for _, l := range p.Latin {
					if strings.IndexFunc(l, notPlain) >= 0 || l == "" {
						t.Errorf("%s %s: %s is written %q", tr.Code, kind, p.Native, l)
					}
				}
				if tr.Script != ScriptLatin && strings.IndexFunc(p.Native, func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }) >= 0 {
					t.Errorf("%s %s: %s has Latin letters", tr.Code, kind, p.Native)
				}
			}
		}
	}
}

func notPlain(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == ' ' || r == '-' || r == '\'')
}

func TestDrawIsDeterministic(t *testing.T) {
	for _, tr := range Traditions() {
		a, b := rand.New(rand.NewPCG(7, 1)), rand.New(rand.NewPCG(7, 1))
		different := map[string]bool{}
		for range 500 {
			p, q := tr.Draw(a), tr.Draw(b)
			if p.Native() != q.Native() || p.Romanised() != q.Romanised() {
				t.Fatalf("%s: the same dice drew %s (%s) and %s (%s)", tr.Code, p.Native(), p.Romanised(), q.Native(), q.Romanised())
			}
			different[p.Native()] = true
			if p.Native() == "" || strings.IndexFunc(p.Romanised(), notPlain) >= 0 {
				t.Fatalf("%s: %q, %q", tr.Code, p.Native(), p.Romanised())
			}
		}
		if len(different) < 450 {
			t.Errorf("%s: only %d different names of 500", tr.Code, len(different))
		}
	}
}

func TestPersonIsWrittenInStyles(t *testing.T) {
	ko := byCode(t, "ko")
	p := Person{Tradition: ko, Parts: []Part{
		{Role: RoleGiven, Native: "서준", Latin: []string{"Seo-jun", "Suh-joon"}},
		{Role: RoleSurname, Native: "이", Latin: []string{"Lee", "Yi", "Rhee"}},
	}}
	for _, tc := range []struct {
		style Style
		want  string
	}{
		{Style{Syllables: "-"}, "Seo-jun Lee"},
		{Style{Syllables: " ", SurnameFirst: true}, "Lee Seo Jun"},
		{Style{Syllables: "", Spelling: 1}, "Suhjoon Yi"},
		{Style{Syllables: "-", Spelling: 2}, "Suh-joon Rhee"},
	} {
		if got := p.Roman(tc.style); got != tc.want {
			t.Errorf("%+v: %q, want %q", tc.style, got, tc.want)
		}
	}
	if got := p.Native(); got != "이서준" {
		t.Errorf("native %q", got)
	}
	if got := p.Written(false, " "); got != "서준 이" {
		t.Errorf("written %q", got)
	}
}

func byCode(t *testing.T, code string) *Tradition {
	t.Helper()
	for _, tr := range Traditions() {
		if tr.Code == code {
			return tr
		}
	}
	t.Fatalf("no tradition %s", code)
	return nil
}

func TestRomajiSpellings(t *testing.T) {
	for kana, want := range map[string]string{
		"サトウ": "Sato Satou Satoh", "オオノ": "Ono Oono Ohno", "ハットリ": "Hattori", "シンイチ": "Shinichi",
		"ナンバ": "Namba Nanba", "リョウコ": "Ryoko Ryouko Ryohko", "カネコ": "Kaneko",
	} {
		if got := strings.Join(romajiSpellings(kana), " "); got != want {
			t.Errorf("%s: %q, want %q", kana, got, want)
		}
	}
}

func TestExamples(t *testing.T) {
	for _, tr := range Traditions() {
		dice := rand.New(rand.NewPCG(1, 2))
		for range 4 {
			p := tr.Draw(dice)
			t.Logf("%s: %s = %s", tr.Code, p.Native(), p.Romanised())
		}
	}
}
