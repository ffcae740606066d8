package letters

import "testing"

// What is asked for is found as by whoever asks for everything; what is not is 0.
func TestWeighFromFindsWhatCompareFinds(t *testing.T) {
	words := []string{
		"shcherbakov", "schtscherbakow", "щербаков", "щербакова", "khrushchev", "хрущёв", "yusuf", "يوسف", "yasin", "suleiman", "سليمان", "amazon", "アマゾン", "stevenson",
		"スティーブンソン", "greenberg", "גרינברג", "goldberg", "oliver", "올리버", "olga", "braxton", "布拉克斯頓", "burton", "mueller", "müller", "miller", "li", "lee", "лі",
		"aleksandrov", "alexandrow", "александров", "ostrowan", "ostrovan", "острован", "kim", "김", "park", "박", "mohammed", "muhamad", "محمد", "katherine", "catarina", "екатерина",
	}
	for _, x := range words {
		for _, y := range words {
			a, b := NewWord(x), NewWord(y)
			all, likeness, ok := WeighFrom(a, b, 0)
			if s, okToo := Compare(a, b); s != all || okToo != ok {
				t.Errorf("%s, %s: %d %v, Compare %d %v", x, y, all, ok, s, okToo)
			}
			for _, from := range []int{3000, 6000, 8300, 9000} {
				s, l, okToo := WeighFrom(a, b, from)
				want, wantL := all, likeness
				if all < from {
					want, wantL = 0, 0
				}
				if s != want || l != wantL || ok != okToo {
					t.Errorf("%s, %s from %d: %d, %d, want %d, %d", x, y, from, s, l, want, wantL)
				}
			}
		}
	}
}

func TestWeighFromAllocatesNothing(t *testing.T) {
	a, b := NewWord("дмитриев"), NewWord("johnson")
	if n := testing.AllocsPerRun(100, func() { WeighFrom(a, b, 8300) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
