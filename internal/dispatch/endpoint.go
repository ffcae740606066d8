// Package dispatch hands the messages of the outbox on to webhooks: at least
// once, signed as in Standard Webhooks, to addresses from the configuration
// only. Several nodes share the work by leases. docs/webhooks.md tells a
// receiver what to expect.
package dispatch

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
)

// Endpoint is one receiver, as the configuration names it.
type Endpoint struct {
	Name       string         `yaml:"name"`        // lower-case letters, digits, - and _; part of the messages' ids
	Tenant     string         `yaml:"tenant"`      // whose messages it gets; "" is default
	URL        string         `yaml:"url"`         // https; http only to an address that Allow names
	Secret     string         `yaml:"secret"`      // whsec_…; two, with a space between, while one replaces the other
	SecretFile string         `yaml:"secret_file"` // file that holds it
	SecretEnv  string         `yaml:"secret_env"`  // environment variable that holds it
	Topics     []string       `yaml:"topics"`      // none: all of event.Topics
	Allow      []netip.Prefix `yaml:"allow"`       // networks of private or special addresses that it may be in
}

// ErrEndpoint is returned for an endpoint that cannot be used as it stands.
var ErrEndpoint = errors.New("not a usable endpoint")

var nameRule = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,62}$`)

// Resolved returns the endpoint with its secret in place, taken from where the
// configuration says, and checks all of it; env is the environment. It fails
// with ErrEndpoint, naming the field and never the secret.
func (e Endpoint) Resolved(env func(name string) string) (Endpoint, error) {
	e.Tenant = cmp.Or(e.Tenant, "default")
	if !nameRule.MatchString(e.Name) {
		return e, e.bad("name", "want 1 to 63 lower-case letters, digits, - and _")
	}
	if err := e.checkURL(); err != nil {
		return e, err
	}
	for _, t := range e.Topics {
		if !event.IsTopic(t) {
			return e, e.bad("topics", fmt.Sprintf("%q is none of %s", t, strings.Join(event.Topics(), ", ")))
		}
	}
	if err := e.takeSecret(env); err != nil {
		return e, err
	}
	_, err := e.signers()
	return e, err
}

func (e *Endpoint) bad(field, why string) error {
	return fmt.Errorf("webhook %q: %s: %s: %w", e.Name, field, why, ErrEndpoint)
}

func (e *Endpoint) checkURL() error {
	u, err := url.Parse(e.URL)
	switch {
	case err != nil || u.Host == "" || u.Opaque != "":
		return e.bad("url", "want https://host/path")
	case u.User != nil:
		return e.bad("url", "a name or password in it would be logged by others: the signature says who sends")
	case u.Fragment != "":
		return e.bad("url", "what follows # is never sent")
	case u.Scheme == "http" && len(e.Allow) == 0:
		return e.bad("url", "http is not encrypted: use https, or name the network of the receiver in allow")
	case u.Scheme != "https" && u.Scheme != "http":
		return e.bad("url", "want https")
	}
	return nil
}

func (e *Endpoint) takeSecret(env func(string) string) error {
	given := 0
	for _, s := range []string{e.Secret, e.SecretFile, e.SecretEnv} {
		given += min(len(s), 1)
	}
	if given != 1 {
		return e.bad("secret", "give one of secret, secret_file and secret_env")
	}
	switch {
	case e.SecretFile != "":
		b, err := os.ReadFile(e.SecretFile)
		if err != nil {
			return fmt.Errorf("webhook %q: secret_file: %w", e.Name, errors.Join(err, ErrEndpoint))
		}
		e.Secret = strings.TrimSpace(string(b))
	case e.SecretEnv != "":
		if e.Secret = strings.TrimSpace(env(e.SecretEnv)); e.Secret == "" {
			return e.bad("secret_env", e.SecretEnv+" is not set")
		}
	}
	e.SecretFile, e.SecretEnv = "", ""
	return nil
}

// secrets decodes what the endpoint signs with. Standard Webhooks asks for 24
// to 64 bytes.
func (e *Endpoint) secrets() ([][]byte, error) {
	var out [][]byte
	for _, s := range strings.Fields(e.Secret) {
		text, ok := strings.CutPrefix(s, "whsec_")
		b, err := base64.StdEncoding.DecodeString(text)
		if !ok || err != nil || len(b) < 24 || len(b) > 64 {
			return nil, e.bad("secret", "want whsec_ and the base64 of 24 to 64 random bytes: echo whsec_$(head -c 32 /dev/urandom | base64)")
		}
		out = append(out, b)
	}
	if len(out) == 0 || len(out) > 2 {
		return nil, e.bad("secret", "want one, or two while one replaces the other")
	}
	return out, nil
}

// Wants reports whether the endpoint is to hear of a message.
func (e *Endpoint) Wants(tenant, topic string) bool {
	return (tenant == e.Tenant || tenant == "") && (len(e.Topics) == 0 || slices.Contains(e.Topics, topic))
}

// address is the digest of where the endpoint is: what is gone there may be
// back elsewhere.
func (e *Endpoint) address() string {
	sum := sha256.Sum256([]byte(e.URL))
	return hex.EncodeToString(sum[:])
}

// CheckAll resolves all endpoints and refuses two with one name.
func CheckAll(endpoints []Endpoint, env func(string) string) ([]Endpoint, error) {
	seen := map[[2]string]bool{}
	out := make([]Endpoint, 0, len(endpoints))
	for _, e := range endpoints {
		r, err := e.Resolved(env)
		if err != nil {
			return nil, err
		}
		if key := [2]string{r.Tenant, r.Name}; seen[key] {
			return nil, r.bad("name", "stands twice")
		} else {
			seen[key] = true
		}
		out = append(out, r)
	}
	return out, nil
}

// Gone returns since when the endpoint has been gone at its address, 0 where it
// is not.
func (e *Endpoint) Gone(tx *store.Tx) (entity.Instant, error) {
	return delivery.Gone(tx, e.Tenant, e.Name, e.address())
}

// Sorted returns endpoints in the order of their names.
func Sorted(endpoints []Endpoint) []Endpoint {
	return slices.SortedFunc(slices.Values(endpoints), func(a, b Endpoint) int { return cmp.Compare(a.Name, b.Name) })
}
