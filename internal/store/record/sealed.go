package record

import (
	"fmt"
	"iter"

	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Places at which sealed bytes open; part of the stored format.
const (
	PlaceApplication = "application:" // and the digest of the input: versions cannot be swapped
	PlaceEvidence    = "evidence:"    // and its id
	PlaceReason      = "proof:"       // and the id of the proof
)

// Sealed yields the sealed bytes of every application, piece of evidence, proof
// and withdrawal of every tenant.
func Sealed(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return func(yield func(store.Sealed, error) bool) {
		for _, area := range []iter.Seq2[store.Sealed, error]{sealedApplications(tx), sealedEvidence(tx), sealedReasons(tx), sealedWithdrawals(tx)} {
			for s, err := range area {
				if !yield(s, err) || err != nil {
					return
				}
			}
		}
	}
}

func sealedPages(tx *store.Tx, query string, fill func(*store.Sealed)) iter.Seq2[store.Sealed, error] {
	return store.Pages(tx, query, func(scan func(...any) error) (s store.Sealed, err error) {
		err = scan(&s.Tenant, &s.ID, &s.Subject, &s.Bytes, &s.Leaf)
		fill(&s)
		return s, err
	}, func(s store.Sealed) (string, string) { return s.Tenant, s.ID })
}

func sealedApplications(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return func(yield func(store.Sealed, error) bool) {
		var last store.Sealed
		var version int64
		for {
			rows, err := store.All(tx, func(scan func(...any) error) (s store.Sealed, err error) {
				err = scan(&s.Tenant, &s.ID, &version, &s.Digest, &s.Subject, &s.Bytes)
				s.Kind, s.Place = "application", PlaceApplication+s.Digest
				return s, err
			}, `SELECT tenant, external_id, version, input, subject, sealed FROM application
				WHERE (tenant, external_id, version) > ($1, $2, $3) ORDER BY tenant, external_id, version LIMIT 500`, last.Tenant, last.ID, version)
			if err != nil {
				yield(last, fmt.Errorf("sealed applications: %w", err))
				return
			}
			for _, last = range rows {
				if !yield(last, nil) {
					return
				}
			}
			if len(rows) == 0 {
				return
			}
		}
	}
}

func sealedEvidence(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return sealedPages(tx, `SELECT tenant, id, subject, sealed, leaf FROM evidence WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(s *store.Sealed) { s.Kind, s.Label, s.Place = ledger.KindEvidence, "evidence", PlaceEvidence+s.ID })
}

func sealedReasons(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return sealedPages(tx, `SELECT tenant, id, subject, reason, proved FROM proof WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(s *store.Sealed) { s.Kind, s.Label, s.Place = ledger.KindProof, "reason", PlaceReason+s.ID })
}

func sealedWithdrawals(tx *store.Tx) iter.Seq2[store.Sealed, error] {
	return sealedPages(tx, `SELECT tenant, id, subject, withdrawn_reason, withdrawn FROM proof
		WHERE withdrawn IS NOT NULL AND (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT $3`,
		func(s *store.Sealed) {
			s.Kind, s.Label, s.Place = ledger.KindWithdrawal, "reason", PlaceReason+"withdrawn:"+s.ID
		})
}
