package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func TestTime(t *testing.T) {
	for in, want := range map[string]string{
		"2027-03-08T14:00:00+09:00":               "2027-03-08T05:00:00Z",
		"2027-03-08T14:00:00Z":                    "2027-03-08T14:00:00Z",
		"2027-03-08 14:00:00 JST":                 "2027-03-08T05:00:00Z",
		"2027-03-08 14:00:00 (JST)":               "2027-03-08T05:00:00Z",
		"Mon, 8 Mar 2027 14:00:00 +0900 (JST)":    "2027-03-08T05:00:00Z",
		"Mon, 08 Mar 2027 14:00:00 GMT":           "2027-03-08T14:00:00Z",
		"2027-03-08T14:00:00":                     "2027-03-08T14:00:00Z bare",
		"2027/03/08 14:00":                        "2027-03-08T14:00:00Z bare",
		"2027-03-08 14:00:00 IST":                 "2027-03-08T14:00:00Z bare", // India, Israel or Ireland
		"Mon, 8 Mar 2027 14:00:00 CST":            "2027-03-08T14:00:00Z bare", // America or China
		"yesterday":                               "",
		"":                                        "",
		"1066-10-14T09:00:00Z":                    "",
		"2027-02-30T00:00:00Z":                    "",
		strings.Repeat("2027-03-08T14:00:00Z", 5): "",
	} {
		at, bare, ok := intake.Time(in)
		got := ""
		if ok {
			got = at.String()
		}
		if bare {
			got += " bare"
		}
		if got != want {
			t.Errorf("Time(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestThings(t *testing.T) {
	for in, want := range map[string]string{
		"192.0.2.1": "ip:192.0.2.1", "::ffff:192.0.2.1": "ip:192.0.2.1", "2001:DB8:0::1": "ip:2001:db8::1", "192.0.2.77/24": "ip:192.0.2.0/24", "192.0.2.1/32": "ip:192.0.2.1",
		"Evil.Example.": "domain:evil.example", "例え.example": "domain:xn--r8jz45g.example", "_dmarc.a.example": "domain:_dmarc.a.example",
		"HTTPS://User:pw@A.example/Path#frag": "url:https://a.example/Path", "A.B@C.example": "email:a.b@c.example", "evil.example:8080": "domain:evil.example",
		"[2001:db8::1]:443": "ip:2001:db8::1", "just words": "item:just words", "fe80::1%eth0": "item:fe80::1%eth0", "user-123456": "item:user-123456",
	} {
		if got := intake.Guess(in).String(); got != want {
			t.Errorf("Guess(%q) = %s, want %s", in, got, want)
		}
	}
	if _, port, ok := intake.Host("192.0.2.1:70000"); ok || port != 0 {
		t.Errorf("a port of 70000 is %d", port)
	}
	if r, ok := intake.Hash("SHA-256:" + strings.Repeat("AB", 32)); !ok || r.Key != "sha256="+strings.Repeat("ab", 32) {
		t.Errorf("%v", r)
	}
	if _, ok := intake.Hash("md5:" + strings.Repeat("ab", 32)); ok {
		t.Error("a hash of the wrong length")
	}
}

// TestInfo: the digits are those of the table in STIX 2.1, appendix A.
func TestInfo(t *testing.T) {
	for c, want := range map[int64]byte{-1: '6', 0: '5', 19: '5', 20: '4', 39: '4', 40: '3', 59: '3', 60: '2', 79: '2', 80: '1', 100: '1', 101: '6'} {
		if got := intake.Info(c); got != want {
			t.Errorf("Info(%d) = %c, want %c", c, got, want)
		}
	}
}

func TestMaker(t *testing.T) {
	m := intake.New(statement.KindReport, []byte("x"), 7)
	m.Base.Grade = statement.Grade{Source: 'C', Info: '3'}
	m.Say(statement.Statement{Place: "a", Subject: statement.Ref{Kind: statement.IP, Key: "192.0.2.1"}, Predicate: "p", Quotation: "password: hunter2secret", English: "password: hunter2secret", Chain: []statement.Told{{Who: "password: hunter2secret"}}})
	m.Say(statement.Statement{Place: "b", Subject: statement.Ref{Kind: statement.Item, Key: "password: hunter2secret"}, Predicate: "p"})
	m.Say(statement.Statement{Place: "c", Subject: statement.Ref{Kind: statement.IP, Key: "192.0.2.1"}, Predicate: "p", Value: statement.Value{Kind: "set", Set: []string{"ok", "password: hunter2secret"}}})
	m.Keep("d", "log", "text/plain", []byte("abc"), "md5:900150983cd24fb0d6963f7d28e17f72")
	m.Keep("e", "log", "text/plain", []byte("abd"), "md5:900150983cd24fb0d6963f7d28e17f72")
	in := m.In
	if len(in.Statements) != 1 || strings.Contains(fmt.Sprint(in), "hunter2") || in.Statements[0].Grade.String() != "C3" || in.Statements[0].Recorded != 7 || in.Statements[0].Polarity != statement.Asserts {
		t.Errorf("%+v", in.Statements)
	}
	if len(in.Unread) != 3 {
		t.Errorf("left out: %v", in.Unread)
	}
	if in.Kept[0].Differs || !in.Kept[1].Differs {
		t.Errorf("hashed: %+v", in.Kept)
	}
}
