package vault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestOpenKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "key")
	if _, err := OpenKeyFile(path, false); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	made, err := OpenKeyFile(path, true)
	if err != nil {
		t.Fatal(err)
	}
	st, err := os.Stat(path)
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", st.Mode(), err)
	}
	again, err := OpenKeyFile(path, true)
	if err != nil || again.CheckValue() != made.CheckValue() {
		t.Errorf("opened again, it is another key: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".key-*")); len(left) != 0 {
		t.Errorf("temporary files left: %v", left)
	}
}

func TestKeyFileMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if _, err := OpenKeyFile(path, true); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []fs.FileMode{0o640, 0o604, 0o660, 0o644, 0o610} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenKeyFile(path, true); !errors.Is(err, ErrKeyFileMode) {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenKeyFile(path, false); err != nil {
		t.Errorf("mode 0400: %v", err)
	}
}

func TestNotAKeyFile(t *testing.T) {
	good, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"empty": "", "other JSON": "{}", "later version": `{"sekifuda_key":2}`,
		"no keys": `{"sekifuda_key":1,"wrap":{},"prf":{}}`, "cut": string(good[:len(good)/2])} {
		path := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenKeyFile(path, true); !errors.Is(err, ErrKeyFile) {
			t.Errorf("%s: %v", name, err)
		}
		if now, _ := os.ReadFile(path); string(now) != text {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// Several that start at once on a fresh machine must end up with one key.
func TestKeyFileRace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	var wg sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		wg.Go(func() {
			if v, err := OpenKeyFile(path, true); err == nil {
				got[i] = v.CheckValue()
			}
		})
	}
	wg.Wait()
	for _, g := range got {
		if g == "" || g != got[0] {
			t.Fatalf("keys differ: %v", got)
		}
	}
}
