package world

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/nta"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

func TestSameSeedSameBytes(t *testing.T) {
	o := Options{Companies: 1200, Applications: 150, Seed: 5, Listed: 40}
	a, b, c := t.TempDir(), t.TempDir(), t.TempDir()
	for dir, o := range map[string]Options{a: o, b: o, c: {Companies: 1200, Applications: 150, Seed: 6, Listed: 40}} {
		if _, err := Write(context.Background(), dir, o); err != nil {
			t.Fatal(err)
		}
	}
	if da, db := digests(t, a), digests(t, b); !maps.Equal(da, db) {
		t.Errorf("the same options gave other bytes:\n%v\n%v", da, db)
	}
	da, dc := digests(t, a), digests(t, c)
	for name, d := range da {
		if dc[name] == d && filepath.Base(name) != "sdn_comments.csv" {
			t.Errorf("%s is the same for another seed", name)
		}
	}
}

func TestApplicationsDoNotChangeTheRegister(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	for dir, n := range map[string]int{a: 30, b: 400} {
		if _, err := Write(context.Background(), dir, Options{Companies: 1000, Applications: n, Listed: 30}); err != nil {
			t.Fatal(err)
		}
	}
	da, db := digests(t, a), digests(t, b)
	for name := range da {
		dir := strings.Split(filepath.ToSlash(name), "/")[0]
		if (dir == "register" || dir == "lists") && da[name] != db[name] {
			t.Errorf("%s changed with the number of applications", name)
		}
	}
}

func TestRegisterIsWhole(t *testing.T) {
	s := theSmall(t)
	if len(s.register) != smallCompanies {
		t.Errorf("%d bodies, want %d: numbers are not unique", len(s.register), smallCompanies)
	}
	rows := 0
	for number, g := range s.register {
		rows += len(g.Rows)
		if _, err := identifier.CorporateNumber(number); err != nil {
			t.Errorf("number %s: %v", number, err)
		}
		latest := 0
		for i, r := range g.Rows {
			if r.Latest {
				latest++
			}
			if i > 0 && r.Changed < g.Rows[i-1].Changed {
				t.Errorf("%s: row %d took effect before the one before it", number, i)
			}
			if r.Updated > s.world.published || r.Name == "" || r.Prefecture == "" || len(r.PostCode) != 7 {
				t.Errorf("%s: %+v", number, r)
			}
		}
		if latest != 1 || !g.Rows[len(g.Rows)-1].Latest {
			t.Errorf("%s has %d latest rows", number, latest)
		}
	}
	if rows != s.manifest.Rows {
		t.Errorf("%d rows, the manifest says %d", rows, s.manifest.Rows)
	}
}

func TestRegisterHasEveryFate(t *testing.T) {
	s := theSmall(t)
	status, process, kinds := map[string]int{}, map[string]int{}, map[string]int{}
	furigana, english, old := 0, 0, 0
	for _, g := range s.register {
		cur := g.Current()
		status[g.Status()]++
		process[cur.Process]++
		kinds[cur.Kind]++
		if cur.Furigana != "" {
			furigana++
		}
		if cur.EnName != "" {
			english++
		}
		if strings.ContainsAny(cur.Name, "髙﨑邉邊澤濱廣國櫻齋嶋") {
			old++
		}
		if cur.CloseCause == "11" && s.register[cur.Successor] == nil {
			t.Errorf("%s is merged into %q, which is not there", g.Number, cur.Successor)
		}
	}
	for _, x := range []struct {
		what      string
		got, from int
	}{
		{"live", status[entity.StatusLive], 4500}, {"closed", status[entity.StatusClosed], 500}, {"merged", status[entity.StatusMerged], 60},
		{"renamed", process["11"], 100}, {"moved", process["12"], 300}, {"revived", process["22"], 10},
		{"kabushiki kaisha", kinds["301"], 2500}, {"other bodies", kinds["399"], 300}, {"municipalities", kinds["201"], 20},
		{"furigana", furigana, 4800}, {"English names", english, 700}, {"old characters", old, 15},
	} {
		if x.got < x.from {
			t.Errorf("%s: %d, want at least %d of %d", x.what, x.got, x.from, smallCompanies)
		}
	}
}

func TestNamesRepeatNaturally(t *testing.T) {
	s := theSmall(t)
	names := map[string]int{}
	for _, g := range s.register {
		names[g.Current().Name]++
	}
	repeated := 0
	for _, n := range names {
		if n > 1 {
			repeated += n
		}
	}
	if repeated == 0 || repeated > smallCompanies/10 {
		t.Errorf("%d bodies share their name with another", repeated)
	}
}

func TestManySitAtOneAddress(t *testing.T) {
	s := theSmall(t)
	at := map[string]int{}
	for _, g := range s.register {
		if k := identifier.ParseAddress(g.Current().Address()).BlockKey(); k != "" {
			at[k]++
		}
	}
	most := 0
	for _, n := range at {
		most = max(most, n)
	}
	if most < 40 {
		t.Errorf("at most %d bodies share a block", most)
	}
}

func TestAddressesAreUnderstood(t *testing.T) {
	s := theSmall(t)
	bad := 0
	for _, g := range s.register {
		for _, r := range g.Rows {
			a := identifier.ParseAddress(r.Address())
			if a.BlockKey() == "" || a.Prefecture != r.Prefecture {
				if bad++; bad < 5 {
					t.Logf("%s: %+v", r.Address(), a)
				}
			}
		}
	}
	// A few rows hold the old address in brackets, as the publisher's do.
	if bad > s.manifest.Rows/100 {
		t.Errorf("%d of %d addresses are not understood down to the number", bad, s.manifest.Rows)
	}
}

func TestOtherEncodingsHoldTheSameRows(t *testing.T) {
	read := func(o Options) (out []nta.Row) {
		dir := t.TempDir()
		m, err := Write(context.Background(), dir, o)
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range nta.Open([]string{filepath.Join(dir, m.Register)}, format.RegisterLimits) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, r)
		}
		return out
	}
	o := Options{Companies: 1500, Applications: 10, Listed: 20}
	plain := read(o)
	o.Zip, o.ShiftJIS = true, true
	packed := read(o)
	if len(plain) != len(packed) {
		t.Fatalf("%d and %d rows", len(plain), len(packed))
	}
	for i := range plain {
		if plain[i].Row != packed[i].Row || plain[i].Number != packed[i].Number {
			t.Fatalf("row %d:\n%+v\n%+v", i, plain[i], packed[i])
		}
	}
}

func TestDifferenceFileFollows(t *testing.T) {
	s := theSmall(t)
	file := filepath.Join(s.dir, s.manifest.Difference)
	base, _ := nta.FileDate(s.manifest.Register)
	day, ok := nta.FileDate(s.manifest.Difference)
	if !ok || day != base+1 || !nta.IsDiff(s.manifest.Difference) {
		t.Errorf("the difference is of %s, the register of %s", day, base)
	}
	seen := map[string]int{}
	for r, err := range nta.Open([]string{file}, format.RegisterLimits) {
		if err != nil {
			t.Fatal(err)
		}
		g := s.register[r.Number]
		switch {
		case r.Process == entity.ProcessNew && r.Latest:
			seen["new"]++
			if g != nil {
				t.Errorf("%s is new and was there", r.Number)
			}
		case g == nil:
			t.Errorf("%s is changed and was not there", r.Number)
		default:
			seen[r.Process]++
		}
	}
	if seen["new"] != diffNew || seen[entity.ProcessSeat] != diffMoved || seen[entity.ProcessDeleted] != diffGone {
		t.Errorf("%v", seen)
	}
}

func TestNumbersGoThereAndBack(t *testing.T) {
	for seed := range uint64(20) {
		n := newNumbers(seed + 1)
		for _, i := range []int{0, 1, 2, 999_999, MaxCompanies/2 + 17, MaxCompanies - 1} {
			if got := n.index(n.place(i)); got != i {
				t.Fatalf("seed %d: index of place of %d is %d", seed+1, i, got)
			}
		}
	}
}

func TestImpossibleWorldsAreRefused(t *testing.T) {
	for _, o := range []Options{{Companies: 5}, {Companies: MaxCompanies}, {Applications: -1}, {Listed: 3}} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
	if _, err := Write(context.Background(), filepath.Join(os.DevNull, "x"), Options{Companies: 100, Applications: 1}); err == nil {
		t.Error("no error for a directory that cannot be made")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Write(ctx, t.TempDir(), Options{Companies: 20_000, Applications: 1}); err == nil {
		t.Error("no error though the context had ended")
	}
}

// TestSpeed extrapolates to the million that is promised within a minute on two
// processors, with room for a machine that does other things.
func TestSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("measures")
	}
	w, err := New(Options{Companies: 40_000, Applications: 1})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	start := time.Now()
	if err := w.writeRegister(context.Background(), &b, w.newAbsence(400)); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	t.Logf("%d bodies in %v: %v a million", w.opt.Companies, took, took*25)
	if took*25 > 3*time.Minute {
		t.Errorf("a million bodies would take %v", took*25)
	}
}

func BenchmarkCompany(b *testing.B) {
	w, err := New(Options{Companies: 1_000_000})
	if err != nil {
		b.Fatal(err)
	}
	for i := range b.N {
		w.rows(w.company(i % 1_000_000))
	}
}
