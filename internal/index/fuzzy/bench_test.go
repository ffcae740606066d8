package fuzzy

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// The measurement of names at scale: SEKIFUDA_FUZZY_NAMES says how many; the
// words are real names and what an order-3 Markov chain makes of them, and occur
// by Zipf's law with exponent 1.05.
func TestScale(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("SEKIFUDA_FUZZY_NAMES"))
	if err != nil {
		t.Skip("SEKIFUDA_FUZZY_NAMES is not set")
	}
	words := min(n/5, max(n/10, 1_000_000))
	w := newWorld(t, words)
	dir := os.Getenv("SEKIFUDA_FUZZY_DIR")
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("fuzzy-%d", n))
	f, err := mapped(path)
	if err != nil {
		build(t, w, n, path)
		if f, err = mapped(path); err != nil {
			t.Fatal(err)
		}
	}
	x := opened(t, f, n)
	measure(t, w, x, n)
}

// world makes names.
type world struct {
	words []string
	cum   []float64
}

func newWorld(t *testing.T, n int) *world {
	real := realWords(t)
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(real), func(i, j int) { real[i], real[j] = real[j], real[i] })
	w := &world{words: real[:min(n, len(real))]}
	seen := map[string]bool{}
	c := chain{}
	for _, s := range w.words {
		seen[s] = true
		c.learn(s)
	}
	for tries := 0; len(w.words) < n && tries < 100*n; tries++ {
		if s := c.word(r); !seen[s] {
			seen[s] = true
			w.words = append(w.words, s)
		}
	}
	sum := 0.0
	for i := range w.words {
		sum += math.Pow(float64(i+1), -1.05)
		w.cum = append(w.cum, sum)
	}
	return w
}

// realWords reads single names in Latin letters from the data for development.
func realWords(t *testing.T) []string {
	dir := os.Getenv("SEKIFUDA_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "names", "translit", "*.tsv"))
	if len(files) == 0 {
		t.Skipf("no names in %s", dir)
	}
	seen := map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			name, _, _ := strings.Cut(line, "\t")
			name = strings.ToLower(name)
			if len(name) >= 2 && len(name) < 16 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == "" {
				seen[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func (w *world) word(r *rand.Rand) string {
	u := r.Float64() * w.cum[len(w.cum)-1]
	return w.words[sort.SearchFloat64s(w.cum, u)]
}

// name makes the i-th name: the same one always.
func (w *world) name(i int) []string {
	r := rand.New(rand.NewPCG(7, uint64(i)))
	var out []string
	for range 2 + r.IntN(3) {
		out = append(out, w.word(r))
	}
	return out
}

// chain is a Markov chain of order 3 over letters.
type chain map[string][]byte

func (c chain) learn(s string) {
	s = "^^^" + s + "$"
	for i := 3; i < len(s); i++ {
		c[s[i-3:i]] = append(c[s[i-3:i]], s[i])
	}
}

func (c chain) word(r *rand.Rand) string {
	s := []byte("^^^")
	for len(s) < 18 {
		next := c[string(s[len(s)-3:])]
		if b := next[r.IntN(len(next))]; b != '$' {
			s = append(s, b)
			continue
		}
		if len(s) > 5 {
			break
		}
		s = s[:3]
	}
	return string(s[3:])
}

func build(t *testing.T, w *world, n int, path string) {
	start := time.Now()
	keys := func(term string) []token.Key { return []token.Key{{Text: term[1:], Spelled: true}} }
	b := NewBuilder(BuildOptions{Keys: keys})
	for i := range n {
		var ws token.Writing
		for _, s := range w.name(i) {
			ws = append(ws, "w"+s)
		}
		b.Add(uint32(i), []token.Writing{ws})
	}
	t.Logf("added %d names in %v", n, time.Since(start))
	start = time.Now()
	out, err := os.Create(path + ".tmp")
	if err != nil {
		t.Fatal(err)
	}
	toc, pos := "", int64(0)
	for s, err := range b.Sections(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if pad := -pos & 7; pad > 0 {
			out.Write(make([]byte, pad))
			pos += pad
		}
		if err := s.Write(out); err != nil {
			t.Fatal(err)
		}
		end, _ := out.Seek(0, 1)
		toc += fmt.Sprintf("%s %d %d %d %d\n", s.Name, pos, end-pos, s.Count, s.Width)
		t.Logf("%-8s %5.1f MB %10d items at %v", s.Name, float64(end-pos)/1e6, s.Count, time.Since(start).Round(time.Millisecond))
		pos = end
	}
	out.Close()
	os.WriteFile(path+".toc", []byte(toc), 0o644)
	os.Rename(path+".tmp", path)
	t.Logf("built in %v, peak %d MB", time.Since(start), status("VmHWM"))
}

func mapped(path string) (file, error) {
	toc, err := os.ReadFile(path + ".toc")
	if err != nil {
		return nil, err
	}
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	st, _ := in.Stat()
	data, err := syscall.Mmap(int(in.Fd()), 0, int(st.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	f := file{}
	for line := range strings.Lines(string(toc)) {
		var name string
		var off, size, count, width int64
		fmt.Sscan(line, &name, &off, &size, &count, &width)
		f[name] = asTable(data[off:off+size], count, width)
	}
	return f, nil
}

func status(field string) int {
	b, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, field) {
			n, _ := strconv.Atoi(strings.Fields(line)[1])
			return n / 1024
		}
	}
	return 0
}

func measure(t *testing.T, w *world, x *Index, n int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	classes := []string{"exact", "swap", "typo1", "typo2", "two edits", "drop", "add", "joined", "cut", "nothing"}
	const each = 400
	var all []time.Duration
	sr := new(search)
	for round := range 2 {
		all = all[:0]
		for c, class := range classes {
			var took []time.Duration
			found, cut, hits := 0, 0, 0
			why := map[cuts]int{}
			for k := range each {
				r := rand.New(rand.NewPCG(uint64(c), uint64(k)))
				i := r.IntN(n)
				q, want := query(w, r, c, w.name(i))
				a := ask(q)
				for j := range a[0].Terms {
					a[0].Terms[j].Keys = a[0].Terms[j].Keys[:1]
				}
				start := threadTime()
				res := sr.search([]Part{{Index: x}}, a, Options{})
				took = append(took, threadTime()-start)
				hits += len(res.Hits)
				if res.Cut {
					cut++
					why[sr.cut]++
				}
				for _, h := range res.Hits {
					if sameWords(w.name(int(h.Record)), want) {
						found++
						break
					}
				}
			}
			all = append(all, took...)
			if round == 1 {
				slices.Sort(took)
				t.Logf("%-10s found %.4f cut %.4f %v hits %3d  p50 %v p95 %v p99 %v", class, float64(found)/each, float64(cut)/each, why, hits/each, at(took, 50), at(took, 95), at(took, 99))
			}
		}
	}
	slices.Sort(all)
	t.Logf("all p50 %v p95 %v p99 %v max %v", at(all, 50), at(all, 95), at(all, 99), all[len(all)-1])
	w.words, w.cum = nil, nil
	runtime.GC()
	debug.FreeOSMemory()
	t.Logf("resident %d MB, of the file %d MB", status("VmRSS"), status("RssFile"))
}

func at(d []time.Duration, p int) time.Duration { return d[len(d)*p/100].Round(time.Microsecond) }

func sameWords(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

func edit(r *rand.Rand, s string) string {
	i := r.IntN(len(s))
	c := string(rune('a' + r.IntN(26)))
	switch r.IntN(4) {
	case 0:
		return s[:i] + c + s[i+1:]
	case 1:
		return s[:i] + c + s[i:]
	case 2:
		return s[:i] + s[i+1:]
	}
	if i+1 < len(s) {
		return s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]
	}
	return s[:i]
}

// query spoils a name and says which one is meant.
func query(w *world, r *rand.Rand, class int, name []string) (string, []string) {
	q := slices.Clone(name)
	k := r.IntN(len(q))
	long := func() int {
		best := 0
		for i := range q {
			if len(q[i]) > len(q[best]) {
				best = i
			}
		}
		return best
	}
	switch class {
	case 1:
		slices.Reverse(q)
	case 2:
		q[long()] = edit(r, q[long()])
	case 3:
		j := (k + 1) % len(q)
		q[k], q[j] = edit(r, q[k]), edit(r, q[j])
	case 4:
		i := long()
		q[i] = edit(r, edit(r, q[i]))
	case 5:
		if len(q) > 2 {
			q = slices.Delete(q, k, k+1)
		}
	case 6:
		q = append(q, w.word(r))
	case 7:
		q[0] += q[1]
		q = slices.Delete(q, 1, 2)
	case 8:
		if len(q[k]) >= 4 {
			q = append(q, q[k][2:])
			q[k] = q[k][:2]
			q[k+1:][0], q[len(q)-1] = q[len(q)-1], q[k+1:][0]
			if k+2 < len(q) { // keep the halves beside each other
				q = append([]string{name[k][:2], name[k][2:]}, slices.Delete(slices.Clone(name), k, k+1)...)
			}
		}
	case 9:
		for i := range q {
			b := []byte(q[i])
			for j := range b {
				b[j] = byte('a' + r.IntN(26))
			}
			q[i] = string(b)
		}
	}
	return strings.Join(q, " "), name
}

// threadTime is the time that this thread has had of a processor.
func threadTime() time.Duration {
	var ts unix.Timespec
	unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &ts)
	return time.Duration(ts.Nano())
}
