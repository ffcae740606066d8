package application

import (
	"net/mail"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/format"
)

func TestAuthenticationTrustsOnlyTheReceiver(t *testing.T) {
	const hop = "from mail.example.co.jp by mx.seller.example.com with ESMTPS; Thu, 15 Jan 2026 10:00:01 +0900"
	for _, tc := range []struct {
		name          string
		received      []string
		results       []string
		dkim, spf     string
		sendingDomain string
	}{
		{"both pass", []string{hop}, []string{"mx.seller.example.com; dkim=pass header.d=x; spf=pass"}, "pass", "pass", "mail.example.co.jp"},
		{"another host of the same domain", []string{hop}, []string{"auth.example.com 1; dkim=fail; spf=softfail"}, "fail", "fail", "mail.example.co.jp"},
		{"words of results", []string{hop}, []string{"mx.seller.example.com; dkim=none; spf=neutral"}, "none", "none", "mail.example.co.jp"},
		{"the worse of two signatures", []string{hop}, []string{"mx.seller.example.com; dkim=pass; dkim=fail; spf=pass"}, "fail", "pass", "mail.example.co.jp"},
		{"a comment is no result", []string{hop}, []string{"mx.seller.example.com; dkim=fail (x; dkim=pass (y; spf=pass))"}, "fail", "", "mail.example.co.jp"},
		{"written by the sender", []string{hop}, []string{"mx.example.org; dkim=pass; spf=pass"}, "", "", "mail.example.co.jp"},
		{"only the newest counts", []string{hop}, []string{"mx.example.org; dkim=pass", "mx.seller.example.com; dkim=pass"}, "", "", "mail.example.co.jp"},
		{"the hop is forged below the true one", []string{hop, "from a by mx.example.org; x"}, []string{"mx.example.org; dkim=pass"}, "", "", "mail.example.co.jp"},
		{"a line of the mailbox above", []string{"by 2001:db8::1 with SMTP id x", hop}, []string{"mx.seller.example.com; dkim=pass"}, "pass", "", "mail.example.co.jp"},
		{"no server named", []string{hop}, []string{"dkim=pass; spf=pass"}, "", "", "mail.example.co.jp"},
		{"no hop", nil, []string{"mx.seller.example.com; dkim=pass"}, "", "", ""},
		{"an address for a host", []string{"from [192.0.2.1] by mx.seller.example.com"}, nil, "", "", ""},
		{"nothing", nil, nil, "", "", ""},
	} {
		h := mail.Header{}
		if tc.received != nil {
			h["Received"] = tc.received
		}
		if tc.results != nil {
			h["Authentication-Results"] = tc.results
		}
		m, bad := headerFacts(h)
		if len(bad) != 0 || m.DKIM != tc.dkim || m.SPF != tc.spf || m.SendingDomain != tc.sendingDomain {
			t.Errorf("%s: %+v %v", tc.name, m, bad)
		}
	}
}

func TestAddressHeaders(t *testing.T) {
	m, bad := headerFacts(mail.Header{
		"From":        {"=?ISO-2022-JP?B?GyRCMjVMbhsoQg==?= <jiro@example.co.jp>"},
		"Reply-To":    {"a@example.com, B <b@example.com>"},
		"Return-Path": {"<bounce@Mail.Example.CO.JP>"},
		"Date":        {"not a date"},
		"Message-Id":  {" <x@y> "},
	})
	if len(bad) != 0 || m.From != "jiro@example.co.jp" || m.ReplyTo != "a@example.com, b@example.com" ||
		m.SendingDomain != "mail.example.co.jp" || m.Date != "" || m.MessageID != "x@y" {
		t.Errorf("%+v %v", m, bad)
	}
	_, bad = headerFacts(mail.Header{"From": {"a@example.com", "b@example.com"}})
	if len(bad) != 1 || bad[0].Field != "From" {
		t.Errorf("two From headers: %v", bad)
	}
	if _, bad = headerFacts(mail.Header{"From": {"((("}}); len(bad) != 1 || strings.Contains(bad[0].Error(), "(((") {
		t.Errorf("unreadable From: %v", bad)
	}
}

func TestLabelledLines(t *testing.T) {
	for _, tc := range []struct{ name, text, path, want string }{
		{"marks", "◆ 会社名 ： 甲社", "name", "甲社"},
		{"brackets", "【会社名】：甲社", "name", "甲社"},
		{"half width kana and case", "company NAME: 甲社", "name", "甲社"},
		{"a path", "applicant.name: 甲社", "name", "甲社"},
		{"the second colon is the value's", "会社名：甲：乙", "name", "甲：乙"},
		{"quoted", "> 会社名：乙社\n会社名：甲社", "name", "甲社"},
		{"quoted in full width", "＞会社名：乙社\n会社名：甲社", "name", "甲社"},
		{"below the signature mark", "会社名：甲社\n-- \n会社名：乙社", "name", "甲社"},
		{"below a forwarded mail", "会社名：甲社\n----- Original Message -----\n会社名：乙社", "name", "甲社"},
		{"below a forwarded mail in Japanese", "会社名：甲社\n---------- 転送メッセージ ----------\n会社名：乙社", "name", "甲社"},
		{"continued", "会社名：甲社\n　東京支店\n\n　別の行", "name", "甲社 東京支店"},
		{"an indented label is a label", "　担当者：丙\n　会社名：甲社", "name", "甲社"},
		{"an empty value says nothing", "会社名：\n会社名：甲社", "name", "甲社"},
		{"sentences are no labels", "お世話になります：はい\n会社名：甲社", "name", "甲社"},
		{"what the operator knows", "該非判定：not_listed\n会社名：甲社", "name", "甲社"},
	} {
		row := Row{}
		claimLines(&row, tc.text)
		if row.Problems != nil || row.App.Applicant.Name != tc.want || row.App.Item.Classification != "" {
			t.Errorf("%s: %q %v", tc.name, row.App.Applicant.Name, row.Problems)
		}
	}
	row := Row{}
	claimLines(&row, "会社名：甲\ufffd社")
	if len(row.Problems) != 1 {
		t.Errorf("lost characters pass: %+v", row)
	}
}

func TestIsDomestic(t *testing.T) {
	for path, header := range map[string]string{
		"ship_to.postal_code":      "ship_to.country",
		"payer.postal_code":        "payer.residence",
		"end_user.postal_code":     "end_user.residence",
		"on_behalf_of.postal_code": "on_behalf_of.residence",
		"contact.phone":            "applicant.residence",
	} {
		value := map[bool]string{true: "312345678", false: "10001"}[strings.HasSuffix(path, "phone")]
		for country, want := range map[string]int{"US": 0, "": 1, "JP": 1, "日本": 1} {
			rows, err := collect("a.csv", []byte(path+","+header+",end_use\n"+value+","+country+",x\n"), format.Limits{})
			if err != nil || len(rows) != 1 || len(rows[0].Problems) != want {
				t.Errorf("%s with %s %q: %v %v, want %d problems", path, header, country, rows, err, want)
			}
		}
	}
}
