package world

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/world/culture"
)

func TestWideAndNarrow(t *testing.T) {
	for in, want := range map[string]string{
		"ABC 12-3": "ＡＢＣ　１２－３", "": "", "霞が関": "霞が関", "A&B": "Ａ＆Ｂ",
	} {
		if got := widen(in); got != want {
			t.Errorf("widen(%q) = %q, want %q", in, got, want)
		}
		if got := narrow(want); got != in {
			t.Errorf("narrow(%q) = %q, want %q", want, got, in)
		}
	}
	if wide(1205) != "１２０５" {
		t.Error(wide(1205))
	}
}

func TestWideIsUndoneByNarrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ -~]{0,40}`).Draw(t, "s")
		if got := narrow(widen(s)); got != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestHalfKana(t *testing.T) {
	for in, want := range map[string]string{
		"アルファ": "ｱﾙﾌｧ", "グローバル": "ｸﾞﾛｰﾊﾞﾙ", "パシフィック": "ﾊﾟｼﾌｨｯｸ", "ヴェルサー": "ｳﾞｪﾙｻｰ", "山手精工": "山手精工", "エア・ポート": "ｴｱ･ﾎﾟｰﾄ",
	} {
		if got := halfKana(in); got != want {
			t.Errorf("halfKana(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestSigns(t *testing.T) {
	d := newDice()
	seen := map[string]bool{}
	for range 100 {
		seen[signs(d, "株式会社")] = true
	}
	for _, want := range []string{"㈱", "(株)", "（株）"} {
		if !seen[want] {
			t.Errorf("%s never written", want)
		}
	}
	if got := signs(d, "監査法人"); got != "監査法人" {
		t.Errorf("a form without a sign became %s", got)
	}
}

func TestSpaced(t *testing.T) {
	for _, tc := range []struct {
		n    name
		want string
	}{
		{name{form: "株式会社", front: true, core: "アトラス・コア産業"}, "株式会社 アトラスコア産業"},
		{name{form: "有限会社", core: "山手精工"}, "山手精工 有限会社"},
		{name{core: "藤沢市"}, "藤沢市"},
	} {
		if got := spaced(&tc.n); got != tc.want {
			t.Errorf("%q, want %q", got, tc.want)
		}
	}
}

func TestNameText(t *testing.T) {
	n := name{form: "株式会社", front: true, core: "みなと物流"}
	if n.text() != "株式会社みなと物流" {
		t.Error(n.text())
	}
	n.front = false
	if n.text() != "みなと物流株式会社" {
		t.Error(n.text())
	}
}

// TestMistypedNumbersAreSeen: the check digit must not fit a mistyped number,
// or the application would claim another company's.
func TestMistypedNumbersAreSeen(t *testing.T) {
	w := mustNew(t, Options{Companies: 2000})
	d := newDice()
	for i := range 500 {
		n := w.company(i).number
		m := mistype(d, n)
		if _, err := identifier.CorporateNumber(m); err == nil || len(m) != 13 {
			t.Fatalf("%s mistyped as %s is a number", n, m)
		}
	}
}

func TestMisspelledNamesDiffer(t *testing.T) {
	d := newDice()
	same := 0
	for range 200 {
		n := name{form: "株式会社", front: true, core: "山手精工"}
		m := misspell(d, n)
		if len([]rune(m.core)) != len([]rune(n.core)) {
			t.Fatalf("%s became %s", n.core, m.core)
		}
		if m.core == n.core {
			same++
		}
	}
	if same > 10 {
		t.Errorf("%d of 200 are as before", same)
	}
}

func TestSpelledNumbersAreTheSameNumber(t *testing.T) {
	w := mustNew(t, Options{Companies: 1000})
	b := &draft{w: w, d: newDice(), mix: DefaultMix()}
	shapes := map[string]bool{}
	for i := range 300 {
		n := w.company(i).number
		s := b.spellNumber(n)
		if got, err := identifier.CorporateNumber(s); err != nil || got != n {
			t.Errorf("%q for %s: %q, %v", s, n, got, err)
		}
		shapes[strings.TrimRight(s, "0123456789")] = true
	}
	if len(shapes) < 3 {
		t.Errorf("numbers are written in %d ways only", len(shapes))
	}
}

// TestSeatsInEverySpelling: whatever way an address is written, the same place
// is meant.
func TestSeatsInEverySpelling(t *testing.T) {
	w := mustNew(t, Options{Companies: 1000})
	m := DefaultMix()
	m.Noise.OmitPrefecture = 0
	b := &draft{w: w, d: newDice(), mix: m}
	bad := 0
	for i := range 600 {
		_, s := w.base(newDice(), i)
		want := identifier.ParseAddress(s.full()).BlockKey()
		for range 4 {
			if got := b.spellSeat(&s); identifier.ParseAddress(got).BlockKey() != want {
				if bad++; bad < 8 {
					t.Logf("%s is not %s", got, s.full())
				}
			}
		}
	}
	if bad > 24 { // one in a hundred: towns that end in a number
		t.Errorf("%d of 2400 spellings mean another place", bad)
	}
}

func TestSeatText(t *testing.T) {
	s := seat{pref: 12, chome: 2, ban: 3, sub: 4}
	for p, pref := range culture.Prefectures() {
		for c, city := range pref.Cities {
			if city.Name == "千代田区" {
				s.pref, s.city = p, c
			}
		}
	}
	for _, tc := range []struct{ got, want string }{
		{s.street(), "丸の内２丁目３番４号"},
		{s.short(), "丸の内2-3-4"},
		{s.english(), "3-4, Marunouchi 2-chome, Chiyoda-ku"},
		{s.full(), "東京都千代田区丸の内２丁目３番４号"},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
	s.dashed = true
	s.building, s.room = "丸の内中央ビル", "３階"
	if got := s.street(); got != "丸の内２丁目３－４丸の内中央ビル３階" {
		t.Error(got)
	}
}

func TestOneBlockIsOneBuilding(t *testing.T) {
	w := mustNew(t, Options{Companies: 1000})
	d := newDice()
	s := w.places.draw(d)
	a, b := s, s
	a.house(1, culture.BuildingOffice, d)
	b.house(1, culture.BuildingOffice, d)
	if a.building != b.building || a.building == "" {
		t.Errorf("%q and %q stand on one block", a.building, b.building)
	}
	if a.block() != b.block() || a.block() == (&seat{pref: a.pref, city: a.city, town: a.town, chome: a.chome, ban: a.ban + 1, sub: a.sub}).block() {
		t.Error("blocks are not told apart")
	}
}

func mustNew(t *testing.T, o Options) *World {
	t.Helper()
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}
