package store_test

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
)

// BenchmarkMemory asks a memory of 50,000 applications with 200 proofs. Each
// application shares one thing with some 50 others, so that rings are not empty.
func BenchmarkMemory(b *testing.B) {
	const applications, proofs = 10_000, 200
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(b.TempDir(), "data"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	brought := func(n int) (out []record.Attribute) {
		for k := range 7 {
			out = append(out, record.Attribute{Kind: fmt.Sprint("kind", k), Blind: fmt.Sprintf("%026d", uint64(n*7+k)*0x9E3779B97F4A7C15)})
		}
		return append(out, record.Attribute{Kind: "ship_to", Blind: fmt.Sprintf("%026d", n%(applications/50))})
	}
	for first := 0; first < applications; first += 1000 {
		if err := db.Tx(ctx, func(tx *store.Tx) error {
			for n := first; n < first+1000; n++ {
				id := fmt.Sprintf("A-%08d", n)
				if _, _, err := record.PutApplication(tx, "default", record.Application{ExternalID: id, Input: "i", Sealed: []byte{}}); err != nil {
					return err
				}
				if err := record.PutAttributes(tx, "default", id, brought(n)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	ask := func(b *testing.B) {
		before := cpu()
		for n := 0; b.Loop(); n++ {
			if err := db.View(ctx, func(tx *store.Tx) error {
				asOf, err := record.Now(tx, "default")
				if err == nil {
					asOf.Clock = math.MaxInt64
					_, err = record.Shares(tx, "default", brought(applications+n), "new", asOf)
				}
				return err
			}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(cpu()-before)/1e3/float64(b.N), "cpu-µs/op")
	}
	b.Run("nothing proved", ask)
	b.Run("unpack", func(b *testing.B) {
		for range b.N {
			if err := record.Unpack(ctx, db, "default"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("prove", func(b *testing.B) {
		for n := range proofs {
			if err := db.Tx(ctx, func(tx *store.Tx) error {
				_, err := record.ProveFalse(tx, "default", record.Proof{ID: fmt.Sprint("p", b.N, "-", n), Application: fmt.Sprintf("A-%08d", n*17), By: "x", Second: "y", Reason: []byte{}})
				return err
			}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/proofs, "µs/proof")
	})
	b.Run("200 proved", ask)
	b.Run("put", func(b *testing.B) {
		before := cpu()
		n := 2 * applications
		for b.Loop() {
			if err := db.Tx(ctx, func(tx *store.Tx) error {
				for range 100 {
					n++
					if err := record.PutAttributes(tx, "default", fmt.Sprint("B-", n), brought(n)); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(cpu()-before)/1e5/float64(b.N), "cpu-µs/application")
	})
}
