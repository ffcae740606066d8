package corpus

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ofac"
)

// BenchmarkBuild measures how long a list of a hundred thousand entities, that of
// OFAC many times over, takes until it can be searched, and what it then holds.
func BenchmarkBuild(b *testing.B) {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	dir = filepath.Join(dir, "lists/ofac")
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		b.Skipf("%s is not there: set SEKIFUDA_TESTDATA", dir)
	}
	var all []entity.Entity
	for e, err := range ofac.Read([]string{dir}, format.ListLimits) {
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, e)
	}
	const size = 100_000
	many := make([]entity.Entity, size)
	for i := range many {
		many[i] = all[i%len(all)]
		many[i].ID = fmt.Sprintf("%s-%d", many[i].ID, i/len(all))
	}
	l := open(b, b.TempDir(), many)
	defer l.Close()
	var before, after runtime.MemStats
	b.ResetTimer()
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		c, err := Build("ofac", l)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/size, "B/entity")
		runtime.KeepAlive(c)
	}
}
