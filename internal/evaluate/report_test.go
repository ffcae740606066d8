package evaluate

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/format"
)

// answered writes truth and decisions of n honest applicants who answered
// everything, bad of whom are in review.
func answered(n, bad int) (truth, decisions string) {
	var t, d strings.Builder
	for i := range n {
		fmt.Fprintf(&t, `{"external_id":"h%d","honest":true,"kind":"honest_plain","answered":true}`+"\n", i)
		outcome := "approve"
		if i < bad {
			outcome = "review"
		}
		d.WriteString(lines(fmt.Sprintf("h%d %s", i, outcome)))
	}
	return t.String(), d.String()
}

func gate(t *testing.T, truth, decisions string) *Report {
	t.Helper()
	r, err := Gate(strings.NewReader(truth), strings.NewReader(decisions))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *Report) bar(name string) Bar {
	for _, b := range r.Bars {
		if b.Name == name {
			return b
		}
	}
	return Bar{}
}

func TestThreePercentIsTheLimit(t *testing.T) {
	const name = "honest who answered everything, not approved"
	for _, tt := range []struct {
		n, bad  int
		reached bool
	}{{100, 0, true}, {100, 3, true}, {100, 4, false}, {33, 1, false}, {34, 1, true}} {
		b := ofAnswered(t, tt.n, tt.bad).bar(name)
		if want := (Bar{name, tt.bad, tt.n, "3 %", tt.reached}); b != want {
			t.Errorf("%+v, want %+v", b, want)
		}
	}
}

func ofAnswered(t *testing.T, n, bad int) *Report {
	t.Helper()
	truth, decisions := answered(n, bad)
	return gate(t, truth, decisions)
}

// TestWrongIsNamed: each application that went against what is so, in order of
// id, at most fifty.
func TestWrongIsNamed(t *testing.T) {
	r := gate(t, truth, lines("i1 approve", "h1 refuse", "n1 refuse", "h2 approve"))
	if diff := cmp.Diff([]string{"h1 (honest_plain): refuse", "i1 (false_impersonation): approve"}, r.Wrong); diff != "" {
		t.Error(diff)
	}
	r = ofAnswered(t, 200, 80)
	if len(r.Wrong) != 50 || r.bar("honest who answered everything, not approved").Value != 80 {
		t.Errorf("%d named", len(r.Wrong))
	}
}

// TestWhyAnsweredHonestAreInReview counts rules and what is missing, the most
// frequent first, and only of those who should have been approved.
func TestWhyAnsweredHonestAreInReview(t *testing.T) {
	decision := func(id, outcome, rest string) string {
		return fmt.Sprintf(`{"decision":{"application":%q,"outcome":%q,%s}}`+"\n", id, outcome, rest)
	}
	const ask = `"missing":[{"check":"represents","cause":"no_evidence"}]`
	two := truth + `{"external_id":"h3","honest":true,"kind":"honest_plain","answered":true}` + "\n"
	r := gate(t, two,
		decision("h1", "review", `"reasons":[{"code":"b","outcome":"review"},{"code":"n","outcome":"note"},{"code":"a","outcome":"approve"}],`+ask)+
			decision("h3", "review", `"reasons":[{"code":"c","outcome":"refuse"}],`+ask)+
			decision("h2", "review", ask)+decision("n1", "review", ask)+decision("stranger", "review", ask))
	if diff := cmp.Diff([]Cause{{"missing represents no_evidence", 2}, {"b", 1}, {"c", 1}}, r.Causes); diff != "" {
		t.Error(diff)
	}
}

// TestWhatIsNoDecision: rows that could not be read, blank lines and strangers
// count for nothing; what is decided twice counts once, as it was last.
func TestWhatIsNoDecision(t *testing.T) {
	r := gate(t, "\n"+truth, `{"position":1,"problems":["x"]}`+"\n\n"+lines("stranger approve", "h1 refuse", "h1 approve", "h2 review", "n1 refuse")+strings.TrimSpace(lines("i1 review")))
	if missed := r.Missed(); len(missed) != 0 {
		t.Errorf("%v", missed)
	}
	if b := r.bar("applications without a decision"); b.Of != 4 {
		t.Errorf("%+v", b)
	}
	all := 0
	for _, c := range r.Kinds {
		all += c.Approve + c.Review + c.Refuse + c.None
	}
	if all != 4 {
		t.Errorf("%d applications counted", all)
	}
}

func TestGateNamesTheFileOfABadLine(t *testing.T) {
	_, err := Gate(strings.NewReader(truth), strings.NewReader("\n\n[]\n"))
	var fe *format.Error
	if !errors.As(err, &fe) || fe.File != "decisions" || fe.Line != 3 || fe.Fix == "" {
		t.Errorf("%v", err)
	}
	broken := errors.New("broken")
	if _, err := Gate(failing{broken}, strings.NewReader("")); !errors.Is(err, broken) || !strings.Contains(err.Error(), "truth") {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// TestReportAsJSON holds the names that scripts read.
func TestReportAsJSON(t *testing.T) {
	b, err := json.Marshal(gate(t, truth, lines("h1 review", "n1 refuse", "i1 review")))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"on":"generated data"`, `{"kind":"honest_plain","honest":true,"approve":0,"review":1,"refuse":0,"undecided":1}`,
		`{"name":"applications without a decision","value":1,"of":4,"limit":"0","reached":false}`,
		`"why_answered_honest_are_in_review":[{"code":"x","count":1}]`, `"wrong":["h1 (honest_plain): review"]`,
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %s in %s", want, b)
		}
	}
}
