package api

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/access"
)

const twoStatements = `{"sources":[{"id":"r1","kind":"article","publisher":"Union Wire"}],"statements":[
	{"id":"s1","source":"r1","subject":{"kind":"event","key":"order"},"predicate":"outcome","value":{"kind":"text","text":"refused"},"grade":"B2","polarity":"asserts"},
	{"id":"s2","source":"r1","subject":{"kind":"event","key":"order"},"predicate":"channel","value":{"kind":"text","text":"mail"},"polarity":"asserts"}]}`

func TestCases(t *testing.T) {
	r := newRig(t)
	read, write, export := who(access.CasesRead), who(access.CasesWrite), who(access.Export)
	purpose := []string{"Purpose", "weekly%20review"}
	r.want(201, write, "POST", "/v1/cases/c-1", `{"title":"Order","purpose":"to warn"}`)
	if got := r.want(409, write, "POST", "/v1/cases/c-1", `{"title":"Again","purpose":"to warn"}`); got["code"] != "case_exists" {
		t.Errorf("%v", got)
	}
	r.want(200, write, "POST", "/v1/cases/c-1?change=true", `{"title":"The order","purpose":"to warn","tlp":"green"}`)
	if got := r.want(201, write, "POST", "/v1/cases/c-1/entries", twoStatements); got["added"] != 3.0 {
		t.Errorf("%v", got)
	}
	if got := r.want(200, write, "POST", "/v1/cases/c-1/entries", twoStatements); got["same"] != 3.0 || got["added"] != 0.0 {
		t.Errorf("again: %v", got)
	}
	got := r.want(200, read, "GET", "/v1/cases/c-1", "", purpose...)
	if got["statements"] != 2.0 || got["case"].(map[string]any)["title"] != "The order" {
		t.Errorf("%v", got)
	}
	page := r.want(200, read, "GET", "/v1/cases/c-1/entries/statement?limit=1", "", purpose...)
	next := r.want(200, read, "GET", "/v1/cases/c-1/entries/statement?limit=1&after="+page["next"].(string), "", purpose...)
	if items := next["items"].([]any); len(items) != 1 || next["next"] != nil || items[0].(map[string]any)["id"] != "s2" {
		t.Errorf("%v", next)
	}
	// What left is given once for one request, however often it is sent.
	give := `{"format":"stix","recipient":"Harbour Desk","tlp":"green","purpose":"to warn","author":"us"}`
	first := r.want(201, export, "POST", "/v1/cases/c-1/exports", give, "Idempotency-Key", "k1")
	again := r.want(200, export, "POST", "/v1/cases/c-1/exports", give, "Idempotency-Key", "k1")
	if first["id"] != again["id"] || first["content"] != again["content"] || !strings.Contains(fmt.Sprint(first["content"]), `"bundle"`) {
		t.Errorf("%v, again %v", first["id"], again["id"])
	}
	r.want(200, write, "POST", "/v1/cases/c-1/withdrawal", `{"kind":"statement","of":"s1","reason":"misread"}`)
	notices := r.want(200, read, "GET", "/v1/cases/c-1/notices", "", purpose...)["items"].([]any)
	if len(notices) != 1 {
		t.Fatalf("%v", notices)
	}
	id := notices[0].(map[string]any)["id"].(string)
	r.want(200, write, "POST", "/v1/cases/c-1/notices/"+id+"/told", `{"how":"by mail"}`)
	log := r.want(200, read, "GET", "/v1/cases/c-1/log", "", purpose...)["items"].([]any)
	if len(log) < 4 || log[0].(map[string]any)["purpose"] != "weekly review" || log[0].(map[string]any)["by"] != read.ID {
		t.Errorf("%v", log)
	}
	if lines := r.want(200, read, "GET", "/v1/cases", "")["items"].([]any); len(lines) != 1 || strings.Contains(fmt.Sprint(lines), "order") {
		t.Errorf("%v", lines)
	}
}

func TestCasesRefused(t *testing.T) {
	r := newRig(t)
	all := who(access.CasesRead, access.CasesWrite, access.Export)
	r.want(201, all, "POST", "/v1/cases/c-1", `{"title":"Order","purpose":"to warn"}`)
	entries := "/v1/cases/c-1/entries"
	for name, tc := range map[string]struct {
		method, path, body, place string
		status                    int
	}{
		"no purpose":       {"GET", "/v1/cases/c-1", "", "header.Purpose", 422},
		"bad id":           {"POST", "/v1/cases/" + url.PathEscape("a b"), `{"title":"t","purpose":"to warn"}`, "body.id", 422},
		"unknown field":    {"POST", entries, `{"statements":[{"id":"s1","nationality":"x"}]}`, "body", 422},
		"bad grade":        {"POST", entries, `{"statements":[{"id":"s1","grade":"4111111111111111"}]}`, "body", 422},
		"no source":        {"POST", entries, `{"statements":[{"id":"s1","source":"r9","subject":{"kind":"event","key":"x"},"predicate":"p"}]}`, "body.statements.0.source", 422},
		"withdrawal there": {"POST", entries, `{"withdrawals":[{"id":"w","kind":"source","of":"r1","reason":"r","by":"me","recorded":"2026-01-01T00:00:00Z"}]}`, "body", 422},
		"not JSON":         {"POST", entries, `{`, "body", 422},
		"nothing leaves":   {"POST", "/v1/cases/c-1/exports", `{"format":"html","recipient":"x","tlp":"red","purpose":"to warn","author":"us"}`, "body.tlp", 422},
		"no such notice":   {"POST", "/v1/cases/c-1/notices/none/told", `{"how":"by mail"}`, "", 404},
		"no such entry":    {"POST", "/v1/cases/c-1/withdrawal", `{"kind":"source","of":"r9","reason":"r"}`, "", 404},
	} {
		w := r.ask(all, tc.method, tc.path, tc.body)
		if w.Code != tc.status || !strings.Contains(w.Body.String(), tc.place) || strings.Contains(w.Body.String(), "4111") {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}
