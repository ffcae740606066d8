package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/record"
)

// What went wrong elsewhere, each as a test of this server. TestAuthorisation
// asks every route; here stands what it cannot ask.

// No account is there from the beginning, and no well-known key is heard.
func TestAdvisoryNoDefaultAdmin(t *testing.T) {
	x := newAuthHouse(t)
	for _, route := range x.routes {
		if route.Open {
			continue
		}
		method, path, body := x.request(route, authCases[route.Pattern])
		for _, key := range []string{"", "admin", "changeme", "00000000-0000-0000-0000-000000000000", "sk_", "sk_" + strings.Repeat("0", 22) + "_" + strings.Repeat("0", 43), "null", "undefined"} {
			x.wants("key "+key, route, key, method, path, body, http.StatusUnauthorized)
		}
	}
}

// What acts on one type of thing does not act on another that has the id.
func TestAdvisoryActByWrongType(t *testing.T) {
	x := newAuthHouse(t)
	all := x.key(tenant, access.Scopes()...)
	for _, path := range []string{"/v1/keys/{proof}/revocation", "/v1/keys/{decision}/revocation", "/v1/identities/{key}/withdrawal", "/v1/identities/{decision}/withdrawal"} {
		if w := x.ask(all, "POST", x.things.Replace(path), `{"reason":"r"}`); w.Code != 404 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := x.ask(all, "GET", x.things.Replace("/v1/keys/{key}"), ""); strings.Contains(w.Body.String(), `"revoked"`) {
		t.Errorf("revoked: %s", w.Body)
	}
	if w := x.ask(all, "GET", x.things.Replace("/v1/identities/{proof}"), ""); strings.Contains(w.Body.String(), `"withdrawn"`) {
		t.Errorf("withdrawn: %s", w.Body)
	}
}

// Nobody grants more than he holds.
func TestAdvisoryGrantBeyondOwn(t *testing.T) {
	x := newAuthHouse(t)
	low := x.key(tenant, access.KeysWrite, access.KeysRead)
	for _, scope := range access.Scopes() {
		w := x.ask(low, "POST", "/v1/keys", `{"name":"n","scopes":["`+string(scope)+`"]}`)
		if own := scope == access.KeysWrite || scope == access.KeysRead; own != (w.Code == 201) || !own && w.Code != 403 {
			t.Errorf("%s: %d %s", scope, w.Code, w.Body)
		}
	}
}

// Nobody acts on a key of higher power.
func TestAdvisoryHigherKey(t *testing.T) {
	x := newAuthHouse(t)
	boss, low := x.key(tenant, access.Scopes()...), x.key(tenant, access.KeysWrite, access.KeysRead)
	var list struct {
		Items []struct {
			ID     string
			Scopes []string
		}
	}
	check(t, json.Unmarshal(x.ask(low, "GET", "/v1/keys?limit=500", "").Body.Bytes(), &list))
	for _, k := range list.Items {
		if len(k.Scopes) < 3 {
			continue
		}
		if w := x.ask(low, "POST", "/v1/keys/"+k.ID+"/revocation", ""); w.Code != 403 || !strings.Contains(w.Body.String(), "higher_key") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
	if w := x.ask(boss, "GET", "/v1/decisions", ""); w.Code != 200 {
		t.Errorf("the higher key is gone: %d", w.Code)
	}
}

// No header of a client switches anything: who he is, whose data he sees, what
// is checked, which method is meant.
func TestAdvisoryHeaderSwitches(t *testing.T) {
	x := newAuthHouse(t)
	other, shop := x.key("other", access.DecisionsRead), x.key(tenant, access.Examine)
	ask := func(key, method, path, body, name, value string) (int, string) {
		r, err := http.NewRequest(method, path, strings.NewReader(body))
		check(t, err)
		r.RequestURI, r.RemoteAddr, r.Host = path, "127.0.0.1:1", "127.0.0.1:8080"
		r.Header.Set("Authorization", "Bearer "+key)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set(name, value)
		w := httptest.NewRecorder()
		x.h.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	decision := x.things.Replace("{decision}")
	for name, value := range map[string]string{
		"synchronized-upsert": "true", "X-Tenant": tenant, "Tenant": tenant, "X-Scope": "decisions:read", "X-Forwarded-User": "admin", "X-Remote-User": "admin",
		"X-Admin": "true", "X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1", "X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/v1/openapi.yaml",
		"X-Rewrite-URL": "/healthz", "X-Skip-Checks": "list.match", "Prefer": "handling=lenient", "X-Impersonate": decision, "Cookie": "key=admin", "X-Api-Version": "0",
	} {
		if code, body := ask(other, "GET", "/v1/decisions/"+decision, "", name, value); code != 404 {
			t.Errorf("%s: %s: another tenant reads: %d %s", name, value, code, body)
		}
		if code, body := ask(shop, "GET", "/v1/decisions/"+decision, "", name, value); code != 403 {
			t.Errorf("%s: %s: without the scope: %d %s", name, value, code, body)
		}
		code, body := ask(shop, "POST", "/v1/applications", `{"external_id":"H-1","applicant":{"name":"Odo"}}`, name, value)
		if code != 201 || !strings.Contains(body, `"outcome":"review"`) {
			t.Errorf("%s: %s: decided otherwise: %d %s", name, value, code, body)
		}
	}
}

// Receivers of messages come from the configuration: no route makes or changes one.
func TestAdvisoryNoWebhookByRequest(t *testing.T) {
	x := newAuthHouse(t)
	all := x.key(tenant, access.Scopes()...)
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
		for _, path := range []string{"/v1/webhooks", "/v1/webhooks/hook"} {
			if w := x.ask(all, method, path, `{"url":"http://169.254.169.254/"}`); w.Code != 405 && w.Code != 404 {
				t.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
			}
		}
	}
}

// What the server sets cannot be set by a client: it is refused with its place,
// not left out unseen.
func TestAdvisoryServerAttributes(t *testing.T) {
	x := newAuthHouse(t)
	all := x.key(tenant, access.Scopes()...)
	for path, c := range map[string]struct{ body, fields string }{
		"/v1/applications":                     {`{"external_id":"F-1"`, "tenant id decision at outcome generation memory policy"},
		"/v1/applications/A-1/evidence":        {`{"kind":"letter"`, "tenant id second recorded leaf"},
		"/v1/identities":                       {`{"application":"A-1","reason":"r"`, "tenant id by second provisional at withdrawn"},
		"/v1/identities/{proof}/withdrawal":    {`{"reason":"r"`, "tenant id by at provisional"},
		"/v1/keys":                             {`{"name":"n","scopes":["examine"]`, "tenant id key secret hash created created_by revoked"},
		"/v1/records/contract":                 {`{"external_id":"C-7","from":"2026-01-01"`, "tenant id version recorded"},
		"/v1/applications/batch":               {`{"applications":[]`, "tenant at"},
		"/v1/webhooks/hook/deliveries/x/again": {"", ""},
	} {
		for _, field := range strings.Fields(c.fields) {
			w := x.ask(all, "POST", x.things.Replace(path), c.body+`,"`+field+`":"x"}`)
			if (w.Code != 422 && w.Code != 400) || !strings.Contains(w.Body.String(), field) && !strings.Contains(w.Body.String(), "no such field") {
				t.Errorf("%s takes %s: %d %s", path, field, w.Code, w.Body)
			}
		}
	}
}

// What is authorised is what is acted on.
func TestAdvisoryOneAuthorisedAnotherChanged(t *testing.T) {
	x := newAuthHouse(t)
	all := x.key(tenant, access.Scopes()...)
	w := x.ask(all, "POST", "/v1/applications/A-1/evidence", `{"application":"A-2","kind":"letter"}`)
	if w.Code != 422 || !strings.Contains(w.Body.String(), "body.application") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for _, path := range []string{"/v1/webhooks/second/deliveries/{delivery}", "/v1/webhooks/second/deliveries/{delivery}/again"} {
		method := map[bool]string{true: "POST", false: "GET"}[strings.HasSuffix(path, "again")]
		if w := x.ask(all, method, x.things.Replace(path), ""); w.Code != 404 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// hostile is text that something somewhere would execute, fill in or hide.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `{{7*7}}${7*7}<%= 7*7 %>`, `=HYPERLINK("http://example.com")`, `'; DROP TABLE decision; --`,
	`../../../../etc/passwd`, "\u202Egnp.exe", "a\u0000b", `$(touch /tmp/x)`, `javascript:alert(1)`, "line\r\nSet-Cookie: a=b", `{"$ref":"#/x"}`, "\u200B\uFEFFx", `%s%s%n`, `]]><!ENTITY x SYSTEM "file:///etc/passwd">`,
}

// Hostile text in every field comes back as it was, as data, in what nobody takes
// for a page.
func TestAdvisoryHostileText(t *testing.T) {
	x := newAuthHouse(t)
	all := x.key(tenant, access.Scopes()...)
	for i, text := range hostile {
		app := map[string]any{}
		for _, f := range record.Fields("application") {
			if f.Type == "string" && f.Enum == nil && !strings.Contains(f.Path, ".N.") {
				put(app, f.Path, text)
			}
		}
		id := text + string(rune('a'+i))
		app["external_id"] = id
		body, err := json.Marshal(app)
		check(t, err)
		w := x.ask(all, "POST", "/v1/applications", string(body))
		asData(t, w.Header(), text)
		if w.Code != 201 {
			t.Errorf("%q: %d %.300s", text, w.Code, w.Body)
			continue
		}
		w = x.ask(all, "GET", "/v1/applications/"+url.PathEscape(id), "")
		asData(t, w.Header(), text)
		var back struct{ Application map[string]any }
		check(t, json.Unmarshal(w.Body.Bytes(), &back))
		if d := cmp.Diff(trimmed(app), trimmed(pruned(back.Application))); d != "" {
			t.Errorf("%q: %s", text, d)
		}
		for _, path := range []string{"/v1/decisions?application=" + url.QueryEscape(id), "/v1/decisions?outcome=" + url.QueryEscape(text), "/v1/sources/" + url.PathEscape(text), "/" + url.PathEscape(text)} {
			asData(t, x.ask(all, "GET", path, "").Header(), text)
		}
		w = x.ask(all, "POST", "/v1/keys", `{"name":`+quoted(text)+`,"scopes":["match"],`+quoted(text)+`:1}`)
		asData(t, w.Header(), text)
	}
}

func put(app map[string]any, path, text string) {
	for {
		head, rest, nested := strings.Cut(path, ".")
		if !nested {
			app[head] = text
			return
		}
		if app[head] == nil {
			app[head] = map[string]any{}
		}
		app, path = app[head].(map[string]any), rest
	}
}

func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string
	}
	return string(b)
}

// pruned drops empty objects and lists, which say nothing.
func pruned(v map[string]any) map[string]any {
	for k, e := range v {
		if m, ok := e.(map[string]any); ok {
			if pruned(m); len(m) == 0 {
				delete(v, k)
			}
		}
	}
	return v
}

// trimmed drops the spaces around texts, as the reader does.
func trimmed(v map[string]any) map[string]any {
	for k, e := range v {
		switch e := e.(type) {
		case string:
			v[k] = strings.TrimSpace(e)
		case map[string]any:
			trimmed(e)
		}
	}
	return v
}

func asData(t *testing.T, h http.Header, text string) {
	t.Helper()
	switch kind := h.Get("Content-Type"); kind {
	case "application/json", "application/problem+json":
	default:
		t.Errorf("%q: told as %q", text, kind)
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("Set-Cookie") != "" {
		t.Errorf("%q: headers %v", text, h)
	}
}
