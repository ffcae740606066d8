package application

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/record"
)

// read returns records as they print, problems among them, and the error that
// ended the reading.
func readAll(kind, file, text string) (out []string, last error) {
	for row, err := range ReadRecords(kind, file, strings.NewReader(text), format.Limits{}) {
		if err != nil {
			return out, err
		}
		if row.Problems == nil {
			out = append(out, fmt.Sprintf("%d %d %+v", row.Position, row.Line, reflect.ValueOf(row.Record).Elem()))
		}
		for _, p := range row.Problems {
			out = append(out, fmt.Sprintf("%d %s", row.Position, p))
		}
		if row.Problems != nil && row.Record != nil {
			out = append(out, "a row with problems has a record")
		}
	}
	return out, nil
}

func TestReadRecords(t *testing.T) {
	const lease = "{ExternalID:L-1 Source: Address:192.0.2.1 PortFrom:1 PortTo:99 Asset:S-1 ResellerPath:[C-1 C-2] From:2026-01-01 To:}"
	for name, tc := range map[string]struct {
		kind, file, text string
		want             []string
	}{
		"lines": {"lease", "a.jsonl", `{"external_id":"L-1","address":"192.0.2.1","port_from":1,"port_to":99,"asset":"S-1","reseller_path":["C-1","C-2"],"from":"2026-01-01"}` + "\n\n" +
			`{"external_id":"L-2","addres":"192.0.2.1","from":"2026-01-01"}`,
			[]string{"1 1 " + lease, "2 a.jsonl:3:22: addres: there is no such field (did you mean address?)"}},
		"list": {"lease", "a.json", `[{"external_id":"L-1","address":"192.0.2.1","port_from":1,"port_to":99,"asset":"S-1","reseller_path":["C-1","C-2"],"from":"2026-01-01"}]`,
			[]string{"1 1 " + lease}},
		"table": {"lease", "a.csv", "external_id,address,port_from,port_to,asset,reseller_path,from\n\"L-1\",192.0.2.1,1,99, S-1 ,C-1;C-2,2026-01-01\n,,,,,,\nL-2,192.0.2.1,one,,,,2026-01-01\nL-3\n",
			[]string{"1 2 " + lease, "2 a.csv:4:3: port_from: a whole number from 0 expected (write digits only)",
				"3 a.csv:5: the row has 1 cells, the header has 7 (quote cells that hold the separator)"}},
		"tabs": {"account", "a.tsv", "external_id\tcontract\tlogin\tfrom\nU-1\tC-1\tkaku\t2026-01-01\n",
			[]string{"1 2 {ExternalID:U-1 Source: Contract:C-1 Login:kaku Email: From:2026-01-01 To:}"}},
		"required": {"account", "a.csv", "external_id,contract,login,from\nU-1,,kaku,2026-01-01\n",
			[]string{"1 a.csv:2:2: contract: the field is required"}},
		"enum": {"asset", "a.jsonl", `{"external_id":"S-1","contract":"C-1","kind":"house","from":"2026-01-01"}`,
			[]string{"1 a.jsonl:1: kind: the value is none of those that are allowed (write server, licence, domain, parcel)"}},
		"never taken": {"event", "a.jsonl", `{"external_id":"E-1","kind":"other","at":"2026-01-01T00:00:00Z","detail":"card 4111 1111 1111 1111"}`,
			[]string{"1 a.jsonl:1: detail: holds data that is never taken (card_number) at byte 5 (remove it and write the row again)"}},
		"ids may look like anything": {"asset", "a.jsonl", `{"external_id":"4111111111111111","contract":"C-1","kind":"parcel","label":"4111111111111111","from":"2026-01-01"}`,
			[]string{"1 1 {ExternalID:4111111111111111 Source: Contract:C-1 Kind:parcel Label:4111111111111111 From:2026-01-01 To:}"}},
	} {
		got, err := readAll(tc.kind, tc.file, tc.text)
		if d := cmp.Diff(tc.want, got); d != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, d)
		}
	}
}

func TestReadRecordsStops(t *testing.T) {
	for want, tc := range map[string]struct{ kind, file, text string }{
		"is no kind of record":         {"application", "a.jsonl", "{}"},
		"no reader for this kind":      {"asset", "a.xml", ""},
		"the file is empty":            {"asset", "a.csv", ""},
		"there is no such column":      {"asset", "a.csv", "external_id,nationality\n"},
		"the column stands twice":      {"asset", "a.csv", "kind,kind\n"},
		"the text is neither UTF-8":    {"asset", "a.csv", "kind\n\xff\xff\xfe\n"},
		"a.json:2:1: not JSON: a comm": {"asset", "a.json", "[{}\n{}]"},
	} {
		_, err := readAll(tc.kind, tc.file, tc.text)
		var fe *format.Error
		if !errors.As(err, &fe) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func FuzzReadRecords(f *testing.F) {
	f.Add("lease", "a.jsonl", `{"external_id":"L-1","address":"192.0.2.1","port_from":1,"reseller_path":["C-1"],"from":"2026-01-01"}`)
	f.Add("account", "a.csv", "external_id,contract,login,from\nU-1,C-1,\"x\"\"y\",2026-01-01\n")
	f.Add("event", "a.json", `[{"external_id":"E-1"},{"kind":null}]`)
	f.Add("asset", "a.tsv", "external_id\tkind\n\x82\xa0\tserver\n")
	f.Fuzz(func(t *testing.T, kind, file, text string) {
		n := 0
		for row, err := range ReadRecords(kind, file, strings.NewReader(text), format.Limits{Bytes: 1 << 20}) {
			if err != nil {
				break
			}
			if n++; row.Position != n || (row.Record == nil) == (row.Problems == nil) {
				t.Fatalf("row %d: %+v", n, row)
			}
			if c, ok := row.Record.(*record.Contract); ok && (c.ExternalID == "" || c.From == "") {
				t.Fatalf("a contract without what it needs: %+v", c)
			}
		}
	})
}
