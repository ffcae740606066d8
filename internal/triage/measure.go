package triage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/job"
)

// Grades of measures, from the lightest. The first helping of them help a victim
// too: he is told, and what attacks others through him is held back.
var grades = []string{"notice", "rate_limit", "port_block", "suspend_account", "suspend_service", "propose_end"}

const (
	notice  = "notice"
	helping = 3
)

// Grades returns the grades of measures, from the lightest.
func Grades() []string { return slices.Clone(grades) }

// Measure is something that is done about a contract until a time.
type Measure struct {
	ID       string         `json:"id"`
	Contract string         `json:"contract"`
	Object   *statement.Ref `json:"object,omitempty"` // the account or asset of it that is meant; nil: the contract
	Grade    string         `json:"grade"`
	Help     bool           `json:"help"` // helps a victim: nobody is held to be an abuser
	Reason   string         `json:"reason"`

	Report  string   `json:"report,omitempty"`  // that it rests on
	Request string   `json:"request,omitempty"` // of an authority, that it rests on
	Review  bool     `json:"review,omitempty"`  // it rests on the confirmed review of the contract
	Proofs  []string `json:"proofs,omitempty"`  // it falls when none of them holds any more

	Preservation string         `json:"preservation"`
	By           string         `json:"by"`
	At           entity.Instant `json:"at,omitempty"`
	Until        entity.Instant `json:"until"`
	Extended     string         `json:"extended,omitempty"` // why the end was moved last
	Ended        *Ended         `json:"ended,omitempty"`
	State        string         `json:"state,omitempty"` // active, expired, lifted, fallen
	Versions     int64          `json:"versions,omitempty"`
	Leaf         int64          `json:"-"`
}

// Ended is how a measure ended before its time.
type Ended struct {
	How    string         `json:"how"` // lifted, fallen
	By     string         `json:"by"`
	Reason string         `json:"reason"`
	At     entity.Instant `json:"at"`
}

// States of a measure.
const (
	active  = "active"
	expired = "expired"
	lifted  = "lifted"
	fallen  = "fallen"
)

// Taking is what is asked for when a measure is taken. It rests on one of
// Report, Proof, Request and Review.
type Taking struct {
	Contract string
	Object   *statement.Ref
	Grade    string
	Reason   string
	Until    entity.Instant
	Report   string // judged, and assigned to the contract
	Proof    string // that the identity behind the contract is false
	Request  string // of an authority, that names the contract
	Review   bool   // of the contract, confirmed
}

func (t *Taking) check(at entity.Instant) error {
	if !slices.Contains(grades, t.Grade) {
		return &Wrong{"grade", "want one of " + strings.Join(grades, ", ")}
	}
	for _, f := range []struct {
		name string
		text *string
	}{{"contract", &t.Contract}, {"reason", &t.Reason}} {
		if err := need(f.name, f.text); err != nil {
			return err
		}
	}
	if t.Until <= at {
		return &Wrong{"until", "a measure needs an end, after now: it can be extended with a reason"}
	}
	n := 0
	for _, on := range []bool{t.Report != "", t.Proof != "", t.Request != "", t.Review} {
		if on {
			n++
		}
	}
	if n != 1 {
		return &Wrong{"report", "a measure rests on one of a report, a proof, a request and the review of the contract"}
	}
	return nil
}

// Take takes a measure. It fails with *Refused where the rules forbid it, with
// *Wrong, and with store.ErrNotFound for a report, proof or request that is not
// there. Nothing is stored then.
func (d *Desk) Take(ctx context.Context, t Taking, act Act) (m Measure, err error) {
	if err := t.check(act.At); err != nil {
		return m, err
	}
	id, err := d.NewID()
	if err != nil {
		return m, err
	}
	err = d.change(ctx, act, func(tx *store.Tx) error {
		m = Measure{ID: id, Contract: t.Contract, Object: t.Object, Grade: t.Grade, Reason: t.Reason, Report: t.Report, Request: t.Request,
			Review: t.Review, By: act.By, Until: t.Until}
		p, err := d.preserved(tx, t.Contract, act.At)
		if err != nil {
			return err
		}
		if p == nil {
			return refuse("not_preserved", "nothing of the contract is preserved, or only until now: preserve it first")
		}
		m.Preservation = p.ID
		if err := d.rest(tx, t, &m, act.At); err != nil {
			return err
		}
		about, err := d.about(tx, t)
		if err != nil {
			return err
		}
		if err := about.has(t.Object); err != nil {
			return err
		}
		if err := d.mayDisturb(tx, t, about, act.At); err != nil {
			return err
		}
		if err := d.putMeasure(tx, m, act, t.Reason); err != nil {
			return err
		}
		return d.tell(tx, m, event.MeasureTaken, act.At)
	})
	if err != nil {
		return Measure{}, fmt.Errorf("take a measure on contract %s: %w", t.Contract, err)
	}
	return d.Measure(ctx, id, act.At)
}

// mayDisturb refuses what an authority or a reporter asked to wait with.
func (d *Desk) mayDisturb(tx *store.Tx, t Taking, about *about, at entity.Instant) error {
	if t.Report != "" {
		r, err := d.report(tx, t.Report)
		if err != nil {
			return err
		}
		if r.DoNotDisrupt > at {
			return refuse("do_not_disrupt", "nothing may be done before %s: the report asks for it", r.DoNotDisrupt)
		}
	}
	all, err := d.concerning(tx, about, at)
	if err != nil {
		return err
	}
	for _, q := range all {
		if q.DoNotDisrupt > at && q.ID != t.Request {
			return refuse("do_not_disrupt", "nothing may be done before %s: request %s of an authority asks for it", q.DoNotDisrupt, q.ID)
		}
		if q.Silence > at && t.Grade == notice {
			return refuse("silence", "the customer may not be told before %s: request %s of an authority asks for it", q.Silence, q.ID)
		}
	}
	return nil
}

// tell publishes a message, or has it wait for the end of a silence; and has the
// end of a measure told when it comes.
func (d *Desk) tell(tx *store.Tx, m Measure, topic string, at entity.Instant) error {
	later := func(when entity.Instant) error {
		_, _, err := job.Enqueue(tx, event.Telling{Measure: m.ID, At: when}.Job(d.Tenant), when)
		return err
	}
	if topic == event.MeasureTaken {
		if err := later(m.Until); err != nil {
			return err
		}
	}
	silence, err := d.silence(tx, m, at)
	if err != nil {
		return err
	}
	if silence > at {
		return later(silence)
	}
	return store.Publish(tx, d.Tenant, topic, m.ID, at)
}

// Tell publishes what there is to tell of a measure now: it was held back, or
// has come to its end. It may be called twice: the same message is one.
func (d *Desk) Tell(ctx context.Context, id string, at entity.Instant) error {
	return d.DB.Tx(ctx, func(tx *store.Tx) error {
		m, err := d.measure(tx, id, at)
		if err != nil {
			return err
		}
		topic := event.MeasureEnded
		if m.State == active {
			topic = event.MeasureTaken
		}
		return d.tell(tx, m, topic, at)
	})
}

func (d *Desk) putMeasure(tx *store.Tx, m Measure, act Act, reason string) error {
	m.At, m.State, m.Versions = 0, "", 0
	refs := []string{refOf("measure", m.ID)}
	if m.Report != "" {
		refs = append(refs, refOf("report", m.Report))
	}
	if m.Review {
		refs = append(refs, refOf("review", m.Contract))
	}
	for _, p := range m.Proofs {
		refs = append(refs, refOf("proof", p))
	}
	return d.put(tx, targetOf(m.Contract), casebook.KindMeasure, m.ID, act, reason, m, refs...)
}

// Measure returns a measure as it stands at a time. It fails with
// store.ErrNotFound.
func (d *Desk) Measure(ctx context.Context, id string, at entity.Instant) (m Measure, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		m, err = d.measure(tx, id, at)
		return err
	})
	return m, err
}

func (d *Desk) measure(tx *store.Tx, id string, at entity.Instant) (m Measure, err error) {
	found, err := d.found(tx, "measure", id)
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return m, fmt.Errorf("measure %s: %w", id, err)
	}
	out, all, err := versions[Measure](d, tx, found[0].Container, casebook.KindMeasure, id)
	if err != nil {
		return m, err
	}
	n := len(out) - 1
	return out[n], d.standing(tx, &out[n], all[0].At, all[n].Version, at)
}

// standing fills in what is not stored: when it was taken, and how it stands.
func (d *Desk) standing(tx *store.Tx, m *Measure, taken entity.Instant, version int64, at entity.Instant) error {
	m.At, m.Versions = taken, version
	switch holding, err := d.holding(tx, m.Proofs); {
	case err != nil:
		return err
	case m.Ended != nil:
		m.State = m.Ended.How
	case len(m.Proofs) > 0 && len(holding) == 0:
		m.State = fallen
	case m.Until <= at:
		m.State = expired
	default:
		m.State = active
	}
	return nil
}

// Measures returns up to limit measures that were taken after the one with a
// leaf, as they stand at a time.
func (d *Desk) Measures(ctx context.Context, leaf int64, limit int, at entity.Instant) (out []Measure, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		rows, err := casebook.RowsOf(tx, d.Tenant, casebook.Target, casebook.KindMeasure, casebook.Query{First: true, After: leaf, Limit: limit})
		if err != nil {
			return err
		}
		for _, row := range rows {
			opened, err := d.book().Open(tx, []casebook.Row{row})
			if isErased(err) {
				continue
			}
			if err != nil {
				return err
			}
			m, err := d.measure(tx, opened[0].ID, at)
			if err != nil {
				return err
			}
			m.Leaf = row.Leaf
			out = append(out, m)
		}
		return nil
	})
	return out, err
}

// Extend moves the end of a measure that is in force; what it was stays
// readable. It fails with *Refused for one that has ended.
func (d *Desk) Extend(ctx context.Context, id, reason string, until entity.Instant, act Act) (Measure, error) {
	if err := need("reason", &reason); err != nil {
		return Measure{}, err
	}
	return d.alter(ctx, id, act, func(tx *store.Tx, m *Measure) (string, error) {
		if until <= m.Until {
			return "", &Wrong{"until", "is not after the end that it has: to end it earlier, lift it"}
		}
		m.Until, m.Extended = until, reason
		_, _, err := job.Enqueue(tx, event.Telling{Measure: m.ID, At: until}.Job(d.Tenant), until)
		return reason, err
	})
}

// Lift ends a measure that is in force. It fails with *Refused for one that has
// ended.
func (d *Desk) Lift(ctx context.Context, id, reason string, act Act) (Measure, error) {
	if err := need("reason", &reason); err != nil {
		return Measure{}, err
	}
	return d.alter(ctx, id, act, func(tx *store.Tx, m *Measure) (string, error) {
		m.Ended = &Ended{lifted, act.By, reason, act.At}
		return reason, d.tell(tx, *m, event.MeasureEnded, act.At)
	})
}

func (d *Desk) alter(ctx context.Context, id string, act Act, do func(*store.Tx, *Measure) (reason string, err error)) (Measure, error) {
	err := d.change(ctx, act, func(tx *store.Tx) error {
		m, err := d.measure(tx, id, act.At)
		if err != nil {
			return err
		}
		if m.State != active {
			return refuse("ended", "the measure is not in force: %s", m.State)
		}
		reason, err := do(tx, &m)
		if err != nil {
			return err
		}
		return d.putMeasure(tx, m, act, reason)
	})
	if err != nil {
		return Measure{}, err
	}
	return d.Measure(ctx, id, act.At)
}

// endAll ends the measures under a ref that end says, because what they rested
// on fell.
func (d *Desk) endAll(tx *store.Tx, kind, id, reason string, act Act, end func(*Measure) bool) (n int, err error) {
	found, err := d.found(tx, kind, id)
	if err != nil {
		return 0, err
	}
	for _, f := range found {
		if f.Kind != casebook.KindMeasure {
			continue
		}
		rows, err := casebook.Rows(tx, d.Tenant, f.Container, casebook.Query{Kinds: []string{f.Kind}, Names: []string{f.Name}, History: true})
		if err != nil {
			return n, err
		}
		all, err := d.book().Open(tx, rows)
		if isErased(err) || len(all) == 0 {
			continue
		}
		if err != nil {
			return n, err
		}
		m, err := d.measure(tx, all[0].ID, act.At)
		if err != nil {
			return n, err
		}
		if m.Ended != nil || m.State == expired || !end(&m) {
			continue
		}
		m.Ended = &Ended{fallen, act.By, reason, act.At}
		if err := d.putMeasure(tx, m, act, reason); err != nil {
			return n, err
		}
		if err := d.tell(tx, m, event.MeasureEnded, act.At); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
