package record

// Contract is an agreement under which something was handed over.
type Contract struct {
	ExternalID  string `json:"external_id" doc:"the operator's own id, unique per tenant"`
	Source      string `json:"source,omitempty" doc:"which system says so"`
	Application string `json:"application,omitempty" doc:"external_id of the application behind it"`
	Customer    string `json:"customer,omitempty" doc:"the operator's customer id"`
	Reseller    string `json:"reseller,omitempty" doc:"external_id of the contract of the reseller through whom it came"`
	Product     string `json:"product,omitempty" doc:"product name"`
	From        string `json:"from" doc:"start, RFC 3339 time or day"`
	To          string `json:"to,omitempty" doc:"end, exclusive; empty while it runs"`
	Status      string `json:"status,omitempty" doc:"active, suspended, ended" enum:"active,suspended,ended"`
}

// Asset is a thing handed over under a contract: a server, a licence, a parcel.
type Asset struct {
	ExternalID string `json:"external_id" doc:"the operator's own id, unique per tenant"`
	Source     string `json:"source,omitempty" doc:"which system says so"`
	Contract   string `json:"contract" doc:"external_id of the contract"`
	Kind       string `json:"kind" doc:"server, licence, domain, parcel" enum:"server,licence,domain,parcel"`
	Label      string `json:"label,omitempty" doc:"host name, licence number, tracking number"`
	From       string `json:"from" doc:"start"`
	To         string `json:"to,omitempty" doc:"end, exclusive"`
}

// Lease is the holding of an address, or of a range of ports behind one.
type Lease struct {
	ExternalID   string   `json:"external_id" doc:"the operator's own id, unique per tenant"`
	Source       string   `json:"source,omitempty" doc:"which system says so"`
	Address      string   `json:"address" doc:"IP address or prefix"`
	PortFrom     int      `json:"port_from,omitempty" doc:"first port, where the address is shared"`
	PortTo       int      `json:"port_to,omitempty" doc:"last port, inclusive"`
	Asset        string   `json:"asset,omitempty" doc:"external_id of the asset that held it"`
	ResellerPath []string `json:"reseller_path,omitempty" doc:"contracts from the operator's own customer down to the holder"`
	From         string   `json:"from" doc:"start"`
	To           string   `json:"to,omitempty" doc:"end, exclusive"`
}

// Account is a log-in with which an asset or contract is managed.
type Account struct {
	ExternalID string `json:"external_id" doc:"the operator's own id, unique per tenant"`
	Source     string `json:"source,omitempty" doc:"which system says so"`
	Contract   string `json:"contract" doc:"external_id of the contract"`
	Login      string `json:"login" doc:"log-in name"`
	Email      string `json:"email,omitempty" doc:"its e-mail address"`
	From       string `json:"from" doc:"start"`
	To         string `json:"to,omitempty" doc:"end, exclusive"`
}

// Event is one thing that happened on an account or asset.
type Event struct {
	ExternalID string `json:"external_id" doc:"the operator's own id, unique per tenant"`
	Source     string `json:"source,omitempty" doc:"which system says so"`
	Account    string `json:"account,omitempty" doc:"external_id of the account"`
	Asset      string `json:"asset,omitempty" doc:"external_id of the asset"`
	Kind       string `json:"kind" doc:"login, password_changed, email_changed, key_added, payment, payer_changed, shipment, other" enum:"login,password_changed,email_changed,key_added,payment,payer_changed,shipment,other"`
	At         string `json:"at" doc:"RFC 3339 time"`
	IP         string `json:"ip,omitempty" doc:"address from which it was done"`
	Device     string `json:"device,omitempty" doc:"device identifier"`
	Detail     string `json:"detail,omitempty" doc:"what else the source says"`
}
