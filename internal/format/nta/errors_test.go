package nta

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

const goodRow = `1,4010001900011,01,0,2018-04-02,2015-10-05,"株式会社みなと灯台計測",,301,"神奈川県","横浜市中区","海岸通９丁目９９番地",,14,104,2310002,,,,,,,2015-10-05,1,,,,,"ミナト",0` + "\n"

// TestErrors damages a good row in every way that a file can be damaged. Each
// error says where and what.
func TestErrors(t *testing.T) {
	swap := func(old, new string) string { return goodRow + strings.Replace(goodRow, old, new, 1) }
	for _, tc := range []struct{ name, in, want string }{
		{"empty file", "", "x.csv:1: the file is empty"},
		{"cut inside a quoted cell", goodRow + goodRow[:60], "x.csv:2:7: the file ends inside a quoted cell"},
		{"cut between cells", goodRow + `1,4010001900011,01,0,`, "x.csv:2:5: the row has 5 columns, want 30"},
		{"cut in the first row", `1,4010001900011,01,0,,`, "x.csv:1:6: the row has 6 columns, want 30"},
		{"31 columns", goodRow + strings.TrimSuffix(goodRow, "\n") + ",\n", "x.csv:2:31: the row has more than 30 columns"},
		{"31 columns in the first row", strings.TrimSuffix(goodRow, "\n") + ",\n", "x.csv:1:31: the row has 31 columns"},
		{"header", "sequenceNumber,corporateNumber\n" + goodRow, "x.csv:1:2: the row has 2 columns"},
		{"quote in an unquoted cell", swap(`,01,0,`, `,0"1,0,`), `x.csv:2:3: a quote inside an unquoted cell`},
		{"text behind a quote", swap(`測",`, `測"x,`), "x.csv:2:7: text behind a closing quote"},
		{"check digit", swap("4010001900011", "5010001900011"), `x.csv:2:2: corporateNumber: "5010001900011" has a wrong check digit`},
		{"short number", swap("4010001900011", "401000190001"), "x.csv:2:2: corporateNumber:"},
		{"sequence", swap("1,4010", "a,4010"), "x.csv:2:1: sequenceNumber:"},
		{"process", swap(",01,0,", ",31,0,"), "x.csv:2:3: process:"},
		{"correct", swap(",01,0,", ",01,2,"), "x.csv:2:4: correct:"},
		{"update date", swap("2018-04-02", "2018-04-31"), "x.csv:2:5: updateDate:"},
		{"change date missing", swap("2015-10-05", ""), "x.csv:2:6: changeDate:"},
		{"no name", swap(`"株式会社みなと灯台計測"`, ""), "x.csv:2:7: name: the name is empty"},
		{"image id", swap(`測",,`, `測",123,`), "x.csv:2:8: nameImageId:"},
		{"kind", swap(",301,", ",300,"), "x.csv:2:9: kind:"},
		{"prefecture code", swap(",14,", ",014,"), "x.csv:2:14: prefectureCode:"},
		{"city code", swap(",104,", ",10a,"), "x.csv:2:15: cityCode:"},
		{"post code", swap("2310002", "231-0002"), "x.csv:2:16: postCode:"},
		{"closing date", swap("2310002,,,", "2310002,,,x"), "x.csv:2:19: closeDate:"},
		{"closing cause", swap("2310002,,,,", "2310002,,,,02"), "x.csv:2:20: closeCause:"},
		{"successor", swap("2310002,,,,,", "2310002,,,,,1010001900011"), "x.csv:2:21: successorCorporateNumber:"},
		{"assignment date", swap(",2015-10-05,1,", ",2015-13-05,1,"), "x.csv:2:23: assignmentDate:"},
		{"latest", swap(",2015-10-05,1,", ",2015-10-05,,"), "x.csv:2:24: latest:"},
		{"hidden", swap(`,0`+"\n", ",\n"), "x.csv:2:30: hihyoji:"},
		{"line of an error behind a line break", swap("９９番地\",,14", "９９番地\nx\",,140"), "x.csv:3:14: prefectureCode:"},
		{"deleted with a name", goodRow + `2,4010001900011,99,,,,"株式会社",,,,,,,,,,,,,,,,,,,,,,,` + "\n", "x.csv:2:7: name: a row of process 99 deletes by number"},
		{"web answer cut between rows", "2026-02-27,2,1,1\n" + goodRow, "1 rows, its first line announces 2"},
		{"web answer without numbers", "date,count,divideNumber,divideSize\n" + goodRow, "x.csv:1:2:"},
		{"xml without rows", "<corporations></corporations>", "no <corporation> in it"},
		{"xml cut", "<corporations><corporation><sequenceNumber>1</sequenceNumber>", "it is cut off"},
		{"xml bad row", "<corporations>\n<corporation><sequenceNumber>1</sequenceNumber></corporation></corporations>", "x.csv:2: corporateNumber:"},
		{"xml fewer rows than announced", strings.Replace(string(fixture(t, "web.xml")), "<count>2", "<count>3", 1), "2 rows, it announces 3"},
		{"carriage return", swap(",01,0,", ",0\r1,0,"), "x.csv:2:3: a carriage return inside an unquoted cell"},
	} {
		_, err := collect([]byte(tc.in), "x.csv")
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
			continue
		}
		checkError(t, err)
	}
}

func TestUndecodable(t *testing.T) {
	sjis, err := ShiftJIS.AppendEncoded(nil, goodRow)
	if err != nil {
		t.Fatal(err)
	}
	kanagawa, err := ShiftJIS.AppendEncoded(nil, "神奈川県")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, in, want string
	}{
		{"Shift_JIS lead byte without trail", string(sjis) + strings.Replace(string(sjis), string(kanagawa), "\x81", 1), "x.csv:2:10: prefectureName: bytes 81 at byte 1 of the cell are not Shift_JIS"},
		{"Shift_JIS code that means nothing", string(sjis) + strings.Replace(string(sjis), string(kanagawa), "a\x85\x9f", 1), "x.csv:2:10: prefectureName: bytes 85 9f at byte 2 of the cell are not Shift_JIS"},
		{"broken UTF-8 behind good", strings.Repeat(goodRow, 1500) + strings.Replace(goodRow, "株", "\xe6\xa0", 1), "x.csv:1501:7: name: bytes e6 a0 at byte 1 of the cell are not UTF-8"},
	} {
		_, err := collect([]byte(tc.in), "x.csv")
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
		}
	}
}

func TestLimits(t *testing.T) {
	lim := format.Limits{Bytes: 400, Ratio: 10, Depth: 4, FieldSize: 64, Members: 4}
	for _, tc := range []struct{ name, in, want string }{
		{"bytes", strings.Repeat(goodRow, 3), "stopped after 400 bytes; limit 400"},
		{"cell", strings.Replace(goodRow, "海岸通", strings.Repeat("海", 40), 1), "longer than the limit of 64 bytes"},
		{"nesting", strings.Repeat("<corporations>", 9), "nested deeper than the limit of 4"},
	} {
		var err error
		for _, e := range Read(strings.NewReader(tc.in), "x.csv", lim) {
			err = e
		}
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.want)
		}
	}
}

func TestWriterErrors(t *testing.T) {
	row := entity.Row{Process: "01", Name: "株式会社𠮷野"}
	if err := NewWriter(&bytes.Buffer{}, ShiftJIS).Write(1, "4010001900011", &row); err == nil || !strings.Contains(err.Error(), "U+20BB7") {
		t.Errorf("a character that Shift_JIS lacks: %v", err)
	}
	w := NewWriter(failing{}, UTF8)
	if err := errors.Join(w.Write(1, "4010001900011", &row), w.Flush()); err == nil {
		t.Error("a full disk gives no error")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no space") }

func TestNames(t *testing.T) {
	for _, tc := range []struct {
		name, day string
		diff      bool
	}{
		{"00_zenkoku_all_20260227.csv", "2026-02-27", false},
		{"13_tokyo_all_20260227_1.zip", "2026-02-27", false},
		{"dir/diff_20260301.zip", "2026-03-01", true},
		{"a.zip!diff_20260301.csv", "2026-03-01", true},
		{"DIFF_20260301.CSV", "2026-03-01", true},
		{"mydiff_20260301.csv", "2026-03-01", false},
		{"all_20261301.csv", "", false},
		{"rows.csv", "", false},
	} {
		day, ok := FileDate(tc.name)
		if day.String() != tc.day || ok != (tc.day != "") || IsDiff(tc.name) != tc.diff {
			t.Errorf("%s: %v %v %v", tc.name, day, ok, IsDiff(tc.name))
		}
	}
}
