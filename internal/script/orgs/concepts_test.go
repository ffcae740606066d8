package orgs

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/script"
)

// conceptOf divides a name as it is searched: phrases, words, runs; what is no
// concept stands as it is.
func conceptOf(name string) string {
	var out []string
	words := script.Words(name)
	for i := 0; i < len(words); {
		if id, n := Phrase(words[i:]); n > 0 {
			out = append(out, id)
			i += n
			continue
		}
		if id, ok := Concept(words[i]); ok {
			out = append(out, id)
		} else if run := []rune(words[i]); Unspaced(run[0]) {
			out = append(out, conceptsIn(run)...)
		} else if _, class := Word(words[i]); class != Link {
			out = append(out, words[i])
		}
		i++
	}
	return strings.Join(out, " ")
}

func conceptsIn(run []rune) []string {
	var out []string
	start := 0
	for _, s := range ConceptSpans(run) {
		if start < s.From {
			out = append(out, string(run[start:s.From]))
		}
		out = append(out, s.Canonical)
		start = s.To
	}
	if start < len(run) {
		out = append(out, string(run[start:]))
	}
	return out
}

// Names of companies whose proper part is left out: kanji, how it is translated,
// how it is written in Latin letters.
func TestConceptsOfNames(t *testing.T) {
	for _, c := range []string{
		"製薬|Pharmaceutical|Pharmaceuticals|Seiyaku", "電気鉄道|Electric Railway|Dentetsu|電鉄", "海上火災保険|Marine & Fire Insurance|Marine and Fire Insurance|Fire & Marine Insurance|Kaijo Kasai Hoken",
		"証券|Securities|Shoken", "建設|Construction|Kensetsu", "製作所|Works|Seisakusho", "重工業|Heavy Industries|Heavy Industry|Jukogyo|Juukougyou", "製紙|Paper|Seishi",
		"製粉|Flour Milling|Flour Mills|Seifun", "運輸|Transport|Transportation|Unyu", "倉庫|Warehouse|Warehousing|Soko", "百貨店|Department Store|Department Stores|Hyakkaten",
		"精機|Precision Machinery|Seiki", "硝子|Glass|Garasu", "窯業|Ceramics|Yogyo", "食品|Foods|Shokuhin", "飲料|Beverage|Inryo", "酒造|Brewery|Sake Brewery|Shuzo", "印刷|Printing|Insatsu",
		"出版|Publishing|Shuppan", "放送|Broadcasting|Hoso", "通信|Communications|Tsushin", "情報|Information|Joho", "開発|Development|Kaihatsu", "研究所|Institute|Research Laboratory|Kenkyujo",
		"総合|General|Sogo", "国際|International|Kokusai", "日本|Japan|Nippon|Nihon", "東京|Tokyo", "中央|Central|Chuo", "第一|First|Dai-ichi|Daiichi", "新日本|New Japan|Shin Nippon|Shin-Nihon",
		"東日本旅客鉄道|East Japan Railway|Higashi Nihon Ryokaku Tetsudo", "大日本印刷|Dai Nippon Printing|Dainippon Insatsu", "不動産|Real Estate|Fudosan", "電力|Electric Power|Denryoku",
		"産業|Industries|Sangyo", "商事|Trading|Shoji", "工業|Industry|Kogyo|Kogyoh|Kougyou", "新聞社|Newspaper|Shimbun|Shinbun", "空調|Air Conditioning|Kucho", "生命保険|Life Insurance|Seimei Hoken",
		"特殊鋼|Special Steel|Tokushuko", "工作機械|Machine Tools|Machine Tool|Kosaku Kikai", "土木|Civil Engineering|Doboku", "水産|Fisheries|Suisan", "東亜道路|East Asia Road|Toa Doro",
	} {
		spelt := strings.Split(c, "|")
		want := conceptOf(spelt[0])
		for _, s := range spelt[1:] {
			if got := conceptOf(s); !related(got, want) {
				t.Errorf("%s is %q, %s is %q", spelt[0], want, s, got)
			}
		}
	}
	for _, c := range []struct{ name, want string }{
		{"東関所", "東関所"}, {"関所東", "関所東"}, {"東東京", "east tokyo"}, {"バンクーバー", "vancouver"}, {"セキショバンク", "セキシヨバンク"}, {"関所西", "関所西"}, {"北", "north"},
		{"vostra heavy", "vostra heavy"}, {"of and the", ""}, {"007", "7"}, {"", ""},
	} {
		if got := conceptOf(c.name); got != c.want {
			t.Errorf("%s is %q, want %q", c.name, got, c.want)
		}
	}
}

// related reports whether translators take the concepts of two names for each other.
func related(a, b string) bool {
	as, bs := strings.Fields(a), strings.Fields(b)
	for i := range as {
		if len(as) != len(bs) || as[i] != bs[i] && !slices.Contains(Related(as[i]), bs[i]) {
			return false
		}
	}
	return true
}

func TestRelated(t *testing.T) {
	for _, c := range []string{"work manufacturing", "trade shop", "steelpipe pipe", "rail electricrailway"} {
		w := strings.Fields(c)
		if !strings.Contains(strings.Join(Related(w[0]), " "), w[1]) || !strings.Contains(strings.Join(Related(w[1]), " "), w[0]) {
			t.Errorf("%s and %s are not taken for each other", w[0], w[1])
		}
	}
	if Related("vostra") != nil || Spellings("vostra") != nil {
		t.Error("no concept has relations or spellings")
	}
}

// Every word of concepts.txt stands once and every id that is related is one; a
// concept stands for itself and its spellings for it.
func TestConceptsAreSound(t *testing.T) {
	seen := map[string]string{}
	n := 0
	for line := range strings.Lines(conceptList) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			if classes[strings.Trim(line, "[]")] == Name {
				t.Errorf("the class %s is not known", line)
			}
		case line[0] == '~':
			for _, id := range strings.Fields(line[1:]) {
				if Spellings(id) == nil {
					t.Errorf("%s is related and no concept", id)
				}
			}
		default:
			n++
			front, romaji, _ := strings.Cut(line, "/")
			for _, w := range append(strings.Fields(front), strings.Fields(romaji)...) {
				if seen[w] != "" {
					t.Errorf("%s stands under %s and %s", w, seen[w], strings.Fields(front)[0])
				}
				seen[w] = strings.Fields(front)[0]
				if w[0] < utf8.RuneSelf && !strings.Contains(w, "_") && w != strings.Join(script.Words(w), "") {
					t.Errorf("%q is not written as a key", w)
				}
			}
		}
	}
	for id, words := range concepts().spellings {
		if got, _ := Concept(id); got != id {
			t.Errorf("%s stands for %s", id, got)
		}
		for _, w := range words {
			if got, _ := Concept(w); got != id {
				t.Errorf("%s of %s stands for %s", w, id, got)
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d concepts", n)
	}
}

func FuzzConcepts(f *testing.F) {
	f.Add("東日本旅客鉄道")
	f.Add("marine & fire & and")
	f.Fuzz(func(t *testing.T, name string) {
		for i := range len(name) + 1 {
			if n, _ := ConceptAt([]rune(name), i); n < 0 || i+n > max(i, len([]rune(name))) {
				t.Errorf("%q at %d: %d", name, i, n)
			}
		}
		words := strings.Fields(name)
		if _, n := Phrase(words); n < 0 || n > len(words) {
			t.Errorf("%q: %d words", name, n)
		}
		conceptOf(name)
	})
}

func BenchmarkConcepts(b *testing.B) {
	run := []rune("東日本旅客鉄道")
	words := []string{"marine", "and", "fire", "insurance"}
	b.Run("at", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ConceptAt(run, 3)
		}
	})
	b.Run("phrase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Phrase(words)
		}
	})
	b.Run("word", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Concept("vostra")
		}
	})
}
