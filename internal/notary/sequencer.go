// Package notary runs the ledger: the sequencer that gives leaves their places,
// receipts and proofs for who asks, and the verification of a whole store
// against its log.
package notary

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/log"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Settings of the installation that say whose log it is.
const (
	settingOrigin = "log.origin"
	settingKey    = "log.key"
)

// OpenSigner returns the signer of the installation's log. The log is named
// origin the first time and keeps that name; the key is derived from the master
// key. It fails for an origin that cannot name a log.
func OpenSigner(ctx context.Context, db *store.DB, v *vault.Vault, origin string) (*ledger.Signer, error) {
	var s *ledger.Signer
	err := keepSetting(ctx, db, settingOrigin, func(kept string) (string, error) {
		if kept == "" {
			kept = origin
		}
		var err error
		s, err = ledger.NewSigner(kept, v.Derive("log"))
		return kept, err
	})
	if err == nil {
		err = keepSetting(ctx, db, settingKey, func(string) (string, error) { return s.Key(), nil })
	}
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	return s, nil
}

// keepSetting sets a setting once. use is told what is kept, "" at first, and
// returns what it wants kept.
func keepSetting(ctx context.Context, db *store.DB, name string, use func(kept string) (string, error)) error {
	var kept string
	err := db.View(ctx, func(tx *store.Tx) (err error) {
		kept, err = store.Setting(tx, name)
		return err
	})
	if err != nil {
		return err
	}
	want, err := use(kept)
	if err != nil || kept != "" {
		return err
	}
	err = db.Tx(ctx, func(tx *store.Tx) (err error) {
		kept, err = store.SetOnce(tx, name, want)
		return err
	})
	if err == nil && kept != want { // another process was first
		_, err = use(kept)
	}
	return err
}

// leaseName is the lease of the one sequencer, and leaseFor how long it is
// taken for. It only spares the others their work: what keeps the log whole is
// the compare-and-swap of the head.
const (
	leaseName = "sequencer"
	leaseFor  = 3 * time.Second
)

// atOnce is the most leaves of one transaction: others wait for it.
const atOnce = 1024

// Sequencer gives leaves their places and publishes checkpoints.
type Sequencer struct {
	DB     *store.DB
	Signer *ledger.Signer
	Clock  func() entity.Instant
	Holder string        // name of this process, different from every other's
	Every  time.Duration // how often it looks; 0 is 200 ms

	mu     sync.Mutex
	fault  error // last failure; nil after a success
	oldest int64 // the leaf that waits longest, and since when it was seen to
	seen   entity.Instant
}

// Run sequences until ctx ends, and returns nil then. A failure of the store is
// tried again. Damage to the log is not: from then on nothing is sequenced, Lag
// says why, and decisions go on without receipts until somebody looks.
func (s *Sequencer) Run(ctx context.Context) error {
	every := s.Every
	if every == 0 {
		every = 200 * time.Millisecond
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		_, err := s.drain(ctx, leaseFor)
		if ctx.Err() != nil {
			return nil
		}
		s.note(err)
		if errors.Is(err, log.ErrDamaged) {
			<-ctx.Done()
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Once sequences all that waits now and returns how many leaves that were. Where
// another process holds the lease it leaves them to that one.
func (s *Sequencer) Once(ctx context.Context) (int64, error) {
	n, err := s.drain(ctx, 0)
	s.note(err)
	if err != nil {
		return n, fmt.Errorf("sequence the log: %w", err)
	}
	return n, nil
}

func (s *Sequencer) note(err error) {
	s.mu.Lock()
	s.fault = err
	s.mu.Unlock()
}

// errElsewhere says that another process sequences.
var errElsewhere = errors.New("another process sequences")

func (s *Sequencer) drain(ctx context.Context, lease time.Duration) (done int64, err error) {
	for lost := 0; ; {
		n, err := s.step(ctx, lease)
		switch {
		case errors.Is(err, log.ErrMoved) && lost < 3: // another was faster: look again
			lost++
			continue
		case errors.Is(err, errElsewhere), errors.Is(err, log.ErrMoved):
			return done, nil
		case err != nil:
			return done, err
		}
		if done += n; n < atOnce {
			return done, nil
		}
	}
}

// step sequences one batch. The work is done in a view; the transaction, for
// which writers wait, is short.
func (s *Sequencer) step(ctx context.Context, lease time.Duration) (int64, error) {
	var next *log.Next
	var before int64
	if err := s.DB.View(ctx, func(tx *store.Tx) (err error) {
		next, before, err = log.Plan(tx, atOnce)
		return err
	}); err != nil || next == nil {
		return 0, err
	}
	signed, err := s.Signer.Sign(next.Size, next.Root)
	if err != nil {
		return 0, err
	}
	err = s.DB.Tx(ctx, func(tx *store.Tx) error {
		now := s.Clock()
		mine, err := store.Lease(tx, leaseName, s.Holder, now, now+entity.Instant(lease.Microseconds()))
		if err != nil {
			return err
		}
		if !mine {
			return errElsewhere
		}
		return next.Apply(tx, signed, now)
	})
	return next.Size - before, err
}

// Lag says how far the log is behind.
type Lag struct {
	Waiting int64         // leaves without a place; 10,000 stands for more
	Oldest  time.Duration // how long the oldest of them has been seen to wait
	Fault   error         // why nothing is sequenced, nil where it is
}

// Lag looks how far the log is behind, and for damage that would stop it: who
// did not sequence himself learns of it too. It fails where the store does.
func (s *Sequencer) Lag(ctx context.Context) (Lag, error) {
	var l Lag
	var oldest int64
	err := s.DB.View(ctx, func(tx *store.Tx) (err error) {
		if l.Waiting, oldest, err = log.Waiting(tx, 10_000); err != nil {
			return err
		}
		if err = log.Look(tx); errors.Is(err, log.ErrDamaged) {
			l.Fault, err = err, nil
		}
		return err
	})
	if err != nil {
		return l, fmt.Errorf("lag of the log: %w", err)
	}
	now := s.Clock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if oldest != s.oldest {
		s.oldest, s.seen = oldest, now
	}
	if oldest != 0 {
		l.Oldest = now.Time().Sub(s.seen.Time())
	}
	if s.fault != nil {
		l.Fault = s.fault
	}
	return l, nil
}
