package indicators

import "github.com/sekifuda/sekifuda/internal/format/intake"

// Lost names what does not come back from a table of indicators. The table of
// edges is for people and spreadsheets and is not read back.
func Lost() []intake.Lost {
	const of = "CSV of indicators"
	out := []intake.Lost{{Of: of, Field: "id", Why: "a row has none"}, {Of: of, Field: "source", Why: "the table is a source of its own"}, {Of: of, Field: "place", Why: "the line in the new table"}}
	for _, f := range []string{"chain", "english", "hedge", "state", "role", "aspect", "value", "object", "skew", "recorded", "class", "no_rule", "marking.purpose", "marking.care"} {
		out = append(out, intake.Lost{Of: of, Field: f, Why: "has no column"})
	}
	return append(out, intake.Lost{Of: of, Field: "grade", Why: "the digit stays; the letter is the reader's"}, intake.Lost{Of: of, Field: "", Why: "what is no assertion of indicated"})
}
