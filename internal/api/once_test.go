package api

import (
	"flag"
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
	"github.com/sekifuda/sekifuda/internal/vault"
)

var retries = flag.Int("retries", 2000, "concurrent retries of TestRetriesMakeOneDecision")

// However many retries come at once, one decision is made, all are told the same,
// and a request with another body is refused.
func TestRetriesMakeOneDecision(t *testing.T) {
	r := newRig(t)
	storm(t, *retries, r)
}

// The same over two processes that share a database: the row decides.
func TestRetriesOverTwoNodes(t *testing.T) {
	dsn := storetest.PostgresSchema(t)
	key := filepath.Join(t.TempDir(), "key")
	nodes := []*rig{newRigOn(t, dsn, store.Options{}), newRigOn(t, dsn, store.Options{})}
	for _, r := range nodes {
		v, err := vault.OpenKeyFile(key, true)
		if err != nil {
			t.Fatal(err)
		}
		r.Vault, r.People.Vault = v, v // both have the one master key
		r.API.Vault = v
	}
	storm(t, min(*retries, 400), nodes...)
}

func storm(t *testing.T, n int, nodes ...*rig) {
	p := who(access.Examine, access.DecisionsRead)
	answers, conflicts := map[string]int{}, 0
	made := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			id := "A-1"
			if i%10 == 9 {
				id = "A-2" // another body with the same key
			}
			w := nodes[i%len(nodes)].ask(p, "POST", "/v1/applications", applicationText(id), "Idempotency-Key", "one")
			count(t, w, &mu, answers, &made, &conflicts)
		})
	}
	wg.Wait()
	list := nodes[0].want(200, p, "GET", "/v1/decisions", "")
	if len(answers) != 1 || made != 1 || len(list["items"].([]any)) != 1 || conflicts == 0 {
		t.Errorf("%d answers, %d made, %d conflicts, %d decisions: %v", len(answers), made, conflicts, len(list["items"].([]any)), answers)
	}
	total := conflicts
	for _, n := range answers {
		total += n
	}
	if total != n {
		t.Errorf("%d of %d were answered", total, n)
	}
}

func count(t *testing.T, w *httptest.ResponseRecorder, mu *sync.Mutex, answers map[string]int, made, conflicts *int) {
	mu.Lock()
	defer mu.Unlock()
	switch w.Code {
	case 201, 200:
		answers[w.Body.String()]++
		if w.Code == 201 {
			*made++
		}
	case 409:
		*conflicts++
	default:
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Everything that creates takes an idempotency key, and keeps to it.
func TestEveryCreationOnce(t *testing.T) {
	r := newRig(t)
	boss := r.principal(access.Scopes()...)
	r.want(201, boss, "POST", "/v1/applications", applicationText("A-1"))
	for path, bodies := range map[string][2]string{
		"/v1/applications":              {applicationText("B-1"), applicationText("B-2")},
		"/v1/applications/A-1/evidence": {`{"kind":"letter","channel":"x"}`, `{"kind":"letter","channel":"y"}`},
		"/v1/identities":                {`{"application":"A-1","reason":"r"}`, `{"application":"A-1","reason":"s"}`},
		"/v1/keys":                      {`{"name":"a","scopes":["match"]}`, `{"name":"b","scopes":["match"]}`},
	} {
		first := r.want(201, boss, "POST", path, bodies[0], "Idempotency-Key", "k"+path)
		again := r.want(200, boss, "POST", path, bodies[0], "Idempotency-Key", "k"+path)
		delete(first, "key") // a key is shown once
		if fmt.Sprint(first) != fmt.Sprint(again) {
			t.Errorf("%s: %v, again %v", path, first, again)
		}
		if got := r.want(409, boss, "POST", path, bodies[1], "Idempotency-Key", "k"+path); got["code"] != "idempotency_key_reused" {
			t.Errorf("%s: %v", path, got)
		}
	}
	if got := r.want(200, boss, "GET", "/v1/identities", ""); len(got["items"].([]any)) != 1 {
		t.Errorf("identities: %v", got)
	}
}
