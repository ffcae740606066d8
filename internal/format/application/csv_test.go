package application

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// collect reads everything; a fatal error is returned beside the rows before it.
func collect(file string, data []byte, lim format.Limits) (rows []Row, err error) {
	for row, e := range Read(file, bytes.NewReader(data), lim) {
		if e != nil {
			return rows, e
		}
		rows = append(rows, row)
	}
	return rows, nil
}

const japaneseTable = "会社名,法人番号,代表電話番号,転売,数量,誓約\r\n" +
	"髙橋架空㈱,1234567890123,03-1234-5678,いいえ,１２,end_use|2026-01-05|架空太郎; 再輸出しない|2026-01-06\r\n" +
	",,,,,\r\n" +
	"\"甲,乙\n合同会社\",,,はい,1,\r\n"

func TestCSVEncodings(t *testing.T) {
	sjis, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(japaneseTable))
	if err != nil {
		t.Fatal(err)
	}
	var digests []string
	for name, data := range map[string][]byte{
		"utf8": []byte(japaneseTable), "bom": append(bytes.Clone(utf8BOM), japaneseTable...), "sjis": sjis,
	} {
		rows, err := collect("a.csv", data, format.Limits{})
		if err != nil || len(rows) != 2 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		a := rows[0].App
		if rows[0].Problems != nil || a.Applicant.Name != "髙橋架空㈱" || a.Quantity != 12 || a.Resale != "no" ||
			len(a.Declarations) != 2 || a.Declarations[1].Kind != "no_reexport" || a.Declarations[0].Signer != "架空太郎" {
			t.Errorf("%s: %+v %v", name, a, rows[0].Problems)
		}
		if rows[1].Line != 4 || rows[1].Position != 2 || rows[1].App.Applicant.Name != "甲,乙\n合同会社" {
			t.Errorf("%s: second row %+v", name, rows[1])
		}
		digests = append(digests, rows[0].Digest)
	}
	if digests[0] != digests[1] || digests[1] != digests[2] {
		t.Error("one table in three encodings has several digests")
	}
}

func TestCSVRefusedAsWhole(t *testing.T) {
	utf16le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(japaneseTable))
	euc, _ := japanese.EUCJP.NewEncoder().Bytes([]byte(japaneseTable))
	for name, tc := range map[string]struct {
		data []byte
		lim  format.Limits
		want string
	}{
		"utf16":     {utf16le, format.Limits{}, "a.csv:1:1: the file is in UTF-16"},
		"no mark":   {utf16le[2:], format.Limits{}, "zero bytes"},
		"euc":       {euc, format.Limits{}, "neither UTF-8 nor Shift_JIS"},
		"empty":     {nil, format.Limits{}, "the file is empty"},
		"unknown":   {[]byte("applicant.name,applicant.adress\n"), format.Limits{}, "a.csv:1:2: applicant.adress: there is no such column (did you mean applicant.address?)"},
		"near":      {[]byte("会社名,法人番合\n"), format.Limits{}, "did you mean 法人番号?"},
		"misplaced": {[]byte("item.name,corporate_number\n"), format.Limits{}, "did you mean applicant.corporate_number?"},
		"twice":     {[]byte("会社名,applicant.name\n"), format.Limits{}, "a.csv:1:2: applicant.name: column 1 already fills applicant.name"},
		"list":      {[]byte("declarations.0.kind,declarations\n"), format.Limits{}, "already fills the list"},
		"semicolon": {[]byte("会社名;法人番号\n"), format.Limits{}, "not separated"},
		"no header": {[]byte("会社名,\n"), format.Limits{}, "a.csv:1:2: the column has no header"},
		"nation":    {[]byte("applicant.nationality\n"), format.Limits{}, "there is no such column"},
		"size":      {[]byte(japaneseTable), format.Limits{Bytes: 100}, "larger than the limit"},
		"quote":     {[]byte("会社名\n\"" + strings.Repeat("x", maxRow+1<<20)), format.Limits{}, "a row is longer"},
	} {
		rows, err := collect("a.csv", tc.data, tc.lim)
		if name == "list" && err == nil {
			t.Error("a list filled in two ways passes")
		}
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %d rows, error %v, want %q", name, len(rows), err, tc.want)
		}
	}
}
