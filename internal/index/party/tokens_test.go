package party

import (
	"slices"
	"testing"
)

func TestDropped(t *testing.T) {
	for word, want := range map[string][]string{
		"kim":  {"kim"},
		"anna": {"anna", "nna", "ana", "ann"},
		"山田":   {"山田"},
		"山田太":  {"山田太", "田太", "山太", "山田"},
		"":     {""},
	} {
		if got := dropped(word); !slices.Equal(got, want) {
			t.Errorf("dropped(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestPairs(t *testing.T) {
	for word, want := range map[string][]string{
		"kim": nil, "": nil, "山": nil, "山田太郎": {"山田", "田太", "太郎"}, "한다솔": {"한다", "다솔"}, "サーバ": {"サー", "ーバ"}, "A社": nil,
	} {
		if got := slices.Collect(pairs(word)); !slices.Equal(got, want) {
			t.Errorf("pairs(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestLog16(t *testing.T) {
	for n, want := range map[int]int{1: 0, 2: 16, 3: 24, 4: 32, 1 << 20: 320} {
		if got := log16(n); got != want {
			t.Errorf("log16(%d) = %d, want %d", n, got, want)
		}
	}
}

func TestIdentifierKey(t *testing.T) {
	for _, c := range []struct{ kind, value, want string }{
		{"passport", "AB 12-34", "id:passport:ab1234"},
		{"passportNumber", "ａｂ１２３４", "id:passport:ab1234"},
		{"Registration", "T1234567890123", "id:registration:t1234567890123"},
		{"imo", " - ", ""},
	} {
		if got := IdentifierKey(c.kind, c.value); got != c.want {
			t.Errorf("IdentifierKey(%q, %q) = %q, want %q", c.kind, c.value, got, c.want)
		}
	}
	if identifierKey("without a kind") != "" {
		t.Error("a value without a kind has a key")
	}
}

// dropped collects what eachDropped yields.
func dropped(w string) []string {
	var out []string
	eachDropped(w, func(a, b string) { out = append(out, a+b) })
	return out
}
