package identifier

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

// Numbers of the publisher's specification and of two well-known bodies.
var knownNumbers = []string{"5111101000006", "4111101000007", "8040001999013", "2040001999902", "3040001999901", "2100001010003", "9380001010002", "7000012050002", "7010001008844"}

func TestCorporateNumberKnown(t *testing.T) {
	for _, want := range knownNumbers {
		if got, err := CorporateNumber(want); err != nil || got != want {
			t.Errorf("CorporateNumber(%s) = %q, %v", want, got, err)
		}
		if d := CheckDigit(want[1:]); d != want[0] {
			t.Errorf("CheckDigit(%s) = %c, want %c", want[1:], d, want[0])
		}
	}
}

func TestCorporateNumberSpellings(t *testing.T) {
	const want = "7000012050002"
	for _, s := range []string{"7000012050002", " 7000012050002 ", "T7000012050002", "t-7000012050002", "Ｔ７０００012050002", "７００００１２０５０００２", "7-0000-1205-0002", "7 0000 1205 0002", "7−0000‐1205–0002", "\ufeff7000012050002", "7ー0000ー1205ー0002", "7.0000.1205.0002"} {
		if got, err := CorporateNumber(s); err != nil || got != want {
			t.Errorf("CorporateNumber(%q) = %q, %v", s, got, err)
		}
	}
	for _, c := range []struct {
		in   string
		want error
	}{
		{"", ErrFormat}, {"T", ErrFormat}, {"700001205000", ErrFormat}, {"70000120500021", ErrFormat}, {"7.00001E+12", ErrFormat}, {"TT7000012050002", ErrFormat},
		{"7000012050002a", ErrFormat}, {"70000T12050002", ErrFormat}, {"6000012050002", ErrCheckDigit}, {"7000012050003", ErrCheckDigit},
	} {
		if got, err := CorporateNumber(c.in); !errors.Is(err, c.want) {
			t.Errorf("CorporateNumber(%q) = %q, %v; want %v", c.in, got, err, c.want)
		}
	}
}

func TestCheckDigitWantsTwelveDigits(t *testing.T) {
	for _, s := range []string{"", "12345678901", "1234567890123", "12345678901x", "１２３４５６７８９０１２"} {
		if d := CheckDigit(s); d != 0 {
			t.Errorf("CheckDigit(%q) = %c", s, d)
		}
	}
}

func TestCorporateNumberProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.StringMatching(`[0-9]{12}`).Draw(t, "base")
		number := string(CheckDigit(base)) + base
		if got, err := CorporateNumber("T" + number); err != nil || got != number {
			t.Fatalf("%s: %q, %v", number, got, err)
		}
		if number[0] == '0' {
			t.Fatalf("%s: the check digit is never 0", number)
		}
		// Every change of one digit is seen, except between 0 and 9 in the base.
		i := rapid.IntRange(0, 12).Draw(t, "place")
		c := byte('0' + rapid.IntRange(0, 9).Draw(t, "digit"))
		changed := []byte(number)
		old := changed[i]
		changed[i] = c
		_, err := CorporateNumber(string(changed))
		blind := c == old || i > 0 && (c == '0' && old == '9' || c == '9' && old == '0')
		if blind != (err == nil) {
			t.Fatalf("%s with digit %d changed to %c: %v", number, i, c, err)
		}
	})
}

func FuzzCorporateNumber(f *testing.F) {
	f.Add("T7000012050002")
	f.Add("７-0000-1205-0002")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := CorporateNumber(s)
		if err != nil {
			return
		}
		if again, err := CorporateNumber(n); err != nil || again != n || len(n) != 13 {
			t.Errorf("%q gives %q, and that %q, %v", s, n, again, err)
		}
	})
}
