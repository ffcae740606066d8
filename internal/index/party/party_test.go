package party

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/index"
)

var testMeta = index.Meta{Source: "list", Kind: "ofac", Reader: "ofac/test", Published: 1_772_150_400_000_000}

func seq(list []entity.Entity) iter.Seq2[entity.Entity, error] {
	return func(yield func(entity.Entity, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func person(id string, names ...string) entity.Entity {
	e := entity.Entity{ID: id, Schema: entity.Person, Target: true}
	for i, n := range names {
		e.Add([]string{"name", "alias"}[min(i, 1)], n)
	}
	return e
}

func mustBuild(t testing.TB, dir string, list []entity.Entity) index.Info {
	t.Helper()
	info, err := Build(context.Background(), dir, testMeta, seq(list), nil)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func mustOpen(t testing.TB, paths ...string) *List {
	t.Helper()
	l, err := Open(paths...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// smallList holds invented names of several scripts.
func smallList() []entity.Entity {
	firm := entity.Entity{ID: "firm", Schema: entity.Company}
	firm.Add("name", "Zorvan Trading Co., Ltd.")
	firm.Add("registrationNumber", "1234-5678")
	firm.Add("leiCode", "5299 00T8BM49AURSDO55")
	firm.Add("address", "東京都千代田区丸の内1丁目2番3号")
	caption := entity.Entity{ID: "caption", Schema: entity.Vessel, Caption: "Morning Gull"}
	return []entity.Entity{
		person("ivan", "Ivan Petrovich Zlatorogov", "Иван Златорогов"),
		person("ali1", "Mohammed Ali Karvani"), person("ali2", "Mohammed Ali Tesfani"), person("ali3", "Ali Mohammed"),
		person("taro", "架空 太郎", "Kakuu Taro"), person("hangul", "홍가람"), person("kana", "カクウ ハナコ"),
		firm, caption,
	}
}

func idsOf(t testing.TB, found []*entity.Entity, cut bool, err error) []string {
	t.Helper()
	if err != nil || cut {
		t.Fatalf("cut %t, %v", cut, err)
	}
	var out []string
	for _, e := range found {
		out = append(out, e.ID)
	}
	return out
}

func TestCandidates(t *testing.T) {
	l := mustOpen(t, mustBuild(t, t.TempDir(), smallList()).Path)
	for query, want := range map[string]string{
		"Ivan Zlatorogov":      "ivan",
		"ZLATOROGOV, Ivan":     "ivan",
		"Iwan Zlatorgov":       "ivan", // a letter dropped
		"Ivan Zlatorohov":      "ivan", // a letter changed
		"Иван Златорогов":      "ivan",
		"Karvani Mohammed":     "ali1",
		"Ali Mohammed":         "ali3",
		"架空太郎":                 "taro",
		"架空 太郎":                "taro",
		"架空太朗":                 "taro", // another character
		"Taro Kakuu":           "taro",
		"홍가람":                  "hangul",
		"かくう はなこ":              "kana",
		"Zorvan Trading":       "firm",
		"ZORVAN TRADING K.K.":  "firm",
		"Zorwan Trading":       "firm",
		"morning gull":         "caption",
		"Unrelated Person":     "",
		"":                     "",
		"山本花子":                 "kana", // one word by its reading
		"Ivan":                 "ivan",
		"The Morning Gull Two": "caption",
	} {
		found, cut, err := l.Candidates([]string{query}, 10)
		got := idsOf(t, found, cut, err)
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || got[0] != want) {
			t.Errorf("%q: %v, want %q first", query, got, want)
		}
	}
	all, cut, err := l.Candidates([]string{"Ivan Zlatorogov", "홍가람"}, 10)
	if got := idsOf(t, all, cut, err); !slices.Contains(got, "ivan") || !slices.Contains(got, "hangul") {
		t.Errorf("of two names: %v", got)
	}
}

func TestCutIsSaid(t *testing.T) {
	var list []entity.Entity
	for i := range 50 {
		list = append(list, person(fmt.Sprint("same", i), "Mohammed Ali"), person(fmt.Sprint("half", i), fmt.Sprintf("Mohammed Xur%dvan", i)))
	}
	l := mustOpen(t, mustBuild(t, t.TempDir(), list).Path)
	found, cut, err := l.Candidates([]string{"Mohammed Ali"}, 20)
	if err != nil || !cut || len(found) != 20 {
		t.Errorf("%d found, cut %t, %v: 50 bear the name", len(found), cut, err)
	}
	found, cut, err = l.Candidates([]string{"Mohammed Ali"}, 50)
	if err != nil || cut || len(found) != 50 {
		t.Errorf("%d found, cut %t, %v: the other 50 share one common word", len(found), cut, err)
	}
}

func TestExactKeys(t *testing.T) {
	l := mustOpen(t, mustBuild(t, t.TempDir(), smallList()).Path)
	for _, id := range []string{"registration:12345678", "lei:529900t8bm49aursdo55", "leiCode:5299-00T8BM49AURSDO55"} {
		found, cut, err := l.ByIdentifier([]string{"passport:x", id}, 5)
		if got := idsOf(t, found, cut, err); !slices.Equal(got, []string{"firm"}) {
			t.Errorf("%s: %v", id, got)
		}
	}
	if found, _, err := l.ByIdentifier([]string{"passport:12345678"}, 5); err != nil || len(found) > 0 {
		t.Errorf("another kind of identifier: %v, %v", found, err)
	}
	found, cut, err := l.ByBlock(identifier.ParseAddress("東京都千代田区丸の内1-2-3 パレスビル"), 5)
	if got := idsOf(t, found, cut, err); !slices.Equal(got, []string{"firm"}) {
		t.Errorf("by address: %v", got)
	}
	e, err := l.Get("ivan")
	want := smallList()[0]
	if err != nil || !cmp.Equal(*e, want) {
		t.Errorf("Get: %v, %s", err, cmp.Diff(want, *e))
	}
	if e, err := l.Get("nobody"); e != nil || err != nil {
		t.Errorf("Get of an id that is not there: %v, %v", e, err)
	}
}

func TestSameBytesInAnyOrder(t *testing.T) {
	list := synthetic(500)
	a := mustBuild(t, t.TempDir(), list)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	b := mustBuild(t, t.TempDir(), list)
	x, _ := os.ReadFile(a.Path)
	y, _ := os.ReadFile(b.Path)
	if a.Digest != b.Digest || !bytes.Equal(x, y) || len(x) == 0 {
		t.Fatal("another order gives another file")
	}
}

func TestRefused(t *testing.T) {
	boom := errors.New("boom")
	for name, c := range map[string]struct {
		list iter.Seq2[entity.Entity, error]
		want error
	}{
		"one id twice": {seq([]entity.Entity{person("a", "x"), person("a", "y")}), index.ErrDuplicate},
		"reader fails": {func(yield func(entity.Entity, error) bool) { yield(entity.Entity{}, boom) }, boom},
	} {
		dir := t.TempDir()
		if _, err := Build(context.Background(), dir, testMeta, c.list, nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s: left behind %v", name, left)
		}
	}
	meta := testMeta
	meta.Keys = "party/0"
	info, err := index.Write(context.Background(), t.TempDir(), meta, index.Options{}, func(func(index.Record, error) bool) {})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(info.Path); !errors.Is(err, index.ErrVersion) {
		t.Errorf("keys of another version: %v", err)
	}
}

func TestConcurrentQueries(t *testing.T) {
	list := synthetic(1000)
	l := mustOpen(t, mustBuild(t, t.TempDir(), list).Path)
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := w; i < len(list); i += 8 {
				found, _, err := l.Candidates([]string{list[i].First("name")}, 200)
				if err != nil || !slices.ContainsFunc(found, func(e *entity.Entity) bool { return e.ID == list[i].ID }) {
					t.Errorf("%s not found by its own name: %v", list[i].First("name"), err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// synthetic makes persons of a small stock of words, so that some words are
// very common.
func synthetic(n int) []entity.Entity {
	rng := rand.New(rand.NewPCG(5, 6))
	syllables := strings.Fields("ka ro mi ta shu len var dek ov sil an gor pe zin ba tur")
	word := func(parts int) string {
		out := ""
		for range parts {
			out += syllables[min(rng.IntN(len(syllables)), rng.IntN(len(syllables)))]
		}
		return strings.ToUpper(out[:1]) + out[1:]
	}
	var list []entity.Entity
	for i := range n {
		e := person(fmt.Sprintf("p%05d", i), word(1+rng.IntN(2))+" "+word(2)+" "+word(3))
		e.Add("alias", word(2)+" "+word(3))
		e.Add("passportNumber", fmt.Sprintf("P%07d", i))
		list = append(list, e)
	}
	return list
}

func BenchmarkCandidates(b *testing.B) {
	list := synthetic(20_000)
	l := mustOpen(b, mustBuild(b, b.TempDir(), list).Path)
	rng := rand.New(rand.NewPCG(7, 8))
	for _, c := range []struct {
		name  string
		query func() string
	}{
		{"listed", func() string { return list[rng.IntN(len(list))].First("name") }},
		{"unlisted", func() string { return fmt.Sprintf("Yu%dhx Qw%djf", rng.IntN(100), rng.IntN(100)) }},
		{"kanji", func() string { return "山田太郎" }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := l.Candidates([]string{c.query()}, 200); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestLatinFindsOtherAlphabets: a name in Latin letters finds an entry that is
// listed in its own letters only, kanji by one of their readings.
func TestLatinFindsOtherAlphabets(t *testing.T) {
	l := mustOpen(t, mustBuild(t, t.TempDir(), []entity.Entity{
		person("cyrillic", "Иван Златорогов"), person("greek", "Αλέξανδρος Μαυρίδης"), person("arabic", "كريم النخلي"),
		person("georgian", "გიორგი მთვარაძე"), person("kanji", "架空 太郎"), person("other", "Unrelated Person"),
	}).Path)
	for query, want := range map[string]string{
		"Ivan Zlatorogov": "cyrillic", "Zlatorogoff Ivan": "cyrillic", "Alexandros Mavridis": "greek",
		"Giorgi Mtvaradze": "georgian",
		"Karim al-Nakhli":  "arabic",
		"Taro Kakuu":       "kanji",
		"Wuqim Dholzebur":  "",
	} {
		found, cut, err := l.Candidates([]string{query}, 10)
		got := idsOf(t, found, cut, err)
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || got[0] != want) {
			t.Errorf("%q: %v, want %q first", query, got, want)
		}
	}
}
