// Package resolve says which records are about the same person or organisation.
//
// Two records are compared field by field; each comparison ends on a level
// (exact, one slip, nickname, …) whose weight is how much likelier it is among
// records of one entity than among strangers, in bits (Fellegi and Sunter). What
// agrees on a rare value says more than what agrees on a common one. The weights,
// the frequencies and the prior are an Epoch: learned in batch from the records
// alone, then frozen, so that what is the same is a function of the records and
// the epoch and never of the order in which they came.
//
// Scores are integers, hundredths of a bit. Nationality, script and country are
// never evidence. Names of people alone never make two records the same.
package resolve

// Field says what a value is. Identifiers are "id:" and their kind, columns
// that nobody knows are "x:" and their name.
type Field string

// The fields that are known.
const (
	Name        Field = "name"
	GivenName   Field = "given_name"
	MiddleName  Field = "middle_name"
	FamilyName  Field = "family_name"
	BirthDate   Field = "birth_date"
	BirthPlace  Field = "birth_place"
	Address     Field = "address" // in one line
	HouseNumber Field = "house_number"
	Street      Field = "street" // without the number
	Unit        Field = "unit"   // flat, building, place within
	City        Field = "city"
	Postcode    Field = "postcode"
	Region      Field = "region"
	Phone       Field = "phone"
	Email       Field = "email"
	Website     Field = "website"
	Gender      Field = "gender"
	Occupation  Field = "occupation"
	Employer    Field = "employer"
	Device      Field = "device"
	Payment     Field = "payment_token"
	Key         Field = "key"
)

// ID is the field of an identifier of a kind: passport, tax number, register
// number. Numbers of different kinds are not compared.
func ID(kind string) Field { return Field("id:" + kind) }

// Record is what one source says about one person or organisation. Values that
// somebody else's identity was abused with are left out by the caller.
type Record struct {
	ID        string
	Schema    string // entity.Person, entity.Company …; "" where nobody says
	Source    string // the file or system; never evidence
	Values    map[Field][]string
	Discloses []Disclosure
}

// Disclosure is a relation that a record tells of itself: it is shown as such,
// and never makes two records the same.
type Disclosure struct {
	To   string // id of a record, or a key that others anchor
	Role string // owner, director …
}

// Outcome is what two records are to each other.
type Outcome string

// Ambiguous and Disclosed come from more than one pair: the first where two
// entities answer equally well, the second where a source tells of a relation.
const (
	Same         Outcome = "same"
	PossiblySame Outcome = "possibly_same"
	Different    Outcome = "different"
	Ambiguous    Outcome = "ambiguous"
	Disclosed    Outcome = "disclosed"
)

// Edge is a compared pair of records, by their place; Weight as Score gives it.
type Edge struct {
	A, B   int32
	Weight int32
}
