package nta

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
)

// text draws what a text column can hold in both encodings.
func text() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("株式会社山田髙﨑①㈱～－∥ｱﾊﾟ０９アーン\" ,\nK&")), 0, 12, -1)
}

func number13() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		base := fmt.Sprintf("%012d", rapid.Int64Range(0, 999_999_999_999).Draw(t, "base"))
		return checkDigit(base) + base
	})
}

func digitsOf(n int) *rapid.Generator[string] {
	return rapid.StringMatching(fmt.Sprintf(`|[0-9]{%d}`, n))
}

func anyRow() *rapid.Generator[Row] {
	return rapid.Custom(func(t *rapid.T) Row {
		row := Row{Number: number13().Draw(t, "number")}
		r := &row.Row
		r.CloseDate, r.Updated, r.Changed, r.Assigned = entity.NoDay, entity.NoDay, entity.NoDay, entity.NoDay
		r.Process = rapid.SampledFrom([]string{"01", "11", "12", "13", "21", "22", "71", "72", "81", "99"}).Draw(t, "process")
		if r.Process == entity.ProcessDeleted {
			return row
		}
		day := func(name string) entity.Day { return entity.Day(rapid.IntRange(-700_000, 100_000).Draw(t, name)) }
		flag := func(name string) bool { return rapid.Bool().Draw(t, name) }
		r.Correct, r.Latest, r.Hidden = flag("correct"), flag("latest"), flag("hidden")
		r.Updated, r.Changed, r.Assigned = day("updated"), day("changed"), day("assigned")
		if flag("closed") {
			r.CloseDate = day("close")
			r.CloseCause = rapid.SampledFrom([]string{"01", "11", "21", "31"}).Draw(t, "cause")
			r.Successor = number13().Draw(t, "successor")
		}
		r.Kind = rapid.SampledFrom([]string{"101", "201", "301", "302", "303", "304", "305", "399", "401", "499"}).Draw(t, "kind")
		r.Name = "株" + text().Draw(t, "name")
		for _, s := range []*string{&r.Prefecture, &r.City, &r.Street, &r.Outside, &r.ChangeCause, &r.EnName, &r.EnPrefecture, &r.EnCity, &r.EnOutside, &r.Furigana} {
			*s = text().Draw(t, "text")
		}
		r.NameImageID, r.AddressImageID, r.OutsideImageID = digitsOf(8).Draw(t, "image"), digitsOf(8).Draw(t, "image"), digitsOf(8).Draw(t, "image")
		r.PrefectureCode, r.CityCode, r.PostCode = digitsOf(2).Draw(t, "code"), digitsOf(3).Draw(t, "code"), digitsOf(7).Draw(t, "code")
		return row
	})
}

// TestRoundTrip: any row that is written is read again, in both encodings.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOfN(anyRow(), 1, 20).Draw(rt, "rows")
		enc := rapid.SampledFrom([]Encoding{UTF8, ShiftJIS}).Draw(rt, "encoding")
		back, err := collect(written(t, rows, enc), "x.csv")
		if err != nil || len(back) != len(rows) {
			rt.Fatalf("%d rows, then %d: %v", len(rows), len(back), err)
		}
		for i := range rows {
			if rows[i].Number != back[i].Number || rows[i].Row != back[i].Row {
				rt.Fatalf("row %d: %+v, then %+v", i, rows[i], back[i])
			}
		}
	})
}

// TestCut: a file cut anywhere but at the end of a row is an error, and what
// came before is a prefix of the rows.
func TestCut(t *testing.T) {
	whole := fixture(t, "full.csv")
	ends := map[int]bool{}
	rows, err := collect(whole, "full.csv")
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		ends[len(written(t, rows[:i], UTF8))] = true
		ends[len(written(t, rows[:i+1], UTF8))-1] = true // only the line end is missing
	}
	ends[len(whole)] = true
	for at := 1; at < len(whole); at++ {
		if _, err := collect(whole[:at], "cut.csv"); (err == nil) != ends[at] {
			t.Fatalf("cut at %d: error %v, at the end of a row: %v", at, err, ends[at])
		}
	}
}

// TestOpen reads zip archives with several members, directories and plain files.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	writeZip(t, filepath.Join(dir, "13_tokyo_all_20260227.zip"), map[string][]byte{
		"13_tokyo_all_20260227_2.csv":     fixture(t, "diff_20260228.csv"),
		"13_tokyo_all_20260227_1.csv":     fixture(t, "full.sjis.csv"),
		"13_tokyo_all_20260227_1.csv.asc": []byte("-----BEGIN PGP SIGNATURE-----"),
		"readme.txt":                      []byte("not rows"),
	})
	if err := os.WriteFile(filepath.Join(dir, "zz.csv"), fixture(t, "web.csv"), 0o644); err != nil {
		t.Fatal(err)
	}
	var files []string
	n := 0
	for row, err := range Open([]string{dir}, format.RegisterLimits) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; len(files) == 0 || files[len(files)-1] != filepath.Base(row.File) {
			files = append(files, filepath.Base(row.File))
		}
	}
	if n != 12+2+2 || fmt.Sprint(files) != "[13_tokyo_all_20260227.zip!13_tokyo_all_20260227_1.csv 13_tokyo_all_20260227.zip!13_tokyo_all_20260227_2.csv zz.csv]" {
		t.Errorf("%d rows of %v", n, files)
	}
	for _, path := range []string{filepath.Join(dir, "absent.csv"), t.TempDir()} {
		for _, err := range Open([]string{path}, format.RegisterLimits) {
			checkError(t, err)
		}
	}
}

func writeZip(t *testing.T, path string, members map[string][]byte) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, b := range members {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(b)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}
