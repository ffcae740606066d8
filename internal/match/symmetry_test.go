package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"pgregory.net/rapid"
)

// seeds are names and pieces of names in many scripts, and what is none.
var seeds = []string{
	"Marek Ostrowan", "OSTROWAN, M. J.", "Abd al-Rahman al-Sulaymi", "Kim Min-jun", "O'Marran-Lindner Jr.", "Nguyễn Văn Lụa", "Jörg Großmann", "Vostra Marine GmbH",
	"山田 太郎", "髙橋北斗", "辻\U000E0100", "株式会社関所商事", "㈱第一北辰", "ヤマダ・タロウ", "ｶ)ﾎｸｼﾝ", "やまだ たろう", "张伟伦", "欧阳文斌", "김민준", "주식회사 북두", "리서연",
	"عبد الرحمن السليمي", "محمد بن علی", "Лев Щербаков", "Иван Петрович Сорин", "ООО Вострамарин", "יעקב שורקי", "नरेन्द्र चौधरी", "ธนพล วงศ์ศิริ", "Νίκος Μαραθώνης",
	"Գեւորգ", "გიორგი", "አበበ", "សុខ", "ລາວ", "ချစ်", "தமிழ்", "ᠮᠣᠩ", "Аmarov", "", " ", ".", "''", "\xff", "\x00", "\u200b", "a\u0301\u0301", "12", "III", "(株)", "ltd", "bin", "様", "々", "ー", "ﾞ", "𠮷野", "🚢 Vostra", "\u202eevil", "\uFEFF",
}

// anyName draws a name of words of one script or of several.
func anyName() *rapid.Generator[string] {
	word := rapid.OneOf(
		rapid.StringMatching(`[a-z]{1,9}`), rapid.StringMatching(`[A-Z][a-zéöñşł'-]{1,9}`), rapid.StringMatching(`[一三山田関所北斗張李金]{1,4}`), rapid.StringMatching(`[ア-ンー]{2,5}`), rapid.StringMatching(`[あ-ん]{2,4}`),
		rapid.StringMatching(`[김이박민준서윤하은]{1,4}`), rapid.StringMatching(`[а-яё]{2,8}`), rapid.StringMatching(`[ابتجحدرسعقكلمنهوي]{2,7}`), rapid.StringMatching(`[א-ת]{2,6}`), rapid.StringMatching(`[क-हािीुे्ं]{2,6}`),
		rapid.StringMatching(`[ก-ฮะาิีเ]{2,7}`), rapid.StringMatching(`[α-ω]{2,8}`), rapid.SampledFrom(seeds),
		rapid.SampledFrom([]string{"bin", "al", "ltd", "5", "de", "a", "abd", "jr", "petrovich", "petrovna", "mohammed", "kim", "gmbh", "bank", "holdings", "ii"}))
	return rapid.Map(rapid.SliceOfN(word, 1, 5), func(w []string) string { return strings.Join(w, " ") })
}

var schemata = []string{entity.Person, entity.Company, entity.Organization, entity.Vessel, entity.LegalEntity, ""}

// checkNames holds for any two texts: the score is the same both ways and in
// bounds, and the alignment is that of the score.
func checkNames(t interface {
	Helper()
	Fatalf(string, ...any)
}, schema, a, b string) {
	t.Helper()
	one, two := Prepare(&Query{Schema: schema, Names: []string{a}}), Prepare(&Query{Schema: schema, Names: []string{b}})
	ta, tb := targetOf(schema, a), targetOf(schema, b)
	forth, back := one.ScoreTarget(tb), two.ScoreTarget(ta)
	if forth.Score != back.Score || forth.Score < 0 || forth.Score > Full {
		t.Fatalf("%s %q, %q: %d, the other way %d", schema, a, b, forth.Score, back.Score)
	}
	for _, again := range []Result{one.ScoreTarget(tb), one.Score(tb.Entity)} {
		if again.Score != forth.Score || again.Identity != forth.Identity {
			t.Fatalf("%s %q, %q: %+v, then %+v", schema, a, b, forth, again)
		}
	}
	checkAlignment(t, one, tb, forth)
	checkAlignment(t, two, ta, back)
	if self := one.ScoreTarget(ta); len(ta.names) > 0 && len(one.person)+len(one.body) > 0 && self.Score != Full {
		t.Fatalf("%s %q with itself: %d", schema, a, self.Score)
	}
}

// checkAlignment holds that an alignment has the score's names, score and why,
// and that its parts are all of both names, the query's in their order.
func checkAlignment(t interface {
	Helper()
	Fatalf(string, ...any)
}, p *Prepared, target *Target, r Result) {
	t.Helper()
	al := p.Explain(target)
	if al.Score != r.Score || r.Score > 0 && (al.Query != r.QueryName || al.Entity != r.EntityName) {
		t.Fatalf("%v, %v: alignment %+v of the result %+v", p.query.Names, target.Entity.Properties, al, r)
	}
	if al.Query == "" && al.Entity == "" {
		return
	}
	var query, listed []string
	for _, part := range al.Parts {
		query, listed = append(query, strings.Fields(part.Query)...), append(listed, strings.Fields(part.Entity)...)
		answered := part.Query != "" && part.Entity != ""
		if answered != (part.Rule != "") || !answered && part.Score != 0 || part.Score < 0 || part.Score > Full || part.Weight < 0 || part.Query+part.Entity == "" {
			t.Fatalf("%q, %q: part %+v", al.Query, al.Entity, part)
		}
	}
	names := p.body
	if p.asPerson(target.Entity) {
		names = p.person
	}
	if !covers(query, lines(names, al.Query), false) || !covers(listed, targetLines(target, p.asPerson(target.Entity), al.Entity), true) {
		t.Fatalf("%q, %q: the parts are not the names: %+v", al.Query, al.Entity, al.Parts)
	}
}

// covers says whether words are those of a line, spaces aside; in any order if
// free. Of a name of very many characters an alignment shows the first only.
func covers(words, lines []string, free bool) bool {
	text := []rune(strings.Join(words, ""))
	for _, l := range lines {
		want := []rune(strings.ReplaceAll(l, " ", ""))
		if len(want) > 2*maxUnits {
			return true
		}
		if free {
			slices.Sort(want)
			slices.Sort(text)
		}
		if slices.Equal(want, text) {
			return true
		}
	}
	return false
}

func lines(names []*name, text string) []string {
	var out []string
	for _, n := range names {
		if n.text == text {
			out = append(out, n.line)
		}
	}
	return out
}

func targetLines(t *Target, person bool, text string) []string {
	var names []*name
	for _, n := range newTarget(t.Entity, person, newName).names {
		names = append(names, n.name)
	}
	return lines(names, text)
}

func TestScoreIsSymmetricAndExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkNames(t, rapid.SampledFrom(schemata).Draw(t, "schema"), anyName().Draw(t, "a"), anyName().Draw(t, "b"))
	})
}

func TestSeedsAreSymmetricAndExplained(t *testing.T) {
	for _, a := range seeds {
		for _, b := range seeds {
			checkNames(t, entity.Person, a, b)
			checkNames(t, entity.Company, a, b)
		}
	}
}

// An alias more never lowers the best score, on either side.
func TestAnAliasNeverLowersTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		schema := rapid.SampledFrom(schemata).Draw(t, "schema")
		a, b, more := anyName().Draw(t, "a"), anyName().Draw(t, "b"), anyName().Draw(t, "more")
		q := &Query{Schema: schema, Names: []string{a}}
		e := &entity.Entity{Schema: schema, Properties: map[string][]string{"name": {b}}}
		before := Score(q, e)
		e.Properties[rapid.SampledFrom([]string{"alias", "previousName", "weakAlias", "name"}).Draw(t, "prop")] = []string{more, b}
		with := Score(q, e)
		q.Names = []string{more + "x", a}
		if both := Score(q, e); with.Score < before.Score || both.Score < with.Score {
			t.Fatalf("%q, %q: %d; listed as %q too %d; asked for as that too %d", a, b, before.Score, more, with.Score, both.Score)
		}
	})
}

// FuzzScore holds that nothing panics and checkNames for any bytes.
func FuzzScore(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, seeds[(i*7+3)%len(seeds)], "1960-02", "passport:A1", "Street 1, City")
	}
	f.Add("山田 太郎", "ヤマダ", "", "imo:1", "東京都千代田区1-2-3")
	f.Add("\xff", "''", "x", ":", "")
	f.Fuzz(func(t *testing.T, a, b, date, id, address string) {
		d, _ := entity.ParseDate(date)
		q := &Query{Schema: "", Names: []string{a, b}, BirthDate: d, Identifiers: []string{id}, Addresses: []string{address}}
		e := &entity.Entity{Schema: entity.Person, Properties: map[string][]string{"name": {b}, "weakAlias": {a}, "birthDate": {date}, "passportNumber": {id}, "address": {address}}}
		if r := Score(q, e); r.Score < 0 || r.Score > Full || r.Identity == "" {
			t.Errorf("%+v", r)
		}
		checkNames(t, entity.Person, a, b)
		checkNames(t, entity.Company, a, b)
	})
}
