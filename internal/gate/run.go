package gate

import (
	"context"
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/batch"
	"github.com/sekifuda/sekifuda/internal/store/decision"
)

// Run is one run over a batch, begun now or taken up where it broke off.
type Run struct {
	batch.Batch
	Again   bool           // an earlier run of the same files and options goes on
	Part    string         // "i/N", or "" for all
	Decided map[int]string // position to decision id, of an earlier run
}

// Begin begins a run over a batch, or joins one that broke off; the run's time,
// generation and memory are those of its first start. gen is what a new run
// would be examined against.
func (b *Books) Begin(ctx context.Context, key, part string, at entity.Instant, gen finding.Generation, p *policy.Policy) (*Run, error) {
	run := &Run{Part: part}
	err := b.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		run.Batch, run.Again, err = batch.Join(tx, batch.Batch{Tenant: b.Tenant, Key: key, At: at, Generation: gen}, part)
		if err != nil {
			return err
		}
		if err := b.putPolicy(tx, p, at); err != nil {
			return err
		}
		run.Decided = map[int]string{}
		if !run.Again {
			return nil
		}
		for row, err := range decision.ByBatch(tx, b.Tenant, run.Key) {
			if err != nil {
				return err
			}
			run.Decided[int(row.BatchPosition)] = row.ID
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("begin batch: %w", err)
	}
	return run, nil
}

// putPolicy stores a policy and makes it the active one, with leaves where it
// was not so before.
func (b *Books) putPolicy(tx *store.Tx, p *policy.Policy, at entity.Instant) error {
	return decision.PutPolicy(tx, decision.Policy{Tenant: b.Tenant, Tag: b.Vault.TenantTag(b.Tenant), Digest: p.Digest, Body: p.Source, At: at})
}

// End records that the run's part went through.
func (b *Books) End(ctx context.Context, run *Run) error {
	return b.DB.Tx(ctx, func(tx *store.Tx) error { return batch.End(tx, b.Tenant, run.Key, run.Part) })
}

// Policy returns a policy that decisions were made under, by its digest. It
// fails with store.ErrNotFound.
func (b *Books) Policy(ctx context.Context, digest string) (*policy.Policy, error) {
	var body string
	err := b.DB.View(ctx, func(tx *store.Tx) (err error) {
		body, err = decision.GetPolicy(tx, b.Tenant, digest)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("policy %.12s: %w", digest, err)
	}
	return policy.Parse(digest, []byte(body))
}
