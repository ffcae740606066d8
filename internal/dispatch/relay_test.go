package dispatch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

const decisionID = "abcdefghijklmnopqrstuvwxyz"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// happened stores one of each thing that is told of.
func happened(t *testing.T, db *store.DB) {
	t.Helper()
	update(t, db, func(tx *store.Tx) error {
		_, _, err := record.PutApplication(tx, "default", record.Application{ExternalID: "A/1", Input: "i", Sealed: []byte{}})
		_, err2 := decision.SaveAll(tx, []decision.Row{{ID: decisionID, Tenant: "default", Application: "A/1", Outcome: finding.Refuse, At: 7, Sealed: []byte{}}})
		_, err3 := record.ProveFalse(tx, "default", record.Proof{ID: "p1", Application: "A/1", By: "x", Provisional: true, Reason: []byte{}, At: 8})
		return errors.Join(err, err2, err3, record.AddEvidence(tx, "default", record.Evidence{ID: "e1", Application: "A/1", Sealed: []byte{}, At: 9}))
	})
	update(t, db, func(tx *store.Tx) error {
		_, err := record.Withdraw(tx, "default", record.Withdrawal{ID: "p1", By: "x", Reason: []byte{}, At: 10})
		return err
	})
}

func TestEachMessage(t *testing.T) {
	db := open(t)
	happened(t, db)
	lived(t, db, 1)
	r := newReceiver(t, nil)
	runUntil(t, newRelay(t, db, r.endpoint()), func() bool { return r.count() == 5 && health(t, db).Waiting == 0 })
	got := map[string]data{}
	for _, m := range r.got {
		got[m.Type] = m.Data
	}
	for topic, want := range map[string]data{
		event.Decision:          {ID: decisionID, Application: "A/1", Outcome: "refuse", URL: "/v1/decisions/" + decisionID},
		event.IdentityFalse:     {ID: "p1", Application: "A/1", Provisional: true, URL: "/v1/identities/p1"},
		event.IdentityWithdrawn: {ID: "p1", Application: "A/1", Provisional: true, URL: "/v1/identities/p1"},
		event.Evidence:          {ID: "e1", Application: "A/1", URL: "/v1/applications/A%2F1/evidence"},
		event.SourceLive:        {Source: "nta", Digest: "d0", URL: "/v1/sources/nta"},
	} {
		if got[topic] != want {
			t.Errorf("%s: %+v, want %+v", topic, got[topic], want)
		}
	}
	const body = `{"type":"decision","timestamp":"1970-01-01T00:00:00.000007Z","data":{"id":"` + decisionID +
		`","application":"A/1","outcome":"refuse","url":"/v1/decisions/` + decisionID + `"}}`
	if id := delivery.ID("default", "shop", event.Decision, decisionID); r.ids[id] != body {
		t.Errorf("body %s", r.ids[id])
	}
}

// A message goes to the endpoints of its tenant that ask for its topic.
func TestWants(t *testing.T) {
	db := open(t)
	happened(t, db)
	lived(t, db, 1)
	a, b := newReceiver(t, nil), newReceiver(t, nil)
	only, other := a.endpoint(), b.endpoint()
	only.Topics = []string{event.Decision}
	other.Tenant = "other"
	runUntil(t, newRelay(t, db, only, other), func() bool { return a.count() == 1 && b.count() == 1 })
	if a.got[0].Type != event.Decision || b.got[0].Type != event.SourceLive {
		t.Errorf("%+v %+v", a.got, b.got)
	}
}

func TestWithoutEndpointsTheOutboxIsEmptied(t *testing.T) {
	db := open(t)
	lived(t, db, takeSize+3)
	r := newRelay(t, db)
	runUntil(t, r, func() bool { return health(t, db).Unread == 0 })
	r.Clock = func() entity.Instant { return now() + entity.Instant(48*time.Hour/time.Microsecond) }
	for more, err := true, error(nil); more; {
		if more, err = r.sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	update(t, db, func(tx *store.Tx) error {
		var n int
		err := tx.Row(store.Into(&n), `SELECT COUNT(*) FROM outbox`)
		if n != 0 {
			t.Errorf("%d messages are left", n)
		}
		return err
	})
}

// What a receiver answers, and what follows from it.
func TestAnswers(t *testing.T) {
	for name, tc := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		code   string
		status int64
		state  string
		after  time.Duration // at least, until the next try
	}{
		"ok":       {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(200) }, codeDelivered, 200, delivery.Delivered, 0},
		"error":    {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }, codeStatus, 500, delivery.Waiting, 4 * time.Second},
		"not here": {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(404) }, codeStatus, 404, delivery.Waiting, 4 * time.Second},
		"gone":     {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(410) }, codeGone, 410, delivery.Dead, 0},
		"slow down": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "1800")
			w.WriteHeader(429)
		}, codeStatus, 429, delivery.Waiting, 29 * time.Minute},
		"redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, codeRedirected, 307, delivery.Waiting, 4 * time.Second},
		"hang up": {func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }, codeConnection, 0, delivery.Waiting, 4 * time.Second},
		"endless": {func(w http.ResponseWriter, r *http.Request) {
			for {
				if _, err := w.Write(make([]byte, 4096)); err != nil {
					return
				}
			}
		}, codeDelivered, 200, delivery.Delivered, 0},
	} {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			lived(t, db, 1)
			var elsewhere atomic.Bool
			r := newReceiver(t, func(n int, w http.ResponseWriter, req *http.Request) {
				if req.URL.Path != "/hook" {
					elsewhere.Store(true)
				}
				tc.answer(w, req)
			})
			tried := make(chan struct{}, 100)
			relay := newRelay(t, db, r.endpoint())
			relay.Tried = func(string, string, time.Duration) { tried <- struct{}{} }
			id := delivery.ID("default", "shop", event.SourceLive, event.Live{Source: "nta", Digest: "d0", At: 1}.Ref())
			var d delivery.Delivery
			var log []delivery.Attempt
			runUntil(t, relay, func() bool {
				update(t, db, func(tx *store.Tx) (err error) {
					if d, err = delivery.Get(tx, "default", "shop", id); errors.Is(err, store.ErrNotFound) {
						return nil
					}
					log, err = delivery.Attempts(tx, "default", id)
					return err
				})
				return len(log) > 0
			})
			if len(log) != 1 || log[0].Code != tc.code || log[0].Status != tc.status || d.State != tc.state || elsewhere.Load() {
				t.Errorf("%+v %+v, elsewhere %v", d, log, elsewhere.Load())
			}
			if wait := time.Duration(d.RunAt-d.Begun) * time.Microsecond; tc.after > 0 && wait < tc.after {
				t.Errorf("the next try comes after %s", wait)
			}
		})
	}
}

// An endpoint that is gone rests until its address changes, or a ping comes
// through.
func TestGone(t *testing.T) {
	db := open(t)
	back := false
	r := newReceiver(t, func(n int, w http.ResponseWriter, req *http.Request) {
		if !back {
			w.WriteHeader(410)
		}
	})
	dead := func(n int64) func() bool { return func() bool { return health(t, db).Dead == n } }
	lived(t, db, 1)
	runUntil(t, newRelay(t, db, r.endpoint()), dead(1))
	update(t, db, func(tx *store.Tx) error { return store.Publish(tx, "", event.SourceLive, "nta/x/1", 1) })
	runUntil(t, newRelay(t, db, r.endpoint()), dead(2))
	if r.count() != 1 {
		t.Error("an endpoint that is gone was called")
	}
	back = true
	moved := r.endpoint()
	moved.URL += "/new"
	update(t, db, func(tx *store.Tx) error {
		_, err := delivery.Again(tx, "default", "shop", delivery.ID("default", "shop", event.SourceLive, "nta/x/1"), now())
		return err
	})
	runUntil(t, newRelay(t, db, moved), dead(1))
	update(t, db, func(tx *store.Tx) error {
		return delivery.Add(tx, []delivery.Delivery{{Tenant: "default", Endpoint: "shop", Topic: event.Ping, Ref: "1", At: 1}}, now())
	})
	runUntil(t, newRelay(t, db, r.endpoint()), func() bool { return health(t, db).Waiting == 0 })
	update(t, db, func(tx *store.Tx) error {
		e := r.endpoint()
		at, err := delivery.Gone(tx, "default", "shop", e.address())
		if at != 0 {
			t.Error("gone, though a ping came through")
		}
		return err
	})
}

// Relays come and go, some are lost with what they hold, the receiver fails
// half of the time: each message arrives, and whatever comes twice has the same
// id and body.
func TestNothingIsLost(t *testing.T)         { testNothingIsLost(t, storetest.SQLite) }
func TestNothingIsLostPostgres(t *testing.T) { testNothingIsLost(t, storetest.Postgres) }

func testNothingIsLost(t *testing.T, open storetest.Opener) {
	const messages, rounds = 200, 12
	db := open(t, store.Options{})
	lived(t, db, messages)
	r := newReceiver(t, func(n int, w http.ResponseWriter, req *http.Request) {
		if n%3 == 0 {
			w.WriteHeader(503)
		}
	})
	r.anyTime = true
	var skew entity.Instant // time passes quickly, so that what failed is due again
	var mu sync.Mutex
	clock := func() entity.Instant { mu.Lock(); defer mu.Unlock(); return now() + skew }
	for round := range rounds {
		// A node that took deliveries, sent them, and was lost before it said so.
		update(t, db, func(tx *store.Tx) error {
			_, err := delivery.Claim(tx, "default", "shop", "lost", clock(), later(clock(), leaseTime), 5)
			return err
		})
		ctx, stop := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for node := range 2 {
			relay := newRelay(t, db, r.endpoint())
			relay.Clock, relay.Holder = clock, fmt.Sprint(round, "-", node)
			wg.Go(func() {
				if err := relay.Run(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		time.Sleep(time.Duration(20+rand.IntN(60)) * time.Millisecond)
		stop()
		wg.Wait()
		mu.Lock()
		skew += entity.Instant(20 * time.Minute / time.Microsecond)
		mu.Unlock()
	}
	relay := newRelay(t, db, r.endpoint())
	relay.Clock = clock
	runUntil(t, relay, func() bool {
		mu.Lock()
		skew += entity.Instant(time.Minute / time.Microsecond)
		mu.Unlock()
		h := health(t, db)
		return h.Waiting == 0 && h.Unread == 0
	})
	if r.count() != messages || health(t, db).Dead != 0 {
		t.Errorf("%d of %d arrived, %+v", r.count(), messages, health(t, db))
	}
}
