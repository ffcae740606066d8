package dossier

import (
	"testing"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

func destroy(tx *store.Tx, id string) error {
	return record.DestroyKey(tx, "default", vault.Subject("case", id), day(3))
}

func TestNobodyGivenNobodyTold(t *testing.T) {
	b := house(t)
	n, err := b.Notices(t.Context(), "c-1", look(1))
	if err != nil || len(n) != 0 {
		t.Errorf("%+v %v", n, err)
	}
}
