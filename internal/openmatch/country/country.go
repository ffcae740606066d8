// Package country knows the codes of countries that entities use, and their
// English names.
package country

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"

	"github.com/sekifuda/sekifuda/internal/script"
)

// also are names and codes besides those of the standard's tables, and
// codes of what is no country there.
var also = map[string]string{
	"uk": "gb", "great britain": "gb", "england": "gb", "usa": "us", "united states of america": "us", "america": "us", "russian federation": "ru",
	"czech republic": "cz", "ivory coast": "ci", "burma": "mm", "macedonia": "mk", "north korea": "kp", "dprk": "kp", "democratic people's republic of korea": "kp",
	"south korea": "kr", "republic of korea": "kr", "syrian arab republic": "sy", "viet nam": "vn", "turkiye": "tr", "holland": "nl", "the netherlands": "nl",
	"people's republic of china": "cn", "islamic republic of iran": "ir", "swaziland": "sz", "cape verde": "cv", "east timor": "tl", "palestine": "ps",
	"hong kong": "hk", "macau": "mo", "macao": "mo", "soviet union": "suhh", "yugoslavia": "yucs", "czechoslovakia": "cshh", "german democratic republic": "dd",
	"european union": "eu", "kosovo": "xk", "democratic republic of the congo": "cd", "republic of the congo": "cg", "the gambia": "gm", "the bahamas": "bs",
}

// more are what codes are called that are no country of the standard.
var more = map[string]string{"suhh": "Soviet Union", "yucs": "Yugoslavia", "cshh": "Czechoslovakia", "dd": "German Democratic Republic",
	"csxx": "Serbia and Montenegro", "eu": "European Union", "xk": "Kosovo", "zz": "Global"}

type table struct {
	codes  map[string]string // by folded name
	labels map[string]string // by code
}

// names has the English names of all countries.
var names = sync.OnceValue(func() table {
	t := table{codes: map[string]string{}, labels: map[string]string{}}
	english := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.String() != code {
				continue
			}
			name, lower := english.Name(r), strings.ToLower(code)
			if name == "" || also[lower] != "" {
				continue
			}
			t.labels[lower] = name
			t.codes[key(name)] = lower
			if iso3 := r.ISO3(); len(iso3) == 3 {
				t.codes[strings.ToLower(iso3)] = lower
			}
		}
	}
	for name, code := range also {
		t.codes[name] = code
	}
	for code, label := range more {
		t.labels[code] = label
	}
	return t
})

// key writes a name in one way, without the marks of its letters.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(script.Fold(s)))
}

// Code finds the code of a country by its code or English name; "" for none.
func Code(v string) string {
	if len(v) == 2 && v[0] >= 'a' && v[1] >= 'a' && names().labels[v] != "" {
		return v // what nearly all are
	}
	t := names()
	folded := key(v)
	if last, first, ok := strings.Cut(folded, ", "); ok { // Korea, North
		folded = first + " " + last
	}
	if code, ok := also[folded]; ok {
		return code
	}
	base, _, _ := strings.Cut(folded, "-") // gb-sct
	if t.labels[base] != "" && len(base) <= 4 {
		return folded
	}
	return t.codes[folded]
}

// Label is what a code is called, the code where that is not known.
func Label(code string) string {
	if l := names().labels[code]; l != "" {
		return l
	}
	base, _, _ := strings.Cut(code, "-")
	if l := names().labels[base]; l != "" {
		return l + " (" + code + ")"
	}
	return code
}
