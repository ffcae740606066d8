package intake

import (
	"maps"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/resolve"
)

// readFeatures reads entity specification JSON: DATA_SOURCE, RECORD_ID, and
// attributes flat, in lists, or in FEATURES.
func readFeatures(name string, lines []object, o Options) (*File, error) {
	f := &File{}
	for _, l := range lines {
		id := first(l.obj["RECORD_ID"])
		if id == "" {
			return nil, &format.Error{File: name, Line: l.line, Msg: "RECORD_ID is missing"}
		}
		rec := &resolve.Record{Source: name, Values: map[resolve.Field][]string{}}
		rec.ID = joinTexts(":", first(l.obj["DATA_SOURCE"]), id)
		flat := map[string]string{}
		for _, k := range slices.Sorted(maps.Keys(l.obj)) {
			if slices.Contains(o.Ignore, k) {
				continue
			}
			switch v := l.obj[k].(type) {
			case []any: // FEATURES, or a list of one kind
				for _, x := range v {
					if m, ok := x.(map[string]any); ok {
						feature(rec, strings1(m))
					}
				}
			case map[string]any:
			default:
				flat[strings.ToUpper(k)] = first(v)
			}
		}
		feature(rec, flat)
		f.Records = append(f.Records, rec)
	}
	return f, nil
}

func first(v any) string {
	if ts := texts(v); len(ts) > 0 {
		return ts[0]
	}
	return ""
}

func strings1(m map[string]any) map[string]string {
	out := map[string]string{}
	for k, v := range m {
		out[strings.ToUpper(k)] = first(v)
	}
	return out
}

// usages are words in front of an attribute that only say what it is used for.
func attribute(m map[string]string, name string) string {
	if v := m[name]; v != "" {
		return v
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if strings.HasSuffix(k, "_"+name) {
			return m[k]
		}
	}
	return ""
}

// feature adds the attributes that stand together.
func feature(r *resolve.Record, m map[string]string) {
	get := func(name string) string { return strings.TrimSpace(attribute(m, name)) }
	add := func(f resolve.Field, v string) { put(r, string(f), v) }
	if t := get("RECORD_TYPE"); t != "" {
		r.Schema = schemaOf(t)
	}
	if org := get("NAME_ORG"); org != "" {
		add(resolve.Name, org)
		if r.Schema == "" {
			r.Schema = "Organization"
		}
	}
	add(resolve.Name, get("NAME_FULL"))
	if g, f := get("NAME_FIRST"), joinTexts(" ", get("NAME_LAST"), get("NAME_SUFFIX")); g+f != "" {
		if r.Schema == "" {
			r.Schema = "Person"
		}
		if len(r.Values[resolve.GivenName]) == len(r.Values[resolve.FamilyName]) { // kept in step, so that parts stay together
			r.Values[resolve.GivenName] = append(r.Values[resolve.GivenName], g)
			r.Values[resolve.FamilyName] = append(r.Values[resolve.FamilyName], f)
		}
		add(resolve.MiddleName, get("NAME_MIDDLE"))
	}
	// The postcode is one of the words of the address: a second field of it would
	// count a move twice.
	add(resolve.Address, joinTexts(", ", get("ADDR_FULL"), get("ADDR_LINE1"), get("ADDR_LINE2"), get("ADDR_LINE3"), get("ADDR_CITY"), joinTexts(" ", get("ADDR_STATE"), get("ADDR_POSTAL_CODE"))))
	add(resolve.Phone, get("PHONE_NUMBER"))
	add(resolve.Email, get("EMAIL_ADDRESS"))
	add(resolve.Website, get("WEBSITE_ADDRESS"))
	add(resolve.BirthDate, get("DATE_OF_BIRTH"))
	add(resolve.BirthPlace, get("PLACE_OF_BIRTH"))
	add(resolve.Gender, gender(get("GENDER")))
	add(resolve.Employer, joinTexts(" ", get("EMPLOYER"), get("EMPLOYER_NAME")))
	for attr, kind := range identifiers {
		if v := get(attr); v != "" {
			if t := get(strings.TrimSuffix(attr, "_NUMBER") + "_TYPE"); t != "" && kind != "ssn" {
				kind += " " + strings.ToLower(t)
			}
			add(resolve.ID(kind), v)
		}
	}
	if k := get("REL_POINTER_KEY"); k != "" {
		r.Discloses = append(r.Discloses, resolve.Disclosure{To: joinTexts(":", get("REL_POINTER_DOMAIN"), k), Role: get("REL_POINTER_ROLE")})
	}
}

var identifiers = map[string]string{
	"SSN_NUMBER": "ssn", "SSN_LAST4": "ssn", "PASSPORT_NUMBER": "passport", "DRIVERS_LICENSE_NUMBER": "licence", "NATIONAL_ID_NUMBER": "national",
	"TAX_ID_NUMBER": "tax", "OTHER_ID_NUMBER": "other", "LEI_NUMBER": "lei", "DUNS_NUMBER": "duns", "NPI_NUMBER": "npi", "ACCOUNT_NUMBER": "account", "TRUSTED_ID_NUMBER": "trusted",
}

// gender gives one letter, and nothing for what says nothing.
func gender(s string) string {
	switch strings.ToUpper(s) {
	case "M", "MALE":
		return "m"
	case "F", "FEMALE":
		return "f"
	}
	return ""
}
