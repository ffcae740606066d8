package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Receipt proves that a leaf is in the log, to who has the log's key and
// nothing else. Its text is C2SP tlog-proof, whose extra line is the leaf.
type Receipt struct {
	Leaf       []byte // canonical bytes
	Index      int64  // place in the tree, from 0
	Proof      []tlog.Hash
	Checkpoint []byte // signed
}

// ErrReceipt is returned for a text that is no receipt, and for one that does
// not prove what it says.
var ErrReceipt = errors.New("not a valid receipt")

const receiptHead = "c2sp.org/tlog-proof@v1"

// maxProof is more hashes than any proof has.
const maxProof = 63

// Text returns the receipt as it is given out.
func (r Receipt) Text() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\nextra %s\nindex %d\n", receiptHead, base64.StdEncoding.EncodeToString(r.Leaf), r.Index)
	for _, h := range r.Proof {
		fmt.Fprintf(&b, "%s\n", h)
	}
	b.WriteByte('\n')
	b.Write(r.Checkpoint)
	return b.Bytes()
}

// ParseReceipt reads what Text writes, and nothing else; ErrReceipt.
func ParseReceipt(text []byte) (Receipt, error) {
	r, err := parseReceipt(string(text))
	if err == nil && !bytes.Equal(r.Text(), text) {
		err = errors.New("written otherwise than receipts are")
	}
	if err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	return r, nil
}

func parseReceipt(text string) (r Receipt, err error) {
	head, checkpoint, ok := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 3 || len(lines) > 3+maxProof || lines[0] != receiptHead {
		return r, fmt.Errorf("it does not begin with %s, extra and index", receiptHead)
	}
	r.Checkpoint = []byte(checkpoint)
	extra, ok := strings.CutPrefix(lines[1], "extra ")
	if !ok {
		return r, errors.New("line 2 is not extra")
	}
	if r.Leaf, err = base64.StdEncoding.DecodeString(extra); err != nil {
		return r, fmt.Errorf("line 2: %w", err)
	}
	index, ok := strings.CutPrefix(lines[2], "index ")
	if !ok {
		return r, errors.New("line 3 is not index")
	}
	if r.Index, err = strconv.ParseInt(index, 10, 64); err != nil || r.Index < 0 {
		return r, fmt.Errorf("line 3: index %q", index)
	}
	for i, line := range lines[3:] {
		h, err := tlog.ParseHash(line)
		if err != nil {
			return r, fmt.Errorf("line %d: %w", 4+i, err)
		}
		r.Proof = append(r.Proof, h)
	}
	return r, nil
}

// Verify checks the receipt against the log's key: the checkpoint is signed by
// it, and the leaf is where the receipt says in the tree of that checkpoint. It
// fails with ErrReceipt, ErrCheckpoint, ErrLeaf or ErrLogKey.
func (r Receipt) Verify(key string) (Leaf, Checkpoint, error) {
	c, err := OpenCheckpoint(r.Checkpoint, key)
	if err != nil {
		return Leaf{}, Checkpoint{}, err
	}
	if err := tlog.CheckRecord(r.Proof, c.Size, c.Root, r.Index, Hash(r.Leaf)); err != nil {
		return Leaf{}, Checkpoint{}, fmt.Errorf("leaf %d of %d: %w: %w", r.Index, c.Size, err, ErrReceipt)
	}
	l, err := Parse(r.Leaf)
	return l, c, err
}
