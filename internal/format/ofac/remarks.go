package ofac

import (
	"regexp"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// label says which property the text behind a label of the remarks fills.
type label struct {
	text string
	prop string
}

// labels in the order in which they are tried: longer before shorter where one
// begins the other. Written from the labels that the published lists use.
var labels = []label{
	{"Vessel Registration Identification IMO ", "imoNumber"}, {"Identification Number IMO ", "imoNumber"}, {"IMO ", "imoNumber"},
	{"MMSI ", "mmsi"}, {"Other Vessel Call Sign ", "callSign"}, {"Vessel Call Sign ", "callSign"},
	{"Diplomatic Passport ", "passportNumber"}, {"British National Overseas Passport ", "passportNumber"}, {"Passport ", "passportNumber"},
	{"National ID No. ", "idNumber"}, {"Cedula No. ", "idNumber"}, {"Cedula de Ciudadania No. ", "idNumber"}, {"Identification Number ", "idNumber"},
	{"Personal ID Card ", "idNumber"}, {"D.N.I. ", "idNumber"}, {"C.U.R.P. ", "idNumber"}, {"C.U.I. ", "idNumber"}, {"I.F.E. ", "idNumber"},
	{"Electoral Registry No. ", "idNumber"}, {"Italian Fiscal Code ", "idNumber"}, {"Turkish Identification Number ", "idNumber"},
	{"National Foreign ID Number ", "idNumber"}, {"Stateless Person ID Card ", "idNumber"}, {"Residency Number ", "idNumber"}, {"SSN ", "idNumber"},
	{"Driver's License No. ", "idNumber"}, {"Refugee ID Card ", "idNumber"}, {"Kenyan ID No. ", "idNumber"}, {"Birth Certificate Number ", "idNumber"},
	{"Tax ID No. ", "taxNumber"}, {"NIT # ", "taxNumber"}, {"RUC # ", "taxNumber"}, {"RIF # ", "taxNumber"}, {"R.F.C. ", "taxNumber"}, {"RFC ", "taxNumber"},
	{"V.A.T. Number ", "taxNumber"}, {"C.U.I.T. ", "taxNumber"}, {"C.U.I.P. ", "taxNumber"}, {"RTN ", "taxNumber"}, {"SRE Permit No. ", "registrationNumber"},
	{"Legal Entity Number ", "leiCode"}, {"SWIFT/BIC ", "swiftBic"}, {"D-U-N-S Number ", "dunsCode"}, {"ISIN ", "isin"},
	{"Unified Social Credit Code (USCC) ", "registrationNumber"}, {"Registration ID ", "registrationNumber"}, {"Registration Number ", "registrationNumber"},
	{"Company Number ", "registrationNumber"}, {"Commercial Registry Number ", "registrationNumber"}, {"Business Registration Document # ", "registrationNumber"},
	{"Business Registration Number ", "registrationNumber"}, {"Public Registration Number ", "registrationNumber"}, {"Business Number ", "registrationNumber"},
	{"Folio Mercantil No. ", "registrationNumber"}, {"Matricula Mercantil No ", "registrationNumber"}, {"Trade License No. ", "registrationNumber"},
	{"Government Gazette Number ", "registrationNumber"}, {"Chamber of Commerce Number ", "registrationNumber"}, {"Enterprise Number ", "registrationNumber"},
	{"Certificate of Incorporation Number ", "registrationNumber"}, {"Registered Charity No. ", "registrationNumber"}, {"C.R. No. ", "registrationNumber"},
	{"Aircraft Manufacturer's Serial Number (MSN) ", "serialNumber"}, {"Aircraft Tail Number ", "registrationNumber"}, {"Aircraft Model ", "model"},
	{"Website ", "website"}, {"Website: ", "website"}, {"Email Address ", "email"}, {"Phone Number ", "phone"}, {"Phone No. ", "phone"},
	{"Telephone: ", "phone"}, {"Telephone No. ", "phone"}, {"Telephone ", "phone"},
	{"POB ", "birthPlace"}, {"nationality ", "nationality"}, {"citizen ", "nationality"},
}

// oneWord are the properties whose value has no details behind it.
var oneWord = map[string]bool{"website": true, "email": true}

// wholeText are the properties that take the text as it is.
var wholeText = map[string]bool{"birthPlace": true, "nationality": true, "phone": true, "model": true}

var (
	quotedName = regexp.MustCompile(`^(a\.k\.a\.|f\.k\.a\.|n\.k\.a\.) '(.+)'$`)
	crypto     = regexp.MustCompile(`^Digital Currency Address - ([A-Z0-9]{2,6}) ([0-9A-Za-z:]{10,128})$`)
	detail     = regexp.MustCompile(`\s*(?:\([^()]*\)|\b(?:issued|expires|Issue Date|Expiration Date)\b.*)\s*$`)
	digit      = regexp.MustCompile(`[0-9]`)
	lei        = regexp.MustCompile(`^[0-9A-Z]{18}[0-9]{2}$`)
)

// readRemarks fills properties from the remark text, items parted by "; ". What
// is not understood, and what says more of a number than the number (country,
// dates), is kept as a note of its own, so nothing that was published is lost.
func readRemarks(e *entity.Entity, text string) {
	text = strings.TrimSuffix(text, ".")
	for _, item := range strings.Split(text, "; ") {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		if !readItem(e, strings.TrimPrefix(item, "alt. ")) {
			e.Add("notes", item)
		}
	}
}

// readItem reports whether the properties say all that the item says.
func readItem(e *entity.Entity, item string) bool {
	if m := quotedName.FindStringSubmatch(item); m != nil {
		prop := "weakAlias"
		if m[1] == "f.k.a." {
			prop = "previousName"
		}
		e.Add(prop, m[2])
		return prop == "weakAlias" && m[1] == "a.k.a."
	}
	if m := crypto.FindStringSubmatch(item); m != nil {
		e.Add("cryptoAddress", m[1]+" "+m[2])
		return true
	}
	if s, ok := strings.CutPrefix(item, "DOB "); ok {
		return addDate(e, "birthDate", s)
	}
	if s, ok := strings.CutPrefix(item, "Organization Established Date "); ok {
		return addDate(e, "incorporationDate", s)
	}
	switch item {
	case "Gender Male", "Gender Female":
		e.Add("gender", strings.ToLower(item[len("Gender "):]))
		return true
	}
	for _, l := range labels {
		if s, ok := strings.CutPrefix(item, l.text); ok {
			return addLabelled(e, l.prop, strings.TrimSpace(s))
		}
	}
	return false
}

// addLabelled adds the text behind a label and reports whether the property
// says all of it.
func addLabelled(e *entity.Entity, prop, s string) bool {
	switch {
	case wholeText[prop]:
		e.Add(prop, s)
		return true
	case oneWord[prop]:
		if strings.ContainsAny(s, " ,") {
			return false
		}
		e.Add(prop, s)
		return true
	}
	value := s
	for {
		cut := strings.TrimSpace(detail.ReplaceAllString(value, ""))
		if cut == value {
			break
		}
		value = cut
	}
	if !digit.MatchString(value) && prop != "swiftBic" || len(value) > 64 {
		return false // "Passport unknown" says no number
	}
	if prop == "leiCode" && !lei.MatchString(value) {
		prop = "registrationNumber" // the label is also used for national numbers
	}
	e.Add(prop, value)
	return value == s
}

// addDate adds the date in the form that all readers use, or reports false where
// the text says none.
func addDate(e *entity.Entity, prop, s string) bool {
	d, ok := format.Date(s)
	if ok {
		e.Add(prop, d)
	}
	return ok
}
