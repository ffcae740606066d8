package intake

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"net/netip"
	"net/url"
	"strings"

	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/statement"
	"golang.org/x/net/idna"
)

// IP returns the thing that an address or a prefix names.
func IP(s string) (statement.Ref, bool) {
	s = strings.Trim(strings.TrimSpace(s), "[]")
	if a, err := netip.ParseAddr(s); err == nil && a.Zone() == "" {
		return statement.Ref{Kind: statement.IP, Key: a.Unmap().String()}, true
	}
	if p, err := netip.ParsePrefix(s); err == nil {
		p = p.Masked()
		if p.Addr().Is4() && p.Bits() == 32 || p.Addr().Is6() && !p.Addr().Is4In6() && p.Bits() == 128 {
			return statement.Ref{Kind: statement.IP, Key: p.Addr().String()}, true
		}
		return statement.Ref{Kind: statement.IP, Key: p.String()}, true
	}
	return statement.Ref{}, false
}

// Domain returns the thing that a host name names, whole and in lower-case
// ASCII.
func Domain(s string) (statement.Ref, bool) {
	s = strings.TrimSuffix(strings.TrimSpace(s), ".")
	a, err := idna.Lookup.ToASCII(s)
	if err != nil { // names with an underscore are in use
		a = strings.ToLower(s)
	}
	if len(a) > 253 || !strings.Contains(a, ".") {
		return statement.Ref{}, false
	}
	for label := range strings.SplitSeq(a, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return statement.Ref{}, false
		}
	}
	if _, err := netip.ParseAddr(a); err == nil {
		return statement.Ref{}, false
	}
	return statement.Ref{Kind: statement.Domain, Key: a}, true
}

// Host returns the address or name in "host:port"; the port is 0 where none is
// written.
func Host(s string) (r statement.Ref, port int, ok bool) {
	s = strings.TrimSpace(s)
	if r, ok = IP(s); ok {
		return r, 0, true
	}
	if a, err := netip.ParseAddrPort(s); err == nil {
		r, ok = IP(a.Addr().String())
		return r, int(a.Port()), ok
	}
	if host, p, cut := strings.Cut(s, ":"); cut {
		if port, ok = Port(p); !ok {
			return r, 0, false
		}
		s = host
	}
	r, ok = Domain(s)
	return r, port, ok
}

// Port reads a number from 1 to 65535.
func Port(s string) (int, bool) {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || n > 65535 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n >= 1 && n <= 65535
}

// Email returns the thing that a mail address names, folded as the gate does.
func Email(s string) (statement.Ref, bool) {
	m, err := identifier.Email(s)
	if err != nil {
		return statement.Ref{}, false
	}
	return statement.Ref{Kind: statement.Email, Key: m.Address}, true
}

// Phone returns the thing that a telephone number with its country names.
func Phone(s string) (statement.Ref, bool) {
	p, err := identifier.Phone(s, "JP")
	if err != nil {
		return statement.Ref{}, false
	}
	return statement.Ref{Kind: statement.Phone, Key: p.E164}, true
}

// URL returns the thing that a URL names: scheme and host in lower case,
// without user, password and fragment.
func URL(s string) (statement.Ref, bool) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme == "" || u.Opaque != "" || len(s) > 4096 {
		return statement.Ref{}, false
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	return statement.Ref{Kind: statement.URL, Key: u.String()}, true
}

// URLHost returns the address or name that a URL leads to.
func URLHost(s string) (statement.Ref, bool) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return statement.Ref{}, false
	}
	if r, ok := IP(u.Hostname()); ok {
		return r, true
	}
	return Domain(u.Hostname())
}

var hashSizes = map[string]int{"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}

// Hash returns the file that "algorithm:hex" or bare hexadecimal digits name;
// its key is algorithm=hex.
func Hash(s string) (statement.Ref, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	name, digits, cut := strings.Cut(strings.Replace(s, "=", ":", 1), ":")
	if !cut {
		name, digits = "", s
	}
	name = strings.ReplaceAll(name, "-", "")
	b, err := hex.DecodeString(digits)
	if err != nil {
		return statement.Ref{}, false
	}
	for algorithm, size := range hashSizes {
		if len(b) == size && (name == "" || name == algorithm) {
			return statement.Ref{Kind: statement.File, Key: algorithm + "=" + digits}, true
		}
	}
	return statement.Ref{}, false
}

// Differs compares the key of a file with bytes; known is false for an
// algorithm that it does not have.
func Differs(key string, body []byte) (differs, known bool) {
	name, digits, _ := strings.Cut(key, "=")
	want, err := hex.DecodeString(digits)
	if err != nil {
		return false, false
	}
	var got []byte
	switch name { // what senders use, not what is strong
	case "md5":
		h := md5.Sum(body)
		got = h[:]
	case "sha1":
		h := sha1.Sum(body)
		got = h[:]
	case "sha256":
		h := sha256.Sum256(body)
		got = h[:]
	case "sha512":
		h := sha512.Sum512(body)
		got = h[:]
	default:
		return false, false
	}
	return !bytes.Equal(want, got), true
}

// Guess returns the thing that a value names whose kind nobody tells: an
// address, a URL, a mail address, a host name, else an item.
func Guess(s string) statement.Ref {
	s = strings.TrimSpace(s)
	if r, ok := IP(s); ok {
		return r
	}
	if strings.Contains(s, "://") {
		if r, ok := URL(s); ok {
			return r
		}
	}
	if strings.Contains(s, "@") {
		if r, ok := Email(s); ok {
			return r
		}
	}
	if r, _, ok := Host(s); ok {
		return r
	}
	return statement.Ref{Kind: statement.Item, Key: s}
}
