package identifier

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// individual returns an invented Individual Number for eleven digits.
func individual(base11 string) string {
	for d := '0'; d <= '9'; d++ {
		if isIndividual(base11 + string(d)) {
			return base11 + string(d)
		}
	}
	return ""
}

func TestForbidden(t *testing.T) {
	mine := individual("12345678901")
	if mine != "123456789018" {
		t.Fatalf("check digit by hand is 8, not as in %s", mine)
	}
	grouped := mine[:4] + "-" + mine[4:8] + "-" + mine[8:]
	wide := strings.Map(func(r rune) rune { return r + 0xFEE0 }, mine)
	for _, c := range []struct {
		text, kind string
		offset     int
	}{
		{mine, ForbiddenIndividual, 0},
		{"マイナンバー " + mine, ForbiddenIndividual, len("マイナンバー ")},
		{"No." + grouped + " です", ForbiddenIndividual, 3},
		{"番号" + wide, ForbiddenIndividual, 6},
		{strings.Join(strings.Split(mine, ""), " "), ForbiddenIndividual, 0},
		{mine[:6] + "\u200b" + mine[6:], ForbiddenIndividual, 0},
		{"1234-5678-9019", "", 0},    // check digit fails
		{"1" + mine, "", 0},          // thirteen digits
		{"2026-02-28 1200", "", 0},   // a date and a time
		{"tel 090-1234-5678", "", 0}, // eleven digits
		{"AB12345678CD", ForbiddenResidence, 0},
		{"在留カード ａｂ12345678ｃｄ", ForbiddenResidence, 16},
		{"XAB12345678CD", "", 0},
		{"AB123456789CD", "", 0},
		{"4111 1111 1111 1111", ForbiddenCard, 0},
		{"card:4111111111111111", ForbiddenCard, 5},
		{"４１１１－１１１１－１１１１－１１１１", ForbiddenCard, 0},
		{"3782 822463 10005", ForbiddenCard, 0},
		{"5555555555554444", ForbiddenCard, 0},
		{"3530111333300000", ForbiddenCard, 0},
		{"4111 1111 1111 1112", "", 0},
		{"個人番号 1234 5678 9018 2026", ForbiddenIndividual, len("個人番号 ")},
		{"090-1234-5678 1234-5678-9018", ForbiddenIndividual, 14},
		{"DE44500105175407324931", "", 0},
		{"T7000012050002", "", 0},
		{"7000012050002", "", 0},
		{"password: hunter2", ForbiddenPassword, 10},
		{"Password=hunter2", ForbiddenPassword, 9},
		{"パスワード：ひらけごま", ForbiddenPassword, len("パスワード：")},
		{"暗証番号: 1234", ForbiddenPassword, len("暗証番号: ")},
		{"ﾊﾟｽﾜｰﾄﾞ: abc", ForbiddenPassword, len("ﾊﾟｽﾜｰﾄﾞ: ")},
		{"password:\n次の行", "", 0},
		{"パスワードは設定済み", "", 0},
		{"compass: north", "", 0},
		{"https://example.com/a=b", "", 0},
		{"基礎年金番号 1234-567890", ForbiddenPension, len("基礎年金番号 ")},
		{"基礎年金番号 1234567890", ForbiddenPension, len("基礎年金番号 ")},
		{"受付 1234-567890", "", 0},
		{"保険者番号 12345678", ForbiddenInsurance, len("保険者番号 ")},
		{"健康保険証の記号 1234 番号 56", ForbiddenInsurance, len("健康保険証の記号 ")},
		{"保険証券 12345678", "", 0},
		{"株式会社関所", "", 0},
		{"", "", 0},
	} {
		got := Forbidden("note", c.text, false, nil)
		switch {
		case got == nil && c.kind == "":
		case got == nil || got.Kind != c.kind || got.Offset != c.offset || got.Field != "note":
			t.Errorf("Forbidden(%q) = %v, want %q at %d", c.text, got, c.kind, c.offset)
		}
	}
}

func TestForbiddenExemptions(t *testing.T) {
	mine := individual("12345678901")
	if e := Forbidden("applicant.phone", mine, true, nil); e != nil {
		t.Errorf("typed field: %v", e)
	}
	if e := Forbidden("applicant.phone", "4111111111111111", true, nil); e == nil || e.Kind != ForbiddenCard {
		t.Errorf("a card in a typed field: %v", e)
	}
	known := string(CheckDigit(mine)) + mine
	registered := func(n string) bool { return n == known }
	if e := Forbidden("note", mine, false, registered); e != nil {
		t.Errorf("base of a registered company: %v", e)
	}
	if e := Forbidden("note", mine, false, func(string) bool { return false }); e == nil {
		t.Error("base of no registered company is let through")
	}
	// Thirteen digits that are both a card and a corporate number.
	both := ""
	for i := 1000; i < 10000 && both == ""; i++ {
		base := "99999999" + strconv.Itoa(i) // the two sums agree modulo 9, so only high digits meet both
		if n := string(CheckDigit(base)) + base; isCard(n) {
			both = n
		}
	}
	if e := Forbidden("corporate_number", both, true, nil); e != nil {
		t.Errorf("typed corporate number: %v", e)
	}
	if e := Forbidden("note", both, false, nil); e == nil {
		t.Error("the same digits in free text are let through")
	}
	if e := Forbidden("note", "T"+both, false, nil); e != nil {
		t.Errorf("an invoice number: %v", e)
	}
	if e := Forbidden("note", both, false, func(n string) bool { return n == both }); e != nil {
		t.Errorf("a registered number: %v", e)
	}
	// 81 and a Japanese number is 12 digits too.
	phones := 0
	for n := 9012340000; n < 9012340100; n++ {
		if d := "81" + strconv.Itoa(n); isIndividual(d) {
			phones++
			if e := Forbidden("note", "tel "+d, false, nil); e != nil {
				t.Errorf("a telephone number: %v", e)
			}
		}
	}
	if phones == 0 {
		t.Error("no telephone number was tried")
	}
}

func TestForbiddenNeverEchoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mine := individual(rapid.StringMatching(`[1-9][0-9]{10}`).Draw(t, "base"))
		before := rapid.StringMatching(`[a-zあ-ん ]{0,20}`).Draw(t, "before")
		e := Forbidden("note", before+" "+mine, false, nil)
		if e == nil {
			if p, err := Phone(mine, "JP"); err == nil || strings.HasPrefix(mine, "81") {
				t.Skip("a telephone number", p)
			}
			t.Fatalf("%q is let through", before+" "+mine)
		}
		if strings.Contains(e.Error(), mine[:5]) || strings.Contains(e.Error(), mine[7:]) {
			t.Fatalf("the error says %q", e.Error())
		}
		if e.Offset != len(before)+1 {
			t.Fatalf("offset %d, want %d", e.Offset, len(before)+1)
		}
	})
}

func FuzzForbidden(f *testing.F) {
	f.Add("マイナンバー 1234-5678-9018")
	f.Add("password: x")
	f.Add("保険者番号 12345678")
	f.Fuzz(func(t *testing.T, s string) {
		for _, typed := range []bool{false, true} {
			if e := Forbidden("f", s, typed, nil); e != nil && (e.Offset < 0 || e.Offset >= len(s)) {
				t.Errorf("%q: offset %d", s, e.Offset)
			}
		}
	})
}

func BenchmarkForbiddenAddress(b *testing.B) {
	for b.Loop() {
		Forbidden("address", "東京都千代田区神田小川町１丁目２０番地　関所ビル３階 電話 03-1234-5678", false, nil)
	}
}

func BenchmarkForbiddenName(b *testing.B) {
	for b.Loop() {
		Forbidden("name", "株式会社関所商事", false, nil)
	}
}
