package httpd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/problem"
)

// keys is an Authenticator over a few keys.
type keys map[string]*access.Principal

func (k keys) Authenticate(_ context.Context, bearer string, _ entity.Instant) (*access.Principal, error) {
	if bearer == "broken" {
		return nil, errors.New("store is gone")
	}
	return k[bearer], nil
}

var testKeys = keys{
	"examiner": {ID: "p1", Tenant: "default", Scopes: []access.Scope{access.Examine}},
	"operator": {ID: "p2", Tenant: "default", Scopes: []access.Scope{access.Operate}},
	"revoked":  {ID: "p3", Tenant: "default", Scopes: access.Scopes(), Revoked: 1},
	"expired":  {ID: "p4", Tenant: "default", Scopes: access.Scopes(), Expires: 1},
}

func routes() []Route {
	ok := func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			bodyTooLarge.Write(w)
			return
		}
		who := "nobody"
		if p := Principal(r.Context()); p != nil {
			who = p.ID
		}
		io.WriteString(w, who+" "+r.PathValue("id")+" "+string(b))
	}
	return []Route{
		{Pattern: "POST /v1/applications", Scope: access.Examine, Class: Interactive, MaxBody: 100, Handler: http.HandlerFunc(ok)},
		{Pattern: "GET /v1/applications/{id}", Scope: access.Examine, Class: Interactive, Handler: http.HandlerFunc(ok)},
		{Pattern: "GET /match/{id}", Scope: access.Match, Class: Interactive, Local: true, Handler: http.HandlerFunc(ok)},
		{Pattern: "POST /match/{id}", Scope: access.Match, Class: Interactive, Local: true, Handler: http.HandlerFunc(ok)},
		{Pattern: "GET /v1/panic", Scope: access.Examine, Class: Interactive, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("Taro Yamada's secret") })},
		{Pattern: "GET /v1/half", Scope: access.Examine, Class: Interactive, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "half"); panic("then") })},
	}
}

func testServer(t *testing.T, change func(*Config)) (*Server, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	c := Config{Clock: time.Now, Auth: testKeys, Log: slog.New(slog.NewJSONHandler(&log, nil)), Limits: Defaults(2)}
	if change != nil {
		change(&c)
	}
	s, err := New(NewMux(), routes(), c)
	if err != nil {
		t.Fatal(err)
	}
	return s, &log
}

// ask sends one request; header fields stand as "Name: value".
func ask(s *Server, method, target, body string, fields ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Host = "gate.example"
	for _, f := range fields {
		name, value, _ := strings.Cut(f, ": ")
		switch name {
		case "Host":
			r.Host = value
		case "Remote":
			r.RemoteAddr = value
		default:
			r.Header.Add(name, value)
		}
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func TestWhoMayWhat(t *testing.T) {
	const examiner, here = "Authorization: Bearer examiner", "Remote: 127.0.0.1:4000"
	for _, c := range []struct {
		name, method, target string
		fields               []string
		status               int
		code                 string
	}{
		{"no key", "POST", "/v1/applications", nil, 401, "unauthorized"},
		{"unknown key", "POST", "/v1/applications", []string{"Authorization: Bearer x"}, 401, "unauthorized"},
		{"revoked", "POST", "/v1/applications", []string{"Authorization: Bearer revoked"}, 401, "unauthorized"},
		{"expired", "POST", "/v1/applications", []string{"Authorization: Bearer expired"}, 401, "unauthorized"},
		{"other scheme", "POST", "/v1/applications", []string{"Authorization: Basic examiner"}, 401, "unauthorized"},
		{"two keys", "POST", "/v1/applications", []string{examiner, "Authorization: Bearer operator"}, 401, "unauthorized"},
		{"key in the address", "POST", "/v1/applications?key=examiner", nil, 401, "unauthorized"},
		{"keys cannot be checked", "POST", "/v1/applications", []string{"Authorization: Bearer broken"}, 503, "unavailable"},
		{"other scope", "POST", "/v1/applications", []string{"Authorization: Bearer operator"}, 403, "forbidden"},
		{"may", "POST", "/v1/applications", []string{examiner}, 200, ""},
		{"scheme in small letters", "POST", "/v1/applications", []string{"Authorization: bearer examiner"}, 200, ""},
		{"with id", "GET", "/v1/applications/7", []string{examiner}, 200, ""},
		{"nothing there", "GET", "/v1/nothing", []string{examiner}, 404, "not_found"},
		{"nothing there, no key", "GET", "/v1/nothing", nil, 404, "not_found"},
		{"other method", "DELETE", "/v1/applications", []string{examiner}, 405, "method_not_allowed"},
		{"method by header", "GET", "/v1/applications", []string{examiner, "X-HTTP-Method-Override: POST"}, 405, "method_not_allowed"},
		{"path by header", "GET", "/v1/applications/7", []string{"X-Original-URL: /healthz", "X-Forwarded-For: 127.0.0.1"}, 401, "unauthorized"},
		{"metrics without key", "GET", "/metrics", []string{here, "Host: localhost:8080"}, 401, "unauthorized"},
		{"metrics", "GET", "/metrics", []string{"Authorization: Bearer operator"}, 200, ""},
		{"health", "GET", "/healthz", nil, 200, ""},
		{"ready", "GET", "/readyz", nil, 200, ""},
		{"local, from elsewhere", "GET", "/match/x", []string{"Host: localhost:8080"}, 401, "unauthorized"},
		{"local, by another name", "GET", "/match/x", []string{here, "Host: gate.example"}, 401, "unauthorized"},
		{"local", "GET", "/match/x", []string{here, "Host: localhost:8080"}, 200, ""},
		{"local, six", "GET", "/match/x", []string{"Remote: [::1]:4000", "Host: [::1]"}, 200, ""},
		{"local, with a key that may not", "GET", "/match/x", []string{here, "Host: localhost", examiner}, 403, "forbidden"},
		{"local, from a page of another site", "POST", "/match/x", []string{here, "Host: localhost", "Sec-Fetch-Site: cross-site"}, 403, "cross_origin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := testServer(t, nil)
			w := ask(s, c.method, c.target, "", c.fields...)
			if w.Code != c.status {
				t.Fatalf("status %d, want %d: %s", w.Code, c.status, w.Body)
			}
			if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("X-Request-Id") == "" {
				t.Errorf("headers %v", w.Header())
			}
			if c.code == "" {
				return
			}
			var p problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Code != c.code || p.Status != c.status {
				t.Errorf("problem %+v, %v; want code %s", p, err, c.code)
			}
			if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
				t.Errorf("content type %s", got)
			}
		})
	}
}

func TestWhatHasNoLineIsRefused(t *testing.T) {
	c := Config{Clock: time.Now, Log: slog.New(slog.DiscardHandler), Limits: Defaults(2)}
	nothing := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	for _, test := range []struct {
		name, want string
		register   func(*Mux)
		routes     []Route
	}{
		{"without a line", "without a line in the table of routes: GET /v1/secret", func(m *Mux) { m.Handle("GET /v1/secret", nothing) }, nil},
		{"line for nothing", "nothing is registered", func(*Mux) {}, []Route{{Pattern: "GET /x", Scope: access.Examine}}},
		{"neither scope nor open", "needs a scope", func(*Mux) {}, []Route{{Pattern: "GET /x", Handler: nothing}}},
		{"scope and open", "needs a scope", func(*Mux) {}, []Route{{Pattern: "GET /x", Handler: nothing, Open: true, Scope: access.Examine}}},
		{"twice", "twice", func(m *Mux) { m.Handle("GET /x", nothing) }, []Route{{Pattern: "GET /x", Scope: access.Examine}, {Pattern: "GET /x", Scope: access.Operate}}},
	} {
		mux := NewMux()
		test.register(mux)
		if _, err := New(mux, test.routes, c); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	mux := NewMux()
	mux.Handle("GET /early", nothing)
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", "/early", nil))
	if w.Code != 404 {
		t.Errorf("before there is a table: %d", w.Code)
	}
}

func TestPanicIsAnsweredAndLoggedWithoutItsText(t *testing.T) {
	s, log := testServer(t, nil)
	w := ask(s, "GET", "/v1/panic?name=Hanako", "", "Authorization: Bearer examiner")
	var p problem.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 500 || p.Code != "internal" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if id := w.Header().Get("X-Request-Id"); id == "" || !strings.Contains(p.Detail, id) || !strings.Contains(log.String(), id) {
		t.Errorf("id %q is not in log and answer", id)
	}
	for _, secret := range []string{"Taro", "Hanako", "examiner"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("log tells %q:\n%s", secret, log)
		}
	}
	func() {
		defer func() {
			if recover() != http.ErrAbortHandler {
				t.Error("half an answer was left to look whole")
			}
		}()
		ask(s, "GET", "/v1/half", "", "Authorization: Bearer examiner")
	}()
	if n, _ := s.door.load(Interactive); n != 0 {
		t.Errorf("%d still in work", n)
	}
}

func TestSizes(t *testing.T) {
	s, log := testServer(t, nil)
	const key = "Authorization: Bearer examiner"
	if w := ask(s, "GET", "/v1/applications/"+strings.Repeat("a", 60_000), "", key); w.Code != 414 {
		t.Errorf("long address: %d", w.Code)
	}
	if w := ask(s, "POST", "/v1/applications", strings.Repeat("a", 101), key); w.Code != 413 {
		t.Errorf("long body: %d", w.Code)
	}
	r := httptest.NewRequest("POST", "/v1/applications", io.MultiReader(strings.NewReader(strings.Repeat("a", 101))))
	r.Header.Set("Authorization", "Bearer examiner")
	w := httptest.NewRecorder()
	if s.Handler().ServeHTTP(w, r); w.Code != 413 {
		t.Errorf("long body of unknown length: %d", w.Code)
	}
	if w := ask(s, "POST", "/v1/applications", strings.Repeat("a", 100), key); w.Code != 200 {
		t.Errorf("body: %d", w.Code)
	}
	if strings.Contains(log.String(), "aaa") {
		t.Error("the log holds a path or a body")
	}
}

func TestLogLine(t *testing.T) {
	s, log := testServer(t, nil)
	ask(s, "GET", "/v1/applications/Taro%0AYamada?q=x%1b", "", "Authorization: Bearer examiner")
	var line map[string]any
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	for k, want := range map[string]any{"msg": "request", "route": "GET /v1/applications/{id}", "status": 200.0, "principal": "p1"} {
		if line[k] != want {
			t.Errorf("%s: %v, want %v", k, line[k], want)
		}
	}
	if strings.Contains(log.String(), "Yamada") {
		t.Errorf("log: %s", log)
	}
}

func TestRateOfAKey(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	s, _ := testServer(t, func(c *Config) {
		c.Clock = func() time.Time { return now }
		c.Limits.Rate, c.Limits.Burst = 10, 3
	})
	var got []int
	for range 4 {
		got = append(got, ask(s, "GET", "/v1/applications/1", "", "Authorization: Bearer examiner").Code)
	}
	w := ask(s, "GET", "/v1/applications/1", "", "Authorization: Bearer examiner")
	if got[2] != 200 || got[3] != 429 || w.Header().Get("Retry-After") != "1" || w.Header().Get("RateLimit-Limit") != "3" || w.Header().Get("RateLimit-Remaining") != "0" {
		t.Errorf("%v, then %v", got, w.Header())
	}
	if w := ask(s, "GET", "/metrics", "", "Authorization: Bearer operator"); w.Code != 200 {
		t.Errorf("another key: %d", w.Code)
	}
	now = now.Add(100 * time.Millisecond)
	if w := ask(s, "GET", "/v1/applications/1", "", "Authorization: Bearer examiner"); w.Code != 200 {
		t.Errorf("a tenth of a second later: %d", w.Code)
	}
}

func TestReadyzTellsCodesOnly(t *testing.T) {
	s, _ := testServer(t, func(c *Config) {
		c.Ready = func(context.Context) []string { return []string{"ledger_stopped"} }
	})
	w := ask(s, "GET", "/readyz", "")
	if w.Code != 503 || strings.TrimSpace(w.Body.String()) != `{"codes":["ledger_stopped"],"ready":false}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestMetricsTell(t *testing.T) {
	s, _ := testServer(t, func(c *Config) {
		c.Measures = []Measure{{Name: "sekifuda_source_age_seconds", Help: "Age.", Labels: []string{"source"}, Read: func() []Value {
			return []Value{{[]string{"ofac"}, 17}}
		}}}
	})
	ask(s, "GET", "/v1/applications/1", "", "Authorization: Bearer examiner")
	text := ask(s, "GET", "/metrics", "", "Authorization: Bearer operator").Body.String()
	for _, want := range []string{
		`sekifuda_requests_total{route="GET /v1/applications/{id}",status="200"} 1`, `sekifuda_source_age_seconds{source="ofac"} 17`,
		`sekifuda_in_work{class="interactive"} 0`, "process_resident_memory_bytes", "sekifuda_request_seconds_bucket",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
}
