package triage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// Verdicts on a report.
const (
	FalseReport   = "false"                // nothing of it holds
	Compromised   = "compromised_customer" // the customer is a victim: he is helped
	Abusive       = "abusive_customer"     // he does it, under his own identity
	FalseIdentity = "false_identity"       // the identity behind the contract is false
)

// Verdicts returns the verdicts that a person can give.
func Verdicts() []string { return []string{FalseReport, Compromised, Abusive, FalseIdentity} }

// Judgement is what a person makes of a report.
type Judgement struct {
	Verdict     string         `json:"verdict"`
	Reason      string         `json:"reason"`
	Evidence    []string       `json:"evidence,omitempty"`    // ids or hashes of what shows it
	Application string         `json:"application,omitempty"` // whose identity is false
	Stolen      []string       `json:"stolen,omitempty"`      // what it brought that is a victim's
	Proofs      []string       `json:"proofs,omitempty"`      // that this judgement and those before it made
	By          string         `json:"by"`
	Second      string         `json:"second,omitempty"` // who confirmed it; without, a proof is provisional
	At          entity.Instant `json:"at,omitempty"`
	Holds       bool           `json:"holds"` // false: all of its proofs were withdrawn
}

// Judge records a judgement: the first one or another version. false_identity
// with evidence proves the identity behind the application false, by one
// person provisionally; the same judgement by another person confirms it. A
// judgement that says something else takes the proofs back that those before
// it made, and false ends the measures that rest on the report.
func (d *Desk) Judge(ctx context.Context, id string, j Judgement, act Act) (Report, error) {
	if err := checkJudgement(&j); err != nil {
		return Report{}, err
	}
	r, err := d.Report(ctx, id)
	if err != nil {
		return r, err
	}
	before := r.Judgement
	j.By, j.Second, j.At, j.Proofs, j.Holds = act.By, "", 0, nil, false
	if before != nil {
		j.Proofs = slices.Clone(before.Proofs)
	}
	if j.Verdict == FalseIdentity {
		err = d.judgeIdentity(ctx, id, j, before, act)
	} else {
		err = d.judgeOther(ctx, id, j, act)
	}
	if err != nil {
		return Report{}, fmt.Errorf("judge report %s: %w", id, err)
	}
	return d.Report(ctx, id)
}

func checkJudgement(j *Judgement) error {
	if !slices.Contains(Verdicts(), j.Verdict) {
		return &Wrong{"verdict", "want one of " + strings.Join(Verdicts(), ", ")}
	}
	if err := need("reason", &j.Reason); err != nil {
		return err
	}
	j.Evidence = slices.DeleteFunc(j.Evidence, func(e string) bool { return strings.TrimSpace(e) == "" })
	switch {
	case j.Verdict != FalseIdentity && (j.Application != "" || j.Stolen != nil):
		return &Wrong{"application", "only false_identity speaks of the identity behind an application"}
	case j.Verdict != FalseIdentity:
		return nil
	case len(j.Evidence) == 0:
		return &Wrong{"evidence", "an identity is not judged false without evidence: name at least one piece"}
	}
	return need("application", &j.Application)
}

// judgeIdentity proves the identity false together with the judgement.
func (d *Desk) judgeIdentity(ctx context.Context, id string, j Judgement, before *Judgement, act Act) error {
	proof := Proof{Application: j.Application, Reason: j.Reason, By: act.By, Stolen: j.Stolen}
	if before != nil && before.Verdict == FalseIdentity && before.Holds {
		switch {
		case before.Application != j.Application:
			return refuse("other_application", "the report was judged to show a false identity behind another application: judge it otherwise first, then anew")
		case before.Second != "" || before.By == act.By: // nothing new is proved
			j.Second = before.Second
			if before.Second != "" {
				j.By = before.By
			}
			return d.change(ctx, act, func(tx *store.Tx) error { return d.putJudgement(tx, id, j, act) })
		}
		proof.By, proof.Second = before.By, act.By
		j.By, j.Second = before.By, act.By
	} else {
		j.Proofs = nil // those before were taken back
	}
	var err error
	if proof.ID, err = d.NewID(); err != nil {
		return err
	}
	j.Proofs = append(j.Proofs, proof.ID)
	err = d.Prove.ProveFalse(ctx, proof, act, func(tx *store.Tx) error { return d.putJudgement(tx, id, j, act) })
	if errors.Is(err, store.ErrNotFound) {
		return &Wrong{"application", "no application with this id was examined here: examine it first"}
	}
	return err
}

// judgeOther records any other judgement, and takes back the proofs that those
// before it made.
func (d *Desk) judgeOther(ctx context.Context, id string, j Judgement, act Act) error {
	record := func(tx *store.Tx) error {
		if err := d.putJudgement(tx, id, j, act); err != nil || j.Verdict != FalseReport {
			return err
		}
		_, err := d.endAll(tx, "report", id, "the report was judged false", act, func(*Measure) bool { return true })
		return err
	}
	var made []stored.Proof
	if err := d.DB.View(ctx, func(tx *store.Tx) (err error) {
		made, err = d.holding(tx, j.Proofs)
		return err
	}); err != nil {
		return err
	}
	if len(made) == 0 {
		return d.change(ctx, act, record)
	}
	reason := "the report was judged otherwise: " + j.Reason
	for i, p := range made {
		within := record
		if i > 0 {
			within = nil
		}
		if err := d.Prove.Withdraw(ctx, p.ID, reason, act, within); err != nil && !errors.Is(err, stored.ErrWithdrawn) {
			return err
		}
		act.Claim = nil
	}
	return nil
}

func (d *Desk) putJudgement(tx *store.Tx, id string, j Judgement, act Act) error {
	return d.put(tx, reportOf(id), casebook.KindJudgement, "judgement", act, j.Reason, j)
}

// judgements returns those on a report, oldest first.
func (d *Desk) judgements(tx *store.Tx, id string) ([]Judgement, error) {
	out, all, err := versions[Judgement](d, tx, reportOf(id), casebook.KindJudgement, "judgement")
	for i := range out {
		out[i].At = all[i].At
		holding, err := d.holding(tx, out[i].Proofs)
		if err != nil {
			return nil, err
		}
		out[i].Holds = out[i].Verdict != FalseIdentity || len(holding) > 0
	}
	return out, err
}

// holding returns those of proofs that were not withdrawn.
func (d *Desk) holding(tx *store.Tx, proofs []string) (out []stored.Proof, err error) {
	for _, id := range proofs {
		p, err := stored.GetProof(tx, d.Tenant, id)
		if err != nil {
			return nil, err
		}
		if p.Withdrawn == 0 {
			out = append(out, p)
		}
	}
	return out, nil
}
