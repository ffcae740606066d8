package format

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestShiftJIS pins code page 932: the NEC and IBM extension rows, and the
// characters over which tables disagree.
func TestShiftJIS(t *testing.T) {
	for code, want := range map[string]string{
		"\x87\x40": "①", "\x87\x8a": "㈱", "\xfb\xfc": "髙", "\xfa\xb1": "﨑", "\xed\x95": "﨑", "\x81\x60": "～", "\x81\x7c": "－", "\x81\x61": "∥", "\x81\x91": "￠",
		"\x8a\x94": "株", "\x95\x5c": "表", "\xb1\xdd": "ｱﾝ", "a\\~": `a\~`, "\x98\x72": "腕", "\xea\xa4": "熙", "\x82\x4f": "０",
	} {
		got, bad := ShiftJIS.AppendDecoded(nil, []byte(code))
		if string(got) != want || bad != -1 {
			t.Errorf("% x: %q at %d, want %q", code, got, bad, want)
		}
		back, err := ShiftJIS.AppendEncoded(nil, want)
		if err != nil || (string(back) != code && code != "\xed\x95") {
			t.Errorf("%s: % x, %v, want % x", want, back, err, code)
		}
	}
}

func TestUndecodable(t *testing.T) {
	for _, tc := range []struct {
		enc Encoding
		in  string
		at  int
	}{
		{ShiftJIS, "株\xff", 0}, // UTF-8 bytes e6 a0 aa: e6a0 is a character, aa a half-width kana, ff nothing
		{ShiftJIS, "ab\x81", 2}, {ShiftJIS, "a\x85\x9f", 1}, {ShiftJIS, "\x80", 0}, {ShiftJIS, "\xa0", 0}, {ShiftJIS, "\x81\x20", 0}, {ShiftJIS, "a\xfdx", 1},
		{UTF8, "a\xff", 1}, {UTF8, "株\xe6\xa0", 3}, {UTF8, "\xed\xa0\x80", 0},
	} {
		_, bad := tc.enc.AppendDecoded(nil, []byte(tc.in))
		if tc.in == "株\xff" {
			tc.at = 3
		}
		if bad != tc.at {
			t.Errorf("%s %q: bad at %d, want %d", tc.enc, tc.in, bad, tc.at)
		}
	}
	for enc, in := range map[Encoding]string{ShiftJIS: "𠮷", UTF8: "\xff"} {
		if out, err := enc.AppendEncoded(nil, in); err == nil {
			t.Errorf("%s %q: %q, want an error", enc, in, out)
		}
	}
	if _, err := ShiftJIS.AppendEncoded(nil, "한"); err == nil {
		t.Error("hangul in Shift_JIS: want an error")
	}
}

func TestDetect(t *testing.T) {
	sjis, err := ShiftJIS.AppendEncoded(nil, "株式会社みなと")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("株", 100)
	for _, tc := range []struct {
		in   string
		more bool
		want Encoding
	}{
		{"", false, UTF8}, {"abc", false, UTF8}, {long, false, UTF8}, {string(sjis), false, ShiftJIS}, {string(sjis), true, ShiftJIS},
		{long[:299], true, UTF8}, {long[:298], true, UTF8}, {long[:298], false, ShiftJIS},
	} {
		if got := Detect([]byte(tc.in), tc.more); got != tc.want {
			t.Errorf("%q more %v: %s, want %s", tc.in, tc.more, got, tc.want)
		}
	}
	if Encoding(0).String() != "unknown encoding" {
		t.Error("the zero encoding has no name")
	}
}

func TestEncodingRoundTrip(t *testing.T) {
	var all []rune
	for r := range sjis().encode {
		if sjis().encode[r] != 0 {
			all = append(all, rune(r))
		}
	}
	if len(all) < 6879+83+360 { // JIS X 0208, NEC row 13, IBM extensions
		t.Fatalf("only %d characters", len(all))
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.StringOf(rapid.OneOf(rapid.SampledFrom(all), rapid.RuneFrom([]rune("aﾊﾞ\"")))).Draw(rt, "text")
		b, err := ShiftJIS.AppendEncoded(nil, s)
		if err != nil {
			rt.Fatal(err)
		}
		if back, bad := ShiftJIS.AppendDecoded(nil, b); string(back) != s || bad != -1 {
			rt.Fatalf("%q, back %q, bad %d", s, back, bad)
		}
	})
}

func TestHighBytes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 'a', 0x7f, 0x80, 0xff}), 0, 30).Draw(rt, "bytes")
		want := false
		for _, c := range b {
			want = want || c >= utf8.RuneSelf
		}
		if HighBytes(b) != want {
			rt.Fatalf("% x: want %v", b, want)
		}
	})
}
