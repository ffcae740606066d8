package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sekifuda/sekifuda/internal/match"
)

// Names are two names that were compared, for Alignment to write.
type Names struct {
	Schema    string          `json:"schema"`
	Name      string          `json:"name"`
	Listed    string          `json:"listed"`
	Score     int             `json:"score"`
	Agrees    int             `json:"agrees_from"`
	Verdict   string          `json:"verdict"` // agree, near, differ, not_compared
	Why       string          `json:"why,omitempty"`
	Alignment []AlignmentPart `json:"alignment"`
}

// AlignmentPart is one answer of an alignment; one of the texts is "" where
// there is none. Score is of 10000, weight in hundredths of a bit.
type AlignmentPart struct {
	Name   string `json:"name"`
	Listed string `json:"listed"`
	Rule   string `json:"rule"`
	Score  int    `json:"score"`
	Weight int    `json:"weight"`
}

// NewNames takes an alignment over. compared is false where a name has no
// letters that the matcher knows: then no score says anything.
func NewNames(schema, name, listed string, a match.Alignment, compared bool) *Names {
	n := &Names{Schema: schema, Name: name, Listed: listed, Score: a.Score, Agrees: match.Agrees, Why: a.Why, Verdict: "differ", Alignment: []AlignmentPart{}}
	switch {
	case !compared:
		n.Verdict = "not_compared"
	case a.Score >= match.Agrees:
		n.Verdict = "agree"
	case a.Score >= match.Weak:
		n.Verdict = "near"
	}
	for _, p := range a.Parts {
		n.Alignment = append(n.Alignment, AlignmentPart{p.Query, p.Entity, p.Rule, p.Score, p.Weight})
	}
	return n
}

// Alignment writes which part of one name answered which of the other, by what
// rule and how well, for a person to read. Its error is that of the writer.
func Alignment(w io.Writer, n *Names, o Options) error {
	o = o.normal()
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s ~ %s\n", Safe(n.Schema), Safe(n.Name), Safe(n.Listed))
	fmt.Fprintf(&b, "%s %d / %d (%d+): %s", say(o.Lang, "label/points"), n.Score, match.Full, n.Agrees, say(o.Lang, "names/"+n.Verdict))
	if n.Why != "" && n.Verdict != "not_compared" {
		fmt.Fprintf(&b, "; %s", Text(o.Lang, "why", n.Why))
	}
	b.WriteString("\n")
	if len(n.Alignment) > 0 {
		b.WriteString("\n")
		columnsOf(&b, n.cells(o.Lang))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write alignment: %w", err)
	}
	return nil
}

func (n *Names) cells(l Lang) [][]string {
	rows := [][]string{{say(l, "label/name"), say(l, "label/listed"), say(l, "label/how"), say(l, "label/same"), say(l, "label/weight")}}
	for _, p := range n.Alignment {
		row := []string{Safe(p.Name), Safe(p.Listed), say(l, "answer/none"), "", fmt.Sprintf("%d.%d %s", p.Weight/100, p.Weight%100/10, say(l, "label/bits"))}
		if p.Name != "" && p.Listed != "" {
			row[2], row[3] = Text(l, "answer", p.Rule), fmt.Sprintf("%d %%", p.Score/100)
		}
		for i, c := range row {
			if c == "" {
				row[i] = "-"
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// columnsOf writes rows with every column as wide as its widest cell.
func columnsOf(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, c := range row {
			widths[i] = max(widths[i], textWidth(c))
		}
	}
	for _, row := range rows {
		line := ""
		for i, c := range row {
			line += pad(c, widths[i]) + "  "
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
