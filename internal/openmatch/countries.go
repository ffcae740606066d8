package openmatch

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/sekifuda/sekifuda/internal/script"
)

// moreCountries are names and codes besides those of the standard's tables, and
// codes of what is no country there.
var moreCountries = map[string]string{
	"uk": "gb", "great britain": "gb", "england": "gb", "usa": "us", "united states of america": "us", "america": "us", "russian federation": "ru",
	"czech republic": "cz", "ivory coast": "ci", "burma": "mm", "macedonia": "mk", "north korea": "kp", "dprk": "kp", "democratic people's republic of korea": "kp",
	"south korea": "kr", "republic of korea": "kr", "syrian arab republic": "sy", "viet nam": "vn", "turkiye": "tr", "holland": "nl", "the netherlands": "nl",
	"people's republic of china": "cn", "islamic republic of iran": "ir", "swaziland": "sz", "cape verde": "cv", "east timor": "tl", "palestine": "ps",
	"hong kong": "hk", "macau": "mo", "macao": "mo", "soviet union": "suhh", "yugoslavia": "yucs", "czechoslovakia": "cshh", "german democratic republic": "dd",
	"european union": "eu", "kosovo": "xk",
}

// countryLabels are what codes are called that are no country of the standard.
var countryLabels = map[string]string{"suhh": "Soviet Union", "yucs": "Yugoslavia", "cshh": "Czechoslovakia", "dd": "German Democratic Republic",
	"csxx": "Serbia and Montenegro", "eu": "European Union", "xk": "Kosovo", "zz": "Global"}

type countryTable struct {
	codes  map[string]string // by folded name
	labels map[string]string // by code
}

// countryNames has the English names of all countries.
var countryNames = sync.OnceValue(func() countryTable {
	t := countryTable{codes: map[string]string{}, labels: map[string]string{}}
	english := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.String() != code {
				continue
			}
			name, lower := english.Name(r), strings.ToLower(code)
			t.labels[lower] = name
			t.codes[script.Fold(name)] = lower
			if iso3 := r.ISO3(); len(iso3) == 3 {
				t.codes[strings.ToLower(iso3)] = lower
			}
		}
	}
	for name, code := range moreCountries {
		t.codes[name] = code
	}
	for code, label := range countryLabels {
		t.labels[code] = label
	}
	return t
})

// countryCode finds the code of a country by its code or English name; "" for
// none.
func countryCode(v string) string {
	t := countryNames()
	folded := script.Fold(v)
	if code, ok := moreCountries[folded]; ok {
		return code
	}
	base, _, _ := strings.Cut(folded, "-") // gb-sct
	if t.labels[base] != "" && len(base) <= 4 {
		return folded
	}
	return t.codes[folded]
}

// countryLabel is what a code is called, the code where that is not known.
func countryLabel(code string) string {
	if l := countryNames().labels[code]; l != "" {
		return l
	}
	base, _, _ := strings.Cut(code, "-")
	if l := countryNames().labels[base]; l != "" {
		return l + " (" + code + ")"
	}
	return code
}
