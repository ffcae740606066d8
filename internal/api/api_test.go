package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/people"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
	"github.com/sekifuda/sekifuda/internal/vault"
)

var noon = entity.InstantOf(time.Date(2026, 2, 28, 12, 0, 0, 0, time.UTC))

// rig is an API on an empty embedded store, asked as a principal of the test's.
type rig struct {
	*API
	t   testing.TB
	mux *http.ServeMux

	mu       sync.Mutex
	counters map[string]*gate.Counter
}

// counter is a gate without any source: every application comes to review.
func (r *rig) counter(tenant string) Counter {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.counters[tenant]
	if c == nil {
		g := &gate.Gate{Policy: policy.Default(), Zone: time.UTC, Checks: gate.Checks()}
		c = &gate.Counter{Books: &gate.Books{DB: r.DB, Vault: r.Vault, Tenant: tenant}, Now: func() (*gate.Gate, func()) { return g, func() {} }}
		r.counters[tenant] = c
	}
	return c
}

func newRig(t testing.TB) *rig {
	t.Helper()
	return newRigOn(t, t.TempDir(), store.Options{})
}

func newRigOn(t testing.TB, dsn string, o store.Options) *rig {
	t.Helper()
	db, err := store.OpenWith(t.Context(), dsn, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, mux: http.NewServeMux(), counters: map[string]*gate.Counter{}}
	newID := func() (string, error) { id, err := uuid.NewV7(); return id.String(), err }
	r.API = New(Deps{
		DB: db, Vault: v, Clock: func() entity.Instant { return noon }, NewID: newID,
		Counter: r.counter, People: &people.People{DB: db, Vault: v, NewID: newID},
		Sources: noSources{}, MaxAge: func(_, _ string) time.Duration { return 26 * time.Hour },
	})
	for _, route := range r.Routes() {
		r.mux.Handle(route.Pattern, route.Handler)
	}
	return r
}

type noSources struct{}

func (noSources) Borrow() ([]*source.Loaded, func()) { return nil, func() {} }

// who makes a principal that holds scopes.
func who(scopes ...access.Scope) *access.Principal {
	return &access.Principal{ID: "019c0000-0000-7000-8000-00000000aaaa", Tenant: "default", Name: "test", Scopes: scopes}
}

// principal makes a key that the store knows.
func (r *rig) principal(scopes ...access.Scope) *access.Principal {
	r.t.Helper()
	_, p, err := r.People.Add(r.t.Context(), nil, people.New{Tenant: "default", Name: "test", Scopes: scopes}, noon, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

// ask sends a request; header is pairs of name and value.
func (r *rig) ask(p *access.Principal, method, path, body string, header ...string) *httptest.ResponseRecorder {
	r.t.Helper()
	q := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		q.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	if p != nil {
		q = q.WithContext(httpd.WithPrincipal(q.Context(), p))
	}
	w := httptest.NewRecorder()
	r.mux.ServeHTTP(w, q)
	return w
}

// want asks and wants a status; it returns the body as JSON.
func (r *rig) want(status int, p *access.Principal, method, path, body string, header ...string) map[string]any {
	r.t.Helper()
	w := r.ask(p, method, path, body, header...)
	if w.Code != status {
		r.t.Fatalf("%s %s: %d, want %d: %s", method, path, w.Code, status, w.Body)
	}
	var v map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil && w.Body.Len() > 0 {
		r.t.Fatalf("%s %s: %v in %s", method, path, err, w.Body)
	}
	return v
}

func TestSources(t *testing.T) {
	r := newRig(t)
	digest := func(n int) string { return strings.Repeat(fmt.Sprint(n), 64) }
	err := r.DB.Tx(t.Context(), func(tx *store.Tx) error {
		for i, name := range []string{"nta", "ofac", "un"} {
			s := stored.Snapshot{Source: name, Kind: name, Digest: digest(i), Published: noon - 1000, PublishedFrom: "file", Imported: noon, Records: 7, Path: "p", Reader: "r/1"}
			if _, _, err := stored.Add(tx, s); err != nil {
				return err
			}
			if err := stored.GoLive(tx, name, []string{s.Digest}, noon); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p := who(access.SourcesRead)
	first := r.want(200, p, "GET", "/v1/sources?limit=2", "")
	if len(first["items"].([]any)) != 2 || first["next"] == nil {
		t.Errorf("first page: %v", first)
	}
	second := r.want(200, p, "GET", "/v1/sources?limit=2&after="+first["next"].(string), "")
	if items := second["items"].([]any); len(items) != 1 || second["next"] != nil || items[0].(map[string]any)["name"] != "un" || items[0].(map[string]any)["fresh"] != true {
		t.Errorf("second page: %v", second)
	}
	w := r.ask(p, "GET", "/v1/sources/un", "")
	if w.Code != 200 || w.Header().Get("ETag") == "" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if again := r.ask(p, "GET", "/v1/sources/un", "", "If-None-Match", w.Header().Get("ETag")); again.Code != 304 || again.Body.Len() != 0 {
		t.Errorf("known: %d %s", again.Code, again.Body)
	}
	r.want(200, p, "GET", "/v1/sources/un/snapshots", "")
	for path, want := range map[string]struct {
		status      int
		code, place string
	}{
		"/v1/sources/none":           {404, "not_found", ""},
		"/v1/sources/none/snapshots": {404, "not_found", ""},
		"/v1/sources?limit=0":        {422, "invalid", "query.limit"},
		"/v1/sources?limit=x":        {422, "invalid", "query.limit"},
		"/v1/sources?limt=1":         {422, "invalid", "query.limt"},
		"/v1/sources?after=%21":      {422, "invalid", "query.after"},
	} {
		got := r.want(want.status, p, "GET", path, "")
		if got["code"] != want.code || want.place != "" && got["errors"].([]any)[0].(map[string]any)["place"] != want.place {
			t.Errorf("%s: %v", path, got)
		}
		if b, _ := json.Marshal(got); bytes.Contains(b, []byte(`"value"`)) {
			t.Errorf("%s repeats a value: %s", path, b)
		}
	}
}

// Without a principal, or with one that lacks the scope, nothing is served even
// where nothing stands in front.
func TestSecondLock(t *testing.T) {
	r := newRig(t)
	for _, route := range r.Routes() {
		if route.Open {
			continue
		}
		if route.Scope == "" || route.Handler == nil {
			t.Errorf("%s: scope %q, handler %v", route.Pattern, route.Scope, route.Handler)
		}
	}
	r.want(401, nil, "GET", "/v1/sources", "")
	r.want(403, who(access.Match), "GET", "/v1/sources", "")
	expired := who(access.SourcesRead)
	expired.Expires = noon
	r.want(401, expired, "GET", "/v1/sources", "")
}

func TestOpenAPIServed(t *testing.T) {
	r := newRig(t)
	w := r.ask(nil, "GET", "/v1/openapi.yaml", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), "/v1/sources/{name}:") || strings.Contains(w.Body.String(), "$schema") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
