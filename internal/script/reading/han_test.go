package reading

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
	"pgregory.net/rapid"
)

// What readings must tell apart and what they cannot: native | Latin | system,
// or - where no system may license it.
func TestHanCatalogue(t *testing.T) {
	for _, c := range []struct{ native, latin, systems string }{
		{"張偉", "zhang wei", "pinyin wade_giles"},
		{"张伟", "chang wei", "wade_giles"},
		{"张伟", "cheung wai", "cantonese"},
		{"张伟", "teo wee", "dialect"},
		{"徐文斌", "xu wenbin", "pinyin"},
		{"徐文斌", "wen bin xu", "pinyin"},
		{"單田芳明", "shan tianfangming", "pinyin"},
		{"李强", "lee keung", "cantonese"},
		{"李强", "ri kyo", "on_reading"},
		{"李强", "i kang", "hanja"},
		{"欧阳文", "au yeung man", "cantonese"},
		{"李强", "wang li", "-"},
		{"김민준", "kim min jun", "korean"},
		{"김민중", "kim min jun", "-"},
		{"김민준", "kim min jung", "-"},
		{"김종민", "kim jung min", "-"},
		{"金民俊", "kim min jun", "hanja"},
		{"佐藤あや", "zuo teng", "-"},
	} {
		got := coverAll(New([]rune(script.Fold(c.native))), c.latin)
		for s, cost := range got {
			if c.systems == "-" && cost >= 0 {
				t.Errorf("%s is %s in %v at %d", c.latin, c.native, System(s), cost)
			}
		}
		for name := range strings.FieldsSeq(strings.Trim(c.systems, "-")) {
			if got[slices.Index(systemNames[:], name)] < 0 {
				t.Errorf("%s is no reading of %s in %s", c.latin, c.native, name)
			}
		}
	}
}

// A surname is cheap in the reading that it has as a surname, dear in another.
func TestSurnameReadings(t *testing.T) {
	for _, c := range []struct{ char, surname, other string }{
		{"单", "shan", "dan"}, {"曾", "zeng", "ceng"}, {"解", "xie", "jie"}, {"区", "ou", "qu"}, {"任", "ren", ""}, {"翟", "zhai", ""}, {"朴", "piao", "pu"},
		{"重", "chong", "zhong"}, {"查", "zha", "cha"}, {"盖", "ge", ""}, {"仇", "qiu", "chou"}, {"尉", "yu", "wei"}, {"乐", "yue", "le"},
	} {
		l := New([]rune(script.Fold(c.char + "文明")))
		cost := func(word string) int {
			best := 1 << 20
			for _, s := range l.Spans(nil, NewWord(word)) {
				if s.System == Pinyin && s.From == 0 && s.To == 1 {
					best = min(best, s.Cost)
				}
			}
			return best
		}
		if got := cost(c.surname); got > 150 {
			t.Errorf("%s as %s costs %d", c.char, c.surname, got)
		}
		if c.other != "" && cost(c.other) < cost(c.surname)+200 {
			t.Errorf("%s as %s costs %d, as %s %d", c.char, c.surname, cost(c.surname), c.other, cost(c.other))
		}
	}
}

func TestWadeGiles(t *testing.T) {
	for _, c := range []struct{ pinyin, want string }{
		{"zhang", "chang"}, {"jian", "chien"}, {"guo", "kuo"}, {"xiao", "hsiao"}, {"zhi", "chih"}, {"zi", "tzu"}, {"si", "ssu"}, {"ri", "jih"}, {"xu", "hsu"}, {"yi", "i"},
		{"xiong", "hsiung"}, {"duo", "to"}, {"suo", "so"}, {"shuo", "shuo"}, {"gui", "kuei"}, {"xue", "hsueh"}, {"lv", "lu"}, {"lve", "lueh"}, {"quan", "chuan"}, {"ye", "yeh"}, {"er", "erh"},
		{"rong", "jung"}, {"cai", "tsai"}, {"dong", "tung"}, {"bei", "pei"}, {"he", "ho"}, {"juan", "chuan"}, {"you", "yu"}, {"wang", "wang"}, {"zhou", "chou"}, {"xin", "hsin"},
	} {
		if got := wadeGiles(c.pinyin)[0]; got != c.want {
			t.Errorf("%s is %s in Wade-Giles, want %s", c.pinyin, got, c.want)
		}
	}
	for _, c := range []struct{ pinyin, want string }{{"zhi", "jhih"}, {"xiu", "siou"}, {"qu", "cyu"}, {"lv", "lyu"}, {"gui", "guei"}, {"feng", "fong"}, {"xiong", "syong"}, {"zhang", "jhang"}, {"xi", "si"}} {
		if got := tongyong(c.pinyin); got != c.want {
			t.Errorf("%s is %s in Tongyong, want %s", c.pinyin, got, c.want)
		}
	}
}

func TestKoreanOf(t *testing.T) {
	for _, c := range []struct{ han, want string }{{"李", "리이"}, {"林", "림임"}, {"柳", "류유"}, {"盧", "로노"}, {"女", "녀여"}, {"崔", "최"}, {"梁", "량양"}} {
		got := KoreanOf([]rune(script.Fold(c.han))[0])
		for _, r := range c.want {
			if !slices.Contains(got, r) {
				t.Errorf("KoreanOf(%s) = %q, want %q in it", c.han, string(got), r)
			}
		}
	}
	if got := KoreanOf('a'); got != nil {
		t.Errorf("KoreanOf(a) = %q", string(got))
	}
	for _, c := range []struct {
		han, hangul string
		want        bool
	}{{"李强", "이강", true}, {"李强", "리강", true}, {"金民俊", "김민준", true}, {"金民俊", "김민중", false}, {"金民俊", "김민", false}, {"", "", false}} {
		if got := HanjaReads([]rune(script.Fold(c.han)), []rune(c.hangul)); got != c.want {
			t.Errorf("HanjaReads(%s, %s) = %v", c.han, c.hangul, got)
		}
	}
}

func TestSurnameLength(t *testing.T) {
	for _, c := range []struct {
		name string
		want int
	}{{"张伟", 1}, {"欧阳明华", 2}, {"歐陽明", 2}, {"欧阳", 1}, {"尉迟文", 2}, {"张", 0}, {"佐藤あや", 0}, {"", 0}} {
		if got := SurnameLength([]rune(script.Fold(c.name))); got != c.want {
			t.Errorf("SurnameLength(%s) = %d, want %d", c.name, got, c.want)
		}
	}
}

func TestPinyinOf(t *testing.T) {
	for _, c := range []struct{ char, want string }{{"张", "zhang"}, {"長", "chang"}, {"女", "nv"}, {"行", "xing"}, {"葛", "ge"}, {"斯", "si"}} {
		if got := PinyinOf([]rune(script.Fold(c.char))[0]); len(got) == 0 || got[0] != c.want {
			t.Errorf("PinyinOf(%s) = %v, want %s first", c.char, got, c.want)
		}
	}
}

// Keys are as Fold gives them, or no name would find them; readings are letters.
func TestHanTable(t *testing.T) {
	n := 0
	for line := range strings.Lines(han().text) {
		if line[0] == '#' {
			continue
		}
		n++
		key, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if script.Fold(key) != key {
			t.Errorf("%s folds to %s", key, script.Fold(key))
		}
		for field := range strings.SplitSeq(rest, "\t") {
			if field == "" || !strings.ContainsRune("pPcCokvdg", rune(field[0])) {
				t.Fatalf("%s: field %q", key, field)
			}
			for word := range strings.FieldsSeq(field[1:]) {
				if field[0] == 'k' {
					continue
				}
				if reading, cost := costed(word); plainLatin(reading) == "" || cost < 0 || cost > 1300 {
					t.Errorf("%s: reading %q", key, word)
				}
			}
		}
	}
	if n < 15000 {
		t.Errorf("%d characters, want 15000 or more", n)
	}
}

// Anything may be asked, and what is answered makes sense.
func TestHanProperties(t *testing.T) {
	runes := []rune("張偉欧陽国明김민준이림한女龍單𠮷あア々aー\u0000")
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(runes), rapid.Rune()), 0, 26).Draw(t, "name")
		word := rapid.OneOf(rapid.StringMatching(`[a-z'-]{0,44}`), rapid.String()).Draw(t, "word")
		l := New(name)
		if l == nil {
			return
		}
		for _, s := range l.Spans(nil, NewWord(word)) {
			if s.From < 0 || s.To <= s.From || s.To > len(name) || s.Cost < 0 {
				t.Fatalf("span %+v of %q for %q", s, string(name), word)
			}
		}
		HanjaReads(name, name)
		SurnameLength(name)
	})
}

func FuzzReadings(f *testing.F) {
	f.Add("張志明", "chihming")
	f.Add("김민준", "minjun")
	f.Add("欧陽建国", "ou-yang")
	f.Add("\xff\xfe", "")
	f.Fuzz(func(_ *testing.T, name, word string) {
		if l := New([]rune(name)); l != nil {
			l.Spans(nil, NewWord(word))
		}
	})
}
