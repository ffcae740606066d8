package entities

import (
	"encoding/csv"
	"os"
	"testing"

	"github.com/sekifuda/sekifuda/internal/resolve"
)

func TestDbgCSV(t *testing.T) {
	out := os.Getenv("DBGCSV")
	if out == "" {
		t.Skip()
	}
	rs, truth := Persons(5000, 5)
	f, _ := os.Create(out)
	w := csv.NewWriter(f)
	w.Write([]string{"unique_id", "cluster", "full_name", "first_and_surname", "first_name", "surname", "dob", "birth_place", "postcode_fake", "gender", "occupation"})
	get := func(r *resolve.Record, f resolve.Field) string {
		if v := r.Values[f]; len(v) > 0 {
			return v[0]
		}
		return ""
	}
	for _, r := range rs {
		w.Write([]string{r.ID, truth[r.ID], get(r, resolve.Name), get(r, resolve.GivenName) + " " + get(r, resolve.FamilyName), get(r, resolve.GivenName), get(r, resolve.FamilyName), get(r, resolve.BirthDate), get(r, resolve.BirthPlace), get(r, resolve.Postcode), get(r, resolve.Gender), get(r, resolve.Occupation)})
	}
	w.Flush()
	f.Close()
}
