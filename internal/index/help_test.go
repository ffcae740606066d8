package index

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/script/token"
)

var testMeta = Meta{Source: "test", Kind: "test", Reader: "test/1", Keys: "k/1", Published: 1_700_000_000_000_000}

// testKeys gives each term a spelled key, what stands behind its first letter,
// and an exact one, its consonants backwards: enough to fill every section.
func testKeys(term string) []token.Key {
	back := []byte{'X'}
	for i := len(term) - 1; i > 0; i-- {
		if !strings.ContainsRune("aeiou", rune(term[i])) {
			back = append(back, term[i])
		}
	}
	return []token.Key{{Text: term[min(1, len(term)):], Spelled: true}, {Text: string(back), Cost: 20}}
}

var testOptions = Options{Keys: testKeys}

// asking asks for terms that stand side by side, each for its slot.
func asking(terms ...string) []token.Asking {
	a := token.Asking{Slots: len(terms)}
	for i, t := range terms {
		a.Terms = append(a.Terms, token.Asked{Text: t, From: i, To: i + 1, Keys: testKeys(t)})
	}
	return []token.Asking{a}
}

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
	info, err := Write(context.Background(), dir, meta, testOptions, seq(recs))
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
	termGen  = rapid.SampledFrom([]string{"walpha", "wbravo", "wdelta", "wkilo", "wlima", "wmike"})
	labelGen = rapid.SampledFrom([]string{"a:1", "a:2", "b:1"})

	writingGen = rapid.Custom(func(t *rapid.T) token.Writing {
		return rapid.SliceOfNDistinct(termGen, 0, 3, rapid.ID).Draw(t, "writing")
	})
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
		r.Writings = rapid.SliceOfN(writingGen, 0, 2).Draw(t, "writings")
		r.Labels = rapid.SliceOfNDistinct(labelGen, 0, 2, rapid.ID).Draw(t, "labels")
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
