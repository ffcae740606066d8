package gate

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/match"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/release"
	"github.com/sekifuda/sekifuda/internal/script"
)

// Gate is what all examinations of one run share. Its fields are set once and
// only read afterwards; an examination may run on any goroutine.
type Gate struct {
	Policy   *policy.Policy
	Packs    []string // what names the packs of readings in use, in the order of their files
	Register *Source
	Lists    []*Source
	Memory   Memory
	Zone     *time.Location
	Checks   []Check               // Checks(), unless a test plants its own
	Live     []finding.SnapshotRef // all that was live when the gate was put together, by source; see Counter
}

// Input is one application with what belongs to it.
type Input struct {
	Tenant      string
	Application *record.Application
	Evidence    []Recorded // in the order in which it was recorded
	At          entity.Instant
	Position    int64       // position of the memory, see finding.Generation
	Canonical   []byte      // canonical bytes of Application; made where they are nil
	Brought     []Attribute // what the applicant brought; found where it is nil
}

// Examine runs every check and applies the policy. It fails only where the
// application cannot be written canonically; whatever fails inside a check is
// a finding.
func (g *Gate) Examine(ctx context.Context, in Input) (*finding.Decision, error) {
	x := newExamination(Examination{
		App: in.Application, At: in.At, Zone: g.Zone, Policy: g.Policy, Settings: g.Policy.Settings(),
		Register: g.Register, Lists: g.Lists, Memory: g.Memory, Evidence: in.Evidence, Brought: in.Brought,
	})
	facts := &finding.Facts{Application: appFacts(x)}
	var findings []finding.Finding
	for _, c := range g.Checks {
		found, fill := run(ctx, c, x, g.Policy.Timeout(c.Name()))
		if fill != nil {
			fill(facts)
		}
		settle(c.Slot(facts), found)
		findings = append(findings, found...)
	}
	v := g.Policy.Decide(facts, findings, in.Application.Item.Kind)
	d := &finding.Decision{
		Tenant: in.Tenant, Application: in.Application.ExternalID, At: in.At,
		Outcome: v.Outcome, Reasons: v.Reasons, Missing: v.Missing, Findings: findings, Facts: facts,
		Made: finding.Made{Release: release.Version, Zone: g.Zone.String(), Clock: clockOf(g.Memory)},
	}
	return d, g.identify(d, in)
}

// identify fills in what names the decision: digest of the input, generation,
// and the id that follows from them.
func (g *Gate) identify(d *finding.Decision, in Input) error {
	var err error
	if in.Canonical == nil {
		if in.Canonical, err = canonical(in.Application); err != nil {
			return err
		}
	}
	d.Input = canon.Sum(in.Canonical)
	if d.Generation, err = g.generation(in); err != nil {
		return err
	}
	key, err := canon.Marshal([]any{d.Tenant, d.Application, d.Input, d.Generation, d.At})
	if err != nil {
		return fmt.Errorf("gate: id of decision on %q: %w", d.Application, err)
	}
	sum := sha256.Sum256(key)
	d.ID = strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:]))[:26]
	return nil
}

func canonical(app *record.Application) ([]byte, error) {
	b, err := canon.Marshal(app)
	if err != nil {
		return nil, fmt.Errorf("gate: canonical form of application %q: %w", app.ExternalID, err)
	}
	return b, nil
}

// matcherVersion names how names are compared.
func matcherVersion() string { return fmt.Sprintf("script%d/match%s", script.Version, match.Version) }

// Generation is what an examination depends on besides the application: all but
// the memory and the evidence, which belong to the input.
func (g *Gate) Generation() finding.Generation {
	gen := finding.Generation{Policy: g.Policy.Digest, Matcher: matcherVersion(), Packs: g.Packs}
	for _, s := range append([]*Source{g.Register}, g.Lists...) {
		if s != nil && len(s.Chain) > 0 {
			gen.Snapshots = append(gen.Snapshots, finding.SnapshotRef{Source: s.Ref.Name, Chain: s.Chain})
		}
	}
	slices.SortFunc(gen.Snapshots, func(a, b finding.SnapshotRef) int { return strings.Compare(a.Source, b.Source) })
	return gen
}

func (g *Gate) generation(in Input) (finding.Generation, error) {
	gen := g.Generation()
	gen.Memory = in.Position
	var err error
	gen.Evidence, err = evidenceDigest(in.Evidence)
	return gen, err
}

// evidenceDigest is "" where there is none.
func evidenceDigest(evidence []Recorded) (string, error) {
	if len(evidence) == 0 {
		return "", nil
	}
	b, err := canon.Marshal(evidence)
	if err != nil {
		return "", fmt.Errorf("gate: canonical form of evidence: %w", err)
	}
	return canon.Sum(b), nil
}
