package orgs

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

func TestWord(t *testing.T) {
	for _, c := range []struct {
		words, canonical string
		class            Class
	}{
		{"intl international int internacional internationale 国際 国际 國際 インターナショナル 국제 международный", "international", Scope},
		{"tech technology technologies tecnologia テクノロジー 科技 技术公司", "technology", Activity},
		{"mfg manufacturing manufacturer 製造", "manufacturing", Activity},
		{"srvcs svcs services service servicios услуги サービス", "service", Activity},
		{"grp group grupo gruppe gruppa группа グループ 集团 集団 그룹", "group", Group},
		{"dev development desarrollo 開発", "development", Activity},
		{"eng engineering ingenieria", "engineering", Activity},
		{"ind industries industry industria industrie industrial 工業", "industry", Activity},
		{"natl national nacional", "national", Scope},
		{"univ university universidad 大学", "university", Activity},
		{"assoc association asociacion 協会", "association", Activity},
		{"bros brothers hermanos", "brothers", Activity},
		{"constr construction construcciones 建設 строительство", "construction", Activity},
		{"& and und y", "and", Link},
		{"holdings holding hldgs 控股 ホールディングス 홀딩스", "holding", Group},
		{"bank banco banque банк 銀行 银行 은행", "bank", Group},
		{"fund fonds fondo фонд ファンド", "fund", Group},
		{"germany deutschland deutsche ドイツ", "germany", Place},
		{"moscow moskva москва", "moscow", Place},
		{"2 002 two second 2nd ii", "2", Number},
		{"company cia compagnie 公司", "company", Form},
		{"trading trade handel торговый 貿易 贸易 商事 무역", "trade", Activity},
	} {
		for _, w := range strings.Fields(c.words) {
			if w == "技术公司" { // two words run together are none
				if _, class := Word(w); class != Name {
					t.Errorf("%q is %d, want no word of the tables", w, class)
				}
				continue
			}
			key := strings.Join(script.Words(w), "")
			if got, class := Word(key); got != c.canonical || class != c.class {
				t.Errorf("Word(%q) = %q, %d, want %q, %d", key, got, class, c.canonical, c.class)
			}
		}
	}
	for _, w := range []string{"vostra", "zastava", "関所", "", "xi", "v"} {
		if got, class := Word(w); got != w || class != Name {
			t.Errorf("Word(%q) = %q, %d: it is in no table", w, got, class)
		}
	}
}

func TestDistinct(t *testing.T) {
	for _, w := range strings.Fields("holdings fund group 7 iii second north europe germany international bank capital 控股 大阪") {
		if _, class := Word(w); !class.Distinct() {
			t.Errorf("%q tells bodies of one name apart", w)
		}
	}
	for _, w := range strings.Fields("vostra trading services technology company and the of 商事 関所") {
		if _, class := Word(w); class.Distinct() {
			t.Errorf("%q does not tell bodies of one name apart", w)
		}
	}
}

func TestAt(t *testing.T) {
	for _, c := range []struct {
		name, word, canonical string
		class                 Class
	}{
		{"商事大阪", "商事", "trade", Activity},
		{"進出口有限", "進出口", "importexport", Activity},
		{"国際協会", "国際", "international", Scope},
		{"銀行", "銀行", "bank", Group},
		{"ホールディングス", "", "holding", Group},
		{"은행그룹", "은행", "bank", Group},
		{"北辰商事", "", "", Name},
		{"", "", "", Name},
		{"trading", "", "", Name},
	} {
		key := strings.Join(script.Words(c.name), "")
		n, canonical, class := At(key)
		if c.class != Name && c.word == "" {
			c.word = key
		}
		if got, want := key[:n], strings.Join(script.Words(c.word), ""); got != want || canonical != c.canonical || class != c.class {
			t.Errorf("At(%q) = %q, %q, %d, want %q, %q, %d", key, got, canonical, class, want, c.canonical, c.class)
		}
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"上海北辰科技", "上海=shanghai 科技=technology"}, {"北辰商事", "商事=trade"}, {"日本北辰銀行", "日本=japan 銀行=bank"},
		{"北辰ホールディングス", "ホールデイングス=holding"}, {"セキショホールディングス", "ホールデイングス=holding"}, {"バンクーバー北辰", "バンクーバー=vancouver"},
		{"セキショバンク", ""}, {"北辰バンク", "バンク=bank"}, {"관소은행", "은행=bank"}, {"関所", ""}, {"", ""},
	} {
		name := []rune(strings.Join(script.Words(c.name), ""))
		var got []string
		for _, s := range Spans(name) {
			got = append(got, string(name[s.From:s.To])+"="+s.Canonical)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("Spans(%q) = %q, want %q", c.name, text, c.want)
		}
	}
	Spans([]rune{0xD800, 'a', 0x10FFFF})
}

// A canonical word stands for itself, and no word of the files is entered twice.
func TestTablesAreSound(t *testing.T) {
	seen := map[string]string{}
	for _, list := range []string{wordList, placeList} {
		for line := range strings.Lines(list) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if line[0] == '[' {
				if classes[strings.Trim(line, "[]")] == Name {
					t.Errorf("the class %s is not known", line)
				}
				continue
			}
			for _, w := range strings.Fields(line) {
				if seen[w] != "" {
					t.Errorf("%q stands under %q and %q", w, seen[w], strings.Fields(line)[0])
				}
				seen[w] = strings.Fields(line)[0]
				if w[0] < utf8.RuneSelf && w != "&" && w != strings.Join(script.Words(w), "") {
					t.Errorf("%q is not written as a key", w)
				}
			}
		}
	}
	for w, e := range tables().words {
		if back, class := Word(e.canonical); back != e.canonical || class != e.class {
			t.Errorf("%q stands for %q, which stands for %q", w, e.canonical, back)
		}
	}
	if n := len(tables().words); n < 5000 {
		t.Errorf("only %d words", n)
	}
}

func BenchmarkWord(b *testing.B) {
	for _, w := range []string{"technologies", "vostra", "2003"} {
		b.Run(w, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Word(w)
			}
		})
	}
}
