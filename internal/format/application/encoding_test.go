package application

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sekifuda/sekifuda/internal/format"
	"golang.org/x/text/encoding/japanese"
)

// The decision on the encoding is made at the first byte that is not ASCII,
// wherever that is, and a character cut by the edge of the sample is no error.
func TestEncodingDecidedLate(t *testing.T) {
	const rows = 500 // more than one sample
	for _, asciiRows := range []int{0, 1, 500} {
		for shift := range 4 {
			var text strings.Builder
			text.WriteString("applicant.name,applicant.address\n")
			for i := range asciiRows {
				fmt.Fprintf(&text, "Company %d,%s\n", i, strings.Repeat("x", 1000))
			}
			for range rows {
				text.WriteString(strings.Repeat("y", shift) + "架空㈱," + strings.Repeat("東京都千代田区", 40) + "\n")
			}
			sjis, err := japanese.ShiftJIS.NewEncoder().String(text.String())
			if err != nil {
				t.Fatal(err)
			}
			for name, data := range map[string]string{"utf8": text.String(), "sjis": sjis} {
				n := 0
				for row, err := range Read("a.csv", iotest.HalfReader(strings.NewReader(data)), format.Limits{}) {
					if err != nil || row.Problems != nil {
						t.Fatalf("%s, %d rows of ASCII, shift %d: row %d: %v %v", name, asciiRows, shift, n, err, row.Problems)
					}
					n++
				}
				if n != asciiRows+rows {
					t.Fatalf("%s: %d rows", name, n)
				}
			}
		}
	}
}

func TestEncodingChangesLater(t *testing.T) {
	head := "applicant.name\n" + strings.Repeat("架空商事株式会社\n", 20000)
	sjis, _ := japanese.ShiftJIS.NewEncoder().String("混在商事\n")
	rows, err := collect("a.csv", []byte(head+sjis+"最後\n"), format.Limits{})
	if err != nil || len(rows) != 20002 || rows[20000].Problems == nil || rows[20001].Problems != nil {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if got := rows[20000].Problems[0].Error(); !strings.Contains(got, "a.csv:20002:1: applicant.name: the cell is not UTF-8") {
		t.Error(got)
	}
	sj, _ := japanese.ShiftJIS.NewEncoder().Bytes([]byte(head))
	rows, err = collect("a.csv", append(sj, 0x81, 0xff, '\n'), format.Limits{})
	if err != nil || rows[len(rows)-1].Problems == nil {
		t.Errorf("a broken Shift_JIS character passes: %v", err)
	}
}

// A failing disk is not bad input, and both are said with the place.
func TestReaderFails(t *testing.T) {
	for _, file := range []string{"a.jsonl", "a.json", "a.csv", "a.eml"} {
		in := io.MultiReader(strings.NewReader("{}\n"), iotest.ErrReader(io.ErrUnexpectedEOF))
		var last error
		for _, err := range Read(file, in, format.Limits{}) {
			last = err
		}
		if last == nil || !strings.Contains(last.Error(), file) {
			t.Errorf("%s: %v", file, last)
		}
	}
}

func TestCharsetsOfMail(t *testing.T) {
	const text = "会社名：架空商事\r\n"
	jis, _ := japanese.ISO2022JP.NewEncoder().String(text)
	sjis, _ := japanese.ShiftJIS.NewEncoder().String(text)
	euc, _ := japanese.EUCJP.NewEncoder().String(text)
	for _, tc := range []struct{ header, body, want string }{
		{"text/plain; charset=ISO-2022-JP", jis, ""},
		{"text/plain; charset=iso-2022-jp-ms", jis, ""},
		{"text/plain; charset=us-ascii", jis, ""},
		{"text/plain; charset=cp932", sjis, ""},
		{"text/plain; charset=\"EUC-JP\"", euc, ""},
		{"text/plain; charset=utf-8; format=flowed; delsp=yes", "会社名：架空 \r\n商事\r\n", ""},
		{"text/plain; charset=utf-8; format=flowed", "会社名：架空商事\r\n-- \r\n会社名：乙\r\n", ""},
		{"text/plain", text, ""},
		{"", text, ""},
		{"text/plain", sjis, "does not say in which charset"},
		{"text/plain; charset=x-nothing", text, "charset of the mail is not known"},
		{"text/plain; charset=utf-8", sjis, ""},
		{"multipart/mixed", text, "no boundary"},
		{"multipart/mixed; boundary=b", "--b\r\n\r\n" + text, "breaks off"},
	} {
		mail := "From: a@example.com\r\nContent-Type: " + tc.header + "\r\n\r\n" + tc.body
		if tc.header == "" {
			mail = "From someone Thu Jan 15 10:00:00 2026\nFrom: a@example.com\r\n\r\n" + tc.body
		}
		rows, err := collect("a.eml", []byte(mail), format.Limits{})
		if err != nil || len(rows) != 1 {
			t.Fatalf("%s: %v", tc.header, err)
		}
		r := rows[0]
		switch {
		case tc.want != "":
			if len(r.Problems) == 0 || !strings.Contains(r.Problems[0].Msg, tc.want) {
				t.Errorf("%s: %v, want %q", tc.header, r.Problems, tc.want)
			}
		case bytes.Equal([]byte(tc.body), []byte(sjis)) && strings.HasSuffix(tc.header, "utf-8"):
			if r.App.Applicant.Name != "" && r.Problems == nil {
				t.Errorf("a mail in the wrong charset gives %q", r.App.Applicant.Name)
			}
		case r.Problems != nil || r.App.Applicant.Name != "架空商事":
			t.Errorf("%s: %q %v", tc.header, r.App.Applicant.Name, r.Problems)
		}
	}
}
