package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// template is a rule's text in both languages, cut at its placeholders.
type template struct{ en, ja []part }

// part is literal text, a fact, or the detail of the rule's findings.
type part struct {
	literal string
	fact    factPath
	detail  bool
}

// template cuts a text at {group.fact} and {detail}; unknown ones are errors.
func (r *reader) template(at text, s string) []part {
	var out []part
	for {
		before, rest, ok := strings.Cut(s, "{")
		if before != "" {
			out = append(out, part{literal: before})
		}
		if !ok {
			return out
		}
		name, after, closed := strings.Cut(rest, "}")
		p, known := placeholder(name)
		if !closed || !known {
			r.add(at.At, "text", fmt.Sprintf("unknown placeholder {%s}", name), "use {detail} or a fact, as {list.source}")
			return out
		}
		out, s = append(out, p), after
	}
}

func placeholder(name string) (part, bool) {
	if name == "detail" {
		return part{detail: true}, true
	}
	group, field, _ := strings.Cut(name, ".")
	g := groupByName(group)
	return part{fact: factPath{group, field}}, g != nil && slices.Contains(g.fields, field)
}

func (t *template) fill(facts *finding.Facts, detail string) finding.Text {
	return finding.Text{EN: fillParts(t.en, facts, detail), JA: fillParts(t.ja, facts, detail)}
}

func fillParts(parts []part, facts *finding.Facts, detail string) string {
	if len(parts) == 1 && parts[0].literal != "" {
		return parts[0].literal
	}
	var b strings.Builder
	for _, p := range parts {
		switch {
		case p.literal != "":
			b.WriteString(p.literal)
		case p.detail:
			b.WriteString(detail)
		default:
			b.WriteString(valueText(facts, p.fact))
		}
	}
	return b.String()
}
