package gate

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// node is one of several processes on one database.
type node struct {
	*fixture
	books   *Books
	begun   atomic.Int64 // transactions, each attempt counted, views included
	commits atomic.Int64
}

// alone gives an application what nobody else brings.
func alone(a *record.Application) {
	a.Applicant.Phone, a.Contact.Phone = "", ""
	a.Contact.Email, a.Channel.Device = a.ExternalID+"@minase-kogyo.co.jp", a.ExternalID
}

// nodes opens one PostgreSQL database n times. injected says of how many steps
// one fails as PostgreSQL does where transactions cannot be put in an order.
func nodes(t *testing.T, n int, injected int64, options string) []*node {
	t.Helper()
	dsn := storetest.PostgresSchema(t) + options
	v, err := vault.OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]*node, n)
	for i := range out {
		x := &node{fixture: honest(t)}
		var steps atomic.Int64
		db, err := store.OpenWith(t.Context(), dsn, store.Options{Fault: func(step string) error {
			switch step {
			case "begin":
				x.begun.Add(1)
			case "commit":
				x.commits.Add(1)
			}
			if n := steps.Add(1); injected > 0 && n%injected == 0 {
				return &pgconn.PgError{Code: "40001", Message: "could not serialize access (injected)"}
			}
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		x.books = &Books{DB: db, Vault: v, Tenant: "default"}
		out[i] = x
	}
	return out
}

// settings are states of the database in which several nodes must get on.
var settings = map[string]struct {
	proved   bool  // something was proved false, so what is brought is looked for
	injected int64 // one step of so many fails
	options  string
}{
	"nothing proved": {},
	"proved":         {proved: true},
	"failures":       {proved: true, injected: 7},
	"serializable":   {proved: true, options: "&options=-c%20default_transaction_isolation%3Dserializable"},
}

// inSettings runs fn with two nodes in each setting; it wants that many
// decisions in the end, and few transactions that were begun again.
func inSettings(t *testing.T, decisions int, fn func(t *testing.T, all []*node)) {
	for name, s := range settings {
		t.Run(name, func(t *testing.T) {
			all := nodes(t, 2, s.injected, s.options)
			if s.proved {
				all[0].books.remember(t, "K-1")
				if err := all[0].books.ProveFalse(t.Context(), FalseIdentity{ID: "p-1", Application: "K-1", By: "a", Second: "b", At: 1}); err != nil {
					t.Fatal(err)
				}
			}
			start := time.Now()
			fn(t, all)
			took := time.Since(start)
			if n := all[0].books.rows(t, "decision"); n != decisions {
				t.Errorf("%d decisions are stored, want %d", n, decisions)
			}
			for _, x := range all {
				begun, commits := x.begun.Load(), x.commits.Load()
				if begun > commits+commits/5+20 && s.injected == 0 {
					t.Errorf("%d transactions were begun for %d that came to their end", begun, commits)
				}
				t.Logf("begun %d, to their end %d", begun, commits)
			}
			t.Logf("%d decisions in %s", decisions, took)
		})
	}
}

// TestNodesDecideTogether: two nodes, sixteen askers each, one database. Every
// application is decided once and durably, and conflicts cost little.
func TestNodesDecideTogether(t *testing.T) {
	const each = 8
	inSettings(t, 2*16*each, func(t *testing.T, all []*node) {
		var wg sync.WaitGroup
		for i, x := range all {
			c := &Counter{Books: x.books, Now: func() (*Gate, func()) { return x.Gate, func() {} }}
			for asker := range 16 {
				wg.Go(func() {
					for n := range each {
						app := *x.input.Application
						app.ExternalID = fmt.Sprintf("N%d-%d-%d", i, asker, n)
						alone(&app)
						if _, err := c.Examine(t.Context(), Asked{App: &app, At: x.input.At}); err != nil {
							t.Error(err)
						}
					}
				})
			}
		}
		wg.Wait()
	})
}

// TestNodesScreenTogether: two shards of one batch on two nodes, sixteen workers
// each: what one writes must not make the others begin again and again.
func TestNodesScreenTogether(t *testing.T) {
	const each = 400
	inSettings(t, 2*each, func(t *testing.T, all []*node) {
		var wg sync.WaitGroup
		for i, x := range all {
			wg.Go(func() {
				run := x.begin(t, x.books, "files", fmt.Sprintf("%d/2", i), x.input.At)
				rows := x.applications(each)
				for n := range rows {
					rows[n].App.ExternalID = fmt.Sprintf("S%d-%d", i, n)
					alone(rows[n].App)
				}
				b := &Batch{Gate: x.remembering(x.books.Memory(run.AsOf)), Books: x.books, Key: run.Key, At: run.At, Position: run.AsOf.Position, Workers: 16}
				if _, err := runBatch(t, b, inputs(rows)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}

// TestNodesShareIdempotency: forty requests with one key, on both nodes at once,
// are one decision.
func TestNodesShareIdempotency(t *testing.T) {
	inSettings(t, 1, func(t *testing.T, all []*node) {
		var wg sync.WaitGroup
		ids := make([]string, 40)
		for i, x := range all {
			c := &Counter{Books: x.books, Now: func() (*Gate, func()) { return x.Gate, func() {} }}
			for n := range len(ids) / 2 {
				wg.Go(func() {
					app := *x.input.Application
					told, err := c.Examine(t.Context(), Asked{App: &app, At: x.input.At + entity.Instant(2*n+i), Claim: claims("key")})
					if err != nil {
						t.Error(err)
						return
					}
					ids[2*n+i] = told.Decision.ID
				})
			}
		}
		wg.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Errorf("%s and %s under one key", id, ids[0])
			}
		}
	})
}
