package gate

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/format"
)

// row writes one line as a shard does.
func row(position int, applicant string, keys ...string) string {
	b, err := json.Marshal(&Line{Position: position, Applicant: applicant, Keys: keys, Decision: &finding.Decision{ID: fmt.Sprint(position)}})
	if err != nil {
		panic(err)
	}
	return string(b) + "\n"
}

func parts(texts ...string) []Part {
	var out []Part
	for i, s := range texts {
		out = append(out, Part{Name: fmt.Sprintf("part%d", i+1), File: strings.NewReader(s)})
	}
	return out
}

func merged(t *testing.T, texts ...string) (shares map[int][]Sharing, order []int) {
	t.Helper()
	shares = map[int][]Sharing{}
	if err := Merge(parts(texts...), func(l *Line) error {
		order = append(order, l.Position)
		if len(l.SharesIn) > 0 {
			shares[l.Position] = l.SharesIn
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return shares, order
}

// TestMergeDoesNotDependOnTheDivision puts one batch together from one part,
// from two, and from two in the other order.
func TestMergeDoesNotDependOnTheDivision(t *testing.T) {
	rows := []string{
		row(1, "a", "phone:1", "device:9"), row(2, "b", "phone:1"), row(3, "a", "phone:1"),
		row(4, "c", "device:9", "phone:1"), row(5, "d", "email:5"),
	}
	want := map[int][]Sharing{
		1: {{"phone", []int{2, 4}}, {"device", []int{4}}},
		2: {{"phone", []int{1, 3, 4}}},
		3: {{"phone", []int{2, 4}}},
		4: {{"device", []int{1}}, {"phone", []int{1, 2, 3}}},
	}
	odd, even := rows[0]+rows[2]+rows[4], rows[1]+rows[3]
	for name, texts := range map[string][]string{
		"one part": {strings.Join(rows, "")}, "two parts": {odd, even}, "the other way round": {even, odd},
		"one of them empty": {odd, "", even},
	} {
		got, order := merged(t, texts...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff([]int{1, 2, 3, 4, 5}, order); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got, order := merged(t); len(got)+len(order) != 0 {
		t.Errorf("of nothing came %v", order)
	}
}

// TestMergeNamesTheFirst: of many that share, the first in the input are named,
// whichever part they stand in.
func TestMergeNamesTheFirst(t *testing.T) {
	var odd, even strings.Builder
	for i := range 60 {
		out := &odd
		if i%2 == 1 {
			out = &even
		}
		out.WriteString(row(i+1, fmt.Sprint("applicant ", i), "device:1"))
	}
	var want []int
	for i := range mergePositions {
		want = append(want, i+2)
	}
	got, _ := merged(t, odd.String(), even.String())
	if diff := cmp.Diff([]Sharing{{"device", want}}, got[1]); diff != "" {
		t.Error(diff)
	}
}

// TestMergeForgetsEarlierNotes merges what was merged: notes are not added to.
func TestMergeForgetsEarlierNotes(t *testing.T) {
	var again strings.Builder
	if err := Merge(parts(row(1, "a", "phone:1"), row(2, "b", "phone:1")), func(l *Line) error {
		l.SharesIn = append(l.SharesIn, Sharing{"stale", []int{7}})
		return json.NewEncoder(&again).Encode(l)
	}); err != nil {
		t.Fatal(err)
	}
	got, _ := merged(t, again.String())
	if diff := cmp.Diff(map[int][]Sharing{1: {{"phone", []int{2}}}, 2: {{"phone", []int{1}}}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestMergeRefuses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		where string
		msg   string
	}{
		{"a gap", []string{row(1, "a") + row(3, "a")}, "part1:2", "position 3 where 2 is due"},
		{"a part left out", []string{row(2, "a")}, "part1:1", "position 2 where 1 is due"},
		{"a part twice", []string{row(1, "a"), row(1, "a")}, "part2:1", "position 1 where 2 is due"},
		{"out of order", []string{row(2, "a") + row(1, "a")}, "part1:2", "position 1 after 2"},
		{"one line twice", []string{row(1, "a") + row(1, "a")}, "part1:2", "position 1 after 1"},
		{"cut off", []string{row(1, "a") + strings.TrimSuffix(row(2, "a"), "\n")}, "part1:2", "cut off"},
		{"no JSON", []string{row(1, "a"), "decided\n"}, "part2:1", "not a line"},
		{"an empty line", []string{row(1, "a") + "\n"}, "part1:2", "not a line"},
		{"neither decision nor problem", []string{`{"position":1}` + "\n"}, "part1:1", "not a line"},
		{"position 0", []string{`{"position":0,"problems":["x"]}` + "\n"}, "part1:1", "not a line"},
	} {
		err := Merge(parts(tt.texts...), func(*Line) error { return nil })
		var fe *format.Error
		if !errors.As(err, &fe) || fmt.Sprintf("%s:%d", fe.File, fe.Line) != tt.where || !strings.Contains(fe.Msg, tt.msg) || fe.Fix == "" {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestMergePassesOn(t *testing.T) {
	n := 0
	if err := Merge(parts(`{"position":1,"problems":["x"]}`+"\n"), func(l *Line) error { n += len(l.Problems); return nil }); err != nil || n != 1 {
		t.Errorf("a row that cannot be read: %d, %v", n, err)
	}
	full := errors.New("no room")
	n = 0
	if err := Merge(parts(row(1, "a")+row(2, "a")), func(*Line) error { n++; return full }); !errors.Is(err, full) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
}
