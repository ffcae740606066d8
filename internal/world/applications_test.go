package world

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
)

func TestTruthGoesWithApplications(t *testing.T) {
	s := theSmall(t)
	if len(s.order) != smallApplications || len(s.truth) != smallApplications || len(s.apps) != smallApplications {
		t.Fatalf("%d applications, %d truths", len(s.order), len(s.truth))
	}
	for _, id := range s.order {
		tr := s.truth[id]
		k := kindNamed(tr.Kind)
		switch {
		case k == nil || k.honest != tr.Honest:
			t.Errorf("%s: %+v", id, tr)
		case tr.Honest && tr.Answered != (tr.Expected == ExpectApprove):
			t.Errorf("%s: honest, answered %v, expected %s", id, tr.Answered, tr.Expected)
		case !tr.Honest && (tr.Expected == ExpectApprove || tr.Answered):
			t.Errorf("%s: false, and expected to be approved", id)
		}
	}
}

func TestCompaniesBehindApplicationsAreThere(t *testing.T) {
	s := theSmall(t)
	want := map[string]string{falseClosed: entity.StatusClosed, falseMerged: entity.StatusMerged}
	for _, id := range s.order {
		tr := s.truth[id]
		g := s.register[tr.Number]
		switch {
		case tr.Number == "" || strings.Contains(tr.Note, "registered after"):
			if g != nil {
				t.Errorf("%s: %s is in the register already", id, tr.Number)
			}
			continue
		case g == nil:
			t.Errorf("%s: %s: no body %s", id, tr.Kind, tr.Number)
			continue
		}
		status := want[tr.Kind]
		if status == "" {
			status = entity.StatusLive
		}
		if g.Status() != status {
			t.Errorf("%s: %s: body %s is %s", id, tr.Kind, tr.Number, g.Status())
		}
	}
}

// TestHonestApplicantsSayWhatTheRegisterSays allows for every way of writing,
// and for those who have not told their moves and new names yet.
func TestHonestApplicantsSayWhatTheRegisterSays(t *testing.T) {
	s := theSmall(t)
	bad := 0
	for _, id := range s.order {
		tr, p := s.truth[id], s.apps[id].Applicant
		g := s.register[tr.Number]
		if !tr.Honest || !tr.Answered || g == nil {
			continue
		}
		if n, err := identifier.CorporateNumber(p.CorporateNumber); p.CorporateNumber != "" && (err != nil || n != tr.Number) {
			t.Errorf("%s gives %s, its number is %s", id, p.CorporateNumber, tr.Number)
		}
		best := 0
		for _, r := range g.Rows {
			_, d, _ := identifier.CompareAddress(p.Address, r.Address())
			best = max(best, d)
		}
		if best < 8500 {
			if bad++; bad < 6 {
				t.Logf("%s: %q and %q agree to %d", id, p.Address, g.Current().Address(), best)
			}
		}
	}
	if bad > smallApplications/200 {
		t.Errorf("%d honest addresses do not agree with the register", bad)
	}
}

// TestRefusableIdentitiesAreAbsent compares each identity that is expected to be
// refused with every row, by a slow comparison of its own.
func TestRefusableIdentitiesAreAbsent(t *testing.T) {
	s := theSmall(t)
	refusable := 0
	for _, id := range s.order {
		if s.truth[id].Expected != ExpectRefuse {
			continue
		}
		refusable++
		p := s.apps[id].Applicant
		if p.CorporateNumber != "" && s.register[p.CorporateNumber] != nil {
			t.Errorf("%s: number %s is registered", id, p.CorporateNumber)
		}
		name := string(nameKey(bare(p.Name)))
		block := identifier.ParseAddress(p.Address).BlockKey()
		for number, g := range s.register {
			for _, r := range g.Rows {
				if oneEdit([]rune(name), nameKey(bare(r.Name))) || oneEdit([]rune(name), nameKey(r.Furigana)) {
					t.Errorf("%s: %s stands near %s (%s)", id, p.Name, r.Name, number)
				}
			}
		}
		for number, key := range blocks(s) {
			if key[block] {
				t.Errorf("%s: %s is the address of %s", id, p.Address, number)
			}
		}
	}
	if refusable < 20 {
		t.Errorf("only %d applications are expected to be refused", refusable)
	}
}

var blockCache map[string]map[string]bool

func blocks(s *small) map[string]map[string]bool {
	if blockCache == nil {
		blockCache = map[string]map[string]bool{}
		for number, g := range s.register {
			blockCache[number] = map[string]bool{}
			for _, r := range g.Rows {
				if k := identifier.ParseAddress(r.Address()).BlockKey(); k != "" {
					blockCache[number][k] = true
				}
			}
		}
	}
	return blockCache
}

// bare drops the legal forms that companies of the register have.
func bare(s string) string {
	for _, f := range []string{"株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "㈱", "(株)", "（株）", "㈲", "(有)", "（有）", "(同)", "（同）"} {
		s = strings.ReplaceAll(s, f, "")
	}
	return s
}

// oneEdit reports whether at most one insertion, deletion or substitution makes
// a of b.
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(b) == 0 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || string(a[i+1:]) == string(b[i+1:])
	}
	return string(a[i:]) == string(b[i+1:])
}

func TestEvidenceIsFairToBothSides(t *testing.T) {
	s := theSmall(t)
	for _, id := range s.order {
		tr := s.truth[id]
		answer := false
		for _, e := range s.evidence[id] {
			if e.By == "" || e.At == "" || e.Kind == "" || e.Result == "" {
				t.Errorf("%s: incomplete evidence %+v", id, e)
			}
			if day, err := entity.ParseDay(e.At[:10]); err != nil || day >= s.world.day {
				t.Errorf("%s: evidence of %s", id, e.At)
			}
			switch e.Kind {
			case "letter", "call", "mail", "dns", "certificate":
				independent := e.ChannelFrom != "" && e.ChannelFrom != "applicant"
				answer = answer || independent && e.Result == "confirmed"
			case "identity_document":
				answer = true
			}
		}
		switch {
		case tr.Honest && tr.Answered && !answer:
			t.Errorf("%s: %s is said to have answered and did not", id, tr.Kind)
		case !tr.Honest && answer && tr.Kind != falseShell:
			t.Errorf("%s: %s answered through an independent channel", id, tr.Kind)
		}
	}
}

func TestVictimsMayDeny(t *testing.T) {
	s := theSmall(t)
	denied, owners := 0, 0
	honest := map[string]bool{}
	for _, tr := range s.truth {
		if tr.Honest && tr.Number != "" {
			honest[tr.Number] = true
		}
	}
	for id, tr := range s.truth {
		if tr.Kind == falseImpersonation && honest[tr.Number] {
			owners++
		}
		for _, e := range s.evidence[id] {
			if e.Result == "denied" {
				denied++
				if tr.Honest {
					t.Errorf("%s is honest and was denied", id)
				}
			}
		}
	}
	if denied == 0 || owners == 0 {
		t.Errorf("%d denials, %d owners that apply as well", denied, owners)
	}
}

func TestApplicationsPassTheReader(t *testing.T) {
	s := theSmall(t)
	registered := func(n string) bool { return s.register[n] != nil }
	n := 0
	for row, err := range application.Checked(application.ReadFile(filepath.Join(s.dir, FileApplications), format.ApplicationLimits), registered) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		for _, p := range row.Problems {
			t.Errorf("%v", p)
		}
	}
	if n != smallApplications {
		t.Errorf("%d rows", n)
	}
}

func TestContactsCanExist(t *testing.T) {
	s := theSmall(t)
	free, fixed, away := 0, 0, 0
	for _, id := range s.order {
		a := s.apps[id]
		box, err := identifier.Email(a.Contact.Email)
		if err != nil {
			t.Errorf("%s: mailbox %q: %v", id, a.Contact.Email, err)
			continue
		}
		if identifier.FreeMail(box.Domain) {
			free++
		} else if !strings.HasSuffix(box.Domain, ".example") {
			t.Errorf("%s: mailbox at %s, which may be somebody's", id, box.Domain)
		}
		for _, phone := range []string{a.Contact.Phone, a.Applicant.Phone} {
			if phone == "" {
				continue
			}
			p, err := identifier.Phone(phone, "JP")
			if err != nil {
				t.Errorf("%s: telephone %q: %v", id, phone, err)
			}
			if p.Kind == "fixed" {
				fixed++
				if seat := identifier.ParseAddress(a.Applicant.Address).Prefecture; seat != "" && len(p.Area) > 0 && !strings.Contains(strings.Join(p.Area, " "), seat) {
					away++
				}
			}
		}
	}
	if free < smallApplications/10 || fixed < smallApplications/2 || away > fixed/20 {
		t.Errorf("%d free mailboxes, %d fixed telephones, %d of them in another prefecture", free, fixed, away)
	}
}

func TestChannelsAreNobodys(t *testing.T) {
	s := theSmall(t)
	shared := 0
	device := map[string]string{}
	for _, id := range s.order {
		c := s.apps[id].Channel
		if !strings.HasPrefix(c.IP, "198.18.") && !strings.HasPrefix(c.IP, "198.19.") && !strings.HasPrefix(c.IP, "2001:db8:") {
			t.Errorf("%s: address %s is not one for tests", id, c.IP)
		}
		if other, ok := device[c.Device]; ok {
			shared++
			if s.truth[id].Honest || s.truth[other].Honest {
				t.Errorf("%s and %s share a device and one is honest", id, other)
			}
		}
		device[c.Device] = id
	}
	if shared == 0 {
		t.Error("no false identities share a device")
	}
}

func TestKnownIdentitiesComeBack(t *testing.T) {
	s := theSmall(t)
	known := map[string]record.Application{}
	for a, err := range lineValues[record.Application](filepath.Join(s.dir, FileKnown)) {
		if err != nil {
			t.Fatal(err)
		}
		known[a.ExternalID] = a
	}
	stolen := map[string]bool{}
	for k, err := range lineValues[Known](filepath.Join(s.dir, FileProved)) {
		if err != nil || k.Second == k.By {
			t.Fatalf("%+v %v", k, err)
		}
		stolen[k.Application] = len(k.Stolen) > 0
	}
	for id, tr := range s.truth {
		if tr.Kind != falseSharesMemory {
			continue
		}
		a := s.apps[id]
		k, ok := known[strings.TrimPrefix(tr.Note[strings.LastIndex(tr.Note, "K-"):], "")]
		box, _ := identifier.Email(a.Contact.Email)
		kbox, _ := identifier.Email(k.Contact.Email)
		phone := a.Contact.Phone == k.Contact.Phone && !stolen[k.ExternalID]
		if !ok || !phone && a.Channel.Device != k.Channel.Device && a.Channel.PaymentToken != k.Channel.PaymentToken && box.Address != kbox.Address {
			t.Errorf("%s shares nothing with %s", id, k.ExternalID)
		}
	}
	for id, tr := range s.truth {
		for _, k := range known {
			if tr.Honest && (s.apps[id].Channel.Device == k.Channel.Device || s.apps[id].Contact.Phone == k.Contact.Phone) {
				t.Errorf("honest %s shares with %s", id, k.ExternalID)
			}
		}
	}
}

func TestApplicationsWithoutFiles(t *testing.T) {
	s := theSmall(t)
	n := 0
	for d, err := range s.world.Applications(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if d.Truth != s.truth[d.Application.ExternalID] {
			t.Fatalf("%+v\n%+v", d.Truth, s.truth[d.Application.ExternalID])
		}
		if n++; n == 200 {
			break
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range s.world.Applications(ctx) {
		if err == nil {
			t.Error("no error though the context had ended")
		}
	}
}
