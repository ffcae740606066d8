package people

import (
	"context"
	"crypto/rand"
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

// setupFor is how long the link of a fresh installation holds.
const setupFor = time.Hour

// ErrSetup is returned for a set-up that is over: used, too late, another token,
// or an installation that has a key.
var ErrSetup = errors.New("this link does not hold (any more): make a key with `sekifuda key add`")

// Setup lets whoever reads the terminal of a fresh installation make its first
// key, once. There is no account before it.
type Setup struct {
	people *People
	until  entity.Instant

	mu  sync.Mutex
	sum [sha256.Size]byte // of the token; the zero value is used up
}

// Setup returns a token for the one-time link, or "" where the installation has,
// or had, a key.
func (p *People) Setup(ctx context.Context, at entity.Instant) (token string, s *Setup, err error) {
	any := false
	err = p.DB.View(ctx, func(tx *store.Tx) (err error) {
		any, err = principal.Any(tx)
		return err
	})
	if err != nil || any {
		return "", nil, err
	}
	var random [32]byte
	rand.Read(random[:]) // never fails
	token = letters(random[:], secretLen)
	return token, &Setup{people: p, until: at + entity.Instant(setupFor/time.Microsecond), sum: sha256.Sum256([]byte(token))}, nil
}

// Holds reports whether a token may be used at a time; it uses nothing up.
func (s *Setup) Holds(token string, at entity.Instant) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.holds(token, at)
}

func (s *Setup) holds(token string, at entity.Instant) bool {
	sum := sha256.Sum256([]byte(token))
	return at < s.until && subtle.ConstantTimeCompare(sum[:], s.sum[:]) == 1
}

// Use makes the first key, with every scope, and uses the token up. It fails
// with ErrSetup or ErrNew; after ErrNew the token still holds.
func (s *Setup) Use(ctx context.Context, token, tenant, name string, at entity.Instant) (text string, made *access.Principal, err error) {
	if s == nil {
		return "", nil, ErrSetup
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.holds(token, at) {
		return "", nil, ErrSetup
	}
	n := New{Tenant: tenant, Name: name, Scopes: access.Scopes()}
	if err := n.check(at); err != nil {
		return "", nil, err
	}
	text, made, err = s.people.add(ctx, n, at, "", func(tx *store.Tx, _ string) (string, error) {
		any, err := principal.Any(tx)
		if err == nil && any {
			err = ErrSetup
		}
		return "", err
	})
	if err == nil || errors.Is(err, ErrSetup) {
		s.sum = [sha256.Size]byte{}
	}
	if err != nil {
		return "", nil, fmt.Errorf("set up: %w", err)
	}
	return text, made, nil
}
