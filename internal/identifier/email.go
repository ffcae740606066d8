package identifier

import (
	"fmt"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Mailbox is a valid e-mail address.
type Mailbox struct {
	Address     string // folded: lower case, tags and dots dropped where the provider ignores them
	Domain      string // ASCII, lower case
	Registrable string // the domain that somebody registered
}

// plusProviders ignore what follows a plus in the local part.
var plusProviders = set("gmail.com googlemail.com outlook.com outlook.jp hotmail.com hotmail.co.jp live.com live.jp msn.com icloud.com me.com mac.com " +
	"fastmail.com fastmail.fm proton.me protonmail.com protonmail.ch pm.me yandex.com yandex.ru ya.ru zoho.com runbox.com mailbox.org posteo.de tuta.com")

// dotProviders ignore dots in the local part.
var dotProviders = set("gmail.com googlemail.com")

// Email reads an e-mail address, alone or in angle brackets after a name.
// ErrFormat says that no mail can be sent to it.
func Email(s string) (Mailbox, error) {
	t := strings.TrimSpace(s)
	if i := strings.LastIndexByte(t, '<'); i >= 0 && strings.HasSuffix(t, ">") {
		t = t[i+1 : len(t)-1]
	}
	t = strings.TrimPrefix(strings.Map(func(r rune) rune {
		if isIgnorable(r) {
			return -1
		}
		return asciiRune(r)
	}, t), "mailto:")
	at := strings.LastIndexByte(t, '@')
	if at < 0 {
		return Mailbox{}, fmt.Errorf("e-mail: no @: %w", ErrFormat)
	}
	local, host := t[:at], t[at+1:]
	if err := checkLocal(local); err != nil {
		return Mailbox{}, err
	}
	domain, err := hostName(host)
	if err != nil {
		return Mailbox{}, fmt.Errorf("e-mail: %w", err)
	}
	if len(local)+1+len(domain) > 254 {
		return Mailbox{}, fmt.Errorf("e-mail: longer than 254 bytes: %w", ErrFormat)
	}
	registrable, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return Mailbox{}, fmt.Errorf("e-mail: no registrable domain: %w", ErrFormat)
	}
	return Mailbox{Address: foldLocal(local, domain), Domain: domain, Registrable: registrable}, nil
}

// checkLocal applies the dot-atom rule of RFC 5321 with letters of RFC 6531;
// quoted local parts are legal and nobody has one.
func checkLocal(local string) error {
	if local == "" || len(local) > 64 {
		return fmt.Errorf("e-mail: local part has %d bytes, not 1 to 64: %w", len(local), ErrFormat)
	}
	// Some Japanese carriers gave out addresses with dots at the end or doubled;
	// they exist, but mail from outside cannot reach them reliably.
	if local[0] == '.' || local[len(local)-1] == '.' || strings.Contains(local, "..") {
		return fmt.Errorf("e-mail: dot at an end or doubled in the local part: %w", ErrFormat)
	}
	for i, r := range local {
		if r >= 0x80 && r != 0xFFFD || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("!#$%&'*+-/=?^_`{|}~.", r) {
			continue
		}
		return fmt.Errorf("e-mail: character at byte %d of the local part is not allowed: %w", i, ErrFormat)
	}
	return nil
}

// foldLocal gives the one spelling of a mailbox that all spellings reach.
func foldLocal(local, domain string) string {
	local = strings.ToLower(local)
	if plusProviders[domain] {
		if i := strings.IndexByte(local, '+'); i > 0 {
			local = local[:i]
		}
	}
	if dotProviders[domain] {
		local = strings.ReplaceAll(local, ".", "")
	}
	if domain == "googlemail.com" {
		domain = "gmail.com"
	}
	return local + "@" + domain
}

// hostName checks a host name and returns it in ASCII, lower case.
func hostName(host string) (string, error) {
	host = strings.TrimSuffix(strings.TrimSpace(host), ".")
	ascii, err := idna.Lookup.ToASCII(host)
	if err != nil {
		return "", fmt.Errorf("domain: %w: %w", err, ErrFormat)
	}
	ascii = strings.ToLower(ascii)
	if len(ascii) > 253 || !strings.Contains(ascii, ".") {
		return "", fmt.Errorf("domain: not a full host name: %w", ErrFormat)
	}
	last := ""
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return "", fmt.Errorf("domain: bad label: %w", ErrFormat)
		}
		last = label
	}
	if strings.Trim(last, "0123456789") == "" {
		return "", fmt.Errorf("domain: an IP address is no domain: %w", ErrFormat)
	}
	return ascii, nil
}

// Domain returns the registrable domain of a URL or host name, in ASCII.
// ErrFormat means that the text has none: an IP address, a bare suffix such as
// co.jp, or no host at all.
func Domain(s string) (string, error) {
	t := strings.TrimSpace(strings.Map(func(r rune) rune {
		if isIgnorable(r) {
			return -1
		}
		return asciiRune(r)
	}, s))
	if i := strings.Index(t, "://"); i >= 0 {
		t = t[i+3:]
	}
	t = strings.TrimPrefix(t, "//")
	if i := strings.IndexAny(t, "/?#\\"); i >= 0 {
		t = t[:i]
	}
	if i := strings.LastIndexByte(t, '@'); i >= 0 {
		t = t[i+1:]
	}
	if i := strings.LastIndexByte(t, ':'); i >= 0 && strings.Trim(t[i+1:], "0123456789") == "" {
		t = t[:i]
	}
	host, err := hostName(t)
	if err != nil {
		return "", err
	}
	registrable, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return "", fmt.Errorf("domain: no registrable part: %w", ErrFormat)
	}
	return registrable, nil
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
