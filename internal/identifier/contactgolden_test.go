package identifier

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// fullWidthASCII writes ASCII as Japanese keyboards do.
func fullWidthASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// One line written in many ways is one number.
func TestPhoneSpellings(t *testing.T) {
	for _, c := range []struct{ e164, kind, spellings string }{
		{"+81352530001", PhoneFixed, "03-5253-0001|0352530001|03 5253 0001|03(5253)0001|(03)5253-0001|03.5253.0001|０３－５２５３－０００１|０３（５２５３）０００１|03−5253−0001|03ー5253ー0001|03‐5253–0001|+81352530001|+81-3-5253-0001|+81 3 5253 0001|+81(0)3-5253-0001|＋８１３５２５３０００１|TEL:03-5253-0001|Tel. 03-5253-0001|電話番号：03-5253-0001|電話 03-5253-0001|FAX 03-5253-0001|\u200b03-5253-0001|  03-5253-0001  "},
		{"+819012340001", PhoneMobile, "090-1234-0001|09012340001|０９０－１２３４－０００１|+81 90 1234 0001|+81(0)90-1234-0001|携帯 090-1234-0001"},
		{"+815031230001", PhoneIP, "050-3123-0001|05031230001|+81 50 3123 0001"},
		{"+81120000111", PhoneTollFree, "0120-000-111|0120000111|０１２０－０００－１１１"},
	} {
		for _, s := range strings.Split(c.spellings, "|") {
			p, err := Phone(s, "JP")
			if err != nil || p.E164 != c.e164 || p.Kind != c.kind || p.Region != "JP" {
				t.Errorf("Phone(%q) = %+v, %v; want %s %s", s, p, err, c.e164, c.kind)
			}
			if q, err := Phone(s, ""); err != nil || q.E164 != p.E164 || !slices.Equal(q.Area, p.Area) {
				t.Errorf("Phone(%q) without a region = %+v, %v", s, q, err)
			}
		}
	}
}

// Area codes by the table of the ministry: one of each district, and codes
// that several prefectures share.
func TestAreaCodes(t *testing.T) {
	for _, c := range []struct{ in, areas string }{
		{"011-200-1234", "北海道"}, {"017-722-1234", "青森県"}, {"019-622-1234", "岩手県"}, {"022-222-1234", "宮城県"}, {"018-866-1234", "秋田県"}, {"023-622-1234", "山形県"},
		{"029-221-1234", "茨城県"}, {"028-622-1234", "栃木県"}, {"027-222-1234", "群馬県"}, {"048-822-1234", "埼玉県"}, {"043-222-1234", "千葉県"}, {"045-222-1234", "神奈川県"},
		{"025-222-1234", "新潟県"}, {"076-431-1234", "富山県"}, {"076-222-1234", "石川県"}, {"0776-22-1234", "福井県"}, {"055-222-1234", "山梨県"}, {"026-222-1234", "長野県"},
		{"054-222-1234", "静岡県"}, {"052-222-1234", "愛知県"}, {"059-222-1234", "三重県"}, {"077-522-1234", "滋賀県"}, {"075-222-1234", "京都府"}, {"078-322-1234", "兵庫県"},
		{"0742-22-1234", "奈良県"}, {"073-422-1234", "和歌山県"}, {"0857-22-1234", "鳥取県"}, {"0852-22-1234", "島根県"}, {"086-222-1234", "岡山県"}, {"082-222-1234", "広島県"},
		{"083-922-1234", "山口県"}, {"088-622-1234", "徳島県"}, {"087-822-1234", "香川県"}, {"089-922-1234", "愛媛県"}, {"088-822-1234", "高知県"}, {"092-722-1234", "福岡県"},
		{"0952-22-1234", "佐賀県"}, {"095-822-1234", "長崎県"}, {"096-322-1234", "熊本県"}, {"097-532-1234", "大分県"}, {"0985-22-1234", "宮崎県"}, {"099-222-1234", "鹿児島県"}, {"098-862-1234", "沖縄県"},
		{"06-6222-1234", "大阪府 兵庫県"}, {"042-522-1234", "東京都 埼玉県 神奈川県"}, {"0280-22-1234", "茨城県 栃木県 埼玉県"},
	} {
		p, err := Phone(c.in, "JP")
		if err != nil || p.Kind != PhoneFixed {
			t.Errorf("Phone(%q) = %+v, %v", c.in, p, err)
		}
		for _, want := range strings.Fields(c.areas) {
			if !slices.Contains(p.Area, want) {
				t.Errorf("Phone(%q) lies in %q, not in %s", c.in, p.Area, want)
			}
		}
		if len(p.Area) > 4 || slices.Contains(p.Area, "北海道") && !strings.HasPrefix(c.in, "01") {
			t.Errorf("Phone(%q) lies in %q: that says nothing", c.in, p.Area)
		}
	}
}

// Errors name what is wrong, never what was typed: they end up in logs.
func TestErrorsEchoNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[7-9]{6,9}[qxz]{4,6}`).Draw(t, "secret")
		for name, err := range map[string]error{
			"CorporateNumber": errorOf(CorporateNumber(secret)), "PostalCode": errorOf(PostalCode(secret)), "Email": errorOf(Email(secret)), "Email domain": errorOf(Email("a@" + secret)),
			"Email local": errorOf(Email(secret + " x@example.com")), "lei": errorOf(ParseIdentifier("lei:" + secret)), "imo": errorOf(ParseIdentifier("imo:" + secret)),
			"corporate_number": errorOf(ParseIdentifier("corporate_number:" + secret)), "no kind": errorOf(ParseIdentifier(secret)), "Phone": errorOf(Phone(secret+secret+secret+secret+secret, "JP")),
		} {
			if err == nil || !errors.Is(err, ErrFormat) {
				t.Fatalf("%s takes %q: %v", name, secret, err)
			}
			if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), secret[:6]) {
				t.Fatalf("%s repeats what was typed: %v", name, err)
			}
		}
	})
}

func errorOf[T any](_ T, err error) error { return err }

// Providers that ignore dots or tags, and those that do not.
func TestMailboxesThatAreOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"north.star@gmail.com", "northstar+shop@googlemail.com", true}, {"N.S@GMAIL.COM", "ns@gmail.com", true}, {"ns+a@icloud.com", "ns@icloud.com", true}, {"ns+a@proton.me", "ns+b@proton.me", true},
		{"n.s@outlook.com", "ns@outlook.com", false}, {"ns+a@example.co.jp", "ns@example.co.jp", false}, {"n.s@example.co.jp", "ns@example.co.jp", false}, {"n.s@docomo.ne.jp", "ns@docomo.ne.jp", false},
		{"ns@example.co.jp", "NS@EXAMPLE.CO.JP", true}, {"Northern Star <ns@example.com>", "mailto:ns@example.com", true}, {"ｎｓ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ns@example.com", true}, {"ns@関所.jp", "ns@xn--8ous75i.jp", true},
		{"+tag@gmail.com", "@gmail.com", false}, {"n\u200bs@example.com", "ns@example.com", true}, {"ns@mail.example.com", "ns@example.com", false},
	} {
		a, errA := Email(c.a)
		b, errB := Email(c.b)
		if errA != nil {
			t.Errorf("Email(%q): %v", c.a, errA)
		}
		if (errB == nil && a.Address == b.Address) != c.same {
			t.Errorf("%q is %q, %q is %q; want the same: %v", c.a, a.Address, c.b, b.Address, c.same)
		}
	}
}

// A URL's paths, ports, users and case change no domain; nor does the width.
func TestDomainInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.StringMatching(`[a-z]{3}[0-9][a-z0-9]{3,8}`).Draw(t, "label")
		want := label + rapid.SampledFrom([]string{".co.jp", ".jp", ".com", ".or.jp", ".co.uk", ".example"}).Draw(t, "suffix")
		for _, s := range []string{want, "www." + want, "a.b." + want, "https://" + want, "HTTP://WWW." + strings.ToUpper(want) + "/X?y=1#z", "https://u:p@" + want + ":8443/", "//" + want + "/@x", want + ".", fullWidthASCII(want), " " + want + " ", "https://" + want + "\\@evil.test"} {
			if got, err := Domain(s); err != nil || got != want {
				t.Fatalf("Domain(%q) = %q, %v; want %q", s, got, err, want)
			}
		}
		m, err := Email("info@sub." + want)
		if err != nil || m.Registrable != want || m.Domain != "sub."+want {
			t.Fatalf("%+v, %v", m, err)
		}
		if FreeMail("x"+label+"gmail.com") || DisposableMail(label+".mailinator.com.jp") || !FreeMail(label+".gmail.com") {
			t.Fatalf("%q: tables are matched by whole labels", label)
		}
	})
}

// Identifiers keep their key in any width, case and grouping, and kinds never mix.
func TestIdentifierKeyInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]string{"passport", "tax", "registration", "national_id", "duns", "vat"}).Draw(t, "kind")
		value := rapid.StringMatching(`[A-Z]{0,3}[0-9]{4,12}`).Draw(t, "value")
		want := "id:" + kind + ":" + value
		i := rapid.IntRange(1, len(value)-1).Draw(t, "i")
		for _, s := range []string{value, strings.ToLower(value), fullWidthASCII(value), value[:i] + "-" + value[i:], value[:i] + " " + value[i:], value[:i] + "\u2212" + value[i:], value[:i] + "." + value[i:], "\ufeff" + value, norm.NFKD.String(value)} {
			if got := KeyIdentifier(strings.ToUpper(kind), s); got != want {
				t.Fatalf("KeyIdentifier(%q, %q) = %q, want %q", kind, s, got, want)
			}
		}
		if got := KeyIdentifier(kind, value[:i]+"Q"+value[i:]); got == want {
			t.Fatalf("another value has the key %q", got)
		}
		if KeyIdentifier("mmsi", value) == want || KeyIdentifier(kind, strings.Repeat(value, 40)) != "" {
			t.Fatalf("%q: kinds mix, or the length is not bounded", value)
		}
	})
}

// Seven digits in any writing are a postal code, six or eight are not.
func TestPostalCodeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.StringMatching(`[0-9]{7}`).Draw(t, "code")
		dashed := want[:3] + "-" + want[3:]
		for _, s := range []string{want, dashed, "〒" + dashed, "〒 " + want, fullWidthASCII(dashed), want[:3] + "−" + want[3:], want[:3] + "ー" + want[3:], want[:3] + " " + want[3:], "\ufeff" + want} {
			if got, err := PostalCode(s); err != nil || got != want {
				t.Fatalf("PostalCode(%q) = %q, %v", s, got, err)
			}
		}
		for _, s := range []string{want[1:], want + "0", want + "a", "x" + want, dashed + " 東京"} {
			if got, err := PostalCode(s); !errors.Is(err, ErrFormat) {
				t.Fatalf("PostalCode(%q) = %q, %v", s, got, err)
			}
		}
	})
}
