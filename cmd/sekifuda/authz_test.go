package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/dispatch"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/people"
	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
	"github.com/sekifuda/sekifuda/internal/store/job"
)

// authCase says what one route of the table answers to whom. In paths and bodies
// {decision}, {proof}, {key} … stand for what the own tenant has, see house of
// the test.
type authCase struct {
	path  string   // default: the pattern's, where nothing is to be filled in
	body  string   //
	own   int      // to a key of the tenant with the scope
	other int      // to such a key of another tenant; 200 must show nothing of ours
	wrong []string // paths with a thing of another type, or below another parent: all 404
}

// openRoutes are all that answer without a key, and why.
var openRoutes = map[string]string{
	"GET /healthz":         "says that the process lives",
	"GET /readyz":          "says codes of what stands in the way",
	"GET /v1/openapi.yaml": "the description, which is public",
	"GET /setup":           "only with the token, only before the first key",
	"POST /setup":          "only with the token, only before the first key",
}

// authCases has a case for every other route. One without fails the test.
var authCases = map[string]authCase{
	"GET /metrics": {own: 200, other: 200},

	"POST /v1/applications":       {body: `{"external_id":"N-1","applicant":{"name":"x"}}`, own: 201, other: 201},
	"POST /v1/applications/batch": {body: `{"applications":[{"external_id":"N-2","applicant":{"name":"x"}}]}`, own: 200, other: 200},
	"GET /v1/applications/{id}": {path: "/v1/applications/A-1", own: 200, other: 404,
		wrong: []string{"/v1/applications/{decision}", "/v1/applications/{key}", "/v1/applications/A-1?version=9"}},
	"GET /v1/applications/{id}/versions":  {path: "/v1/applications/A-1/versions", own: 200, other: 404, wrong: []string{"/v1/applications/{decision}/versions"}},
	"GET /v1/applications/{id}/decisions": {path: "/v1/applications/A-1/decisions", own: 200, other: 404, wrong: []string{"/v1/applications/{decision}/decisions"}},
	"GET /v1/applications/{id}/evidence":  {path: "/v1/applications/A-1/evidence", own: 200, other: 200, wrong: []string{"/v1/applications/{proof}/evidence"}}, // its own A-1, written by the case above
	"POST /v1/applications/{id}/evidence": {path: "/v1/applications/A-1/evidence", body: `{"kind":"letter","channel":"x"}`, own: 201, other: 201},
	"GET /v1/decisions":                   {own: 200, other: 200},
	"GET /v1/decisions/{id}":              {path: "/v1/decisions/{decision}", own: 200, other: 404, wrong: []string{"/v1/decisions/A-1", "/v1/decisions/{proof}", "/v1/decisions/{key}", "/v1/decisions/{decision-start}"}},
	"GET /v1/decisions/{id}/receipt":      {path: "/v1/decisions/{decision}/receipt", own: 200, other: 404, wrong: []string{"/v1/decisions/{proof}/receipt", "/v1/decisions/{key}/receipt", "/v1/decisions/A-1/receipt", "/v1/decisions/{decision-start}/receipt"}},
	"GET /v1/export/decisions":            {own: 200, other: 200},
	"GET /v1/identities":                  {own: 200, other: 200},
	"POST /v1/identities":                 {body: `{"application":"A-1","reason":"r"}`, own: 201, other: 422},
	"GET /v1/identities/{id}":             {path: "/v1/identities/{proof}", own: 200, other: 404, wrong: []string{"/v1/identities/A-1", "/v1/identities/{decision}", "/v1/identities/{key}"}},
	"POST /v1/identities/{id}/withdrawal": {path: "/v1/identities/{proof}/withdrawal", body: `{"reason":"r"}`, own: 200, other: 404, wrong: []string{"/v1/identities/A-1/withdrawal", "/v1/identities/{decision}/withdrawal", "/v1/identities/{key}/withdrawal"}},
	"GET /v1/sources":                     {own: 200, other: 200}, // reference data has no tenant
	"GET /v1/sources/{name}":              {path: "/v1/sources/lists", own: 200, other: 200, wrong: []string{"/v1/sources/A-1", "/v1/sources/{decision}"}},
	"GET /v1/sources/{name}/snapshots":    {path: "/v1/sources/lists/snapshots", own: 200, other: 200, wrong: []string{"/v1/sources/A-1/snapshots"}},
	"POST /v1/sources/{name}/compaction":  {path: "/v1/sources/lists/compaction", own: 409, other: 409, wrong: []string{"/v1/sources/A-1/compaction"}},
	"GET /v1/jobs":                        {own: 200, other: 200},
	"GET /v1/jobs/{id}":                   {path: "/v1/jobs/{job}", own: 200, other: 404, wrong: []string{"/v1/jobs/{decision}", "/v1/jobs/{delivery}"}},
	"GET /v1/records/{kind}":              {path: "/v1/records/contract", own: 200, other: 200, wrong: []string{"/v1/records/application", "/v1/records/evidence"}},
	"POST /v1/records/{kind}":             {path: "/v1/records/contract", body: `{"external_id":"C-9","from":"2026-01-01"}`, own: 200, other: 200, wrong: []string{"/v1/records/application"}},
	"GET /v1/records/{kind}/{id}":         {path: "/v1/records/contract/C-1", own: 200, other: 404, wrong: []string{"/v1/records/asset/C-1", "/v1/records/contract/A-1", "/v1/records/application/A-1"}},
	"POST /v1/traces":                     {body: `{"kind":"contract","value":"C-1"}`, own: 200, other: 404},
	"GET /v1/traces/{kind}/{id}":          {path: "/v1/traces/contract/C-1", own: 200, other: 404, wrong: []string{"/v1/traces/contract/A-1", "/v1/traces/asset/C-1", "/v1/traces/application/{decision}"}},
	"GET /v1/cases":                       {own: 200, other: 200},
	"POST /v1/cases/{id}":                 {path: "/v1/cases/c-2", body: `{"title":"t","purpose":"to warn"}`, own: 201, other: 201},
	"GET /v1/cases/{id}":                  {path: "/v1/cases/c-1", own: 200, other: 404, wrong: []string{"/v1/cases/A-1", "/v1/cases/{decision}", "/v1/cases/{notice}"}},
	"POST /v1/cases/{id}/entries":         {path: "/v1/cases/c-1/entries", body: `{"hypotheses":[{"id":"h9","text":"t"}]}`, own: 201, other: 404, wrong: []string{"/v1/cases/A-1/entries"}},
	"GET /v1/cases/{id}/entries/{kind}":   {path: "/v1/cases/c-1/entries/statement", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/entries/statement", "/v1/cases/c-1/entries/read"}},
	"POST /v1/cases/{id}/withdrawal":      {path: "/v1/cases/c-1/withdrawal", body: `{"kind":"statement","of":"s3","reason":"r"}`, own: 200, other: 404, wrong: []string{"/v1/cases/A-1/withdrawal"}},
	"GET /v1/cases/{id}/disagreements":    {path: "/v1/cases/c-1/disagreements", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/disagreements"}},
	"GET /v1/cases/{id}/hypotheses":       {path: "/v1/cases/c-1/hypotheses", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/hypotheses"}},
	"GET /v1/cases/{id}/timeline":         {path: "/v1/cases/c-1/timeline", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/timeline"}},
	"GET /v1/cases/{id}/knowledge":        {path: "/v1/cases/c-1/knowledge", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/knowledge"}},
	"GET /v1/cases/{id}/changes":          {path: "/v1/cases/c-1/changes?from=2026-01-01T00:00:00Z", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/changes?from=2026-01-01T00:00:00Z"}},
	"GET /v1/cases/{id}/log":              {path: "/v1/cases/c-1/log", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/log"}},
	"GET /v1/cases/{id}/exports":          {path: "/v1/cases/c-1/exports", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/exports"}},
	"POST /v1/cases/{id}/exports":         {path: "/v1/cases/c-1/exports", body: `{"format":"html","recipient":"somebody","tlp":"amber","purpose":"to warn","author":"the desk"}`, own: 201, other: 404, wrong: []string{"/v1/cases/A-1/exports"}},
	"GET /v1/cases/{id}/notices":          {path: "/v1/cases/c-1/notices", own: 200, other: 404, wrong: []string{"/v1/cases/A-1/notices"}},
	"POST /v1/cases/{id}/notices/{notice}/told": {path: "/v1/cases/c-1/notices/{notice}/told", body: `{"how":"by mail"}`, own: 200, other: 404,
		wrong: []string{"/v1/cases/c-1/notices/{decision}/told", "/v1/cases/c-2/notices/{notice}/told"}},
	"GET /v1/reports":                        {own: 200, other: 200},
	"POST /v1/reports":                       {body: authReport, own: 200, other: 201},
	"GET /v1/reports/{id}":                   {path: "/v1/reports/{report}", own: 200, other: 404, wrong: []string{"/v1/reports/{decision}", "/v1/reports/{measure}", "/v1/reports/{request}"}},
	"POST /v1/reports/{id}/judgement":        {path: "/v1/reports/{report}/judgement", body: `{"verdict":"abusive_customer","reason":"x"}`, own: 200, other: 404, wrong: []string{"/v1/reports/{request}/judgement"}},
	"POST /v1/reports/{id}/assignment":       {path: "/v1/reports/{report}/assignment", body: `{"kind":"consent","reference":"x","purpose":"y"}`, own: 200, other: 404, wrong: []string{"/v1/reports/{measure}/assignment"}},
	"POST /v1/preservations":                 {body: `{"contract":"C-1","reason":"x","hold_until":"2099-01-01T00:00:00Z"}`, own: 201, other: 422},
	"GET /v1/preservations/{id}":             {path: "/v1/preservations/{preservation}", own: 200, other: 404, wrong: []string{"/v1/preservations/{measure}", "/v1/preservations/{report}"}},
	"POST /v1/measures":                      {body: `{"contract":"C-1","grade":"notice","reason":"x","until":"2099-01-01T00:00:00Z","request":"{request}"}`, own: 201, other: 409},
	"GET /v1/measures":                       {own: 200, other: 200},
	"GET /v1/measures/{id}":                  {path: "/v1/measures/{measure}", own: 200, other: 404, wrong: []string{"/v1/measures/{preservation}", "/v1/measures/{request}"}},
	"POST /v1/measures/{id}/extension":       {path: "/v1/measures/{measure}/extension", body: `{"reason":"x","until":"2099-02-01T00:00:00Z"}`, own: 200, other: 404, wrong: []string{"/v1/measures/{preservation}/extension"}},
	"POST /v1/measures/{id}/lifting":         {path: "/v1/measures/{measure}/lifting", body: `{"reason":"x"}`, own: 200, other: 404, wrong: []string{"/v1/measures/{preservation}/lifting"}},
	"GET /v1/reviews":                        {own: 200, other: 200},
	"POST /v1/reviews/{contract}/settlement": {path: "/v1/reviews/C-1/settlement", body: `{"state":"cleared","reason":"x"}`, own: 404, other: 404, wrong: []string{"/v1/reviews/{report}/settlement"}}, // it is no sibling
	"POST /v1/requests":                      {body: `{"kind":"inquiry","authority":"x","number":"2","scope":[{"kind":"contract","key":"C-1"}]}`, own: 201, other: 201},
	"GET /v1/requests":                       {own: 200, other: 200},
	"GET /v1/requests/{id}":                  {path: "/v1/requests/{request}", own: 200, other: 404, wrong: []string{"/v1/requests/{report}", "/v1/requests/{measure}"}},
	"POST /v1/requests/{id}/changes":         {path: "/v1/requests/{request}/changes", body: `{"reason":"x"}`, own: 200, other: 404, wrong: []string{"/v1/requests/{measure}/changes"}},
	"POST /v1/requests/{id}/given":           {path: "/v1/requests/{request}/given", body: `{"what":"x","class":"contract"}`, own: 200, other: 404, wrong: []string{"/v1/requests/{measure}/given"}},
	"GET /v1/looks":                          {own: 200, other: 200},
	"GET /v1/ledger/key":                     {own: 200, other: 200}, // one ledger: its leaves say nothing of whom
	"GET /v1/ledger/checkpoint":              {own: 200, other: 200},
	"GET /v1/ledger/tile/{path...}":          {path: "/v1/ledger/tile/0/000.p/1", own: 200, other: 200, wrong: []string{"/v1/ledger/tile/{decision}"}},
	"GET /v1/ledger/inclusion":               {path: "/v1/ledger/inclusion?size=1&index=0", own: 200, other: 200},
	"GET /v1/ledger/consistency":             {path: "/v1/ledger/consistency?size=2&smaller=1", own: 200, other: 200},
	"GET /v1/webhooks":                       {own: 200, other: 200},
	"GET /v1/webhooks/{name}/deliveries":     {path: "/v1/webhooks/hook/deliveries", own: 200, other: 404, wrong: []string{"/v1/webhooks/none/deliveries"}},
	"POST /v1/webhooks/{name}/ping":          {path: "/v1/webhooks/hook/ping", own: 202, other: 404, wrong: []string{"/v1/webhooks/none/ping"}},
	"GET /v1/keys":                           {own: 200, other: 200},
	"GET /v1/keys/{id}":                      {path: "/v1/keys/{key}", own: 200, other: 404, wrong: []string{"/v1/keys/{decision}", "/v1/keys/{proof}", "/v1/keys/A-1"}},
	"GET /v1/doctor":                         {own: 200, other: 200},
	"GET /v1/webhooks/{name}/deliveries/{id}": {path: "/v1/webhooks/hook/deliveries/{delivery}", own: 200, other: 404,
		wrong: []string{"/v1/webhooks/second/deliveries/{delivery}", "/v1/webhooks/hook/deliveries/{decision}"}},
	"POST /v1/webhooks/{name}/deliveries/{id}/again": {path: "/v1/webhooks/hook/deliveries/{delivery}/again", own: 202, other: 404,
		wrong: []string{"/v1/webhooks/second/deliveries/{delivery}/again", "/v1/webhooks/hook/deliveries/{decision}/again"}},
	// A key that holds less than the one that is made or revoked is refused, see internal/api.
	"POST /v1/keys":                 {body: `{"name":"n","scopes":["keys:write"]}`, own: 201, other: 201},
	"POST /v1/keys/{id}/revocation": {path: "/v1/keys/{key}/revocation", own: 200, other: 404, wrong: []string{"/v1/keys/{decision}/revocation", "/v1/keys/{proof}/revocation"}},

	// The match API looks at reference data, which have no tenant.
	"POST /match/{dataset}":                     {path: "/match/default", body: `{"queries":{"q":{"schema":"Person","properties":{"name":["Odo Karsten"]}}}}`, own: 200, other: 200, wrong: []string{"/match/A-1"}},
	"GET /search/{dataset}":                     {path: "/search/default?q=odo", own: 200, other: 200, wrong: []string{"/search/A-1"}},
	"GET /entities/{id}":                        {path: "/entities/x-1", own: 200, other: 200, wrong: []string{"/entities/{decision}", "/entities/A-1"}},
	"GET /entities/{id}/adjacent":               {path: "/entities/x-1/adjacent", own: 200, other: 200, wrong: []string{"/entities/A-1/adjacent"}},
	"GET /entities/{id}/adjacent/{prop}":        {path: "/entities/x-1/adjacent/ownershipOwner", own: 200, other: 200, wrong: []string{"/entities/A-1/adjacent/ownershipOwner"}},
	"GET /catalog":                              {own: 200, other: 200},
	"GET /manifest":                             {own: 200, other: 200},
	"GET /algorithms":                           {own: 200, other: 200},
	"POST /updatez":                             {own: 403, other: 403}, // needs its own token besides
	"GET /reconcile/{dataset}":                  {path: "/reconcile/default", own: 200, other: 200, wrong: []string{"/reconcile/A-1"}},
	"POST /reconcile/{dataset}":                 {path: "/reconcile/default", own: 200, other: 200, wrong: []string{"/reconcile/A-1"}},
	"GET /reconcile/{dataset}/suggest/entity":   {path: "/reconcile/default/suggest/entity?prefix=odo", own: 200, other: 200, wrong: []string{"/reconcile/A-1/suggest/entity?prefix=odo"}},
	"GET /reconcile/{dataset}/suggest/type":     {path: "/reconcile/default/suggest/type?prefix=per", own: 200, other: 200},
	"GET /reconcile/{dataset}/suggest/property": {path: "/reconcile/default/suggest/property?prefix=na", own: 200, other: 200},
	"GET /reconcile/{dataset}/extend/property":  {path: "/reconcile/default/extend/property?type=Person", own: 200, other: 200},
}

// authReport is an abuse report.
const authReport = `{"xarf_version":"4.0.0","report_id":"0190a000-0000-7000-8000-000000000001","timestamp":"2026-07-01T01:00:00Z",
	"reporter":{"org":"R","contact":"a@reporter.example","domain":"reporter.example"},"sender":{"org":"R","contact":"a@reporter.example","domain":"reporter.example"},
	"source_identifier":"192.0.2.8","category":"connection","type":"login_attack","evidence_source":"honeypot","first_seen":"2026-07-01T01:00:00Z","protocol":"tcp","source_port":4711,"destination_port":22}`

// authHouse is a server with something of everything in tenant default.
type authHouse struct {
	t      *testing.T
	s      *service
	h      http.Handler
	routes []httpd.Route
	things *strings.Replacer
	ours   []string // what nobody else may see
}

func newAuthHouse(t *testing.T) *authHouse {
	dir := t.TempDir()
	secret := "whsec_" + strings.Repeat("A", 32)
	local := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	f := &serveFile{Listen: "127.0.0.1:0", Log: "problems", Webhooks: []dispatch.Endpoint{
		{Name: "hook", Tenant: tenant, URL: "http://127.0.0.1:1/x", Secret: secret, Allow: local},
		{Name: "second", Tenant: tenant, URL: "http://127.0.0.1:1/y", Secret: secret, Allow: local},
	}}
	a := &app{ctx: t.Context(), out: io.Discard, err: io.Discard, newID: timedID,
		flags: &Flags{Data: filepath.Join(dir, "data"), KeyFile: filepath.Join(dir, "key"), Zone: "Asia/Tokyo"}}
	limits := httpd.Defaults(2)
	s, err := a.newService(f, limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	s.lookOnce(t.Context())
	x := &authHouse{t: t, s: s, routes: s.routes()}
	server, err := httpd.New(httpd.NewMux(), x.routes, httpd.Config{Clock: time.Now, Auth: s.people, Log: s.log, Limits: limits, Measures: s.measures()})
	if err != nil {
		t.Fatal(err)
	}
	x.h = server.Handler()
	// The lines of the server itself are not among those of the areas.
	x.routes = append(x.routes, httpd.Route{Pattern: "GET /metrics", Scope: access.Operate}, httpd.Route{Pattern: "GET /healthz", Open: true}, httpd.Route{Pattern: "GET /readyz", Open: true})
	x.furnish(dir)
	return x
}

// furnish fills the own tenant.
func (x *authHouse) furnish(dir string) {
	t := x.t
	list := filepath.Join(dir, "list.json")
	check(t, os.WriteFile(list, []byte(`{"id":"x-1","schema":"Person","datasets":["lists"],"target":true,"properties":{"name":["Odo Karsten"]}}`+"\n"), 0o600))
	_, err := x.s.house.shelf.Add(t.Context(), "ftm", "lists", []string{list}, source.Options{Minimum: 1, At: x.s.clock()})
	check(t, err)
	check(t, x.s.refresh(t.Context()))
	all := x.key(tenant, access.Scopes()...)
	made := func(method, path, body, field string) string {
		w := x.ask(all, method, path, body)
		var v map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code >= 300 {
			t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		id, _ := v[field].(string)
		return id
	}
	decision := made("POST", "/v1/applications", `{"external_id":"A-1","applicant":{"name":"Kirimoto Trading"},"contact":{"name":"x","email":"a@example.com"}}`, "decision")
	evidence := made("POST", "/v1/applications/A-1/evidence", `{"kind":"letter","channel":"Marunouchi"}`, "id")
	proof := made("POST", "/v1/identities", `{"application":"A-1","reason":"never applied"}`, "id")
	key := made("POST", "/v1/keys", `{"name":"of the shop","scopes":["keys:write"]}`, "id")
	made("POST", "/v1/records/contract", `{"external_id":"C-1","customer":"Kirimoto","from":"2026-01-01"}`, "")
	made("POST", "/v1/records/contract", `{"external_id":"C-2","customer":"K-2","from":"2026-01-01"}`, "")
	made("POST", "/v1/cases/c-1", `{"title":"Case Heron","purpose":"to warn"}`, "")
	made("POST", "/v1/cases/c-1/entries", `{"sources":[{"id":"r1","kind":"article","title":"Orlen Herald"}],"statements":[`+
		`{"id":"s1","source":"r1","subject":{"kind":"asset","key":"S-1"},"predicate":"used","polarity":"asserts"},`+
		`{"id":"s3","source":"r1","subject":{"kind":"asset","key":"S-3"},"predicate":"used","polarity":"asserts"},`+
		`{"id":"s2","source":"r1","subject":{"kind":"asset","key":"S-2"},"predicate":"used","polarity":"asserts"}]}`, "")
	made("POST", "/v1/cases/c-1/exports", `{"format":"html","recipient":"Harbour Desk","tlp":"amber","purpose":"to warn","author":"the desk"}`, "")
	made("POST", "/v1/cases/c-1/withdrawal", `{"kind":"statement","of":"s2","reason":"misread"}`, "")
	var notices struct{ Items []struct{ ID string } }
	check(t, json.Unmarshal(x.ask(all, "GET", "/v1/cases/c-1/notices", "").Body.Bytes(), &notices))
	notice := notices.Items[0].ID
	report := made("POST", "/v1/reports", authReport, "id")
	request := made("POST", "/v1/requests", `{"kind":"court_order","authority":"Court of Kita","number":"K-1","scope":[{"kind":"contract","key":"C-1"}]}`, "id")
	preservation := made("POST", "/v1/preservations", `{"contract":"C-1","reason":"for the court","hold_until":"2099-01-01T00:00:00Z"}`, "id")
	measure := made("POST", "/v1/measures", `{"contract":"C-1","grade":"rate_limit","reason":"for the court","until":"2099-01-01T00:00:00Z","request":"`+request+`"}`, "id")
	var jobID string
	d := delivery.Delivery{Tenant: tenant, Endpoint: "hook", Topic: event.Decision, Ref: decision, At: x.s.clock()}
	check(t, x.s.house.db.Tx(t.Context(), func(tx *store.Tx) (err error) {
		if jobID, _, err = job.Enqueue(tx, event.Job{Tenant: tenant, Kind: "test", Key: "k"}, x.s.clock()); err != nil {
			return err
		}
		return delivery.Add(tx, []delivery.Delivery{d}, x.s.clock())
	}))
	_, err = x.s.notary.Once(t.Context())
	check(t, err)
	check(t, x.s.resolution.CatchUp(t.Context(), tenant))
	var resolved struct{ Items []struct{ ID string } }
	check(t, json.Unmarshal(x.ask(all, "GET", "/v1/resolution/records/contract/C-1", "").Body.Bytes(), &resolved))
	entityID := resolved.Items[0].ID
	judged := made("POST", "/v1/resolution/judgements", `{"verdict":"same","a":{"kind":"application","id":"A-1","role":"contact"},"b":{"kind":"contract","id":"C-1"},"reason":"their own customer number"}`, "id")
	sent := delivery.ID(tenant, "hook", event.Decision, decision)
	x.things = strings.NewReplacer("{entity}", entityID, "{resolved}", judged, "{decision}", decision, "{decision-start}", decision[:12], "{evidence}", evidence, "{proof}", proof, "{key}", key, "{job}", jobID, "{delivery}", sent, "{notice}", notice,
		"{report}", report, "{request}", request, "{preservation}", preservation, "{measure}", measure)
	x.ours = []string{entityID, judged, "their own customer number", decision, evidence, proof, key, jobID, sent, "Kirimoto", "of the shop", "never applied", "Marunouchi", "Case Heron", "Orlen Herald", "Harbour Desk", notice, report, request, preservation, measure, "Court of Kita", "for the court"}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// key makes a key at the command line.
func (x *authHouse) key(tenant string, scopes ...access.Scope) string {
	x.t.Helper()
	text, _, err := x.s.people.Add(x.t.Context(), nil, people.New{Tenant: tenant, Name: "k", Scopes: scopes}, x.s.clock(), nil)
	check(x.t, err)
	return text
}

func (x *authHouse) ask(key, method, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Purpose", "a test")
	r.RemoteAddr, r.Host = "127.0.0.1:1234", "127.0.0.1:8080" // from here: nothing is open for that alone
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	w := httptest.NewRecorder()
	x.h.ServeHTTP(w, r)
	return w
}

// request of a case, with its things filled in.
func (x *authHouse) request(route httpd.Route, c authCase) (method, path, body string) {
	method, path, _ = strings.Cut(route.Pattern, " ")
	if c.path != "" {
		path = c.path
	}
	path, body = x.things.Replace(path), x.things.Replace(c.body)
	if strings.ContainsAny(path, "{}") {
		x.t.Fatalf("%s: the case does not say what stands in %s", route.Pattern, path)
	}
	return method, path, body
}

func (x *authHouse) leaves() (n int) {
	check(x.t, x.s.house.db.View(context.Background(), func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 10_000)
		n = len(leaves)
		return err
	}))
	return n
}

// TestAuthorisation asks every route of the table as everybody: without a key,
// with a wrong, a revoked, an expired one, with each scope alone, as another
// tenant, and for things of another type or below another parent.
func TestAuthorisation(t *testing.T) {
	x := newAuthHouse(t)
	revoked, expired := x.gone()
	alone := map[access.Scope]string{}
	for _, s := range access.Scopes() {
		alone[s] = x.key(tenant, s)
	}
	others := map[access.Scope]string{}
	for _, s := range access.Scopes() {
		others[s] = x.key("other", s)
	}
	before := x.leaves()
	used := map[string]bool{}
	for _, route := range x.routes {
		if route.Open {
			if openRoutes[route.Pattern] == "" {
				t.Errorf("%s is open, and no line says why", route.Pattern)
			}
			continue
		}
		c, ok := authCases[route.Pattern]
		if !ok {
			t.Errorf("%s has no case: add one to authCases", route.Pattern)
			continue
		}
		used[route.Pattern] = true
		method, path, body := x.request(route, c)
		for name, key := range map[string]string{"no key": "", "wrong key": wrongKey(alone[route.Scope]), "revoked": revoked[route.Scope], "expired": expired[route.Scope]} {
			x.wants(name, route, key, method, path, body, http.StatusUnauthorized)
		}
		for _, s := range access.Scopes() {
			if s != route.Scope {
				x.wants("scope "+string(s), route, alone[s], method, path, body, http.StatusForbidden)
			}
		}
	}
	if after := x.leaves(); after != before {
		t.Errorf("requests that were refused left %d leaves", after-before)
	}
	for pattern := range authCases {
		if !used[pattern] {
			t.Errorf("authCases has %s, which is no route", pattern)
		}
	}
	x.objects(alone, others)
}

// objects asks for things of others, of other types, and then for the own ones.
func (x *authHouse) objects(alone, others map[access.Scope]string) {
	for _, own := range []bool{false, true} { // what acts on the own things comes last
		for _, route := range x.routes {
			c, ok := authCases[route.Pattern]
			if route.Open || !ok {
				continue
			}
			method, path, body := x.request(route, c)
			if own {
				w := x.wants("own", route, alone[route.Scope], method, path, body, c.own)
				_ = w
				continue
			}
			w := x.wants("other tenant", route, others[route.Scope], method, path, body, c.other)
			for _, ours := range x.ours {
				if strings.Contains(w.Body.String(), ours) && !strings.Contains(body+path, ours) {
					x.t.Errorf("%s tells another tenant of %q: %s", route.Pattern, ours, w.Body)
				}
			}
			for _, wrong := range c.wrong {
				x.wants("wrong thing "+wrong, route, alone[route.Scope], method, x.things.Replace(wrong), body, http.StatusNotFound)
			}
		}
	}
}

func (x *authHouse) wants(who string, route httpd.Route, key, method, path, body string, status int) *httptest.ResponseRecorder {
	w := x.ask(key, method, path, body)
	if w.Code != status {
		x.t.Errorf("%s as %s: %s: %d, want %d: %.300s", route.Pattern, who, path, w.Code, status, w.Body)
	}
	return w
}

// gone makes keys that were revoked, and that have expired, one for each scope.
func (x *authHouse) gone() (revoked, expired map[access.Scope]string) {
	revoked, expired = map[access.Scope]string{}, map[access.Scope]string{}
	long := x.s.clock() - entity.Instant(24*3600*1_000_000)
	for _, s := range access.Scopes() {
		text, made, err := x.s.people.Add(x.t.Context(), nil, people.New{Tenant: tenant, Name: "r", Scopes: []access.Scope{s}}, long, nil)
		check(x.t, err)
		check(x.t, x.s.people.Revoke(x.t.Context(), nil, tenant, made.ID, long+1))
		revoked[s] = text
		expired[s], _, err = x.s.people.Add(x.t.Context(), nil, people.New{Tenant: tenant, Name: "e", Scopes: []access.Scope{s}, Expires: long + 2}, long, nil)
		check(x.t, err)
	}
	return revoked, expired
}

// wrongKey is a key with the right id and another secret.
func wrongKey(key string) string {
	last := "a"
	if strings.HasSuffix(key, last) {
		last = "b"
	}
	return key[:len(key)-1] + last
}

// The routes in the description are those of the table.
func TestDescriptionIsTheTable(t *testing.T) {
	x := newAuthHouse(t)
	text := x.ask("", "GET", "/v1/openapi.yaml", "").Body.String()
	for _, route := range x.routes {
		_, path, _ := strings.Cut(route.Pattern, " ")
		if !strings.HasPrefix(path, "/v1/") {
			continue
		}
		if !strings.Contains(text, "\n  "+strings.Replace(path, "...", "", 1)+":\n") {
			t.Errorf("%s is not described", route.Pattern)
		}
	}
	var patterns []string
	for _, route := range x.routes {
		patterns = append(patterns, route.Pattern)
	}
	slices.Sort(patterns)
	if twice := slices.Compact(slices.Clone(patterns)); len(twice) != len(patterns) {
		t.Error(fmt.Sprint("a route stands twice: ", patterns))
	}
}
