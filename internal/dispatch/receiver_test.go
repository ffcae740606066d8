package dispatch

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

const testSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

// receiver is a double: it verifies what it gets and answers as it is told.
type receiver struct {
	t      *testing.T
	server *httptest.Server
	answer func(n int, w http.ResponseWriter, r *http.Request) // nil: 204

	anyTime bool // the test's clock runs ahead

	mu   sync.Mutex
	got  []message
	ids  map[string]string // webhook-id -> body
	each map[string]int    // webhook-id -> how often
}

func newReceiver(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) *receiver {
	r := &receiver{t: t, answer: answer, ids: map[string]string{}, each: map[string]int{}}
	r.server = httptest.NewServer(r)
	t.Cleanup(r.server.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return // cut off
	}
	verifier, _ := webhooks.NewWebhook(testSecret)
	verify := verifier.Verify
	if r.anyTime {
		verify = verifier.VerifyIgnoringTimestamp
	}
	if err := verify(body, req.Header); err != nil {
		r.t.Errorf("signature: %v", err)
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		r.t.Errorf("%s: %v", body, err)
	}
	id := req.Header.Get("webhook-id")
	r.mu.Lock()
	if before, ok := r.ids[id]; ok && before != string(body) {
		r.t.Errorf("%s had two bodies:\n%s\n%s", id, before, body)
	}
	r.ids[id] = string(body)
	r.each[id]++
	r.got = append(r.got, m)
	n := len(r.got)
	r.mu.Unlock()
	if r.answer == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	r.answer(n, w, req)
}

func (r *receiver) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.ids)
}

func (r *receiver) endpoint() Endpoint {
	e, err := Endpoint{Name: "shop", URL: r.server.URL + "/hook", Secret: testSecret,
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}}.Resolved(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return e
}

func now() entity.Instant { return entity.InstantOf(time.Now()) }

func newRelay(t *testing.T, db *store.DB, endpoints ...Endpoint) *Relay {
	return &Relay{DB: db, Endpoints: endpoints, Clock: now, Holder: t.Name(), Poll: 5 * time.Millisecond}
}

// runUntil runs the relay until done says so.
func runUntil(t *testing.T, r *Relay, done func() bool) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	for end := time.Now().Add(20 * time.Second); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Error("it takes too long")
			break
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
}

// lived publishes n messages that need no other row.
func lived(t *testing.T, db *store.DB, n int) {
	t.Helper()
	update(t, db, func(tx *store.Tx) error {
		for i := range n {
			if err := store.Publish(tx, "", event.SourceLive, event.Live{Source: "nta", Digest: fmt.Sprint("d", i), At: 1}.Ref(), 1); err != nil {
				return err
			}
		}
		return nil
	})
}

func update(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Tx(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func health(t *testing.T, db *store.DB) delivery.Health {
	t.Helper()
	h, err := Backlog(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func open(t *testing.T) *store.DB { return storetest.SQLite(t, store.Options{}) }
