package match

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
)

func listed() *entity.Entity {
	return &entity.Entity{Schema: entity.Person, Properties: map[string][]string{
		"name": {"Marek Jan OSTROWAN"}, "weakAlias": {"The Miller"}, "birthDate": {"1960-02-03", "1961"},
		"passportNumber": {"A1234567 (Freedonia)"}, "idNumber": {"99-1234"}, "address": {"14 Harbour Street, Port Vesta", "Freedonia"}}}
}

func TestIdentity(t *testing.T) {
	const unknown, yes, no = finding.IdentityUnknown, finding.IdentityConfirmed, finding.IdentityContradicted
	for _, c := range []struct {
		label, schema, name, born, id, address string
		identity, why                          string
	}{
		{"name only", entity.Person, "Marek Ostrowan", "", "", "", unknown, WhyNameOnly},
		{"other name", entity.Person, "Haruka Minamoto", "1960-02-03", "", "", unknown, WhyNone},
		{"birth day", entity.Person, "Marek Ostrowan", "1960-02-03", "", "", yes, WhyBirthDate},
		{"year only overlaps", entity.Person, "Marek Ostrowan", "1960", "", "", unknown, WhyNameOnly},
		{"day against the source's year", entity.Person, "Marek Ostrowan", "1961-07-01", "", "", unknown, WhyNameOnly},
		{"other day of another decade", entity.Person, "Marek Ostrowan", "1985-07-01", "", "", no, WhyBirthDiffer},
		{"near the source's year", entity.Person, "Marek Ostrowan", "1963-07-01", "", "", unknown, WhyNameOnly},
		{"day and month changed", entity.Person, "Marek Ostrowan", "1960-03-02", "", "", unknown, WhyNameOnly},
		{"passport", entity.Person, "Marek Ostrowan", "", "passport:a-1234567", "", yes, WhyIdentifier},
		{"passport, full width", entity.Person, "Marek Ostrowan", "", "passport:Ａ１２３４５６７", "", yes, WhyIdentifier},
		{"another passport", entity.Person, "Marek Ostrowan", "", "passport:B7654321", "", unknown, WhyNameOnly},
		{"another id of the same shape", entity.Person, "Marek Ostrowan", "", "id:991235", "", no, WhyIDDiffers},
		{"another id of another shape", entity.Person, "Marek Ostrowan", "", "id:X99", "", unknown, WhyNameOnly},
		{"passport beats another date", entity.Person, "Marek Ostrowan", "1985-07-01", "passport:A1234567", "", yes, WhyIdentifier},
		{"passport, other name", entity.Person, "Haruka Minamoto", "", "passport:A1234567", "", unknown, WhyIDOnly},
		{"address", entity.Person, "Marek Ostrowan", "", "", "Harbour St. 14, Port Vesta", yes, WhyAddress},
		{"country is no address", entity.Person, "Marek Ostrowan", "", "", "Freedonia", unknown, WhyNameOnly},
		{"address and another date", entity.Person, "Marek Ostrowan", "1985-07-01", "", "14 Harbour Street, Port Vesta", unknown, WhyNameOnly},
		{"a company of that name", entity.Company, "Marek Jan Ostrowan", "", "", "", no, WhySchema},
		{"unknown schema", entity.LegalEntity, "Marek Ostrowan", "1960-02-03", "", "", yes, WhyBirthDate},
		{"weak alias in full", entity.Person, "The Miller", "", "", "", unknown, WhyNameOnly},
		{"weak alias nearly", entity.Person, "The Millar", "", "", "", unknown, WhyNone},
		{"kinds as sources name them", entity.Person, "Marek Ostrowan", "", "passportNumber:A1234567", "", yes, WhyIdentifier},
		{"an unknown kind", entity.Person, "Marek Ostrowan", "", "shoe:42", "", unknown, WhyNameOnly},
		{"a mailbox identifies nobody", entity.Person, "Marek Ostrowan", "", "email:m@example.org", "", unknown, WhyNameOnly},
	} {
		t.Run(c.label, func(t *testing.T) {
			q := &Query{Schema: c.schema, Names: []string{c.name}}
			q.BirthDate, _ = entity.ParseDate(c.born)
			if c.id != "" {
				q.Identifiers = []string{c.id}
			}
			if c.address != "" {
				q.Addresses = []string{c.address}
			}
			e := listed()
			e.Add("email", "m@example.org")
			r := Score(q, e)
			if r.Identity != c.identity || r.Why != c.why {
				t.Errorf("identity %s (%s), want %s (%s): %+v", r.Identity, r.Why, c.identity, c.why, r)
			}
		})
	}
}

// Residence takes no part, whatever it is.
func TestResidenceIsNoSignal(t *testing.T) {
	a := Score(&Query{Schema: entity.Person, Names: []string{"Marek Ostrowan"}, Residence: "JP"}, listed())
	b := Score(&Query{Schema: entity.Person, Names: []string{"Marek Ostrowan"}, Residence: "XX"}, listed())
	if a.Score != b.Score || a.Identity != b.Identity || len(a.Comparisons) != len(b.Comparisons) {
		t.Errorf("residence changes %+v to %+v", a, b)
	}
}

func TestComparisons(t *testing.T) {
	q := &Query{Schema: entity.Person, Names: []string{"Marek Ostrowan"}, Identifiers: []string{"imo:9999999"}, Addresses: []string{"1 Elsewhere Road, Othertown"}}
	got := map[string]finding.Result{}
	for _, c := range Score(q, listed()).Comparisons {
		got[c.Field] = c.Result
	}
	want := map[string]finding.Result{"name": finding.Agrees, "birth_date": finding.ValueUnclaimed, "identifiers": finding.AbsentAtSource, "address": finding.Differs}
	for field, result := range want {
		if got[field] != result {
			t.Errorf("%s: %q, want %q", field, got[field], result)
		}
	}
}

func TestTargetGivesTheSame(t *testing.T) {
	e := listed()
	for _, schema := range []string{entity.Person, entity.Company, entity.LegalEntity, ""} {
		p := Prepare(&Query{Schema: schema, Names: []string{"Marek Ostrowan"}})
		if a, b := p.Score(e), p.ScoreTarget(PrepareTarget(e)); a.Score != b.Score || a.Identity != b.Identity {
			t.Errorf("%q: %+v, of the target %+v", schema, a, b)
		}
	}
}

func TestAddressDegree(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		agrees bool
		why    string
	}{
		{"14 Harbour Street, Port Vesta", "Harbour St 14, Port Vesta, Freedonia", true, ""},
		{"14 Harbour Street, Port Vesta", "15 Harbour Street, Port Vesta", false, "other_number"},
		{"14 Harbour Street, Port Vesta", "14 Mill Road, Otherton", false, "other_place"},
		{"Port Vesta", "Port Vesta, Freedonia", false, "no_number"},
		{"東京都千代田区関所町1丁目2番3号", "千代田区関所町１－２－３", true, ""},
		{"東京都千代田区霞が関一丁目2番3号", "千代田区霞ヶ関1-2-3", true, ""},
		{"東京都千代田区関所町1-2-3", "東京都千代田区関所町1-2-4", false, "other_number"},
		{"東京都千代田区関所町1-2-3 関所ビル501", "東京都千代田区関所町1-2-3", true, ""},
		{"大阪府大阪市北区関所町1-2-3", "東京都千代田区関所町1-2-3", false, "other_place"},
		{"", "x", false, "no_number"},
	} {
		degree, why := addressDegree(c.a, c.b)
		if (degree >= Agrees) != c.agrees || why != c.why {
			t.Errorf("%q, %q: %d %q, want agrees %v %q", c.a, c.b, degree, why, c.agrees, c.why)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"scholz", "scholz", 0}, {"scholz", "schulz", 50}, {"hannibal", "hanniball", 30}, {"lukashenko", "luakshenko", 75},
		{"cut", "kut", 50}, {"abc", "xyz", far}, {"lavrov", "navrov", 100}, {"ostrowan", "ostroan", 100}, {"olga", "oleg", far},
	} {
		if got := distance([]rune(c.a), []rune(c.b), limitFor(max(len(c.a), len(c.b)))); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
