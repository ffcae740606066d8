package index

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

// model is what a Set should answer, by brute force.
type model map[string]Record

func (m model) apply(recs []Record) {
	for _, r := range recs {
		m[r.Key] = r
	}
}

func (m model) find(f func(Record) bool) []string {
	var out []string
	for key, r := range m {
		if r.Data != nil && f(r) {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

// oneEditApart is written for clarity: it makes every neighbour of a.
func oneEditApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if slices.Equal(x, y) {
		return false
	}
	for i := range y { // a rune of y is too many
		if slices.Equal(x, slices.Delete(slices.Clone(y), i, i+1)) {
			return true
		}
	}
	for i := range x {
		if slices.Equal(y, slices.Delete(slices.Clone(x), i, i+1)) {
			return true
		}
		if i < len(y) && len(x) == len(y) {
			z := slices.Clone(x)
			z[i] = y[i]
			if slices.Equal(y, z) {
				return true
			}
		}
		if i > 0 {
			z := slices.Clone(x)
			z[i-1], z[i] = z[i], z[i-1]
			if slices.Equal(y, z) {
				return true
			}
		}
	}
	return false
}

func TestSetAgainstModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		want, paths, meta := model{}, []string{}, testMeta
		for i := range rapid.IntRange(1, 4).Draw(rt, "parts") {
			recs := recordsGen(i > 0).Draw(rt, "recs")
			info := mustWrite(rt, dir, meta, recs)
			want.apply(recs)
			paths, meta.Base = append(paths, info.Path), info.Digest
		}
		set, err := OpenSet(paths...)
		if err != nil {
			rt.Fatal(err)
		}
		defer set.Close()
		compareRecords(rt, set, want)
		compareSearches(rt, set, want)
		compareRanked(rt, set, want)
	})
}

func compareRecords(rt *rapid.T, set *Set, want model) {
	all := want.find(func(Record) bool { return true })
	if set.Len() != int64(len(all)) {
		rt.Fatalf("Len %d, want %d", set.Len(), len(all))
	}
	var got []string
	for ref, err := range set.All() {
		key, _, err2 := set.Record(ref)
		if err != nil || err2 != nil {
			rt.Fatal(err, err2)
		}
		got = append(got, key)
	}
	if !slices.Equal(got, all) {
		rt.Fatalf("All gives %q, want %q", got, all)
	}
	for _, key := range append([]string{"", "zzz", "aaaa"}, all...) {
		data, ok, err := set.Get(key)
		if w, exists := want[key]; err != nil || ok != (exists && w.Data != nil) || ok && !bytes.Equal([]byte(data), w.Data) {
			rt.Fatalf("Get(%q) = %q, %t, %v; want %+v", key, data, ok, err, w)
		}
	}
	for key, w := range want {
		if _, ok, _ := set.Get(key); ok != (w.Data != nil) {
			rt.Fatalf("Get(%q): %t for %+v", key, ok, w)
		}
	}
}

func compareSearches(rt *rapid.T, set *Set, want model) {
	name, word := nameGen.Draw(rt, "name"), tokenGen.Draw(rt, "word")
	check := func(what string, got, want []string) {
		if !slices.Equal(got, want) {
			rt.Fatalf("%s(%q, %q) gives %q, want %q", what, name, word, got, want)
		}
	}
	named := func(f func(string) bool) []string {
		return want.find(func(r Record) bool { return name != "" && slices.ContainsFunc(r.Names, f) })
	}
	hits, err := set.ByName(name, 0)
	check("ByName", keysOf(rt, set, hits, err), named(func(n string) bool { return n == name }))
	hits, err = set.NearNames(name, 0)
	check("NearNames", keysOf(rt, set, hits, err), named(func(n string) bool { return n != "" && oneEditApart(name, n) }))
	hits, err = set.PrefixNames(name, 0)
	check("PrefixNames", keysOf(rt, set, hits, err), named(func(n string) bool { return strings.HasPrefix(n, name) }))
	byKey := want.find(func(r Record) bool { return slices.Contains(r.Keys, word) })
	hits, err = set.ByKey(word, 0)
	check("ByKey", keysOf(rt, set, hits, err), byKey)
	live := want.find(func(r Record) bool { return r.Live && slices.Contains(r.Keys, word) })
	limit := rapid.IntRange(1, 4).Draw(rt, "limit")
	n, cut, err := set.CountLive(word, limit)
	if err != nil || n != min(len(live), limit) || cut != (len(live) > limit) {
		rt.Fatalf("CountLive = %d, %t, %v; want %d", n, cut, err, len(live))
	}
	hits, err = set.ByKey(word, limit)
	if err != nil || len(hits.Refs) != min(len(byKey), limit) || hits.Cut != (len(byKey) > limit) {
		rt.Fatalf("ByKey with limit %d: %+v, %v; want %d", limit, hits, err, len(byKey))
	}
}

// compareRanked asks for one writing: every record that has it stands first, with
// the full score, and nothing is found that the state does not hold or the
// filter does not take.
func compareRanked(rt *rapid.T, set *Set, want model) {
	terms := rapid.SliceOfNDistinct(termGen, 1, 3, rapid.ID).Draw(rt, "asked")
	var filter *Filter
	takes := func(Record) bool { return true }
	if rapid.Bool().Draw(rt, "filtered") {
		label := labelGen.Draw(rt, "label")
		filter = &Filter{Any: [][]string{{label}}}
		takes = func(r Record) bool { return slices.Contains(r.Labels, label) }
	}
	r, err := set.Search(asking(terms...), 100, filter)
	if err != nil || r.Cut || len(r.Scores) != len(r.Refs) {
		rt.Fatalf("%+v, %v", r, err)
	}
	full := 0
	for full < len(r.Refs) && r.Scores[full] == 10_000 {
		full++
	}
	slices.Sort(terms)
	same := want.find(func(rec Record) bool {
		return takes(rec) && slices.ContainsFunc(rec.Writings, func(w token.Writing) bool {
			return slices.Equal(slices.Sorted(slices.Values(w)), terms)
		})
	})
	if got := keysOf(rt, set, Hits{Refs: r.Refs[:full]}, nil); !slices.Equal(got, same) {
		rt.Fatalf("asked for %q, fully found %q, want %q", terms, got, same)
	}
	any := want.find(takes)
	for i, key := range keysOf(rt, set, Hits{Refs: r.Refs}, nil) {
		if _, found := slices.BinarySearch(any, key); !found {
			rt.Fatalf("asked for %q, found %q (%d), which is not there", terms, key, i)
		}
	}
	if !slices.IsSortedFunc(r.Scores, func(a, b int) int { return b - a }) {
		rt.Fatalf("scores %v", r.Scores)
	}
}

// TestNearNamesLong compares with brute force where names are long enough for
// every choice of a cut.
func TestNearNamesLong(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		gen := rapid.StringOfN(rapid.RuneFrom([]rune("aé山")), 0, 11, -1)
		base := gen.Draw(rt, "query")
		names := rapid.SliceOfN(gen, 0, 20).Draw(rt, "names")
		for range rapid.IntRange(1, 20).Draw(rt, "edited") {
			names = append(names, edit(rt, base))
		}
		var recs []Record
		for i, n := range names {
			recs = append(recs, Record{Key: string(rune('A' + i)), Data: []byte{}, Names: []string{n}})
		}
		set, err := Open(mustWrite(rt, t.TempDir(), testMeta, recs).Path)
		if err != nil {
			rt.Fatal(err)
		}
		defer set.Close()
		want := model{}
		want.apply(recs)
		hits, err := set.NearNames(base, 0)
		got := keysOf(rt, set, hits, err)
		expect := want.find(func(r Record) bool { return base != "" && r.Names[0] != "" && oneEditApart(base, r.Names[0]) })
		if !slices.Equal(got, expect) || hits.Cut {
			rt.Fatalf("near %q in %q: %q, want %q", base, names, got, expect)
		}
	})
}

// edit makes one or two random edits.
func edit(rt *rapid.T, s string) string {
	r := []rune(s)
	for range rapid.IntRange(1, 2).Draw(rt, "edits") {
		i := rapid.IntRange(0, len(r)).Draw(rt, "at")
		switch op := rapid.IntRange(0, 3).Draw(rt, "op"); {
		case op == 0:
			r = slices.Insert(r, i, 'é')
		case i == len(r):
		case op == 1:
			r = slices.Delete(r, i, i+1)
		case op == 2:
			r[i] = '山'
		case i > 0:
			r[i-1], r[i] = r[i], r[i-1]
		}
	}
	return string(r)
}

func TestDeterministicBytes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		recs := recordsGen(false).Draw(rt, "recs")
		a := mustWrite(rt, t.TempDir(), testMeta, recs)
		b := mustWrite(rt, t.TempDir(), testMeta, rapid.Permutation(recs).Draw(rt, "shuffled"))
		x, err1 := os.ReadFile(a.Path)
		y, err2 := os.ReadFile(b.Path)
		if err1 != nil || err2 != nil || a.Digest != b.Digest || !bytes.Equal(x, y) {
			rt.Fatalf("the same records in another order give other bytes (%v, %v)", err1, err2)
		}
	})
}
