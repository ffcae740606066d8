package gate

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// BenchmarkCounter is what a decision costs besides its search in sources:
// checks over fakes, sealing, storing and committing, with 64 who ask at once.
func BenchmarkCounter(b *testing.B) {
	db, err := store.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	v, err := vault.OpenKeyFile(filepath.Join(b.TempDir(), "key"), true)
	if err != nil {
		b.Fatal(err)
	}
	f := honest(b)
	f.Lists = nil
	c := &Counter{Books: &Books{DB: db, Vault: v, Tenant: "default"}, Now: func() (*Gate, func()) { return f.Gate, func() {} }}
	var next atomic.Int64
	before := cpuTime()
	b.ResetTimer()
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for {
				i := next.Add(1)
				if i > int64(b.N) {
					return
				}
				app := *f.input.Application
				app.ExternalID = fmt.Sprint("B-", i)
				if _, err := c.Examine(b.Context(), Asked{App: &app, At: f.input.At}); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(cpuTime()-before)/1e3/float64(b.N), "cpu-µs/op")
}

// cpuTime is the processor time of this process.
func cpuTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
