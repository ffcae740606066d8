package rarity

import "testing"

func TestCommonWordsSayLittle(t *testing.T) {
	for _, c := range []struct {
		word      string
		kind      Kind
		low, high int
	}{
		{"nguyen", Person, 100, 400}, {"kim", Person, 150, 450}, {"mohammed", Person, 250, 600}, {"singh", Person, 300, 600},
		{"smith", Person, 650, 950}, {"김", Person, 150, 300}, {"王", Person, 300, 450},
		{"xyqqwerty", Person, 1400, Most}, {"", Person, 0, 0},
	} {
		if got := Bits(c.word, c.kind); got < c.low || got > c.high {
			t.Errorf("Bits(%q) = %d, want %d to %d", c.word, got, c.low, c.high)
		}
	}
}
