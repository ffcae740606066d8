package archive

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// tree is what a checkpoint says: how many leaves, and the root over them.
type tree struct {
	from string // whose word it is
	size int64
	root string // base64
}

// readCheckpoint reads the first lines of a checkpoint; who signed it is for
// `verify` to say.
func readCheckpoint(from, note string) (tree, error) {
	lines := strings.SplitN(note, "\n", 4)
	if len(lines) < 4 {
		return tree{}, fmt.Errorf("%s is no checkpoint: want its name, size and root on three lines", from)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return tree{}, fmt.Errorf("%s is no checkpoint: size %q", from, lines[1])
	}
	return tree{from, size, lines[2]}, nil
}

// compareLedger computes the root of the restored leaves and compares it with
// checkpoints, "" being none.
func compareLedger(tx *store.Tx, inside, outside string) error {
	var want []tree
	for from, note := range map[string]string{"the checkpoint in the backup": inside, "the checkpoint that was given": outside} {
		if note == "" {
			continue
		}
		t, err := readCheckpoint(from, note)
		if err != nil {
			return err
		}
		want = append(want, t)
	}
	if len(want) == 0 {
		return nil
	}
	return compareTrees(tx, want)
}

func compareTrees(tx *store.Tx, want []tree) error {
	rows, err := tx.Query(`SELECT position, body FROM leaf WHERE position IS NOT NULL ORDER BY position`)
	if err != nil {
		return fmt.Errorf("read leaves: %w", err)
	}
	defer rows.Close()
	var roots peaks
	found := map[int64]string{0: base64.StdEncoding.EncodeToString(tlogEmpty[:])}
	first := int64(0)
	for n := int64(0); rows.Next(); n++ {
		var position int64
		var body []byte
		if err := rows.Scan(&position, &body); err != nil {
			return fmt.Errorf("read leaves: %w", err)
		}
		if n == 0 {
			first = position
		}
		if position != first+n {
			return fmt.Errorf("%w: no leaf stands at %d", ErrCheckpoint, first+n)
		}
		roots.add(ledger.Hash(body))
		for _, t := range want {
			if t.size == n+1 {
				h := roots.root()
				found[n+1] = base64.StdEncoding.EncodeToString(h[:])
			}
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read leaves: %w", err)
	}
	for _, t := range want {
		switch root, ok := found[t.size]; {
		case !ok:
			return fmt.Errorf("%w: %s is of %d leaves, and there are fewer: a newer backup is needed", ErrCheckpoint, t.from, t.size)
		case root != t.root:
			return fmt.Errorf("%w: %s has the root %s over %d leaves, and they have %s", ErrCheckpoint, t.from, t.root, t.size, root)
		}
	}
	return nil
}

var tlogEmpty, _ = tlog.TreeHash(0, nil) // of no leaves

// peaks are the roots of the full trees that leaves come to, the largest first
// (RFC 6962).
type peaks []peak

type peak struct {
	level int
	hash  tlog.Hash
}

func (p *peaks) add(h tlog.Hash) {
	next := peak{0, h}
	for n := len(*p); n > 0 && (*p)[n-1].level == next.level; n = len(*p) {
		next = peak{next.level + 1, tlog.NodeHash((*p)[n-1].hash, next.hash)}
		*p = (*p)[:n-1]
	}
	*p = append(*p, next)
}

func (p peaks) root() tlog.Hash {
	h := p[len(p)-1].hash
	for i := len(p) - 2; i >= 0; i-- {
		h = tlog.NodeHash(p[i].hash, h)
	}
	return h
}
