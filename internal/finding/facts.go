package finding

// Facts is what a policy's conditions read. Every field is derived from the
// application or from findings; a condition that names a field which is not
// here does not compile. There is no field for nationality, ethnicity or
// script. Strings are codes; an absent fact is "", 0 or false, and a condition
// must test the state of the check before it trusts one.
type Facts struct {
	Application AppFacts       `cel:"application" json:"application"`
	Register    RegisterFacts  `cel:"register" json:"register"`
	Agrees      AgreesFacts    `cel:"agrees" json:"agrees"`
	Represents  CheckFacts     `cel:"represents" json:"represents"`
	Young       YoungFacts     `cel:"young" json:"young"`
	Address     AddressFacts   `cel:"address" json:"address"`
	Eligible    EligibleFacts  `cel:"eligible" json:"eligible"`
	List        ListFacts      `cel:"list" json:"list"`
	Contact     ContactFacts   `cel:"contact" json:"contact"`
	Memory      MemoryFacts    `cel:"memory" json:"memory"`
	Freshness   FreshnessFacts `cel:"freshness" json:"freshness"`
}

// CheckFacts are the facts that every check has.
type CheckFacts struct {
	State string `cel:"state" json:"state,omitempty"` // clear, hit, not_claimed, not_applicable, not_checked
	Code  string `cel:"code" json:"code,omitempty"`   // the kind of evidence; denied, papers, channel_not_independent
	Cause string `cel:"cause" json:"cause,omitempty"`
}

// AppFacts come from the application alone.
type AppFacts struct {
	Form          string   `cel:"form" json:"form,omitempty"`                     // claimed form of the applicant
	NumberClaimed bool     `cel:"number_claimed" json:"number_claimed,omitempty"` // a corporate number was given
	ItemKind      string   `cel:"item_kind" json:"item_kind,omitempty"`           // software, server, shipment
	Provision     string   `cel:"provision" json:"provision,omitempty"`           // shipment, download, remote_access, support, hosting
	ConcernClass  string   `cel:"concern_class" json:"concern_class,omitempty"`   // none, or concern categories joined by /
	Classified    bool     `cel:"classified" json:"classified,omitempty"`         // the item has a classification
	DomesticOnly  bool     `cel:"domestic_only" json:"domestic_only,omitempty"`   // the item is sold only to companies of the country
	Quantity      int64    `cel:"quantity" json:"quantity,omitempty"`             // how many; 0 where it is not said
	Resale        string   `cel:"resale" json:"resale,omitempty"`                 // yes, no, ""
	ReExport      string   `cel:"re_export" json:"re_export,omitempty"`           // yes, no, ""
	Residence     string   `cel:"residence" json:"residence,omitempty"`           // ISO country of residence or establishment, as claimed
	Declarations  []string `cel:"declarations" json:"declarations,omitempty"`     // kinds of the declarations that are signed and dated
	ShipToGiven   bool     `cel:"ship_to_given" json:"ship_to_given,omitempty"`   // an address of delivery was given
	ThirdPayer    bool     `cel:"third_payer" json:"third_payer,omitempty"`       // somebody else pays
	ThirdEndUser  bool     `cel:"third_end_user" json:"third_end_user,omitempty"` // somebody else will use it
}

// RegisterFacts come from register.exists.
type RegisterFacts struct {
	State  string `cel:"state" json:"state,omitempty"`
	Code   string `cel:"code" json:"code,omitempty"` // found, renamed, found_many, name_elsewhere, not_found, number_not_found, number_invalid, closed, merged, deleted, unregistered_form, form_unclaimed, extract
	Cause  string `cel:"cause" json:"cause,omitempty"`
	ByWhat string `cel:"by" json:"by,omitempty"` // number, name_address, near_name_address, name
	// AbsenceProven holds only where a registered form or number is claimed, the
	// register is fresh, nothing was cut, and neither number, name (one edit away
	// included) nor address (the building ignored) finds anything.
	AbsenceProven bool `cel:"absence_proven" json:"absence_proven,omitempty"`
}

// AgreesFacts come from register.agrees; each is a Result, with a why code.
type AgreesFacts struct {
	State      string `cel:"state" json:"state,omitempty"`
	Code       string `cel:"code" json:"code,omitempty"` // differs, explained, extract, unregistered_form
	Cause      string `cel:"cause" json:"cause,omitempty"`
	Name       string `cel:"name" json:"name,omitempty"`               // agrees, differs, absent_at_source, not_claimed
	NameWhy    string `cel:"name_why" json:"name_why,omitempty"`       // form_differs, former_name, one_edit, other_name; how it agrees: writing, english_name, furigana …
	Address    string `cel:"address" json:"address,omitempty"`         // agrees, differs, absent_at_source, not_claimed
	AddressWhy string `cel:"address_why" json:"address_why,omitempty"` // former_address, other_prefecture, other_city, other_town, other_block, not_parsed …
	PostalCode string `cel:"postal_code" json:"postal_code,omitempty"` // agrees, differs, absent_at_source, not_claimed
}

// YoungFacts come from register.young. Days are counted to the decision's time
// and are -1 where the register does not say.
type YoungFacts struct {
	State          string `cel:"state" json:"state,omitempty"`
	Code           string `cel:"code" json:"code,omitempty"` // registered, renamed, moved, revived: the most telling
	Cause          string `cel:"cause" json:"cause,omitempty"`
	RegisteredDays int64  `cel:"registered_days" json:"registered_days,omitempty"` // days since the registration
	RenamedDays    int64  `cel:"renamed_days" json:"renamed_days,omitempty"`       // days since the last change of name
	MovedDays      int64  `cel:"moved_days" json:"moved_days,omitempty"`           // days since the last change of seat
	RevivedDays    int64  `cel:"revived_days" json:"revived_days,omitempty"`       // days since a closed registration was revived
}

// AddressFacts come from address.shared.
type AddressFacts struct {
	State     string `cel:"state" json:"state,omitempty"`
	Code      string `cel:"code" json:"code,omitempty"` // forwarder, mail_drop, room, building
	Cause     string `cel:"cause" json:"cause,omitempty"`
	Companies int64  `cel:"companies" json:"companies,omitempty"` // live companies in the same building or room, this one included
	MailDrop  bool   `cel:"mail_drop" json:"mail_drop,omitempty"` // an address reads like a mail drop or virtual office
	Forwarder bool   `cel:"forwarder" json:"forwarder,omitempty"` // ship-to looks like a freight forwarder or mail drop
}

// EligibleFacts come from eligible.
type EligibleFacts struct {
	State   string   `cel:"state" json:"state,omitempty"`
	Code    string   `cel:"code" json:"code,omitempty"` // not_domestic, leaves_the_country, not_registered, no_live_registration, no_item
	Cause   string   `cel:"cause" json:"cause,omitempty"`
	Missing []string `cel:"missing" json:"missing,omitempty"` // declarations and facts that the item needs and that were not given
}

// ListFacts come from list.match over all subjects; the strongest match counts.
type ListFacts struct {
	State     string `cel:"state" json:"state,omitempty"`
	Code      string `cel:"code" json:"code,omitempty"` // none, evasion, possible, confirmed, namesake; licensed or checklist by recorded evidence
	Cause     string `cel:"cause" json:"cause,omitempty"`
	Subject   string `cel:"subject" json:"subject,omitempty"`     // whose match is the strongest: applicant, representative, contact, payer, end_user, on_behalf_of, ship_to
	Source    string `cel:"source" json:"source,omitempty"`       // name of the list
	Effect    string `cel:"effect" json:"effect,omitempty"`       // prohibits, licence, question, internal
	Score     int64  `cel:"score" json:"score,omitempty"`         // 0 … 10000
	Confirmed bool   `cel:"confirmed" json:"confirmed,omitempty"` // a corroborating attribute agrees
	Possible  bool   `cel:"possible" json:"possible,omitempty"`   // the name agrees, identity unknown
	Namesake  bool   `cel:"namesake" json:"namesake,omitempty"`   // the name agrees, identity contradicted
	Evasion   bool   `cel:"evasion" json:"evasion,omitempty"`     // a word of a name mixes letters that only look like its own, as names are hidden from lists
}

// ContactFacts come from contact.
type ContactFacts struct {
	State         string `cel:"state" json:"state,omitempty"`
	Code          string `cel:"code" json:"code,omitempty"` // the first signal: email_invalid, disposable_mail, free_mail, domain_differs, sender_differs, phone_invalid, phone_away
	Cause         string `cel:"cause" json:"cause,omitempty"`
	EmailValid    bool   `cel:"email_valid" json:"email_valid,omitempty"`       // the mailbox can exist
	FreeMail      bool   `cel:"free_mail" json:"free_mail,omitempty"`           // a mailbox that anybody can open
	Disposable    bool   `cel:"disposable" json:"disposable,omitempty"`         // a mailbox made to be thrown away
	DomainDiffers bool   `cel:"domain_differs" json:"domain_differs,omitempty"` // mail domain is not the website's
	SenderDiffers bool   `cel:"sender_differs" json:"sender_differs,omitempty"` // mail came from another domain than the contact names
	PhoneValid    bool   `cel:"phone_valid" json:"phone_valid,omitempty"`       // the telephone number can exist
	PhoneAway     bool   `cel:"phone_away" json:"phone_away,omitempty"`         // a fixed line of another region than the address
}

// MemoryFacts come from memory.shares.
type MemoryFacts struct {
	State       string   `cel:"state" json:"state,omitempty"`
	Code        string   `cel:"code" json:"code,omitempty"` // none, direct, provisional, two_hops
	Cause       string   `cel:"cause" json:"cause,omitempty"`
	Hops        int64    `cel:"hops" json:"hops,omitempty"`     // 1: shares directly with an identity proved false; 2: through another
	Proven      bool     `cel:"proven" json:"proven,omitempty"` // the proof is by two people; a provisional one never refuses
	SharedKinds []string `cel:"shared" json:"shared,omitempty"` // phone, email, device, payment_token, key, ship_to
}

// FreshnessFacts come from freshness.
type FreshnessFacts struct {
	State string   `cel:"state" json:"state,omitempty"`
	Code  string   `cel:"code" json:"code,omitempty"`
	Cause string   `cel:"cause" json:"cause,omitempty"`
	Stale []string `cel:"stale" json:"stale,omitempty"` // names of sources that are stale, missing or empty
}
