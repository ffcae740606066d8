package trace

import (
	"slices"

	"github.com/sekifuda/sekifuda/internal/link"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// global are the kinds of things whose keys mean the same in every case and
// report. All others are names that a case gave (the-woman, sender): in another
// case the same name is somebody else.
var global = []string{
	statement.Application, statement.Contract, statement.Asset, statement.Account, statement.Customer,
	statement.IP, statement.Domain, statement.URL, statement.Email, statement.Phone, statement.Device,
	statement.PaymentToken, statement.Key, statement.ShipTo, statement.File,
}

// inCase is the node of a thing that a case or report speaks of.
func inCase(c casebook.Container, r statement.Ref) statement.Ref {
	if slices.Contains(global, r.Kind) {
		return r
	}
	return statement.Ref{Kind: r.Kind, Key: c.Kind + ":" + c.ID + "/" + r.Key}
}

// saidTies makes ties of what statements say of two things. One that denies, or
// says that there is no evidence, stands beside a path and strengthens none; that
// somebody did not answer is no tie at all.
func (b *books) saidTies(t casebook.Told) (out []link.Edge) {
	for _, s := range t.Statements {
		if s.Object == (statement.Ref{}) || s.Subject == (statement.Ref{}) || s.Polarity == statement.NoAnswer {
			continue
		}
		e := link.Edge{
			From: b.placed(&s, inCase(t.Container, s.Subject)), To: b.placed(&s, inCase(t.Container, s.Object)), Kind: saysPrefix + s.Predicate,
			Since: s.At, Source: t.Container.ID + "/" + s.Source, Grade: s.Grade,
			Statement: t.Container.Kind + ":" + t.Container.ID + "/" + s.ID, Negative: s.Polarity != statement.Asserts && s.Polarity != "",
		}
		if s.Zoneless {
			e.Since = 0
		}
		out = append(out, e)
	}
	return out
}

// placed puts an address that a statement speaks of into the stay that it was
// then. One of no certain time is a thing of its own: it ties no customer.
func (b *books) placed(s *statement.Statement, r statement.Ref) statement.Ref {
	if u, ok := useIn(s, r); ok {
		return b.stayAt(u, true).ref()
	}
	return r
}

// useIn is the use of an address that a statement speaks of.
func useIn(s *statement.Statement, r statement.Ref) (use, bool) {
	if r.Kind != statement.IP || s.Zoneless || s.At == 0 {
		return use{}, false
	}
	a := single(r.Key)
	return use{a, s.At}, a.IsValid()
}
