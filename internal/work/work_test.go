package work

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is a clock that a test moves ahead.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() entity.Instant {
	return entity.InstantOf(time.Now()) + entity.Instant(c.ahead.Load())
}
func (c *clock) move(d time.Duration) { c.ahead.Add(int64(d / time.Microsecond)) }

func add(t *testing.T, db *store.DB, key string) (id string) {
	t.Helper()
	if err := db.Tx(t.Context(), func(tx *store.Tx) (err error) {
		id, _, err = job.Enqueue(tx, event.Job{Kind: "k", Key: key, Payload: []byte(`"` + key + `"`)}, 0)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return id
}

func get(t *testing.T, db *store.DB, id string) (j job.Job) {
	t.Helper()
	if err := db.View(context.Background(), func(tx *store.Tx) (err error) {
		j, err = job.Get(tx, "", id)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return j
}

func workers(db *store.DB, c *clock, h Handler) *Workers {
	return &Workers{DB: db, Handlers: map[event.Kind]Handler{"k": h}, Clock: c.now, Holder: "w", Poll: 2 * time.Millisecond}
}

func until(t *testing.T, w *Workers, done func() bool) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	for end := time.Now().Add(20 * time.Second); !done(); time.Sleep(time.Millisecond) {
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

func TestOutcomes(t *testing.T) {
	for name, tc := range map[string]struct {
		handler  Handler
		state    string
		attempts int64
		text     string
	}{
		"done":   {func(context.Context, *job.Job) error { return nil }, job.Done, 1, ""},
		"final":  {func(context.Context, *job.Job) error { return fmt.Errorf("no: %w", ErrFinal) }, job.Dead, 1, "no: not to be tried again"},
		"fails":  {func(context.Context, *job.Job) error { return errors.New("broken") }, job.Dead, job.DefaultMost, "broken"},
		"panics": {func(context.Context, *job.Job) error { panic("oh") }, job.Dead, job.DefaultMost, "the handler of k panicked: oh"},
		"second time": {func(_ context.Context, j *job.Job) error {
			if j.Attempts == 1 {
				return errors.New("not yet")
			}
			return nil
		}, job.Done, 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			db, c := storetest.SQLite(t, store.Options{}), &clock{}
			id := add(t, db, "1")
			w := workers(db, c, tc.handler)
			var ran atomic.Int64
			w.Ran = func(event.Kind, string, time.Duration) { ran.Add(1); c.move(2 * time.Hour) }
			var j job.Job
			until(t, w, func() bool { j = get(t, db, id); return j.State == job.Done || j.State == job.Dead })
			if j.State != tc.state || j.Attempts != tc.attempts || j.LastError != tc.text || ran.Load() != tc.attempts {
				t.Errorf("%+v after %d runs", j, ran.Load())
			}
		})
	}
}

// A handler that takes longer than its lease keeps it.
func TestLeaseIsKept(t *testing.T) {
	db, c := storetest.SQLite(t, store.Options{}), &clock{}
	id := add(t, db, "1")
	var runs atomic.Int64
	w := workers(db, c, func(ctx context.Context, j *job.Job) error {
		runs.Add(1)
		time.Sleep(1800 * time.Millisecond)
		return ctx.Err()
	})
	w.Lease, w.Parallel = 900*time.Millisecond, 3
	until(t, w, func() bool { return get(t, db, id).State == job.Done })
	if runs.Load() != 1 {
		t.Errorf("it ran %d times", runs.Load())
	}
}

// A worker that was lost: its job comes back when the lease is over, and what
// it says later counts for nothing.
func TestLostWorker(t *testing.T) {
	db, c := storetest.SQLite(t, store.Options{}), &clock{}
	id := add(t, db, "1")
	var lost *job.Job
	if err := db.Tx(t.Context(), func(tx *store.Tx) (err error) {
		lost, err = job.Claim(tx, []event.Kind{"k"}, "lost", c.now(), later(c.now(), time.Minute))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	w := workers(db, c, func(context.Context, *job.Job) error { return nil })
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if err := w.Run(ctx); err != nil || get(t, db, id).State != job.Running {
		t.Errorf("taken before the lease was over: %+v, %v", get(t, db, id), err)
	}
	c.move(time.Minute)
	until(t, w, func() bool { return get(t, db, id).State == job.Done })
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return job.Finish(tx, lost, 1) }); !errors.Is(err, job.ErrLost) {
		t.Errorf("the lost one finished: %v", err)
	}
}

// A worker whose lease is taken from it stops its handler.
func TestLeaseIsLost(t *testing.T) {
	db, c := storetest.SQLite(t, store.Options{}), &clock{}
	id := add(t, db, "1")
	var outcomes sync.Map
	w := workers(db, c, func(ctx context.Context, j *job.Job) error {
		if j.Attempts > 1 {
			return nil
		}
		if err := db.Tx(context.Background(), func(tx *store.Tx) error { return job.Release(tx, j, 0) }); err != nil {
			t.Error(err)
		}
		if err := db.Tx(context.Background(), func(tx *store.Tx) error {
			_, err := job.Claim(tx, []event.Kind{"k"}, "other", c.now(), later(c.now(), 100*time.Millisecond))
			return err
		}); err != nil {
			t.Error(err)
		}
		<-ctx.Done()
		return ctx.Err()
	})
	w.Lease = 60 * time.Millisecond
	w.Ran = func(_ event.Kind, outcome string, _ time.Duration) { outcomes.Store(outcome, true) }
	until(t, w, func() bool { return get(t, db, id).State == job.Done })
	for _, want := range []string{OutcomeLost, OutcomeDone} {
		if _, ok := outcomes.Load(want); !ok {
			t.Errorf("no run was %s", want)
		}
	}
}

// A worker that stops gives its job back at once, and that attempt does not count.
func TestStop(t *testing.T) {
	db, c := storetest.SQLite(t, store.Options{}), &clock{}
	id := add(t, db, "1")
	running := make(chan struct{})
	w := workers(db, c, func(ctx context.Context, j *job.Job) error {
		close(running)
		<-ctx.Done()
		return ctx.Err()
	})
	until(t, w, func() bool {
		select {
		case <-running:
			return true
		default:
			return false
		}
	})
	if j := get(t, db, id); j.State != job.Waiting || j.Attempts != 0 || j.RunAt > c.now() {
		t.Errorf("%+v", j)
	}
}

// Two processes with several workers each: every job is done exactly once.
func TestTwoProcesses(t *testing.T)         { testTwoProcesses(t, storetest.SQLite) }
func TestTwoProcessesPostgres(t *testing.T) { testTwoProcesses(t, storetest.Postgres) }

func testTwoProcesses(t *testing.T, open storetest.Opener) {
	const jobs = 80
	db, c := open(t, store.Options{}), &clock{}
	for n := range jobs {
		add(t, db, fmt.Sprint(n))
	}
	var mu sync.Mutex
	done := map[string]int{}
	handler := func(_ context.Context, j *job.Job) error {
		key, err := event.Read[string](j.Payload)
		mu.Lock()
		done[key]++
		mu.Unlock()
		return err
	}
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for n := range 2 {
		w := workers(db, c, handler)
		w.Holder, w.Parallel = fmt.Sprint("node", n), 3
		wg.Go(func() {
			if err := w.Run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		mu.Lock()
		n := len(done)
		mu.Unlock()
		if n == jobs {
			break
		}
	}
	stop()
	wg.Wait()
	for key, n := range done {
		if n != 1 {
			t.Errorf("job %s ran %d times", key, n)
		}
	}
	if len(done) != jobs {
		t.Errorf("%d of %d jobs ran", len(done), jobs)
	}
}

func TestBackoff(t *testing.T) {
	for n := int64(1); n < 1000; n++ {
		if b := Backoff(n); b < shortest || b > longest || b > Backoff(n+1) {
			t.Errorf("after attempt %d: %s", n, b)
		}
	}
}
