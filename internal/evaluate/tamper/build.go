// Package tamper measures what verification finds: it builds a store with
// everything that the ledger covers, changes it in one place after another as
// somebody with write access could, and looks whether each change is found.
package tamper

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/casebook"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/store/principal"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/store/resolution"
	"github.com/sekifuda/sekifuda/internal/store/source"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// built is a store with its history.
type built struct {
	db     *store.DB
	vault  *vault.Vault
	signer *ledger.Signer
	kept   []byte      // the checkpoint of the end, kept elsewhere
	past   []*store.DB // the store as it was at earlier checkpoints
	clock  int64
}

func (b *built) close() {
	for _, db := range append(b.past, b.db) {
		if db != nil {
			db.Close()
		}
	}
}

func (b *built) now() entity.Instant {
	b.clock++
	return entity.Instant(1_770_000_000_000_000 + b.clock*1_000_000)
}

// rounds is how many checkpoints are made; each adds something of every kind.
const rounds = 5

// build makes the store in dir.
func build(ctx context.Context, dir string) (*built, error) {
	b := &built{}
	var err error
	if b.vault, err = vault.OpenKeyFile(filepath.Join(dir, "key"), true); err != nil {
		return nil, err
	}
	if b.db, err = store.Open(ctx, filepath.Join(dir, "now")); err != nil {
		return nil, err
	}
	if b.signer, err = notary.OpenSigner(ctx, b.db, b.vault, "sekifuda/tamper"); err != nil {
		return b, err
	}
	s := &notary.Sequencer{DB: b.db, Signer: b.signer, Clock: b.now, Holder: "tamper"}
	for round := range rounds {
		if err := b.db.Tx(ctx, func(tx *store.Tx) error { return b.round(tx, round) }); err != nil {
			return b, err
		}
		if _, err := s.Once(ctx); err != nil {
			return b, err
		}
		if round < rounds-1 {
			if err := b.remember(ctx, filepath.Join(dir, fmt.Sprint("past", round))); err != nil {
				return b, err
			}
		}
	}
	l := notary.Log{DB: b.db}
	b.kept, err = l.Checkpoint(ctx)
	return b, err
}

// remember keeps a copy of the store as it is now.
func (b *built) remember(ctx context.Context, dir string) error {
	past, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	b.past = append(b.past, past)
	return copyRows(ctx, b.db, past)
}

var tenants = []string{"default", "other"}

// round adds something of every kind to both tenants.
func (b *built) round(tx *store.Tx, round int) error {
	for _, tenant := range tenants {
		tag := b.vault.TenantTag(tenant)
		p := decision.Policy{Tenant: tenant, Tag: tag, Digest: fmt.Sprint("policy-", round/2), Body: fmt.Sprint("rules: ", round/2), At: b.now()}
		if err := decision.PutPolicy(tx, p); err != nil {
			return err
		}
		for i := range 22 {
			if err := b.decide(tx, tenant, tag, p.Digest, fmt.Sprintf("A-%d-%d", round, i)); err != nil {
				return err
			}
		}
		for i := range 4 {
			if err := b.evidence(tx, tenant, tag, fmt.Sprintf("A-%d-%d", round, i)); err != nil {
				return err
			}
		}
		for _, more := range []func(*store.Tx, string, string, int) error{b.proofs, b.keys, b.records, b.cases, b.resolutions} {
			if err := more(tx, tenant, tag, round); err != nil {
				return err
			}
		}
	}
	return b.sources(tx, round)
}

func (b *built) decide(tx *store.Tx, tenant, tag, policy, application string) error {
	key, err := b.vault.Obtain(record.Keys(tx), tenant, vault.Subject("application", application))
	if err != nil {
		return err
	}
	text := []byte("application " + application)
	input := sum(text)
	if _, _, err := record.PutApplication(tx, tenant, record.Application{ExternalID: application, Input: input, Subject: key.Subject(),
		Sealed: key.Seal(record.PlaceApplication+input, text), At: b.now()}); err != nil {
		return err
	}
	id := sum([]byte(tenant + application))[:26]
	told := []byte("decision on " + application)
	_, err = decision.Save(tx, decision.Row{ID: id, Tenant: tenant, Application: application, Input: input, Outcome: finding.Review, At: b.now(), Policy: policy,
		Generation: finding.Generation{Policy: policy, Matcher: "1"}, Subject: key.Subject(), Sealed: key.Seal(decision.Place(id), told),
		Batch: "b", BatchPosition: b.clock, Tag: tag, Commitment: key.Commit("decision", told)})
	return err
}

func (b *built) evidence(tx *store.Tx, tenant, tag, application string) error {
	key, err := b.vault.Obtain(record.Keys(tx), tenant, vault.Subject("application", application))
	if err != nil {
		return err
	}
	id, text := "evidence-"+tenant+application, []byte("answer on "+application)
	return record.AddEvidence(tx, tenant, record.Evidence{ID: id, Application: application, Subject: key.Subject(),
		Sealed: key.Seal(record.PlaceEvidence+id, text), At: b.now(), Tag: tag, Commitment: key.Commit("evidence", text)})
}

// proofs proves two identities false and withdraws the first of the round before.
func (b *built) proofs(tx *store.Tx, tenant, tag string, round int) error {
	for i := range 2 {
		application := fmt.Sprintf("A-%d-%d", round, i)
		key, err := b.vault.Obtain(record.Keys(tx), tenant, vault.Subject("application", application))
		if err != nil {
			return err
		}
		id, text := fmt.Sprintf("proof-%d-%d-%s", round, i, tenant), []byte("reason")
		if _, err := record.ProveFalse(tx, tenant, record.Proof{ID: id, Application: application, By: "one", Second: "two", Subject: key.Subject(),
			Reason: key.Seal(record.PlaceReason+id, text), At: b.now(), Tag: tag, Commitment: key.Commit("reason", text)}); err != nil {
			return err
		}
	}
	if round == 0 {
		return nil
	}
	id := fmt.Sprintf("proof-%d-0-%s", round-1, tenant)
	key, err := b.vault.Load(record.Keys(tx), tenant, vault.Subject("application", fmt.Sprintf("A-%d-0", round-1)))
	if err != nil {
		return err
	}
	text := []byte("it was another")
	_, err = record.Withdraw(tx, tenant, record.Withdrawal{ID: id, By: "three", Reason: key.Seal(record.PlaceReason+"withdrawn:"+id, text), At: b.now(),
		Tag: tag, Commitment: key.Commit("reason", text)})
	return err
}

// sources makes three sources live: one whole anew each round, one that grows by
// differences, one that is published again unchanged.
func (b *built) sources(tx *store.Tx, round int) error {
	grown := []string{"register-0"}
	for i := range round {
		grown = append(grown, fmt.Sprint("register-", i+1))
	}
	for name, chain := range map[string][]string{"list": {fmt.Sprint("list-", round)}, "register": grown, "still": {"still"}} {
		base := ""
		if len(chain) > 1 {
			base = chain[len(chain)-2]
		}
		at := b.now()
		if _, _, err := source.Add(tx, source.Snapshot{Source: name, Kind: "nta", Digest: chain[len(chain)-1], Base: base, Published: at, PublishedFrom: source.FromFile,
			Imported: at, Records: 5, Path: "snapshots/" + name, Reader: "nta/1", Raw: []source.RawFile{{Name: "a.csv", SHA256: "00", Bytes: 7}}}); err != nil {
			return err
		}
		if err := source.GoLive(tx, name, slices.Clone(chain), at); err != nil {
			return err
		}
	}
	return nil
}

// keys adds two keys and takes the first of the round before back.
func (b *built) keys(tx *store.Tx, tenant, tag string, round int) error {
	for i := range 2 {
		r := principal.Row{Tenant: tenant, ID: fmt.Sprintf("key-%d-%d-%s", round, i, tenant), Kind: "key", Name: []byte("sealed"),
			Scopes: []access.Scope{access.DecisionsRead, access.LedgerRead}, Hash: "hash", Created: b.now()}
		if err := principal.Add(tx, r, tag); err != nil {
			return err
		}
	}
	if round == 0 {
		return nil
	}
	return principal.Revoke(tx, tenant, fmt.Sprintf("key-%d-0-%s", round-1, tenant), "somebody", tag, b.now())
}

// records writes contracts.
func (b *built) records(tx *store.Tx, tenant, tag string, round int) error {
	var rows []book.Row
	for i := range 4 {
		id := fmt.Sprintf("contract-%d-%d", round, i)
		key, err := b.vault.Obtain(record.Keys(tx), tenant, vault.Subject("record", id))
		if err != nil {
			return err
		}
		rows = append(rows, book.Row{ID: id, Kind: "contract", ExternalID: id, Version: 1, Content: "tag", From: b.now(), To: b.now(), Subject: key.Subject(),
			Sealed: key.Seal(book.Place(id), []byte(id)), At: b.now(), Tag: tag, Commitment: key.Commit("record", []byte(id))})
	}
	return book.Put(tx, tenant, rows)
}

// cases records statements in a case, changes one of the round before, and gives
// some away.
func (b *built) cases(tx *store.Tx, tenant, _ string, round int) error {
	book := casebook.Book{Vault: b.vault, Tenant: tenant}
	var entries []casebook.Entry
	for i := range 4 {
		entries = append(entries, casebook.Entry{Kind: casebook.KindStatement, ID: fmt.Sprintf("s-%d-%d", round, i), By: "one", Body: fmt.Sprint("said in round ", round)})
	}
	entries = append(entries, casebook.Entry{Kind: casebook.KindExport, ID: fmt.Sprint("e-", round), By: "one", Body: "given to somebody"},
		casebook.Entry{Kind: casebook.KindMeasure, ID: fmt.Sprint("m-", round), By: "one", Body: "taken"})
	if round > 0 {
		entries = append(entries, casebook.Entry{Kind: casebook.KindStatement, ID: fmt.Sprintf("s-%d-0", round-1), By: "two", Reason: "it was another", Withdrawn: true})
	}
	_, err := book.Record(tx, casebook.Container{Kind: casebook.Case, ID: "case-1"}, b.now(), entries...)
	return err
}

// resolutions judge two records the same, take that of the round before back,
// and merge.
func (b *built) resolutions(tx *store.Tx, tenant, tag string, round int) error {
	add := func(id, kind, about string) error {
		key, err := b.vault.Obtain(record.Keys(tx), tenant, vault.Subject("resolution", id))
		if err != nil {
			return err
		}
		text := []byte("reason")
		return resolution.Add(tx, tenant, resolution.Entry{ID: id, Kind: kind, About: about, Body: `{"round":` + fmt.Sprint(round) + `}`,
			Subject: key.Subject(), Sealed: key.Seal(resolution.Place(id), text), At: b.now(), Tag: tag, Commitment: key.Commit("resolution", text)})
	}
	name := func(what string, round int) string { return fmt.Sprintf("%s-%d-%s", what, round, tenant) }
	if err := add(name("same", round), resolution.KindSame, ""); err != nil {
		return err
	}
	if round > 0 {
		if err := add(name("back", round), resolution.KindWithdrawn, name("same", round-1)); err != nil {
			return err
		}
	}
	return resolution.Add(tx, tenant, resolution.Entry{ID: name("merge", round), Kind: resolution.KindMerge, Body: "{}", At: b.now(), Tag: tag})
}
