package stix

import "github.com/sekifuda/sekifuda/internal/format/intake"

// What a loss is of.
const (
	ofOthers   = "STIX: objects that others made"
	ofStranger = "STIX: a bundle of this program, read by another operator"
)

// Lost names what does not come back from a bundle as it left. Of a bundle that
// its own writer reads nothing is lost.
func Lost() []intake.Lost {
	return []intake.Lost{
		{Of: ofOthers, Field: "id", Why: "statements made of them are numbered anew; the object's identifier stays, in place"},
		{Of: ofOthers, Field: "value.text", Why: "of stix.object only: the object is in the form of 2.1 when it comes back"},
		{Of: ofOthers, Field: "", Why: "an object that breaks a rule of 2.1 does not leave; Bundle.Left names it and the rule"},
		{Of: ofStranger, Field: "id", Why: "ids are the reader's"},
		{Of: ofStranger, Field: "source", Why: "the sources come with the bundle's id before theirs; the bundle derives from them"},
		{Of: ofStranger, Field: "recorded", Why: "when the reader took it in"},
		{Of: ofStranger, Field: "grade", Why: "the letter is the reader's judgement (F where there is none); the digit stays, 6 where there was none"},
		{Of: ofStranger, Field: "", Why: "whole objects that others made come as in the rows above"},
	}
}
