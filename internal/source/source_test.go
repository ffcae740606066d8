package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/nta"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/store"
)

func day(s string) entity.Day {
	d, err := entity.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(s string) entity.Instant {
	i, err := entity.ParseAt(s, time.UTC)
	if err != nil {
		panic(err)
	}
	return i
}

func number(i int) string {
	base := fmt.Sprintf("01040100%04d", i)
	return string(identifier.CheckDigit(base)) + base
}

// writeRegister writes a register file of companies from to to-1 and returns its path.
func writeRegister(t *testing.T, dir, name string, from, to int, change func(r *entity.Row)) string {
	t.Helper()
	path := filepath.Join(dir, name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := nta.NewWriter(f, format.UTF8)
	for i := from; i < to; i++ {
		r := entity.Row{
			Process: "01", Updated: day("2020-01-06"), Changed: day("2015-10-05"), Name: fmt.Sprintf("株式会社水無瀬%d", i), Kind: "301",
			Prefecture: "東京都", City: "千代田区", Street: fmt.Sprintf("霞が関１丁目%d番1号", i), PrefectureCode: "13", CityCode: "101",
			PostCode: "1000013", CloseDate: entity.NoDay, Assigned: entity.NumbersBegan, Latest: true,
		}
		if change != nil {
			change(&r)
		}
		if err := w.Write(i, number(i), &r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return path
}

func shelf(t *testing.T) (*Shelf, string) {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(t.Context(), filepath.Join(dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &Shelf{DB: db, Dir: filepath.Join(dir, "data")}, dir
}

var now = Options{At: instant("2026-03-05T00:00:00Z")}

// files lists the snapshot files of a source, temporary ones included.
func files(t *testing.T, s *Shelf, name string) []string {
	t.Helper()
	found, err := os.ReadDir(filepath.Join(s.Dir, "snapshots", name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var out []string
	for _, f := range found {
		out = append(out, f.Name())
	}
	return out
}

func TestImportAndLive(t *testing.T) {
	s, dir := shelf(t)
	path := writeRegister(t, dir, "00_zenkoku_all_20260227.csv", 0, 1200, nil)
	r, err := s.Add(t.Context(), "nta", "register", []string{path}, now)
	if err != nil {
		t.Fatal(err)
	}
	if r.Records != 1200 || r.Before != 0 || r.Snapshot.PublishedFrom != "file" || r.Snapshot.Published != instant("2026-02-26T15:00:00Z") {
		t.Errorf("%+v", r)
	}
	if len(r.Snapshot.Raw) != 1 || len(r.Snapshot.Raw[0].SHA256) != 64 {
		t.Errorf("raw files %+v", r.Snapshot.Raw)
	}
	live, err := s.Live(t.Context())
	if err != nil || len(live) != 1 || live[0].Err != nil || live[0].Records != 1200 {
		t.Fatalf("%+v, %v", live, err)
	}
	defer live[0].Close()
	g, err := live[0].Register.ByNumber(number(7))
	if err != nil || g == nil || g.Current().Name != "株式会社水無瀬7" {
		t.Errorf("%+v, %v", g, err)
	}

	again, err := s.Add(t.Context(), "nta", "register", []string{path}, Options{At: now.At, Published: instant("2026-03-01")})
	if err != nil || !again.Existing || again.Snapshot.Digest != r.Snapshot.Digest || again.Snapshot.Published != instant("2026-03-01") {
		t.Errorf("the same content again: %+v, %v", again, err)
	}
}

func TestWhatMayNotGoLive(t *testing.T) {
	s, dir := shelf(t)
	full := writeRegister(t, dir, "00_zenkoku_all_20260227.csv", 0, 1200, nil)
	if _, err := s.Add(t.Context(), "nta", "register", []string{full}, now); err != nil {
		t.Fatal(err)
	}
	before := files(t, s, "register")
	for _, tt := range []struct {
		name, source string
		paths        []string
		options      Options
		want         string
	}{
		{"too small at first", "other", []string{writeRegister(t, dir, "small.csv", 0, 999, nil)}, now, "needs 1000"},
		{"too much lost", "register", []string{writeRegister(t, dir, "00_zenkoku_all_20260228.csv", 0, 1050, nil)}, now, "from 1200 to 1050"},
		{"too much gained", "register", []string{writeRegister(t, dir, "00_zenkoku_all_20260301.csv", 0, 1400, nil)}, now, "from 1200 to 1400"},
		{"a difference of the same day", "register", []string{writeRegister(t, dir, "diff_20260227.csv", 0, 3, nil)}, now, "not newer"},
		{"a difference that leaves a day out", "register", []string{writeRegister(t, dir, "diff_20260303.csv", 0, 3, nil)}, now, "leaves 2026-03-02 out"},
		{"two differences at once", "register", []string{writeRegister(t, dir, "diff_20260302.csv", 0, 3, nil), writeRegister(t, dir, "diff_20260303.csv", 0, 3, nil)}, now, "one by one"},
		{"full and difference", "register", []string{full, filepath.Join(dir, "diff_20260302.csv")}, now, "together"},
		{"a difference without a base", "fresh", []string{filepath.Join(dir, "diff_20260302.csv")}, now, "stand on"},
		{"nothing there", "register", []string{filepath.Join(dir, "nowhere.csv")}, now, "nowhere.csv"},
		{"a name that is a path", "../register", []string{full}, now, "cannot name"},
	} {
		_, err := s.Add(t.Context(), "nta", tt.source, tt.paths, tt.options)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := s.Add(t.Context(), "un", "register", []string{full}, now); err == nil || !strings.Contains(err.Error(), "of kind nta") {
		t.Errorf("another kind under the same name: %v", err)
	}
	if after := files(t, s, "register"); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("refused imports leave %v where there was %v", after, before)
	}
	live, err := s.Live(t.Context())
	if err != nil || len(live) != 1 || live[0].Records != 1200 {
		t.Errorf("what was live: %+v, %v", live, err)
	}
	live[0].Close()
}

func TestDifference(t *testing.T) {
	s, dir := shelf(t)
	if _, err := s.Add(t.Context(), "nta", "register", []string{writeRegister(t, dir, "00_zenkoku_all_20260227.csv", 0, 1200, nil)}, now); err != nil {
		t.Fatal(err)
	}
	// The 28th is a Saturday: Monday's difference follows Friday's full file.
	diff := writeRegister(t, dir, "diff_20260302.csv", 1199, 1205, func(r *entity.Row) {
		r.Process, r.Updated, r.Changed, r.Name = "11", day("2026-03-02"), day("2026-02-20"), "株式会社渡月商会"
	})
	r, err := s.Add(t.Context(), "nta", "register", []string{diff}, now)
	if err != nil {
		t.Fatal(err)
	}
	if r.Records != 1205 || r.Before != 1200 || r.Snapshot.Base == "" {
		t.Errorf("%+v", r)
	}
	live, err := s.Live(t.Context())
	if err != nil || live[0].Err != nil {
		t.Fatal(err, live[0].Err)
	}
	defer live[0].Close()
	g, err := live[0].Register.ByNumber(number(1199))
	if err != nil || len(g.Rows) != 2 || g.Current().Name != "株式会社渡月商会" || g.Rows[0].Name != "株式会社水無瀬1199" {
		t.Errorf("%+v, %v", g, err)
	}

	// A generation names the whole chain, and opens again what was live then.
	then, err := s.At(t.Context(), []finding.SnapshotRef{{Source: "register", Chain: live[0].Chain.Ref().Chain[:1]}})
	if err != nil || then[0].Records != 1200 {
		t.Errorf("%+v, %v", then, err)
	}
	then[0].Close()
}

func TestBrokenAndCancelledImportsLeaveNothing(t *testing.T) {
	s, dir := shelf(t)
	path := writeRegister(t, dir, "00_zenkoku_all_20260227.csv", 0, 5000, nil)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(dir, "cut.csv")
	if err := os.WriteFile(cut, b[:len(b)-30], 0o644); err != nil {
		t.Fatal(err)
	}
	var fe *format.Error
	if _, err := s.Add(t.Context(), "nta", "register", []string{cut}, now); !errors.As(err, &fe) || fe.Line != 5000 {
		t.Errorf("a file that breaks off: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	o := now
	o.Progress = func(Progress) { cancel() }
	if _, err := s.Add(ctx, "nta", "register", []string{path}, o); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled import: %v", err)
	}
	if left := files(t, s, "register"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDamagedFileIsTheErrorOfItsSource(t *testing.T) {
	s, dir := shelf(t)
	r, err := s.Add(t.Context(), "ftm", "own", []string{writeList(t, dir, 50)}, now)
	if err != nil || r.Records != 50 || r.Snapshot.PublishedFrom != "import" {
		t.Fatalf("%+v, %v", r, err)
	}
	file := filepath.Join(s.Dir, r.Snapshot.Path)
	if err := os.Truncate(file, 100); err != nil {
		t.Fatal(err)
	}
	live, err := s.Live(t.Context())
	if err != nil || len(live) != 1 || live[0].Err == nil || live[0].List != nil {
		t.Errorf("%+v, %v", live, err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if live, err := s.Live(t.Context()); err != nil || live[0].Err == nil {
		t.Errorf("a missing file: %+v, %v", live, err)
	}
}

func TestKinds(t *testing.T) {
	if got := fmt.Sprint(Kinds()); got != "[nta ofac un ftm]" {
		t.Error(got)
	}
	for kind, isRegister := range map[string]bool{"nta": true, "ofac": false, "un": false, "ftm": false, "other": false} {
		if IsRegister(kind) != isRegister {
			t.Errorf("%s", kind)
		}
	}
	if z, err := Zone("ofac"); err != nil || z.String() != "America/New_York" {
		t.Error(z, err)
	}
	if _, err := Zone("other"); err == nil {
		t.Error("an unknown kind has a zone")
	}
}

func TestDatesThatHaveNotCome(t *testing.T) {
	s, dir := shelf(t)
	path := writeRegister(t, dir, "register.csv", 0, 1200, nil)
	o := now
	o.Published = instant("2099-01-01")
	if _, err := s.Add(t.Context(), "nta", "register", []string{path}, o); err == nil || !strings.Contains(err.Error(), "has not come yet") {
		t.Errorf("--published 2099: %v", err)
	}
	// Without a date the time of import stands in; a date given later corrects it.
	r, err := s.Add(t.Context(), "nta", "register", []string{path}, now)
	if err != nil || r.Snapshot.PublishedFrom != "import" {
		t.Fatalf("%+v, %v", r, err)
	}
	o.Published = instant("2026-02-27")
	if r, err = s.Add(t.Context(), "nta", "register", []string{path}, o); err != nil || r.Snapshot.Published != o.Published || r.Snapshot.PublishedFrom != "flag" {
		t.Errorf("%+v, %v", r, err)
	}
}
