package dossier

import (
	"github.com/sekifuda/sekifuda/internal/casefile"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// part is one kind of entries of a file: how they become things of the casebook
// and are read back.
type part struct {
	kind  string
	out   func(f *casefile.File, by string) []casebook.Entry
	in    func(f *casefile.File, h casebook.Held, recorded entity.Instant) error
	ids   func(f *casefile.File) []string
	count func(f *casefile.File) int
}

func partOf[T any](kind string, list func(*casefile.File) *[]T, id func(*T) string, recorded func(*T) *entity.Instant) part {
	return part{
		kind: kind,
		out: func(f *casefile.File, by string) (out []casebook.Entry) {
			for _, v := range *list(f) {
				*recorded(&v) = 0 // the store's to say, so that the same again is nothing new
				out = append(out, casebook.Entry{Kind: kind, ID: id(&v), By: by, Body: v})
			}
			return out
		},
		in: func(f *casefile.File, h casebook.Held, at entity.Instant) error {
			v, err := casebook.As[T](h)
			*recorded(&v) = at
			*list(f) = append(*list(f), v)
			return err
		},
		ids: func(f *casefile.File) (out []string) {
			for _, v := range *list(f) {
				out = append(out, id(&v))
			}
			return out
		},
		count: func(f *casefile.File) int { return len(*list(f)) },
	}
}

// parts lists the kinds in the order in which they are recorded: what others
// rest on first.
var parts = []part{
	partOf(casefile.KindSource, func(f *casefile.File) *[]statement.Source { return &f.Sources },
		func(v *statement.Source) string { return v.ID }, func(v *statement.Source) *entity.Instant { return &v.Recorded }),
	statements(),
	partOf(casefile.KindThing, func(f *casefile.File) *[]casefile.Thing { return &f.Things },
		func(v *casefile.Thing) string { return v.Ref.String() }, func(v *casefile.Thing) *entity.Instant { return &v.Recorded }),
	partOf(casefile.KindDecision, func(f *casefile.File) *[]casefile.Decision { return &f.Decisions },
		func(v *casefile.Decision) string { return v.ID }, func(v *casefile.Decision) *entity.Instant { return &v.Recorded }),
	partOf(casefile.KindTerm, func(f *casefile.File) *[]casefile.Term { return &f.Terms },
		func(v *casefile.Term) string { return v.Name }, func(v *casefile.Term) *entity.Instant { return &v.Recorded }),
	partOf(casefile.KindTeller, func(f *casefile.File) *[]casefile.Teller { return &f.Tellers },
		func(v *casefile.Teller) string { return v.Who }, func(v *casefile.Teller) *entity.Instant { return &v.Recorded }),
	partOf(casefile.KindPosition, func(f *casefile.File) *[]casefile.Position { return &f.Positions },
		func(v *casefile.Position) string { return v.ID }, func(v *casefile.Position) *entity.Instant { return &v.Recorded }),
	partOf(casefile.KindHypothesis, func(f *casefile.File) *[]casefile.Hypothesis { return &f.Hypotheses },
		func(v *casefile.Hypothesis) string { return v.ID }, func(v *casefile.Hypothesis) *entity.Instant { return &v.Recorded }),
	partOf(casefile.KindAssessment, func(f *casefile.File) *[]casefile.Assessment { return &f.Assessments },
		func(v *casefile.Assessment) string { return v.ID }, func(v *casefile.Assessment) *entity.Instant { return &v.Recorded }),
	partOf(casefile.KindStep, func(f *casefile.File) *[]casefile.Step { return &f.Steps },
		func(v *casefile.Step) string { return v.ID }, func(v *casefile.Step) *entity.Instant { return &v.Recorded }),
	partOf(casefile.KindEvidence, func(f *casefile.File) *[]casefile.Evidence { return &f.Evidence },
		func(v *casefile.Evidence) string { return v.ID }, func(v *casefile.Evidence) *entity.Instant { return &v.Recorded }),
}

// statements are found by what they speak of, besides.
func statements() part {
	p := partOf(casefile.KindStatement, func(f *casefile.File) *[]statement.Statement { return &f.Statements },
		func(v *statement.Statement) string { return v.ID }, func(v *statement.Statement) *entity.Instant { return &v.Recorded })
	p.out = func(f *casefile.File, by string) (out []casebook.Entry) {
		for _, s := range f.Statements {
			out = append(out, casebook.StatementEntry(s, by))
		}
		return out
	}
	return p
}

// Kinds returns the kinds of entries of a case, in the order of the file.
func Kinds() (out []string) {
	for _, p := range parts {
		out = append(out, p.kind)
	}
	return out
}

func entriesOf(f *casefile.File, by string) (out []casebook.Entry) {
	for _, p := range parts {
		out = append(out, p.out(f, by)...)
	}
	return out
}

// load puts a case together as it was known at a time, nil for now. What was
// taken back is in it, with a withdrawal beside it, and with the time at which
// it was recorded. versions has the version that each entry is.
func (b *Book) load(tx *store.Tx, id string, known *entity.Instant) (f *casefile.File, versions map[entry]int64, err error) {
	c, err := b.get(tx, id, known)
	if err != nil {
		return nil, nil, err
	}
	all, err := b.book().Read(tx, container(id), casebook.Query{Kinds: Kinds(), Known: known, History: true})
	if err != nil {
		return nil, nil, err
	}
	f = &casefile.File{ID: c.ID, Title: c.Title, Opened: c.Opened, Marking: c.Marking}
	versions = map[entry]int64{}
	recorded := map[entry]entity.Instant{}
	for _, h := range all {
		e := entry{h.Kind, h.ID}
		versions[e] = h.Version
		if !h.Withdrawn {
			recorded[e] = h.At
		}
	}
	for _, h := range all {
		e := entry{h.Kind, h.ID}
		if versions[e] != h.Version {
			continue
		}
		if h.Withdrawn {
			f.Withdrawals = append(f.Withdrawals, casefile.Withdrawal{ID: h.Row.ID, Kind: h.Kind, Of: h.ID, Reason: h.Reason, By: h.By, Recorded: h.At})
		}
		for _, p := range parts {
			if p.kind == h.Kind {
				err = p.in(f, h, recorded[e])
			}
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return f, versions, nil
}

// entry names one entry of a case.
type entry struct{ Kind, ID string }

// fill says of entries what nobody said: who takes a position is who records it.
func fill(f *casefile.File, act Act) {
	by := func(who *string) {
		if *who == "" {
			*who = act.By
		}
	}
	for i := range f.Statements {
		if s := &f.Statements[i]; s.Polarity == "" {
			s.Polarity = statement.Asserts
		}
	}
	for i := range f.Decisions {
		by(&f.Decisions[i].By)
	}
	for i := range f.Terms {
		by(&f.Terms[i].By)
	}
	for i := range f.Tellers {
		by(&f.Tellers[i].By)
	}
	for i := range f.Positions {
		by(&f.Positions[i].By)
	}
	for i := range f.Hypotheses {
		by(&f.Hypotheses[i].By)
	}
	for i := range f.Assessments {
		by(&f.Assessments[i].By)
	}
	for i := range f.Evidence {
		for j := range f.Evidence[i].Custody {
			if c := &f.Evidence[i].Custody[j]; c.At == 0 {
				c.At = act.At
			}
		}
	}
}
