package xarf

import "github.com/sekifuda/sekifuda/internal/format/intake"

// Lost names what does not come back from a report to another desk.
func Lost() []intake.Lost {
	const of = "X-ARF"
	return []intake.Lost{
		{Of: of, Field: "id", Why: "a report has no ids of statements"},
		{Of: of, Field: "source", Why: "the report is a source of its own, and its sender is the desk"},
		{Of: of, Field: "chain", Why: "who said it stands in the description, in words"},
		{Of: of, Field: "aspect", Why: "the report's own number; the new report has another"},
		{Of: of, Field: "quotation", Why: "of reported_for: the new description says who says what"},
		{Of: of, Field: "", Why: "how the first reporter can be reached is not passed on; nor are denials, evidence, and what the type has no field for"},
	}
}
