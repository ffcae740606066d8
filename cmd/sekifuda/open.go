package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/gate"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/source"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/log"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// house is an opened data directory: the store, the books of the one tenant of
// the command line, and the shelf of sources.
type house struct {
	app   *app
	db    *store.DB
	books *gate.Books
	shelf *source.Shelf
}

// open opens the data directory and ties it to the master key. The key is made
// on first use only where the store is new too: a store whose key is missing
// must never be given another one.
func (a *app) open() (*house, error) {
	path, err := a.keyFile()
	if err != nil {
		return nil, err
	}
	if err := a.keyOutside(path); err != nil {
		return nil, badInput{err}
	}
	fresh := a.flags.DB == "" && !a.hasData()
	db, err := store.Open(a.ctx, cmp.Or(a.flags.DB, a.flags.Data))
	if err != nil {
		return nil, err
	}
	v, err := a.vault(db, path)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if fresh {
		fmt.Fprintf(a.err, "new data directory %s; master key %s (keep a copy of it elsewhere)\n", a.flags.Data, path)
	}
	return &house{
		app:   a,
		db:    db,
		books: &gate.Books{DB: db, Vault: v, Tenant: tenant},
		shelf: &source.Shelf{DB: db, Dir: a.flags.Data, Blobs: a.flags.Blobs, Rebuilding: a.rebuilding()},
	}, nil
}

// vault opens the master key of a store and ties the two together.
func (a *app) vault(db *store.DB, path string) (*vault.Vault, error) {
	bound, err := db.Bound(a.ctx)
	if err != nil {
		return nil, err
	}
	v, err := vault.OpenKeyFile(path, !bound)
	if errors.Is(err, os.ErrNotExist) {
		return nil, badInput{fmt.Errorf("the data in %s were sealed with a key that is not at %s: name it with --key-file", a.flags.Data, path)}
	}
	if err != nil {
		return nil, fmt.Errorf("%w (--key-file names another place)", err)
	}
	if err := db.Bind(a.ctx, v); err != nil {
		return nil, fmt.Errorf("data directory %s, key %s: %w", a.flags.Data, path, err)
	}
	return v, nil
}

// hasData reports whether there is an embedded store in the data directory.
func (a *app) hasData() bool {
	_, err := os.Stat(filepath.Join(a.flags.Data, store.FileName))
	return err == nil
}

// look opens a data directory that is there already, for commands that only
// read: they make none.
func (a *app) look() (*house, error) {
	if a.flags.DB == "" && !a.hasData() {
		return nil, badInput{fmt.Errorf("no data in %s: run `sekifuda source add` first, or name the directory with --data", a.flags.Data)}
	}
	return a.open()
}

// keyOutside refuses a master key inside the data directory: a copy of the one
// would be a copy of the other.
func (a *app) keyOutside(path string) error {
	rel, err := filepath.Rel(a.flags.Data, path)
	if err == nil && filepath.IsLocal(rel) {
		return fmt.Errorf("the master key must not stand in the data directory (%s): name another place with --key-file", path)
	}
	return nil
}

// Close gives what the command wrote its place in the ledger, and closes the
// store. A ledger that cannot be written is told, and no failure of the command:
// whatever sequences next takes up what waits.
func (h *house) Close() error {
	if err := h.sequence(); err != nil {
		fmt.Fprintln(h.app.err, "sekifuda: what was done stands, but has no receipt yet:", err)
	}
	return h.db.Close()
}

func (h *house) sequence() error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(h.app.ctx), 10*time.Second)
	defer cancel()
	var waiting int64
	err := h.db.View(ctx, func(tx *store.Tx) (err error) {
		waiting, _, err = log.Waiting(tx, 1)
		return err
	})
	if err != nil || waiting == 0 {
		return err
	}
	s, err := h.sequencer(ctx, "")
	if err == nil {
		_, err = s.Once(ctx)
	}
	return err
}

// sequencer returns the sequencer of the installation's log. name names the log
// where it has no name yet; "" makes one up.
func (h *house) sequencer(ctx context.Context, name string) (*notary.Sequencer, error) {
	id, err := h.app.newID()
	if err != nil {
		return nil, err
	}
	signer, err := notary.OpenSigner(ctx, h.db, h.books.Vault, cmp.Or(name, "sekifuda/"+id))
	if err != nil {
		return nil, err
	}
	// Leases need the time that all processes share, whatever --at says.
	clock := func() entity.Instant { return entity.InstantOf(time.Now()) }
	return &notary.Sequencer{DB: h.db, Signer: signer, Clock: clock, Holder: id}, nil
}

// readPolicy reads the file at path, or returns the embedded default.
func readPolicy(path string) (*policy.Policy, error) {
	if path == "" {
		return policy.Default(), nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, badInput{err}
	}
	p, err := policy.Parse(path, b)
	if err != nil {
		return nil, badInput{err}
	}
	return p, nil
}

// desk is a gate with the sources that it looks into.
type desk struct {
	*gate.Gate
	loaded []*source.Loaded
}

// gate puts a gate together from opened sources: the policy says which of them
// is the register and how old each may be.
func (a *app) gate(p *policy.Policy, loaded []*source.Loaded) (*desk, error) {
	zone, err := a.zone()
	if err != nil {
		return nil, err
	}
	packs, err := a.packs()
	if err != nil {
		return nil, err
	}
	d := &desk{Gate: &gate.Gate{Policy: p, Packs: packs, Zone: zone, Checks: gate.Checks()}, loaded: loaded}
	for _, l := range loaded { // in name order
		d.Live = append(d.Live, l.Chain.Ref())
		s := gateSource(p, l)
		switch isRegister := source.IsRegister(l.Chain.Kind); {
		case isRegister && (l.Chain.Source == p.Register() || d.Register == nil):
			d.Register = s
		case !isRegister:
			d.Lists = append(d.Lists, s)
		}
	}
	return d, nil
}

func gateSource(p *policy.Policy, l *source.Loaded) *gate.Source {
	ref := l.Chain.Ref()
	s := &gate.Source{
		Ref: finding.SourceRef{
			Name: l.Chain.Source, Kind: l.Chain.Kind, Digest: ref.Chain[len(ref.Chain)-1], Published: l.Chain.Published(),
		},
		Chain: ref.Chain, Records: l.Records, Err: l.Err, MaxAge: p.MaxAge(l.Chain.Kind, l.Chain.Source),
	}
	if l.Register != nil {
		s.Register = l.Register
	}
	if l.List != nil {
		s.List = l.List
	}
	return s
}

func (d *desk) Close() {
	for _, l := range d.loaded {
		l.Close()
	}
}

// workers is how many examinations run side by side.
func workers() int { return 4 * runtime.GOMAXPROCS(0) }
