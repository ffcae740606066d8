package resolve

// kind is a way to compare values.
type kind uint8

const (
	kindGiven kind = iota
	kindFamily
	kindRest
	kindBody // names of organisations, and names of which nothing is known
	kindDate
	kindText
	kindCode
	kindIdent
	kindPhone
	kindEmail
	kindAddress
	kinds
)

// level is one way in which two values can stand to each other, with what is
// believed of it before anything is learned: its share among pairs of one
// entity (m) and among strangers (u), and how far the rarity of what is shared
// counts.
type level struct {
	name string
	m, u float64
	tf   float64
}

// levelsOf has the levels of each kind, the best first, the last always "differs".
var levelsOf = [kinds][]level{
	kindGiven: {
		{"exact", 0.70, 0.012, 1}, {"slip", 0.10, 0.002, 0.5}, {"nickname", 0.05, 0.002, 0.5}, {"initial", 0.05, 0.02, 0.3},
		{"elsewhere", 0.03, 0.001, 0.5}, {"part", 0.02, 0.003, 0.5}, {"like", 0.02, 0.02, 0}, {"differs", 0.01, 0.94, 0},
	},
	kindFamily: {
		{"exact", 0.78, 0.004, 1}, {"slip", 0.10, 0.001, 0.5}, {"part", 0.04, 0.001, 0.5},
		{"elsewhere", 0.02, 0.001, 0.5}, {"like", 0.02, 0.01, 0}, {"differs", 0.04, 0.98, 0},
	},
	kindRest: {
		{"all", 0.45, 0.01, 0.7}, {"most", 0.15, 0.01, 0.5}, {"some", 0.15, 0.03, 0.3}, {"initial", 0.05, 0.05, 0}, {"differs", 0.20, 0.90, 0},
	},
	kindBody: {
		{"exact", 0.50, 0.0005, 1}, {"nearly", 0.15, 0.0005, 0.6}, {"most", 0.12, 0.002, 0.6}, {"part", 0.08, 0.004, 0.5},
		{"some", 0.07, 0.03, 0.3}, {"differs", 0.08, 0.963, 0},
	},
	kindDate: {
		{"exact", 0.80, 0.0001, 1}, {"day and month swapped", 0.02, 0.0001, 0}, {"one digit", 0.06, 0.001, 0}, {"other year", 0.02, 0.003, 0},
		{"year only", 0.02, 0.001, 0}, {"same year, near", 0.02, 0.002, 0}, {"two digits", 0.03, 0.01, 0}, {"same year", 0.01, 0.01, 0}, {"differs", 0.004, 0.97, 0},
	},
	kindText: {
		{"exact", 0.70, 0.005, 1}, {"slip", 0.10, 0.0005, 0.5}, {"like", 0.04, 0.002, 0.3}, {"part", 0.05, 0.005, 0.5}, {"some", 0.03, 0.02, 0.3}, {"differs", 0.08, 0.97, 0},
	},
	kindCode: {
		{"exact", 0.80, 0.01, 1}, {"slip", 0.06, 0.01, 0.3}, {"begins alike", 0.04, 0.02, 0.3}, {"differs", 0.10, 0.96, 0},
	},
	kindIdent: {
		{"exact", 0.88, 0.00001, 1}, {"slip", 0.06, 0.0001, 0}, {"ends alike", 0.02, 0.0001, 0.5}, {"differs", 0.02, 0.9998, 0},
	},
	kindPhone: {
		{"exact", 0.70, 0.0002, 1}, {"ends alike", 0.05, 0.0001, 0.5}, {"slip", 0.04, 0.0002, 0}, {"differs", 0.21, 0.9995, 0},
	},
	kindEmail: {
		{"exact", 0.70, 0.0001, 1}, {"slip", 0.06, 0.0001, 0.3}, {"same mailbox name", 0.04, 0.0005, 0.3}, {"differs", 0.20, 0.9993, 0},
	},
	kindAddress: {
		{"exact", 0.45, 0.0003, 1}, {"same house", 0.20, 0.0003, 0.7}, {"house, like", 0.08, 0.0005, 0.5}, {"no number, same street", 0.04, 0.002, 0.5},
		{"other number, same street", 0.04, 0.004, 0.3}, {"some", 0.06, 0.05, 0.2}, {"differs", 0.13, 0.943, 0},
	},
}

// maxLevels bounds the levels of a kind.
const maxLevels = 10

// coincidence is how many strangers are believed to share a value that so far
// one entity has, before records tell.
var coincidence = [kinds]float64{
	kindGiven: 1, kindFamily: 0.6, kindRest: 0.6, kindBody: 0.05, kindDate: 0.2, kindText: 0.6, kindCode: 1,
	kindIdent: 0.002, kindPhone: 0.03, kindEmail: 0.02, kindAddress: 0.05,
}

// mostDiffer bounds how often a field differs between records of one entity,
// whatever the records seem to say: what differs more often is not one entity but
// something larger (a household, a chain of shops), which fits the data as well.
var mostDiffer = [kinds]float64{
	kindGiven: 0.1, kindFamily: 0.15, kindRest: 0.9, kindBody: 0.35, kindDate: 0.15, kindText: 0.9, kindCode: 0.9,
	kindIdent: 0.1, kindPhone: 0.5, kindEmail: 0.5, kindAddress: 0.5,
}

// strange is how likely two records that share a value are two entities all the
// same, before anything is known of who is who.
var strange = [kinds]float64{
	kindGiven: 1, kindFamily: 1, kindRest: 1, kindBody: 0.5, kindDate: 1, kindText: 1, kindCode: 1,
	kindIdent: 0.05, kindPhone: 0.6, kindEmail: 0.6, kindAddress: 0.8,
}
