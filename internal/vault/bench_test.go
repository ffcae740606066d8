package vault

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// decisionLike is about the size and redundancy of one decision.
func decisionLike() []byte {
	type f struct {
		Check, State, Source, Digest string
		Claimed, AtSource            string
	}
	var list []f
	for i := range 14 {
		list = append(list, f{fmt.Sprintf("check.number%d", i), "clear", "nta", "3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed", "架空商事株式会社", fmt.Sprintf("東京都架空区本町%d丁目", i)})
	}
	b, _ := json.Marshal(list)
	return b
}

func BenchmarkApplication(b *testing.B) {
	v, err := OpenKeyFile(filepath.Join(b.TempDir(), "key"), true)
	if err != nil {
		b.Fatal(err)
	}
	decision, application := decisionLike(), decisionLike()[:1000]
	b.Logf("decision %d bytes", len(decision))
	before := cpu()
	for b.Loop() {
		k, err := v.New("default", "application:A-1")
		if err != nil {
			b.Fatal(err)
		}
		k.Seal("application/A-1", application)
		k.Seal("decision/D-1", decision)
		k.Commit("decision", decision)
	}
	b.ReportMetric(float64(cpu()-before)/1e3/float64(b.N), "cpu-µs/op")
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

func BenchmarkBlind(b *testing.B) {
	v, err := OpenKeyFile(filepath.Join(b.TempDir(), "key"), true)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		v.Blind("default", "email", "somebody@example.jp")
	}
}
