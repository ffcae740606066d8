package reliability_test

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// roleEnv turns the test binary into a process that is to be killed, traced or
// given a bad disk. It takes its arguments from variables, too, and says on its
// standard output what it acknowledges, one write for each.
const roleEnv = "SEKIFUDA_RELIABILITY"

var roles = map[string]func() error{"decide": roleDecide, "import": roleImport, "sequence": roleSequence}

func TestMain(m *testing.M) {
	if role := os.Getenv(roleEnv); role != "" {
		if err := roles[role](); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	if built != "" {
		os.RemoveAll(built)
	}
	os.Exit(code)
}

// slow says that the tests are to be run at their full size, as .ci/faults does.
func slow() bool { return os.Getenv("SEKIFUDA_SLOW") != "" }

// size is how much of a test is run: that of a fresh clone, or that of a
// variable that .ci/faults sets.
func size(t *testing.T, name string, small int) int {
	t.Helper()
	text := os.Getenv("SEKIFUDA_" + name)
	if text == "" {
		return small
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("SEKIFUDA_%s=%q: %v", name, text, err)
	}
	return n
}

func argument(name string) string { return os.Getenv(roleEnv + "_" + name) }

func count(name string) int {
	n, _ := strconv.Atoi(argument(name))
	return n
}

// house is a data directory with its key beside it, opened as the program opens
// its own.
type house struct {
	db    *store.DB
	books *gate.Books
	shelf *source.Shelf
}

// newRoot makes a root with the two places below which data and key are made:
// apart, so that what makes the one durable does nothing for the other.
func newRoot(t *testing.T) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "root")
	for _, place := range []string{"var", "etc"} {
		if err := os.MkdirAll(filepath.Join(root, place), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func dataDir(root string) string { return filepath.Join(root, "var", "data") }
func keyFile(root string) string { return filepath.Join(root, "etc", "key", "master.key") }

// open opens the data below root. As in the program a key is made only for a
// store that has none yet.
func open(ctx context.Context, root string, o store.Options) (*house, error) {
	return openAt(ctx, root, dataDir(root), o)
}

func (in *installation) open(ctx context.Context) (*house, error) {
	return openAt(ctx, in.root, cmp.Or(in.db, dataDir(in.root)), store.Options{})
}

// openAt opens the store that dsn names, under the key below root.
func openAt(ctx context.Context, root, dsn string, o store.Options) (*house, error) {
	db, err := store.OpenWith(ctx, dsn, o)
	if err != nil {
		return nil, err
	}
	bound, err := db.Bound(ctx)
	if err != nil {
		return nil, err
	}
	v, err := vault.OpenKeyFile(keyFile(root), !bound)
	if err != nil {
		return nil, err
	}
	if err := db.Bind(ctx, v); err != nil {
		return nil, err
	}
	return &house{db, &gate.Books{DB: db, Vault: v, Tenant: "default"}, &source.Shelf{DB: db, Dir: dataDir(root)}}, nil
}

// counter decides without any source: every application is a review, with all
// that belongs to a decision.
func (h *house) counter() *gate.Counter {
	g := &gate.Gate{Policy: policy.Default(), Zone: time.UTC, Checks: gate.Checks()}
	return &gate.Counter{Books: h.books, Now: func() (*gate.Gate, func()) { return g, func() {} }}
}

var decided = func() entity.Instant {
	at, err := entity.ParseAt("2026-02-28", time.UTC)
	if err != nil {
		panic(err)
	}
	return at
}()

func name(n int) string { return fmt.Sprintf("A-%06d", n) }

func application(n int) *record.Application {
	return &record.Application{
		ExternalID: name(n),
		Applicant:  record.Party{Name: fmt.Sprintf("株式会社水無瀬工房%d", n)},
		Contact:    record.Human{Name: "Teoro Valsk", Email: fmt.Sprintf("t%d@example.net", n)},
		Item:       record.Item{Name: "server"},
	}
}

// roleDecide decides applications from FIRST to FIRST+COUNT by WRITERS at a time
// and says each as "application decision" once it is acknowledged. With PATIENCE,
// it tries again so long after an error, and says that, too.
func roleDecide() error {
	ctx := context.Background()
	h, err := open(ctx, argument("ROOT"), store.Options{})
	if err != nil {
		return err
	}
	if n := count("CHECKPOINT"); n > 0 { // pages, after which the log goes into the main file
		if err := h.db.Tx(ctx, func(tx *store.Tx) error {
			return tx.Row(store.Into(&n), fmt.Sprintf(`PRAGMA wal_autocheckpoint = %d`, n))
		}); err != nil {
			return err
		}
	}
	c := h.counter()
	var wg sync.WaitGroup
	failed := make(chan error, count("WRITERS"))
	for w := range count("WRITERS") {
		wg.Go(func() {
			for n := w; n < count("COUNT"); n += count("WRITERS") {
				a := application(count("FIRST") + n)
				var told gate.Told
				err := patiently(a.ExternalID, func() (err error) {
					told, err = c.Examine(ctx, gate.Asked{App: a, At: decided})
					return err
				}, func() error { return h.read(ctx) })
				if err != nil {
					failed <- err
					return
				}
				os.Stdout.WriteString(a.ExternalID + " " + told.Decision.ID + "\n")
			}
		})
	}
	wg.Wait()
	close(failed)
	if err := <-failed; err != nil {
		return err
	}
	return h.db.Close()
}

// roleSequence gives the leaves their places in the log and says the checkpoint's
// size.
func roleSequence() error {
	ctx := context.Background()
	h, err := open(ctx, argument("ROOT"), store.Options{})
	if err != nil {
		return err
	}
	signer, err := notary.OpenSigner(ctx, h.db, h.books.Vault, "reliability")
	if err != nil {
		return err
	}
	s := &notary.Sequencer{DB: h.db, Signer: signer, Clock: func() entity.Instant { return decided }, Holder: "one"}
	if _, err := s.Once(ctx); err != nil {
		return err
	}
	kept, err := (&notary.Log{DB: h.db}).Checkpoint(ctx)
	if err != nil {
		return err
	}
	os.Stdout.WriteString("kept " + base64.StdEncoding.EncodeToString(kept) + "\n")
	return h.db.Close()
}

// read reads the decision that was made last, where there is one.
func (h *house) read(ctx context.Context) error {
	var last string
	err := h.db.View(ctx, func(tx *store.Tx) error {
		return tx.Row(store.Into(&last), `SELECT id FROM decision ORDER BY leaf DESC LIMIT 1`)
	})
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil {
		_, _, err = h.books.Decision(ctx, last)
	}
	return err
}

// roleImport imports FILE as the source "own" and says its digest.
func roleImport() error {
	ctx := context.Background()
	h, err := open(ctx, argument("ROOT"), store.Options{})
	if err != nil {
		return err
	}
	r, err := h.shelf.Add(ctx, "ftm", "own", []string{argument("FILE")}, source.Options{At: decided})
	if err != nil {
		return err
	}
	os.Stdout.WriteString("live " + r.Snapshot.Digest + "\n")
	return h.db.Close()
}
