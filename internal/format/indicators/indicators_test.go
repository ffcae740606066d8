package indicators_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/indicators"
	"github.com/sekifuda/sekifuda/internal/statement"
)

func read(t *testing.T, text string) statement.Intake {
	t.Helper()
	in, err := indicators.Read(strings.NewReader(text), indicators.Options{Name: "i.csv", At: 1})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestTable(t *testing.T) {
	in := read(t, "type,value,first_seen,last_seen,confidence,source,tlp,description\n"+
		"ip,192.0.2.1,2027-03-08T14:00:00+09:00,,90,Desk,TLP:GREEN,attacks\n"+
		"ip:port,198.51.100.7:40222,2027-03-08 14:00:00,,low,,white,\n"+
		"domain,Shop[.]Example,2027-03-01,2027-03-05,0.5,,,\n"+
		"url,hxxp://a[.]example/x,,,,,pink,\"he said, \"\"so\"\"\"\n"+
		"phone,'+81 3-1234-5678,,,,,,\n"+
		"sha256,xyz,,,,,,\n"+
		",AB@c.example,yesterday,,400,,,password: hunter2secret\n")
	type row struct{ subject, grade, tlp string }
	want := []row{{"ip:192.0.2.1", "F1", "green"}, {"ip:198.51.100.7", "F4", "clear"}, {"domain:shop.example", "F3", ""}, {"url:http://a.example/x", "F6", "red"}, {"phone:+81312345678", "F6", ""}, {"email:ab@c.example", "F6", ""}}
	if len(in.Statements) != len(want) {
		t.Fatalf("%d statements, want %d: %v", len(in.Statements), len(want), in.Unread)
	}
	for i, s := range in.Statements {
		if got := (row{s.Subject.String(), s.Grade.String(), string(s.Marking.TLP)}); got != want[i] {
			t.Errorf("row %d: %v, want %v", i+1, got, want[i])
		}
	}
	if s := in.Statements[0]; s.At.String() != "2027-03-08T05:00:00Z" || s.Zoneless || s.Chain[0].Who != "Desk" || s.Place != "line 2" {
		t.Errorf("%+v", s)
	}
	if s := in.Statements[1]; !s.Zoneless || s.Port != 40222 {
		t.Errorf("%+v", s)
	}
	if s := in.Statements[2]; s.When.Earliest.String() != "2027-03-01" || s.When.Latest.String() != "2027-03-05" {
		t.Errorf("%+v", s)
	}
	if len(in.Unread) != 5 || in.Statements[5].Quotation != "" {
		t.Errorf("left out: %v", in.Unread)
	}
}

// TestHeadersOfOthers reads tables as feeds write them.
func TestHeadersOfOthers(t *testing.T) {
	for name, c := range map[string]struct{ in, subject, left string }{
		"header in a comment": {"# a feed\n# id,dateadded,url,url_status\n\"1\",\"2027-03-08 14:00:00\",\"http://a.example/b\",\"online\"\n", "url:http://a.example/b", "column id"},
		"spaces after commas": {"\"first_seen_utc\", \"ioc_id\", \"ioc_value\", \"ioc_type\"\n\"2027-03-08 14:00:00\", \"7\", \"192.0.2.1:80\", \"ip:port\"\n", "ip:192.0.2.1", "column ioc_id"},
		"semicolons":          {"Indicator;Comment\nevil.example;x\n", "domain:evil.example", ""},
		"one kind":            {"ip_address\n2001:DB8::1\n", "ip:2001:db8::1", ""},
		"type first":          {"uuid,event_id,category,type,value\nu,1,Network,ip-dst,192.0.2.9\n", "ip:192.0.2.9", "column uuid"},
	} {
		in := read(t, c.in)
		if len(in.Statements) != 1 || in.Statements[0].Subject.String() != c.subject {
			t.Errorf("%s: %+v", name, in)
		}
		if c.left != "" && (len(in.Unread) == 0 || in.Unread[0].Place != c.left) {
			t.Errorf("%s: left out %v", name, in.Unread)
		}
	}
}

func TestRefuses(t *testing.T) {
	for name, in := range map[string]string{"nothing": "", "no header": "192.0.2.1,x\n", "not UTF-8": "value\n\xff\n", "broken": "value,type\n\"a,b\n"} {
		_, err := indicators.Read(strings.NewReader(in), indicators.Options{Name: "i.csv"})
		var fe *format.Error
		if !errors.As(err, &fe) || fe.File != "i.csv" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWriteComesBack: what a table of indicators says comes back from the table
// that is written of it.
func TestWriteComesBack(t *testing.T) {
	in := read(t, "type,value,first_seen,last_seen,grade,source,tlp,description\nphone,+81312345678,2027-03-08T14:00:00Z,,B2,Desk,green,\"=1+1\"\nip,192.0.2.1,2027-03-01,2027-03-05,,,green,\n")
	in.Source.Marking.TLP = statement.Green
	sharing := statement.Sharing{Author: "Operator", MaxTLP: statement.Green}
	var out bytes.Buffer
	if err := indicators.Write(&out, []statement.Source{in.Source}, in.Statements, sharing); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "'=1+1") || !strings.Contains(out.String(), "'+81312345678") {
		t.Errorf("a spreadsheet would take a value for a formula:\n%s", out.String())
	}
	again := read(t, out.String())
	for i, s := range again.Statements {
		if got, want := without(s), without(in.Statements[i]); got != want || s.Grade.Info != in.Statements[i].Grade.Info {
			t.Errorf("row %d came back as\n%s, was\n%s", i, got, want)
		}
	}
	sharing.MaxTLP = statement.Clear
	if err := indicators.Write(&out, []statement.Source{in.Source}, in.Statements, sharing); err == nil {
		t.Error("green left as clear")
	}
}

// without is a statement less the fields that Lost names.
func without(s statement.Statement) string {
	text, _ := json.Marshal(s)
	var m map[string]any
	_ = json.Unmarshal(text, &m) // what was just written
	for _, l := range indicators.Lost() {
		if outer, inner, nested := strings.Cut(l.Field, "."); nested {
			if o, ok := m[outer].(map[string]any); ok {
				delete(o, inner)
			}
		} else {
			delete(m, outer)
		}
	}
	text, _ = json.Marshal(m)
	return string(text)
}

func TestEdges(t *testing.T) {
	src := statement.Source{ID: "r1", Publisher: "Agency", Marking: statement.Marking{TLP: statement.Clear}}
	s := statement.Statement{ID: "s1", Source: "r1", Subject: statement.Ref{Kind: "person", Key: "the student"}, Object: statement.Ref{Kind: "group", Key: "HERON"}, Predicate: "member_of",
		Polarity: statement.Denies, Chain: []statement.Told{{Who: "the bureau"}}, Marking: statement.Marking{TLP: statement.Clear}}
	var out bytes.Buffer
	if err := indicators.Edges(&out, []statement.Source{src}, []statement.Statement{s, {ID: "s2", Source: "r1", Subject: s.Subject, Marking: s.Marking}}, statement.Sharing{Author: "O"}); err != nil {
		t.Fatal(err)
	}
	want := "from,to,predicate,polarity,says,grade,when,state,hedge,role,tlp,source,statement\nperson:the student,group:HERON,member_of,denies,the bureau to Agency,F6,,,,,clear,r1,s1\n"
	if out.String() != want {
		t.Errorf("%s", out.String())
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("type,value,first_seen,last_seen,confidence,tlp\nip,192.0.2.1,2027-03-08,2027-03-09,9,red\n"))
	f.Add([]byte("# id,url\n1,\"http://a.example\"\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := indicators.Read(bytes.NewReader(b), indicators.Options{Name: "f"})
		if err != nil {
			return
		}
		for _, s := range in.Statements {
			if s.Subject.Key == "" || s.Grade.Source != 'F' {
				t.Fatalf("%+v", s)
			}
		}
	})
}
