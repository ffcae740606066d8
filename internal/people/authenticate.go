package people

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/principal"
)

// hash is what is stored of a secret.
func (p *People) hash(id, secret string) string {
	return p.Vault.Commit("key", []byte(id+"."+secret))
}

// Authenticate returns who sends a key: nil where there is no such key, it is
// revoked, or it is expired at that time. An error says that it cannot be told:
// nobody may be let in then.
func (p *People) Authenticate(ctx context.Context, bearer string, at entity.Instant) (*access.Principal, error) {
	id, secret, ok := split(bearer)
	if !ok {
		return nil, nil
	}
	sum := sha256.Sum256([]byte(secret))
	who, epoch := p.known.get(id, sum)
	if who == nil {
		var err error
		if who, err = p.load(ctx, id, secret); err != nil || who == nil {
			return nil, err
		}
		p.known.put(id, sum, who, epoch)
	}
	if !who.Valid(at) {
		return nil, nil
	}
	return who, nil
}

// load looks for a key in the store.
func (p *People) load(ctx context.Context, id, secret string) (who *access.Principal, err error) {
	err = p.DB.View(ctx, func(tx *store.Tx) error {
		row, err := principal.ByID(tx, id)
		if errors.Is(err, store.ErrNotFound) {
			who = nil
			return nil
		}
		if err != nil || subtle.ConstantTimeCompare([]byte(row.Hash), []byte(p.hash(id, secret))) != 1 {
			return err
		}
		who, err = p.open(tx, row)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("authenticate: %w", err)
	}
	return who, nil
}

// known remembers keys that were verified, so that a request costs one hash. It
// remembers only while Run watches for changes that other processes make.
type known struct {
	mu       sync.RWMutex
	watching bool
	epoch    int64 // counts how often all was forgotten
	version  int64 // of the principals in the store
	byID     map[string]verified
}

// verified is a key with a digest of its secret.
type verified struct {
	sum [sha256.Size]byte
	who *access.Principal
}

func (k *known) get(id string, sum [sha256.Size]byte) (who *access.Principal, epoch int64) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if v, ok := k.byID[id]; ok && subtle.ConstantTimeCompare(v.sum[:], sum[:]) == 1 {
		return v.who, k.epoch
	}
	return nil, k.epoch
}

// put remembers what was read in an epoch; where all was forgotten since, it may
// be old and is dropped.
func (k *known) put(id string, sum [sha256.Size]byte, who *access.Principal, epoch int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.watching && k.epoch == epoch {
		k.byID[id] = verified{sum, who}
	}
}

func (k *known) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.epoch++
	k.byID = map[string]verified{}
}

// watch is how often Run looks whether another process changed a key.
const watch = 400 * time.Millisecond

// Run lets keys be remembered and forgets them when any was changed, by whatever
// process, until ctx ends. Where the store does not answer it forgets them too:
// who may ask is not known then.
func (p *People) Run(ctx context.Context) error {
	defer p.known.stop()
	tick := time.NewTicker(watch)
	defer tick.Stop()
	for {
		p.look(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (p *People) look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, watch)
	defer cancel()
	var now int64
	err := p.DB.View(ctx, func(tx *store.Tx) (err error) {
		now, err = principal.Version(tx)
		return err
	})
	k := &p.known
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil || !k.watching || now != k.version {
		k.epoch++
		k.byID = map[string]verified{}
	}
	k.watching, k.version = err == nil, now
}

func (k *known) stop() {
	k.forget()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.watching = false
}
