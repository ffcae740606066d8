package fuzzy

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

var sampleNames = []string{
	"john smith", "john brown", "mary smith", "mary brown jones", "zkenji tanaka", "john", "smith",
	"三菱商事", "ann marie jones", "john smith brown jones mary ann", "john john", "christopher montgomery",
}

// sample builds sections that use every table.
func sample(t testing.TB) (file, int) {
	t.Helper()
	b := NewBuilder(BuildOptions{Keys: wordKeys, Common: 1})
	for i, n := range sampleNames {
		b.Add(uint32(i), []token.Writing{writingOf(n), {"c" + n[:3]}})
		b.Label(uint32(i), []string{"kind:person", "kind:body"}[i%2])
		if i%3 == 0 {
			b.Label(uint32(i), "dataset:x")
			b.Days(uint32(i), int32(i), 100)
		}
	}
	f, err := sections(b)
	if err != nil {
		t.Fatal(err)
	}
	return f, len(sampleNames)
}

// flat is the bytes of all sections, with what opens them again.
func flat(f file) []byte {
	var out []byte
	for _, name := range slices.Sorted(maps.Keys(f)) {
		t := f[name]
		var h [24]byte
		for i, v := range []int64{t.Len, t.Count, t.Width} {
			binary.LittleEndian.PutUint64(h[8*i:], uint64(v))
		}
		out = append(append(append(out, byte(len(name))), name...), h[:]...)
		out = append(out, t.At(0, t.Len)...)
	}
	return out
}

// unflat takes any bytes for what flat made.
func unflat(p []byte) file {
	f := file{}
	for len(p) > 1 && len(p) > 25+int(p[0]) {
		n := int(p[0])
		name := string(p[1 : 1+n])
		var h [3]int64
		for i := range h {
			h[i] = int64(binary.LittleEndian.Uint64(p[1+n+8*i:]))
		}
		p = p[25+n:]
		body := p[:max(0, min(h[0], int64(len(p))))]
		p = p[len(body):]
		f[name] = Table{Len: int64(len(body)), Count: h[1], Width: h[2], At: func(from, to int64) []byte { return body[from:to] }}
	}
	return f
}

func searchAll(x *Index) {
	f := &Filter{Any: [][]string{{"kind:person"}}, Day: 5, ByDay: true}
	for _, q := range []string{"john smith", "jon smiht brwon", "johnsmith", "kenji tanaka", "三菱商社", "chritsopher montgomry"} {
		x.Search(ask(q), Options{})
		x.Search(ask(q), Options{Filter: f, Limit: 1})
	}
	x.Frequency("wjohn")
	x.Records()
}

func FuzzOpen(f *testing.F) {
	sections, n := sample(f)
	whole := flat(sections)
	f.Add(whole, uint16(n))
	f.Add(whole[:len(whole)/2], uint16(n))
	f.Add([]byte{}, uint16(0))
	f.Fuzz(func(t *testing.T, p []byte, records uint16) {
		x, err := Open(unflat(p).get, int64(records), nil)
		if err == nil {
			searchAll(x)
		}
	})
}

// TestDamage changes every byte of every section in turn; whatever comes of it,
// nothing panics.
func TestDamage(t *testing.T) {
	sections, n := sample(t)
	whole := flat(sections)
	step := 1
	if testing.Short() {
		step = 17
	}
	for i := 0; i < len(whole); i += step {
		p := bytes.Clone(whole)
		for _, v := range []byte{0xFF, 0x01} {
			p[i] = whole[i] ^ v
			if x, err := Open(unflat(p).get, int64(n), nil); err == nil {
				searchAll(x)
			}
		}
	}
}

// TestDamagedBlocks has sections whose bytes cannot be had.
func TestDamagedBlocks(t *testing.T) {
	sections, n := sample(t)
	for name, table := range sections {
		f := maps.Clone(sections)
		table.At = func(from, to int64) []byte { return nil }
		f[name] = table
		if x, err := Open(f.get, int64(n), nil); err == nil {
			searchAll(x)
		}
		delete(f, name)
		if _, err := Open(f.get, int64(n), nil); err == nil {
			t.Errorf("opened without section %s", name)
		}
	}
	if _, err := Open(sections.get, int64(n), nil); err != nil {
		t.Error(err)
	}
}

// TestTold says that what does not fit inside sections is told.
func TestTold(t *testing.T) {
	sections, n := sample(t)
	p := bytes.Clone(sections[secPost].At(0, sections[secPost].Len))
	for i := 0; i < len(p); i += postSize {
		binary.LittleEndian.PutUint32(p[i:], math.MaxUint32-1)
	}
	sections[secPost] = asTable(p, sections[secPost].Count, postSize)
	told := ""
	x, err := Open(sections.get, int64(n), func(what string) { told = what })
	if err != nil {
		t.Fatal(err)
	}
	x.Search(ask("christopher montgomery"), Options{})
	if !strings.Contains(told, "section") {
		t.Errorf("told %q", told)
	}
}

func TestBuilderRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(b *Builder)
		want error
	}{
		"falling records": {func(b *Builder) {
			b.Add(3, []token.Writing{{"wa"}})
			b.Add(2, []token.Writing{{"wa"}})
		}, errOrder},
		"many labels": {func(b *Builder) {
			for i := range maxLabels + 1 {
				b.Label(0, string(rune('A'+i)))
			}
		}, errLabels},
		"long writing": {func(b *Builder) { b.Add(0, []token.Writing{make(token.Writing, maxTerms+1)}) }, errSize},
		"last record":  {func(b *Builder) { b.Add(math.MaxUint32, nil) }, errSize},
	} {
		b := NewBuilder(BuildOptions{})
		c.f(b)
		if _, err := sections(b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSameBytes builds the same with other numbers of processors.
func TestSameBytes(t *testing.T) {
	var first []byte
	for _, workers := range []int{1, 2, 5} {
		b := NewBuilder(BuildOptions{Keys: wordKeys, Common: 2, Workers: workers})
		for i := range 3000 {
			n := sampleNames[i%len(sampleNames)] + " " + strings.Repeat(string(rune('a'+i%26)), 1+i%7) + string(rune('a'+i/26%26))
			b.Add(uint32(i), []token.Writing{writingOf(n), writingOf(n), writingOf(sampleNames[i%5])})
		}
		f, err := sections(b)
		if err != nil {
			t.Fatal(err)
		}
		if got := flat(f); first == nil {
			first = got
		} else if !bytes.Equal(first, got) {
			t.Errorf("%d workers make other bytes", workers)
		}
	}
}

func TestEmpty(t *testing.T) {
	x := indexOf(t, BuildOptions{})
	searchAll(x)
	if r := x.Search(nil, Options{}); len(r.Hits) > 0 || r.Cut {
		t.Errorf("%+v", r)
	}
	if r := Search(nil, ask("john"), Options{}); len(r.Hits) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestFilters(t *testing.T) {
	f, n := sample(t)
	x := opened(t, f, n)
	for _, c := range []struct {
		filter Filter
		want   []uint32 // of the records that are found without a filter
	}{
		{Filter{}, []uint32{0, 5, 10}},
		{Filter{Any: [][]string{{}}}, []uint32{0, 5, 10}},
		{Filter{Any: [][]string{{"kind:person"}}}, []uint32{0, 10}},
		{Filter{Any: [][]string{{"kind:body", "kind:person"}, {"dataset:x"}}}, []uint32{0}},
		{Filter{Any: [][]string{{"nobody"}}}, nil},
		{Filter{Day: 8, ByDay: true}, []uint32{0, 5, 10}},
		{Filter{Day: 100, ByDay: true}, []uint32{5, 10}},
	} {
		var got []uint32
		for _, h := range x.Search(ask("john"), Options{Filter: &c.filter}).Hits {
			got = append(got, h.Record)
		}
		if slices.Sort(got); !slices.Equal(got, c.want) {
			t.Errorf("%+v: found %v, not %v", c.filter, got, c.want)
		}
	}
}

// TestAtOnce searches from several goroutines.
func TestAtOnce(t *testing.T) {
	x := indexOf(t, BuildOptions{Common: 1}, sampleNames...)
	want := x.Search(ask("jon smiht"), Options{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := x.Search(ask("jon smiht"), Options{}); !slices.Equal(got.Hits, want.Hits) {
					t.Errorf("%v, not %v", got, want)
				}
				searchAll(x)
			}
		})
	}
	wg.Wait()
}
