package vault

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/klauspost/compress/s2"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/chacha20poly1305"
)

var (
	// ErrNoKey is returned where a subject never had a data key.
	ErrNoKey = errors.New("subject has no data key")
	// ErrShredded is returned where a subject's data key was destroyed: what
	// was sealed under it is gone for good.
	ErrShredded = errors.New("the subject's data key was destroyed")
	// ErrSealed is returned for sealed bytes that were altered, moved from
	// another place, or sealed under another key.
	ErrSealed = errors.New("sealed data does not open: altered, moved, or sealed with another key")
)

// KeyStore keeps wrapped data keys. The store implements it within a
// transaction, so that a key and what was sealed under it commit together.
type KeyStore interface {
	// Keep stores wrapped as the key of the subject unless it has one, and
	// returns the one that it has now. It fails with ErrShredded.
	Keep(tenant, subject string, wrapped []byte) ([]byte, error)
	// Load returns the subject's wrapped key, ErrNoKey or ErrShredded.
	Load(tenant, subject string) ([]byte, error)
}

// Key is the data key of one subject. It is safe for concurrent use.
type Key struct {
	tenant, subject string
	wrapped         []byte
	commit          []byte
	aead            cipher.AEAD
}

// New makes a data key for a subject that has none yet. It is of use only once
// its Wrapped bytes are kept: see KeyStore.Keep and Same.
func (v *Vault) New(tenant, subject string) (*Key, error) {
	secret := make([]byte, 2*chacha20poly1305.KeySize) // one to seal with, one to commit with
	rand.Read(secret)                                  // never fails
	wrapped, err := v.wrap.Encrypt(secret, appendFields(nil, "key", tenant, subject))
	if err != nil {
		return nil, fmt.Errorf("wrap key of %s: %w", subject, err)
	}
	return makeKey(tenant, subject, wrapped, secret)
}

// Unwrap opens a kept data key. It fails with ErrSealed where the bytes were
// altered, or belong to another subject, tenant or master key.
func (v *Vault) Unwrap(tenant, subject string, wrapped []byte) (*Key, error) {
	secret, err := v.wrap.Decrypt(wrapped, appendFields(nil, "key", tenant, subject))
	if err != nil {
		return nil, fmt.Errorf("unwrap key of %s: %w", subject, ErrSealed)
	}
	return makeKey(tenant, subject, wrapped, secret)
}

// Obtain returns the subject's data key and makes one where there is none.
func (v *Vault) Obtain(ks KeyStore, tenant, subject string) (*Key, error) {
	k, err := v.New(tenant, subject)
	if err != nil {
		return nil, err
	}
	kept, err := ks.Keep(tenant, subject, k.wrapped)
	if err != nil {
		return nil, fmt.Errorf("keep key of %s: %w", subject, err)
	}
	if k.Same(kept) {
		return k, nil
	}
	return v.Unwrap(tenant, subject, kept)
}

// Load returns the subject's data key; ErrNoKey or ErrShredded where there is none.
func (v *Vault) Load(ks KeyStore, tenant, subject string) (*Key, error) {
	wrapped, err := ks.Load(tenant, subject)
	if err != nil {
		return nil, fmt.Errorf("load key of %s: %w", subject, err)
	}
	return v.Unwrap(tenant, subject, wrapped)
}

func makeKey(tenant, subject string, wrapped, secret []byte) (*Key, error) {
	if len(secret) != 2*chacha20poly1305.KeySize {
		return nil, fmt.Errorf("key of %s: %w", subject, ErrSealed)
	}
	a, err := chacha20poly1305.NewX(secret[:chacha20poly1305.KeySize])
	if err != nil {
		return nil, fmt.Errorf("key of %s: %w", subject, ErrSealed)
	}
	commit := secret[chacha20poly1305.KeySize:]
	return &Key{tenant: tenant, subject: subject, wrapped: wrapped, commit: commit, aead: a}, nil
}

// Subject returns whom the key belongs to.
func (k *Key) Subject() string { return k.subject }

// Wrapped returns the bytes to be kept.
func (k *Key) Wrapped() []byte { return k.wrapped }

// Same reports whether kept is this key. Where it is not, another was kept
// first: unwrap that one and seal again.
func (k *Key) Same(kept []byte) bool { return hmac.Equal(k.wrapped, kept) }

// Sealed bytes: one byte that says how, the nonce, the ciphertext and tag.
const (
	plainBlob  = 1
	s2Blob     = 2
	compressAt = 1 << 10
	headLen    = 1 + chacha20poly1305.NonceSizeX
)

// Seal encrypts plaintext for the place that aad names (a table and a column,
// with the row's id): it opens nowhere else. Above 1 KiB it is compressed
// first; how long the result is then tells a little about how repetitive the
// content is, which is accepted: the texts are not chosen by one who also sees
// the sealed lengths.
func (k *Key) Seal(aad string, plaintext []byte) []byte {
	how, packed := byte(plainBlob), plaintext
	if len(plaintext) > compressAt {
		buf := scratch.Get().(*[]byte)
		defer scratch.Put(buf)
		*buf = slices.Grow((*buf)[:0], s2.MaxEncodedLen(len(plaintext)))
		how, packed = s2Blob, s2.Encode((*buf)[:cap(*buf)], plaintext)
	}
	out := make([]byte, headLen, headLen+len(packed)+chacha20poly1305.Overhead)
	out[0] = how
	rand.Read(out[1:headLen])
	return k.aead.Seal(out, out[1:headLen], packed, k.place(how, aad))
}

// Open returns what Seal was given. It fails with ErrSealed, and never returns
// part of a text.
func (k *Key) Open(aad string, sealed []byte) ([]byte, error) {
	if len(sealed) < headLen+chacha20poly1305.Overhead || (sealed[0] != plainBlob && sealed[0] != s2Blob) {
		return nil, fmt.Errorf("open %s of %s: %w", aad, k.subject, ErrSealed)
	}
	packed, err := k.aead.Open(nil, sealed[1:headLen], sealed[headLen:], k.place(sealed[0], aad))
	if err != nil {
		return nil, fmt.Errorf("open %s of %s: %w", aad, k.subject, ErrSealed)
	}
	if sealed[0] == plainBlob {
		return packed, nil
	}
	text, err := s2.Decode(nil, packed)
	if err != nil {
		return nil, fmt.Errorf("open %s of %s: unpack: %w", aad, k.subject, ErrSealed)
	}
	return text, nil
}

// Commit returns a commitment to data that cannot be tried against guesses
// without this key, and by nobody once the key is destroyed.
func (k *Key) Commit(label string, data []byte) string {
	// Keyed BLAKE2b: a third of the time of HMAC-SHA-256, which for a decision
	// would be half the cost of sealing it.
	h, err := blake2b.New256(k.commit)
	if err != nil {
		panic(err) // keys have a fixed length
	}
	var room [64]byte
	h.Write(appendFields(room[:0], label))
	h.Write(data)
	return base.EncodeToString(h.Sum(room[:0])[:20])
}

func (k *Key) place(how byte, aad string) []byte {
	var room [128]byte
	return appendFields(append(room[:0], how), k.tenant, k.subject, aad)
}

// S2 and not zstd: a decision is sealed thousands of times a second and mostly
// read never. It takes a sixth of the time, and a fourth more room.
var scratch = sync.Pool{New: func() any { b := make([]byte, 0, 16<<10); return &b }}
