package dispatch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// errAddress is the error of a connection to where none may be made.
var errAddress = errors.New("the address is private or special, and the endpoint does not allow it")

// special are the networks that are not the public internet, beside those that
// netip knows by name. What is in none of them may still not be a receiver, but
// it is nobody's inside.
var special = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4",
	"168.63.129.16/32", // the platform's own address within one cloud; others use link-local ones
	// Addresses that hold an IPv4 address, and so could lead inside: tunnels and translation.
	"2001::/32", "2002::/16",
	"2001:db8::/32", "2001:20::/28", "2001:10::/28", "3fff::/20",
)

// global is where public IPv6 addresses are given out. All else (translation,
// mapped, site-local, unique local …) is refused without naming each.
var global = netip.MustParsePrefix("2000::/3")

func prefixes(texts ...string) (out []netip.Prefix) {
	for _, t := range texts {
		out = append(out, netip.MustParsePrefix(t))
	}
	return out
}

// public reports whether an address is one of the public internet.
func public(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() {
		return false
	}
	if a.Is6() && !global.Contains(a) {
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// guard decides on one connection, when its address is known: after the name
// was resolved, and for each address that is tried, so that no answer of a name
// server can lead where the operator did not point.
type guard struct {
	allow     []netip.Prefix
	onlyAllow bool // not encrypted: only where the operator said
}

func (g guard) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %w", errAddress, err)
	}
	a := ap.Addr().Unmap()
	if slices.ContainsFunc(g.allow, func(p netip.Prefix) bool { return p.Contains(a) }) {
		return nil
	}
	if g.onlyAllow || !public(a) {
		return errAddress
	}
	return nil
}

// dial returns the function that a transport connects with.
func (g guard) dial(resolver *net.Resolver) func(ctx context.Context, network, address string) (net.Conn, error) {
	d := &net.Dialer{Timeout: dialTime, Control: g.control, Resolver: resolver, KeepAlive: 30 * time.Second}
	return d.DialContext
}
