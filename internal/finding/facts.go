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
	State string `cel:"state"` // clear, hit, not_claimed, not_applicable, not_checked
	Code  string `cel:"code"`  // the kind of evidence; denied, papers, channel_not_independent
	Cause string `cel:"cause"`
}

// AppFacts come from the application alone.
type AppFacts struct {
	Form          string   `cel:"form"`           // claimed form of the applicant
	NumberClaimed bool     `cel:"number_claimed"` // a corporate number was given
	ItemKind      string   `cel:"item_kind"`      // software, server, shipment
	Provision     string   `cel:"provision"`      // shipment, download, remote_access, support, hosting
	ConcernClass  string   `cel:"concern_class"`  // none, or concern categories joined by /
	Classified    bool     `cel:"classified"`     // the item has a classification
	DomesticOnly  bool     `cel:"domestic_only"`  // the item is sold only to companies of the country
	Quantity      int64    `cel:"quantity"`       // how many; 0 where it is not said
	Resale        string   `cel:"resale"`         // yes, no, ""
	ReExport      string   `cel:"re_export"`      // yes, no, ""
	Residence     string   `cel:"residence"`      // ISO country of residence or establishment, as claimed
	Declarations  []string `cel:"declarations"`   // kinds of the declarations that are signed and dated
	ShipToGiven   bool     `cel:"ship_to_given"`  // an address of delivery was given
	ThirdPayer    bool     `cel:"third_payer"`    // somebody else pays
	ThirdEndUser  bool     `cel:"third_end_user"` // somebody else will use it
}

// RegisterFacts come from register.exists.
type RegisterFacts struct {
	State  string `cel:"state"`
	Code   string `cel:"code"` // found, renamed, found_many, name_elsewhere, not_found, number_not_found, number_invalid, closed, merged, deleted, unregistered_form, form_unclaimed, extract
	Cause  string `cel:"cause"`
	ByWhat string `cel:"by"` // number, name_address, near_name_address, name
	// AbsenceProven holds only where a registered form or number is claimed, the
	// register is fresh, nothing was cut, and neither number, name (one edit away
	// included) nor address (the building ignored) finds anything.
	AbsenceProven bool `cel:"absence_proven"`
}

// AgreesFacts come from register.agrees; each is a Result, with a why code.
type AgreesFacts struct {
	State      string `cel:"state"`
	Code       string `cel:"code"` // differs, explained, extract, unregistered_form
	Cause      string `cel:"cause"`
	Name       string `cel:"name"`        // agrees, differs, absent_at_source, not_claimed
	NameWhy    string `cel:"name_why"`    // form_differs, former_name, one_edit, other_name; how it agrees: writing, english_name, furigana …
	Address    string `cel:"address"`     // agrees, differs, absent_at_source, not_claimed
	AddressWhy string `cel:"address_why"` // former_address, other_prefecture, other_city, other_town, other_block, not_parsed …
	PostalCode string `cel:"postal_code"` // agrees, differs, absent_at_source, not_claimed
}

// YoungFacts come from register.young. Days are counted to the decision's time
// and are -1 where the register does not say.
type YoungFacts struct {
	State          string `cel:"state"`
	Code           string `cel:"code"` // registered, renamed, moved, revived: the most telling
	Cause          string `cel:"cause"`
	RegisteredDays int64  `cel:"registered_days"` // days since the registration
	RenamedDays    int64  `cel:"renamed_days"`    // days since the last change of name
	MovedDays      int64  `cel:"moved_days"`      // days since the last change of seat
	RevivedDays    int64  `cel:"revived_days"`    // days since a closed registration was revived
}

// AddressFacts come from address.shared.
type AddressFacts struct {
	State     string `cel:"state"`
	Code      string `cel:"code"` // forwarder, mail_drop, room, building
	Cause     string `cel:"cause"`
	Companies int64  `cel:"companies"` // live companies in the same building or room, this one included
	MailDrop  bool   `cel:"mail_drop"` // an address reads like a mail drop or virtual office
	Forwarder bool   `cel:"forwarder"` // ship-to looks like a freight forwarder or mail drop
}

// EligibleFacts come from eligible.
type EligibleFacts struct {
	State   string   `cel:"state"`
	Code    string   `cel:"code"` // not_domestic, leaves_the_country, not_registered, no_live_registration, no_item
	Cause   string   `cel:"cause"`
	Missing []string `cel:"missing"` // declarations and facts that the item needs and that were not given
}

// ListFacts come from list.match over all subjects; the strongest match counts.
type ListFacts struct {
	State     string `cel:"state"`
	Code      string `cel:"code"` // none, evasion, possible, confirmed, namesake; licensed or checklist by recorded evidence
	Cause     string `cel:"cause"`
	Subject   string `cel:"subject"`   // whose match is the strongest: applicant, representative, contact, payer, end_user, on_behalf_of, ship_to
	Source    string `cel:"source"`    // name of the list
	Effect    string `cel:"effect"`    // prohibits, licence, question, internal
	Score     int64  `cel:"score"`     // 0 … 10000
	Confirmed bool   `cel:"confirmed"` // a corroborating attribute agrees
	Possible  bool   `cel:"possible"`  // the name agrees, identity unknown
	Namesake  bool   `cel:"namesake"`  // the name agrees, identity contradicted
	Evasion   bool   `cel:"evasion"`   // a word of a name mixes letters that only look like its own, as names are hidden from lists
}

// ContactFacts come from contact.
type ContactFacts struct {
	State         string `cel:"state"`
	Code          string `cel:"code"` // the first signal: email_invalid, disposable_mail, free_mail, domain_differs, sender_differs, phone_invalid, phone_away
	Cause         string `cel:"cause"`
	EmailValid    bool   `cel:"email_valid"`    // the mailbox can exist
	FreeMail      bool   `cel:"free_mail"`      // a mailbox that anybody can open
	Disposable    bool   `cel:"disposable"`     // a mailbox made to be thrown away
	DomainDiffers bool   `cel:"domain_differs"` // mail domain is not the website's
	SenderDiffers bool   `cel:"sender_differs"` // mail came from another domain than the contact names
	PhoneValid    bool   `cel:"phone_valid"`    // the telephone number can exist
	PhoneAway     bool   `cel:"phone_away"`     // a fixed line of another region than the address
}

// MemoryFacts come from memory.shares.
type MemoryFacts struct {
	State       string   `cel:"state"`
	Code        string   `cel:"code"` // none, direct, provisional, two_hops
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
