package application

import (
	"errors"
	"io"
	"mime"
	"net/mail"
	"net/netip"
	"regexp"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
)

// wordDecoder reads RFC 2047 words in the charsets of Japanese mail.
var wordDecoder = &mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	text, err := charsetDecode(charset, b)
	return strings.NewReader(text), err
}}

func decodeHeader(s string) (string, error) {
	out, err := wordDecoder.DecodeHeader(s)
	if err != nil {
		return s, err
	}
	return out, nil
}

// headerFacts reads what the headers say. Two From headers are refused: which
// of them a program shows is a matter of luck.
func headerFacts(h mail.Header) (record.Mail, []*format.Error) {
	var m record.Mail
	var bad []*format.Error
	if len(h["From"]) > 1 {
		bad = append(bad, &format.Error{Field: "From", Msg: "the header stands twice"})
	}
	var err error
	if m.From, err = addresses(h, "From"); err != nil {
		bad = append(bad, &format.Error{Field: "From", Msg: "the address cannot be read"})
	}
	m.ReplyTo, _ = addresses(h, "Reply-To") // an unreadable one is none
	if d, err := h.Date(); err == nil {
		m.Date = d.Format(time.RFC3339)
	}
	m.MessageID = strings.Trim(strings.TrimSpace(h.Get("Message-ID")), "<>")
	m.SendingDomain = sendingDomain(h)
	m.DKIM, m.SPF = authentication(h)
	return m, bad
}

// addresses returns the addresses of a header, joined by commas; name is in the
// canonical form of net/textproto.
func addresses(h mail.Header, name string) (string, error) {
	text := strings.Join(h[name], ", ")
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	list, err := (&mail.AddressParser{WordDecoder: wordDecoder}).ParseList(text)
	if err != nil {
		return "", errors.New("unreadable address")
	}
	var out []string
	for _, a := range list {
		out = append(out, a.Address)
	}
	return strings.Join(out, ", "), nil
}

var (
	fromHost = regexp.MustCompile(`(?i)^\s*from\s+(\S+)`)
	byHost   = regexp.MustCompile(`(?i)\bby\s+([A-Za-z0-9.-]+)`)
)

// sendingDomain is the domain of the envelope sender, which the receiving
// server wrote, else the host from which that server took the mail.
func sendingDomain(h mail.Header) string {
	path := strings.Trim(strings.TrimSpace(h.Get("Return-Path")), "<>")
	if i := strings.LastIndexByte(path, '@'); i >= 0 {
		return strings.ToLower(path[i+1:])
	}
	if hop := firstHop(h); hop != "" {
		host := strings.ToLower(strings.Trim(fromHost.FindStringSubmatch(hop)[1], "[]()"))
		if _, err := netip.ParseAddr(host); err != nil {
			return host
		}
	}
	return ""
}

// firstHop is the newest Received header that tells of another host: the one
// that the receiving side wrote. Those below it are the sender's word.
func firstHop(h mail.Header) string {
	for _, r := range h["Received"] {
		if fromHost.MatchString(r) {
			return r
		}
	}
	return ""
}

var authResult = regexp.MustCompile(`(?i)(?:^|;)\s*(dkim|spf)\s*=\s*([a-z]+)`)

// authentication reads the newest Authentication-Results, and only where the
// server that it names is the one that received the mail: anybody can write
// such a header into a mail. What was not recorded stays empty.
func authentication(h mail.Header) (dkim, spf string) {
	text := h.Get("Authentication-Results")
	server, results, _ := strings.Cut(text, ";")
	server, _, _ = strings.Cut(strings.TrimSpace(server), " ")
	by := byHost.FindStringSubmatch(firstHop(h))
	if server == "" || by == nil || !sameDomain(server, by[1]) {
		return "", ""
	}
	for _, m := range authResult.FindAllStringSubmatch(stripComments(results), -1) {
		result := "fail"
		switch strings.ToLower(m[2]) {
		case "pass":
			result = "pass"
		case "none", "neutral", "temperror", "permerror", "policy":
			result = "none"
		}
		if strings.EqualFold(m[1], "dkim") {
			dkim = worse(dkim, result)
		} else {
			spf = worse(spf, result)
		}
	}
	return dkim, spf
}

// worse keeps the worse of two results: of several signatures one may be the
// impostor's own.
func worse(a, b string) string {
	rank := map[string]int{"": 0, "pass": 1, "none": 2, "fail": 3}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// stripComments removes (…), nested or not.
func stripComments(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func sameDomain(a, b string) bool {
	da, err1 := identifier.Domain(strings.Trim(a, "."))
	db, err2 := identifier.Domain(strings.Trim(b, "."))
	return err1 == nil && err2 == nil && da == db
}
