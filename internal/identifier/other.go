package identifier

import (
	"fmt"
	"strings"
)

// Other is an identifier with its kind.
type Other struct {
	Kind  string // lei, passport, tax, imo, registration, national_id, corporate_number, …
	Value string // folded
}

// Key is the exact key "id:kind:value".
func (o Other) Key() string { return "id:" + o.Kind + ":" + o.Value }

// KeyIdentifier folds an identifier into the exact key "id:kind:value", so
// that spellings of one number meet. "" means that the value cannot be one of
// its kind.
func KeyIdentifier(kind, value string) string {
	o, err := foldIdentifier(kind, value)
	if err != nil {
		return ""
	}
	return o.Key()
}

// ParseIdentifier reads "kind:value". ErrFormat means a missing kind or a value
// that cannot be of that kind, ErrCheckDigit a failing check digit.
func ParseIdentifier(s string) (Other, error) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "id:")
	kind, value, ok := strings.Cut(s, ":")
	if !ok {
		return Other{}, fmt.Errorf("identifier: want kind:value: %w", ErrFormat)
	}
	return foldIdentifier(kind, value)
}

// kindNames maps the names under which sources know a kind to ours.
var kindNames = map[string]string{
	"lei": "lei", "leicode": "lei", "passport": "passport", "passportnumber": "passport", "imo": "imo", "imonumber": "imo",
	"tax": "tax", "taxid": "tax", "taxnumber": "tax", "tin": "tax", "inn": "tax", "registration": "registration", "registrationnumber": "registration",
	"nationalid": "national_id", "idnumber": "national_id", "id": "national_id", "corporatenumber": "corporate_number", "houjinbangou": "corporate_number",
	"mmsi": "mmsi", "swift": "swift", "bic": "swift", "swiftbic": "swift", "duns": "duns", "ogrn": "ogrn", "ogrncode": "ogrn", "crypto": "crypto", "vat": "vat", "vatcode": "vat",
}

func foldIdentifier(kind, value string) (Other, error) {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(kind))
	if known := kindNames[name]; known != "" {
		name = known
	}
	if name == "" {
		return Other{}, fmt.Errorf("identifier: no kind: %w", ErrFormat)
	}
	o := Other{Kind: name, Value: compactValue(value, name != "crypto")}
	if o.Value == "" || len(o.Value) > 128 {
		return Other{}, fmt.Errorf("identifier %s: nothing to compare, or too long: %w", name, ErrFormat)
	}
	return o, checkIdentifier(&o)
}

// compactValue keeps letters and digits, upper case where case says nothing.
func compactValue(s string, upper bool) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 0x80 && r != 0xFFFD && !isDash(r) && !isIgnorable(r):
			return r
		case r >= 'a' && r <= 'z':
			if upper {
				return r - 'a' + 'A'
			}
			return r
		}
		return -1
	}, plainCase(s))
}

// checkIdentifier applies the check digits of the kinds that have one.
func checkIdentifier(o *Other) error {
	switch o.Kind {
	case "lei":
		return checkLEI(o.Value)
	case "imo":
		o.Value = strings.TrimPrefix(o.Value, "IMO")
		return checkIMO(o.Value)
	case "corporate_number":
		number, err := CorporateNumber(o.Value)
		if err == nil {
			o.Value = number
		}
		return err
	}
	return nil
}

// checkLEI wants 20 letters and digits whose number is 1 modulo 97.
func checkLEI(v string) error {
	if len(v) != 20 {
		return fmt.Errorf("lei: %d characters instead of 20: %w", len(v), ErrFormat)
	}
	rest := 0
	for i := range len(v) {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return fmt.Errorf("lei: character at byte %d: %w", i, ErrFormat)
		}
	}
	if rest != 1 {
		return fmt.Errorf("lei: %w", ErrCheckDigit)
	}
	return nil
}

// checkIMO wants seven digits, the last the end of the weighted sum 7 to 2.
// The numbers of companies have seven digits too and other weights.
func checkIMO(v string) error {
	if len(v) != 7 || strings.Trim(v, "0123456789") != "" {
		return fmt.Errorf("imo: want 7 digits: %w", ErrFormat)
	}
	ship := 0
	for i := range 6 {
		ship += int(v[i]-'0') * (7 - i)
	}
	company := 0
	for i, w := range [6]int{8, 6, 4, 2, 9, 7} {
		company += int(v[i]-'0') * w
	}
	last := int(v[6] - '0')
	if ship%10 != last && (11-company%11)%10 != last {
		return fmt.Errorf("imo: %w", ErrCheckDigit)
	}
	return nil
}
