package archive

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// BenchmarkThereAndBack takes a backup of a store and restores it. Sealed bytes
// cannot be packed, so they are random here. BACKUP_ROWS=300000 is a gigabyte.
func BenchmarkThereAndBack(b *testing.B) {
	rows, _ := strconv.Atoi(os.Getenv("BACKUP_ROWS"))
	dir := b.TempDir()
	db, err := store.Open(b.Context(), filepath.Join(dir, "from"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	fill(b, db, max(rows, 2000))
	target := filepath.Join(dir, "b.tar")
	var m *Manifest
	b.Run("backup", func(b *testing.B) {
		for b.Loop() {
			os.Remove(target)
			if m, err = Backup(b.Context(), House{DB: db}, target, options); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(m.Bytes())
		}
	})
	dsns := map[string]string{"sqlite": ""}
	if dsn := os.Getenv("BACKUP_POSTGRES"); dsn != "" { // an empty schema
		dsns["postgres"] = dsn
	}
	for engine, dsn := range dsns {
		b.Run("restore "+engine, func(b *testing.B) {
			for b.Loop() {
				to := filepath.Join(dir, "to")
				os.RemoveAll(to)
				if _, err := Restore(b.Context(), target, Target{Dir: to, DSN: dsn}, options); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(m.Bytes())
			}
		})
	}
}

func fill(b *testing.B, db *store.DB, rows int) {
	b.Helper()
	const at = 500
	for from := 0; from < rows; from += at {
		err := db.Tx(b.Context(), func(tx *store.Tx) error {
			var list []decision.Row
			var apps []record.Application
			for n := from; n < from+at; n++ {
				sealed, app := make([]byte, 2500), make([]byte, 900)
				rand.Read(sealed)
				rand.Read(app)
				id := fmt.Sprintf("%08x-decision", n*2654435761)
				list = append(list, decision.Row{ID: id, Tenant: "default", Application: "A-" + id, Input: id, Outcome: finding.Review, At: entity.Instant(n), Policy: "p", Subject: "s", Sealed: sealed, Tag: "t", Commitment: id})
				apps = append(apps, record.Application{ExternalID: "A-" + id, Input: id, Subject: "s", Sealed: app})
			}
			if err := record.PutApplications(tx, "default", apps); err != nil {
				return err
			}
			_, err := decision.SaveAll(tx, list)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
