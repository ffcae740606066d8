package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/search"
)

// Found is what a search of all sources gave for one party.
type Found struct {
	Line       int         `json:"line,omitempty"` // of the file that asked
	ID         string      `json:"id,omitempty"`
	Caption    string      `json:"caption,omitempty"`
	Schema     string      `json:"schema,omitempty"`
	Asked      string      `json:"asked,omitempty"` // what a person typed
	As         string      `json:"as,omitempty"`    // and what it was taken for
	State      string      `json:"state"`           // searched, not_checked
	NotChecked []Unchecked `json:"not_checked,omitempty"`
	Candidates []Candidate `json:"candidates"`
}

// Unchecked is something that was not searched, or not to its end. Name and
// source are "" where it is about all.
type Unchecked struct {
	Cause  string `json:"cause"`
	Name   string `json:"name,omitempty"`
	Source string `json:"source,omitempty"`
}

// Candidate is one record that may be who is looked for.
type Candidate struct {
	Source      finding.SourceRef    `json:"source"`
	ID          string               `json:"id"`
	Caption     string               `json:"caption"`
	Schema      string               `json:"schema"`
	By          string               `json:"by"` // name, number, identifier, address
	Score       int                  `json:"score"`
	Verdict     string               `json:"verdict"` // agree, near, differ, not_compared
	Name        string               `json:"name,omitempty"`
	Listed      string               `json:"listed,omitempty"`
	Difference  string               `json:"difference,omitempty"` // code of the chief difference between the names
	Identity    string               `json:"identity"`
	Why         string               `json:"why,omitempty"`
	Status      string               `json:"status,omitempty"` // of a registered body
	Address     string               `json:"address,omitempty"`
	Comparisons []finding.Comparison `json:"comparisons,omitempty"`
	Alignment   []AlignmentPart      `json:"alignment"`
}

// NewFound takes an answer over; compared says that there was a name to compare.
func NewFound(a search.Answer, compared bool) *Found {
	f := &Found{State: "searched", Candidates: []Candidate{}}
	for _, o := range a.Open {
		f.State = string(finding.NotChecked)
		f.NotChecked = append(f.NotChecked, Unchecked(o))
	}
	for i := range a.Hits {
		f.Candidates = append(f.Candidates, newCandidate(&a.Hits[i], compared))
	}
	return f
}

func newCandidate(h *search.Hit, compared bool) Candidate {
	n := NewNames(h.Entity.Schema, h.Result.QueryName, h.Result.EntityName, h.Alignment, compared)
	c := Candidate{
		Source: h.Source, ID: h.Entity.ID, Caption: h.Entity.Caption, Schema: h.Entity.Schema, By: h.By, Score: h.Result.Score, Verdict: n.Verdict,
		Name: h.Result.QueryName, Listed: h.Result.EntityName, Difference: n.Why, Identity: h.Result.Identity, Why: h.Result.Why,
		Address: h.Entity.First("address"), Comparisons: h.Result.Comparisons, Alignment: n.Alignment,
	}
	if h.Body != nil {
		c.Status = h.Body.Status()
	}
	if c.Caption == "" {
		c.Caption = h.Entity.First("name")
	}
	return c
}

// WriteFound writes an answer for a person to read: each candidate with its
// source, of what day that is, and why it stands here. Its error is that of w.
func WriteFound(w io.Writer, f *Found, o Options) error {
	o = o.normal()
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", say(o.Lang, "as/"+f.As), Safe(f.Asked))
	for _, u := range f.NotChecked {
		fmt.Fprintf(&b, "%s: %s", say(o.Lang, "state/not_checked"), Text(o.Lang, "cause", u.Cause))
		for _, s := range []string{u.Source, u.Name} {
			if s != "" {
				fmt.Fprintf(&b, " (%s)", Safe(clipped(s)))
			}
		}
		b.WriteString("\n")
	}
	if len(f.Candidates) == 0 {
		fmt.Fprintf(&b, "%s\n", say(o.Lang, "found/nothing"))
	}
	if len(f.Candidates) > 0 {
		b.WriteString("\n")
		columnsOf(&b, f.cells(o))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write what was found: %w", err)
	}
	return nil
}

// clipped keeps a name that is too long from filling the screen.
func clipped(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func (f *Found) cells(o Options) [][]string {
	l := o.Lang
	rows := [][]string{{say(l, "label/points"), say(l, "label/name"), say(l, "label/source"), say(l, "label/published"), say(l, "label/record"), say(l, "label/why_found")}}
	for i := range f.Candidates {
		c := &f.Candidates[i]
		score := "-"
		if c.Verdict != "not_compared" {
			score = fmt.Sprint(c.Score)
		}
		name := c.Caption
		if c.Listed != "" {
			name = c.Listed
		}
		day := time.UnixMicro(int64(c.Source.Published)).In(o.Zone).Format("2006-01-02")
		rows = append(rows, []string{score, Safe(name), Safe(c.Source.Name), day, Safe(c.ID), c.reason(l)})
	}
	return rows
}

// reason says in words why a candidate stands here.
func (c *Candidate) reason(l Lang) string {
	var parts []string
	if c.By != search.ByName {
		parts = append(parts, say(l, "found/"+c.By))
	}
	if c.Verdict != "not_compared" {
		parts = append(parts, say(l, "names/"+c.Verdict))
	}
	if c.Difference != "" && c.Verdict != "not_compared" {
		parts = append(parts, Text(l, "why", c.Difference))
	}
	if c.Identity != finding.IdentityUnknown && c.Score >= match.Weak {
		parts = append(parts, Text(l, "identity", c.Identity))
	}
	if c.Status != "" && c.Status != "live" {
		parts = append(parts, Text(l, "code", c.Status))
	}
	if c.Address != "" {
		parts = append(parts, Safe(c.Address))
	}
	return strings.Join(parts, say(l, "label/or"))
}
