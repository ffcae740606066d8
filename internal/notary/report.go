package notary

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Options say what a store is verified against.
type Options struct {
	Key   string       // the log's verifier key as it is known from elsewhere; "" takes the store's word
	Kept  []byte       // a checkpoint that was kept elsewhere; nil without one
	Vault *vault.Vault // opens sealed fields and recomputes commitments; nil without
}

// Problem is one thing that is wrong.
type Problem struct {
	Code  string `json:"code"`  // root, tile, head, kept, leaf, row, chain, tenant, sealed
	Where string `json:"where"` // which leaf, tile or row
	What  string `json:"what"`
}

func (p Problem) String() string { return p.Where + ": " + p.What }

// Report is what a verification found.
type Report struct {
	Size       int64              `json:"size"` // leaves with a place in the tree
	Root       string             `json:"root"`
	Key        string             `json:"key"`         // what the signature was verified with
	KeyGiven   bool               `json:"key_given"`   // it came from elsewhere
	Kept       *ledger.Checkpoint `json:"-"`           // the checkpoint kept elsewhere
	KeptSize   int64              `json:"kept_size"`   // its size; 0 without one
	Waiting    int64              `json:"unsequenced"` // leaves that nothing protects yet
	Leaves     map[string]int64   `json:"leaves"`      // by kind
	Rows       map[string]int64   `json:"rows"`        // compared with their leaves, by kind
	Uncovered  int64              `json:"uncovered"`   // rows that no leaf covers: snapshots that never went live, leaves of earlier releases
	Opened     int64              `json:"opened"`      // sealed fields that opened to what their leaves commit to
	Shredded   int64              `json:"shredded"`    // sealed fields whose key was destroyed
	Problems   []Problem          `json:"problems"`    // at most 100 of them
	Unreported int64              `json:"unreported"`  // how many more there are
}

// maxProblems is how many problems are told one by one.
const maxProblems = 100

// OK reports whether nothing was wrong.
func (r *Report) OK() bool { return len(r.Problems) == 0 }

func (r *Report) problem(code, where, format string, args ...any) {
	if len(r.Problems) == maxProblems {
		r.Unreported++
		return
	}
	r.Problems = append(r.Problems, Problem{code, where, fmt.Sprintf(format, args...)})
}

// CheckKept compares the log with a checkpoint kept elsewhere: prefix is the
// root of the first kept.Size leaves, as they are now.
func (r *Report) checkKept(kept ledger.Checkpoint, prefix tlog.Hash) {
	where := fmt.Sprintf("checkpoint kept elsewhere, of %d leaves", kept.Size)
	switch {
	case kept.Size > r.Size:
		r.problem("kept", where, "the log has %d leaves: it was rolled back or cut off", r.Size)
	case kept.Root != prefix:
		r.problem("kept", where, "its root is %v, the first %d leaves of the log have %v: the log was rewritten", kept.Root, kept.Size, prefix)
	}
}
