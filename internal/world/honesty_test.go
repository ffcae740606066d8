package world

import (
	"archive/zip"
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/format/nta"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
)

// drawn draws the applications of a mix in a small world.
func drawn(t *testing.T, mix string, n int) []*Drawn {
	t.Helper()
	m, err := ReadMix(strings.NewReader(mix))
	if err != nil {
		t.Fatal(err)
	}
	var out []*Drawn
	for d, err := range mustNew(t, Options{Companies: 2000, Applications: n, Mix: m}).Applications(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

// TestCustomSharesAreMetExactly: weights are relative, the remainder goes to
// the largest fractions, and what is left out does not occur.
func TestCustomSharesAreMetExactly(t *testing.T) {
	for _, tt := range []struct {
		mix  string
		n    int
		want map[string]int
	}{
		{"shares: {honest_plain: 5, honest_sole_proprietor: 2, false_nonexistent: 3}", 60, map[string]int{honestPlain: 30, honestSoleProprietor: 12, falseNonexistent: 18}},
		{"shares: {honest_plain: 50, honest_sole_proprietor: 20, false_nonexistent: 30}", 60, map[string]int{honestPlain: 30, honestSoleProprietor: 12, falseNonexistent: 18}},
		{"shares: {honest_plain: 2, false_impersonation: 1}", 10, map[string]int{honestPlain: 7, falseImpersonation: 3}},
		{"shares: {false_listed: 1, honest_plain: 0}", 5, map[string]int{falseListed: 5}},
	} {
		got := map[string]int{}
		for _, d := range drawn(t, tt.mix, tt.n) {
			got[d.Truth.Kind]++
		}
		if !maps.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.mix, got, tt.want)
		}
	}
}

// TestRatesOfAMixAreReal turns rates to never and to always.
func TestRatesOfAMixAreReal(t *testing.T) {
	for _, always := range []bool{false, true} {
		rate := map[bool]string{true: "1000", false: "0"}[always]
		mix := "shares: {honest_plain: 1, false_impersonation: 1}\n" +
			"noise: {omit_number: " + rate + ", free_mail: " + rate + ", typo_number: 0}\n" +
			"evidence: {answered: " + rate + ", denied: " + rate + "}\n"
		for _, d := range drawn(t, mix, 40) {
			id, tr := d.Truth.ExternalID, d.Truth
			denied := false
			for _, e := range d.Evidence {
				denied = denied || e.Result == "denied"
			}
			if !tr.Honest {
				if denied != always {
					t.Errorf("%s: denied %v at a rate of %s", id, denied, rate)
				}
				continue
			}
			box, err := identifier.Email(d.Application.Contact.Email)
			if err != nil || identifier.FreeMail(box.Domain) != always {
				t.Errorf("%s: mailbox %s at a rate of %s, %v", id, box.Domain, rate, err)
			}
			if none := d.Application.Applicant.CorporateNumber == ""; none != always {
				t.Errorf("%s: no number %v at a rate of %s", id, none, rate)
			}
			if !always && tr.Answered {
				t.Errorf("%s answered though nobody does", id)
			}
		}
	}
}

// TestRowsOfABodyAgree: what never changes is the same in all rows, and what a
// row says of an end is consistent.
func TestRowsOfABodyAgree(t *testing.T) {
	s := theSmall(t)
	for number, g := range s.register {
		for i := range g.Rows {
			r := &g.Rows[i]
			if r.Assigned != g.Rows[0].Assigned || r.Assigned < entity.NumbersBegan || r.Assigned > s.world.published {
				t.Errorf("%s: row %d was assigned on %s", number, i, r.Assigned)
			}
			if r.Changed > r.Updated || i > 0 && r.Process == entity.ProcessNew {
				t.Errorf("%s: row %d: process %s of %s was published on %s", number, i, r.Process, r.Changed, r.Updated)
			}
			if (r.CloseDate == entity.NoDay) != (r.CloseCause == "") || r.CloseDate != entity.NoDay && r.CloseDate > s.world.published {
				t.Errorf("%s: row %d: closed on %s for %q", number, i, r.CloseDate, r.CloseCause)
			}
		}
		if cur := g.Current(); (g.Status() == entity.StatusMerged) != (cur.Successor != "") || cur.Successor == number {
			t.Errorf("%s is %s into %q", number, g.Status(), cur.Successor)
		}
	}
}

// TestRefusableIdentitiesDoNotComeLater: the difference of the next day does not
// hold what is expected to be refused for its absence.
func TestRefusableIdentitiesDoNotComeLater(t *testing.T) {
	s := theSmall(t)
	names, found := map[string]bool{}, map[string]bool{}
	for r, err := range nta.Open([]string{filepath.Join(s.dir, s.manifest.Difference)}, format.RegisterLimits) {
		if err != nil {
			t.Fatal(err)
		}
		names[string(nameKey(bare(r.Name)))] = true
		found[r.Number], found[identifier.ParseAddress(r.Address()).BlockKey()] = true, true
	}
	delete(found, "") // no number given, an address in brackets
	if len(names) < diffNew/2 {
		t.Fatalf("%d names in the difference", len(names))
	}
	for _, id := range s.order {
		p := s.apps[id].Applicant
		if s.truth[id].Expected == ExpectRefuse && (names[string(nameKey(bare(p.Name)))] || found[p.CorporateNumber] || found[identifier.ParseAddress(p.Address).BlockKey()]) {
			t.Errorf("%s: %s comes into the register", id, p.Name)
		}
	}
}

// TestNothingForbiddenIsMade: evidence, known identities and the register hold
// no data that must not be taken; applications are held by the reader's test.
func TestNothingForbiddenIsMade(t *testing.T) {
	s := theSmall(t)
	registered := func(n string) bool { return s.register[n] != nil }
	n := 0
	for id, list := range s.evidence {
		for i := range list {
			n++
			for _, p := range application.CheckEvidence(&list[i], registered) {
				t.Errorf("%s: %v", id, p)
			}
		}
	}
	for a, err := range lineValues[record.Application](filepath.Join(s.dir, FileKnown)) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		for _, p := range application.Check(&a, registered) {
			t.Errorf("%s: %v", a.ExternalID, p)
		}
	}
	if n < smallApplications/2 {
		t.Errorf("only %d records were looked at", n)
	}
	for number, g := range s.register {
		for _, r := range g.Rows {
			for field, text := range map[string]string{"name": r.Name, "address": r.Address(), "furigana": r.Furigana, "en_name": r.EnName, "change_cause": r.ChangeCause} {
				if bad := identifier.Forbidden(field, text, false, registered); bad != nil {
					t.Errorf("%s: %v", number, bad)
				}
			}
		}
	}
}

// TestEncodingsAreWhatTheySay looks at the bytes: a file in Shift_JIS is no
// UTF-8, an archive holds one file under the publisher's name.
func TestEncodingsAreWhatTheySay(t *testing.T) {
	for _, o := range []Options{{ShiftJIS: true}, {Zip: true}} {
		o.Companies, o.Applications, o.Listed = 300, 1, 20
		dir := t.TempDir()
		m, err := Write(context.Background(), dir, o)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, m.Register)
		rows := 0
		for _, err := range nta.Open([]string{file}, format.RegisterLimits) {
			if err != nil {
				t.Fatal(err)
			}
			rows++
		}
		if rows != m.Rows {
			t.Errorf("%s: %d rows, want %d", m.Register, rows, m.Rows)
		}
		if o.ShiftJIS {
			if b, err := os.ReadFile(file); err != nil || utf8.Valid(b) {
				t.Errorf("%s is UTF-8, %v", file, err)
			}
			continue
		}
		z, err := zip.OpenReader(file)
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.TrimSuffix(filepath.Base(m.Register), ".zip") + ".csv"; len(z.File) != 1 || z.File[0].Name != want {
			t.Errorf("the archive holds %d files, the first is %s", len(z.File), z.File[0].Name)
		}
		z.Close()
	}
}
