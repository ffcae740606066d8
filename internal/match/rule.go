package match

import "github.com/sekifuda/sekifuda/internal/script/reading"

// rule says why two parts answer each other. Those of another
// script stand last: from ruleLetters on, with one for each system of readings.
type rule uint8

const (
	ruleNone         rule = iota
	ruleEqual             // the same after folding
	ruleSpelling          // a slip or two
	ruleVariant           // another spelling of one name
	ruleNickname          // a short or pet form
	ruleInitial           // one letter for a name
	ruleJoined            // written together on one side
	ruleTurned            // the letters in another order
	ruleAbbreviation      // of a word
	ruleTranslation       // of a company's word: 銀行, bank
	ruleAlike             // characters that are taken for one another
	ruleGendered          // a man's and a woman's form of one family name
	ruleLetters           // the same name in another alphabet
	ruleRomanised         // the same, letter by letter
	ruleReading           // + reading.System
)

var ruleNames = [...]string{"", "equal", "spelling", "variant", "nickname", "initial", "joined", "letters_turned", "abbreviation",
	"translation", "alike", "gendered", "letters", "romanised"}

// String gives the code as it stands in alignments.
func (r rule) String() string {
	if r >= ruleReading {
		return "reading_" + reading.System(r-ruleReading).String()
	}
	return ruleNames[r]
}
