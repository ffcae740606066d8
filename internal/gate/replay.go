package gate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/release"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// OtherRelease is the error of a replay that this release cannot do; the one
// that it names can.
type OtherRelease struct {
	Release string // the one that made the decision
	Why     string
}

// Error says which release to use.
func (e *OtherRelease) Error() string {
	if e.Release == "" {
		return "cannot be replayed: " + e.Why
	}
	return fmt.Sprintf("needs release %s, this is %s: %s", e.Release, release.Version, e.Why)
}

// Past is one stored decision with all that a replay needs, opened.
type Past struct {
	Decision    *finding.Decision
	Application *record.Application
	Policy      *policy.Policy // the one that it was made under
	Evidence    []Recorded     // as it was then; see Full

	bytes     []byte // of the decision, as they are stored
	leaf      int64
	wrong     []string // what does not hold together in what is stored
	noneSuch  bool     // no state of the evidence has the digest that the decision names
	decidedAt func(ctx context.Context, application string) (leaf int64, err error)
}

// Past opens a stored decision by the names that Decision takes. It fails with
// *OtherRelease where this release cannot read the decision or its policy, and
// as Decision does.
func (b *Books) Past(ctx context.Context, id string) (*Past, error) {
	p := &Past{decidedAt: b.firstLeaf}
	var row decision.Row
	var leaf store.StoredLeaf
	var key *vault.Key
	err := b.DB.View(ctx, func(tx *store.Tx) (err error) {
		row, err = decision.Find(tx, b.Tenant, id)
		if err != nil {
			return err
		}
		app, err := stored.GetApplicationInput(tx, b.Tenant, row.Application, row.Input)
		if err != nil {
			return err
		}
		if key, err = b.Vault.Load(stored.Keys(tx), b.Tenant, row.Subject); err != nil {
			return err
		}
		if p.bytes, err = key.Open(placeDecision+row.ID, row.Sealed); err != nil {
			return err
		}
		p.Application = &record.Application{}
		if err := open(key, placeApplication+app.Input, app.Sealed, p.Application); err != nil {
			return err
		}
		leaves, err := store.Leaves(tx, row.Leaf-1, 1)
		if err == nil && len(leaves) == 1 {
			leaf = leaves[0]
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("decision %q: %w", id, err)
	}
	p.leaf = row.Leaf
	if err := p.read(); err != nil {
		return nil, fmt.Errorf("decision %s: %w", row.ID, err)
	}
	p.holds(row, leaf, key.Commit("decision", p.bytes))
	if err := b.asItWas(ctx, p); err != nil {
		return nil, fmt.Errorf("decision %s: %w", row.ID, err)
	}
	return p, nil
}

// read parses the stored bytes. What this release does not write again as it
// stands was written by another, or altered.
func (p *Past) read() error {
	p.Decision = &finding.Decision{}
	if err := json.Unmarshal(p.bytes, p.Decision); err != nil {
		return &OtherRelease{Why: "it does not read: " + err.Error()}
	}
	made := p.Decision.Made.Release
	if p.Decision.Facts == nil {
		return &OtherRelease{made, "the decision does not say which facts its policy read"}
	}
	again, err := canon.Marshal(p.Decision)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, p.bytes) {
		if made != release.Version {
			return &OtherRelease{made, "the decision says what this release does not know"}
		}
		p.wrong = append(p.wrong, "bytes") // not as this release writes them
	}
	return nil
}

// holds compares the decision with its row and its leaf.
func (p *Past) holds(row decision.Row, at store.StoredLeaf, commitment string) {
	d := p.Decision
	same := func(what string, ok bool) {
		if !ok {
			p.wrong = append(p.wrong, what)
		}
	}
	same("row", row.ID == d.ID && row.Tenant == d.Tenant && row.Application == d.Application && row.Input == d.Input &&
		row.Outcome == d.Outcome && row.At == d.At && row.Policy == d.Generation.Policy)
	leaf, err := ledger.Parse(at.Body)
	same("leaf", err == nil && at.Seq == row.Leaf && leaf.Kind == ledger.KindDecision && leaf.ID == d.ID && leaf.At == d.At &&
		len(leaf.Codes) > 0 && leaf.Codes[0] == string(d.Outcome) && leaf.Commitment == commitment)
	input, err := canon.Marshal(p.Application)
	same("application", err == nil && canon.Sum(input) == d.Input)
}

// asItWas fetches the policy and the evidence of the time.
func (b *Books) asItWas(ctx context.Context, p *Past) (err error) {
	d := p.Decision
	p.Policy, err = b.Policy(ctx, d.Generation.Policy)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return err
	case err != nil:
		return &OtherRelease{d.Made.Release, "this release does not read the policy: " + err.Error()}
	}
	all, err := b.Evidence(ctx, d.Application)
	if err != nil {
		return err
	}
	for n := 0; n <= len(all); n++ { // ids rise in the order of recording
		digest, err := evidenceDigest(all[:n])
		if err != nil {
			return err
		}
		if digest == d.Generation.Evidence {
			p.Evidence = all[:n]
			return nil
		}
	}
	p.noneSuch = true
	return nil
}

// Difference is one part of a decision that came out otherwise.
type Difference struct {
	Part   string `json:"part"` // outcome, reasons, missing, findings of a check, facts; row, leaf, bytes: what is stored does not hold together
	Stored string `json:"stored,omitempty"`
	Now    string `json:"now,omitempty"`
}

// Replay evaluates the policy again on the findings and facts that are stored,
// and returns what comes out otherwise than it stands: nothing, unless
// something was altered.
func (p *Past) Replay() ([]Difference, error) {
	d := *p.Decision
	v := p.Policy.Decide(d.Facts, d.Findings, d.Facts.Application.ItemKind)
	d.Outcome, d.Reasons, d.Missing = v.Outcome, v.Reasons, v.Missing
	p.unsettle(&d)
	return p.compare(&d)
}

// unsettle does again what was done because the ground moved meanwhile: that is
// no matter of the findings.
func (p *Past) unsettle(d *finding.Decision) {
	if slices.ContainsFunc(p.Decision.Reasons, func(r finding.Reason) bool { return r.Code == policy.CodeUnsettled }) {
		v := p.Policy.Unsettled(policy.Verdict{Outcome: d.Outcome, Reasons: d.Reasons, Missing: d.Missing})
		d.Outcome, d.Reasons = v.Outcome, v.Reasons
	}
}

// compare sets what came out now against the stored bytes.
func (p *Past) compare(now *finding.Decision) ([]Difference, error) {
	var out []Difference
	for _, part := range p.wrong {
		out = append(out, Difference{Part: part})
	}
	b, err := canon.Marshal(now)
	if err != nil {
		return nil, fmt.Errorf("replay %s: %w", now.ID, err)
	}
	if bytes.Equal(b, p.bytes) {
		return out, nil
	}
	parts, err := differing(p.bytes, b)
	if err != nil {
		return nil, fmt.Errorf("replay %s: %w", now.ID, err)
	}
	return append(out, parts...), nil
}

// differing lists the members of two decisions that are not the same bytes.
func differing(a, b []byte) ([]Difference, error) {
	var was, is map[string]json.RawMessage
	if err := errors.Join(json.Unmarshal(a, &was), json.Unmarshal(b, &is)); err != nil {
		return nil, err
	}
	var out []Difference
	for _, part := range []string{
		"outcome", "reasons", "missing", "findings", "facts", "id", "tenant", "application", "input", "at", "generation", "made",
	} {
		if !bytes.Equal(was[part], is[part]) {
			out = append(out, Difference{part, string(was[part]), string(is[part])})
		}
	}
	return out, nil
}

// firstLeaf returns the leaf of the first decision on an application, 0 where
// there is none.
func (b *Books) firstLeaf(ctx context.Context, application string) (leaf int64, err error) {
	err = b.DB.View(ctx, func(tx *store.Tx) (err error) {
		leaf, err = decision.FirstLeaf(tx, b.Tenant, application)
		return err
	})
	return leaf, err
}
