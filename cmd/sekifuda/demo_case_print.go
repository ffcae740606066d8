package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
)

// classWords are the classes of disagreements as they are printed, alarms first.
var classWords = []struct {
	class  casefile.Class
	en, ja string
}{
	{casefile.Contradiction, "contradiction", "矛盾"}, {casefile.WithinOne, "within one report", "一つの報道の中で"},
	{casefile.Granularity, "granularity", "粒度"}, {casefile.Evolution, "evolution", "推移"}, {casefile.Scope, "scope", "範囲"},
	{casefile.Translation, "translation", "翻訳"}, {casefile.Derivation, "derivation", "派生"}, {casefile.Silence, "silence", "沈黙"},
}

// differ prints where the reports differ, by class: what asks for a person
// first.
func (c *caseDemo) differ() error {
	ds := casefile.Disagreements(c.file)
	alarms := 0
	for _, d := range ds {
		if d.Alarm {
			alarms++
		}
	}
	c.say("\nWhere the reports differ: %d questions, %d of which ask a person to look (!)", "\n報道の食い違い：%d項目、うち人の確認を要するもの（!）%d項目", len(ds), alarms)
	for _, w := range classWords {
		c.byClass(ds, w.class, w.en, w.ja)
	}
	return nil
}

// byClass prints the questions whose first class it is.
func (c *caseDemo) byClass(ds []casefile.Disagreement, class casefile.Class, en, ja string) {
	ds = slices.DeleteFunc(slices.Clone(ds), func(d casefile.Disagreement) bool { return d.Classes[0] != class })
	if len(ds) == 0 {
		return
	}
	c.say("\n%s", "\n%s", map[bool]string{false: strings.ToUpper(en), true: ja}[c.ja])
	t := tabwriter.NewWriter(c.out, 0, 8, 2, ' ', 0)
	defer t.Flush()
	for _, d := range ds {
		on := c.named(d.On.Subject.String()) + ": " + strings.ReplaceAll(d.On.Topic, "_", " ")
		for _, more := range d.Classes[1:] {
			on += " + " + strings.ReplaceAll(string(more), "_", " ")
		}
		switch class {
		case casefile.Derivation:
			for _, why := range d.Facets[0].Why {
				fmt.Fprintf(t, "  %s\n", why.Text)
			}
		case casefile.Silence:
			fmt.Fprintf(t, "  %s\tonly %s\tsilent: %s\n", on, strings.Join(d.Facets[0].Sides[0].Sources, ", "), strings.Join(d.Silent, ", "))
		default:
			mark := " "
			if d.Alarm {
				mark = "!"
			}
			fmt.Fprintf(t, "%s %s\n", mark, on)
			c.facets(t, d)
		}
	}
}

// facets prints the facets on which sources differ, a line for each answer.
func (c *caseDemo) facets(t *tabwriter.Writer, d casefile.Disagreement) {
	for _, f := range d.Facets {
		if len(f.Classes) == 0 {
			continue
		}
		_, name, _ := strings.Cut(f.Predicate, ".")
		sides := slices.Clone(f.Sides)
		slices.SortStableFunc(sides, func(a, b casefile.Side) int { return cmp.Compare(a.Sources[0], b.Sources[0]) })
		for _, s := range sides {
			says := c.words(s.Says)
			if s.Aspect != "" {
				says += " [of " + c.words(s.Aspect) + "]"
			}
			fmt.Fprintf(t, "    %s\t%s\t%s\n", strings.ReplaceAll(name, "_", " "), strings.Join(s.Sources, ", "), says)
		}
	}
}

// words writes references to things by their names.
func (c *caseDemo) words(s string) string {
	for _, t := range c.file.Things {
		if len(t.Names) > 0 {
			s = strings.ReplaceAll(s, t.Ref.String(), t.Names[0])
		}
	}
	return s
}

// weigh prints how the hypotheses stand and on which statement that hangs, and
// how often one origin was printed.
func (c *caseDemo) weigh() error {
	var ids []string
	for _, s := range c.file.Statements {
		if s.Subject.String() == "event:instruction" && s.Predicate == "instructed_by" {
			ids = append(ids, s.ID)
		}
	}
	origins := casefile.Origins(c.file, ids)
	c.say("\nThat the unit instructed stands in %d statements of %d printings; independent origins: %d (%s)",
		"\n「部隊が指示した」は%d件の供述・%d件の紙面にあるが、独立した出所は%d（%s）", len(ids), len(origins[0].Sources), len(origins), origins[0].Who)
	m := casefile.Weigh(c.file)
	c.say("\nThe hypotheses, the one with the least against it first (weights of 10,000)", "\n仮説（反証の少ない順、重みは1万分率）")
	t := tabwriter.NewWriter(c.out, 0, 8, 2, ' ', 0)
	for _, s := range m.Hypotheses {
		i := slices.IndexFunc(c.file.Hypotheses, func(h casefile.Hypothesis) bool { return h.ID == s.ID })
		fmt.Fprintf(t, "  %s\tagainst %d\tfor %d\t%s\n", s.ID, s.Against, s.For, c.file.Hypotheses[i].Text)
	}
	t.Flush()
	for _, turn := range m.Turns {
		if turn.First {
			c.say("  with %s %s, the first would be %s", "  %sを%sとすれば、第一は%s", turn.Statement, turn.How, turn.Order[0])
		}
	}
	return nil
}

// learned prints what the reports of the last day of the case changed.
func (c *caseDemo) learned() error {
	before, err := entity.ParseAt("2027-12-30", time.UTC)
	if err != nil {
		return err
	}
	c.say("\nWhat changed between 30 December 2027 and now", "\n2027年12月30日から今日までの変化")
	counts := map[string]int{}
	for _, ch := range casefile.Diff(c.file, before, c.at) {
		switch ch.What {
		case "disagreement", "order", casefile.KindPosition:
			fmt.Fprintf(c.out, "  %s %s %s: %s\n", ch.What, ch.ID, ch.How, ch.Says)
		default:
			counts[ch.What]++
		}
	}
	fmt.Fprintf(c.out, "  %d statements, %d sources, %d steps, %d assessments added\n", counts[casefile.KindStatement], counts[casefile.KindSource], counts[casefile.KindStep], counts[casefile.KindAssessment])
	return nil
}
