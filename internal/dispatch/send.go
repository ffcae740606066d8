package dispatch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// What a try may take, and what is read of an answer.
const (
	dialTime   = 5 * time.Second
	tryTime    = 15 * time.Second
	answerSize = 4 << 10
)

// Codes of tries that were not delivered, as the log shows them.
const (
	codeDelivered  = "delivered"
	codeStatus     = "status"             // the receiver answered otherwise than 2xx
	codeGone       = "gone"               // 410: the endpoint rests until its address changes
	codeRedirected = "redirected"         // 3xx: never followed
	codeAddress    = "address_refused"    // private or special, see Endpoint.Allow
	codeName       = "name_not_resolved"  // no address for the host
	codeTLS        = "tls_failed"         // certificate or handshake
	codeTime       = "timed_out"          // no answer in time
	codeConnection = "connection_failed"  // refused, reset, not HTTP
	codeMissing    = "nothing_to_tell_of" // what the message names is not in the store any more
	codeResting    = "endpoint_gone"      // not tried: it said 410 before
)

// sender posts to one endpoint.
type sender struct {
	Endpoint
	client *http.Client
	sign   []*webhooks.Webhook
}

func (e *Endpoint) signers() (out []*webhooks.Webhook, err error) {
	secrets, err := e.secrets()
	if err != nil {
		return nil, err
	}
	for _, s := range secrets {
		w, err := webhooks.NewWebhookRaw(s)
		if err != nil {
			return nil, e.bad("secret", "cannot be used to sign")
		}
		out = append(out, w)
	}
	return out, nil
}

func newSender(e Endpoint, resolver *net.Resolver) (*sender, error) {
	sign, err := e.signers()
	if err != nil {
		return nil, err
	}
	g := guard{allow: e.Allow, onlyAllow: strings.HasPrefix(e.URL, "http://")}
	return &sender{Endpoint: e, sign: sign, client: &http.Client{
		Timeout: tryTime,
		// A redirect is an address that is not in the configuration.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:       nil, // never what the environment says: the guard would see the proxy only
			DialContext: g.dial(resolver), TLSHandshakeTimeout: dialTime,
			ForceAttemptHTTP2: true, DisableCompression: true, MaxResponseHeaderBytes: 16 << 10,
			MaxIdleConnsPerHost: atOnce, IdleConnTimeout: 30 * time.Second,
		},
	}}, nil
}

// answer is what came of one try.
type answer struct {
	status int
	code   string
	after  time.Duration // that the receiver asks to wait
}

// post sends one message. id is the same in each try, the time is this one's.
func (s *sender) post(ctx context.Context, id string, at entity.Instant, body []byte) answer {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, bytes.NewReader(body))
	if err != nil {
		return answer{code: codeConnection}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "sekifuda-webhook/1")
	req.Header.Set(webhooks.HeaderWebhookID, id)
	req.Header.Set(webhooks.HeaderWebhookTimestamp, strconv.FormatInt(at.Time().Unix(), 10))
	req.Header.Set(webhooks.HeaderWebhookSignature, s.signature(id, at, body))
	res, err := s.client.Do(req)
	if err != nil {
		return answer{code: codeOf(err)}
	}
	defer res.Body.Close()
	// Read a little, so that the connection can be used again; keep none of it:
	// what a receiver says is no business of the log.
	io.CopyN(io.Discard, res.Body, answerSize)
	return answer{status: res.StatusCode, code: codeOfStatus(res.StatusCode), after: retryAfter(res, at)}
}

func (s *sender) signature(id string, at entity.Instant, body []byte) string {
	var all []string
	for _, w := range s.sign {
		one, err := w.Sign(id, at.Time(), body)
		if err != nil {
			panic("dispatch: sign: " + err.Error()) // an HMAC cannot fail
		}
		all = append(all, one)
	}
	return strings.Join(all, " ")
}

func codeOfStatus(status int) string {
	switch {
	case status >= 200 && status < 300:
		return codeDelivered
	case status >= 300 && status < 400:
		return codeRedirected
	case status == http.StatusGone:
		return codeGone
	}
	return codeStatus
}

// codeOf names an error in a word: its text holds addresses and host names.
func codeOf(err error) string {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var timeout net.Error
	switch {
	case errors.Is(err, errAddress):
		return codeAddress
	case errors.As(err, &cert), errors.As(err, &unknown), errors.As(err, &record), errors.As(err, &alert):
		return codeTLS
	case errors.As(err, &timeout) && timeout.Timeout():
		return codeTime
	case errors.As(err, &dns):
		return codeName
	}
	return codeConnection
}

// retryAfter reads the header that asks to wait: seconds, or a time.
func retryAfter(res *http.Response, at entity.Instant) time.Duration {
	if res.StatusCode != http.StatusTooManyRequests && res.StatusCode != http.StatusServiceUnavailable {
		return 0
	}
	text := res.Header.Get("Retry-After")
	if n, err := strconv.Atoi(text); err == nil {
		return min(max(time.Duration(min(n, int(longest/time.Second)))*time.Second, 0), longest)
	}
	if t, err := http.ParseTime(text); err == nil {
		return min(max(t.Sub(at.Time()), 0), longest)
	}
	return 0
}
