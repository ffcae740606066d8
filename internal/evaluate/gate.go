// Package evaluate compares what the gate decided with what is so. It knows the
// truth only from a file that a synthetic world, or a person, wrote.
package evaluate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/format"
)

// Truth is one line of a truth file; see docs/world.md.
type Truth struct {
	ExternalID string `json:"external_id"`
	Honest     bool   `json:"honest"`
	Kind       string `json:"kind"`
	Expected   string `json:"expected"`
	Answered   bool   `json:"answered"`
}

// Line is what is needed of one line of `screen --json`.
type Line struct {
	Decision *finding.Decision `json:"decision"`
}

// Count is how the applications of one kind were decided.
type Count struct {
	Kind    string `json:"kind"`
	Honest  bool   `json:"honest"`
	Approve int    `json:"approve"`
	Review  int    `json:"review"`
	Refuse  int    `json:"refuse"`
	None    int    `json:"undecided"`
}

// Bar is one thing that must hold, with what was measured.
type Bar struct {
	Name    string `json:"name"`
	Value   int    `json:"value"`
	Of      int    `json:"of"`
	Limit   string `json:"limit"`
	Reached bool   `json:"reached"`
}

// Report is the comparison. On is always "generated data" for worlds.
type Report struct {
	On      string   `json:"on"`
	Kinds   []*Count `json:"kinds"`
	Bars    []Bar    `json:"bars"`
	Causes  []Cause  `json:"why_answered_honest_are_in_review"`
	Wrong   []string `json:"wrong,omitempty"` // external ids against an expectation, at most 50
	byKind  map[string]*Count
	reasons map[string]int
}

// Cause counts one reason.
type Cause struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
}

// Gate reads a truth file and the lines of `screen --json` and compares them.
// It fails with a *format.Error for a line that cannot be read.
func Gate(truth, decisions io.Reader) (*Report, error) {
	known := map[string]Truth{}
	if err := eachLine("truth", truth, func(t Truth) { known[t.ExternalID] = t }); err != nil {
		return nil, err
	}
	r := &Report{On: "generated data", byKind: map[string]*Count{}, reasons: map[string]int{}}
	seen := map[string]finding.Outcome{}
	err := eachLine("decisions", decisions, func(l Line) {
		if l.Decision != nil {
			seen[l.Decision.Application] = l.Decision.Outcome
			r.why(l.Decision, known[l.Decision.Application])
		}
	})
	if err != nil {
		return nil, err
	}
	r.compare(known, seen)
	return r, nil
}

func eachLine[T any](what string, in io.Reader, take func(T)) error {
	br := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; n++ {
		text, err := br.ReadBytes('\n')
		if text = bytes.TrimSpace(text); len(text) > 0 {
			var v T
			if err := json.Unmarshal(text, &v); err != nil {
				return &format.Error{File: what, Line: n, Msg: err.Error(), Fix: "one JSON object a line"}
			}
			take(v)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", what, err)
		}
	}
}

// why counts the reasons for which honest applicants who answered everything
// are in review all the same.
func (r *Report) why(d *finding.Decision, t Truth) {
	if d.Outcome == finding.Approve || !t.Honest || !t.Answered {
		return
	}
	for _, reason := range d.Reasons {
		if reason.Outcome != "note" && reason.Outcome != finding.Approve {
			r.reasons[reason.Code]++
		}
	}
	for _, m := range d.Missing {
		r.reasons["missing "+m.Check+" "+m.Cause]++
	}
}

// sums is what the bars are made of.
type sums struct {
	honestRefused, honest       int
	answeredReview, answered    int
	falseApproved, false        int
	nonexistApproved, nonexist  int
	impersonNotReview, imperson int
	decided, all                int
}

func (r *Report) compare(known map[string]Truth, seen map[string]finding.Outcome) {
	var s sums
	ids := make([]string, 0, len(known))
	for id := range known {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		t := known[id]
		o := seen[id]
		r.count(t, o)
		if s.add(t, o) && len(r.Wrong) < 50 {
			r.Wrong = append(r.Wrong, fmt.Sprintf("%s (%s): %s", id, t.Kind, o))
		}
	}
	for _, c := range r.byKind {
		r.Kinds = append(r.Kinds, c)
	}
	slices.SortFunc(r.Kinds, func(a, b *Count) int {
		if a.Honest != b.Honest {
			return map[bool]int{true: -1, false: 1}[a.Honest]
		}
		return strings.Compare(a.Kind, b.Kind)
	})
	for code, n := range r.reasons {
		r.Causes = append(r.Causes, Cause{code, n})
	}
	slices.SortFunc(r.Causes, func(a, b Cause) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Code, b.Code)
	})
	r.Bars = s.bars()
}

func (r *Report) count(t Truth, o finding.Outcome) {
	c := r.byKind[t.Kind]
	if c == nil {
		c = &Count{Kind: t.Kind, Honest: t.Honest}
		r.byKind[t.Kind] = c
	}
	switch o {
	case finding.Approve:
		c.Approve++
	case finding.Review:
		c.Review++
	case finding.Refuse:
		c.Refuse++
	default:
		c.None++
	}
}

// add counts one application and reports whether it went wrong.
func (s *sums) add(t Truth, o finding.Outcome) (wrong bool) {
	s.all++
	if o != "" {
		s.decided++
	}
	if t.Honest {
		s.honest++
		if o == finding.Refuse {
			s.honestRefused++
			wrong = true
		}
		if t.Answered {
			s.answered++
			if o != finding.Approve {
				s.answeredReview++
				wrong = true
			}
		}
		return wrong
	}
	s.false++
	if o == finding.Approve {
		s.falseApproved++
		wrong = true
	}
	switch t.Kind {
	case "false_nonexistent":
		s.nonexist++
		if o == finding.Approve {
			s.nonexistApproved++
		}
	case "false_impersonation":
		s.imperson++
		if o != finding.Review {
			s.impersonNotReview++
			wrong = true
		}
	}
	return wrong
}

func (s *sums) bars() []Bar {
	zero := func(name string, n, of int) Bar { return Bar{name, n, of, "0", n == 0} }
	return []Bar{
		zero("applications without a decision", s.all-s.decided, s.all),
		zero("companies that do not exist, approved", s.nonexistApproved, s.nonexist),
		zero("false applications of any kind, approved", s.falseApproved, s.false),
		zero("impostors in the name of real companies, not in review", s.impersonNotReview, s.imperson),
		zero("honest applicants, refused", s.honestRefused, s.honest),
		{"honest who answered everything, not approved", s.answeredReview, s.answered, "3 %", s.answeredReview*100 <= s.answered*3},
	}
}

// Missed returns the names of the bars that were not reached.
func (r *Report) Missed() []string {
	var out []string
	for _, b := range r.Bars {
		if !b.Reached {
			out = append(out, b.Name)
		}
	}
	return out
}
