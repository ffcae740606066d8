package dispatch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

func TestPublic(t *testing.T) {
	for _, refused := range []string{
		"127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
		"100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.1",
		"239.255.255.250", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1",
		"64:ff9b:1::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "100::1", "5f00::1", "3fff::1",
	} {
		if public(netip.MustParseAddr(refused).Unmap()) {
			t.Errorf("%s is taken for public", refused)
		}
	}
	for _, ok := range []string{"8.8.8.8", "1.1.1.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "2400::1"} {
		if !public(netip.MustParseAddr(ok)) {
			t.Errorf("%s is refused", ok)
		}
	}
}

func TestGuard(t *testing.T) {
	inside := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}
	for _, tc := range []struct {
		guard   guard
		address string
		ok      bool
	}{
		{guard{}, "8.8.8.8:443", true},
		{guard{}, "10.1.2.3:443", false},
		{guard{allow: inside}, "10.1.2.3:443", true},
		{guard{allow: inside}, "[::ffff:10.1.2.3]:443", true},
		{guard{allow: inside}, "10.2.2.3:443", false},
		{guard{allow: inside}, "8.8.8.8:443", true},
		{guard{allow: inside, onlyAllow: true}, "8.8.8.8:80", false},
		{guard{allow: inside}, "[fe80::1%eth0]:443", false},
		{guard{}, "nonsense", false},
	} {
		if err := tc.guard.control("tcp", tc.address, nil); (err == nil) != tc.ok {
			t.Errorf("%+v %s: %v", tc.guard, tc.address, err)
		}
	}
}

// nameServer answers every question for an address with one, as a name server
// in an attacker's hands does.
func nameServer(t *testing.T, a [4]byte) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class},
					Body: &dnsmessage.AResource{A: a}}}
			}
			out, _ := m.Pack()
			conn.WriteTo(out, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// A name that leads inside is refused when its address is known, whatever it
// was when the endpoint was set up.
func TestNameThatLeadsInside(t *testing.T) {
	r := newReceiver(t, nil)
	_, port, _ := net.SplitHostPort(r.server.Listener.Addr().String())
	for name, a := range map[string][4]byte{"loopback": {127, 0, 0, 1}, "metadata": {169, 254, 169, 254}, "private": {10, 0, 0, 1}} {
		e := Endpoint{Name: "x", URL: "https://hook.example.com:" + port + "/", Secret: testSecret}
		s, err := newSender(e, nameServer(t, a))
		if err != nil {
			t.Fatal(err)
		}
		if got := s.post(t.Context(), "msg_1", now(), []byte("{}")); got.code != codeAddress {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if r.count() != 0 {
		t.Error("somebody inside was called")
	}
}

func TestNoProxyFromTheEnvironment(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	r := newReceiver(t, nil)
	s, err := newSender(r.endpoint(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.client.CloseIdleConnections()
	if s.client.Transport.(*http.Transport).Proxy != nil {
		t.Error("there is a proxy")
	}
	if got := s.post(t.Context(), "msg_1", now(), []byte("{}")); got.code != codeDelivered {
		t.Errorf("%+v", got)
	}
}

func TestErrorsHaveCodes(t *testing.T) {
	hang := make(chan struct{})
	r := newReceiver(t, func(n int, w http.ResponseWriter, req *http.Request) { <-hang })
	defer close(hang)
	s, err := newSender(r.endpoint(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.client.CloseIdleConnections()
	s.client.Timeout = 30 * time.Millisecond
	if got := s.post(t.Context(), "msg_1", now(), []byte("{}")); got.code != codeTime {
		t.Errorf("hangs: %+v", got)
	}
	s.URL = "https" + s.URL[len("http"):]
	s.client.Timeout = 5 * time.Second
	if got := s.post(t.Context(), "msg_1", now(), []byte("{}")); got.code != codeTLS && got.code != codeConnection {
		t.Errorf("not TLS: %+v", got)
	}
	if got := codeOf(&net.DNSError{Err: "no such host", IsNotFound: true}); got != codeName {
		t.Errorf("no name: %s", got)
	}
	if got := codeOf(errors.New("other")); got != codeConnection {
		t.Errorf("other: %s", got)
	}
}
