package openmatch

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/ofac"
	"github.com/sekifuda/sekifuda/internal/format/un"
	"github.com/sekifuda/sekifuda/internal/source"
)

// lists are those of OFAC and the UN, and queries half of them honest: as many
// as are on the lists.
func lists(t testing.TB) (live []*source.Loaded, queries []string) {
	t.Helper()
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	f, err := os.Open(filepath.Join(dir, "names/negatives_global_1000.csv"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no lists: set SEKIFUDA_TESTDATA")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	live = []*source.Loaded{
		loadList(t, "ofac", ofac.Read([]string{filepath.Join(dir, "lists/ofac")}, format.ListLimits)),
		loadList(t, "un", un.Open([]string{filepath.Join(dir, "lists/un")}, format.ListLimits)),
	}
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(rows[0], "name")
	for _, row := range rows[1:] {
		queries = append(queries, query(entity.Person, row[max(column, 0)]))
	}
	n := 0
	for ref := range firsts(live[0]) {
		if n++; n%8 == 0 {
			queries = append(queries, query(ref.Schema, ref.First("name")))
		}
	}
	return live, queries
}

func query(schema, name string) string {
	b, _ := json.Marshal(map[string]any{"schema": schema, "properties": map[string]any{"name": []string{name}}})
	return string(b)
}

// firsts yields the entities of a list.
func firsts(l *source.Loaded) iter.Seq[*entity.Entity] {
	return func(yield func(*entity.Entity) bool) {
		for ref, err := range l.List.Set().All() {
			if err != nil {
				return
			}
			if e, err := l.List.At(ref); err != nil || !yield(e) {
				return
			}
		}
	}
}

func batches(queries []string, size int) (out [][]byte) {
	for i := 0; i+size <= len(queries); i += size {
		var b bytes.Buffer
		b.WriteString(`{"queries":{`)
		for k := range size {
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `"q%d":%s`, k, queries[(i*7+k*131)%len(queries)])
		}
		b.WriteString("}}")
		out = append(out, b.Bytes())
	}
	return out
}

func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkMatch measures queries in batches of ten and alone, client and HTTP
// included: CPU time a query is what two cores divide.
func BenchmarkMatch(b *testing.B) {
	live, queries := lists(b)
	c := newClient(b, live)
	server := httptest.NewServer(c.mux)
	defer server.Close()
	for _, size := range []int{10, 1} {
		bodies := batches(queries, size)
		for _, body := range bodies { // everything is met once
			ask(b, server, body)
		}
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) {
			var next atomic.Int64
			var mu sync.Mutex
			var times []time.Duration
			var wg sync.WaitGroup
			start, used := time.Now(), cpu()
			for range 2 {
				wg.Go(func() {
					for {
						i := int(next.Add(1)) - 1
						if i >= b.N {
							return
						}
						at := time.Now()
						ask(b, server, bodies[i%len(bodies)])
						mu.Lock()
						times = append(times, time.Since(at))
						mu.Unlock()
					}
				})
			}
			wg.Wait()
			n := float64(b.N * size)
			b.ReportMetric(n/time.Since(start).Seconds(), "queries/s")
			b.ReportMetric(float64((cpu()-used).Microseconds())/n, "cpu-µs/query")
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
	runtime.KeepAlive(live)
}

func ask(b *testing.B, server *httptest.Server, body []byte) {
	resp, err := http.Post(server.URL+"/match/default", "application/json", bytes.NewReader(body))
	if err != nil {
		b.Error(err)
		return
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != 200 {
		b.Error(resp.Status, err)
	}
}
