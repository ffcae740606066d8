package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/job"
)

var kinds = []event.Kind{"a", "b"}

func enqueue(t *testing.T, db *store.DB, j event.Job, second int) (id string, added bool) {
	t.Helper()
	update(t, db, func(tx *store.Tx) (err error) {
		id, added, err = job.Enqueue(tx, j, at(second))
		return err
	})
	return id, added
}

func claim(t *testing.T, db *store.DB, holder string, second, until int) (j *job.Job) {
	t.Helper()
	update(t, db, func(tx *store.Tx) (err error) {
		j, err = job.Claim(tx, kinds, holder, at(second), at(until))
		return err
	})
	return j
}

func testJobs(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	if claim(t, db, "w", 0, 9) != nil {
		t.Error("a job out of nothing")
	}
	first, added := enqueue(t, db, event.Job{Kind: "a", Key: "1", Payload: []byte(`{"x":1}`)}, 5)
	if again, twice := enqueue(t, db, event.Job{Kind: "a", Key: "1"}, 6); !added || twice || again != first {
		t.Errorf("the same job: %v %v %v %v", added, twice, first, again)
	}
	for _, other := range []event.Job{{Kind: "b", Key: "1"}, {Kind: "a", Key: "2"}, {Kind: "a", Key: "1", Tenant: "t"}, {Kind: "other", Key: "1"}} {
		if id, added := enqueue(t, db, other, 7); !added || id == first {
			t.Errorf("%+v is taken for another", other)
		}
	}
	if claim(t, db, "w", 4, 9) != nil {
		t.Error("taken before it was due")
	}
	view(t, db, func(tx *store.Tx) error {
		for second, want := range map[int]bool{4: false, 5: true} {
			if due, err := job.Due(tx, kinds, at(second)); err != nil || due != want {
				t.Errorf("due at %d: %v %v", second, due, err)
			}
		}
		due, err := job.Due(tx, nil, at(9))
		if due {
			t.Error("due for nobody")
		}
		return err
	})
	j := claim(t, db, "w", 8, 20)
	if j == nil || j.ID != first || string(j.Payload) != `{"x":1}` || j.Attempts != 1 || j.State != job.Running || j.Holder != "w" {
		t.Fatalf("claimed %+v", j)
	}
	update(t, db, func(tx *store.Tx) error { return job.Finish(tx, j, at(9)) })
	update(t, db, func(tx *store.Tx) error {
		if err := job.Finish(tx, j, at(9)); !errors.Is(err, job.ErrLost) {
			t.Errorf("finished twice: %v", err)
		}
		return nil
	})
	if _, added := enqueue(t, db, event.Job{Kind: "a", Key: "1"}, 10); added {
		t.Error("what is done was added again")
	}
	update(t, db, func(tx *store.Tx) error { return job.Again(tx, first, at(10)) })
	seen := map[string]bool{}
	for range 4 {
		seen[claim(t, db, "w", 11, 20).ID] = true
	}
	if len(seen) != 4 || !seen[first] || claim(t, db, "w", 11, 20) != nil {
		t.Errorf("claimed %v", seen)
	}
}

func testJobLease(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	id, _ := enqueue(t, db, event.Job{Kind: "a", Key: "1"}, 0)
	one := claim(t, db, "one", 1, 10)
	if claim(t, db, "two", 9, 20) != nil {
		t.Error("a held job was taken")
	}
	update(t, db, func(tx *store.Tx) error { return job.Extend(tx, one, at(15)) })
	if claim(t, db, "two", 14, 20) != nil {
		t.Error("an extended lease was not kept")
	}
	two := claim(t, db, "two", 15, 30)
	if two == nil || two.Attempts != 2 {
		t.Fatalf("a lapsed lease does not come back: %+v", two)
	}
	for what, fn := range map[string]func(tx *store.Tx) error{
		"extend":  func(tx *store.Tx) error { return job.Extend(tx, one, at(40)) },
		"finish":  func(tx *store.Tx) error { return job.Finish(tx, one, at(16)) },
		"fail":    func(tx *store.Tx) error { return job.Fail(tx, one, "x", false, at(16), at(17)) },
		"release": func(tx *store.Tx) error { return job.Release(tx, one, at(16)) },
	} {
		if err := db.Tx(context.Background(), fn); !errors.Is(err, job.ErrLost) {
			t.Errorf("%s by who lost it: %v", what, err)
		}
	}
	update(t, db, func(tx *store.Tx) error { return job.Release(tx, two, at(16)) })
	j := claim(t, db, "two", 16, 30)
	if j.Attempts != 2 {
		t.Errorf("a released attempt counts: %d", j.Attempts)
	}
	update(t, db, func(tx *store.Tx) error {
		return job.Fail(tx, j, "why\nnot "+strings.Repeat("あ", 400), false, at(17), at(50))
	})
	if claim(t, db, "two", 49, 60) != nil {
		t.Error("taken before the time that it was put back for")
	}
	// What kills its worker every time is given up.
	for n := 50; ; n++ {
		j := claim(t, db, "killed", n, n+1)
		if j == nil {
			break
		}
		if j.Attempts > job.DefaultMost {
			t.Fatalf("attempt %d", j.Attempts)
		}
	}
	view(t, db, func(tx *store.Tx) error {
		j, err := job.Get(tx, tenant, id)
		if err != nil || j.State != job.Dead || j.Attempts != job.DefaultMost || j.Finished == 0 {
			t.Errorf("after %d: %+v %v", job.DefaultMost, j, err)
		}
		return err
	})
	id, _ = enqueue(t, db, event.Job{Kind: "a", Key: "2"}, 0)
	j = claim(t, db, "w", 90, 99)
	update(t, db, func(tx *store.Tx) error { return job.Fail(tx, j, "broken", true, at(91), at(92)) })
	view(t, db, func(tx *store.Tx) error {
		j, err := job.Get(tx, tenant, id)
		if j.State != job.Dead || j.LastError != "broken" {
			t.Errorf("a final failure: %+v", j)
		}
		h, err2 := job.Look(tx, at(100))
		if h != (job.Health{Dead: 2}) {
			t.Errorf("health %+v", h)
		}
		return errors.Join(err, err2)
	})
}

// Workers side by side, as on several nodes: each job is held by one at a time
// and done once.
func testJobWorkers(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	const jobs, workers = 60, 4
	for n := range jobs {
		enqueue(t, db, event.Job{Kind: "a", Key: fmt.Sprint(n)}, 0)
	}
	var mu sync.Mutex
	done := map[string]int{}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for {
				var j *job.Job
				err := db.Tx(context.Background(), func(tx *store.Tx) (err error) {
					j, err = job.Claim(tx, kinds, fmt.Sprint(w), at(1), at(100))
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				if j == nil {
					return
				}
				mu.Lock()
				done[j.ID]++
				mu.Unlock()
				if err := db.Tx(context.Background(), func(tx *store.Tx) error { return job.Finish(tx, j, at(2)) }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for id, n := range done {
		if n != 1 {
			t.Errorf("job %s was taken %d times", id, n)
		}
	}
	if len(done) != jobs {
		t.Errorf("%d of %d jobs done", len(done), jobs)
	}
}

func testJobList(t *testing.T, open Opener) {
	db := open(t, store.Options{})
	for n, who := range []string{"", tenant, "other", ""} {
		enqueue(t, db, event.Job{Kind: "a", Key: fmt.Sprint(n), Tenant: who}, n)
	}
	j := claim(t, db, "w", 3, 9)
	update(t, db, func(tx *store.Tx) error { return job.Finish(tx, j, at(4)) })
	keys := func(state string, before int64, limit int) (out []string) {
		view(t, db, func(tx *store.Tx) error {
			all, err := job.List(tx, tenant, state, before, limit)
			for _, j := range all {
				out = append(out, j.Key)
			}
			return err
		})
		return out
	}
	if got := fmt.Sprint(keys("", 0, 9), keys(job.Done, 0, 9), keys(job.Waiting, 0, 1), keys("", j.Seq+1, 9)); got != "[3 1 0] [0] [3] [0]" {
		t.Errorf("listed %s", got)
	}
	view(t, db, func(tx *store.Tx) error {
		h, err := job.Look(tx, at(3))
		if want := (job.Health{Waiting: 3, Oldest: at(1)}); h != want {
			t.Errorf("health %+v, want %+v", h, want)
		}
		if _, err := job.Get(tx, tenant, job.ID(event.Job{Kind: "a", Key: "2", Tenant: "other"})); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another tenant's: %v", err)
		}
		return err
	})
	for _, sweep := range []struct {
		before int
		want   int64
	}{{4, 0}, {5, 1}, {5, 0}} {
		update(t, db, func(tx *store.Tx) error {
			n, err := job.Sweep(tx, at(sweep.before), 10)
			if n != sweep.want {
				t.Errorf("swept %d before %d", n, sweep.before)
			}
			return err
		})
	}
}
