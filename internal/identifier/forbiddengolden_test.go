package identifier

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Cards of every network: numbers that the networks publish for tests.
var testCards = []string{"4111111111111111", "4012888888881881", "4222222222222", "5555555555554444", "5105105105105100", "2223003122003222", "378282246310005", "371449635398431", "3530111333300000", "3566002020360505", "30569309025904", "38520000023237", "6011111111111117", "6011000990139424", "6200000000000005"}

func TestCardsOfEveryNetwork(t *testing.T) {
	for _, card := range testCards {
		for _, text := range []string{card, "カード " + card, "card no. " + card + " exp 12/30", fullWidthASCII(card), strings.Join(strings.Split(card, ""), " "), strings.Join(strings.Split(card, ""), "-"), card[:5] + "\u200b" + card[5:], "注文\n" + card + "\n以上"} {
			e := Forbidden("note", text, false, nil)
			if e == nil || e.Kind != ForbiddenCard || e.Field != "note" {
				t.Errorf("%q is let through: %+v", text, e)
				continue
			}
			checkNoEcho(t, e, card)
			if at := text[e.Offset:]; !strings.HasPrefix(at, card[:1]) && !strings.HasPrefix(at, fullWidthASCII(card[:1])) {
				t.Errorf("%q: offset %d points at %q", text, e.Offset, at)
			}
		}
		last := card[len(card)-1]
		if e := Forbidden("note", card[:len(card)-1]+string('0'+(last-'0'+1)%10), false, nil); e != nil {
			t.Errorf("%s with another last digit is taken for a card: %v", card, e)
		}
	}
}

func checkNoEcho(t *testing.T, e *ForbiddenError, value string) {
	t.Helper()
	if !strings.HasSuffix(e.Error(), " at byte "+strconv.Itoa(e.Offset)) || !strings.Contains(e.Error(), e.Kind) {
		t.Errorf("the error names neither place nor kind: %v", e)
	}
	for i := 0; i+4 <= len(value); i++ {
		if strings.Contains(e.Error(), value[i:i+4]) || strings.Contains(e.Kind, value[i:i+4]) {
			t.Errorf("the error repeats %q: %v", value[i:i+4], e)
		}
	}
}

// What the labels announce, with its label and without.
func TestForbiddenLabels(t *testing.T) {
	for _, c := range []struct{ kind, labels, value string }{
		{ForbiddenPension, "基礎年金番号|年金番号：|年金手帳 記号番号 |pension number |Basic Pension No. ", "9876-543210"},
		{ForbiddenInsurance, "保険者番号|被保険者証の番号 |健康保険証 |健康保険番号：|保険証番号 |Health Insurance Number |insurance card number ", "87654321"},
		{ForbiddenPassword, "パスワード：|パスコード: |暗証番号＝|Password: |PASSWD=|pw: |PIN: |passphrase = |пароль: |Passwort: |비밀번호: ", "Zq8xyw!"},
	} {
		for _, label := range strings.Split(c.labels, "|") {
			text := "備考 " + label + c.value
			e := Forbidden("note", text, false, nil)
			if e == nil || e.Kind != c.kind {
				t.Errorf("%q: %+v, want %s", text, e, c.kind)
				continue
			}
			checkNoEcho(t, e, c.value)
			if e.Offset != len(text)-len(c.value) {
				t.Errorf("%q: offset %d, want %d", text, e.Offset, len(text)-len(c.value))
			}
		}
		if e := Forbidden("note", "備考 "+c.value, false, nil); e != nil {
			t.Errorf("%q without a label: %v", c.value, e)
		}
	}
}

// What honest people write must pass, or they learn to write around the check.
func TestHonestTextPasses(t *testing.T) {
	for _, s := range []string{
		"", "株式会社北辰商事", "東京都港区芝5-7-1 北辰ビル302号室", "〒105-0014", "03-5253-0001", "090-1234-0001", "+81 90 1234 0001", "法人番号 7000012050002", "T7000012050002",
		"2026-04-01 から 2027-03-31 まで", "2026/04/01 12:30:45", "20260401123045", "注文番号 1234567890", "請求書 2026-000123", "$1,234,567,890.12", "12345678 円", "4111 1111", "ISBN 978-4-00-000000-0",
		"パスワードは別便で送ります", "パスワード再設定のご案内", "the password was changed", "compass: 12345", "spin: 1234", "http://example.com/?a=b", "password:", "暗証番号：\n次", "健康保険組合",
		"年金相談センター", "保険代理店 北辰", "DE89370400440532013000", "AB1234567", "AB12345678", "1Z999AA10123456784", "192.168.100.200", "sha256:9f86d081884c7d659a2feaa0c55ad015",
	} {
		if e := Forbidden("note", s, false, nil); e != nil {
			t.Errorf("%q is refused: %v", s, e)
		}
	}
}

// Residence cards have two letters, eight digits, two letters; in any width,
// nowhere inside another word.
func TestResidenceCards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := rapid.StringMatching(`[A-Z]{2}[0-9]{8}[A-Z]{2}`).Draw(t, "card")
		for _, s := range []string{card, strings.ToLower(card), fullWidthASCII(card), "在留カード番号：" + card, "(" + card + ")", card[:6] + "\u200b" + card[6:]} {
			e := Forbidden("id", s, true, nil)
			if e == nil || e.Kind != ForbiddenResidence {
				t.Fatalf("%q: %+v", s, e)
			}
			if strings.Contains(e.Error(), card[2:6]) {
				t.Fatalf("the error repeats the card: %v", e)
			}
		}
		for _, s := range []string{"X" + card, card + "9", card + "x", card[1:], card[:2] + "0" + card[2:]} {
			if e := Forbidden("id", s, true, nil); e != nil && e.Kind == ForbiddenResidence {
				t.Fatalf("%q: %v", s, e)
			}
		}
	})
}

// Whatever surrounds an Individual Number with its label, it is found, and a
// wrong check digit is not.
func TestIndividualNumbersAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mine := individual(rapid.StringMatching(`[1-7][1-9]{4}[0-9]{6}`).Draw(t, "base"))
		before := rapid.SampledFrom([]string{"", "備考\n", "代表者 ", "(", "連絡先 03-5253-0001 ", "2026-04-01 "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", "。", ")", "\n以上", " です"}).Draw(t, "after")
		for _, s := range []string{mine, mine[:4] + "-" + mine[4:8] + "-" + mine[8:], mine[:4] + " " + mine[4:8] + " " + mine[8:], fullWidthASCII(mine), mine[:4] + "−" + mine[4:8] + "−" + mine[8:]} {
			text := before + "マイナンバー:" + s + after
			e := Forbidden("note", text, false, nil)
			if e == nil {
				if _, err := Phone(mine, "JP"); err == nil {
					t.Skip("a telephone number too")
				}
				t.Fatalf("%q is let through", text)
			}
			if strings.Contains(e.Error(), mine[:5]) || e.Offset < 0 || e.Offset >= len(text) {
				t.Fatalf("%q: %v", text, e)
			}
		}
		last := mine[:11] + string('0'+(mine[11]-'0'+1)%10)
		if e := Forbidden("note", last, false, nil); e != nil && e.Kind == ForbiddenIndividual {
			t.Fatalf("%q has the wrong check digit: %v", last, e)
		}
	})
}

// Building and room at the end, in the ways that tenants write them.
func TestRooms(t *testing.T) {
	for _, c := range []struct{ tail, building, room string }{
		{" 北辰ビル302号室", "北辰ビル", "302"}, {" 北辰ビル302号", "北辰ビル", "302"}, {" 北辰ビル 302", "北辰ビル", "302"}, {" 北辰ビル#302", "北辰ビル", "302"}, {"　北辰ビル３０２", "北辰ビル", "302"},
		{" 北辰ビル3F", "北辰ビル", "3F"}, {" 北辰ビル3階", "北辰ビル", "3F"}, {" 北辰ビル三階", "北辰ビル", "3F"}, {"北辰ビル３Ｆ", "北辰ビル", "3F"}, {" 北辰ビル地下1階", "北辰ビル", "B1F"}, {" 北辰ビルB2F", "北辰ビル", "B2F"}, {" 北辰ビル5階502号室", "北辰ビル", "502"},
		{" 北辰ビル", "北辰ビル", ""}, {" 第2北辰ビル", "第2北辰ビル", ""}, {" 3F", "", "3F"}, {" 302号室", "", "302"}, {"-302", "", "302"}, {"", "", ""},
	} {
		a := ParseAddress("東京都港区芝5-7-1" + c.tail)
		if a.Building != c.building || a.Room != c.room || a.numbers() != "5-7-1" {
			t.Errorf("%q: building %q room %q numbers %s, want %q %q", c.tail, a.Building, a.Room, a.numbers(), c.building, c.room)
		}
		if (a.BuildingKey() == "") != (c.building == "" && c.room == "") {
			t.Errorf("%q has the key %q", c.tail, a.BuildingKey())
		}
	}
}

// Letters from abroad: order, kinds, long vowels and the country vary.
func TestRomanSpellings(t *testing.T) {
	for _, c := range []struct{ city, spellings string }{
		{"東京都|千代田区", "1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo|1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo 100-8977|1-3-1, Kasumigaseki, Chiyoda-Ku, TOKYO, JAPAN|Kasumigaseki 1-3-1, Chiyoda Ward, Tōkyō, Japan|1-3-1 Kasumigaseki, Chiyoda City, Tokyo-to"},
		{"群馬県|太田市", "12-3 Honmachi, Ota-shi, Gunma|12-3 Honmachi, Ōta-shi, Gumma|12-3 Honmachi, Ohta City, Gunma Prefecture|12-3 Honmachi, Oota-shi, Gunma-ken"},
		{"神奈川県|横浜市西区", "2-2-1 Minatomirai, Nishi-ku, Yokohama, Kanagawa|2-2-1 Minatomirai, Nishi-ku, Yokohama-shi, Kanagawa 220-0012, Japan|2-2-1 Minatomirai, Nishi Ward, Yokohama City, Kanagawa"},
		{"", "221B Baker Street, London|1 Main St, Springfield, IL 62701|12 rue de la Paix, Paris|Berlin|1-3-1"},
	} {
		for _, s := range strings.Split(c.spellings, "|") {
			if got := ParseAddress(s).CityKey(); got != c.city {
				t.Errorf("%q lies in %q, want %q", s, got, c.city)
			}
		}
	}
}
