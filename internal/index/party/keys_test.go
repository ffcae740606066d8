package party

import "testing"

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
