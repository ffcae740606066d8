package world

import (
	"bytes"
	"net/mail"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/application"
)

func TestMailsSayWhatTheApplicationsSay(t *testing.T) {
	s := theSmall(t)
	files, err := filepath.Glob(filepath.Join(s.dir, "mail", "*.eml"))
	if err != nil || len(files) < 5 {
		t.Fatalf("%d mails, %v", len(files), err)
	}
	for _, f := range files {
		want := s.apps[strings.TrimSuffix(filepath.Base(f), ".eml")]
		n := 0
		for row, err := range application.ReadFile(f, format.ApplicationLimits) {
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			n++
			a := row.App
			if a.Applicant.Name != want.Applicant.Name || a.Contact.Email != want.Contact.Email || a.Item.Name != want.Item.Name || a.Applicant.CorporateNumber != want.Applicant.CorporateNumber {
				t.Errorf("%s:\n%+v\nwant\n%+v", f, a, want)
			}
			if a.Mail.From == "" || a.Channel.Device != "" {
				t.Errorf("%s: facts of the mail %+v, of the channel %+v", f, a.Mail, a.Channel)
			}
			for _, p := range row.Problems {
				t.Errorf("%s: %v", f, p)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d applications", f, n)
		}
	}
}

func TestMailTextIsMail(t *testing.T) {
	s := theSmall(t)
	id := s.order[0]
	for n := 1; n <= 2; n++ {
		m, err := mail.ReadMessage(bytes.NewReader(mailText(n, &Drawn{Application: s.apps[id], Truth: s.truth[id]})))
		if err != nil {
			t.Fatal(err)
		}
		from, err := m.Header.AddressList("From")
		if err != nil || from[0].Address != s.apps[id].Contact.Email {
			t.Errorf("from %v, %v", from, err)
		}
		if _, err := m.Header.Date(); err != nil {
			t.Error(err)
		}
	}
}
