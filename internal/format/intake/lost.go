package intake

// Lost is something that does not come back from a format as it left: the table
// of docs/exchange.md, against which the round trips are tested.
type Lost struct {
	Of    string // which statements
	Field string // of the statement in JSON, value.text for one inside; "" for the whole statement
	Why   string
}
