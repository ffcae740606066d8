package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

var benchGeneration = finding.Generation{Policy: fmt.Sprintf("%064d", 1), Matcher: "1", Snapshots: []finding.SnapshotRef{
	{Source: "nta", Chain: []string{fmt.Sprintf("%064d", 2)}}, {Source: "ofac", Chain: []string{fmt.Sprintf("%064d", 3)}}, {Source: "un", Chain: []string{fmt.Sprintf("%064d", 4)}}}}

// saveOne does all that the gate stores for one application. Sealing is left
// out of the transaction: it needs no lock.
func saveOne(v *vault.Vault, n int, application, blob []byte) func(*store.Tx) error {
	id := fmt.Sprintf("A-%08d", n)
	subject := vault.Subject("application", id)
	key, err := v.New("default", subject)
	if err != nil {
		panic(err)
	}
	sealedApp, sealedBlob := key.Seal("application/"+id, application), key.Seal("decision/"+id, blob)
	commitment := key.Commit("decision", blob)
	digest := fmt.Sprintf("%064d", n)
	var attributes []record.Attribute
	for k := range 8 {
		kind := fmt.Sprintf("kind%d", k)
		attributes = append(attributes, record.Attribute{Kind: kind, Blind: v.Blind("default", kind, id)})
	}
	at := entity.Instant(1_700_000_000_000_000 + int64(n))
	decisionID := v.Blind("default", "decision", id)
	return func(tx *store.Tx) error {
		if _, err := record.Keys(tx).Keep("default", subject, key.Wrapped()); err != nil {
			return err
		}
		if _, _, err := record.PutApplication(tx, "default", record.Application{ExternalID: id, Input: digest, Subject: subject, Sealed: sealedApp, At: at}); err != nil {
			return err
		}
		if err := record.PutAttributes(tx, "default", id, attributes); err != nil {
			return err
		}
		_, err := decision.Save(tx, decision.Row{ID: decisionID, Tenant: "default", Application: id, Input: digest, Outcome: finding.Approve, At: at,
			Policy: benchGeneration.Policy, Generation: benchGeneration, Subject: subject, Sealed: sealedBlob, Batch: "b", BatchPosition: int64(n), Tag: "t", Commitment: commitment})
		return err
	}
}

// cpu returns the processor time of this process: unlike the wall clock, it says
// what the work costs on a machine that others use too.
func cpu() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func BenchmarkSave(b *testing.B) {
	dir := b.TempDir()
	v, err := vault.OpenKeyFile(filepath.Join(dir, "k", "key"), true)
	if err != nil {
		b.Fatal(err)
	}
	dsn := filepath.Join(dir, "data")
	if pg := os.Getenv("SEKIFUDA_TEST_POSTGRES"); pg != "" {
		dsn = pg
	}
	db, err := store.Open(context.Background(), dsn)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	application, blob := make([]byte, 900), make([]byte, 3000)
	for i := range blob {
		blob[i] = byte('a' + i*i%23)
	}
	ctx := context.Background()
	var waits []func() error
	n, before := 0, cpu()
	for b.Loop() {
		waits = append(waits, db.Go(ctx, saveOne(v, n, application, blob)))
		n++
		if len(waits) == 512 {
			for _, w := range waits[:256] {
				if err := w(); err != nil {
					b.Fatal(err)
				}
			}
			waits = append(waits[:0], waits[256:]...)
		}
	}
	for _, w := range waits {
		if err := w(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "applications/s")
	b.ReportMetric(float64(cpu()-before)/1e3/float64(n), "cpu-µs/application")
}
