package xarf_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/statement"
)

const arf = "From: <abusedesk@desk.example>\r\nDate: Thu, 8 Mar 2027 17:40:36 +0900\r\nSubject: FW: Earn money\r\nTo: <abuse@operator.example>\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/report; report-type=feedback-report;\r\n     boundary=\"part1\"\r\n\r\n" +
	"--part1\r\nContent-Type: text/plain; charset=\"US-ASCII\"\r\n\r\nThis is an email abuse report.\r\n\r\n" +
	"--part1\r\nContent-Type: message/feedback-report\r\n\r\n" +
	"Feedback-Type: abuse\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1\r\nOriginal-Mail-From: <someone@else.example>\r\nArrival-Date: Thu, 8 Mar 2027 14:00:00 +0900\r\n" +
	"Source-IP: 192.0.2.1\r\nSource-Port: 40222\r\nReported-Domain: shop.example\r\nReported-Uri: http://shop.example/earn.html\r\nX-Novel: y\r\n\r\n" +
	"--part1\r\nContent-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\nFrom: <someone@else.example>\r\nSubject: Earn money\r\n\r\nSecret words\r\n--part1--\r\n"

func find(in statement.Intake, predicate string) *statement.Statement {
	for i := range in.Statements {
		if in.Statements[i].Predicate == predicate {
			return &in.Statements[i]
		}
	}
	return &statement.Statement{}
}

func TestFeedbackReport(t *testing.T) {
	in, err := xarf.Read(strings.NewReader(arf), xarf.Options{Name: "a.eml"})
	if err != nil {
		t.Fatal(err)
	}
	s := in.Statements[0]
	if s.Subject.String() != "ip:192.0.2.1" || s.At.String() != "2027-03-08T05:00:00Z" || s.Port != 40222 || s.Value.Text != "feedback/abuse" {
		t.Errorf("%+v", s)
	}
	if r := find(in, "reported-uri").Object.String(); r != "url:http://shop.example/earn.html" {
		t.Errorf("reported-uri: %s", r)
	}
	if s := find(in, "original-mail-from"); s.Object.Kind != "" || s.Class != statement.CommunicationData {
		t.Errorf("a sender that may be forged must not link: %+v", s)
	}
	if len(in.Kept) != 2 || strings.Contains(fmt.Sprint(in), "Secret words") || strings.Contains(fmt.Sprint(in), "email abuse") {
		t.Errorf("content: %+v", in)
	}
	if len(in.Unread) != 1 || in.Unread[0].Place != "mail.2.x-novel" {
		t.Errorf("left out: %v", in.Unread)
	}
	if in.Source.Publisher != "abusedesk@desk.example" {
		t.Errorf("publisher %q", in.Source.Publisher)
	}
}

const older = "From: a@b.example\r\nX-XARF: PLAIN\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n" +
	"--b\r\nContent-Type: text/plain; charset=utf-8; name=\"report.txt\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n---\r\nReported-From: a@b.example\r\nCategory: abuse\r\n" +
	"Report-Type: login-attack\r\nService: ssh\r\nVersion: 0.2\r\nSource: 192.0.2.7\r\nSource-Type: ipv4\r\nDate: Thu, 8 Mar 2027 14:00:00\r\nAttachment: text/plain\r\n" +
	"--b\r\nContent-Type: text/plain; name=\"logfile.log\"\r\n\r\nMar 8 sshd: log\r\n--b--\r\n"

func TestOlderMail(t *testing.T) {
	in, err := xarf.Read(strings.NewReader(older), xarf.Options{Name: "a.eml"})
	if err != nil {
		t.Fatal(err)
	}
	s := in.Statements[0]
	if s.Subject.String() != "ip:192.0.2.7" || !s.Zoneless || s.Value.Text != "abuse/login-attack" || len(in.Kept) != 2 {
		t.Errorf("%+v %+v", s, in.Kept)
	}
}

func TestVersion3(t *testing.T) {
	in, err := xarf.Read(strings.NewReader(`{"Version":"3","ReporterInfo":{"ReporterOrg":"D","ReporterOrgEmail":"a@d.example"},"Disclosure":true,
"Report":{"ReportClass":"Activity","ReportType":"Spam","Date":"2027-02-03T04:05:06Z","SourceIp":"192.0.2.9","SourcePort":25,"SmtpMailFromAddress":"x@y.example",
"Samples":[{"ContentType":"message/rfc822","Encoding":"base64","Payload":"aGVsbG8="}]}}`), xarf.Options{Name: "v3.json"})
	if err != nil {
		t.Fatal(err)
	}
	s := in.Statements[0]
	if s.Subject.String() != "ip:192.0.2.9" || s.Port != 25 || s.Value.Text != "Activity/Spam" || len(in.Kept) != 1 || in.Kept[0].Size != 5 {
		t.Errorf("%+v %+v", s, in.Kept)
	}
}

func TestReportAttached(t *testing.T) {
	mail := "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/json; name=xarf.json\r\n\r\n" +
		fmt.Sprintf(head, "2025-01-11T09:21:23Z", `,"destination_ip":"198.51.100.9"`) + "\r\n--b--\r\n"
	in, err := xarf.Read(strings.NewReader(mail), xarf.Options{Name: "m.eml"})
	if err != nil {
		t.Fatal(err)
	}
	if s := find(in, "destination_ip"); s.Value.Text != "198.51.100.9" || s.Object.Kind != "" {
		t.Errorf("the attacked address is a victim's and must not link: %+v", s)
	}
}
