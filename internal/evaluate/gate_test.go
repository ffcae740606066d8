package evaluate

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/format"
)

const truth = `{"external_id":"h1","honest":true,"kind":"honest_plain","answered":true}
{"external_id":"h2","honest":true,"kind":"honest_plain","answered":false}
{"external_id":"n1","honest":false,"kind":"false_nonexistent"}
{"external_id":"i1","honest":false,"kind":"false_impersonation"}
`

// lines writes decisions as `screen --json` does, from "id outcome" pairs.
func lines(pairs ...string) string {
	var b strings.Builder
	for i, p := range pairs {
		id, outcome, _ := strings.Cut(p, " ")
		fmt.Fprintf(&b, `{"position":%d,"decision":{"application":%q,"outcome":%q,"reasons":[{"code":"x","outcome":%q}]}}`+"\n", i+1, id, outcome, outcome)
	}
	return b.String()
}

func TestGateBars(t *testing.T) {
	for _, tt := range []struct {
		name      string
		decisions string
		missed    []string
	}{
		{"all well", lines("h1 approve", "h2 review", "n1 refuse", "i1 review"), nil},
		{"honest refused", lines("h1 approve", "h2 refuse", "n1 refuse", "i1 review"), []string{"honest applicants, refused"}},
		{"answered in review", lines("h1 review", "h2 review", "n1 refuse", "i1 review"), []string{"honest who answered everything, not approved"}},
		{"nonexistent approved", lines("h1 approve", "h2 review", "n1 approve", "i1 review"),
			[]string{"companies that do not exist, approved", "false applications of any kind, approved"}},
		{"impostor refused", lines("h1 approve", "h2 review", "n1 refuse", "i1 refuse"), []string{"impostors in the name of real companies, not in review"}},
		{"one lost", lines("h1 approve", "h2 review", "n1 refuse"),
			[]string{"applications without a decision", "impostors in the name of real companies, not in review"}},
	} {
		r, err := Gate(strings.NewReader(truth), strings.NewReader(tt.decisions))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.missed, r.Missed()); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if r.On != "generated data" {
			t.Errorf("%s: on %q", tt.name, r.On)
		}
	}
}

func TestGateCountsKindsAndReasons(t *testing.T) {
	r, err := Gate(strings.NewReader(truth), strings.NewReader(lines("h1 review", "h2 review", "n1 refuse", "i1 review")))
	if err != nil {
		t.Fatal(err)
	}
	want := []*Count{
		{Kind: "honest_plain", Honest: true, Review: 2},
		{Kind: "false_impersonation", Review: 1},
		{Kind: "false_nonexistent", Refuse: 1},
	}
	if diff := cmp.Diff(want, r.Kinds); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Cause{{"x", 1}}, r.Causes); diff != "" {
		t.Error(diff)
	}
}

func TestGateNamesTheBadLine(t *testing.T) {
	_, err := Gate(strings.NewReader(truth+"{"), strings.NewReader(""))
	var fe *format.Error
	if !errors.As(err, &fe) || fe.Line != 5 {
		t.Errorf("%v", err)
	}
}
