package gate

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/index/party"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
)

// deafList finds nothing by tokens, as an index does that has names in Latin
// letters only.
type deafList struct{ fakeList }

func (d *deafList) Find(*party.Query, int) ([]*entity.Entity, bool, error) {
	return nil, d.cut, nil
}

// TestWholeListForOtherAlphabets: a name by whose tokens lists find nothing is
// compared with every entry; one that cannot be compared is not checked.
func TestWholeListForOtherAlphabets(t *testing.T) {
	long := make([]*entity.Entity, wholeLimit+1)
	for i := range long {
		long[i] = &entity.Entity{ID: fmt.Sprint("n", i), Schema: entity.Person, Properties: map[string][]string{"name": {"Nobody"}}}
	}
	for _, tt := range []struct {
		name, contact string
		change        func(d *deafList)
		code, cause   string
	}{
		{"a listed person in Cyrillic", "Теоро Вальск", nil, CodePossible, ""},
		{"somebody else in Cyrillic", "Карл Линдквист", nil, CodeNoMatch, ""},
		{"somebody else in Arabic", "زيد النخلي", nil, CodeNoMatch, ""},
		{"in Latin letters: the tokens are asked, and find nothing here", "Teoro Valsk", nil, CodeNoMatch, ""},
		{"in runes", "ᛏᛖᛟᚱᛟ ᚹᚨᛚᛋᚲ", nil, CodeNoMatch, finding.CauseScript},
		{"in a list that is too long", "Теоро Вальск", func(d *deafList) { d.entries = append(long, d.entries...) }, CodeNoMatch, finding.CauseCut},
		{"in a list that fails", "Теоро Вальск", func(d *deafList) { d.fail = func() error { return errors.New("x") } }, "", finding.CauseError},
	} {
		f := honest(t)
		d := &deafList{*f.list}
		if tt.change != nil {
			tt.change(d)
		}
		f.Lists[0].List = d
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

// slowList takes longer to read whole than a check may.
type slowList struct{ fakeList }

func (s *slowList) All(limit int) ([]*entity.Entity, bool, error) {
	time.Sleep(170 * time.Millisecond)
	return s.fakeList.All(limit)
}

// TestWholeListLeavesTimeForOthers: where comparing every entry takes too long,
// that name is not checked, and who else is listed is still found.
func TestWholeListLeavesTimeForOthers(t *testing.T) {
	f := honest(t)
	hasty, err := policy.Parse("default.yaml", []byte(strings.Replace(policy.Default().Source, "timeout: 20s", "timeout: 200ms", 1)))
	if err != nil {
		t.Fatal(err)
	}
	f.Policy, f.Lists[0].List = hasty, &slowList{*f.list}
	f.input.Application.Representative = record.Human{Name: "Теоро Вальск"}
	f.input.Application.Contact = record.Human{Name: "Teoro Valsk"}
	late, found := false, false
	for _, g := range of(f.decide(t), "list.match") {
		late = late || g.Subject == "representative" && g.Cause == finding.CauseTimeout
		found = found || g.Subject == "contact" && g.Code == CodePossible
	}
	if !late || !found {
		t.Errorf("late %t, the other found %t", late, found)
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

// TestKanjiAloneSaysSo: entries in Latin letters are not searched for by kanji
// alone, and the finding says it; a reading or another alphabet ends that.
func TestKanjiAloneSaysSo(t *testing.T) {
	for _, tt := range []struct {
		latin, kana string
		said        bool
	}{{"", "", true}, {"Taniguchi Haruko", "", false}, {"", "タニグチ ハルコ", false}} {
		f := honest(t)
		c := &f.input.Application.Contact
		c.Name, c.Latin, c.Furigana = "谷口 春子", tt.latin, tt.kana
		said := false
		for _, g := range of(f.decide(t), "list.match") {
			for _, v := range g.Comparisons {
				said = said || g.Subject == "contact" && v.Field == "reading" && v.Result == finding.ValueUnchecked && v.Why == "no_reading"
			}
		}
		if said != tt.said {
			t.Errorf("%+v: said %t", tt, said)
		}
	}
}
