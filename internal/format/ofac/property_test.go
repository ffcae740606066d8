package ofac

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// words draws text that the form can hold.
func words() *rapid.Generator[string] {
	return rapid.StringMatching(`[A-Z][A-Za-z"é]{0,8}( [A-Z][a-z]{1,6}){0,2}`)
}

func anyEntity() *rapid.Generator[entity.Entity] {
	date := rapid.SampledFrom([]string{"1948-12-10", "1951-01", "1949", "circa 1950", "circa 1953 to 1955", "1952-02-01 to 1952-02-28", "1961 to 1963", "circa 1970-05-06"})
	values := map[string]*rapid.Generator[string]{
		"alias": words(), "previousName": words(), "weakAlias": words(), "program": rapid.StringMatching(`[A-Z0-9-]{2,10}`),
		"passportNumber": rapid.StringMatching(`[A-Z]{0,2}[0-9]{5,9}`), "idNumber": rapid.StringMatching(`[0-9]{3}-[0-9]{3,6}`),
		"taxNumber": rapid.StringMatching(`[0-9]{8,12}`), "registrationNumber": rapid.StringMatching(`[0-9]{6,9}[A-Z]?`),
		"email": rapid.StringMatching(`[a-z]{1,8}@[a-z]{3,8}\.example`), "website": rapid.StringMatching(`www\.[a-z]{3,8}\.example`),
		"phone": rapid.StringMatching(`81-[0-9]{1,2}-0000-[0-9]{4}`), "nationality": words(), "birthPlace": words(), "country": words(),
		"leiCode": rapid.StringMatching(`[0-9A-Z]{18}[0-9]{2}`), "imoNumber": rapid.StringMatching(`9[0-9]{6}`), "mmsi": rapid.StringMatching(`[0-9]{9}`),
		"cryptoAddress": rapid.StringMatching(`(XBT|ETH) [0-9a-zA-Z]{26,42}`), "swiftBic": rapid.StringMatching(`[A-Z]{8}`),
		"notes": rapid.StringMatching(`Linked To: [A-Z]{3,300}`), "callSign": rapid.StringMatching(`[A-Z]{3,4}[0-9]`),
	}
	props := make([]string, 0, len(values))
	for prop := range values {
		props = append(props, prop)
	}
	return rapid.Custom(func(t *rapid.T) entity.Entity {
		e := entity.Entity{Schema: rapid.SampledFrom([]string{entity.Person, entity.Organization, entity.Vessel, entity.Airplane}).Draw(t, "schema")}
		if e.IsPerson() && rapid.Bool().Draw(t, "parts") {
			e.Add("lastName", words().Draw(t, "last"))
			e.Add("firstName", words().Draw(t, "first"))
			e.Add("name", e.First("firstName")+" "+e.First("lastName"))
			e.Add("birthDate", date.Draw(t, "birth"))
			e.Add("gender", rapid.SampledFrom([]string{"male", "female"}).Draw(t, "gender"))
		} else {
			e.Add("name", words().Draw(t, "name"))
		}
		e.Caption = e.First("name")
		for _, prop := range rapid.SliceOfN(rapid.SampledFrom(props), 0, 12).Draw(t, "props") {
			for _, v := range rapid.SliceOfN(values[prop], 1, 3).Draw(t, prop) {
				e.Add(prop, v)
			}
		}
		for _, a := range rapid.SliceOfN(words(), 0, 2).Draw(t, "streets") {
			country := words().Draw(t, "of country")
			e.Add("address", a+", "+country)
			e.Add("country", country)
		}
		return e
	})
}

// TestRoundTrip: what is written is read again, whatever the number of values
// and wherever the remark is cut.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		entities := rapid.SliceOfN(anyEntity(), 1, 6).Draw(rt, "entities")
		for i := range entities {
			entities[i].ID = fmt.Sprintf("%s%d", IDPrefix, i+1)
		}
		for i, e := range rewritten(t, entities) {
			if d := differences(&entities[i], &e); d != "" {
				rt.Fatalf("%s: %s", e.ID, d)
			}
		}
	})
}

// TestCut: a file cut anywhere but behind a whole row is an error.
func TestCut(t *testing.T) {
	prim := primRow + strings.Replace(primRow, "1,", "2,", 1) + strings.Replace(primRow, "1,", "3,", 1)
	for at := 1; at < len(prim); at++ {
		dir := set(t, map[string]string{"sdn.csv": prim[:at], "add.csv": addRow, "alt.csv": altRow})
		s, err := Open([]string{dir}, format.ListLimits)
		// The null sign at the end of a row may lack its blank and its last dash.
		tail := strings.TrimRight(prim[:at], "\r\n ")
		last := strings.Repeat("-0- ,", 7) + "-0"
		if whole := (strings.HasSuffix(tail, last) || strings.HasSuffix(tail, last+"-")) && prim[at-1] != '\r'; (err == nil) != whole {
			t.Errorf("cut at %d (%q): whole %v, %v, %v", at, tail[max(0, len(tail)-20):], whole, s, err)
		}
	}
}

// FuzzRead demands that nothing panics, that errors have a place, and that
// remarks lose no number.
func FuzzRead(f *testing.F) {
	f.Add(primRow, addRow, altRow, "1,\"more\"\r\n\x1a")
	f.Add(strings.Replace(primRow, "-0- \r\n", `"DOB circa 1950; a.k.a. 'X'; Passport A1 (Y) expires 2000; alt. Gender Male."`, 1), addRow, altRow, "")
	lim := format.Limits{Bytes: 1 << 20, Ratio: 10, FieldSize: 8 << 10, Members: 8}
	f.Fuzz(func(t *testing.T, prim, add, alt, comments string) {
		dir := set(t, map[string]string{"sdn.csv": prim, "add.csv": add, "alt.csv": alt, "sdn_comments.csv": comments})
		s, err := Open([]string{dir}, lim)
		if err != nil {
			if fe, ok := err.(*format.Error); !ok || fe.File == "" || fe.Msg == "" {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		for e := range s.Entities() {
			if e.First("name") == "" || !strings.HasPrefix(e.ID, IDPrefix) {
				t.Fatalf("%+v", e)
			}
			for _, d := range e.Values("birthDate") {
				if _, err := entity.ParseDate(d); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
