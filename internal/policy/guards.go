package policy

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// Guards hold a refusal back to review. They are rules 1 to 5 of the design,
// and no policy can switch them off: whichever condition reads a fact of a
// group, the guard of that group has to agree before it may refuse.
const (
	GuardNameAlone  = "name_alone"  // a name alone refuses nobody
	GuardAbsence    = "absence"     // absence refuses only what claimed to be there and is proven absent
	GuardTwoPeople  = "two_people"  // only an identity proved false by two people
	GuardOneHop     = "one_hop"     // only what is shared directly
	GuardSignal     = "signal"      // a signal is never a verdict
	GuardNotChecked = "not_checked" // nobody is refused because a check did not run
)

// guard is one of them: over which groups it stands and when it lets a refusal pass.
type guard struct {
	name   string
	groups []string
	passes func(f *finding.Facts, group string) bool
	text   finding.Text
}

var guards = []guard{
	{GuardNameAlone, []string{"list"}, corroborated,
		finding.Text{EN: "a name alone refuses nobody", JA: "氏名・名称の一致だけでは拒否しない"}},
	{GuardAbsence, []string{"register", "agrees"}, registerProves,
		finding.Text{EN: "absence is not proven, and a difference is not a proof", JA: "不存在が証明されておらず、相違だけでは証明にならない"}},
	{GuardTwoPeople, []string{"memory"}, func(f *finding.Facts, _ string) bool { return f.Memory.Proven },
		finding.Text{EN: "the proof is not by two people", JA: "二名による確定がない"}},
	{GuardOneHop, []string{"memory"}, func(f *finding.Facts, _ string) bool { return f.Memory.Hops == 1 },
		finding.Text{EN: "nothing is shared directly", JA: "直接の共有がない"}},
	{GuardSignal, []string{"young", "address", "contact"}, func(*finding.Facts, string) bool { return false },
		finding.Text{EN: "a signal is never a verdict", JA: "兆候だけでは拒否しない"}},
	{GuardNotChecked, []string{"represents", "eligible", "freshness"}, ran,
		finding.Text{EN: "a check that did not run refuses nobody", JA: "未確認を理由に拒否しない"}},
}

// corroborated: a corroborating attribute agrees and the list prohibits.
func corroborated(f *finding.Facts, _ string) bool {
	return f.List.Confirmed && f.List.Effect == EffectProhibits
}

// registerProves: absence is proven in full, or the register itself says of this
// number, under this name, that the company is no more. A number alone may be a
// slip of the pen, and a name alone may be another's.
func registerProves(f *finding.Facts, _ string) bool {
	if f.Register.State == string(finding.NotChecked) {
		return false
	}
	if f.Register.AbsenceProven {
		return true
	}
	switch f.Register.Code {
	case "closed", "merged", "deleted":
		return f.Register.ByWhat == "number" && f.Agrees.Name == string(finding.Agrees)
	}
	return false
}

func ran(f *finding.Facts, group string) bool {
	s := stateOf(f, group)
	return s != finding.NotChecked && s != ""
}

// heldBack returns the guards that hold a refusal of this rule back.
func heldBack(r *rule, f *finding.Facts) []*guard {
	var held []*guard
	for i := range guards {
		g := &guards[i]
		for _, group := range g.groups {
			if r.readsGroup(group) && !g.passes(f, group) {
				held = append(held, g)
				break
			}
		}
	}
	return held
}

// hold turns a refusal into a review and says which guards did it.
func hold(reason *finding.Reason, held []*guard) {
	names, en, ja := make([]string, len(held)), make([]string, len(held)), make([]string, len(held))
	for i, g := range held {
		names[i], en[i], ja[i] = g.name, g.text.EN, g.text.JA
	}
	reason.Outcome = finding.Review
	reason.Guard = strings.Join(names, ",")
	reason.Text.EN += " (held back: " + strings.Join(en, "; ") + ")"
	reason.Text.JA += "（拒否を保留: " + strings.Join(ja, "、") + "）"
}
