package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
)

// decide makes decisions of a tenant on applications that nothing is known of.
func (r *rig) decide(tenant string, ids ...string) {
	r.t.Helper()
	g := &gate.Gate{Policy: policy.Default(), Zone: time.UTC, Checks: gate.Checks()}
	c := &gate.Counter{Books: r.books(tenant), Now: func() (*gate.Gate, func()) { return g, func() {} }}
	for _, id := range ids {
		app := &record.Application{ExternalID: id, Applicant: record.Party{Name: "=" + id}, Item: record.Item{Kind: record.ItemServer}}
		if _, err := c.Examine(r.t.Context(), gate.Asked{App: app, At: noon}); err != nil {
			r.t.Fatal(err)
		}
	}
}

func TestExport(t *testing.T) {
	r := newRig(t)
	r.decide("default", "A-1", "A-2")
	r.decide("other", "B-1")
	p := who(access.Export)
	w := r.ask(p, "GET", "/v1/export/decisions", "")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/x-ndjson" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var got []string
	for line := range strings.Lines(w.Body.String()) {
		var x gate.Exported
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		if x.Application.ExternalID != x.Decision.Application || x.Receipt != "" {
			t.Errorf("%s", line)
		}
		got = append(got, x.Application.ExternalID)
	}
	if strings.Join(got, " ") != "A-1 A-2" {
		t.Errorf("taken out: %v", got)
	}
	var codes []string
	err := r.DB.View(t.Context(), func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 100)
		for _, l := range leaves {
			if leaf, err := ledger.Parse(l.Body); err == nil && leaf.Kind == ledger.KindExport {
				codes = append(codes, strings.Join(leaf.Codes, " "))
			}
		}
		return err
	})
	if err != nil || strings.Join(codes, "; ") != "decisions begun "+p.ID+"; decisions whole "+p.ID+" 2" {
		t.Errorf("leaves %q, %v", codes, err)
	}
	for query, want := range map[string]int{
		"?outcome=approve": 0, "?outcome=review": 2, "?since=2026-02-28T12:00:00Z": 2, "?since=2026-02-28T21:00:00.000001%2B09:00": 0,
		"?until=2026-02-28T12:00:00Z": 0, "?until=2027-01-01T00:00:00Z": 2,
	} {
		if w := r.ask(p, "GET", "/v1/export/decisions"+query, ""); w.Code != http.StatusOK || strings.Count(w.Body.String(), "\n") != want {
			t.Errorf("%s: %d, %d lines, want %d", query, w.Code, strings.Count(w.Body.String(), "\n"), want)
		}
	}
	for _, query := range []string{"?outcome=maybe", "?since=yesterday", "?limit=1", "?since=2026-02-28T12:00:00Z&since=2026-02-28T12:00:00Z"} {
		r.want(http.StatusUnprocessableEntity, p, "GET", "/v1/export/decisions"+query, "")
	}
	r.want(http.StatusForbidden, who(access.DecisionsRead), "GET", "/v1/export/decisions", "")
}
