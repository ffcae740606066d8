package index

import (
	"context"
	"iter"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var testMeta = Meta{Source: "test", Kind: "test", Reader: "test/1", Keys: "k/1", Published: 1_700_000_000_000_000}

func seq(recs []Record) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for _, r := range recs {
			if !yield(r, nil) {
				return
			}
		}
	}
}

type tester interface {
	Helper()
	Fatal(...any)
}

func mustWrite(t tester, dir string, meta Meta, recs []Record) Info {
	t.Helper()
	info, err := Write(context.Background(), dir, meta, seq(recs))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func mustOpen(t testing.TB, paths ...string) *Set {
	t.Helper()
	s, err := OpenSet(paths...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// keys names the records that a search found, in order.
func keysOf(t tester, s *Set, hits Hits, err error) []string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, ref := range hits.Refs {
		key, _, err := s.Record(ref)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

// The alphabets are small so that names collide and lie close together; they
// mix one to four bytes a rune.
var (
	nameGen  = rapid.StringOfN(rapid.RuneFrom([]rune("aあ山𠮷")), 0, 6, -1)
	tokenGen = rapid.StringOfN(rapid.RuneFrom([]rune("abあ")), 0, 3, -1)
	dataGen  = rapid.SliceOfN(rapid.Byte(), 0, 12)
)

func recordGen(key *rapid.Generator[string], tombstones bool) *rapid.Generator[Record] {
	return rapid.Custom(func(t *rapid.T) Record {
		r := Record{Key: key.Draw(t, "key")}
		if tombstones && rapid.IntRange(0, 4).Draw(t, "tombstone") == 0 {
			return r
		}
		r.Data = append([]byte{}, dataGen.Draw(t, "data")...)
		r.Live = rapid.Bool().Draw(t, "live")
		r.Names = rapid.SliceOfN(nameGen, 0, 3).Draw(t, "names")
		r.Keys = rapid.SliceOfN(tokenGen, 0, 3).Draw(t, "keys")
		r.Tokens = rapid.SliceOfN(tokenGen, 0, 3).Draw(t, "tokens")
		return r
	})
}

// recordsGen draws records with distinct keys, of one length or of many.
func recordsGen(tombstones bool) *rapid.Generator[[]Record] {
	return rapid.Custom(func(t *rapid.T) []Record {
		key := rapid.StringMatching(`[a-c]{2}`)
		if rapid.Bool().Draw(t, "various") {
			key = rapid.StringMatching(`[a-c]{1,3}`)
		}
		return rapid.SliceOfNDistinct(recordGen(key, tombstones), 0, 12, func(r Record) string { return r.Key }).Draw(t, "records")
	})
}
