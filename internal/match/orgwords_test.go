package match

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

func TestOrgWord(t *testing.T) {
	for _, c := range []struct {
		words, canonical string
		class            orgClass
	}{
		{"intl international int internacional internationale 国際 国际 國際 インターナショナル 국제 международный", "international", orgScope},
		{"tech technology technologies tecnologia テクノロジー 科技 技术公司", "technology", orgActivity},
		{"mfg manufacturing manufacturer 製造", "manufacturing", orgActivity},
		{"srvcs svcs services service servicios услуги サービス", "service", orgActivity},
		{"grp group grupo gruppe gruppa группа グループ 集团 集団 그룹", "group", orgGroup},
		{"dev development desarrollo 開発", "development", orgActivity},
		{"eng engineering ingenieria", "engineering", orgActivity},
		{"ind industries industry industria industrie industrial 工業", "industry", orgActivity},
		{"natl national nacional", "national", orgScope},
		{"univ university universidad 大学", "university", orgActivity},
		{"assoc association asociacion 協会", "association", orgActivity},
		{"bros brothers hermanos", "brothers", orgActivity},
		{"constr construction construcciones 建設 строительство", "construction", orgActivity},
		{"& and und y", "and", orgLink},
		{"holdings holding hldgs 控股 ホールディングス 홀딩스", "holding", orgGroup},
		{"bank banco banque банк 銀行 银行 은행", "bank", orgGroup},
		{"fund fonds fondo фонд ファンド", "fund", orgGroup},
		{"germany deutschland deutsche ドイツ", "germany", orgPlace},
		{"moscow moskva москва", "moscow", orgPlace},
		{"2 002 two second 2nd ii", "2", orgNumber},
		{"company cia compagnie 公司", "company", orgForm},
		{"trading trade handel торговый 貿易 贸易 商事 무역", "trade", orgActivity},
	} {
		for _, w := range strings.Fields(c.words) {
			if w == "技术公司" { // two words run together are none
				if _, class := orgWord(w); class != orgName {
					t.Errorf("%q is %d, want no word of the tables", w, class)
				}
				continue
			}
			key := strings.Join(script.Words(w), "")
			if got, class := orgWord(key); got != c.canonical || class != c.class {
				t.Errorf("orgWord(%q) = %q, %d, want %q, %d", key, got, class, c.canonical, c.class)
			}
		}
	}
	for _, w := range []string{"vostra", "zastava", "関所", "", "xi", "v"} {
		if got, class := orgWord(w); got != w || class != orgName {
			t.Errorf("orgWord(%q) = %q, %d: it is in no table", w, got, class)
		}
	}
}

func TestOrgDistinct(t *testing.T) {
	for _, w := range strings.Fields("holdings fund group 7 iii second north europe germany international bank capital 控股 大阪") {
		if !orgDistinct(w) {
			t.Errorf("%q tells bodies of one name apart", w)
		}
	}
	for _, w := range strings.Fields("vostra trading services technology company and the of 商事 関所") {
		if orgDistinct(w) {
			t.Errorf("%q does not tell bodies of one name apart", w)
		}
	}
}

func TestOrgAt(t *testing.T) {
	for _, c := range []struct {
		name, word, canonical string
		class                 orgClass
	}{
		{"商事大阪", "商事", "trade", orgActivity},
		{"進出口有限", "進出口", "importexport", orgActivity},
		{"国際協会", "国際", "international", orgScope},
		{"銀行", "銀行", "bank", orgGroup},
		{"ホールディングス", "", "holding", orgGroup},
		{"은행그룹", "은행", "bank", orgGroup},
		{"北辰商事", "", "", orgName},
		{"", "", "", orgName},
		{"trading", "", "", orgName},
	} {
		key := strings.Join(script.Words(c.name), "")
		n, canonical, class := orgAt(key)
		if c.class != orgName && c.word == "" {
			c.word = key
		}
		if got, want := key[:n], strings.Join(script.Words(c.word), ""); got != want || canonical != c.canonical || class != c.class {
			t.Errorf("orgAt(%q) = %q, %q, %d, want %q, %q, %d", key, got, canonical, class, want, c.canonical, c.class)
		}
	}
}

func TestOrgSpans(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"上海北辰科技", "上海=shanghai 科技=technology"}, {"北辰商事", "商事=trade"}, {"日本北辰銀行", "日本=japan 銀行=bank"},
		{"北辰ホールディングス", "ホールデイングス=holding"}, {"セキショホールディングス", "ホールデイングス=holding"}, {"バンクーバー北辰", "バンクーバー=vancouver"},
		{"セキショバンク", ""}, {"北辰バンク", "バンク=bank"}, {"관소은행", "은행=bank"}, {"関所", ""}, {"", ""},
	} {
		name := []rune(strings.Join(script.Words(c.name), ""))
		var got []string
		for _, s := range orgSpans(name) {
			got = append(got, string(name[s.from:s.to])+"="+s.canonical)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("orgSpans(%q) = %q, want %q", c.name, text, c.want)
		}
	}
	orgSpans([]rune{0xD800, 'a', 0x10FFFF})
}

// A canonical word stands for itself, and no word of the files is entered twice.
func TestOrgTablesAreSound(t *testing.T) {
	seen := map[string]string{}
	for _, list := range []string{orgWordList, orgPlaceList} {
		for line := range strings.Lines(list) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if line[0] == '[' {
				if orgClasses[strings.Trim(line, "[]")] == orgName {
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
	for w, e := range orgTables().words {
		if back, class := orgWord(e.canonical); back != e.canonical || class != e.class {
			t.Errorf("%q stands for %q, which stands for %q", w, e.canonical, back)
		}
	}
	if n := len(orgTables().words); n < 5000 {
		t.Errorf("only %d words", n)
	}
}

func TestAcronyms(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"vostra marine trading", "vmt"}, {"bank of vostra", "bv"}, {"vostra", ""}, {"the of", ""}, {"", ""},
		{"завод точных приборов", "зтп"}, {"北辰 商事", ""},
	} {
		words := strings.Fields(c.words)
		if got := acronymOf(words); got != c.want || got != "" && !isAcronym(got, words) {
			t.Errorf("acronymOf(%q) = %q, want %q", c.words, got, c.want)
		}
	}
	for _, c := range []struct {
		acronym, words string
		want           bool
	}{
		{"bov", "bank of vostra", true}, {"bv", "bank of vostra", true}, {"bo", "bank of vostra", false}, {"bovx", "bank of vostra", false},
		{"v", "vostra", false}, {"", "vostra marine", false}, {"ov", "of vostra", true}, {"vm", "vostra marine trading", false},
	} {
		if got := isAcronym(c.acronym, strings.Fields(c.words)); got != c.want {
			t.Errorf("isAcronym(%q, %q) = %v", c.acronym, c.words, got)
		}
	}
}

func BenchmarkOrgWord(b *testing.B) {
	for _, w := range []string{"technologies", "vostra", "2003"} {
		b.Run(w, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				orgWord(w)
			}
		})
	}
}
