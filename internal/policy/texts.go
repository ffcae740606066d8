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
	return finding.Text{EN: fillParts(t.en, facts, detail, inEnglish), JA: fillParts(t.ja, facts, detail, inJapanese)}
}

// words are the codes that texts put in, in the words of a sentence. Others are
// put in as they are.
var words = map[string]finding.Text{
	"applicant": {EN: "the applicant", JA: "申込者"}, "representative": {EN: "the representative", JA: "代表者"},
	"contact": {EN: "the contact person", JA: "担当者"}, "payer": {EN: "the payer", JA: "支払者"},
	"end_user": {EN: "the end user", JA: "使用者"}, "on_behalf_of": {EN: "the party it acts for", JA: "委託元"},
	"ship_to": {EN: "the place of delivery", JA: "送付先"}, "phone": {EN: "a telephone", JA: "電話番号"},
	"email": {EN: "a mailbox", JA: "メールアドレス"}, "device": {EN: "a device", JA: "端末"},
	"payment_token": {EN: "a means of payment", JA: "支払手段"}, "key": {EN: "a key", JA: "鍵"},
	"licence": {EN: "a licence is needed", JA: "許可が必要"}, "question": {EN: "questions are to be answered", JA: "確認事項あり"},
	"internal": {EN: "the operator's own", JA: "自社リスト"}, "prohibits": {EN: "prohibited", JA: "取引禁止"},
}

func inEnglish(value string) string {
	return worded(value, ", ", func(t finding.Text) string { return t.EN })
}

func inJapanese(value string) string {
	return worded(value, "、", func(t finding.Text) string { return t.JA })
}

// worded puts each code of a value into words.
func worded(value, between string, in func(finding.Text) string) string {
	parts := strings.Split(value, ",")
	for i, p := range parts {
		if t, ok := words[p]; ok {
			parts[i] = in(t)
		}
	}
	return strings.Join(parts, between)
}

func fillParts(parts []part, facts *finding.Facts, detail string, word func(string) string) string {
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
			b.WriteString(word(valueText(facts, p.fact)))
		}
	}
	return b.String()
}
