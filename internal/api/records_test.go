package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/access"
)

func TestRecords(t *testing.T) {
	r := newRig(t)
	read, write := who(access.RecordsRead), who(access.RecordsWrite)
	const contract = `{"external_id":"C/1","from":"2026-01-01","customer":"K-1"}`
	got := r.want(200, write, "POST", "/v1/records/contract", contract)
	if got["added"] != 1.0 || got["missing_count"] != 0.0 {
		t.Errorf("%v", got)
	}
	got = r.want(200, write, "POST", "/v1/records/asset", `{"external_id":"S-1","contract":"C/1","kind":"server","from":"2026-01-01"}
{"external_id":"S-2","contract":"C-9","kind":"server","from":"2026-01-01","to":"2026-02-01"}`, "Content-Type", "application/x-ndjson")
	if got["added"] != 2.0 || fmt.Sprint(got["missing"]) != "[map[external_id:C-9 field:contract kind:contract]]" {
		t.Errorf("%v", got)
	}
	if got = r.want(200, write, "POST", "/v1/records/contract", contract); got["same"] != 1.0 {
		t.Errorf("again: %v", got)
	}
	if got = r.want(200, write, "POST", "/v1/records/contract", strings.Replace(contract, "K-1", "K-2", 1)); got["changed"] != 1.0 {
		t.Errorf("changed: %v", got)
	}
	one := r.want(200, read, "GET", "/v1/records/contract/C%2F1", "")
	if one["version"] != 2.0 || one["versions"] != 2.0 || one["record"].(map[string]any)["customer"] != "K-2" || one["to"] != nil {
		t.Errorf("%v", one)
	}
	if old := r.want(200, read, "GET", "/v1/records/contract/C%2F1?version=1", ""); old["record"].(map[string]any)["customer"] != "K-1" {
		t.Errorf("%v", old)
	}
	page := r.want(200, read, "GET", "/v1/records/asset?limit=1", "")
	next := r.want(200, read, "GET", "/v1/records/asset?limit=1&after="+page["next"].(string), "")
	if items := next["items"].([]any); len(items) != 1 || next["next"] != nil || items[0].(map[string]any)["external_id"] != "S-2" || items[0].(map[string]any)["to"] != "2026-02-01T00:00:00Z" {
		t.Errorf("%v", next)
	}
	// Other tenants, other kinds, other versions: not there.
	other := who(access.RecordsRead)
	other.Tenant = "other"
	for path, p := range map[string]*access.Principal{
		"/v1/records/contract/C%2F1": other, "/v1/records/asset/C%2F1": read, "/v1/records/contract/C%2F1?version=3": read,
		"/v1/records/application": read, "/v1/records/nothing": read, "/v1/records/contract/none": read,
	} {
		if w := r.ask(p, "GET", path, ""); w.Code != 404 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

func TestRecordsRefused(t *testing.T) {
	r := newRig(t)
	write := who(access.RecordsWrite)
	ndjson := []string{"Content-Type", "application/x-ndjson"}
	for name, tc := range map[string]struct {
		path, body string
		header     []string
		status     int
		place      string
	}{
		"unknown kind":   {"/v1/records/house", `{}`, nil, 404, ""},
		"unknown field":  {"/v1/records/contract", `{"external_id":"C-1","from":"2026-01-01","nationality":"x"}`, nil, 422, "body.nationality"},
		"second line":    {"/v1/records/contract", `{"external_id":"C-1","from":"2026-01-01"}` + "\n" + `{"external_id":"C-2","from":"soon"}`, ndjson, 422, "body.1.from"},
		"not JSON":       {"/v1/records/contract", `{"external_id"`, nil, 400, ""},
		"nothing":        {"/v1/records/contract", "\n", ndjson, 422, "body"},
		"other media":    {"/v1/records/contract", "a,b", []string{"Content-Type", "text/csv"}, 415, "header.Content-Type"},
		"never taken":    {"/v1/records/event", `{"external_id":"E-1","kind":"other","at":"2026-01-01","detail":"4111 1111 1111 1111"}`, nil, 422, "body.detail"},
		"parameter":      {"/v1/records/contract?at=now", `{"external_id":"C-1","from":"2026-01-01"}`, nil, 422, "query"},
		"too many":       {"/v1/records/contract", strings.Repeat(`{"external_id":"C-1","from":"2026-01-01"}`+"\n", maxRecords+1), ndjson, 422, "body"},
		"too large":      {"/v1/records/contract", strings.Repeat(" ", maxRecordsBody+2), nil, 413, ""},
		"by another key": {"/v1/records/contract", `{"external_id":"C-1","from":"2026-01-01"}`, nil, 403, ""},
	} {
		p := write
		if tc.status == 403 {
			p = who(access.RecordsRead)
		}
		w := r.ask(p, "POST", tc.path, tc.body, tc.header...)
		var got struct {
			Errors []struct{ Place string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != tc.status || tc.place != "" && (len(got.Errors) == 0 || got.Errors[0].Place != tc.place) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), "4111") {
			t.Errorf("%s repeats a value", name)
		}
	}
	if items := r.want(200, who(access.RecordsRead), "GET", "/v1/records/contract", "")["items"].([]any); len(items) != 0 {
		t.Errorf("something was stored: %v", items)
	}
}
