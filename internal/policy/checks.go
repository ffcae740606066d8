package policy

import (
	"fmt"
	"slices"
	"time"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/record"
)

// checkInfo is what the engine knows of a check, whatever a policy says.
type checkInfo struct {
	name  string
	group string // the variable of its facts
	label finding.Text
}

// checkTable lists the checks in the order in which pages show them.
var checkTable = []checkInfo{
	{"register.exists", "register", finding.Text{EN: "existence in the register", JA: "登記の有無"}},
	{"register.agrees", "agrees", finding.Text{EN: "agreement with the register", JA: "登記との一致"}},
	{"represents", "represents", finding.Text{EN: "authority to act for the applicant", JA: "申込者を代表する権限"}},
	{"register.young", "young", finding.Text{EN: "recent changes in the register", JA: "登記の新しさ"}},
	{"address.shared", "address", finding.Text{EN: "sharing of the address", JA: "所在地の共用"}},
	{"eligible", "eligible", finding.Text{EN: "eligibility for the item", JA: "品目の提供条件"}},
	{"list.match", "list", finding.Text{EN: "lists", JA: "リスト照合"}},
	{"contact", "contact", finding.Text{EN: "contact details", JA: "連絡先"}},
	{"memory.shares", "memory", finding.Text{EN: "shares with identities proved false", JA: "虚偽と確定した身元との共有"}},
	{"freshness", "freshness", finding.Text{EN: "freshness of the sources", JA: "情報源の鮮度"}},
}

var causeTexts = map[string]finding.Text{
	finding.CauseError:       {EN: "the check failed", JA: "確認処理が失敗しました"},
	finding.CauseTimeout:     {EN: "the check took too long", JA: "確認処理が時間内に終わりませんでした"},
	finding.CauseStale:       {EN: "the source is too old", JA: "情報源が古すぎます"},
	finding.CauseMissing:     {EN: "the source is missing", JA: "情報源がありません"},
	finding.CauseEmpty:       {EN: "the source is empty", JA: "情報源が空です"},
	finding.CauseCut:         {EN: "the search was cut short", JA: "検索が途中で打ち切られました"},
	finding.CauseNameTooLong: {EN: "the name is too long", JA: "名称が長すぎます"},
	finding.CauseNameEmpty:   {EN: "there is no name to look for", JA: "照合できる名称がありません"},
	finding.CauseScript:      {EN: "the name is in a script that cannot be compared", JA: "比較できない文字で書かれています"},
	finding.CauseNoEvidence:  {EN: "an answer or a paper is not there yet", JA: "回答または書類がまだありません"},
	finding.CauseYoung:       {EN: "the claimed registration is younger than the register can know", JA: "登記情報に反映されていない新しい法人との申告です"},
	finding.CauseUnclassed:   {EN: "the item has no classification", JA: "該非判定がありません"},
	causeAbsent:              {EN: "the check gave no finding", JA: "確認結果がありません"},
	causeUnclaimed:           {EN: "the application does not say what is needed", JA: "必要な事項が申告されていません"},
	causeUnapplied:           {EN: "the check cannot be left out here", JA: "この確認は省略できません"},
}

// Causes of Missing that are the policy's own, beside those of findings.
const (
	causeAbsent    = "no_finding"
	causeUnclaimed = "not_claimed"
	causeUnapplied = "not_applicable"
)

var subjects = []string{"applicant", "representative", "contact", "payer", "end_user", "on_behalf_of", "ship_to", "item", "source"}

var itemKinds = []string{record.ItemSoftware, record.ItemServer, record.ItemShipment}

// checkRule is what the policy says of one check.
type checkRule struct {
	required  []string // item kinds; nil with all or none
	always    bool     // required for every item
	mustClaim subjectSet
	mustApply subjectSet
	timeout   time.Duration
	ask       []string
}

type subjectSet struct {
	all   bool
	names []string
}

func (s subjectSet) has(subject string) bool { return s.all || slices.Contains(s.names, subject) }

// checkNames lists the names of the checks that the engine knows.
func checkNames() []string {
	out := make([]string, len(checkTable))
	for i, c := range checkTable {
		out[i] = c.name
	}
	return out
}

func groupOf(check string) string {
	for _, c := range checkTable {
		if c.name == check {
			return c.group
		}
	}
	return ""
}

func checkOf(group string) string {
	for _, c := range checkTable {
		if c.group == group {
			return c.name
		}
	}
	return ""
}

func labelOf(check string) finding.Text {
	for _, c := range checkTable {
		if c.name == check {
			return c.label
		}
	}
	return finding.Text{EN: check, JA: check}
}

// Required lists the checks without which an item of this kind is never
// approved, sorted. An unknown kind requires what any kind requires.
func (p *Policy) Required(itemKind string) []string {
	var out []string
	for _, name := range p.order {
		if p.required(name, itemKind) {
			out = append(out, name)
		}
	}
	return out
}

func (p *Policy) required(check, itemKind string) bool {
	c := p.rule(check)
	if c.always || slices.Contains(c.required, itemKind) {
		return true
	}
	return len(c.required) > 0 && !slices.Contains(itemKinds, itemKind)
}

// rule is what the policy says of a check. A check that it does not know is
// required, so that one added by a later release cannot be passed over.
func (p *Policy) rule(check string) checkRule {
	if c, ok := p.checks[check]; ok {
		return c
	}
	return checkRule{always: true, mustClaim: subjectSet{all: true}, timeout: 2 * time.Second}
}

func (p *Policy) buildChecks(r *reader, files map[string]checkFile, timeout time.Duration) {
	p.checks = map[string]checkRule{}
	known := checkNames()
	for _, name := range sortedKeys(files) {
		f := files[name]
		if !slices.Contains(known, name) {
			r.add(f.At, "checks", fmt.Sprintf("unknown check %q", name), suggest(name, known))
			continue
		}
		p.checks[name] = f.build(r, "checks."+name, timeout)
	}
	for _, name := range known {
		if _, ok := p.checks[name]; !ok {
			p.checks[name] = checkRule{always: true, mustClaim: subjectSet{all: true}, timeout: timeout}
		}
	}
	p.order = sortedKeys(p.checks)
}

func (f checkFile) build(r *reader, path string, timeout time.Duration) checkRule {
	c := checkRule{always: true, mustClaim: subjectSet{all: true}, timeout: timeout}
	if f.Required != nil {
		c.required, c.always = r.words(f.Required, path+".required", itemKinds)
	}
	if f.MustClaim != nil {
		c.mustClaim.names, c.mustClaim.all = r.words(f.MustClaim, path+".must_claim", subjects)
	}
	if f.MustApply != nil {
		c.mustApply.names, c.mustApply.all = r.words(f.MustApply, path+".must_apply", subjects)
	}
	if f.Timeout > 0 {
		c.timeout = f.Timeout
	}
	c.ask = values(f.Ask)
	return c
}

func values(ts []text) []string {
	var out []string
	for _, t := range ts {
		out = append(out, t.Value)
	}
	return out
}
