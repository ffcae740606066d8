package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/durable"
)

// That what is made is durable is shown in internal/reliability, on a disk that
// loses what was not synced. Here: what callers see.
func TestMkdirAll(t *testing.T) {
	root := t.TempDir()
	for range 2 {
		if err := durable.MkdirAll(filepath.Join(root, "a", "b", "c"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	st, err := os.Stat(filepath.Join(root, "a", "b"))
	if err != nil || st.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", st, err)
	}
	file := filepath.Join(root, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, filepath.Join(file, "below")} {
		if err := durable.MkdirAll(path, 0o700); err == nil {
			t.Errorf("made %s where a file is", path)
		}
	}
	t.Chdir(root)
	if err := durable.MkdirAll("relative/dir", 0o700); err != nil {
		t.Error(err)
	}
	if err := durable.SyncDir(filepath.Join(root, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}
