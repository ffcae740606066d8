package match

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestReadForeign(t *testing.T) {
	for _, c := range []struct {
		in                   string
		words, numbers, unit []string
		box, country         string
		postal               []string
	}{
		{"Unit C2, 2nd Floor, Building No. 29, 14 Harbour Street, Port Vesta 15179, Iran", []string{"harbour", "port", "vesta"}, []string{"14"}, []string{"c2", "2"}, "", "ir", []string{"15179"}},
		{"PO Box 2656, Liva Street, Abu Dhabi, United Arab Emirates", []string{"liva", "abu", "dhabi"}, nil, nil, "2656", "ae", nil},
		{"P.O. Box 12, Port Vesta", []string{"port", "vesta"}, nil, nil, "12", "", nil},
		{"Hauptstraße 5, 10115 Köln, Deutschland", []string{"haupt", "cologne"}, []string{"5"}, nil, "", "de", []string{"10115"}},
		{"ул. Гаванская, 14, Москва", []string{"gavanskaya", "moscow"}, []string{"14"}, nil, "", "", nil},
		{"10 Mill Lane, Otherton AB1 2CD, United Kingdom", []string{"mill", "otherton"}, []string{"10"}, nil, "", "gb", []string{"ab12cd"}},
		{"Vaatjesstraat 29, 2580 Putte, Belgium", []string{"vaatjes", "putte"}, []string{"29"}, nil, "", "be", []string{"2580"}},
		{"#302, 14 5th Avenue, Port Vesta, USA", []string{"5th", "port", "vesta"}, []string{"14"}, []string{"302"}, "", "us", nil},
		{"", nil, nil, nil, "", "", nil},
	} {
		a := readForeign(c.in)
		if !slices.Equal(a.words, c.words) || !slices.Equal(a.numbers, c.numbers) || a.box != c.box || a.country != c.country || !slices.Equal(a.postal, c.postal) {
			t.Errorf("%q is read as %+v", c.in, a)
		}
		for _, u := range c.unit {
			if !slices.Contains(a.units, u) {
				t.Errorf("%q: unit %s is not in %q", c.in, u, a.units)
			}
		}
	}
}

func TestForeignDegree(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		agrees bool
		why    string
	}{
		{"14 Harbour Street, Port Vesta", "14 Harbour Str., Port Vesta, Freedonia", true, ""},
		{"14 Harbour Street, Port Vesta", "14 Harbour Avenue, Port Vesta", false, "other_street"},
		{"Harbour Street 14, Floor 3, Port Vesta", "14 Harbour St, 3rd fl, Port Vesta", true, ""},
		{"Suite 300, 14 Harbour Street, Port Vesta", "Ste. 301, 14 Harbour Street, Port Vesta", true, "building_differs"},
		{"Suite 300, 14 Harbour Street, Port Vesta", "300 Harbour Street, Port Vesta", false, "other_number"},
		{"14 Harbour Street, Port Vesta 85043", "14 Harbour Street, Port Vesta 85044", false, "other_postal_code"},
		{"14 Harbour Street, Port Vesta 85043-1234", "14 Harbour Street, Port Vesta 85043", true, ""},
		{"14 Harbour Street, Port Vesta, France", "14 Harbour Street, Port Vesta, Italy", false, "other_country"},
		{"PO Box 77, Port Vesta, Kenya", "P.O. Box 77, Port Vesta, Kenya", true, ""},
		{"PO Box 77, Port Vesta, Kenya", "P.O. Box 78, Port Vesta, Kenya", false, "other_number"},
		{"PO Box 77, Port Vesta", "77 Harbour Street, Port Vesta", false, "no_number"},
		{"Hafenstraße 14, 80331 München", "Hafenstr. 14, 80331 Munich, Germany", true, ""},
		{"ул. Гаванская 14, Москва", "14 Gavanskaya ulitsa, Moscow, Russia", true, ""},
		{"Rue du Port 14, 75001 Vestaville", "14 rue du Port, Vestaville 75001, France", true, ""},
		{"Via Roma 14, Firenze", "14 Via Roma, Florence, Italy", true, ""},
		{"1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo", "東京都千代田区霞が関1丁目3番1号", true, ""},
		{"1-3-2 Kasumigaseki, Chiyoda-ku, Tokyo", "東京都千代田区霞が関1丁目3番1号", false, "other_number"},
	} {
		degree, why := addressDegree(c.a, c.b)
		back, whyBack := addressDegree(c.b, c.a)
		if (degree >= Agrees) != c.agrees || why != c.why || back != degree || whyBack != why {
			t.Errorf("%q, %q: %d %q, the other way %d %q, want agrees %v %q", c.a, c.b, degree, why, back, whyBack, c.agrees, c.why)
		}
	}
}

// Any text is read, and an address that has a number and a name agrees with itself.
func TestReadForeignProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringN(0, 200, 600).Draw(t, "s")
		a := readForeign(s)
		if d, _ := foreignDegree(&a, &a); d < 0 || d > Full {
			t.Fatalf("%q: %d", s, d)
		}
	})
}

func BenchmarkAddressDegree(b *testing.B) {
	for b.Loop() {
		addressDegree("Suite 300, 14 Harbour Street, Port Vesta 85043, USA", "14 Harbour St, Ste 300, Port Vesta, United States")
	}
}
