package stix_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/statement"
	"pgregory.net/rapid"
)

var things = []statement.Ref{
	{Kind: statement.IP, Key: "192.0.2.1"}, {Kind: statement.IP, Key: "2001:db8::/32"}, {Kind: statement.Domain, Key: "a.example"}, {Kind: statement.URL, Key: "https://a.example/x?y=1&z=<"},
	{Kind: statement.Email, Key: "a@b.example"}, {Kind: statement.Phone, Key: "+81312345678"}, {Kind: statement.Person, Key: "the-woman"}, {Kind: statement.Identity, Key: "r-1"},
	{Kind: statement.Organization, Key: "Unit 4417"}, {Kind: statement.Group, Key: "HERON"}, {Kind: statement.Contract, Key: "c-1"}, {Kind: statement.Application, Key: "a-1"},
	{Kind: statement.Asset, Key: "srv-1"}, {Kind: statement.Account, Key: "acc-1"}, {Kind: statement.Customer, Key: "cust-1"}, {Kind: statement.Device, Key: "dev"},
	{Kind: statement.PaymentToken, Key: "tok"}, {Kind: statement.Key, Key: "k"}, {Kind: statement.ShipTo, Key: "s"}, {Kind: statement.File, Key: "md5=d41d8cd98f00b204e9800998ecf8427e"},
	{Kind: statement.Product, Key: "HarborGuard"}, {Kind: statement.Place, Key: "Kalder"}, {Kind: statement.Event, Key: "attack"}, {Kind: statement.Item, Key: "usb-drives"},
	{Kind: statement.Domain, Key: "not a domain"}, {Kind: statement.Item, Key: "人"},
}

func drawStatement(t *rapid.T, i int, sources int) statement.Statement {
	pick := func(name string, list ...string) string { return rapid.SampledFrom(list).Draw(t, name) }
	s := statement.Statement{ID: fmt.Sprintf("s%d", i), Source: fmt.Sprintf("r%d", rapid.IntRange(1, sources).Draw(t, "source")),
		Subject: rapid.SampledFrom(things).Draw(t, "subject"), Predicate: pick("predicate", "used", "instructed", "member_of", "attack.date", "is false", "関与"),
		Quotation: pick("quotation", "", "he said \"so\" & <left>", "軍の指示"), Place: pick("place", "", "paragraph 2", "line 3. b"), English: pick("english", "", "by order"),
		Role: pick("role", "", "unwitting"), Hedge: pick("hedge", "", "allegedly"), State: pick("state", "", "planned"), Aspect: pick("aspect", "", "server"),
		Polarity: statement.Polarity(pick("polarity", "asserts", "asserts", "denies", "no_evidence", "no_answer")),
		Class:    statement.Class(pick("class", "", "contract", "communication")), Port: rapid.IntRange(0, 3).Draw(t, "port"), Skew: int64(rapid.IntRange(0, 2).Draw(t, "skew")),
		Recorded: entity.Instant(rapid.Int64Range(0, 2e15).Draw(t, "recorded")), NoRule: rapid.Bool().Draw(t, "no rule")}
	if rapid.Bool().Draw(t, "object?") {
		s.Object = rapid.SampledFrom(things).Draw(t, "object")
	} else {
		s.Value = rapid.SampledFrom([]statement.Value{{}, {Kind: "text", Text: "x"}, {Kind: "number", Text: "about 200", From: 150, To: 9007199254740993}, {Kind: "set", Set: []string{"a", "b"}}}).Draw(t, "value")
	}
	s.Grade, _ = statement.ParseGrade(pick("grade", "", "A1", "B2", "F6", "C6", "F3"))
	s.Marking.TLP = statement.TLP(pick("tlp", "", "clear", "green", "amber", "amber+strict", "red"))
	if rapid.Bool().Draw(t, "care") {
		s.Marking.Care, s.Marking.Purpose = []string{"criminal_procedure"}, "abuse"
	}
	if rapid.Bool().Draw(t, "chain") {
		s.Chain = []statement.Told{{Who: "an investigator", How: "said"}, {Who: "the bureau"}}
	}
	switch rapid.IntRange(0, 3).Draw(t, "time") {
	case 1:
		s.At, s.Zoneless = entity.Instant(rapid.Int64Range(1, 2e15).Draw(t, "at")), rapid.Bool().Draw(t, "bare")
	case 2:
		s.When, _ = entity.ParseDate(pick("when", "2016", "2016-11", "2016-11-03", "circa 1965", "2016 to 2017"))
	}
	return s
}

func drawIntake(t *rapid.T) statement.Intake {
	n := rapid.IntRange(1, 3).Draw(t, "sources")
	var in statement.Intake
	for i := 1; i <= n; i++ {
		src := statement.Source{ID: fmt.Sprintf("r%d", i), Kind: statement.KindArticle, Title: rapid.SampledFrom([]string{"", "A story"}).Draw(t, "title"),
			Publisher: rapid.SampledFrom([]string{"", "Agency", "Paper"}).Draw(t, "publisher"), URL: rapid.SampledFrom([]string{"", "https://n.example/1"}).Draw(t, "url"),
			Language: "en", Reliability: "B", Recorded: entity.Instant(i), Marking: statement.Marking{TLP: statement.Green}}
		src.Published, _ = entity.ParseDate("2027-04")
		if i > 1 {
			src.Derives = []statement.Derivation{{From: "r1", How: statement.Relay}, {From: "a paper not at hand", How: statement.Cites}}
		}
		in.Others = append(in.Others, src)
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "statements") {
		in.Statements = append(in.Statements, drawStatement(t, i, n))
	}
	return in
}

// TestRoundTrip: what leaves is valid, and comes back the same.
func TestRoundTrip(t *testing.T) {
	data(t)
	rapid.Check(t, func(rt *rapid.T) {
		in := drawIntake(rt)
		b, err := stix.FromStatements(in.Others, in.Statements, statement.Sharing{Author: "Operator", Container: "case-1", Recipient: "A desk", MaxTLP: statement.Red, At: noon()})
		if err != nil {
			rt.Fatal(err)
		}
		var out bytes.Buffer
		if err := stix.Write(&out, b); err != nil {
			rt.Fatal(err)
		}
		if valid(t, out.Bytes()); t.Failed() {
			rt.Fatalf("not valid:\n%s", out.String())
		}
		stranger(t, rt, in.Statements, out.Bytes())
		again, err := stix.Read(&out, stix.Options{Name: "again", At: 5, Own: true})
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(byID(in.Statements), byID(again.Statements)); diff != "" {
			rt.Fatalf("statements came back otherwise:\n%s", diff)
		}
		slices.SortFunc(again.Others, func(a, b statement.Source) int { return strings.Compare(a.ID, b.ID) })
		if diff := cmp.Diff(in.Others, again.Others); diff != "" {
			rt.Fatalf("sources came back otherwise:\n%s", diff)
		}
		if len(again.Unread) > 0 {
			rt.Fatalf("not understood of an own bundle: %v", again.Unread)
		}
	})
}

// stranger reads the bundle as another operator does: what Lost names is that
// operator's, the rest comes the same.
func stranger(t *testing.T, rt *rapid.T, left []statement.Statement, out []byte) {
	in, err := stix.Read(bytes.NewReader(out), stix.Options{Name: "stranger", At: 5})
	if err != nil {
		rt.Fatal(err)
	}
	of := "STIX: a bundle of this program, read by another operator"
	want, got := map[string]int{}, map[string]int{}
	for list, n := range map[*[]statement.Statement]map[string]int{&left: want, &in.Statements: got} {
		for _, s := range *list {
			info := s.Grade.Info
			if info == 0 {
				info = '6'
			}
			text, _ := json.Marshal(without(t, s, of))
			n[string(info)+string(text)]++
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		rt.Fatalf("a stranger reads something else:\n%s", diff)
	}
}

// TestEveryFieldIsDrawn: a field of a statement that the round trip does not
// try would be lost in silence.
func TestEveryFieldIsDrawn(t *testing.T) {
	seen := map[string]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		for _, s := range drawIntake(rt).Statements {
			for i, v := 0, reflect.ValueOf(s); i < v.NumField(); i++ {
				seen[v.Type().Field(i).Name] = seen[v.Type().Field(i).Name] || !v.Field(i).IsZero()
			}
		}
	})
	for name, drawn := range seen {
		if !drawn {
			t.Errorf("%s is never anything", name)
		}
	}
}

func byID(list []statement.Statement) map[string]statement.Statement {
	out := map[string]statement.Statement{}
	for _, s := range list {
		out[s.ID] = s
	}
	return out
}

// TestStrangersRead: a reader who does not know the extension still reads who
// says it, that it is a claim, and the grade; membership and falsehood are
// never facts.
func TestStrangersRead(t *testing.T) {
	in := statement.Intake{Source: statement.Source{ID: "r1", Publisher: "Agency", Title: "A story", Marking: statement.Marking{TLP: statement.Clear}}}
	say := func(p statement.Polarity, subject, object, predicate, grade string) {
		s := statement.Statement{ID: fmt.Sprint("s", len(in.Statements)), Source: "r1", Subject: statement.Ref{Kind: statement.Person, Key: subject}, Predicate: predicate, Polarity: p, Hedge: "suggests",
			Marking: statement.Marking{TLP: statement.Clear}}
		if object != "" {
			s.Object = statement.Ref{Kind: statement.Group, Key: object}
		}
		s.Grade, _ = statement.ParseGrade(grade)
		in.Statements = append(in.Statements, s)
	}
	say(statement.Denies, "the student", "HERON", "member_of", "C3")
	say(statement.Asserts, "the student", "HERON", "member_of", "B2")
	say(statement.Asserts, "the student", "", "is_false", "F6")
	say(statement.Lacks, "the engineer", "HERON", "member_of", "B2")
	say(statement.NoAnswer, "the ministry", "HERON", "directs", "B2")
	_, out := export(t, in, statement.Sharing{})
	var doc struct{ Objects []map[string]any }
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, o := range doc.Objects {
		words := fmt.Sprint(o["description"], o["content"], o["explanation"])
		switch o["type"] {
		case "relationship", "note", "opinion":
			got[o["type"].(string)]++
			if o["created_by_ref"] == nil || !strings.Contains(words, "Agency") || !strings.Contains(words, "suggests") || o["external_references"] == nil {
				t.Errorf("a claim without who says it: %v", o)
			}
		case "identity":
			if strings.Contains(fmt.Sprint(o), "false") {
				t.Errorf("an identity called false: %v", o)
			}
		}
		if o["type"] == "relationship" && (o["confidence"] != 70.0 || o["relationship_type"] != "member-of") || o["type"] == "note" && strings.Contains(words, "is_false") && o["confidence"] != nil {
			t.Errorf("confidence or type: %v", o)
		}
	}
	if got["relationship"] != 1 || got["opinion"] != 1 || got["note"] != 3 {
		t.Errorf("types %v: only what is asserted of two things is a relationship, a denial of it an opinion", got)
	}
}

// TestNothingLeavesTooFar: an item above the label stops the whole bundle.
func TestNothingLeavesTooFar(t *testing.T) {
	src := statement.Source{ID: "r1", Marking: statement.Marking{TLP: statement.Green}}
	s := statement.Statement{ID: "s1", Source: "r1", Subject: things[0], Predicate: "used", Polarity: statement.Asserts, Marking: statement.Marking{TLP: statement.Green}}
	for name, c := range map[string]struct {
		src statement.Source
		s   statement.Statement
		e   statement.Sharing
		ok  bool
	}{
		"may":              {src, s, statement.Sharing{Author: "O", MaxTLP: statement.Green}, true},
		"nothing given":    {src, s, statement.Sharing{Author: "O"}, false},
		"unmarked":         {src, statement.Statement{ID: "s1", Source: "r1", Subject: things[0]}, statement.Sharing{Author: "O", MaxTLP: statement.Green}, false},
		"unmarked source":  {statement.Source{ID: "r1"}, s, statement.Sharing{Author: "O", MaxTLP: statement.Green}, false},
		"unknown label":    {src, statement.Statement{ID: "s1", Source: "r1", Subject: things[0], Marking: statement.Marking{TLP: "pink"}}, statement.Sharing{Author: "O", MaxTLP: statement.Red}, false},
		"unattributed":     {statement.Source{ID: "r2", Marking: src.Marking}, s, statement.Sharing{Author: "O", MaxTLP: statement.Green}, false},
		"without a sender": {src, s, statement.Sharing{MaxTLP: statement.Green}, false},
	} {
		b, err := stix.FromStatements([]statement.Source{c.src}, []statement.Statement{c.s}, c.e)
		if (err == nil) != c.ok || !c.ok && len(b.Objects) > 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
