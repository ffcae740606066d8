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

// load is all that the gate stores for some applications.
type load struct {
	subjects     []string
	wrapped      [][]byte
	applications []record.Application
	brought      []record.Brought
	decisions    []decision.Row
}

// add seals one application as the gate does: outside of the transaction, as it
// needs no lock.
func (r *load) add(v *vault.Vault, n int, application, blob []byte) {
	id := fmt.Sprintf("A-%08d", n)
	subject := vault.Subject("application", id)
	key, err := v.New("default", subject)
	if err != nil {
		panic(err)
	}
	digest := fmt.Sprintf("%064d", n)
	var attributes []record.Attribute
	for k := range 8 {
		kind := fmt.Sprintf("kind%d", k)
		attributes = append(attributes, record.Attribute{Kind: kind, Blind: v.Blind("default", kind, id)})
	}
	at := entity.Instant(1_700_000_000_000_000 + int64(n))
	r.subjects, r.wrapped = append(r.subjects, subject), append(r.wrapped, key.Wrapped())
	r.applications = append(r.applications, record.Application{ExternalID: id, Input: digest, Subject: subject, Sealed: key.Seal("application/"+id, application), At: at})
	r.brought = append(r.brought, record.Brought{Application: id, Attributes: attributes})
	r.decisions = append(r.decisions, decision.Row{ID: v.Blind("default", "decision", id), Tenant: "default", Application: id, Input: digest, Outcome: finding.Approve, At: at,
		Policy: benchGeneration.Policy, Generation: benchGeneration, Subject: subject, Sealed: key.Seal("decision/"+id, blob), Batch: "b", BatchPosition: int64(n),
		Tag: "t", Commitment: key.Commit("decision", blob)})
}

func (r *load) save(tx *store.Tx) error {
	if _, err := record.KeepKeys(tx, "default", r.subjects, r.wrapped); err != nil {
		return err
	}
	if err := record.PutApplications(tx, "default", r.applications); err != nil {
		return err
	}
	if err := record.PutAllAttributes(tx, "default", r.brought); err != nil {
		return err
	}
	_, err := decision.SaveAll(tx, r.decisions)
	return err
}

func saveOne(v *vault.Vault, n int, application, blob []byte) func(*store.Tx) error {
	r := &load{}
	r.add(v, n, application, blob)
	return r.save
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

// BenchmarkSave stores applications in transactions of one each, as single
// requests do, and of 32, as a batch does; 256 of them are on their way at once.
func BenchmarkSave(b *testing.B) {
	for _, size := range []int{1, 32} {
		b.Run(fmt.Sprint("by ", size), func(b *testing.B) { benchSave(b, size) })
	}
}

func benchSave(b *testing.B, size int) {
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
	var waits []func() error
	n, before := 0, cpu()
	for b.Loop() {
		r := &load{}
		for range size {
			r.add(v, n, application, blob)
			n++
		}
		waits = append(waits, db.Go(context.Background(), r.save))
		if len(waits) == 256/size {
			if err := waits[0](); err != nil {
				b.Fatal(err)
			}
			waits = waits[1:]
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
