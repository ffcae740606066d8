package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
)

func TestRoles(t *testing.T) {
	for header, want := range map[string]string{
		"unique_id,cluster,full_name,first_name,surname,dob,birth_place,postcode_fake": "id ignore name given_name family_name birth_date birth_place postcode",
		"Id,Source,Site name,Address,Zip,Phone,Agency,Length of Day":                   "id ignore organisation_name address postcode phone x:agency x:length_of_day",
		"rec_id, given_name, surname, street_number, address_1, address_2, soc_sec_id": "id given_name family_name house_number street unit id:ssn",
		"nr,Program Name,Email Address":                                                "x:nr name email",
		"recordId,firstName,LastName,Nationality":                                      "x:record_id given_name family_name ignore",
	} {
		names := strings.Split(header, ",")
		var got []string
		for _, c := range roles(names, Options{}, func(i int) bool { return !strings.HasPrefix(names[i], "recordId") }) {
			got = append(got, c.Role)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s:\n got %s\nwant %s", header, s, want)
		}
	}
}

func TestLabelsAreNoEvidence(t *testing.T) {
	f, err := Read("a.csv", strings.NewReader("id,cluster,label,source,name\n1,x,y,z,A\n2,x,y,z,B\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range f.Records {
		if len(r.Values) != 1 {
			t.Errorf("%s has %v", r.ID, r.Values)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", "id,name\n1,\"a\nb\"\n")
	f.Add("a.jsonl", `{"DATA_SOURCE":"A","RECORD_ID":"1","FEATURES":[{"NAME_FIRST":"a"}]}`)
	f.Add("a.json", `[{"id":1,"name":["a","b"]}]`)
	f.Fuzz(func(t *testing.T, name, text string) {
		in, err := Read(name, strings.NewReader(text), Options{})
		var bad *format.Error
		if err != nil && !errors.As(err, &bad) && !strings.HasPrefix(err.Error(), "read ") {
			t.Fatalf("an error without a place: %v", err)
		}
		if err == nil {
			for _, r := range in.Records {
				if r.ID == "" {
					t.Fatal("a record without an id")
				}
			}
		}
	})
}

func FuzzReadMap(f *testing.F) {
	f.Add("a: name\n")
	f.Fuzz(func(t *testing.T, text string) { _, _ = ReadMap("m.yaml", []byte(text)) })
}
