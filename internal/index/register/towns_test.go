package register

import (
	"context"
	"fmt"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
)

// seat is a row of a body at an address of a municipality.
func seat(number, name, prefecture, city, street string, changed entity.Day, latest bool) Row {
	return Row{Number: number, Row: entity.Row{
		Process: "01", Name: name, Prefecture: prefecture, City: city, Street: street,
		Updated: changed, Changed: changed, Assigned: entity.NumbersBegan, CloseDate: entity.NoDay, Latest: latest,
	}}
}

// townRegister has towns in several spellings, and a municipality that became
// a ward.
func townRegister(t *testing.T) (*Register, string) {
	t.Helper()
	var rows []Row
	add := func(i int, city, street string) {
		rows = append(rows, seat(fmt.Sprintf("%013d", i), "関所商事", "静岡県", city, street, 20000, true))
	}
	for i := range 6 {
		add(1000+i, "静岡市葵区", fmt.Sprintf("追手町%d番%d号", 5+i, 1+i))
		add(2000+i, "静岡市清水区", fmt.Sprintf("入船町%d番%d号", 5+i, 1+i))
		add(4000+i, "浜松市中央区", fmt.Sprintf("鍛冶町%d丁目%d番地", 1+i, 1+i))
	}
	for i := range 3 {
		number := fmt.Sprintf("%013d", 3000+i)
		street := fmt.Sprintf("旭町%d番%d号", 6+i, 8)
		rows = append(rows, seat(number, "清水商事", "静岡県", "清水市", street, 10000, false), seat(number, "清水商事", "静岡県", "静岡市清水区", street, 12500, true))
	}
	// One left the city of Hamamatsu by itself.
	rows = append(rows, seat("0000000005000", "旅商事", "静岡県", "浜松市中央区", "鍛冶町1番2号", 10000, false), seat("0000000005000", "旅商事", "静岡県", "静岡市葵区", "鍛冶町1番2号", 12500, true))
	dir := t.TempDir()
	info, err := Build(context.Background(), dir, testMeta, seq(rows), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r, info.Path
}

func TestReadAddress(t *testing.T) {
	r, _ := townRegister(t)
	if n := r.Towns("静岡県", "静岡市清水区").Len(); n != 2 {
		t.Errorf("%d towns of 2", n)
	}
	if r.Towns("静岡県", "静岡市駿河区") != nil || r.Towns("", "") != nil {
		t.Error("towns of a city that has no body")
	}
	for in, key := range map[string]string{
		"静岡県静岡市葵区追手町5-1":                              "静岡県|静岡市葵区|追手町|5-1",
		"5-1 Otemachi, Aoi-ku, Shizuoka":              "静岡県|静岡市葵区|追手町|5-1",
		"静岡県清水市旭町6-8":                                 "静岡県|静岡市清水区|旭町|6-8",
		"静岡県清水市入船町9-5":                                "静岡県|静岡市清水区|入船町|9-5",
		"静岡県浜松市中央区鍛冶町1-2":                             "静岡県|浜松市中央区|鍛冶町|1-2",
		"Kajimachi 3-3, Chuo-ku, Hamamatsu, Shizuoka": "静岡県|浜松市中央区|鍛冶町|3-3",
	} {
		if a := r.ReadAddress(in); a.BlockKey() != key {
			t.Errorf("%q has key %q, want %q", in, a.BlockKey(), key)
		}
	}
	for in, want := range map[string]int{"5-1 Otemachi, Aoi-ku, Shizuoka": 1, "静岡県清水市入船町9-5": 1, "静岡県清水市旭町6-8": 1, "静岡県清水市旭町6-9": 0} {
		if found, _, err := r.ByBlock(r.ReadAddress(in), 10); err != nil || len(found) != want {
			t.Errorf("%q finds %d bodies, want %d: %v", in, len(found), want, err)
		}
	}
	found, _, err := r.ByBlock(r.ReadAddress("静岡県清水市入船町9-5"), 10)
	if err != nil || len(found) == 0 {
		t.Fatal(err)
	}
	if result, degree, why := identifier.CompareParsed(r.ReadAddress("静岡県清水市入船町9-5"), identifier.ParseAddress(found[0].Current().Address())); result != "agrees" || why != "former_city" {
		t.Errorf("%s %d %s", result, degree, why)
	}
}

// A delta knows the towns of its own bodies, and those of its base.
func TestTownsOfADelta(t *testing.T) {
	base, path := townRegister(t)
	info, err := BuildDelta(context.Background(), t.TempDir(), testMeta, base, seq([]Row{
		seat("0000000006000", "新商事", "静岡県", "静岡市駿河区", "南町1番1号", 20500, true),
		seat("0000000001000", "関所商事", "静岡県", "静岡市葵区", "七間町1番1号", 20500, true),
	}), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, info.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for city, n := range map[string]int{"静岡市駿河区": 1, "静岡市葵区": 3, "浜松市中央区": 1} {
		if got := r.Towns("静岡県", city).Len(); got != n {
			t.Errorf("%s: %d towns, want %d", city, got, n)
		}
	}
}
