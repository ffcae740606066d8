package world

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"path/filepath"
	"strings"
	"time"
)

// writeMail writes one application as the e-mail that could have carried it:
// odd ones with labelled lines, even ones with a JSON attachment.
func writeMail(dir string, n int, d *Drawn) error {
	return create(filepath.Join(dir, "mail", d.Application.ExternalID+".eml"), func(f io.Writer) error {
		_, err := f.Write(mailText(n, d))
		return err
	})
}

func mailText(n int, d *Drawn) []byte {
	a := &d.Application
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	_, host, _ := strings.Cut(a.Contact.Email, "@")
	at, _ := time.Parse(time.RFC3339, a.ReceivedAt)
	line("Return-Path: <%s>", a.Contact.Email)
	line("Received: from mx.%s (mx.%s [198.18.0.9]) by mail.shop.example with ESMTPS; %s", host, host, at.Format(time.RFC1123Z))
	line("Authentication-Results: mail.shop.example; spf=pass smtp.mailfrom=%s; dkim=pass header.d=%s", host, host)
	line("From: %s <%s>", mime.BEncoding.Encode("utf-8", a.Contact.Name), a.Contact.Email)
	line("To: order@shop.example")
	line("Subject: %s", mime.BEncoding.Encode("utf-8", "お申し込み"))
	line("Date: %s", at.Format(time.RFC1123Z))
	line("Message-ID: <%s@%s>", strings.ToLower(a.ExternalID), host)
	line("MIME-Version: 1.0")
	if n%2 == 0 {
		mailAttachment(line, d)
		return b.Bytes()
	}
	line("Content-Type: text/plain; charset=utf-8")
	line("Content-Transfer-Encoding: base64")
	line("")
	wrap(line, []byte(labelled(d)))
	return b.Bytes()
}

// labelled is the body of a mail with one claim a line.
func labelled(d *Drawn) string {
	a := &d.Application
	var b strings.Builder
	b.WriteString("お世話になっております。下記のとおり申し込みます。\n\n")
	for _, l := range [][2]string{
		{"会社名", a.Applicant.Name}, {"法人番号", a.Applicant.CorporateNumber}, {"郵便番号", a.Applicant.PostalCode},
		{"所在地", a.Applicant.Address}, {"代表者氏名", a.Representative.Name}, {"担当者氏名", a.Contact.Name}, {"役職", a.Contact.Role},
		{"メールアドレス", a.Contact.Email}, {"電話番号", a.Contact.Phone}, {"ウェブサイト", a.Applicant.Website},
		{"商品名", a.Item.Name}, {"数量", fmt.Sprint(a.Quantity)}, {"使用目的", a.EndUse}, {"送付先", a.ShipTo.Address},
	} {
		if l[1] != "" {
			b.WriteString(l[0] + ": " + l[1] + "\n")
		}
	}
	return b.String()
}

func mailAttachment(line func(string, ...any), d *Drawn) {
	claims := d.Application
	claims.Channel.IP, claims.Channel.Device, claims.Channel.PaymentToken, claims.Channel.Key = "", "", "", ""
	claims.ExternalID, claims.Source, claims.ReceivedAt = "", "", ""
	claims.Item.Classification, claims.Item.ClassificationDate, claims.Item.ClassificationDocument = "", "", ""
	claims.Item.ConcernClass, claims.Item.DomesticOnly = "", ""
	data, err := json.Marshal(claims)
	if err != nil {
		panic(err) // a record of strings and numbers always marshals
	}
	line(`Content-Type: multipart/mixed; boundary="part"`)
	line("")
	line("--part")
	line("Content-Type: text/plain; charset=utf-8")
	line("Content-Transfer-Encoding: base64")
	line("")
	wrap(line, []byte("申込書を添付します。\n"))
	line("--part")
	line("Content-Type: application/json")
	line(`Content-Disposition: attachment; filename="application.json"`)
	line("Content-Transfer-Encoding: base64")
	line("")
	wrap(line, data)
	line("--part--")
}

func wrap(line func(string, ...any), data []byte) {
	s := base64.StdEncoding.EncodeToString(data)
	for len(s) > 76 {
		line("%s", s[:76])
		s = s[76:]
	}
	line("%s", s)
}
