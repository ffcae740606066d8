package dossier

import (
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
)

// Exported is what left a case, once.
type Exported struct {
	ID            string         `json:"id"`
	Format        string         `json:"format"`
	Recipient     string         `json:"recipient"`
	TLP           statement.TLP  `json:"tlp"` // the closest label that was let out
	Purpose       string         `json:"purpose"`
	Care          []string       `json:"care,omitempty"`          // special-care data that were let out
	Communication bool           `json:"communication,omitempty"` // communication data were let out
	Given         []Given        `json:"given"`
	Held          map[string]int `json:"held,omitempty"` // how many statements stayed, by why
	Proofs        []string       `json:"proofs,omitempty"`
	Digest        string         `json:"digest"` // SHA-256 of the bytes, hex
	Size          int            `json:"size"`
	By            string         `json:"by"`
	At            entity.Instant `json:"at,omitempty"`
	Leaf          int64          `json:"-"`
}

// Given is one entry that left, in the version that it then had.
type Given struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Version int64  `json:"version"`
}

// holds returns what of gone was given in the export, or what it gave at all
// where it rests on the proof; nil for neither.
func (x *Exported) holds(gone map[entry]bool, proof string) (out []Given) {
	for _, p := range x.Proofs {
		if p == proof {
			return x.Given
		}
	}
	for _, g := range x.Given {
		if gone[entry{g.Kind, g.ID}] {
			out = append(out, g)
		}
	}
	return out
}

func (b *Book) exports(tx *store.Tx, id string) (out []Exported, err error) {
	all, err := b.book().Read(tx, container(id), casebook.Query{Kinds: []string{casebook.KindExport}})
	for _, h := range all {
		x, err := casebook.As[Exported](h)
		if err != nil {
			return nil, err
		}
		x.At, x.Leaf = h.At, h.Leaf
		out = append(out, x)
	}
	return out, err
}

// levelOf is the label of what somebody marked or, unmarked, did not.
func levelOf(t statement.TLP) statement.TLP {
	if t == "" {
		return statement.Amber
	}
	return t
}
