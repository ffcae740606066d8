package arrival

import (
	"fmt"
	"testing"
)

func near(at int32) rec { return rec{[]uint64{1}, at} }

func TestVerdicts(t *testing.T) {
	for _, tc := range []struct {
		at    int32
		judge func(e *Engine[rec])
		want  string
	}{
		{1, nil, "same [{a 900 true} {b 200 false}]"},
		{-8, nil, "possibly_same [{a 200 false}]"},
		{50, nil, "different []"},
		// Both would do, and are known to be two: none is better by more than the margin.
		{4, func(e *Engine[rec]) { e.Judge("a", "b", false) }, "ambiguous [{a 600 true} {b 500 false}]"},
		// A person has said which of them it is not: that one is no candidate.
		{4, func(e *Engine[rec]) { e.Judge("x", "b", false) }, "same [{a 600 true}]"},
		{50, func(e *Engine[rec]) { e.Judge("x", "b", true) }, "same []"},
		{109, func(e *Engine[rec]) { e.Put("farther", near(118)) }, "ambiguous [{far 100 false} {farther 100 false}]"},
	} {
		e := New(fake{}, Options{Margin: 100})
		e.Put("a", near(0))
		e.Put("b", near(9))
		e.Put("far", near(100))
		if tc.judge != nil {
			tc.judge(e)
		}
		e.Put("x", near(tc.at))
		v := e.Verdict("x")
		if got := fmt.Sprint(v.Outcome, " ", v.Candidates); got != tc.want {
			t.Errorf("at %d: %s, want %s", tc.at, got, tc.want)
		}
	}
	if v := New(fake{}, Options{}).Verdict("nobody"); v.Outcome != "" || v.Candidates != nil {
		t.Errorf("%+v", v)
	}
}

func TestJudgements(t *testing.T) {
	e := New(fake{}, Options{})
	for i, id := range []string{"a", "b", "c"} {
		e.Put(id, near(int32(i)))
	}
	show := func() string { return fmt.Sprintf("%q", clusters(e)) }
	step := func(what, want string) {
		t.Helper()
		if got := show(); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	step("as they came", `["a b c"]`)
	e.Judge("a", "c", false)
	if got := show(); got == `["a b c"]` {
		t.Error("a judgement did not block the merge through b")
	}
	e.Judge("a", "b", true)
	e.Judge("c", "b", true)
	if got := fmt.Sprint(e.Clashes()); got != "[[a c]]" {
		t.Errorf("clashes %s", got)
	}
	e.Withdraw("c", "a", false)
	if e.Clashes() != nil {
		t.Errorf("clashes after the withdrawal: %v", e.Clashes())
	}
	step("withdrawn", `["a b c"]`)
	e.Judge("a", "z", true)
	e.Put("z", rec{nil, 500})
	step("a judgement waits for its record", `["a b c z"]`)
	e.Remove("a")
	if got := fmt.Sprint(e.Cluster("z"), e.Cluster("b"), e.Cluster("a")); got != "[z] [b c] []" {
		t.Errorf("without the record between: %s", got)
	}
}
