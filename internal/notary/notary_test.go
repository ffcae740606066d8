package notary

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/log"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
	"github.com/sekifuda/sekifuda/internal/vault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func at(i int) entity.Instant { return entity.Instant(1_770_000_000_000_000 + int64(i)*1_000_000) }

func newVault(t testing.TB) *vault.Vault {
	t.Helper()
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func open(t testing.TB) (*store.DB, *Sequencer) {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, sequencer(t, db, newVault(t))
}

func sequencer(t testing.TB, db *store.DB, v *vault.Vault) *Sequencer {
	t.Helper()
	signer, err := OpenSigner(t.Context(), db, v, "sekifuda/test")
	if err != nil {
		t.Fatal(err)
	}
	return &Sequencer{DB: db, Signer: signer, Clock: func() entity.Instant { return entity.InstantOf(time.Now()) }, Holder: "one", Every: 5 * time.Millisecond}
}

func decide(t testing.TB, db *store.DB, ids ...string) {
	t.Helper()
	if err := db.Tx(t.Context(), func(tx *store.Tx) error {
		var rows []decision.Row
		for i, id := range ids {
			rows = append(rows, decision.Row{ID: id, Tenant: "default", Application: "A", Input: "i", Outcome: finding.Review, At: at(i), Subject: "s", Sealed: []byte(id), Tag: "tag", Commitment: "c"})
		}
		_, err := decision.SaveAll(tx, rows)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// TestRun: a receipt is had within a second of the decision, and verifies.
func TestRun(t *testing.T) {
	db, s := open(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	decide(t, db, "decision-one")
	l := Log{DB: db}
	var r *ledger.Receipt
	for begin := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		var err error
		if r, err = l.Receipt(t.Context(), "default", "decision-one"); err == nil {
			break
		}
		if !errors.Is(err, ErrNotSequenced) || time.Since(begin) > 5*time.Second {
			t.Fatal(err)
		}
	}
	if leaf, _, err := r.Verify(s.Signer.Key()); err != nil || leaf.ID != "decision-one" {
		t.Errorf("%+v %v", leaf, err)
	}
	if _, err := l.Receipt(t.Context(), "other", "decision-one"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another tenant's: %v", err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestDamageStops: a flipped bit stops the sequencer, and Lag says why.
func TestDamageStops(t *testing.T) {
	db, s := open(t)
	decide(t, db, "decision-one", "decision-two")
	if n, err := s.Once(t.Context()); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	if err := db.Tx(t.Context(), func(tx *store.Tx) error {
		var b []byte
		if err := tx.Row(store.Into(&b), `SELECT bytes FROM tile`); err != nil {
			return err
		}
		b[40] ^= 1 // in the hash of the second leaf, which proves the first
		_, err := tx.Exec(`UPDATE tile SET bytes = $1`, b)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	decide(t, db, "decision-three")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	for begin := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		lag, err := s.Lag(t.Context())
		if err != nil || time.Since(begin) > 5*time.Second {
			t.Fatal(lag, err)
		}
		if errors.Is(lag.Fault, log.ErrDamaged) && lag.Waiting == 1 {
			break
		}
	}
	another := &Sequencer{DB: db, Clock: s.Clock} // as the doctor has one
	if lag, err := another.Lag(t.Context()); !errors.Is(lag.Fault, log.ErrDamaged) || err != nil {
		t.Errorf("another process learns %+v, %v", lag, err)
	}
	select {
	case err := <-ended:
		t.Errorf("it ended: %v", err) // the server must go on
	case <-time.After(50 * time.Millisecond):
	}
	stop()
	<-ended
	if _, err := (&Log{DB: db}).Receipt(t.Context(), "default", "decision-one"); !errors.Is(err, log.ErrDamaged) {
		t.Errorf("a receipt out of a damaged log: %v", err)
	}
}

// TestLease: one of several sequences, and another takes over when it is gone.
func TestLease(t *testing.T) {
	db, s := open(t)
	other := &Sequencer{DB: db, Signer: s.Signer, Holder: "two"}
	now := at(0)
	s.Clock = func() entity.Instant { return now }
	other.Clock = s.Clock
	decide(t, db, "decision-one")
	if n, err := s.drain(t.Context(), leaseFor); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	decide(t, db, "decision-two")
	if n, err := other.Once(t.Context()); n != 0 || err != nil {
		t.Errorf("beside a holder: %d, %v", n, err)
	}
	now = at(4)
	if n, err := other.Once(t.Context()); n != 1 || err != nil {
		t.Errorf("after its lease: %d, %v", n, err)
	}
}

// TestSigner: the log keeps its name, and another master key is found.
func TestSigner(t *testing.T) {
	db, s := open(t)
	v := newVault(t)
	again, err := OpenSigner(t.Context(), db, v, "another/name")
	if err != nil || again.Origin() != "sekifuda/test" || again.Key() == s.Signer.Key() {
		t.Errorf("%v %v", again, err)
	}
	if key, err := (&Log{DB: db}).Key(t.Context()); key != s.Signer.Key() || err != nil {
		t.Errorf("key %s, %v", key, err)
	}
}

// TestWaiting: what is not sequenced is told as unprotected, and is compared all
// the same; and two sequencers on PostgreSQL leave no gap.
func TestWaiting(t *testing.T) {
	db, s := open(t)
	decide(t, db, "decision-one")
	if _, err := s.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	decide(t, db, "decision-two")
	r, err := (&Log{DB: db}).Verify(t.Context(), Options{Key: s.Signer.Key()})
	if err != nil || r.Waiting != 1 || r.Size != 1 || r.Rows[ledger.KindDecision] != 2 {
		t.Fatalf("%+v %v", r, err)
	}
	// The decisions of this test have no application.
	for _, p := range r.Problems {
		if !strings.Contains(p.What, "application") {
			t.Errorf("%s", p)
		}
	}
}

func TestTwoNodes(t *testing.T) {
	dsn := storetest.PostgresSchema(t)
	v := newVault(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	var nodes []*store.DB
	for i := range 2 {
		db, err := store.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		nodes = append(nodes, db)
		s := sequencer(t, db, v)
		s.Holder = fmt.Sprint("node ", i)
		go func() { ended <- s.Run(ctx) }()
	}
	const each, writers = 20, 6
	done := make(chan bool)
	for w := range writers {
		go func() {
			for i := range each {
				decide(t, nodes[w%2], fmt.Sprintf("decision-%d-%d", w, i))
			}
			done <- true
		}()
	}
	for range writers {
		<-done
	}
	l := Log{DB: nodes[0]}
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		r, err := l.Verify(t.Context(), Options{})
		if err != nil || time.Since(begin) > 20*time.Second {
			t.Fatalf("%+v %v", r, err)
		}
		if r.Waiting > 0 {
			continue
		}
		if r.Size != each*writers {
			t.Errorf("%d leaves, want %d", r.Size, each*writers)
		}
		for _, p := range r.Problems {
			if !strings.Contains(p.What, "application") {
				t.Errorf("%s", p)
			}
		}
		break
	}
	stop()
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// BenchmarkSequence is the cost of one leaf in batches as they come at 1,000 a
// second: signing, places, tiles and reading back included.
func BenchmarkSequence(b *testing.B) {
	db, s := open(b)
	ids := make([]string, 200)
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		for i := range ids {
			ids[i] = fmt.Sprintf("decision-%08d-%03d", n, i)
		}
		decide(b, db, ids...)
		b.StartTimer()
		if done, err := s.Once(b.Context()); done != int64(len(ids)) || err != nil {
			b.Fatal(done, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(ids)), "µs/leaf")
}

// BenchmarkReceipt is how long a receipt takes after its decision was
// acknowledged, while the sequencer runs as in a server.
func BenchmarkReceipt(b *testing.B) {
	db, s := open(b)
	s.Every = 0
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	l := Log{DB: db}
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		id := fmt.Sprintf("decision-%08d", n)
		decide(b, db, id)
		begin := time.Now()
		for {
			_, err := l.Receipt(b.Context(), "default", id)
			if err == nil {
				break
			}
			if !errors.Is(err, ErrNotSequenced) {
				b.Fatal(err)
			}
			time.Sleep(time.Millisecond)
		}
		took = append(took, time.Since(begin))
		time.Sleep(time.Duration(n%7) * 13 * time.Millisecond) // not in step with the sequencer
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Milliseconds()), "ms-p99")
	stop()
	<-ended
}

// BenchmarkVerify is the cost of one decision in a whole verification.
func BenchmarkVerify(b *testing.B) {
	db, s := open(b)
	const n = 5000
	for i := range n / 100 {
		ids := make([]string, 100)
		for k := range ids {
			ids[k] = fmt.Sprintf("decision-%06d", i*100+k)
		}
		decide(b, db, ids...)
	}
	if _, err := s.Once(b.Context()); err != nil {
		b.Fatal(err)
	}
	l := Log{DB: db}
	for b.Loop() {
		if _, err := l.Verify(b.Context(), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/decision")
}
