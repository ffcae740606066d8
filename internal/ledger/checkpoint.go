package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint says what the log holds: so many leaves, with this root.
type Checkpoint struct {
	Origin string // the log's name
	Size   int64
	Root   tlog.Hash
}

// ErrCheckpoint is returned for a text that is no checkpoint, and for one whose
// signature is missing or wrong.
var ErrCheckpoint = errors.New("not a valid checkpoint")

// ErrLogKey is returned for a text that is no verifier key.
var ErrLogKey = errors.New("not a verifier key")

// Text returns what is signed: origin, size and root, a line each.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// parseCheckpoint reads what Text writes, and nothing else.
func parseCheckpoint(text string) (Checkpoint, error) {
	bad := fmt.Errorf("%.80q: %w", text, ErrCheckpoint)
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return Checkpoint{}, bad
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return Checkpoint{}, bad
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, bad
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: root}
	if size < 0 || c.Origin == "" || c.Text() != text {
		return Checkpoint{}, bad
	}
	return c, nil
}

// Signer signs the checkpoints of one log.
type Signer struct {
	signer note.Signer
	key    string
}

// NewSigner returns the signer of the log that is named origin, whose Ed25519
// key is made from a seed of 32 bytes. It fails for an origin that is empty or
// has spaces or "+" in it.
func NewSigner(origin string, seed []byte) (*Signer, error) {
	private := ed25519.NewKeyFromSeed(seed)
	public, err := note.NewEd25519VerifierKey(origin, private.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("key of log %q: %w", origin, err)
	}
	if _, err := note.NewVerifier(public); err != nil {
		return nil, fmt.Errorf("log %q: %w", origin, err)
	}
	// The private key's form is the public one's with another secret part.
	part := strings.SplitN(public, "+", 3)
	const ed = 1
	s, err := note.NewSigner("PRIVATE+KEY+" + part[0] + "+" + part[1] + "+" + base64.StdEncoding.EncodeToString(append([]byte{ed}, seed...)))
	if err != nil {
		return nil, fmt.Errorf("key of log %q: %w", origin, err)
	}
	return &Signer{s, public}, nil
}

// Key returns the verifier key, which is public: origin+hash+key.
func (s *Signer) Key() string { return s.key }

// Origin returns the log's name.
func (s *Signer) Origin() string { return s.signer.Name() }

// Sign returns the signed checkpoint of a tree.
func (s *Signer) Sign(size int64, root tlog.Hash) ([]byte, error) {
	b, err := note.Sign(&note.Note{Text: Checkpoint{s.Origin(), size, root}.Text()}, s.signer)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint of size %d: %w", size, err)
	}
	return b, nil
}

// OpenCheckpoint reads a signed checkpoint and verifies it with the log's key.
// It fails with ErrCheckpoint, also for another log's, and ErrLogKey.
func OpenCheckpoint(signed []byte, key string) (Checkpoint, error) {
	v, err := verifier(key)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("log key %.80q: %w: %w", key, err, ErrLogKey)
	}
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	c, err := parseNote(n)
	if err == nil && c.Origin != v.Name() {
		err = fmt.Errorf("of log %q, the key is of %q: %w", c.Origin, v.Name(), ErrCheckpoint)
	}
	return c, err
}

// verifier reads a verifier key in the one way in which Key writes it: hex and
// base64 have others that mean the same.
func verifier(key string) (note.Verifier, error) {
	v, err := note.NewVerifier(key)
	if err != nil {
		return nil, err
	}
	encoded := key[strings.LastIndex(key[:len(v.Name())+10], "+")+1:]
	public, err := base64.StdEncoding.DecodeString(encoded)
	if err == nil && fmt.Sprintf("%s+%08x+%s", v.Name(), v.KeyHash(), base64.StdEncoding.EncodeToString(public)) != key {
		err = errors.New("written otherwise than keys are")
	}
	return v, err
}

// ReadCheckpoint reads a signed checkpoint without verifying it.
func ReadCheckpoint(signed []byte) (Checkpoint, error) {
	_, err := note.Open(signed, note.VerifierList())
	var unverified *note.UnverifiedNoteError
	if !errors.As(err, &unverified) {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	return parseNote(unverified.Note)
}

// parseNote also refuses a signature whose base64 has bits that mean nothing:
// one checkpoint has one text.
func parseNote(n *note.Note) (Checkpoint, error) {
	for _, s := range append(n.Sigs, n.UnverifiedSigs...) {
		if _, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil {
			return Checkpoint{}, fmt.Errorf("signature of %.80q: %w: %w", s.Name, err, ErrCheckpoint)
		}
	}
	return parseCheckpoint(n.Text)
}
