package finding

// Facts is what a policy's conditions read. Every field is derived from the
// application or from findings; a condition that names a field which is not
// here does not compile. There is no field for nationality, ethnicity or
// script. Strings are codes; an absent fact is "", 0 or false, and a condition
// must test the state of the check before it trusts one.
type Facts struct {
	Application AppFacts       `cel:"application"`
	Register    RegisterFacts  `cel:"register"`
	Agrees      AgreesFacts    `cel:"agrees"`
	Represents  CheckFacts     `cel:"represents"`
	Young       YoungFacts     `cel:"young"`
	Address     AddressFacts   `cel:"address"`
	Eligible    EligibleFacts  `cel:"eligible"`
	List        ListFacts      `cel:"list"`
	Contact     ContactFacts   `cel:"contact"`
	Memory      MemoryFacts    `cel:"memory"`
	Freshness   FreshnessFacts `cel:"freshness"`
}

// CheckFacts are the facts that every check has.
type CheckFacts struct {
	State string `cel:"state"` // see State
	Code  string `cel:"code"`
	Cause string `cel:"cause"`
}

// AppFacts come from the application alone.
type AppFacts struct {
	Form          string   `cel:"form"`           // claimed form of the applicant
	NumberClaimed bool     `cel:"number_claimed"` // a corporate number was given
	ItemKind      string   `cel:"item_kind"`
	Provision     string   `cel:"provision"`
	ConcernClass  string   `cel:"concern_class"`
	Classified    bool     `cel:"classified"`
	DomesticOnly  bool     `cel:"domestic_only"`
	Quantity      int64    `cel:"quantity"`
	Resale        string   `cel:"resale"`    // yes, no, ""
	ReExport      string   `cel:"re_export"` // yes, no, ""
	Residence     string   `cel:"residence"` // ISO country of residence or establishment, as claimed
	Declarations  []string `cel:"declarations"`
	ShipToGiven   bool     `cel:"ship_to_given"`
	ThirdPayer    bool     `cel:"third_payer"`    // somebody else pays
	ThirdEndUser  bool     `cel:"third_end_user"` // somebody else will use it
}

// RegisterFacts come from register.exists.
// Codes: found, found_many, not_found, number_not_found, number_invalid,
// closed, merged, deleted, renamed, impossible_name, unregistered_form.
type RegisterFacts struct {
	State  string `cel:"state"`
	Code   string `cel:"code"`
	Cause  string `cel:"cause"`
	ByWhat string `cel:"by"` // number, name_address, name
	// AbsenceProven holds only where DESIGN rule 3 is met in full: a registered
	// form or number is claimed, the register is fresh, nothing was cut, and
	// neither number, name (one edit away included) nor address finds anything.
	AbsenceProven bool `cel:"absence_proven"`
}

// AgreesFacts come from register.agrees; each is a Result, with a why code.
type AgreesFacts struct {
	State      string `cel:"state"`
	Code       string `cel:"code"`
	Cause      string `cel:"cause"`
	Name       string `cel:"name"`
	NameWhy    string `cel:"name_why"`
	Address    string `cel:"address"`
	AddressWhy string `cel:"address_why"`
	PostalCode string `cel:"postal_code"`
}

// YoungFacts come from register.young. Days are counted to the decision's time
// and are -1 where the register does not say.
type YoungFacts struct {
	State          string `cel:"state"`
	Code           string `cel:"code"`
	Cause          string `cel:"cause"`
	RegisteredDays int64  `cel:"registered_days"`
	RenamedDays    int64  `cel:"renamed_days"`
	MovedDays      int64  `cel:"moved_days"`
	RevivedDays    int64  `cel:"revived_days"`
}

// AddressFacts come from address.shared.
type AddressFacts struct {
	State     string `cel:"state"`
	Code      string `cel:"code"`
	Cause     string `cel:"cause"`
	Companies int64  `cel:"companies"` // live companies in the same building or room, this one included
	MailDrop  bool   `cel:"mail_drop"`
	Forwarder bool   `cel:"forwarder"` // ship-to looks like a freight forwarder or mail drop
}

// EligibleFacts come from eligible.
type EligibleFacts struct {
	State   string   `cel:"state"`
	Code    string   `cel:"code"`
	Cause   string   `cel:"cause"`
	Missing []string `cel:"missing"` // declarations and facts that the item needs and that were not given
}

// ListFacts come from list.match over all subjects; the strongest match counts.
type ListFacts struct {
	State     string `cel:"state"`
	Code      string `cel:"code"` // none, possible, confirmed, namesake
	Cause     string `cel:"cause"`
	Subject   string `cel:"subject"`
	Source    string `cel:"source"`
	Effect    string `cel:"effect"`    // prohibits, licence, question, internal
	Score     int64  `cel:"score"`     // 0 … 10000
	Confirmed bool   `cel:"confirmed"` // a corroborating attribute agrees
	Possible  bool   `cel:"possible"`  // the name agrees, identity unknown
	Namesake  bool   `cel:"namesake"`  // the name agrees, identity contradicted
}

// ContactFacts come from contact.
type ContactFacts struct {
	State         string `cel:"state"`
	Code          string `cel:"code"`
	Cause         string `cel:"cause"`
	EmailValid    bool   `cel:"email_valid"`
	FreeMail      bool   `cel:"free_mail"`
	Disposable    bool   `cel:"disposable"`
	DomainDiffers bool   `cel:"domain_differs"` // mail domain is not the website's
	SenderDiffers bool   `cel:"sender_differs"` // mail came from another domain than the contact names
	PhoneValid    bool   `cel:"phone_valid"`
	PhoneAway     bool   `cel:"phone_away"` // a fixed line of another region than the address
}

// MemoryFacts come from memory.shares.
type MemoryFacts struct {
	State       string   `cel:"state"`
	Code        string   `cel:"code"`
	Cause       string   `cel:"cause"`
	Hops        int64    `cel:"hops"`   // 1: shares directly with an identity proved false; 2: through another
	Proven      bool     `cel:"proven"` // the proof is by two people; a provisional one never refuses
	SharedKinds []string `cel:"shared"` // phone, email, device, payment_token, key, ship_to
}

// FreshnessFacts come from freshness.
type FreshnessFacts struct {
	State string   `cel:"state"`
	Code  string   `cel:"code"`
	Cause string   `cel:"cause"`
	Stale []string `cel:"stale"` // names of sources that are stale, missing or empty
}
