package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/source"
	"github.com/sekifuda/sekifuda/internal/store/storetest"
)

// engines are the two kinds of store, each empty.
func engines(t *testing.T) map[string]func(t *testing.T) Target {
	return map[string]func(t *testing.T) Target{
		"sqlite": func(t *testing.T) Target { return Target{Dir: filepath.Join(t.TempDir(), "data")} },
		"postgres": func(t *testing.T) Target {
			return Target{Dir: filepath.Join(t.TempDir(), "data"), DSN: storetest.PostgresSchema(t)}
		},
	}
}

func (to Target) open(t *testing.T) *store.DB {
	t.Helper()
	dsn := to.DSN
	if dsn == "" {
		dsn = to.Dir
	}
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func update(t *testing.T, db *store.DB, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Tx(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// house is a small store with something of every kind of value, and two
// snapshot files.
func house(t *testing.T, to Target, decisions int) House {
	t.Helper()
	db := to.open(t)
	files := t.TempDir()
	for _, name := range []string{"one", "two"} {
		if err := os.WriteFile(filepath.Join(files, name), bytes.Repeat([]byte(name), 5000), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	update(t, db, func(tx *store.Tx) error {
		for i, name := range []string{"one", "two"} {
			if _, _, err := source.Add(tx, source.Snapshot{Source: "list", Kind: "un", Digest: name, Imported: entity.Instant(i + 1), Records: 1, Path: name}); err != nil {
				return err
			}
		}
		if err := source.GoLive(tx, "list", []string{"two"}, 1); err != nil {
			return err
		}
		var rows []decision.Row
		for i := range decisions {
			id := fmt.Sprintf("decision%06d", i)
			rows = append(rows, decision.Row{
				ID: id, Tenant: "default", Application: "甲-" + id, Input: "in", Outcome: finding.Review, At: entity.Instant(i), Policy: "p",
				Subject: "application:" + id, Sealed: bytes.Repeat([]byte{0, 1, byte(i)}, 300), Tag: "tag", Commitment: "c",
			})
		}
		if _, err := decision.SaveAll(tx, rows); err != nil {
			return err
		}
		if err := record.PutAttributes(tx, "default", "A-1", []record.Attribute{{Kind: "phone", Blind: "b", Impersonated: true}}); err != nil {
			return err
		}
		if _, _, err := record.PutApplication(tx, "default", record.Application{ExternalID: "A-1", Input: "i", Subject: "s", Sealed: []byte{}}); err != nil {
			return err
		}
		_, err := record.ProveFalse(tx, "default", record.Proof{ID: "p-1", Application: "A-1", By: "a", Provisional: true, Subject: "s", Reason: []byte{1}, Tag: "tag"})
		return err
	})
	return House{DB: db, File: func(s source.Snapshot) (string, error) { return filepath.Join(files, s.Path), nil }}
}

// sequence gives positions to leaves and stores a checkpoint over n of them.
func sequence(t *testing.T, db *store.DB, n int64) (note string) {
	t.Helper()
	signer, err := ledger.NewSigner("test.example/log", bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	update(t, db, func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, int(n))
		if err != nil {
			return err
		}
		tree := &ledger.Edge{}
		for i, l := range leaves {
			if _, err := tx.Exec(`UPDATE leaf SET position = $1 WHERE seq = $2`, int64(i), l.Seq); err != nil {
				return err
			}
			tree.Append(ledger.Hash(l.Body))
		}
		signed, err := signer.Sign(n, tree.Root())
		if err != nil {
			return err
		}
		note = string(signed)
		_, err = tx.Exec(`INSERT INTO head (one, size, root, note, at) VALUES (1, $1, 'r', $2, 0)
			ON CONFLICT (one) DO UPDATE SET size = excluded.size, note = excluded.note`, n, note)
		return err
	})
	return note
}

// content is every row of every table but the leaf that a restore leaves.
func content(t *testing.T, db *store.DB) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := db.View(t.Context(), func(tx *store.Tx) error {
		tables, err := tx.Tables()
		if err != nil {
			return err
		}
		for _, table := range tables {
			out[table.Name] = nil
			err := tx.Dump(table, func(row []any) error {
				if text := fmt.Sprintf("%q", row); !strings.Contains(text, ActRestored) {
					out[table.Name] = append(out[table.Name], text)
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var options = Options{At: 1772236800000000, ID: "restore-1"}

// TestThereAndBack: every engine to every engine, in both forms, the same rows
// and files, and the store goes on where it was.
func TestThereAndBack(t *testing.T) {
	for from, makeFrom := range engines(t) {
		for into, makeTo := range engines(t) {
			for _, form := range []string{"dir", "file.tar"} {
				t.Run(from+" to "+into+" by "+form, func(t *testing.T) {
					h := house(t, makeFrom(t), 50)
					note := sequence(t, h.DB, 40)
					target := filepath.Join(t.TempDir(), form)
					m, err := Backup(t.Context(), h, target, options)
					if err != nil {
						t.Fatal(err)
					}
					if m.Checkpoint != note || len(m.Snapshots) != 2 {
						t.Errorf("%+v", m)
					}
					to := makeTo(t)
					o := options
					o.Checkpoint = note
					if _, err := Restore(t.Context(), target, to, o); err != nil {
						t.Fatal(err)
					}
					db := to.open(t)
					if diff := cmp.Diff(content(t, h.DB), content(t, db)); diff != "" {
						t.Error(diff)
					}
					for _, name := range []string{"one", "two"} {
						b, err := os.ReadFile(filepath.Join(to.Dir, "snapshots", "list", name))
						if err != nil || !bytes.Equal(b, bytes.Repeat([]byte(name), 5000)) {
							t.Errorf("%s: %v", name, err)
						}
					}
					goesOn(t, db)
				})
			}
		}
	}
}

// goesOn writes into a restored store.
func goesOn(t *testing.T, db *store.DB) {
	t.Helper()
	update(t, db, func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 1000)
		if err != nil {
			return err
		}
		last, err := ledger.Parse(leaves[len(leaves)-1].Body)
		if err != nil || last.Kind != ledger.KindAdmin || last.Codes[0] != ActRestored {
			t.Errorf("the last leaf is %+v, %v", last, err)
		}
		seq, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindAdmin, ID: "x", Codes: []string{"test"}})
		if err == nil && seq <= leaves[len(leaves)-1].Seq {
			t.Errorf("the next leaf is %d after %d", seq, leaves[len(leaves)-1].Seq)
		}
		return err
	})
}

// TestSameBytesFromBothEngines: the form is of neither.
func TestSameBytesFromBothEngines(t *testing.T) {
	var sums []string
	for _, make := range engines(t) {
		m, err := Backup(t.Context(), house(t, make(t), 30), filepath.Join(t.TempDir(), "b"), options)
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for f := range m.files() {
			all += f.Name + " " + f.SHA256 + "\n"
		}
		sums = append(sums, all)
	}
	if diff := cmp.Diff(sums[0], sums[1]); diff != "" {
		t.Error(diff)
	}
}

// TestDamage alters, cuts and removes each file of a backup in turn.
func TestDamage(t *testing.T) {
	h := house(t, Target{Dir: t.TempDir()}, 20)
	target := filepath.Join(t.TempDir(), "b")
	if _, err := Backup(t.Context(), h, target, options); err != nil {
		t.Fatal(err)
	}
	var names []string
	filepath.WalkDir(target, func(path string, d os.DirEntry, _ error) error {
		if !d.IsDir() {
			names = append(names, path)
		}
		return nil
	})
	for _, path := range names {
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		flipped := bytes.Clone(whole)
		flipped[len(flipped)/2] ^= 4
		for what, content := range map[string][]byte{"flipped": flipped, "cut": whole[:len(whole)-1], "longer": append(bytes.Clone(whole), 'x'), "gone": nil} {
			os.Remove(path)
			if content != nil {
				os.WriteFile(path, content, 0o600)
			}
			to := Target{Dir: filepath.Join(t.TempDir(), "data")}
			_, err := Restore(t.Context(), target, to, options)
			name, _ := filepath.Rel(target, path)
			if name == sumName {
				name = manifestName // where it differs from the manifest, who is to say which is right
			}
			if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), strings.TrimSuffix(name, ".json")) {
				t.Errorf("%s %s: %v", name, what, err)
			}
			if _, err := os.Stat(to.Dir); err == nil {
				t.Errorf("%s %s: something was written", name, what)
			}
		}
		os.Remove(path)
		os.WriteFile(path, whole, 0o600)
	}
}

func TestDamagedFile(t *testing.T) {
	h := house(t, Target{Dir: t.TempDir()}, 20)
	target := filepath.Join(t.TempDir(), "b.tar")
	if _, err := Backup(t.Context(), h, target, options); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(target)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(whole)-1024; n += 997 { // 1,024 zeroes end it
		b := bytes.Clone(whole)
		b[n] ^= 1
		os.WriteFile(target, b, 0o600)
		to := Target{Dir: filepath.Join(t.TempDir(), "data")}
		if _, err := Restore(t.Context(), target, to, options); err == nil && !padding(whole, n) {
			t.Errorf("byte %d of %d was altered and not found", n, len(whole))
		}
		os.WriteFile(target, whole[:n], 0o600)
		if _, err := Restore(t.Context(), target, to, options); err == nil {
			t.Errorf("cut after byte %d and not found", n)
		}
	}
}

// padding reports whether byte n is in a header or fills up after a file: what
// it says there is of no file's content.
func padding(b []byte, n int) bool {
	block := b[n/512*512 : n/512*512+512]
	return b[n] == 0 || bytes.Contains(block, []byte("ustar"))
}

// TestRefusals: over data, of another ledger, of a newer schema, beside nothing.
func TestRefusals(t *testing.T) {
	for engine, make := range engines(t) {
		h := house(t, make(t), 20)
		note := sequence(t, h.DB, 15)
		target := filepath.Join(t.TempDir(), "b")
		if _, err := Backup(t.Context(), h, target, options); err != nil {
			t.Fatal(err)
		}
		if _, err := Backup(t.Context(), h, target, options); !errors.Is(err, ErrExists) {
			t.Errorf("%s: over another backup: %v", engine, err)
		}
		to := make(t)
		for what, checkpoint := range map[string]string{
			"another root": strings.Replace(note, "\n15\n", "\n14\n", 1), "newer": strings.Replace(note, "\n15\n", "\n16\n", 1), "none": "hello",
		} {
			o := options
			o.Checkpoint = checkpoint
			if _, err := Restore(t.Context(), target, to, o); err == nil {
				t.Errorf("%s: restored against a checkpoint: %s", engine, what)
			}
		}
		if _, err := Restore(t.Context(), target, to, options); err != nil {
			t.Fatalf("%s: after refusals: %v", engine, err)
		}
		if _, err := Restore(t.Context(), target, to, options); !errors.Is(err, ErrExists) && !errors.Is(err, store.ErrNotEmpty) {
			t.Errorf("%s: over data: %v", engine, err)
		}
	}
}

// TestMissingSnapshot: a file that is gone is an error, unless it may be.
func TestMissingSnapshot(t *testing.T) {
	h := house(t, Target{Dir: t.TempDir()}, 1)
	file := h.File
	h.File = func(s source.Snapshot) (string, error) {
		if s.Digest == "one" {
			return "", os.ErrNotExist
		}
		return file(s)
	}
	target := filepath.Join(t.TempDir(), "b")
	if _, err := Backup(t.Context(), h, target, options); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	o := options
	o.MissingOK = true
	m, err := Backup(t.Context(), h, target, o)
	if err != nil || len(m.Missing) != 1 {
		t.Fatalf("%v %v", m, err)
	}
	if _, err := Restore(t.Context(), target, Target{Dir: filepath.Join(t.TempDir(), "d")}, options); err != nil {
		t.Error(err)
	}
}

// TestInterrupted ends a backup and a restore at every step of their progress,
// and runs them again.
func TestInterrupted(t *testing.T) {
	for engine, make := range engines(t) {
		h := house(t, make(t), 30)
		target := filepath.Join(t.TempDir(), "b")
		steps := interrupted(t, func(ctx context.Context, o Options) error {
			_, err := Backup(ctx, h, target, o)
			return err
		}, func() {
			left, _ := filepath.Glob(filepath.Join(filepath.Dir(target), "*"))
			hidden, _ := filepath.Glob(filepath.Join(filepath.Dir(target), ".*"))
			if len(left)+len(hidden) > 0 {
				t.Errorf("left behind: %v %v", left, hidden)
			}
		})
		to := make(t)
		steps += interrupted(t, func(ctx context.Context, o Options) error {
			_, err := Restore(ctx, target, to, o)
			return err
		}, func() {})
		if diff := cmp.Diff(content(t, h.DB), content(t, to.open(t))); diff != "" || steps < 20 {
			t.Errorf("%s, %d steps: %s", engine, steps, diff)
		}
	}
}

func interrupted(t *testing.T, run func(context.Context, Options) error, after func()) (steps int) {
	t.Helper()
	for steps = 1; ; steps++ {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		o := options
		o.Progress = func(int64, int64) {
			if n++; n == steps {
				cancel()
			}
		}
		err := run(ctx, o)
		cancel()
		if err == nil {
			return steps
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("step %d: %v", steps, err)
		}
		after()
	}
}
