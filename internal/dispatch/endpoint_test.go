package dispatch

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"pgregory.net/rapid"
)

func TestEndpoint(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(testSecret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := func(name string) string { return map[string]string{"HOOK": testSecret}[name] }
	good := Endpoint{Name: "shop", URL: "https://hook.example.com/x", Secret: testSecret}
	with := func(fn func(*Endpoint)) Endpoint { e := good; fn(&e); return e }
	for want, e := range map[string]Endpoint{
		"":    good,
		" ":   with(func(e *Endpoint) { e.Secret, e.SecretFile = "", file }),
		"  ":  with(func(e *Endpoint) { e.Secret, e.SecretEnv = "", "HOOK" }),
		"   ": with(func(e *Endpoint) { e.Secret = testSecret + " " + testSecret }),
		"    ": with(func(e *Endpoint) {
			e.URL, e.Allow = "http://10.0.0.1/", []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
		}),
		"name: want":  with(func(e *Endpoint) { e.Name = "Shop" }),
		"url: want":   with(func(e *Endpoint) { e.URL = "hook.example.com" }),
		"url: want h": with(func(e *Endpoint) { e.URL = "ftp://hook.example.com" }),
		"url: http":   with(func(e *Endpoint) { e.URL = "http://hook.example.com" }),
		"url: a name": with(func(e *Endpoint) { e.URL = "https://me:pw@hook.example.com" }),
		"url: what":   with(func(e *Endpoint) { e.URL = "https://hook.example.com/#x" }),
		"topics":      with(func(e *Endpoint) { e.Topics = []string{"decisions"} }),
		"give one of": with(func(e *Endpoint) { e.Secret = "" }),
		"give one":    with(func(e *Endpoint) { e.SecretEnv = "HOOK" }),
		"is not set":  with(func(e *Endpoint) { e.Secret, e.SecretEnv = "", "NONE" }),
		"secret_file": with(func(e *Endpoint) { e.Secret, e.SecretFile = "", file+"x" }),
		"want whsec_": with(func(e *Endpoint) { e.Secret = "topsecret" }),
		"want whsec":  with(func(e *Endpoint) { e.Secret = "whsec_AAAA" }),
		"want one":    with(func(e *Endpoint) { e.Secret = strings.Repeat(testSecret+" ", 3) }),
	} {
		got, err := e.Resolved(env)
		switch {
		case strings.TrimSpace(want) == "":
			if err != nil || !strings.HasPrefix(got.Secret, testSecret) || got.Tenant != "default" {
				t.Errorf("%+v: %v", e, err)
			}
		case !errors.Is(err, ErrEndpoint) || !strings.Contains(err.Error(), want):
			t.Errorf("%q: %v", want, err)
		case strings.Contains(err.Error(), "topsecret"):
			t.Errorf("the secret is told: %v", err)
		}
	}
	if _, err := CheckAll([]Endpoint{good, good}, env); !errors.Is(err, ErrEndpoint) {
		t.Errorf("two with one name: %v", err)
	}
}

// While one secret replaces the other, a receiver with either is content.
func TestTwoSecrets(t *testing.T) {
	const other = "whsec_//////////////////////////////////////////8="
	s, err := newSender(Endpoint{Name: "x", URL: "https://hook.example.com/", Secret: testSecret + " " + other}, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := now()
	h := http.Header{}
	h.Set("webhook-id", "msg_1")
	h.Set("webhook-timestamp", fmt.Sprint(at.Time().Unix()))
	h.Set("webhook-signature", s.signature("msg_1", at, []byte("{}")))
	for _, secret := range []string{testSecret, other} {
		w, err := webhooks.NewWebhook(secret)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Verify([]byte("{}"), h); err != nil {
			t.Errorf("%s: %v", secret, err)
		}
		if err := w.Verify([]byte("[]"), h); err == nil {
			t.Error("another body is accepted")
		}
	}
}

func TestBackoff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id, n := rapid.String().Draw(t, "id"), rapid.Int64Range(1, 1<<40).Draw(t, "n")
		got, next := backoff(n, id), backoff(n+1, id)
		if got < shortest*9/10 || got > longest || next < got {
			t.Fatalf("after try %d: %s, then %s", n, got, next)
		}
		if n < 10 && next < got*19/10 {
			t.Fatalf("after try %d: %s, then %s: not twice as long", n, got, next)
		}
	})
	tries, waited := int64(1), time.Duration(0)
	for ; waited < giveUp; tries++ {
		waited += backoff(tries, "x")
	}
	if tries < 20 || tries > 30 {
		t.Errorf("%d tries in %s", tries, giveUp)
	}
}

func TestRetryAfter(t *testing.T) {
	at := now()
	for text, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "-5": 0, "999999999999": longest, "soon": 0, "99999999": longest,
		at.Time().Add(time.Hour).Format(http.TimeFormat): time.Hour,
	} {
		res := &http.Response{StatusCode: 503, Header: http.Header{"Retry-After": {text}}}
		if got := retryAfter(res, at); got < want-time.Second || got > want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		res.StatusCode = 400
		if retryAfter(res, at) != 0 {
			t.Errorf("%q with 400", text)
		}
	}
}
