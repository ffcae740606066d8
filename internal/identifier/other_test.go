package identifier

import (
	"errors"
	"testing"
)

func TestKeyIdentifier(t *testing.T) {
	for _, c := range []struct{ kind, value, want string }{
		{"lei", "5493001KJTIIGC8Y1R12", "id:lei:5493001KJTIIGC8Y1R12"},
		{"leiCode", " 5493 001k jtii gc8y 1r12 ", "id:lei:5493001KJTIIGC8Y1R12"},
		{"LEI", "5493001KJTIIGC8Y1R13", ""},
		{"lei", "5493001KJTII", ""},
		{"passportNumber", "tk 123-4567", "id:passport:TK1234567"},
		{"passport", "ＴＫ１２３４５６７", "id:passport:TK1234567"},
		{"taxNumber", "7707-083893", "id:tax:7707083893"},
		{"imo", "IMO 9074729", "id:imo:9074729"},
		{"imo", "9074728", ""},
		{"registrationNumber", "HRB 12345 B", "id:registration:HRB12345B"},
		{"corporate_number", "T7000012050002", "id:corporate_number:7000012050002"},
		{"corporate_number", "6000012050002", ""},
		{"idNumber", "", ""},
		{"", "x", ""},
		{"crypto", "bc1qXyZ", "id:crypto:bc1qXyZ"},
	} {
		if got := KeyIdentifier(c.kind, c.value); got != c.want {
			t.Errorf("KeyIdentifier(%q, %q) = %q, want %q", c.kind, c.value, got, c.want)
		}
	}
}

func TestParseIdentifier(t *testing.T) {
	o, err := ParseIdentifier("lei:5493001KJTIIGC8Y1R12")
	if err != nil || o.Kind != "lei" || o.Key() != "id:lei:5493001KJTIIGC8Y1R12" {
		t.Errorf("%+v, %v", o, err)
	}
	again, err := ParseIdentifier(o.Key())
	if err != nil || again != o {
		t.Errorf("its key gives %+v, %v", again, err)
	}
	for s, want := range map[string]error{"": ErrFormat, "lei": ErrFormat, "lei:": ErrFormat, ":x": ErrFormat, "lei:5493001KJTIIGC8Y1R13": ErrCheckDigit, "imo:9074728": ErrCheckDigit, "imo:1": ErrFormat} {
		if o, err := ParseIdentifier(s); !errors.Is(err, want) {
			t.Errorf("ParseIdentifier(%q) = %+v, %v; want %v", s, o, err, want)
		}
	}
}

func TestPostalCode(t *testing.T) {
	for in, want := range map[string]string{"100-8977": "1008977", "〒１００－８９７７": "1008977", " 1008977 ": "1008977", "〒 100ー8977": "1008977"} {
		if got, err := PostalCode(in); err != nil || got != want {
			t.Errorf("PostalCode(%q) = %q, %v", in, got, err)
		}
	}
	for _, bad := range []string{"", "100-897", "100-89777", "abc", "100-8977 東京都"} {
		if got, err := PostalCode(bad); !errors.Is(err, ErrFormat) {
			t.Errorf("PostalCode(%q) = %q, %v", bad, got, err)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"東京都港区芝5-7-1 芝バーチャルオフィス302": "バーチャルオフィス", "ﾊﾞｰﾁｬﾙｵﾌｨｽ芝": "バーチャルオフィス", "芝郵便局 私書箱12号": "私書箱", "P.O. Box 12": "p.o. box", "1-2-3 Shiba PMB 302": "pmb",
		"関所商事気付": "気付", "c/o Sekisho Trading": "c/o", "VIRTUAL OFFICE SHIBA": "virtual office",
		"東京都港区芝5-7-1": "", "spmb 1": "", "株式会社関所": "", "": "",
	} {
		if got := MailDropWord(in); got != want || MailDrop(in) != (want != "") {
			t.Errorf("MailDropWord(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"関所国際物流株式会社": "国際物流", "Sekisho Freight Forwarding Inc.": "freight forward", "関所フォワーダー": "フォワーダー", "転送サービス関所": "転送サービス", "株式会社関所": "", "Sekisho Trading": "",
	} {
		if got := ForwarderWord(in); got != want || Forwarder(in) != (want != "") {
			t.Errorf("ForwarderWord(%q) = %q, want %q", in, got, want)
		}
	}
}
