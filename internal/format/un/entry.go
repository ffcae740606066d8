package un

import (
	"regexp"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// entry makes an entity of one INDIVIDUAL or ENTITY; why says what is missing.
func entry(n *format.Node) (e entity.Entity, why string) {
	e = entity.Entity{Schema: entity.Organization, Datasets: []string{Dataset}, Target: true}
	if n.Name == "INDIVIDUAL" {
		e.Schema = entity.Person
	}
	id := text(n, "REFERENCE_NUMBER")
	if id == "" {
		id = text(n, "DATAID")
	}
	if id == "" {
		return e, "it has neither REFERENCE_NUMBER nor DATAID"
	}
	e.ID = IDPrefix + id
	name := words(n, "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
	original := clean(n.Child("NAME_ORIGINAL_SCRIPT"))
	if name == "" && original == "" {
		return e, id + " has no name"
	}
	e.Add("name", name)
	e.Add("name", original)
	e.Caption = e.First("name")
	e.Add("program", text(n, "UN_LIST_TYPE"))
	if listed := text(n, "LISTED_ON"); len(listed) >= 10 { // some carry a zone: 2015-08-03-04:00
		if d, ok := format.Date(listed[:10]); ok {
			e.Add("listingDate", d)
		}
	}
	if g := strings.ToLower(text(n, "GENDER")); g == "male" || g == "female" {
		e.Add("gender", g)
	}
	e.Add("notes", strings.TrimSpace(n.Child("COMMENTS1")))
	for _, c := range n.Children {
		child(&e, c)
	}
	return e, ""
}

// child reads the parts that can be there more than once.
func child(e *entity.Entity, c *format.Node) {
	switch c.Name {
	case "INDIVIDUAL_ALIAS", "ENTITY_ALIAS":
		addAlias(e, c)
	case "INDIVIDUAL_DATE_OF_BIRTH":
		addBirth(e, c)
	case "INDIVIDUAL_PLACE_OF_BIRTH":
		e.Add("birthPlace", place(c, "STREET", "CITY", "STATE_PROVINCE", "COUNTRY"))
	case "INDIVIDUAL_DOCUMENT":
		addDocument(e, c)
	case "INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS":
		country := text(c, "COUNTRY")
		// A country alone is no address: it would agree with too much.
		if a := place(c, "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE"); a != "" {
			e.Add("address", place(c, "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"))
		}
		e.Add("country", country)
		e.Add("notes", text(c, "NOTE"))
	case "DESIGNATION":
		addValues(e, "position", c)
	case "TITLE":
		addValues(e, "title", c)
	case "NATIONALITY":
		addValues(e, "nationality", c)
	case "LAST_DAY_UPDATED":
		for _, v := range c.Children {
			if d, ok := format.Date(clean(v.Text)); ok && d > e.LastChange {
				e.LastChange = d
			}
		}
	}
}

func addValues(e *entity.Entity, prop string, c *format.Node) {
	for _, v := range c.Children {
		if v.Name == "VALUE" {
			e.Add(prop, clean(v.Text))
		}
	}
}

// addAlias reads another name. Births that are told of an alias count as told of
// the person: one more date that may agree.
func addAlias(e *entity.Entity, c *format.Node) {
	prop := "alias"
	switch text(c, "QUALITY") {
	case "Low":
		prop = "weakAlias"
	case "f.k.a.":
		prop = "previousName"
	}
	e.Add(prop, text(c, "ALIAS_NAME"))
	if d, ok := format.Date(text(c, "DATE_OF_BIRTH")); ok {
		e.Add("birthDate", d)
	}
	e.Add("birthPlace", place(c, "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"))
	e.Add("notes", text(c, "NOTE"))
}

// addBirth reads the forms of a birth date: exact, approximate, between years.
func addBirth(e *entity.Entity, c *format.Node) {
	s := text(c, "DATE")
	if s == "" {
		s = text(c, "YEAR")
	}
	if from, to := text(c, "FROM_YEAR"), text(c, "TO_YEAR"); s == "" && from != "" {
		s = from
		if to != "" && to != from {
			s = from + " to " + to
		}
	}
	if text(c, "TYPE_OF_DATE") == "APPROXIMATELY" && s != "" {
		s = "circa " + s
	}
	d, ok := format.Date(s)
	switch {
	case ok:
		e.Add("birthDate", d)
	case s != "":
		e.Add("notes", "Date of birth: "+s)
	}
	e.Add("notes", text(c, "NOTE"))
}

var (
	passport   = regexp.MustCompile(`(?i)passe?port|pasaporte`)
	numberWord = regexp.MustCompile(`(?i)^.*\b(?:number|num|no)(?:\s*[.:]+\s*|\s+)(\S.*)$`) // NO123456 is a number that begins with letters
	anyDigit   = regexp.MustCompile(`[0-9]`)
)

// addDocument reads a number, which some entries write with words before it
// ("travel passport number 123"); whatever else is said becomes a note.
func addDocument(e *entity.Entity, c *format.Node) {
	kind := words(c, "TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2")
	number := text(c, "NUMBER")
	bare := number
	if m := numberWord.FindStringSubmatch(number); m != nil {
		bare = m[1]
	}
	prop := "idNumber"
	if passport.MatchString(kind) || passport.MatchString(number) {
		prop = "passportNumber"
	}
	if anyDigit.MatchString(bare) && len(bare) <= 64 {
		e.Add(prop, bare)
	}
	note := strings.TrimSpace(place(c, "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE", "CITY_OF_ISSUE", "DATE_OF_ISSUE", "NOTE"))
	plain := text(c, "TYPE_OF_DOCUMENT2") == "" && e.Properties[prop] != nil && bare == number
	if note != "" {
		note = ": " + note
	}
	if note != "" || number != "" && !plain {
		e.Add("notes", strings.TrimSpace(kind+" "+number)+note)
	}
}

func text(n *format.Node, name string) string { return clean(n.Child(name)) }

// clean folds runs of white space, which the list has inside of names.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

func words(n *format.Node, names ...string) string { return joinTexts(n, " ", names) }

func place(n *format.Node, names ...string) string { return joinTexts(n, ", ", names) }

func joinTexts(n *format.Node, sep string, names []string) string {
	var out []string
	for _, name := range names {
		if s := text(n, name); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, sep)
}
