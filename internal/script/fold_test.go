package script

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"  a \t b\n", "a b"},
		{"ＡＢＣ　商事", "abc 商事"},
		{"ｱﾏｿﾞﾝ", "アマゾン"},
		{"㈱関所", "(株)関所"},
		{"㍿関所", "株式会社関所"},
		{"株式會社關所", "株式会社関所"},
		{"髙橋", "高橋"},
		{"山﨑", "山崎"},
		{"濵田 濱田 浜田", "浜田 浜田 浜田"},
		{"渡邉 渡邊 渡辺", "渡辺 渡辺 渡辺"},
		{"齋藤 斎藤", "斎藤 斎藤"},
		{"齊藤 斉藤", "斉藤 斉藤"},
		{"澤田 廣瀬 國分 櫻井", "沢田 広瀬 国分 桜井"},
		{"𠮷野", "吉野"},
		{"辻󠄀", "辻"},
		{"佐々木", "佐佐木"},
		{"いすゞ", "いすず"},
		{"みすヾ", "みすず"},
		{"國際電氣", "国際電気"},
		{"１−２‐３–４", "1-2-3-4"},
		{"霞ヶ関", "霞ヶ関"},
		{"コーポ・アサ·ヒ", "コーポ・アサ・ヒ"},
		{"Al Qa’ida", "al qa'ida"},
		{"zero\u200bwidth\u202e", "zerowidth"},
		{"محمّد", "محمد"},
		{"أحمد", "احمد"},
		{"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
		{"Ⅲ", "iii"},
		{"3″ × 5′", "3\" × 5'"}, {"‴‶⁗", "\"\"\""},
		{"١٢٣ ۴۵ १२ ๓ ௪", "123 45 12 3 4"},
		{"علی خاں", "علي خان"}, {"شاہ گھر", "شاه گهر"}, {"کوردۆ", "كوردو"},
		{"々", "々"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// 斎 and 斉 sound alike and are two characters; so are 后 and 後.
func TestFoldKeepsApart(t *testing.T) {
	for _, c := range [][2]string{{"斎藤", "斉藤"}, {"后", "後"}, {"磯部", "礒部"}, {"阪", "坂"}, {"キャノン", "キヤノン"}, {"サクラ", "さくら"}} {
		if Fold(c[0]) == Fold(c[1]) {
			t.Errorf("Fold makes %q and %q one", c[0], c[1])
		}
	}
}

func TestVariantTable(t *testing.T) {
	seen := map[rune]string{}
	pairs := 0
	for _, class := range strings.Fields(variantClasses) {
		if utf8.RuneCountInString(class) < 2 {
			t.Errorf("class %q has one member", class)
		}
		for i, r := range class {
			if old, ok := seen[r]; ok {
				t.Errorf("%q stands in %q and in %q", r, old, class)
			}
			seen[r] = class
			if i > 0 {
				pairs++
			}
			if norm.NFKC.String(string(r)) != string(r) && i == 0 {
				t.Errorf("representative %q is not in normal form", r)
			}
		}
	}
	if pairs < 450 {
		t.Errorf("%d variants, want 450 or more", pairs)
	}
}

// The fast path must agree with the thorough one on all that it takes.
func TestFoldFastAgreesWithSlow(t *testing.T) {
	for r := rune(0x20); r < 0x10000; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := "a" + string(r) + "山"
		var x, y [64]byte
		fast, slow := string(appendFold(x[:0], s)), string(appendFoldSlow(y[:0], s))
		if fast != slow {
			t.Errorf("U+%04X: fast %q, slow %q", r, fast, slow)
		}
	}
}

// anyName draws strings of letters that names have, and of trouble.
func anyName() *rapid.Generator[string] {
	runes := []rune("aZé9 .,&'-()（）㈱カブシキガイシャかぶしきー一株式会社有限大阪支店髙邉々ゝゞヾ・ﾞﾊ゙゚ⅢİßǺ̧ФѝابةًىZｱ\u200b\u202e󠄀Ltd")
	return rapid.OneOf(rapid.StringOfN(rapid.SampledFrom(runes), 0, 24, -1), rapid.String())
}

func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyName().Draw(t, "s")
		f := Fold(s)
		if Fold(f) != f {
			t.Fatalf("Fold(%q) = %q, again %q", s, f, Fold(f))
		}
		if k := NameKey(s); NameKey(k) != k {
			t.Fatalf("NameKey(%q) = %q, again %q", s, k, NameKey(k))
		}
		if NameKey(f) != NameKey(s) {
			t.Fatalf("NameKey(%q) = %q, of its fold %q", s, NameKey(s), NameKey(f))
		}
	})
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"株式会社関所", "Sekifuda Co., Ltd.", "カ)セキショ", "\xff\xfe", "ゞ々", "(((株)", "S.A.S.", "サ-ビス", strings.Repeat("a.", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if TooLong(s) {
			return
		}
		if x := Fold(s); Fold(x) != x {
			t.Errorf("Fold(%q) is not stable", s)
		}
		if k := NameKey(s); NameKey(k) != k {
			t.Errorf("NameKey(%q) = %q, again %q", s, k, NameKey(k))
		}
		Company(s)
		Tokens(s)
		LatinKey(s)
		Romaji(s)
		Unregistrable(s)
		MixedToken(s)
		Supported(s)
	})
}

// The sign of a form alone names nobody, in whatever brackets it stands.
func TestFormAloneHasNoKey(t *testing.T) {
	for _, s := range []string{"(株)", "（株）", "㈱", "㈲", " (有) ", "[株]", "【株】", "カ)", "(カ", "(一社)"} {
		if k := NameKey(s); k != "" {
			t.Errorf("NameKey(%q) = %q: there is nothing to look up", s, k)
		}
		if c := Company(s); c.Core != "" || c.FormName == "" {
			t.Errorf("Company(%q) = %+v", s, c)
		}
	}
	for _, s := range []string{"(青葉)", "株", "(株)青葉", "(青葉)(株)"} {
		if NameKey(s) == "" {
			t.Errorf("NameKey(%q) is lost", s)
		}
	}
}

// Every digit of Unicode is one of ten.
func TestDigits(t *testing.T) {
	for r := rune(0x80); r < 0x1FFFF; r++ {
		if !unicode.IsDigit(r) {
			continue
		}
		if got := Fold("a" + string(r)); len(got) != 2 || got[1] < '0' || got[1] > '9' {
			t.Errorf("U+%04X folds to %q", r, got)
		}
	}
}
