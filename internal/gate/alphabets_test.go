package gate

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// TestOtherAlphabets: a name in any alphabet that can be compared is looked for;
// one that cannot is not checked.
func TestOtherAlphabets(t *testing.T) {
	for _, tt := range []struct{ name, contact, code, cause string }{
		{"a listed person in Cyrillic", "Теоро Вальск", CodePossible, ""},
		{"somebody else in Cyrillic", "Карл Линдквист", CodeNoMatch, ""},
		{"somebody else in Arabic", "زيد النخلي", CodeNoMatch, ""},
		{"the listed person in Latin letters", "Teoro Valsk", CodePossible, ""},
		{"in runes", "ᛏᛖᛟᚱᛟ ᚹᚨᛚᛋᚲ", CodeNoMatch, finding.CauseScript},
	} {
		f := honest(t)
		f.input.Application.Contact.Name = tt.contact
		code, cause := "", ""
		for _, g := range of(f.decide(t), "list.match") {
			if g.Subject == "contact" && g.State != finding.NotChecked {
				code = g.Code
			}
			if g.Cause != "" {
				cause = g.Cause
			}
		}
		if code != tt.code || cause != tt.cause {
			t.Errorf("%s: %q, cause %q; want %q, %q", tt.name, code, cause, tt.code, tt.cause)
		}
	}
}

// idList finds its entries by name and by identifier.
type idList struct{ fakeList }

func (l *idList) ByIdentifier([]string, int) ([]*entity.Entity, bool, error) {
	return l.entries, false, nil
}

// TestIdentifierBesideAWeakName: an entry whose name was looked at and does not
// agree is still found by its identifier.
func TestIdentifierBesideAWeakName(t *testing.T) {
	for _, name := range []string{"Marek Ostrowan", "Марек Острован"} {
		f := honest(t)
		f.list.entries[0].Add("passportNumber", "AB1234567")
		f.Lists[0].List = &idList{*f.list}
		f.input.Application.Payer = record.Party{Form: record.FormPerson, Name: name, Identifiers: []string{"passport:AB1234567"}}
		shown := 0
		for _, g := range of(f.decide(t), "list.match") {
			if g.Subject == "payer" {
				shown += len(g.Matches)
			}
		}
		if shown != 1 {
			t.Errorf("%s: %d matches, want the one of the identifier", name, shown)
		}
	}
}
