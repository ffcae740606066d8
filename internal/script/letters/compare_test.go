package letters

import (
	"testing"
)

func compare(t *testing.T, a, b string) int {
	t.Helper()
	wa, wb := NewWord(a), NewWord(b)
	s, ok := Compare(wa, wb)
	if !ok {
		t.Fatalf("%s, %s: no model", a, b)
	}
	if back, _ := Compare(wb, wa); back != s {
		t.Errorf("%s, %s: %d one way, %d the other", a, b, s, back)
	}
	return s
}

func TestCompareOtherAlphabets(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"щербаков", "shcherbakov"}, {"щербаков", "schtscherbakow"}, {"хрущёв", "khrushchev"},
		{"يوسف", "yusuf"}, {"سليمان", "suleiman"}, {"アマゾン", "amazon"}, {"スティーブンソン", "stevenson"},
		{"גרינברג", "greenberg"}, {"올리버", "oliver"}, {"布拉克斯頓", "braxton"},
	} {
		if s := compare(t, c.a, c.b); s < 8500 {
			t.Errorf("%s, %s: %d, want 8500", c.a, c.b, s)
		}
	}
	for _, c := range []struct{ a, b string }{
		{"щербаков", "chernov"}, {"يوسف", "yasin"}, {"アマゾン", "amanda"}, {"גרינברג", "goldberg"}, {"올리버", "olga"}, {"布拉克斯頓", "burton"},
	} {
		if s := compare(t, c.a, c.b); s >= 8500 {
			t.Errorf("%s, %s: %d, want less than 8500", c.a, c.b, s)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	for _, c := range []struct{ name, a, b string }{{"same", "щербаков", "shcherbakov"}, {"other", "дмитриев", "johnson"}, {"kana", "ロバーツ", "roberts"}} {
		b.Run(c.name, func(b *testing.B) {
			x, y := NewWord(c.a), NewWord(c.b)
			b.ReportAllocs()
			for b.Loop() {
				Compare(x, y)
			}
		})
	}
}
