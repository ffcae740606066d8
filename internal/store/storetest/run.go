// Package storetest is the conformance suite of the store: what callers rely
// on, run against every engine. An engine that passes may serve.
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/sekifuda/sekifuda/internal/store"
)

// PostgresEnv names the variable that holds the DSN of a PostgreSQL database in
// which tests may make and drop schemas.
const PostgresEnv = "SEKIFUDA_TEST_POSTGRES"

// Opener opens an empty store of its own for one test, and closes it after it.
type Opener func(t *testing.T, o store.Options) *store.DB

// Run runs the suite.
func Run(t *testing.T, open Opener) {
	for _, s := range []struct {
		name string
		run  func(*testing.T, Opener)
	}{
		{"tx", testTx}, {"view", testView}, {"group", testGroup}, {"retry", testRetry}, {"closed", testClosed},
		{"ledger", testLedger}, {"bind", testBind},
		{"source", testSource}, {"chain", testChain},
		{"application", testApplication}, {"keys", testKeys}, {"evidence", testEvidence},
		{"proof", testProof}, {"attributes", testAttributes}, {"memory", testMemory}, {"shares", testShares},
		{"decision", testDecision}, {"prefix", testPrefix}, {"batchOrder", testBatchOrder}, {"policy", testPolicy},
		{"listed", testListed}, {"principal", testPrincipal}, {"once", testOnce},
		{"batch", testBatch}, {"tenants", testTenants},
		{"jobs", testJobs}, {"jobLease", testJobLease}, {"jobWorkers", testJobWorkers}, {"jobList", testJobList},
		{"delivery", testDelivery}, {"deliveryHouse", testDeliveryHouse}, {"outbox", testOutbox},
		{"book", testBook}, {"bookFind", testBookFind}, {"follow", testFollow}, {"casebook", testCasebook}, {"casebookKnown", testCasebookKnown}, {"casebookFind", testCasebookFind},
		{"resolution", testResolution}, {"resolutionMembers", testResolutionMembers}, {"resolutionFeed", testResolutionFeed},
		{"manyDecisions", testManyDecisions}, {"manyApplications", testManyApplications}, {"manyKeys", testManyKeys},
		{"manyAttributes", testManyAttributes}, {"manyEvidence", testManyEvidence},
		{"lease", testLease}, {"sequence", testSequence}, {"sequenceGaps", testSequenceGaps}, {"sequenceRace", testSequenceRace}, {"sequenceDamage", testSequenceDamage},
	} {
		t.Run(s.name, func(t *testing.T) { s.run(t, open) })
	}
}

// SQLite opens a store in a temporary directory.
func SQLite(t *testing.T, o store.Options) *store.DB {
	t.Helper()
	return opened(t, t.TempDir(), o)
}

// Postgres opens a store in a schema of its own, and skips the test where no
// database is named.
func Postgres(t *testing.T, o store.Options) *store.DB {
	t.Helper()
	return opened(t, PostgresSchema(t), o)
}

// PostgresSchema makes an empty schema and returns the DSN that uses it; the
// schema is dropped after the test.
func PostgresSchema(t *testing.T) string {
	t.Helper()
	dsn := os.Getenv(PostgresEnv)
	if dsn == "" {
		t.Skipf("%s names no database: PostgreSQL is not tested (.ci/postgres starts one)", PostgresEnv)
	}
	schema := "t_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	admin, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Exec(`CREATE SCHEMA ` + schema); err != nil {
		t.Fatalf("schema in %s: %v", PostgresEnv, err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec(`DROP SCHEMA ` + schema + ` CASCADE`); err != nil {
			t.Errorf("drop schema: %v", err)
		}
		admin.Close()
	})
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatalf("%s: %v", PostgresEnv, err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

func opened(t *testing.T, dsn string, o store.Options) *store.DB {
	t.Helper()
	db, err := store.OpenWith(context.Background(), dsn, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// update and view run fn and end the test on an error.
func update(t testing.TB, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Tx(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.View(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// set writes a setting; the smallest write there is.
func set(name string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		_, err := tx.Exec(`INSERT INTO setting (name, value) VALUES ($1, 'x')`, name)
		return err
	}
}

func count(t testing.TB, db *store.DB, table string) (n int64) {
	t.Helper()
	view(t, db, func(tx *store.Tx) error {
		return tx.Row(store.Into(&n), fmt.Sprintf(`SELECT COUNT(*) FROM %s`, table))
	})
	return n
}
