package api

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/store"
)

func applicationText(id string) string {
	return fmt.Sprintf(`{"external_id":%q,"applicant":{"form":"kabushiki_kaisha","name":"山田商事株式会社","address":"東京都千代田区丸の内一丁目1番1号"},"contact":{"name":"Taro Yamada","email":"taro@example.com"},"item":{"name":"switch"}}`, id)
}

func TestExamine(t *testing.T) {
	r := newRig(t)
	p := who(access.Examine, access.DecisionsRead)
	w := r.ask(p, "POST", "/v1/applications", applicationText("A-1"))
	if w.Code != 201 || !strings.HasPrefix(w.Header().Get("Location"), "/v1/decisions/") || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	whole := r.want(200, p, "GET", w.Header().Get("Location"), "")
	if whole["application"] != "A-1" || whole["outcome"] != "review" || whole["tenant"] != "default" || len(whole["findings"].([]any)) == 0 {
		t.Errorf("decision: %v", whole)
	}
	// The same input at the same time is the same decision.
	if told := r.want(201, p, "POST", "/v1/applications", applicationText("A-1")); told["decision"] != whole["id"] {
		t.Errorf("another decision: %v", told["decision"])
	}
}

// A retry is told what its first run was told, byte for byte.
func TestRetry(t *testing.T) {
	r := newRig(t)
	p := who(access.Examine, access.DecisionsRead)
	first := r.ask(p, "POST", "/v1/applications", applicationText("A-1"), "Idempotency-Key", "k-1")
	again := r.ask(p, "POST", "/v1/applications", applicationText("A-1"), "Idempotency-Key", "k-1")
	if first.Code != 201 || again.Code != 200 {
		t.Fatalf("%d then %d: %s", first.Code, again.Code, again.Body)
	}
	if d := cmp.Diff(first.Body.String(), again.Body.String()); d != "" {
		t.Error(d)
	}
	if first.Header().Get("Location") != again.Header().Get("Location") {
		t.Errorf("%v, %v", first.Header(), again.Header())
	}
	other := r.want(409, p, "POST", "/v1/applications", applicationText("A-2"), "Idempotency-Key", "k-1")
	if other["code"] != "idempotency_key_reused" {
		t.Errorf("%v", other)
	}
	r.want(404, p, "GET", "/v1/applications/A-2", "")
	// Another key of the tenant has idempotency keys of its own.
	q := who(access.Examine)
	q.ID = "019c0000-0000-7000-8000-00000000bbbb"
	r.want(201, q, "POST", "/v1/applications", applicationText("A-2"), "Idempotency-Key", "k-1")
}

func TestRefusedBodies(t *testing.T) {
	r := newRig(t)
	p := who(access.Examine)
	for name, c := range map[string]struct {
		body   string
		status int
		place  string
	}{
		"unknown field":      {`{"external_id":"A","applicant":{"nam":"x"}}`, 422, "body.applicant.nam"},
		"tenant":             {`{"external_id":"A","tenant":"other"}`, 422, "body.tenant"},
		"id of the decision": {`{"external_id":"A","decision":"x"}`, 422, "body.decision"},
		"nationality":        {`{"external_id":"A","applicant":{"nationality":"jp"}}`, 422, "body.applicant.nationality"},
		"wrong type":         {`{"external_id":1}`, 422, "body.external_id"},
		"twice":              {`{"external_id":"A","external_id":"B"}`, 422, "body.external_id"},
		"no id":              {`{"applicant":{"name":"x"}}`, 422, "body.external_id"},
		"long id":            {`{"external_id":"` + strings.Repeat("x", 201) + `"}`, 422, "body.external_id"},
		"individual number":  {`{"external_id":"A","end_use":"my number is 123456789018"}`, 422, "body.end_use"},
		"not JSON":           {`{"external_id":"A"`, 400, "body:1:19"},
		"not an object":      {`[]`, 422, "body:1:1"},
		"not UTF-8":          {"{\"external_id\":\"\xff\"}", 422, "body:1:17"},
		"deep":               {`{"applicant":` + strings.Repeat("[", 50) + strings.Repeat("]", 50) + `}`, 422, "body.applicant"},
	} {
		got := r.want(c.status, p, "POST", "/v1/applications", c.body)
		items, _ := got["errors"].([]any)
		if len(items) == 0 || items[0].(map[string]any)["place"] != c.place {
			t.Errorf("%s: %v, want place %s", name, got, c.place)
		}
		if strings.Contains(fmt.Sprint(got), "123456789018") {
			t.Errorf("%s: repeats the value: %v", name, got)
		}
	}
	if w := r.ask(p, "POST", "/v1/applications", applicationText("A"), "Content-Type", "application/x-www-form-urlencoded"); w.Code != 415 {
		t.Errorf("another media type: %d %s", w.Code, w.Body)
	}
	if w := r.ask(p, "POST", "/v1/applications", ""); w.Code != 400 {
		t.Errorf("no body: %d %s", w.Code, w.Body)
	}
	if w := r.ask(p, "POST", "/v1/applications", strings.Repeat(" ", maxBody)+applicationText("A")); w.Code != 413 {
		t.Errorf("too large: %d %s", w.Code, w.Body)
	}
}

// Where the store cannot write, nothing is acknowledged, and the retry decides.
func TestStoreFails(t *testing.T) {
	var broken atomic.Bool
	r := newRigOn(t, t.TempDir(), store.Options{Fault: func(step string) error {
		if broken.Load() && step == "commit" {
			return errors.New("no space left on device")
		}
		return nil
	}})
	p := who(access.Examine, access.DecisionsRead)
	broken.Store(true)
	w := r.ask(p, "POST", "/v1/applications", applicationText("A-1"), "Idempotency-Key", "k")
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"code":"unavailable"`) {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if list := r.want(200, p, "GET", "/v1/decisions", ""); len(list["items"].([]any)) != 0 {
		t.Errorf("something is there: %v", list)
	}
	broken.Store(false)
	r.want(201, p, "POST", "/v1/applications", applicationText("A-1"), "Idempotency-Key", "k")
}

func TestBatch(t *testing.T) {
	r := newRig(t)
	p := who(access.Examine, access.DecisionsRead)
	var items []string
	for i := range 30 {
		items = append(items, applicationText(fmt.Sprintf("B-%02d", i)))
	}
	items[7] = `{"external_id":"B-07","nam":"x"}`
	items[9] = applicationText("B-08")
	body := `{"applications":[` + strings.Join(items, ",\n") + `]}`
	got := r.want(200, p, "POST", "/v1/applications/batch", body, "Idempotency-Key", "k")
	for i, item := range got["results"].([]any) {
		res := item.(map[string]any)
		switch {
		case i == 7 || i == 9:
			if res["status"] != 422.0 || res["decision"] != nil || res["problem"] == nil {
				t.Errorf("%d: %v", i, res)
			}
		case res["status"] != 201.0 || res["decision"].(map[string]any)["application"] != fmt.Sprintf("B-%02d", i):
			t.Errorf("%d: %v", i, res)
		}
	}
	again := r.want(200, p, "POST", "/v1/applications/batch", body, "Idempotency-Key", "k")
	if again["results"].([]any)[0].(map[string]any)["status"] != 200.0 {
		t.Errorf("decided again: %v", again["results"].([]any)[0])
	}
	r.want(409, p, "POST", "/v1/applications/batch", `{"applications":[`+applicationText("B-50")+`]}`, "Idempotency-Key", "k")
	for body, status := range map[string]int{
		`{"applications":[]}`: 422, `{"rows":[]}`: 422, `{"applications":[`: 400, `{"applications":[` + strings.Repeat("1,", 200) + "1]}": 422,
	} {
		r.want(status, p, "POST", "/v1/applications/batch", body)
	}
}

func TestDecisionsListed(t *testing.T) {
	r := newRig(t)
	p := who(access.Examine, access.DecisionsRead)
	for i := range 7 {
		r.want(201, p, "POST", "/v1/applications", applicationText(fmt.Sprintf("A/%d", i)))
	}
	var seen []string
	for path := "/v1/decisions?limit=3"; ; {
		got := r.want(200, p, "GET", path, "")
		for _, d := range got["items"].([]any) {
			seen = append(seen, d.(map[string]any)["application"].(string))
		}
		next, more := got["next"].(string)
		if !more {
			break
		}
		path = "/v1/decisions?limit=3&after=" + next
	}
	if d := cmp.Diff([]string{"A/6", "A/5", "A/4", "A/3", "A/2", "A/1", "A/0"}, seen); d != "" {
		t.Error(d)
	}
	for query, want := range map[string]int{
		"outcome=review": 7, "outcome=refuse": 0, "application=A%2F3": 1, "since=2026-02-28T12:00:00Z": 7, "since=2026-02-28T12:00:01Z": 0,
		"until=2026-02-28T12:00:00Z": 0, "until=2026-02-28T21:00:01%2B09:00": 7,
	} {
		if got := r.want(200, p, "GET", "/v1/decisions?"+query, ""); len(got["items"].([]any)) != want {
			t.Errorf("%s: %v, want %d", query, got, want)
		}
	}
	if got := r.want(200, p, "GET", "/v1/applications/A%2F3/decisions", ""); len(got["items"].([]any)) != 1 {
		t.Errorf("of one application: %v", got)
	}
	for _, query := range []string{"outcome=maybe", "since=yesterday", "after=x", "tenant=other"} {
		r.want(422, p, "GET", "/v1/decisions?"+query, "")
	}
	if got := r.want(200, p, "GET", "/v1/applications/A%2F3", ""); got["version"] != 1.0 || got["application"].(map[string]any)["external_id"] != "A/3" {
		t.Errorf("%v", got)
	}
	changed := strings.Replace(applicationText("A/3"), "switch", "router", 1)
	r.want(201, p, "POST", "/v1/applications", changed)
	if got := r.want(200, p, "GET", "/v1/applications/A%2F3/versions", ""); len(got["items"].([]any)) != 2 {
		t.Errorf("%v", got)
	}
	first := r.want(200, p, "GET", "/v1/applications/A%2F3?version=1", "")
	if first["application"].(map[string]any)["item"].(map[string]any)["name"] != "switch" {
		t.Errorf("%v", first)
	}
	r.want(404, p, "GET", "/v1/applications/A%2F3?version=3", "")
}
