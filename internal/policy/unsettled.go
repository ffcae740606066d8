package policy

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/finding"
)

// CodeUnsettled says that sources, memory or evidence changed while the
// application was examined, and changed again while it was examined once more.
const CodeUnsettled = "unsettled"

// Unsettled turns a verdict into a review because what it rests on was out of
// date before it could be recorded.
func (p *Policy) Unsettled(v Verdict) Verdict {
	d := &decider{policy: p}
	d.engine(finding.Review, CodeUnsettled, nil, finding.Text{
		EN: "sources, memory or evidence changed while this was examined: examine it again",
		JA: "確認の途中で情報源・記録・証拠が更新されました。もう一度確認してください",
	})
	v.Outcome, v.Reasons = finding.Review, slices.Concat(d.reasons, v.Reasons)
	return v
}
