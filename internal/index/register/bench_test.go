package register

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/script"
)

// fullRegister is the size of the real register, history rows included.
const fullRegister = 5_700_000

// BenchmarkBuild imports 200,000 rows and says how long the whole register
// would take at that rate. Sorting grows a little faster than that.
func BenchmarkBuild(b *testing.B) {
	const bodies = 166_667 // 200,000 rows
	for b.Loop() {
		rows := int64(0)
		info, err := Build(context.Background(), b.TempDir(), testMeta, synthetic(bodies, 1), func(n int64) { rows = n })
		if err != nil {
			b.Fatal(err)
		}
		seconds := b.Elapsed().Seconds() / float64(max(b.N, 1))
		b.ReportMetric(float64(rows)/seconds, "rows/s")
		b.ReportMetric(seconds*fullRegister/float64(rows), "s/register")
		b.ReportMetric(float64(peakResident(b))/(1<<20), "MiB-peak")
		b.ReportMetric(float64(info.Bytes)*fullRegister/float64(rows)/(1<<20), "MiB/register")
	}
}

func BenchmarkLookUp(b *testing.B) {
	info, err := Build(context.Background(), b.TempDir(), testMeta, synthetic(100_000, 1), nil)
	if err != nil {
		b.Fatal(err)
	}
	r, err := Open(info.Path)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	var known []Row
	for row := range synthetic(1000, 1) {
		known = append(known, row)
	}
	for name, f := range map[string]func(Row) error{
		"number": func(r0 Row) error { _, err := r.ByNumber(r0.Number); return err },
		"name":   func(r0 Row) error { _, _, err := r.ByName(script.NameKey(r0.Name), 400); return err },
		"near":   func(r0 Row) error { _, _, err := r.Near(script.NameKey(r0.Name), 400); return err },
		"none":   func(r0 Row) error { _, _, err := r.Near(script.NameKey(r0.Name)+"XY", 400); return err },
		"count": func(r0 Row) error {
			_, _, _, err := r.CountAt(identifier.ParseAddress(r0.Address()), 10000)
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if err := f(known[i%len(known)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// peakResident is the largest resident set of this process so far, mapped pages
// included; 0 where the system does not say.
func peakResident(tb testing.TB) int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		tb.Log("peak memory unknown: ", err)
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			n, _ := strconv.ParseInt(f[1], 10, 64)
			return n << 10
		}
	}
	return 0
}
