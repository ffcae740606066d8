package identifier

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

func TestPhone(t *testing.T) {
	for _, c := range []struct{ in, e164, kind, area string }{
		{"03-1234-5678", "+81312345678", PhoneFixed, "東京都"},
		{"０３（１２３４）５６７８", "+81312345678", PhoneFixed, "東京都"},
		{"TEL: 06-6123-4567", "+81661234567", PhoneFixed, "大阪府"},
		{"+81 45 123 4567", "+81451234567", PhoneFixed, "神奈川県"},
		{"+81 (0)45-123-4567", "+81451234567", PhoneFixed, "神奈川県"},
		{"011-231-1234", "+81112311234", PhoneFixed, "北海道"},
		{"090-1234-5678", "+819012345678", PhoneMobile, ""},
		{"070ー1234ー5678", "+817012345678", PhoneMobile, ""},
		{"050-3123-4567", "+815031234567", PhoneIP, ""},
		{"0120-123-456", "+81120123456", PhoneTollFree, ""},
		{"0800-123-4567", "+818001234567", PhoneTollFree, ""},
		{"+44 20 7946 0958", "+442079460958", PhoneFixed, ""},
	} {
		p, err := Phone(c.in, "JP")
		if err != nil || p.E164 != c.e164 || p.Kind != c.kind || c.area != "" && !slices.Contains(p.Area, c.area) || c.area == "" && p.Area != nil {
			t.Errorf("Phone(%q) = %+v, %v; want %s %s %s", c.in, p, err, c.e164, c.kind, c.area)
		}
	}
	for _, bad := range []string{"", "12", "03-1234", "abc", "03-1234-56789012", "000-0000-0000", strings.Repeat("1", 100)} {
		if p, err := Phone(bad, "JP"); !errors.Is(err, ErrFormat) {
			t.Errorf("Phone(%q) = %+v, %v; want ErrFormat", bad, p, err)
		}
	}
}

// The fast way must say what the library says.
func TestPhoneFastWayIsTheLibrarys(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	fast := 0
	for range 3000 {
		digits := "0" + strconv.Itoa(100000000+r.IntN(900000000))
		if r.IntN(3) == 0 {
			digits = "0" + []string{"50", "70", "80", "90", "20", "60", "800"}[r.IntN(7)] + digits[2:]
			digits = digits[:11-r.IntN(2)]
		}
		p, ok := japanesePhone(digits)
		if !ok {
			continue
		}
		fast++
		n, err := phonenumbers.Parse(digits, "JP")
		if err != nil || !phonenumbers.IsValidNumber(n) || phonenumbers.Format(n, phonenumbers.E164) != p.E164 || phoneKind(phonenumbers.GetNumberType(n)) != p.Kind {
			t.Fatalf("%s: fast way %+v, library %v valid %v type %v", digits, p, err, phonenumbers.IsValidNumber(n), phonenumbers.GetNumberType(n))
		}
	}
	if fast < 1000 {
		t.Errorf("only %d of 3000 went the fast way", fast)
	}
}

func TestAreasKnowTheirPrefectures(t *testing.T) {
	seen := map[string]bool{}
	for code, list := range areas() {
		for _, name := range list {
			if _, ok := PrefectureOf(name); !ok {
				t.Errorf("area %s: no prefecture %q", code, name)
			}
			seen[name] = true
		}
	}
	if len(seen) != 47 {
		t.Errorf("areas know %d prefectures", len(seen))
	}
}

func FuzzPhone(f *testing.F) {
	f.Add("03-1234-5678")
	f.Add("+81 90 1234 5678")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := Phone(s, "JP")
		if err != nil {
			return
		}
		again, err := Phone(p.E164, "JP")
		if err != nil || again.E164 != p.E164 {
			t.Errorf("Phone(%q) = %+v; its own form gives %+v, %v", s, p, again, err)
		}
	})
}

func BenchmarkPhone(b *testing.B) {
	for b.Loop() {
		if _, err := Phone("03-1234-5678", "JP"); err != nil {
			b.Fatal(err)
		}
	}
}
