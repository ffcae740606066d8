package trace

import (
	"context"
	"fmt"
	"slices"

	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/resolution"
)

// applicantRole is the party of an application whose identity it claims.
const applicantRole = "applicant"

// maxResolved bounds the applications of one entity from which the walk goes on.
const maxResolved = 20

// resolved are applications by whom resolution takes for the same as the
// applicants at the start. Of an identity proved false nothing is taken: what it
// claims is somebody else's, and what it brought ties it already.
func (l *looking) resolved(ctx context.Context, from []start) (out []start, err error) {
	if l.query.Known != nil {
		return nil, nil // what was resolved then is not asked
	}
	err = l.tracer.DB.View(ctx, func(tx *store.Tx) error {
		out = nil
		for _, s := range from[:min(len(from), maxStarts)] {
			more, err := l.sameAs(tx, s)
			if err != nil {
				return err
			}
			out = append(out, more...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("who is the same as whom: %w", err)
	}
	return out, nil
}

func (l *looking) sameAs(tx *store.Tx, s start) (out []start, err error) {
	if a := l.state.books.applications[s.ref.Key]; a == nil || a.proof.id != "" {
		return nil, nil
	}
	own, err := resolution.OfRecord(tx, l.tracer.Tenant, statement.Application, s.ref.Key)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(own, func(m resolution.Member) bool { return m.Role == applicantRole && m.Gone == 0 })
	if i < 0 {
		return nil, nil
	}
	all, err := l.applicationsOf(tx, own[i].Entity)
	for _, m := range all {
		if m.ID == s.ref.Key {
			continue
		}
		to := ref(statement.Application, m.ID)
		via := append(slices.Clone(s.via), Hop{From: s.ref, To: to, Tie: tieSame, Said: []Told{{Evidence: "entity:" + own[i].Entity, Source: "resolution", From: moment(m.Since)}}})
		out = append(out, start{ref: to, via: via})
	}
	return out, err
}

// applicationsOf returns the applicants of an entity.
func (l *looking) applicationsOf(tx *store.Tx, entity string) (out []resolution.Member, err error) {
	all, err := resolution.OfEntity(tx, l.tracer.Tenant, entity)
	for _, m := range all {
		a := l.state.books.applications[m.ID]
		if m.Kind == statement.Application && m.Role == applicantRole && m.Gone == 0 && a != nil && a.proof.id == "" && len(out) < maxResolved {
			out = append(out, m)
		}
	}
	return out, err
}

// entityStarts are the applications of an entity, by its id.
func (l *looking) entityStarts(ctx context.Context) (out []start, err error) {
	if l.query.Known != nil {
		return nil, nil
	}
	err = l.tracer.DB.View(ctx, func(tx *store.Tx) error {
		all, err := l.applicationsOf(tx, l.value)
		out = nil
		for _, m := range all {
			out = append(out, start{ref: ref(statement.Application, m.ID)})
		}
		return err
	})
	return out, err
}

// applicants are the applications among the starts, and those behind contracts.
func (l *looking) applicants(behind, others []start) (out []start) {
	for _, s := range others {
		if s.ref.Kind == statement.Application {
			out = append(out, s)
		}
	}
	for _, s := range behind {
		c, ok := get(l.state.books.contracts, s.ref.Key)
		if ok && c.application != "" && !slices.ContainsFunc(out, func(o start) bool { return o.ref.Key == c.application }) {
			to := ref(statement.Application, c.application)
			via := append(slices.Clone(s.via), Hop{From: s.ref, To: to, Tie: tieApplied, Said: []Told{c.told("contract")}})
			out = append(out, start{ref: to, via: via})
		}
	}
	return out
}
