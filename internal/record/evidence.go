package record

// Evidence is an answer or a paper that the operator obtained on an
// application: who recorded it, when, how, and through which channel.
type Evidence struct {
	Application string `json:"application" doc:"external_id of the application"`
	Kind        string `json:"kind" doc:"what it is" enum:"letter,call,mail,dns,certificate,register_extract,birth_date,identity_document,address_document,classification,declaration,licence,checklist,list_cleared"`
	Channel     string `json:"channel,omitempty" doc:"the address, number or domain that was used"`
	ChannelFrom string `json:"channel_from,omitempty" doc:"the independent source that ties this channel to the company: register, directory, certificate authority; 'applicant' does not count"`
	Subject     string `json:"subject,omitempty" doc:"whom it is about: applicant, representative, contact, payer, end_user, ship_to, on_behalf_of; default applicant"`
	Value       string `json:"value,omitempty" doc:"what it says where that is a value: a birth date, a class, a list entry"`
	Document    string `json:"document,omitempty" doc:"reference or digest of the document; the document itself is not stored"`
	Result      string `json:"result,omitempty" doc:"what came out" enum:"confirmed,denied,no_answer"`
	By          string `json:"by" doc:"who recorded it"`
	Second      string `json:"second,omitempty" doc:"second person, where two are needed"`
	At          string `json:"at" doc:"when, RFC 3339 or day"`
	Note        string `json:"note,omitempty" doc:"remarks; no personal data that must not be taken"`
}
