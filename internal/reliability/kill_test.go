package reliability_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

// writers is how many clients write at once.
const writers = 20

// TestKillServer kills the server in the middle of the writing of twenty clients,
// again and again. See killing.
func TestKillServer(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: kills the real program")
	}
	t.Parallel()
	newKilling(t, "", 1, size(t, "KILL_ROUNDS", 3)).run()
}

// TestKillTwoServers does it to two servers on one PostgreSQL, one or both.
func TestKillTwoServers(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: kills the real program")
	}
	t.Parallel()
	newKilling(t, storetest.PostgresSchema(t), 2, size(t, "KILL_ROUNDS_POSTGRES", 3)).run()
}

// killing is a run of rounds. In each, twenty clients write until the servers are
// killed at a random moment; what was not answered is sent again in the next. It
// keeps outside of the servers what they acknowledged, the checkpoints of the
// ledger and the messages that arrived, and compares.
type killing struct {
	*testing.T
	rounds  int
	in      *installation
	servers []*server
	random  *rand.Rand
	client  *http.Client

	mu       sync.Mutex
	acked    map[string]string // application: decision
	open     [writers]*request // sent, and not answered
	sent     int
	retried  int // answered after an earlier attempt was not
	repeated int // of these, decided by the first attempt
	refused  int
	lost     int
	doubled  int
	untold   int
	kept     []byte         // last checkpoint seen
	heard    map[string]int // messages by decision
	hooks    map[string]int // messages by their id
}

func newKilling(t *testing.T, db string, servers, rounds int) *killing {
	seed := uint64(size(t, "KILL_SEED", int(time.Now().UnixNano()%1e6)))
	t.Logf("seed %d (SEKIFUDA_KILL_SEED)", seed)
	k := &killing{
		T: t, rounds: rounds, in: newInstallation(t, db), servers: make([]*server, servers), random: rand.New(rand.NewPCG(seed, 1)),
		client: &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: writers}},
		acked:  map[string]string{}, heard: map[string]int{}, hooks: map[string]int{},
	}
	// What a killed process was delivering is delivered again after its lease, a
	// minute: too long for the small form.
	if rounds > 3 {
		hook := httptest.NewServer(http.HandlerFunc(k.hear))
		t.Cleanup(hook.Close)
		k.in.hooks = hook.URL + "/hook"
	}
	t.Cleanup(func() {
		for _, s := range k.servers {
			if s != nil {
				s.kill()
			}
		}
	})
	return k
}

func (k *killing) hear(w http.ResponseWriter, r *http.Request) {
	var m struct {
		Type string
		Data struct{ ID string }
	}
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &m); err != nil {
		k.Errorf("message %s: %v", body, err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if m.Type == "decision" || m.Data.ID != "" {
		k.heard[m.Data.ID]++
	}
	k.hooks[r.Header.Get("Webhook-Id")]++
}

func (k *killing) run() {
	began := time.Now()
	for round := range k.rounds {
		for n := range k.servers {
			if k.servers[n] == nil {
				k.servers[n] = k.in.start(k.T, n, nil)
			}
		}
		k.round(round)
		k.check(round)
		if k.Failed() {
			break
		}
		if (round+1)%50 == 0 {
			k.Logf("round %d: %d acknowledged, %.0f s", round+1, len(k.acked), time.Since(began).Seconds())
		}
	}
	k.finish()
	if len(k.acked) == 0 {
		k.Error("nothing was acknowledged: the test shows nothing")
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.Logf("%d rounds in %.0f s: %d requests, %d decisions acknowledged, %d of them to a retry (%d had been decided before the kill), %d refused; %d lost, %d doubled; %d messages to webhooks, %d of them sent again, %d missing",
		k.rounds, time.Since(began).Seconds(), k.sent, len(k.acked), k.retried, k.repeated, k.refused, k.lost, k.doubled, len(k.hooks), k.again(), k.untold)
}

func (k *killing) again() (n int) {
	for _, times := range k.hooks {
		n += times - 1
	}
	return n
}

// round lets all write, and kills.
func (k *killing) round(round int) {
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for w := range writers {
		wg.Go(func() { k.write(round, w, stop) })
	}
	k.wait()
	which := k.random.IntN(len(k.servers) + 1) // one of them, or all
	if code, body, err := k.in.get(k.servers[0].url + "/v1/ledger/checkpoint"); err == nil && code == 200 {
		k.kept = body
	}
	for n, s := range k.servers {
		if n == which || which == len(k.servers) || len(k.servers) == 1 {
			s.kill()
			k.servers[n] = nil
		}
	}
	if which < len(k.servers) && len(k.servers) > 1 {
		time.Sleep(100 * time.Millisecond) // the other one goes on
	}
	close(stop)
	wg.Wait()
}

// wait is how long the servers live in a round: to any moment after the first
// answer; in one round of eight to any moment after they listen.
func (k *killing) wait() {
	count := func() int {
		k.mu.Lock()
		defer k.mu.Unlock()
		return len(k.acked)
	}
	before := count()
	if k.random.IntN(8) > 0 {
		for deadline := time.Now().Add(20 * time.Second); count() == before && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
	}
	time.Sleep(time.Duration(k.random.IntN(300)) * time.Millisecond)
}

// write sends one request after the other until it is told to stop, or its
// server is gone.
func (k *killing) write(round, w int, stop <-chan struct{}) {
	url := k.servers[w%len(k.servers)].url
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		k.mu.Lock()
		r, earlier := k.open[w], k.open[w] != nil
		if r == nil {
			fresh := newRequest(fmt.Sprintf("K-%04d-%02d-%05d", round, w, n))
			r = &fresh
			k.open[w] = r
		}
		k.sent++
		k.mu.Unlock()
		decision, again, err := k.in.post(k.client, url, *r)
		k.mu.Lock()
		var status errStatus
		switch {
		case err == nil:
			k.acked[r.app] = decision
			k.open[w] = nil
			if earlier {
				k.retried++
			}
			if again {
				k.repeated++
			}
			if again && !earlier {
				k.Errorf("%s was answered as a retry and was none", r.app)
			}
		case errors.As(err, &status) && (status.code == 503 || status.code == 429):
			k.refused++
		case errors.As(err, &status):
			k.Errorf("%s: %v", r.app, err)
			k.open[w] = nil
		}
		k.mu.Unlock()
		if err != nil {
			if !errors.As(err, &status) {
				return // gone
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// check looks for what the round acknowledged: in every other round in the store
// as it was left, else through the server that starts on it.
func (k *killing) check(round int) {
	for _, s := range k.servers {
		if s != nil {
			return // the store is looked at when all are down, or at the end
		}
	}
	if round%2 == 0 {
		k.compare(round%20 == 0)
		return
	}
	k.servers[0] = k.in.start(k.T, 0, nil)
	looked := 0
	for app, decision := range k.acked {
		if looked++; looked > 20 {
			break
		}
		code, body, err := k.in.get(k.servers[0].url + "/v1/decisions/" + decision)
		if err != nil || code != 200 {
			k.Errorf("round %d: %s, acknowledged as %s: %d %s %v", round, app, decision, code, body, err)
		}
	}
}

// compare opens the store and compares it with what was acknowledged and, where
// whole, with its ledger and the last checkpoint seen.
func (k *killing) compare(whole bool) {
	k.Helper()
	ctx := context.Background()
	start := time.Now()
	h, err := k.in.open(ctx)
	if err != nil {
		k.Fatalf("open: %v", err)
	}
	defer h.db.Close()
	if took := time.Since(start); took > 5*time.Second {
		k.Errorf("opening took %v", took)
	}
	there := map[string]string{}
	err = h.db.View(ctx, func(tx *store.Tx) error {
		clear(there)
		rows, err := tx.Query(`SELECT application, id FROM decision`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var app, id string
			if err := rows.Scan(&app, &id); err != nil {
				return err
			}
			if there[app] != "" {
				k.doubled++
				k.Errorf("doubled: %s has the decisions %s and %s", app, there[app], id)
			}
			there[app] = id
		}
		return rows.Err()
	})
	if err != nil {
		k.Fatal(err)
	}
	for app, id := range k.acked {
		if there[app] != id {
			k.lost++
			k.Errorf("lost: %s was acknowledged as %s, and there is %q", app, id, there[app])
		}
	}
	// What is there and was not acknowledged is what was being asked when it died.
	asked := map[string]bool{}
	for _, r := range k.open {
		if r != nil {
			asked[r.app] = true
		}
	}
	for app := range there {
		if k.acked[app] == "" && !asked[app] {
			k.Errorf("%s was decided and nobody asks for it any more", app)
		}
	}
	log := &notary.Log{DB: h.db}
	if !whole {
		return
	}
	report, err := log.Verify(ctx, notary.Options{Kept: k.kept, Vault: h.books.Vault})
	if err != nil {
		k.Fatalf("verify: %v", err)
	}
	for _, p := range report.Problems {
		k.Errorf("ledger: %v", p)
	}
	if k.kept, err = log.Checkpoint(ctx); err != nil {
		k.Fatal(err)
	}
}

// finish sends what is open, waits for the messages, stops everything and
// compares all.
func (k *killing) finish() {
	for n := range k.servers {
		if k.servers[n] == nil {
			k.servers[n] = k.in.start(k.T, n, nil)
		}
	}
	for w, r := range k.open {
		if r == nil {
			continue
		}
		decision, again, err := k.in.post(k.client, k.servers[0].url, *r)
		if err != nil {
			k.Errorf("%s: %v", r.app, err)
			continue
		}
		k.acked[r.app], k.open[w] = decision, nil
		k.retried++
		if again {
			k.repeated++
		}
	}
	for deadline := time.Now().Add(3 * time.Minute); k.in.hooks != "" && k.missing() > 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			k.untold = k.missing()
			k.Errorf("webhooks: %d of %d decisions were never told", k.missing(), len(k.acked))
			break
		}
	}
	for n, s := range k.servers {
		s.stop(k.T)
		k.servers[n] = nil
	}
	k.compare(true)
}

// missing counts the acknowledged decisions that no webhook told.
func (k *killing) missing() (n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, id := range k.acked {
		if k.heard[id] == 0 {
			n++
		}
	}
	return n
}
