package application

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
)

// Every text of an application is looked at, with the flag for typed fields,
// except ids that machines make.
func TestCheckReachesEveryField(t *testing.T) {
	const secret = "hidden-value"
	defer func(old func(string, string, bool, func(string) bool) *identifier.ForbiddenError) { scan = old }(scan)
	typedSeen := map[string]bool{}
	scan = func(field, text string, typed bool, _ func(string) bool) *identifier.ForbiddenError {
		typedSeen[field] = typed
		if text == secret {
			return &identifier.ForbiddenError{Field: field, Kind: identifier.ForbiddenPassword}
		}
		return nil
	}
	var app record.Application
	app.Applicant.Aliases, app.Applicant.Identifiers = []string{"x"}, []string{"x"}
	app.Declarations = []record.Declaration{{}}
	var paths []string
	visit(applicationTexts, &app, func(_ *spot, path, _ string) { paths = append(paths, path) })
	for _, path := range paths {
		planted := record.Application{}
		if msg, _ := assign(&planted, path, secret); msg != "" {
			t.Fatalf("%s: %s", path, msg)
		}
		bad := Check(&planted, nil)
		if opaque[generic(path)] {
			if bad != nil {
				t.Errorf("%s: an id was judged", path)
			}
			continue
		}
		if len(bad) != 1 || bad[0].Field != path || strings.Contains(bad[0].Error(), secret) {
			t.Errorf("%s: %v", path, bad)
		}
	}
	for path, want := range map[string]bool{"contact.phone": true, "payer.corporate_number": true, "end_use": false, "applicant.name": false} {
		if got, ok := typedSeen[path]; !ok || got != want {
			t.Errorf("%s: typed %v, want %v", path, got, want)
		}
	}
	if bad := CheckEvidence(&record.Evidence{Note: secret}, nil); len(bad) != 1 || bad[0].Field != "note" {
		t.Errorf("evidence: %v", bad)
	}
}

// A row with a forbidden value carries it no further.
func TestCheckedDropsTheRow(t *testing.T) {
	defer func(old func(string, string, bool, func(string) bool) *identifier.ForbiddenError) { scan = old }(scan)
	scan = func(field, text string, _ bool, _ func(string) bool) *identifier.ForbiddenError {
		if strings.Contains(text, "secret") {
			return &identifier.ForbiddenError{Field: field, Kind: identifier.ForbiddenCard, Offset: 3}
		}
		return nil
	}
	in := "{\"end_use\":\"my secret\"}\n{\"end_use\":\"fine\"}\n"
	var got []Row
	for row, err := range Checked(Read("a.jsonl", strings.NewReader(in), format.Limits{}), nil) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row)
	}
	if len(got) != 2 || got[0].App.EndUse != "" || len(got[0].Problems) != 1 || got[1].Problems != nil || got[1].App.EndUse != "fine" {
		t.Fatalf("%+v", got)
	}
	if want := "a.jsonl:1: end_use: holds data that is never taken (card_number) at byte 3 (remove it and write the row again)"; got[0].Problems[0].Error() != want {
		t.Errorf("%s", got[0].Problems[0])
	}
}

// Messages never repeat what stood in the row.
func TestMessagesRepeatNoValue(t *testing.T) {
	const secret = "123456789018"
	for file, data := range map[string]string{
		"a.jsonl": `{"resale":"` + secret + `","quantity":"` + secret + `","` + secret + `":1,"form":` + secret + `x}`,
		"b.csv":   "resale,quantity,applicant.form\n" + secret + "," + secret + "x," + secret + "\n",
		"c.csv":   secret + ",applicant.name\n",
		"d.eml":   "From: " + secret + "\r\n\r\n転売：" + secret + "\r\n数量：x" + secret + "\r\n" + secret + "：x\r\n",
		"e.eml":   secret + "\r\n\r\n",
		"f.json":  `{"resale":` + secret + `x}`,
	} {
		rows, err := collect(file, []byte(data), format.Limits{})
		said := ""
		if err != nil {
			said = err.Error()
		}
		for _, r := range rows {
			for _, p := range r.Problems {
				said += p.Error()
			}
			said += strings.Join(r.NotTaken, " ")
		}
		if said == "" || strings.Contains(said, secret) {
			t.Errorf("%s: says %q", file, said)
		}
	}
}

// Real finds, in every kind of file; numbers are well-known examples.
func TestForbiddenInFiles(t *testing.T) {
	for name, tc := range map[string]struct{ file, data, field, secret string }{
		"individual, json":  {"a.jsonl", `{"end_use":"番号は1234 5678 9018です"}`, "end_use", "5678"},
		"individual, csv":   {"a.csv", "会社名,使用目的\n甲,マイナンバー123456789018\n", "end_use", "123456789018"},
		"card, mail":        {"a.eml", "From: a@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n使用目的：4111-1111-1111-1111 で支払う\r\n", "end_use", "1111"},
		"card as a token":   {"a.jsonl", `{"channel":{"payment_token":"4111111111111111"}}`, "channel.payment_token", "4111"},
		"password":          {"a.jsonl", `{"declarations":[{"kind":"other","text":"password: hunter2"}]}`, "declarations.0.text", "hunter2"},
		"typed is let pass": {"a.jsonl", `{"applicant":{"corporate_number":"123456789018"},"external_id":"4111111111111111"}`, "", ""},
	} {
		var got []Row
		for row, err := range Checked(Read(tc.file, strings.NewReader(tc.data), format.Limits{}), nil) {
			if err != nil {
				t.Fatal(name, err)
			}
			got = append(got, row)
		}
		if len(got) != 1 {
			t.Fatalf("%s: %d rows", name, len(got))
		}
		row := got[0]
		if tc.field == "" {
			if row.Problems != nil {
				t.Errorf("%s: %v", name, row.Problems)
			}
			continue
		}
		if len(row.Problems) != 1 || row.Problems[0].Field != tc.field || !reflect.DeepEqual(row.App, record.Application{}) || row.Digest != "" {
			t.Errorf("%s: %+v", name, row)
			continue
		}
		if strings.Contains(row.Problems[0].Error(), tc.secret) {
			t.Errorf("%s: the value is repeated: %v", name, row.Problems[0])
		}
	}
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat(`[`, 40) + strings.Repeat(`]`, 40)
	for name, tc := range map[string]struct {
		file, data, want string
		lim              format.Limits
	}{
		"depth":      {"a.jsonl", `{"x":` + deep + `}`, "nested deeper than 32", format.Limits{}},
		"field":      {"a.jsonl", `{"end_use":"` + strings.Repeat("x", 200) + `"}`, "longer than 100 bytes", format.Limits{FieldSize: 100}},
		"utf8":       {"a.jsonl", "{\"end_use\":\"\x93\xfa\"}", "a.jsonl:1:13: not UTF-8", format.Limits{}},
		"row":        {"a.jsonl", `{"end_use":"` + strings.Repeat("x", maxRow) + `"}`, "the row is longer", format.Limits{}},
		"parts":      {"a.eml", "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n\r\nx\r\n", 9) + "--b--\r\n", "more than 5 parts", format.Limits{Members: 5}},
		"mime depth": {"a.eml", nestedMail(9), "nested deeper than 4", format.Limits{Depth: 4}},
		"list":       {"a.jsonl", `{"applicant":{"aliases":[` + strings.Repeat(`"a",`, 1200) + `"b"]}}`, "longer than 1,000", format.Limits{}},
	} {
		rows, err := collect(tc.file, []byte(tc.data), tc.lim)
		if err != nil || len(rows) != 1 || len(rows[0].Problems) == 0 || !strings.Contains(errors.Join(asErrors(rows[0].Problems)...).Error(), tc.want) {
			t.Errorf("%s: %v %v, want %q", name, err, rows[0].Problems, tc.want)
		}
	}
	long := `{"applicant":{"name":"` + strings.Repeat("x", 5000) + `"}}`
	if rows, err := collect("a.jsonl", []byte(long), format.Limits{FieldSize: 4096}); err != nil || rows[0].Problems != nil {
		t.Errorf("a long name is the gate's to judge: %v %v", err, rows[0].Problems)
	}
	if _, err := collect("a.eml", []byte(long), format.Limits{Bytes: 100}); err == nil || !strings.Contains(err.Error(), "larger than the limit") {
		t.Errorf("large mail: %v", err)
	}
	var fe *format.Error
	if _, err := collect("a.jsonl", []byte("{}\n{}\n{}\n"), format.Limits{Bytes: 5}); !errors.As(err, &fe) || fe.Line == 0 {
		t.Errorf("large file: %v", err)
	}
	if _, err := collect("a.xlsx", nil, format.Limits{}); err == nil {
		t.Error("an unknown kind of file is read")
	}
}

func asErrors(problems []*format.Error) []error {
	var out []error
	for _, p := range problems {
		out = append(out, p)
	}
	return out
}

func nestedMail(n int) string {
	head, tail := "", ""
	for i := range n {
		b := strings.Repeat("b", i+1)
		head += "Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n"
		tail = "\r\n--" + b + "--\r\n" + tail
	}
	return head + "\r\nx" + tail
}

func TestRest(t *testing.T) {
	for file := range map[string]bool{"testdata/basic.jsonl": true, "testdata/missing.jsonl": false} {
		n, failed := 0, false
		for _, err := range ReadFile(file, format.Limits{}) {
			if err != nil {
				failed = true
			}
			n++
			if n == 2 {
				break // stopping early must be possible
			}
		}
		if failed != strings.Contains(file, "missing") {
			t.Errorf("%s: failed %v", file, failed)
		}
	}
}
