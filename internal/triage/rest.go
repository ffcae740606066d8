package triage

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// rest works out what a measure rests on, and refuses what that does not carry.
func (d *Desk) rest(tx *store.Tx, t Taking, m *Measure, at entity.Instant) error {
	victim := false
	var proofs []stored.Proof
	var err error
	switch {
	case t.Report != "":
		victim, proofs, err = d.restOnReport(tx, t)
	case t.Proof != "":
		proofs, err = d.restOnProof(tx, t)
	case t.Review:
		proofs, err = d.restOnReview(tx, t)
	default:
		err = d.restOnRequest(tx, t, at)
	}
	if err != nil {
		return err
	}
	heavy := slices.Index(grades, t.Grade) >= helping
	if victim && heavy {
		return refuse("victim", "the customer is a victim: he is helped, and not contained; want one of %v", grades[:helping])
	}
	m.Help = victim
	full := len(proofs) == 0
	for _, p := range proofs {
		m.Proofs = append(m.Proofs, p.ID)
		full = full || !p.Provisional
	}
	if heavy && !full {
		return refuse("one_person", "the identity is proved false by one person only: until another confirms it, want one of %v", grades[:helping])
	}
	return nil
}

func (d *Desk) restOnReport(tx *store.Tx, t Taking) (victim bool, proofs []stored.Proof, err error) {
	r, err := d.report(tx, t.Report)
	if err != nil {
		return false, nil, err
	}
	j := r.Judgement
	switch {
	case j == nil:
		return false, nil, refuse("not_judged", "nobody has judged the report: judge it first")
	case j.Verdict == FalseReport:
		return false, nil, refuse("false_report", "the report was judged false: nothing follows from it")
	}
	c, err := r.leads(t.Contract)
	if err != nil {
		return false, nil, err
	}
	victim = c.Victim || j.Verdict == Compromised
	if j.Verdict == FalseIdentity {
		if proofs, err = d.holding(tx, j.Proofs); err == nil && len(proofs) == 0 {
			err = refuse("withdrawn", "the proof that the report led to was withdrawn")
		}
	}
	return victim, proofs, err
}

func (d *Desk) restOnProof(tx *store.Tx, t Taking) ([]stored.Proof, error) {
	proofs, err := d.holding(tx, []string{t.Proof})
	if err != nil {
		return nil, err
	}
	if len(proofs) == 0 {
		return nil, refuse("withdrawn", "the proof was withdrawn")
	}
	s, _, err := d.snapshot(tx, t.Contract)
	if err != nil {
		return nil, err
	}
	if s.Application != proofs[0].Application {
		return nil, refuse("not_concerned", "the contract was not made on the application whose identity was proved false: siblings are reviewed first")
	}
	return proofs, nil
}

func (d *Desk) restOnReview(tx *store.Tx, t Taking) ([]stored.Proof, error) {
	r, err := d.review(tx, t.Contract)
	if errors.Is(err, store.ErrNotFound) {
		return nil, refuse("not_reviewed", "the contract is not among those to be reviewed")
	}
	if err != nil {
		return nil, err
	}
	if r.State != confirmed {
		return nil, refuse("not_reviewed", "the review of the contract is %s: a person has to confirm it first", r.State)
	}
	return d.holding(tx, r.proofs())
}

func (d *Desk) restOnRequest(tx *store.Tx, t Taking, at entity.Instant) error {
	q, err := d.request(tx, t.Request)
	if err != nil {
		return err
	}
	about, err := d.about(tx, t)
	if err != nil {
		return err
	}
	switch {
	case q.Status != requestOpen:
		return refuse("not_open", "the request is %s", q.Status)
	case !about.within(q.Scope):
		return refuse("not_concerned", "the request does not name the contract, nor anything of it")
	}
	return nil
}

// about is all that a contract is known by here.
type about struct {
	refs map[statement.Ref]bool
	nets []netip.Prefix
}

// about collects what a measure is about: the contract with what belongs to it,
// and what the report names.
func (d *Desk) about(tx *store.Tx, t Taking) (*about, error) {
	s, _, err := d.snapshot(tx, t.Contract)
	if err != nil {
		return nil, err
	}
	a := &about{refs: map[statement.Ref]bool{{Kind: statement.Contract, Key: t.Contract}: true}}
	if s.Application != "" {
		a.refs[statement.Ref{Kind: statement.Application, Key: s.Application}] = true
	}
	for _, r := range s.Records {
		if err := a.add(r); err != nil {
			return nil, err
		}
	}
	if t.Report == "" {
		return a, nil
	}
	r, err := d.report(tx, t.Report)
	for _, i := range r.Indicators {
		a.refs[i.Ref] = true
	}
	return a, err
}

func (a *about) add(r Preserved) error {
	a.refs[statement.Ref{Kind: r.Kind, Key: r.ID}] = true
	var v struct{ Customer, Login, Email, Label, Address string }
	if err := json.Unmarshal(r.Record, &v); err != nil {
		return fmt.Errorf("%s %s: %w", r.Kind, r.ID, err)
	}
	for kind, key := range map[string]string{statement.Customer: v.Customer, statement.Account: v.Login, statement.Email: v.Email, statement.Domain: v.Label} {
		if key != "" {
			a.refs[statement.Ref{Kind: kind, Key: key}] = true
		}
	}
	if n, ok := network(v.Address); ok {
		a.nets = append(a.nets, n)
	}
	return nil
}

// within reports whether a scope names anything of it.
func (a *about) within(scope []statement.Ref) bool {
	for _, r := range scope {
		if a.refs[r] {
			return true
		}
		if n, ok := network(r.Key); r.Kind == statement.IP && ok && slices.ContainsFunc(a.nets, n.Overlaps) {
			return true
		}
	}
	return false
}

// has fails where what a measure is taken on is not of the contract.
func (a *about) has(object *statement.Ref) error {
	if object == nil {
		return nil
	}
	if (object.Kind == statement.Account || object.Kind == statement.Asset) && a.refs[*object] {
		return nil
	}
	return &Wrong{"object", "want account:ID or asset:ID of the contract"}
}

func network(text string) (netip.Prefix, bool) {
	if a, err := netip.ParseAddr(text); err == nil {
		a = a.Unmap().WithZone("")
		return netip.PrefixFrom(a, a.BitLen()), true
	}
	p, err := netip.ParsePrefix(text)
	return p.Masked(), err == nil
}
