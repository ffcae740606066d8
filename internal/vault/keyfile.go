package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	tinkpb "github.com/tink-crypto/tink-go/v2/proto/tink_go_proto"

	"github.com/sekifuda/sekifuda/internal/durable"
)

// ErrKeyFileMode is returned for a key file that others than its owner may
// read: whoever could read it may have copied it.
var ErrKeyFileMode = errors.New("key file is readable by others")

// ErrKeyFile is returned for a file that is not a key file of this version.
var ErrKeyFile = errors.New("not a key file")

// keyFile is what stands in the file: two Tink keysets, in clear, because the
// file is the secret. Keysets can hold several keys, which is how the wrapping
// key is rotated later without touching what was wrapped before.
type keyFile struct {
	Version int             `json:"sekifuda_key"`
	Wrap    json.RawMessage `json:"wrap"` // AEAD: wraps the data key of each subject
	PRF     json.RawMessage `json:"prf"`  // root of the blind keys, tags and commitments
}

// OpenKeyFile opens the master key at path. Where there is none and create is
// set, a new one is made, whole or not at all, readable by its owner only; of
// several processes that do so at once, one makes it and all use it. It fails
// with fs.ErrNotExist, ErrKeyFileMode or ErrKeyFile.
func OpenKeyFile(path string, create bool) (*Vault, error) {
	v, err := readKeyFile(path)
	switch {
	case create && errors.Is(err, fs.ErrNotExist):
		if err := makeKeyFile(path); err != nil {
			return nil, fmt.Errorf("make key file %s: %w", path, err)
		}
		v, err = readKeyFile(path)
	case create && err == nil:
		// Its maker may have been killed before the name was durable, and what is
		// sealed from now on needs it.
		if err := durable.SyncDir(filepath.Dir(path)); err != nil && !errors.Is(err, fs.ErrPermission) {
			return nil, fmt.Errorf("open key file %s: %w", path, err)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open key file %s: %w", path, err)
	}
	return v, nil
}

func readKeyFile(path string) (*Vault, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if m := st.Mode().Perm(); m&0o077 != 0 {
		return nil, fmt.Errorf("mode %04o: %w: run chmod 600 on it, and ask who could read it", m, ErrKeyFileMode)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseKey(b)
}

// makeKeyFile writes a temporary file and links it to path: a link fails where
// path exists, so a key that another process made is never replaced. Data sealed
// under a key that a power cut takes away would be lost, so the name is synced too.
func makeKeyFile(path string) error {
	b, err := newKey()
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := durable.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".key-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err = f.Write(b); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return durable.SyncDir(dir)
}

func newKey() ([]byte, error) {
	wrap, err := newKeyset(aead.XChaCha20Poly1305KeyTemplate())
	if err != nil {
		return nil, err
	}
	root, err := newKeyset(prf.HKDFSHA256PRFKeyTemplate())
	if err != nil {
		return nil, err
	}
	b, err := json.MarshalIndent(keyFile{Version: 1, Wrap: wrap, PRF: root}, "", " ")
	return append(b, '\n'), err
}

func newKeyset(t *tinkpb.KeyTemplate) (json.RawMessage, error) {
	h, err := keyset.NewHandle(t)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	err = insecurecleartextkeyset.Write(h, keyset.NewJSONWriter(&buf))
	return buf.Bytes(), err
}

func parseKey(b []byte) (*Vault, error) {
	var kf keyFile
	if err := json.Unmarshal(b, &kf); err != nil || kf.Version != 1 {
		return nil, fmt.Errorf("version %d: %w of this release", kf.Version, ErrKeyFile)
	}
	wrapHandle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(kf.Wrap)))
	if err != nil {
		return nil, errors.Join(ErrKeyFile, err)
	}
	wrap, err := aead.New(wrapHandle)
	if err != nil {
		return nil, errors.Join(ErrKeyFile, err)
	}
	rootHandle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(kf.PRF)))
	if err != nil {
		return nil, errors.Join(ErrKeyFile, err)
	}
	root, err := prf.NewPRFSet(rootHandle)
	if err != nil {
		return nil, errors.Join(ErrKeyFile, err)
	}
	return newVault(wrap, root)
}
