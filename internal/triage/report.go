package triage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Incoming is a report as it comes in: what a reader made of it.
type Incoming struct {
	Intake       statement.Intake
	DoNotDisrupt entity.Instant // until when nothing may be done that the customer would notice; 0: nobody asked for that
}

// Report is an abuse report. What its sender wrote is in its statements.
type Report struct {
	ID           string             `json:"id"`
	Kind         string             `json:"kind"`   // of the source: abuse_report, stix_bundle, indicator_list
	Digest       string             `json:"digest"` // SHA-256 of the bytes as they came
	Publisher    string             `json:"publisher,omitempty"`
	Indicators   []Indicator        `json:"indicators"`
	Statements   int                `json:"statements"`
	Kept         int                `json:"kept"` // attachments, of which hashes are kept
	Unread       []statement.Unread `json:"unread,omitempty"`
	DoNotDisrupt entity.Instant     `json:"do_not_disrupt_until,omitempty"`
	By           string             `json:"by"`
	Received     entity.Instant     `json:"received"`
	Judgement    *Judgement         `json:"judgement,omitempty"`
	Earlier      []Judgement        `json:"earlier,omitempty"` // judgements that were revised, oldest first
	Assigned     []Assigned         `json:"assigned,omitempty"`
	Leaf         int64              `json:"-"`
}

// Indicator is what a report says was used for abuse, and when.
type Indicator struct {
	Ref      statement.Ref  `json:"ref"`
	At       entity.Instant `json:"at,omitempty"` // 0: no time is told
	Zoneless bool           `json:"zoneless,omitempty"`
	Skew     int64          `json:"skew,omitempty"` // seconds
	Port     int            `json:"port,omitempty"`
}

func reportOf(id string) casebook.Container {
	return casebook.Container{Kind: casebook.Report, ID: id}
}

// Add records a report, and returns whether it was there before: the same bytes
// are one report, whoever sends them again.
func (d *Desk) Add(ctx context.Context, in Incoming, act Act) (r Report, again bool, err error) {
	if err := need("digest", &in.Intake.Source.Digest); err != nil {
		return r, false, err
	}
	r = Report{
		ID: d.reportID(in.Intake.Source.Digest), Kind: in.Intake.Source.Kind, Digest: in.Intake.Source.Digest, Publisher: in.Intake.Source.Publisher,
		Indicators: indicatorsOf(in.Intake.Statements), Statements: len(in.Intake.Statements), Kept: len(in.Intake.Kept),
		Unread: in.Intake.Unread, DoNotDisrupt: in.DoNotDisrupt, By: act.By,
	}
	c := reportOf(r.ID)
	err = d.change(ctx, act, func(tx *store.Tx) error {
		again, err = casebook.Exists(tx, d.Tenant, c)
		if err != nil || again {
			return err
		}
		if err := d.put(tx, c, casebook.KindReport, r.ID, act, "", r); err != nil {
			return err
		}
		_, err := d.book().AddIntake(tx, c, in.Intake, act.By, act.At)
		return err
	})
	if err != nil {
		return Report{}, false, fmt.Errorf("take in a report: %w", err)
	}
	r, err = d.Report(ctx, r.ID)
	return r, again, err
}

// reportID names a report after its bytes, so that nothing of them can be told
// from the name.
func (d *Desk) reportID(digest string) string {
	return "r-" + shortened(d.Vault.Blind(d.Tenant, "report", digest))
}

// shortened keeps 100 bits of a keyed tag.
func shortened(tag string) string { return tag[:20] }

// traced are the kinds of things that can be followed to a contract.
var traced = []string{statement.IP, statement.Domain, statement.Email, statement.Phone, statement.Account, statement.Contract, statement.URL}

// indicatorsOf returns the subjects of statements: what a report names beside them
// (whom it was done to, who looked) is none. A thing that is told with a time
// does not count without one again.
func indicatorsOf(all []statement.Statement) []Indicator {
	out := []Indicator{}
	timed := map[statement.Ref]bool{}
	for _, s := range all {
		if s.Polarity != statement.Asserts || s.NoRule || !slices.Contains(traced, s.Subject.Kind) {
			continue
		}
		i := Indicator{Ref: s.Subject, At: s.At, Zoneless: s.Zoneless, Skew: s.Skew, Port: s.Port}
		if i.At != 0 {
			timed[i.Ref] = true
		}
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	out = slices.DeleteFunc(out, func(i Indicator) bool { return i.At == 0 && timed[i.Ref] })
	slices.SortStableFunc(out, func(a, b Indicator) int {
		return cmp.Or(cmp.Compare(a.Ref.String(), b.Ref.String()), cmp.Compare(a.At, b.At))
	})
	return out
}

// Report returns a report with what was made of it. It fails with
// store.ErrNotFound and casebook.ErrErased.
func (d *Desk) Report(ctx context.Context, id string) (r Report, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		r, err = d.report(tx, id)
		return err
	})
	return r, err
}

func (d *Desk) report(tx *store.Tx, id string) (Report, error) {
	r, h, err := last[Report](d, tx, reportOf(id), casebook.KindReport, id)
	if err != nil {
		return r, fmt.Errorf("report %s: %w", id, err)
	}
	r.Received, r.Leaf = h.At, h.Leaf
	if r.Earlier, err = d.judgements(tx, id); err != nil {
		return r, err
	}
	if n := len(r.Earlier); n > 0 {
		r.Judgement, r.Earlier = &r.Earlier[n-1], r.Earlier[:n-1]
	}
	r.Assigned, err = d.assigned(tx, id)
	return r, err
}

// Reports returns up to limit reports that came in after the one with a leaf.
func (d *Desk) Reports(ctx context.Context, leaf int64, limit int) (out []Report, err error) {
	err = d.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		rows, err := casebook.RowsOf(tx, d.Tenant, casebook.Report, casebook.KindReport, casebook.Query{First: true, After: leaf, Limit: limit})
		if err != nil {
			return err
		}
		for _, row := range rows {
			r, err := d.report(tx, row.Container.ID)
			if isErased(err) {
				r = Report{ID: row.Container.ID, Kind: "erased", Received: row.At}
			} else if err != nil {
				return err
			}
			r.Leaf = row.Leaf
			out = append(out, r)
		}
		return nil
	})
	return out, err
}
