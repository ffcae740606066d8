package api

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/dispatch"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
	"github.com/sekifuda/sekifuda/internal/store/job"
	stored "github.com/sekifuda/sekifuda/internal/store/source"
)

func withWebhooks(t *testing.T) *rig {
	r := newRig(t)
	r.Webhooks = []dispatch.Endpoint{
		{Name: "shop", Tenant: "default", URL: "https://hook.example.com/very-secret", Secret: "whsec_very-secret", Topics: []string{event.Decision}},
		{Name: "desk", Tenant: "default", URL: "https://desk.example.com/"},
		{Name: "far", Tenant: "other", URL: "https://far.example.com/"},
	}
	return r
}

func TestWebhooks(t *testing.T) {
	r := withWebhooks(t)
	read, write := who(access.WebhooksRead), who(access.WebhooksWrite)
	w := r.ask(read, "GET", "/v1/webhooks", "")
	if w.Code != 200 || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	all := r.want(200, read, "GET", "/v1/webhooks", "")["items"].([]any)
	if len(all) != 2 || all[0].(map[string]any)["name"] != "desk" || len(all[0].(map[string]any)["topics"].([]any)) != len(event.Topics()) || all[1].(map[string]any)["host"] != "hook.example.com" {
		t.Errorf("%v", all)
	}
	pinged := r.ask(write, "POST", "/v1/webhooks/shop/ping", "")
	location := pinged.Header().Get("Location")
	if pinged.Code != 202 || !strings.HasPrefix(location, "/v1/webhooks/shop/deliveries/msg_") {
		t.Fatalf("%d %s %s", pinged.Code, location, pinged.Body)
	}
	if got := r.want(200, read, "GET", location, ""); got["state"] != "waiting" || got["topic"] != "ping" || len(got["log"].([]any)) != 0 {
		t.Errorf("%v", got)
	}
	err := r.DB.Tx(t.Context(), func(tx *store.Tx) error {
		err := delivery.Add(tx, []delivery.Delivery{{Tenant: "default", Endpoint: "shop", Topic: event.Decision, Ref: "d1", At: noon}}, noon)
		taken, err2 := delivery.Claim(tx, "default", "shop", "w", noon, noon+1, 9)
		for _, d := range taken {
			_, err3 := delivery.Tried(tx, d, delivery.Attempt{At: noon, Status: 500, Code: "status", Milliseconds: 3}, delivery.Dead, 0)
			err = errors.Join(err, err3)
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	id := delivery.ID("default", "shop", event.Decision, "d1")
	list := r.want(200, read, "GET", "/v1/webhooks/shop/deliveries?state=dead&topic=decision", "")["items"].([]any)
	if len(list) != 1 || list[0].(map[string]any)["id"] != id || list[0].(map[string]any)["next"] != nil {
		t.Errorf("%v", list)
	}
	page := r.want(200, read, "GET", "/v1/webhooks/shop/deliveries?limit=1", "")
	if rest := r.want(200, read, "GET", "/v1/webhooks/shop/deliveries?limit=1&after="+page["next"].(string), "")["items"].([]any); len(rest) != 1 || rest[0].(map[string]any)["topic"] != "ping" {
		t.Errorf("%v", rest)
	}
	again := r.want(202, write, "POST", "/v1/webhooks/shop/deliveries/"+id+"/again", "")
	if again["id"] != id || again["state"] != "waiting" {
		t.Errorf("%v", again)
	}
	if got := r.want(200, read, "GET", "/v1/webhooks/shop/deliveries/"+id, ""); fmt.Sprint(got["log"]) != "[map[at:2026-02-28T12:00:00Z code:status milliseconds:3 status:500]]" {
		t.Errorf("%v", got)
	}
	acts := adminActs(t, r)
	if fmt.Sprint(acts) != "[webhook_pinged delivery_again]" {
		t.Errorf("leaves: %v", acts)
	}
	other := who(access.WebhooksRead, access.WebhooksWrite)
	other.Tenant = "other"
	for _, tc := range []struct{ method, path string }{
		{"GET", "/v1/webhooks/none/deliveries"}, {"GET", "/v1/webhooks/far/deliveries"}, {"GET", "/v1/webhooks/desk/deliveries/" + id},
		{"POST", "/v1/webhooks/desk/deliveries/" + id + "/again"}, {"POST", "/v1/webhooks/far/ping"},
	} {
		r.want(404, who(access.WebhooksRead, access.WebhooksWrite), tc.method, tc.path, "")
	}
	r.want(404, other, "GET", "/v1/webhooks/shop/deliveries/"+id, "")
	r.want(404, other, "POST", "/v1/webhooks/shop/deliveries/"+id+"/again", "")
}

// adminActs are the administrative acts that the ledger holds.
func adminActs(t *testing.T, r *rig) (out []string) {
	t.Helper()
	if err := r.DB.View(t.Context(), func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 100)
		for _, l := range leaves {
			leaf, err := ledger.Parse(l.Body)
			if err != nil {
				return err
			}
			if leaf.Kind == ledger.KindAdmin {
				out = append(out, leaf.Codes[0])
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestJobs(t *testing.T) {
	r := newRig(t)
	ops, sources := who(access.Operate), who(access.SourcesWrite)
	add := func(digest, base string, chain ...string) {
		if err := r.DB.Tx(t.Context(), func(tx *store.Tx) error {
			s := stored.Snapshot{Source: "nta", Kind: "nta", Digest: digest, Base: base, Published: noon, PublishedFrom: "file", Imported: noon, Path: "p", Reader: "r/1"}
			_, _, err := stored.Add(tx, s)
			return errors.Join(err, stored.GoLive(tx, "nta", chain, noon))
		}); err != nil {
			t.Fatal(err)
		}
	}
	r.want(404, sources, "POST", "/v1/sources/nta/compaction", "")
	add("d1", "", "d1")
	r.want(409, sources, "POST", "/v1/sources/nta/compaction", "")
	add("d2", "d1", "d1", "d2")
	first := r.want(202, sources, "POST", "/v1/sources/nta/compaction", "")
	if again := r.want(202, sources, "POST", "/v1/sources/nta/compaction", ""); again["id"] != first["id"] || first["state"] != "waiting" || first["key"] != "nta/d2" {
		t.Errorf("%v %v", first, again)
	}
	if one := r.want(200, ops, "GET", "/v1/jobs/"+first["id"].(string), ""); one["kind"] != "compact_source" {
		t.Errorf("%v", one)
	}
	if err := r.DB.Tx(t.Context(), func(tx *store.Tx) error {
		_, _, err := job.Enqueue(tx, event.Job{Tenant: "other", Kind: "x", Key: "1"}, noon)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if list := r.want(200, ops, "GET", "/v1/jobs?state=waiting", "")["items"].([]any); len(list) != 1 {
		t.Errorf("%v", list)
	}
	r.want(404, ops, "GET", "/v1/jobs/"+job.ID(event.Job{Tenant: "other", Kind: "x", Key: "1"}), "")
	r.want(403, ops, "POST", "/v1/sources/nta/compaction", "")
	if acts := adminActs(t, r); fmt.Sprint(acts) != "[compaction compaction]" {
		t.Errorf("leaves: %v", acts)
	}
}
