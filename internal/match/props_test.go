package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"pgregory.net/rapid"
)

// rank orders identities by how much they say for being the same.
var rank = map[string]int{finding.IdentityContradicted: 0, finding.IdentityUnknown: 1, finding.IdentityConfirmed: 2}

// drawEntity draws a listed person or company with attributes that the drawn
// queries may share.
func drawEntity(t *rapid.T) *entity.Entity {
	e := &entity.Entity{Schema: rapid.SampledFrom([]string{entity.Person, entity.Company, entity.LegalEntity}).Draw(t, "schema"), Properties: map[string][]string{}}
	for _, p := range []struct{ prop, values string }{
		{"name", "Marek Ostrowan|Vostra Marine Ltd|山辺 北斗|ヤマベ ホクト"}, {"alias", "M. Ostrowan|Vostra Marine|Marek Jan Ostrowan"}, {"weakAlias", "The Miller"},
		{"birthDate", "1960-02-03|1961|circa 1985"}, {"passportNumber", "A1234567|B7654321"}, {"idNumber", "99-1234|77-4321"}, {"registrationNumber", "HRB 12345"},
		{"address", "14 Harbour Street, Port Vesta|Freedonia|東京都港区芝5-7-1"},
	} {
		all := strings.Split(p.values, "|")
		e.Properties[p.prop] = rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, len(all), rapid.ID[string]).Draw(t, p.prop)
	}
	return e
}

func drawQuery(t *rapid.T) *Query {
	pick := func(name, values string) []string {
		all := strings.Split(values, "|")
		return rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, 2, rapid.ID[string]).Draw(t, name)
	}
	q := &Query{
		Schema:      rapid.SampledFrom([]string{entity.Person, entity.Company, ""}).Draw(t, "as"),
		Names:       pick("names", "Marek Ostrowan|Ostrovan, Marek|Vostra Marine|山辺北斗|Yamabe Hokuto|The Miller|Haruka Minamoto"),
		Identifiers: pick("ids", "passport:A1234567|passport:C0000001|id:99-1234|id:11-1111|registration:HRB12345|registration:HRB99999|imo:1"),
		Addresses:   pick("addresses", "Harbour St. 14, Port Vesta|1 Elsewhere Road, Othertown|港区芝５丁目７番１号"),
	}
	q.BirthDate, _ = entity.ParseDate(rapid.SampledFrom([]string{"", "1960-02-03", "1960", "1985-07-01", "1930-01-01"}).Draw(t, "born"))
	return q
}

// More names on either side never lower the score, in whatever order they stand.
func TestMoreNamesNeverLowerTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, e := drawQuery(t), drawEntity(t)
		before := Score(q, e)
		more := strings.Join(someWords().Draw(t, "more"), " ")
		prop := rapid.SampledFrom([]string{"alias", "previousName", "weakAlias"}).Draw(t, "prop")
		e.Properties[prop] = append([]string{more}, e.Properties[prop]...)
		if after := Score(q, e); after.Score < before.Score {
			t.Fatalf("%s %q lowers %d to %d", prop, more, before.Score, after.Score)
		}
		withAlias := Score(q, e).Score
		q.Names = append([]string{strings.Join(someWords().Draw(t, "claimed"), " ")}, q.Names...)
		if after := Score(q, e); after.Score < withAlias {
			t.Fatalf("claiming %q too lowers %d to %d", q.Names[0], withAlias, after.Score)
		}
	})
}

// Attributes never touch the score: it is of names alone.
func TestAttributesNeverTouchTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, e := drawQuery(t), drawEntity(t)
		bare := &Query{Schema: q.Schema, Names: q.Names}
		if a, b := Score(q, e), Score(bare, e); a.Score != b.Score || a.EntityName != b.EntityName {
			t.Fatalf("with attributes %d %q, with names alone %d %q", a.Score, a.EntityName, b.Score, b.EntityName)
		}
		if Score(bare, e).Identity == finding.IdentityConfirmed {
			t.Fatal("a name alone confirms an identity")
		}
	})
}

// An identifier or a birth date that the entity does not have raises no
// identity; one that it has lowers none.
func TestAttributesMoveIdentityTheirWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, e := drawQuery(t), drawEntity(t)
		before := Score(q, e)
		wrong := *q
		wrong.Identifiers = append(slices.Clone(q.Identifiers), rapid.SampledFrom([]string{"id:00-0000", "passport:Z9999999", "registration:HRB00000", "lei:x", "tax:1"}).Draw(t, "wrong"))
		if after := Score(&wrong, e); rank[after.Identity] > rank[before.Identity] {
			t.Fatalf("%q raises %s to %s", wrong.Identifiers, before.Identity, after.Identity)
		}
		undated := *q
		undated.BirthDate = entity.Date{}
		wrong = undated
		wrong.BirthDate, _ = entity.ParseDate("1911-11-11")
		if a, b := Score(&wrong, e), Score(&undated, e); rank[a.Identity] > rank[b.Identity] {
			t.Fatalf("another birth date raises %s to %s", b.Identity, a.Identity)
		}
		for _, v := range e.Properties["passportNumber"] {
			right := *q
			right.Identifiers = append(slices.Clone(q.Identifiers), "passport:"+v)
			if after := Score(&right, e); rank[after.Identity] < rank[before.Identity] {
				t.Fatalf("the right passport lowers %s to %s", before.Identity, after.Identity)
			}
		}
	})
}

// Confirmed and contradicted always have their reason, and it stands among the
// comparisons; whatever was compared is reported with both values.
func TestEveryVerdictHasItsReason(t *testing.T) {
	field := map[string]string{WhyIdentifier: "identifiers", WhyBirthDate: "birth_date", WhyAddress: "address", WhyIDDiffers: "identifiers", WhyBirthDiffer: "birth_date"}
	rapid.Check(t, func(t *rapid.T) {
		q, e := drawQuery(t), drawEntity(t)
		r := Score(q, e)
		if _, known := rank[r.Identity]; !known || r.Why == "" {
			t.Fatalf("no verdict: %+v", r)
		}
		want := finding.Agrees
		switch r.Why {
		case WhyIDDiffers, WhyBirthDiffer:
			want = finding.Differs
		}
		if f := field[r.Why]; f != "" && !slices.ContainsFunc(r.Comparisons, func(c finding.Comparison) bool { return c.Field == f && c.Result == want }) {
			t.Fatalf("%s %s, but no %s %s in %+v", r.Identity, r.Why, f, want, r.Comparisons)
		}
		if r.Identity == finding.IdentityConfirmed && r.Score < Agrees {
			t.Fatalf("confirmed at score %d", r.Score)
		}
		for _, c := range r.Comparisons {
			both := c.Result == finding.Agrees || c.Result == finding.Differs
			if c.Degree < 0 || c.Degree > Full || both && (c.Claimed == "" || c.AtSource == "") {
				t.Fatalf("%+v", c)
			}
		}
		if again := Prepare(q).ScoreTarget(PrepareTarget(e)); again.Score != r.Score || again.Identity != r.Identity || !slices.Equal(again.Comparisons, r.Comparisons) {
			t.Fatalf("scored again: %+v, first %+v", again, r)
		}
	})
}

// Full width, case, spaces and invisible characters are no difference.
func TestWritingIsNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[b-df-hj-np-tv-z][a-z]{3,8}`), 2, 4).Draw(t, "words")
		schema := rapid.SampledFrom([]string{entity.Person, entity.Company}).Draw(t, "schema")
		name := strings.Join(words, " ")
		other := strings.Join(someWords().Draw(t, "other"), " ")
		want, _ := scoreNames(schema, name, other)
		wide := strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7F {
				return r + 0xFEE0
			}
			return r
		}, name)
		for _, s := range []string{wide, strings.ToUpper(name), " " + strings.ReplaceAll(name, " ", "  ") + "\t", strings.ReplaceAll(name, " ", "\u200b "), "\ufeff" + name} {
			if got, _ := scoreNames(schema, s, other); got != want {
				t.Fatalf("%q against %q: %d, as %q %d", s, other, got, name, want)
			}
		}
	})
}

// Addresses are compared the same way round and round, and a street number
// decides.
func TestAddressDegreeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.SampledFrom([]string{"14 Harbour Street, Port Vesta", "Harbour St 14", "Port Vesta", "東京都港区芝5-7-1", "港区芝五丁目7番1号", "芝ビル302", "1-3-1 Kasumi, Chiyoda-ku, Tokyo", "", "99999", "12b Mill Road"})
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		one, why := addressDegree(a, b)
		two, back := addressDegree(b, a)
		if one != two || why != back || one < 0 || one > Full {
			t.Fatalf("%q, %q: %d %s, the other way %d %s", a, b, one, why, two, back)
		}
		n := rapid.IntRange(1, 9998).Draw(t, "n")
		x, y := "Harbour Street "+itoa(n)+", Port Vesta", "Harbour Street "+itoa(n+1)+", Port Vesta"
		if d, _ := addressDegree(x, y); d >= Agrees {
			t.Fatalf("%q and %q agree", x, y)
		}
		if d, _ := addressDegree(x, strings.ToUpper(x)); d < Agrees {
			t.Fatalf("%q and its capitals: %d", x, d)
		}
	})
	if d, why := addressDegree(strings.Repeat("1 a ", 2000), "1 a"); d != 0 || why != "too_long" {
		t.Errorf("an endless address: %d %s", d, why)
	}
}
