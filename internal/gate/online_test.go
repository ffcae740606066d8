package gate

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
)

// counter is a counter over the fixture; between is called each time after an
// application was examined and before it is stored.
func (f *fixture) counter(books *Books, between func(n int)) *Counter {
	n := 0
	return &Counter{Books: books, Now: func() (*Gate, func()) {
		return f.Gate, func() {
			if n++; between != nil {
				between(n)
			}
		}
	}}
}

func (b *Books) rows(t *testing.T, table string) (n int) {
	t.Helper()
	if err := b.DB.View(t.Context(), func(tx *store.Tx) error {
		return tx.Row(store.Into(&n), `SELECT COUNT(*) FROM `+table)
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// Many at once, some of them of one application: each is stored once, with a
// leaf and a message, and reads back as it was told.
func TestCounter(t *testing.T) {
	f, books := desk(t, store.Options{})
	books.letter(t, "A-7")
	c := &Counter{Books: books, Now: func() (*Gate, func()) { return f.Gate, func() {} }}
	rows := f.applications(150)
	var apps []*record.Application
	for i, r := range rows {
		if i%10 == 0 { // the same application with other contents
			more := *r.App
			more.Quantity++
			apps = append(apps, &more)
		}
		apps = append(apps, r.App)
	}
	told := make([]Told, len(apps))
	var wg sync.WaitGroup
	for i, app := range apps {
		wg.Go(func() {
			var err error
			if told[i], err = c.Examine(t.Context(), Asked{App: app, At: f.input.At}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i, o := range told {
		d, a, err := books.Decision(t.Context(), o.Decision.ID)
		if err != nil || a.Quantity != apps[i].Quantity || o.Again {
			t.Fatalf("%d: %v", i, err)
		}
		if diff := cmp.Diff(o.Decision, d); diff != "" {
			t.Errorf("%s is stored otherwise than it was told: %s", d.Application, diff)
		}
	}
	for _, table := range []string{"decision", `outbox WHERE topic = 'decision'`} {
		if n := books.rows(t, table); n != len(apps) {
			t.Errorf("%d rows in %s, want %d", n, table, len(apps))
		}
	}
	if n := books.rows(t, "policy"); n != 1 {
		t.Errorf("%d policies stored", n)
	}
}

// claims is what a store of idempotency keys does, in a setting.
func claims(key string) func(tx *store.Tx, decision string) (string, error) {
	return func(tx *store.Tx, decision string) (string, error) {
		has, err := store.SetOnce(tx, key, decision)
		if has == decision {
			has = ""
		}
		return has, err
	}
}

func TestCounterSameKey(t *testing.T) {
	f, books := desk(t, store.Options{})
	c := &Counter{Books: books, Now: func() (*Gate, func()) { return f.Gate, func() {} }}
	var wg sync.WaitGroup
	told := make([]Told, 40)
	for i := range told {
		wg.Go(func() {
			app := *f.input.Application
			var err error
			// Times differ, so that they would be different decisions.
			told[i], err = c.Examine(t.Context(), Asked{App: &app, At: f.input.At + entity.Instant(i), Claim: claims("key")})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	first := 0
	for _, o := range told {
		if !o.Again {
			first++
		}
		if o.Decision.ID != told[0].Decision.ID {
			t.Errorf("decision %s and %s under one key", o.Decision.ID, told[0].Decision.ID)
		}
	}
	if n := books.rows(t, "decision"); n != 1 || first != 1 {
		t.Errorf("%d decisions, %d told as new", n, first)
	}
}

// What a decision rests on moves before it is stored: it is examined once more,
// and is a review where it moves again.
func TestCounterMoved(t *testing.T) {
	move := map[string]func(t *testing.T, f *fixture, b *Books, n int){
		"evidence": func(t *testing.T, f *fixture, b *Books, n int) {
			if err := b.AddEvidence(t.Context(), []Recorded{{ID: fmt.Sprint("later", n), Evidence: f.input.Evidence[0].Evidence}}, 1); err != nil {
				t.Fatal(err)
			}
		},
		"memory": func(t *testing.T, f *fixture, b *Books, n int) {
			b.remember(t, fmt.Sprint("K-", n))
			if err := b.ProveFalse(t.Context(), FalseIdentity{ID: fmt.Sprint("p", n), Application: fmt.Sprint("K-", n), By: "clerk", At: 2}); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, change := range move {
		for moves, examined := range []int{1, 2, 3, 3} {
			f, books := desk(t, store.Options{})
			books.letter(t, "A-1")
			times := 0
			c := f.counter(books, func(n int) {
				if times = n; n <= moves {
					change(t, f, books, n)
				}
			})
			told, err := c.Examine(t.Context(), Asked{App: f.input.Application, At: f.input.At})
			if err != nil {
				t.Fatal(err)
			}
			d := told.Decision
			unsettled := len(d.Reasons) > 0 && d.Reasons[0].Code == policy.CodeUnsettled
			if times != examined || unsettled != (examined == 3) || (unsettled && d.Outcome != finding.Review) {
				t.Errorf("%s moved %d times: examined %d times, %s for %v", name, moves, times, d.Outcome, d.Reasons[0].Code)
			}
			if n := books.rows(t, "decision"); n != 1 {
				t.Errorf("%s moved %d times: %d decisions", name, moves, n)
			}
		}
	}
}

// A source that went live meanwhile counts as moved, and is looked for.
func TestCounterOtherSources(t *testing.T) {
	f, books := desk(t, store.Options{})
	f.Live = []finding.SnapshotRef{{Source: "ofac", Chain: []string{"l"}}} // which the store does not have
	refreshed := 0
	c := f.counter(books, nil)
	c.Refresh = func(context.Context) error {
		refreshed++
		f.Live = nil
		return nil
	}
	told, err := c.Examine(t.Context(), Asked{App: f.input.Application, At: f.input.At})
	if err != nil || refreshed != 1 || told.Decision.Reasons[0].Code == policy.CodeUnsettled {
		t.Errorf("refreshed %d times, %v", refreshed, err)
	}
}

// Where the store fails, nobody is told a decision.
func TestCounterStoreFails(t *testing.T) {
	broken := errors.New("disk on fire")
	fail := false
	f, books := desk(t, store.Options{Fault: func(step string) error {
		if fail && step == "commit" {
			return broken
		}
		return nil
	}})
	c := f.counter(books, nil)
	fail = true
	if told, err := c.Examine(t.Context(), Asked{App: f.input.Application, At: f.input.At}); !errors.Is(err, broken) || told.Decision != nil {
		t.Errorf("told %v, %v", told.Decision, err)
	}
	fail = false
	if _, err := c.Examine(t.Context(), Asked{App: f.input.Application, At: f.input.At}); err != nil {
		t.Errorf("after it recovered: %v", err)
	}
	if n := books.rows(t, "decision"); n != 1 {
		t.Errorf("%d decisions", n)
	}
}
