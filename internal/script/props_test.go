package script

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// coreName draws the name of a company without form, branch or any sign.
func coreName() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`[北辰青葉桜沢浜国竜塩][北辰青葉桜沢浜国竜塩商事工業]{1,4}`),
		rapid.StringMatching(`[アサナハマラ][アイウエサシスナニマミラリロー]{1,5}[アサナハマラ]`),
		rapid.StringMatching(`[b-df-hj-np-rtvwxz][aeiou][b-df-hj-np-rtvwxz][aeiou]x`),
	)
}

// wide writes ASCII in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// old writes kanji as they were before the reform.
var old = strings.NewReplacer("国", "國", "桜", "櫻", "沢", "澤", "浜", "濱", "竜", "龍", "塩", "鹽", "会", "會", "青", "靑").Replace

// However a name is typed, it keeps its key; and another name has another.
func TestNameKeyInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := coreName().Draw(t, "name")
		want := NameKey(name)
		if want == "" {
			t.Fatalf("%q has no key", name)
		}
		form := rapid.SampledFrom([]string{"株式会社", "有限会社", "合同会社", "(株)", "㈲", "一般社団法人", "學校法人"}).Draw(t, "form")
		r := []rune(name)
		at := rapid.IntRange(1, len(r)-1).Draw(t, "at")
		for _, s := range []string{
			wide(name), old(name), strings.ToUpper(name), " " + name + "　", form + name, name + form, form + " " + name, old(form + name),
			string(r[:at]) + "\u200b" + string(r[at:]), name + "\ufe00", "「" + name + "」", name + "。",
		} {
			if s == "「"+name+"」" || s == name+"。" {
				s = form + s // signs at the edge of a core
			}
			if got := NameKey(s); got != want {
				t.Fatalf("NameKey(%q) = %q, of %q it is %q", s, got, name, want)
			}
		}
		if other := coreName().Draw(t, "other"); other != name && NameKey(other) == want {
			t.Fatalf("%q and %q share the key %q", name, other, want)
		}
	})
}

// A key holds nothing that a reader could not see or type differently.
func TestKeysAreCompact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyName().Draw(t, "s")
		for _, r := range NameKey(s) {
			if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.IsUpper(r) && unicode.ToLower(r) != r || 0x3041 <= r && r <= 0x3096 || r == '・' || r == '(' {
				t.Fatalf("NameKey(%q) holds %q", s, r)
			}
		}
		folded := Fold(s)
		if strings.HasPrefix(folded, " ") || strings.HasSuffix(folded, " ") || strings.Contains(folded, "  ") {
			t.Fatalf("Fold(%q) = %q has spaces to spare", s, folded)
		}
		if !utf8.ValidString(folded) {
			t.Fatalf("Fold(%q) is not UTF-8", s)
		}
	})
}

// Taking a name apart invents nothing: core and branch stand in the folded name.
func TestCompanyPartsComeFromTheName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyName().Draw(t, "s")
		c, folded := Company(s), Fold(s)
		if !strings.Contains(folded, c.Core) || !strings.Contains(folded, c.Branch) {
			t.Fatalf("Company(%q) = %+v, folded %q", s, c, folded)
		}
		if (c.Position == "") != (c.FormName == "") {
			t.Fatalf("Company(%q) = %+v: a form without a side", s, c)
		}
		core, all, form := CompanyWords(s)
		if len(core) > len(all) || form != c.FormName {
			t.Fatalf("CompanyWords(%q) = %q of %q, %s", s, core, all, form)
		}
	})
}

// Names that differ only in writing share a token, or retrieval would miss one.
func TestTokensMeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := coreName().Draw(t, "name")
		for _, s := range []string{wide(name), old(name), "株式会社" + name, name + " Co., Ltd.", strings.ToUpper(name)} {
			if !slices.ContainsFunc(Tokens(name), func(w string) bool { return slices.Contains(Tokens(s), w) }) {
				t.Fatalf("%q has %q, %q has %q: none in common", name, Tokens(name), s, Tokens(s))
			}
		}
		tokens := Tokens(name + " " + name)
		slices.Sort(tokens)
		if len(slices.Compact(tokens)) != len(Tokens(name+" "+name)) {
			t.Fatalf("%q twice: %q", name, tokens)
		}
	})
}

// The reading depends on the sound alone, not on the kind, width or length of
// the kana, and is plain ASCII.
func TestRomajiInvariance(t *testing.T) {
	half := strings.NewReplacer("ア", "ｱ", "カ", "ｶ", "ガ", "ｶﾞ", "サ", "ｻ", "ダ", "ﾀﾞ", "ナ", "ﾅ", "パ", "ﾊﾟ", "マ", "ﾏ", "リ", "ﾘ", "ン", "ﾝ", "シ", "ｼ", "ョ", "ｮ", "キ", "ｷ")
	rapid.Check(t, func(t *rapid.T) {
		kana := rapid.StringMatching(`[アカガサダナパマリシキ]([アカガサダナパマリンシキ]|ショ|キョ){0,6}`).Draw(t, "kana")
		want := Romaji(kana)
		if want == "" || !isASCII(want) {
			t.Fatalf("Romaji(%q) = %q", kana, want)
		}
		for _, s := range []string{toHiragana(kana), half.Replace(kana), kana + "ー", " " + kana} {
			if got := Romaji(s); got != want {
				t.Fatalf("Romaji(%q) = %q, of %q it is %q", s, got, kana, want)
			}
		}
		if two := Romaji(kana + " " + kana); two != want+" "+want {
			t.Fatalf("twice %q is %q", kana, two)
		}
		if LatinKey(kana) != want {
			t.Fatalf("LatinKey(%q) = %q, Romaji %q", kana, LatinKey(kana), want)
		}
		if got := Romaji(kana + "山"); got != "" {
			t.Fatalf("with a kanji %q is read as %q", kana, got)
		}
	})
}

// What is hostile or broken comes back quickly and folds to something stable.
func TestHostileText(t *testing.T) {
	for _, s := range []string{
		"\xff\xfe\xfd", "株式会社\xff", strings.Repeat("\u0301", 1000), "a" + strings.Repeat("\u0300", 1000), strings.Repeat("ゞ", 1300), strings.Repeat("々", 1300),
		strings.Repeat("(", 4000), strings.Repeat("株式会社", 340), strings.Repeat("㍿", 1300), strings.Repeat("ltd ", 1000), strings.Repeat("\u200b", 1300),
		"\u202etxt.exe", "﷽", strings.Repeat("﷽", 200), "\x00\x01", "ﾞﾟ", "ー", "・・・", "&", "''", "-",
	} {
		f := Fold(s)
		if Fold(f) != f || NameKey(NameKey(s)) != NameKey(s) {
			t.Errorf("%.20q is not stable", s)
		}
		if strings.ContainsAny(f, "\x00\x01\u200b\u202e") {
			t.Errorf("Fold(%.20q) = %.20q keeps what nobody sees", s, f)
		}
		if n := len(Tokens(s)); n > 2*maxWords+3 {
			t.Errorf("%.20q has %d tokens", s, n)
		}
	}
	for _, empty := range []string{"", " ", "　", "\u200b", "ー"[:0], "・・・", "株式会社", "㍿", "!!", "。"} {
		if k := NameKey(empty); k != "" {
			t.Errorf("NameKey(%q) = %q: there is nothing to look up", empty, k)
		}
	}
}
