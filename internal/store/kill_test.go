package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// writerEnv turns the test binary into a process that saves decisions until it
// is killed, and names each on its standard output once it is acknowledged.
const writerEnv = "STORE_TEST_WRITER"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(writerEnv); dsn != "" {
		if err := writeUntilKilled(dsn); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func writeUntilKilled(dsn string) error {
	ctx := context.Background()
	v, err := vault.OpenKeyFile(os.Getenv(writerEnv+"_KEY"), true)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	var first int
	fmt.Sscan(os.Getenv(writerEnv+"_FIRST"), &first)
	var wg sync.WaitGroup
	failed := make(chan error, 20)
	for w := range 20 {
		wg.Go(func() {
			for n := first + w; ; n += 20 {
				if err := db.Tx(ctx, saveOne(v, n, []byte("application"), []byte("decision"))); err != nil {
					failed <- err
					return
				}
				fmt.Printf("%d\n", n) // one write: whole or not at all
			}
		})
	}
	wg.Wait()
	return <-failed
}

// TestKilled kills the writer in mid-transaction again and again. Whatever was
// acknowledged is there, whole and once; what was not is there whole or not at
// all; and doing it again does not double it.
func TestKilled(t *testing.T) {
	for engine, dsn := range map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "data") },
		"postgres": storetest.PostgresSchema,
	} {
		t.Run(engine, func(t *testing.T) {
			dsn := dsn(t)
			keyFile := filepath.Join(t.TempDir(), "key")
			v, err := vault.OpenKeyFile(keyFile, true)
			if err != nil {
				t.Fatal(err)
			}
			acknowledged, total := map[int]bool{}, 0
			for round := range 10 {
				for _, n := range killedRun(t, dsn, keyFile, round*100_000, 40+round*17) {
					acknowledged[n] = true
				}
				if len(acknowledged) == total {
					t.Fatal("nothing was acknowledged")
				}
				total = len(acknowledged)
				db, err := store.Open(context.Background(), dsn)
				if err != nil {
					t.Fatalf("round %d: %v", round, err)
				}
				checkWhole(t, db, v, acknowledged)
				if err := db.Close(); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d decisions acknowledged", total)
		})
	}
}

// killedRun starts a writer, kills it once it has acknowledged enough, and
// returns all that it acknowledged.
func killedRun(t *testing.T, dsn, keyFile string, first, enough int) (out []int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerEnv+"="+dsn, writerEnv+"_KEY="+keyFile, fmt.Sprintf("%s_FIRST=%d", writerEnv, first))
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		var n int
		if _, err := fmt.Sscan(lines.Text(), &n); err != nil {
			t.Fatalf("line %q", lines.Text())
		}
		if out = append(out, n); len(out) == enough {
			cmd.Process.Kill() // SIGKILL; what is in the pipe is still read
		}
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the writer ended with %v", err)
	}
	return out
}

func checkWhole(t *testing.T, db *store.DB, v *vault.Vault, acknowledged map[int]bool) {
	t.Helper()
	err := db.View(context.Background(), func(tx *store.Tx) error {
		for n := range acknowledged {
			id := fmt.Sprintf("A-%08d", n)
			k, err := v.Load(record.Keys(tx), "default", vault.Subject("application", id))
			if err != nil {
				return err
			}
			r, err := decision.LatestFor(tx, "default", id)
			if err != nil {
				return err
			}
			if _, err := k.Open("decision/"+id, r.Sealed); err != nil {
				return err
			}
			if a, err := record.Attributes(tx, "default", id); err != nil || len(a) != 8 {
				return fmt.Errorf("%s has %d attributes: %w", id, len(a), err)
			}
		}
		var decisions, leaves, outbox, applications, brought, keys, matched int64
		for table, n := range map[string]*int64{"decision": &decisions, "leaf": &leaves, "outbox": &outbox, "application": &applications,
			"brought": &brought, "subject_key": &keys, "decision d JOIN leaf l ON l.seq = d.leaf AND l.id = d.id": &matched} {
			if err := tx.Row(store.Into(n), `SELECT COUNT(*) FROM `+table); err != nil {
				return err
			}
		}
		if decisions < int64(len(acknowledged)) || leaves != decisions || outbox != decisions || applications != decisions ||
			keys != decisions || brought != decisions || matched != decisions {
			t.Errorf("%d acknowledged; %d decisions, %d leaves (%d matched), %d outbox, %d applications, %d keys, %d with attributes",
				len(acknowledged), decisions, leaves, matched, outbox, applications, keys, brought)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for n := range acknowledged {
		// A rerun makes new keys; the first ones stay, and so does the decision.
		if err := db.Tx(context.Background(), saveOne(v, n, []byte("application"), []byte("decision"))); err != nil {
			t.Fatal(err)
		}
		break
	}
}
