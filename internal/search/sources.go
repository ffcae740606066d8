package search

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/script/token"
)

// list searches one list: by identifiers, by names, and by address where there
// is nothing else.
func (s *searching) list(src *Source) error {
	keep := func(by string, found []*entity.Entity, cut bool, err error) error {
		for _, e := range found {
			s.add(src, by, e, nil)
		}
		if cut {
			s.open(finding.CauseCut, "", src)
		}
		return err
	}
	if len(s.w.Identifiers) > 0 {
		found, cut, err := src.List.ByIdentifier(s.w.keys(), s.o.Candidates)
		if err := keep(ByIdentifier, found, cut, err); err != nil {
			return err
		}
	}
	if len(s.names) > 0 {
		found, cut, err := src.List.Find(s.query, max(s.o.Candidates, s.o.Limit))
		if err := keep(ByName, found, cut, err); err != nil {
			return err
		}
	}
	for _, a := range s.w.Places {
		found, cut, err := src.List.ByBlock(identifier.ParseAddress(a), s.o.Limit)
		if err := keep(ByAddress, found, cut, err); err != nil {
			return err
		}
	}
	return nil
}

// register searches a register, which holds no persons.
func (s *searching) register(src *Source) error {
	keep := func(by string, found []*entity.Registration, cut bool, err error) error {
		for _, g := range found {
			s.add(src, by, asEntity(g), g)
		}
		if cut {
			s.open(finding.CauseCut, "", src)
		}
		return err
	}
	for _, n := range s.w.Numbers {
		g, err := src.Register.ByNumber(n)
		if err != nil {
			return err
		}
		if g != nil {
			s.add(src, ByNumber, asEntity(g), g)
		}
	}
	for _, n := range s.names {
		if s.kind == token.Person {
			break
		}
		found, cut, err := src.Register.Search(n, s.kind, max(s.o.Candidates, s.o.Limit))
		if err := keep(ByName, found, cut, err); err != nil {
			return err
		}
	}
	for _, a := range s.w.Places {
		found, cut, err := src.Register.ByBlock(src.Register.ReadAddress(a), s.o.Limit)
		if err := keep(ByAddress, found, cut, err); err != nil {
			return err
		}
	}
	return nil
}

// asEntity gives a registered body the shape in which names are compared: its
// name, reading and English name now, and those that it gave up.
func asEntity(g *entity.Registration) *entity.Entity {
	e := &entity.Entity{ID: g.Number, Schema: entity.Company}
	cur := g.Current()
	if cur == nil {
		return e
	}
	e.Caption = cur.Name
	e.Add("name", cur.Name)
	e.Add("alias", cur.EnName)
	e.Add("alias", cur.Furigana)
	for i := range g.Rows {
		if n := g.Rows[i].Name; n != cur.Name {
			e.Add("previousName", n)
		}
	}
	e.Add("registrationNumber", g.Number)
	e.Add("address", cur.Address())
	return e
}
