package httpd

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
)

// Authenticator knows keys. It returns nil for a key that it does not know, and
// an error only where it cannot tell; the server refuses both.
type Authenticator interface {
	Authenticate(ctx context.Context, bearer string, at entity.Instant) (*access.Principal, error)
}

// Limits bound what is served. A zero field takes the default.
type Limits struct {
	Work    int           // requests in work at once (Control apart)
	Batch   int           // of them at most this many of class Batch
	Queue   int           // that wait, in each class
	Wait    time.Duration // at most
	Rate    float64       // requests a second and key; 0: no limit
	Burst   int           // of a key at once; 0: one second's
	Body    int64         // bytes, where a route says nothing else
	URL     int           // bytes of path and query
	Header  time.Duration // to read the header
	Read    time.Duration // to read the whole request
	Write   time.Duration // to answer
	Idle    time.Duration // between requests of a connection
	Conns   int           // open connections
	Notice  time.Duration // between not being ready and taking no more connections, when the server stops
	Drain   time.Duration // for what is in work then
	Headers int           // bytes of all headers
}

// Defaults returns limits for a machine of so many processors.
func Defaults(processors int) Limits {
	work := 16 * max(2, processors)
	return Limits{
		Work: work, Batch: max(1, work/4), Queue: work, Wait: 250 * time.Millisecond,
		Body: 1 << 20, URL: 60_000, Headers: 128 << 10,
		Header: 5 * time.Second, Read: 30 * time.Second, Write: 60 * time.Second, Idle: 120 * time.Second,
		Conns: 8192, Drain: 20 * time.Second,
	}
}

// Config is what a server needs from outside.
type Config struct {
	Clock    func() time.Time
	Auth     Authenticator // nil: no key is known, only open routes answer
	Log      *slog.Logger
	Limits   Limits
	Ready    func(context.Context) []string // codes of what stands in the way; nil: nothing does
	Measures []Measure                      // shown at /metrics beside the server's own
	// OpenMetrics lets /metrics be read without a key from this machine.
	OpenMetrics bool
	TLS         bool // the listener speaks TLS: browsers are told to insist on it
}

// Server serves a table of routes.
type Server struct {
	Config
	mux      *Mux
	door     *door
	rates    *rates
	metrics  *metrics
	local    *http.CrossOriginProtection
	over     fixed
	prefix   string // of request ids: this process
	count    atomic.Uint64
	draining atomic.Bool
}

// New returns a server of the routes, with /healthz, /readyz and /metrics. It
// fails where something was registered on mux without a line among routes, and
// where a line is wrong.
func New(mux *Mux, routes []Route, c Config) (*Server, error) {
	var id [6]byte
	rand.Read(id[:])
	s := &Server{
		Config: c, mux: mux, door: newDoor(c.Limits), rates: newRates(c.Limits.Rate, c.Limits.Burst),
		local: http.NewCrossOriginProtection(), over: fix(overloaded), prefix: hex.EncodeToString(id[:]) + "-",
	}
	s.metrics = newMetrics(s)
	if err := mux.bind(append(s.own(), routes...)); err != nil {
		return nil, err
	}
	if mux.entries[everything] == nil {
		mux.Handle(everything, http.HandlerFunc(s.nothing))
	}
	for _, e := range mux.entries {
		e.counted = s.metrics.of(e)
	}
	mux.serve = s.serve
	return s, nil
}

// own are the routes of the server itself.
func (s *Server) own() []Route {
	return []Route{
		{Pattern: "GET /healthz", Open: true, Class: Control, Handler: http.HandlerFunc(healthz)},
		{Pattern: "GET /readyz", Open: true, Class: Control, Handler: http.HandlerFunc(s.readyz)},
		{Pattern: "GET /metrics", Scope: access.Operate, Class: Control, Local: s.OpenMetrics, Handler: s.metrics.handler()},
	}
}

// Handler returns what answers requests.
func (s *Server) Handler() http.Handler { return s.mux }

// nothing answers what no pattern matches.
func (s *Server) nothing(w http.ResponseWriter, r *http.Request) {
	methods := s.mux.allowed(r)
	if len(methods) == 0 {
		notFound.Write(w)
		return
	}
	w.Header()["Allow"] = methods
	wrongMethod.Write(w)
}

// nextID returns the id of a request: unique, and from here, never the client's.
func (s *Server) nextID() string {
	return s.prefix + strconv.FormatUint(s.count.Add(1), 36)
}
