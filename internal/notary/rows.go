package notary

import (
	"fmt"
	"iter"
	"slices"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/log"
	"github.com/sekifuda/sekifuda/internal/store/principal"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/resolution"
	"github.com/sekifuda/sekifuda/internal/store/source"
)

const codeActive = decision.CodeActive

// covered lists the rows that have a leaf each.
var covered = []func(*store.Tx) iter.Seq2[store.Covered, error]{
	decision.Covered, decision.CoveredPolicies, decision.CoveredActive,
	record.Covered, book.Covered, casebook.Covered, resolution.Covered, principal.Covered, principal.CoveredRevocations,
}

// rows compares every covered row with its leaf.
func (v *verification) rows(Options) error {
	for _, area := range covered {
		for c, err := range area(v.tx) {
			if err != nil {
				if err = v.unreadable(err); err != nil {
					return err
				}
				break
			}
			v.r.Rows[c.Kind]++
			if err := v.row(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// unreadable tells of a row that holds what its column cannot: no release wrote
// it. The rows after it are not compared.
func (v *verification) unreadable(err error) error {
	if err := v.tx.Context().Err(); err != nil {
		return err
	}
	v.r.problem("row", "rows", "they cannot be read to their end: %v", err)
	return nil
}

func (v *verification) row(c store.Covered) error {
	where := fmt.Sprintf("%s %s of tenant %s", c.Kind, c.ID, c.Tenant)
	m, ok := v.marks[c.Leaf]
	if !ok {
		v.r.problem("row", where, "it has no leaf: number %d is none of such a row", c.Leaf)
		return nil
	}
	if m.print != fingerprint(c.Kind, c.ID, c.Row) {
		if m.before && m.print == fingerprint(c.Kind, c.ID, "") {
			v.r.Uncovered++
		} else {
			return v.differs(c, where)
		}
	}
	if m.class == classHistory && v.actual[m.tag] != c.Leaf {
		v.r.problem("row", where, "another policy became active later, by leaf number %d", v.actual[m.tag])
	}
	if m.seen {
		v.r.problem("row", where, "leaf number %d has another row already", c.Leaf)
	}
	v.tenant(c.Tenant, m.tag, where)
	m.seen = true
	v.marks[c.Leaf] = m
	return nil
}

// differs says in what a row differs from the leaf that it names.
func (v *verification) differs(c store.Covered, where string) error {
	row, err := log.Get(v.tx, c.Leaf)
	if err != nil {
		return err
	}
	if row.Kind != c.Kind || row.ID != c.ID {
		v.r.problem("row", where, "it names leaf number %d, which is of %s %s", c.Leaf, row.Kind, row.ID)
		return nil
	}
	v.r.problem("row", where, "it is not what leaf number %d says: the row was changed, or the leaf", c.Leaf)
	m := v.marks[c.Leaf]
	m.seen = true // one problem is enough
	v.marks[c.Leaf] = m
	return nil
}

// tenant holds tenants and their tags one to one.
func (v *verification) tenant(tenant, tag, where string) {
	for _, pair := range [][2]string{{"t" + tenant, tag}, {"g" + tag, tenant}} {
		if kept, ok := v.tags[pair[0]]; !ok {
			v.tags[pair[0]] = pair[1]
		} else if kept != pair[1] {
			v.r.problem("tenant", where, "its leaf is tagged %s: tenants and tags do not fit", tag)
			return
		}
	}
}

// rowless finds leaves whose rows are gone.
func (v *verification) rowless(Options) error {
	var gone []int64
	for seq, m := range v.marks {
		if !m.seen && (m.class == classRow || v.actual[m.tag] == seq) {
			gone = append(gone, seq)
		}
	}
	slices.Sort(gone)
	for _, seq := range gone {
		l, err := log.Get(v.tx, seq)
		if err != nil {
			return err
		}
		v.r.problem("row", fmt.Sprintf("%s %s", l.Kind, l.ID), "leaf number %d has no row: it was deleted", seq)
	}
	return nil
}

// liveLeaf remembers what a source going live says: the last word on each row
// and on the chain counts.
func (v *verification) liveLeaf(seq int64, p ledger.Leaf) {
	if seq <= v.live[p.ID].seq {
		return
	}
	v.live[p.ID] = liveLeaf{seq, p.Digests}
	for i, digest := range p.Digests {
		row := ""
		if i < len(p.Rows) {
			row = p.Rows[i]
		}
		v.snapshots[[2]string{p.ID, digest}] = row
	}
}

// sources compares the rows of snapshots, and what is live, with the leaves.
func (v *verification) sources(Options) error {
	chains := map[string]map[int64]string{}
	for c, err := range source.AllCovered(v.tx) {
		if err != nil {
			return v.unreadable(err)
		}
		where := fmt.Sprintf("snapshot %.12s of %s", c.Digest, c.Source)
		row, named := v.snapshots[[2]string{c.Source, c.Digest}]
		switch {
		case !named && c.Place > 0:
			v.r.problem("row", where, "it is live, and no leaf says so")
		case row == "":
			v.r.Uncovered++
		case row != c.Row:
			v.r.problem("row", where, "it is not what the leaf of its source says: the row was changed")
		default:
			v.r.Rows[ledger.KindSourceLive]++
		}
		delete(v.snapshots, [2]string{c.Source, c.Digest})
		if c.Place > 0 {
			if chains[c.Source] == nil {
				chains[c.Source] = map[int64]string{}
			}
			if other := chains[c.Source][c.Place]; other != "" {
				v.r.problem("chain", where, "its place %d in the live chain is also that of %.12s", c.Place, other)
			}
			chains[c.Source][c.Place] = c.Digest
		}
	}
	v.chains(chains)
	for k := range v.snapshots {
		v.r.problem("row", fmt.Sprintf("snapshot %.12s of %s", k[1], k[0]), "a leaf names it, and its row is gone")
	}
	return nil
}

func (v *verification) chains(chains map[string]map[int64]string) {
	for name, l := range v.live {
		chain := chains[name]
		same := len(chain) == len(l.chain)
		for i, digest := range l.chain {
			same = same && chain[int64(i)+1] == digest
		}
		if !same {
			v.r.problem("chain", "source "+name, "what is live is not what leaf number %d says", l.seq)
		}
		delete(chains, name)
	}
	for name := range chains {
		v.r.problem("chain", "source "+name, "it is live, and no leaf says so")
	}
}
