package intake

import (
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/resolve"
)

// Roles beside fields.
const (
	roleID     = "id"
	roleIgnore = "ignore"
	roleSchema = "schema"
	roleBody   = "organisation_name" // resolve.Name of what is no person
)

// folded writes a column's name in one way: lower case, words joined by _.
func folded(s string) string {
	var b strings.Builder
	low := false
	for i, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			if low && i > 0 {
				b.WriteByte('_') // firstName
			}
			b.WriteRune(r + 'a' - 'A')
			low = false
			continue
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= 0x80:
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
		low = r >= 'a' && r <= 'z'
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '_' }), "_")
}

// byName has the roles of common column names.
const names = `
given_name first_name firstname fname given_name given forename name_first given_names first
family_name last_name lastname lname surname family_name family name_last last
middle_name middle_name middlename middle name_middle middle_initial
name full_name fullname name_full person_name name customer_name client_name
organisation_name organisation_name organization_name organisation organization org_name name_org company_name company business_name business site_name facility_name trading_name legal_name entity_name school_name provider_name store_name hospital_name corporate_name agency_name facility institution school provider vendor supplier firm org site agency
birth_date dob date_of_birth birth_date birthdate birthday born birth year_of_birth birth_year yob dateofbirth
birth_place birth_place birthplace place_of_birth pob
address address full_address addr addr_full address_full street_address addr_line1 address_line_1 address_line1 addressline1 mailing_address postal_address
house_number street_number house_number houseno house_no street_no streetnumber
street address_1 address1 street street_name addr1
unit address_2 address2 addr2 address_line_2 addr_line2 unit apartment apt flat building
city city town suburb locality municipality addr_city village place_of_residence
postcode postcode zip zipcode zip_code postal_code postalcode post_code addr_postal_code pcode plz postcode_fake
region state province region county prefecture addr_state
phone phone telephone tel mobile cell phone_number telephone_number mobile_number cellphone phone_no contact_number
fax fax fax_number
email email e_mail email_address mail emailaddress
website website url web homepage domain website_address
gender gender sex
occupation occupation job job_title profession
employer employer employer_name
device device device_id fingerprint
payment_token payment_token card_token
id:ssn ssn soc_sec_id social_security_number social_security soc_sec ssn_number
id:passport passport passport_number passport_no
id:licence drivers_license driver_license drivers_license_number driving_licence license_number dl_number drlic
id:tax tax_id tax_number tax_id_number vat vat_number ein tin
id:lei lei lei_number
id:national national_id national_id_number nin
id:register registration_number company_number register_number corporate_number crn
id:account account account_number account_no
schema record_type entity_type schema type_of_entity
ignore cluster cluster_id label labels true_id trueid true_cluster truth entity_id ground_truth is_match match source source_file data_source dataset file filename origin_file row row_number line timestamp created_at updated_at created updated last_updated country addr_country nationality ethnicity race citizenship name_type addr_type phone_type
`

var byName = table(names)

func table(text string) map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		ws := strings.Fields(line)
		for _, w := range ws[1:] {
			m[w] = ws[0]
		}
	}
	return m
}

// idNames are columns of ids, the likeliest first.
var idNames = []string{"unique_id", "record_id", "rec_id", "recid", "uid", "uuid", "id", "row_id", "key", "external_id", "rid", "recordid"}

// roles guesses what each column means. distinct says of a column whether all of
// its values are there and differ.
func roles(columns []string, o Options, distinct func(int) bool) []Column {
	out := make([]Column, len(columns))
	taken := map[string]bool{}
	for i, c := range columns {
		c = strings.TrimSpace(c)
		out[i] = Column{c, guess(folded(c))}
		if r, ok := o.Map[c]; ok {
			out[i].Role = r
		}
		if slices.Contains(o.Ignore, c) {
			out[i].Role = roleIgnore
		}
		taken[out[i].Role] = true
	}
	if o.ID != "" {
		for i := range out {
			if out[i].Name == o.ID {
				out[i].Role = roleID
			}
		}
	} else if !taken[roleID] {
		if i := guessID(out, distinct); i >= 0 {
			out[i].Role = roleID
		}
	}
	oneName(out)
	// Street and number in two columns are parts, in one they are an address.
	if !taken[string(resolve.HouseNumber)] && !taken[string(resolve.Address)] {
		for i := range out {
			if out[i].Role == string(resolve.Street) {
				out[i].Role = string(resolve.Address)
			}
		}
	}
	return out
}

// bodyNames are the columns of names of organisations, the likeliest first.
var bodyNames = func() []string {
	for _, line := range strings.Split(names, "\n") {
		if ws := strings.Fields(line); len(ws) > 0 && ws[0] == roleBody {
			return ws[1:]
		}
	}
	return nil
}()

// oneName leaves the likeliest column of a name: a site's name and its agency's
// are not two names of one thing. Where there is none at all, a column whose
// name says "name" or "title" is it.
func oneName(cols []Column) {
	best := -1
	named := false
	for i := range cols {
		switch cols[i].Role {
		case string(resolve.Name), string(resolve.GivenName), string(resolve.FamilyName):
			named = true
		case roleBody:
			if best < 0 || likelier(cols[i], cols[best]) {
				best = i
			}
		}
	}
	for i := range cols {
		if cols[i].Role == roleBody && i != best {
			cols[i].Role = "x:" + folded(cols[i].Name)
		}
	}
	if named || best >= 0 {
		return
	}
	for i := range cols {
		n := strings.Split(folded(cols[i].Name), "_")
		if strings.HasPrefix(cols[i].Role, "x:") && (slices.Contains(n, "name") || slices.Contains(n, "title")) {
			cols[i].Role = string(resolve.Name)
			return
		}
	}
}

func likelier(a, b Column) bool {
	x, y := slices.Index(bodyNames, folded(a.Name)), slices.Index(bodyNames, folded(b.Name))
	return x >= 0 && (y < 0 || x < y)
}

func guessID(cols []Column, distinct func(int) bool) int {
	for _, name := range idNames {
		for i := range cols {
			if folded(cols[i].Name) == name && cols[i].Role != roleIgnore && distinct(i) {
				return i
			}
		}
	}
	if len(cols) > 0 && strings.HasSuffix(folded(cols[0].Name), "id") && cols[0].Role != roleIgnore && distinct(0) {
		return 0
	}
	return -1
}

// guess gives the role of a column by its name.
func guess(name string) string {
	if r, ok := byName[name]; ok {
		return r
	}
	has := func(ws ...string) bool {
		for _, w := range ws {
			if slices.Contains(strings.Split(name, "_"), w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("cluster", "label", "labels"):
		return roleIgnore
	case has("first") && has("surname", "last"):
		return string(resolve.Name)
	case has("postcode", "zip", "zipcode", "postal"):
		return string(resolve.Postcode)
	case has("phone", "telephone", "mobile"):
		return string(resolve.Phone)
	case has("fax"):
		return "fax"
	case has("email"):
		return string(resolve.Email)
	case has("dob", "birthdate"), has("birth") && has("date"):
		return string(resolve.BirthDate)
	case has("birth") && has("place", "city", "town"):
		return string(resolve.BirthPlace)
	case has("surname"), has("last", "family") && has("name"):
		return string(resolve.FamilyName)
	case has("first", "given") && has("name"):
		return string(resolve.GivenName)
	case has("passport", "ssn"), has("id", "number", "no", "code") && has("national", "tax", "provider", "licence", "license", "registration"):
		return "id:" + name
	case has("website", "url"):
		return string(resolve.Website)
	}
	return "x:" + name
}

// put adds a value to a record in the role of its column.
func put(r *resolve.Record, role, value string) {
	value = strings.TrimSpace(value)
	if value == "" || role == roleIgnore {
		return
	}
	switch role {
	case roleID:
		r.ID = value
		return
	case roleSchema:
		r.Schema = schemaOf(value)
		return
	case roleBody:
		role = string(resolve.Name)
	}
	f := resolve.Field(role)
	if !slices.Contains(r.Values[f], value) {
		r.Values[f] = append(r.Values[f], value)
	}
}

func schemaOf(s string) string {
	switch s = strings.ToLower(s); {
	case strings.HasPrefix(s, "person"), s == "individual", s == "natural person":
		return "Person"
	case strings.HasPrefix(s, "org"), strings.HasPrefix(s, "compan"), s == "legal entity", s == "business":
		return "Organization"
	}
	return ""
}
