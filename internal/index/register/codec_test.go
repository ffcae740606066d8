package register

import (
	"encoding/hex"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// rowGen draws rows of few values, so that rows repeat and collide.
var rowGen = rapid.Custom(func(t *rapid.T) entity.Row {
	var r entity.Row
	for _, p := range texts(&r) {
		*p = rapid.SampledFrom([]string{"", "", "a", "株式会社山田", "１－２\n３"}).Draw(t, "text")
	}
	r.Process = rapid.SampledFrom([]string{"01", "11", "12", "21", "99"}).Draw(t, "process")
	for _, p := range days(&r) {
		*p = rapid.SampledFrom([]entity.Day{entity.NoDay, -1, 0, 16713, 1<<31 - 1}).Draw(t, "day")
	}
	for _, p := range flags(&r) {
		*p = rapid.Bool().Draw(t, "flag")
	}
	return r
})

func TestCodecRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOfN(rowGen, 0, 6).Draw(rt, "rows")
		g, err := decode("1234567890123", string(encode(nil, rows)))
		if err != nil {
			rt.Fatal(err)
		}
		if len(rows) == 0 {
			rows = []entity.Row{}
		}
		if diff := cmp.Diff(&entity.Registration{Number: "1234567890123", Rows: rows}, g); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// TestCodecNamesEveryColumn fails when a column is added to entity.Row that the
// codec does not know.
func TestCodecNamesEveryColumn(t *testing.T) {
	full := entity.Row{Updated: 1, Changed: 2, CloseDate: 3, Assigned: 4, Correct: true, Latest: true, Hidden: true}
	for i, p := range texts(&full) {
		*p = strings.Repeat("x", i+1)
	}
	g, err := decode("", string(encode(nil, []entity.Row{full})))
	if err != nil || g.Rows[0] != full {
		t.Fatalf("%+v, %v", g, err)
	}
	if n := reflect.TypeFor[entity.Row]().NumField(); n != bitsInUse {
		t.Fatalf("a row has %d columns, %d are encoded: append the new ones to the codec and raise its version", n, bitsInUse)
	}
}

func TestDecodeRefusesDamage(t *testing.T) {
	good := string(encode(nil, []entity.Row{{Name: "山田", Latest: true, Updated: 5}}))
	for name, data := range map[string]string{
		"empty": "", "version": "\x02" + good[1:], "cut": good[:len(good)-1], "longer": good + "x",
		"many rows": "\x01\xff\xff\xff\x7f", "unknown column": "\x01\x01\x80\x80\x80\x80\x01",
	} {
		if g, err := decode("1", data); !errors.Is(err, errRecord) {
			t.Errorf("%s: %+v, %v", name, g, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(string(encode(nil, []entity.Row{{Name: "山田", Latest: true, Updated: 5}, {Name: "川田", Furigana: "カワダ"}})))
	f.Add("\x01\x02\x03\x01a\x01b\x00")
	f.Fuzz(func(t *testing.T, data string) {
		g, err := decode("1", data)
		if err != nil {
			return
		}
		again, err := decode("1", string(encode(nil, g.Rows)))
		if err != nil || !cmp.Equal(g, again) {
			t.Fatalf("%q decodes to %+v, which does not round trip: %v", data, g, err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	var rows []entity.Row
	for r := range synthetic(1, 1) {
		rows = append(rows, r.Row)
	}
	data := string(encode(nil, rows))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode("1234567890123", data); err != nil {
			b.Fatal(err)
		}
	}
}

// TestCodecBytes holds the encoding still: snapshots name it in their digests.
func TestCodecBytes(t *testing.T) {
	rows := []entity.Row{
		{Process: "01", Name: "山", Kind: "301", Prefecture: "東京都", Updated: 16713, Changed: 16713, CloseDate: entity.NoDay, Assigned: 16713},
		{Process: "11", Name: "川", Kind: "301", Prefecture: "東京都", Updated: 17000, Changed: 16713, CloseDate: entity.NoDay, Assigned: 16713, Latest: true},
	}
	const want = "0102" + // version, rows
		"9b80800b" + // mask: process, name, kind, prefecture; updated, changed, assigned
		"023031" + "03e5b1b1" + "03333031" + "09e69db1e4baace983bd" + "928502" + "928502" + "928502" +
		"83808021" + // mask: process, name; updated; latest
		"023131" + "03e5b79d" + "d08902"
	if got := hex.EncodeToString(encode(nil, rows)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
