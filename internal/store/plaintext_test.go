package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// TestNothingInClear stores what is personal everywhere where it goes, and
// looks for it in every byte of every file of the data directory, the log that
// is not yet checkpointed included.
func TestNothingInClear(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	keyFile := filepath.Join(t.TempDir(), "key")
	v, err := vault.OpenKeyFile(keyFile, true)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	db, err := store.Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Bind(ctx, v); err != nil {
		t.Fatal(err)
	}
	secrets := []string{"架空太郎", "taro@example.jp", "+81312345678", "reason: he said"}
	application := []byte(secrets[0] + secrets[1] + secrets[2])
	if err := db.Tx(ctx, saveOne(v, 1, application, bytes.Repeat(application, 40))); err != nil {
		t.Fatal(err)
	}
	if err := db.Tx(ctx, func(tx *store.Tx) error { return personal(tx, v, secrets) }); err != nil {
		t.Fatal(err)
	}
	search := func(when string) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			b, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range append(secrets, "sekifuda_key") {
				if bytes.Contains(b, []byte(s)) {
					t.Errorf("%s: %q stands in %s", when, s, e.Name())
				}
			}
		}
	}
	search("open")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	search("closed")
}

func personal(tx *store.Tx, v *vault.Vault, secrets []string) error {
	const id = "A-00000001"
	subject := vault.Subject("application", id)
	k, err := v.Load(record.Keys(tx), "default", subject)
	if err != nil {
		return err
	}
	if err := record.PutAttributes(tx, "default", id, []record.Attribute{
		{Kind: "email", Blind: v.Blind("default", "email", secrets[1])}, {Kind: "phone", Blind: v.Blind("default", "phone", secrets[2])}}); err != nil {
		return err
	}
	note := []byte(secrets[0] + " " + secrets[3])
	if err := record.AddEvidence(tx, "default", record.Evidence{ID: "e", Application: id, Subject: subject, Sealed: k.Seal("evidence/e", note),
		Tag: v.TenantTag("default"), Commitment: k.Commit("evidence", note)}); err != nil {
		return err
	}
	if _, err := record.ProveFalse(tx, "default", record.Proof{ID: "p", Application: id, By: "x", Second: "y", Subject: subject,
		Reason: k.Seal("proof/p", note), Tag: v.TenantTag("default"), Commitment: k.Commit("proof", note)}); err != nil {
		return err
	}
	book := casebook.Book{Vault: v, Tenant: "default"}
	if _, err := book.Record(tx, casebook.Container{Kind: casebook.Case, ID: "c-1"}, 0, casebook.Entry{Kind: casebook.KindStatement, ID: secrets[0], By: secrets[1],
		Reason: secrets[3], Body: secrets, Refs: []string{"phone:" + secrets[2]}, Proofs: []string{secrets[3]}}); err != nil {
		return err
	}
	_, err = record.Withdraw(tx, "default", record.Withdrawal{ID: "p", By: "x", Reason: k.Seal("withdrawal/p", note)})
	return err
}
