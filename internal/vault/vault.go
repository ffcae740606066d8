// Package vault keeps what is personal unreadable to whoever has the data but
// not the master key. Every subject has a data key of its own, random, wrapped
// by the master key; destroying it makes all that was sealed for the subject
// unreadable, in every backup too. Equality look-ups go over keyed tags.
//
// The master key is a file outside the data directory and in no backup. Losing
// it loses everything that was sealed.
package vault

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"
	"sync"

	"github.com/tink-crypto/tink-go/v2/prf"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// ErrWrongKey is returned where the master key is not the one that the data
// were made with.
var ErrWrongKey = errors.New("the key file is not the one that this data was sealed with")

// Vault holds the master key. It is safe for concurrent use.
type Vault struct {
	wrap  tink.AEAD
	check string
	blind sync.Pool // of hash.Hash, keyed: keying HMAC anew costs more than the hash
	tag   []byte
	seal  []byte
	root  *prf.Set
}

func newVault(wrap tink.AEAD, root *prf.Set) (*Vault, error) {
	v := &Vault{wrap: wrap, root: root}
	derive := v.Derive
	blind := derive("blind")
	v.blind.New = func() any { return hmac.New(sha256.New, blind) }
	v.tag, v.seal = derive("tenant"), derive("commit")
	check := hmac.New(sha256.New, derive("check"))
	check.Write([]byte("sekifuda key check"))
	v.check = hex.EncodeToString(check.Sum(nil)[:16])
	return v, nil
}

// Derive returns 32 bytes that the master key gives for a label, the same each
// time: the seed of another key. Labels in use: blind, tenant, commit, check
// (here), log (the key that signs checkpoints).
func (v *Vault) Derive(label string) []byte {
	b, err := v.root.ComputePrimaryPRF([]byte("sekifuda/"+label+"/1"), 32)
	if err != nil {
		panic(fmt.Sprintf("vault: derive %s: %v", label, err)) // fixed lengths: cannot fail
	}
	return b
}

// CheckValue returns a value that says which master key this is and nothing of
// it. The store keeps it beside the data.
func (v *Vault) CheckValue() string { return v.check }

// Verify compares the value kept beside the data with this key; "" is data
// without any yet. It fails with ErrWrongKey.
func (v *Vault) Verify(kept string) error {
	if kept != "" && !hmac.Equal([]byte(kept), []byte(v.check)) {
		return fmt.Errorf("%w (key %.8s, data %.8s): give the right one with --key-file", ErrWrongKey, v.check, kept)
	}
	return nil
}

var base = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Blind returns the tag under which equal values of one kind of one tenant are
// found: 128 bits of a keyed hash, 26 letters and digits. Without the key
// nobody can try values against it; with it anybody can, as for any such tag.
func (v *Vault) Blind(tenant, kind, value string) string {
	h := v.blind.Get().(hash.Hash)
	h.Reset()
	var room [160]byte
	b := appendFields(room[:0], tenant, kind, value)
	h.Write(b)
	sum := h.Sum(room[:0])
	v.blind.Put(h)
	return base.EncodeToString(sum[:16])
}

// TenantTag returns the keyed tag of a tenant that stands in the ledger.
func (v *Vault) TenantTag(tenant string) string { return keyed(v.tag, tenant) }

// Commit returns a keyed commitment to data that belong to no subject. What
// belongs to one is committed to by Key.Commit, which goes with its key.
func (v *Vault) Commit(label string, data []byte) string {
	return keyed(v.seal, label, string(data))
}

func keyed(key []byte, fields ...string) string {
	h := hmac.New(sha256.New, key)
	h.Write(appendFields(nil, fields...))
	return base.EncodeToString(h.Sum(nil)[:20])
}

// appendFields writes each field after its length, so that no two lists of
// fields have the same bytes.
func appendFields(b []byte, fields ...string) []byte {
	for _, f := range fields {
		b = binary.AppendUvarint(b, uint64(len(f)))
		b = append(b, f...)
	}
	return b
}

// Subject names whom a data key belongs to: a kind and an id, as in
// "application:A-17". Two kinds never share a key.
func Subject(kind, id string) string {
	if strings.Contains(kind, ":") {
		panic("vault: kind of a subject holds a colon: " + kind)
	}
	return kind + ":" + id
}
