package model

// Group is the field that gathers all values of one type, whatever their
// property.
type Group struct{ Type, Label string }

// groups are the fields by which entities are filtered and counted.
var groups = map[string]Group{
	"addresses":   {"address", "Addresses"},
	"checksums":   {"checksum", "Checksums"},
	"countries":   {"country", "Countries"},
	"dates":       {"date", "Dates"},
	"emails":      {"email", "E-Mail Addresses"},
	"entities":    {"entity", "Entities"},
	"genders":     {"gender", "Genders"},
	"ibans":       {"iban", "IBANs"},
	"identifiers": {"identifier", "Identifiers"},
	"ips":         {"ip", "IP-Addresses"},
	"languages":   {"language", "Languages"},
	"mimetypes":   {"mimetype", "MIME-Types"},
	"names":       {"name", "Names"},
	"phones":      {"phone", "Phone numbers"},
	"topics":      {"topic", "Topics"},
	"urls":        {"url", "URLs"},
}

// GroupOf returns the group of a name; ok is false for none.
func GroupOf(name string) (g Group, ok bool) {
	g, ok = groups[name]
	return g, ok
}

// topics are the labels of what an entity is listed for.
var topics = map[string]string{
	"crime": "Crime", "crime.fraud": "Fraud", "crime.cyber": "Cybercrime", "crime.fin": "Financial crime", "crime.env": "Environmental violations",
	"crime.theft": "Theft", "crime.war": "War crimes", "crime.boss": "Criminal leadership", "crime.terror": "Terrorism", "crime.traffick": "Trafficking",
	"crime.traffick.drug": "Drug trafficking", "crime.traffick.human": "Human trafficking", "forced.labor": "Forced labor",
	"asset.frozen": "Frozen asset", "wanted": "Wanted", "corp.offshore": "Offshore", "corp.shell": "Shell company", "corp.public": "Public listed company",
	"corp.disqual": "Disqualified", "gov": "Government", "gov.national": "National government", "gov.state": "State government", "gov.muni": "Municipal government",
	"gov.soe": "State-owned enterprise", "gov.igo": "Intergovernmental organization", "gov.head": "Head of government or state", "gov.admin": "Civil service",
	"gov.executive": "Executive branch of government", "gov.legislative": "Legislative branch of government", "gov.judicial": "Judicial branch of government",
	"gov.security": "Security services", "gov.financial": "Central banking and financial integrity", "gov.religion": "Religious leadership",
	"fin": "Financial services", "fin.bank": "Bank", "fin.fund": "Fund", "fin.adivsor": "Financial advisor", "reg.action": "Regulator action",
	"reg.warn": "Regulator warning", "mare.detained": "Maritime detention", "mare.shadow": "Shadow fleet", "mare.sts": "Ship-to-ship transfer",
	"role.pep": "Politician", "role.pol": "Non-PEP", "role.rca": "Close Associate", "role.judge": "Judge", "role.civil": "Civil servant",
	"role.diplo": "Diplomat", "role.lawyer": "Lawyer", "role.acct": "Accountant", "role.spy": "Spy", "role.oligarch": "Oligarch", "role.journo": "Journalist",
	"role.act": "Activist", "role.lobby": "Lobbyist", "pol.party": "Political party", "pol.union": "Union", "rel": "Religion", "mil": "Military",
	"sanction": "Sanctioned entity", "sanction.linked": "Sanction-linked entity", "sanction.counter": "Counter-sanctioned entity",
	"export.control": "Export controlled", "export.control.linked": "Export control-linked entity", "export.risk": "Trade risk",
	"debarment": "Debarred entity", "poi": "Person of interest", "invest.risk": "Investment risk", "invest.ban": "Investment ban",
}

// TopicLabel returns what a topic is called, "" for one that is not known.
func TopicLabel(topic string) string { return topics[topic] }
