package identifier

import (
	"errors"
	"strings"
	"testing"
)

func TestEmail(t *testing.T) {
	for _, c := range []struct{ in, address, domain, registrable string }{
		{"taro@example.co.jp", "taro@example.co.jp", "example.co.jp", "example.co.jp"},
		{" Taro.Seki@Mail.Example.CO.JP ", "taro.seki@mail.example.co.jp", "mail.example.co.jp", "example.co.jp"},
		{"関 太郎 <taro+x@example.com>", "taro+x@example.com", "example.com", "example.com"},
		{"mailto:taro@example.com", "taro@example.com", "example.com", "example.com"},
		{"T.a.r.o+shop@gmail.com", "taro@gmail.com", "gmail.com", "gmail.com"},
		{"taro@googlemail.com", "taro@gmail.com", "googlemail.com", "googlemail.com"},
		{"taro.s+shop@outlook.com", "taro.s@outlook.com", "outlook.com", "outlook.com"},
		{"ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "taro@example.com", "example.com", "example.com"},
		{"info@関所.jp", "info@xn--8ous75i.jp", "xn--8ous75i.jp", "xn--8ous75i.jp"},
		{"o'neil@example.com", "o'neil@example.com", "example.com", "example.com"},
	} {
		m, err := Email(c.in)
		if err != nil || m.Address != c.address || m.Domain != c.domain || m.Registrable != c.registrable {
			t.Errorf("Email(%q) = %+v, %v", c.in, m, err)
		}
	}
	for _, bad := range []string{"", "@", "a@", "@b.com", "a@b", "a@@b.com", ".a@b.com", "a.@b.com", "a..b@b.com", "a b@b.com", "a@b..com", "a@-b.com", "a@b-.com", "a@1.2.3.4", "a@[1.2.3.4]", "a@co.jp",
		strings.Repeat("a", 65) + "@b.com", "a@" + strings.Repeat("a", 64) + ".com", "a@" + strings.Repeat("abc.", 70) + "com", "a@b.com, c@d.com"} {
		if m, err := Email(bad); !errors.Is(err, ErrFormat) {
			t.Errorf("Email(%q) = %+v, %v; want ErrFormat", bad, m, err)
		}
	}
}

func TestDomain(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.example.co.jp/contact?x=1#y": "example.co.jp", "www.example.com": "example.com", "EXAMPLE.com.": "example.com", "http://user:pw@shop.example.com:8080/": "example.com",
		"example.com:443": "example.com", "//cdn.example.org/x": "example.org", "https://関所.jp/": "xn--8ous75i.jp", "ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ": "example.jp", "a.b.tokyo.jp": "b.tokyo.jp", "foo.github.io": "foo.github.io",
	} {
		if got, err := Domain(in); err != nil || got != want {
			t.Errorf("Domain(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, bad := range []string{"", "http://", "localhost", "192.0.2.1", "http://[2001:db8::1]/", "co.jp", "com", "a b.com", "なし", "a_b.com"} {
		if got, err := Domain(bad); !errors.Is(err, ErrFormat) {
			t.Errorf("Domain(%q) = %q, %v; want ErrFormat", bad, got, err)
		}
	}
}

func TestMailTables(t *testing.T) {
	for _, d := range []string{"gmail.com", "GMAIL.com.", "yahoo.co.jp", "docomo.ne.jp", "qq.com"} {
		if !FreeMail(d) || DisposableMail(d) {
			t.Errorf("%s: free %v, disposable %v", d, FreeMail(d), DisposableMail(d))
		}
	}
	for _, d := range []string{"mailinator.com", "x.mailinator.com", "sute.jp", "yopmail.com"} {
		if !DisposableMail(d) || FreeMail(d) {
			t.Errorf("%s: free %v, disposable %v", d, FreeMail(d), DisposableMail(d))
		}
	}
	for _, d := range []string{"", "com", "example.com", "notgmail.com", "mailinator.com.example.com"} {
		if FreeMail(d) || DisposableMail(d) {
			t.Errorf("%s: free %v, disposable %v", d, FreeMail(d), DisposableMail(d))
		}
	}
	for table, min := range map[string]int{"free": len(freeMail), "disposable": len(disposableMail)} {
		if min < 100 {
			t.Errorf("only %d domains of %s mail", min, table)
		}
	}
	for d := range disposableMail {
		if freeMail[d] {
			t.Errorf("%s is in both tables", d)
		}
	}
}

func FuzzEmail(f *testing.F) {
	f.Add("Taro <t.a.r.o+x@gmail.com>")
	f.Add("info@関所.jp")
	f.Fuzz(func(t *testing.T, s string) {
		m, err := Email(s)
		if err != nil {
			return
		}
		again, err := Email(m.Address)
		if err != nil || again.Address != m.Address {
			t.Errorf("Email(%q) = %+v; its own form gives %+v, %v", s, m, again, err)
		}
	})
}

func FuzzDomain(f *testing.F) {
	f.Add("https://www.example.co.jp/x")
	f.Add("関所.jp")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Domain(s)
		if err != nil {
			return
		}
		if again, err := Domain(d); err != nil || again != d {
			t.Errorf("Domain(%q) = %q; its own form gives %q, %v", s, d, again, err)
		}
	})
}
