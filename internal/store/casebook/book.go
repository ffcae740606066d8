package casebook

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// Book is one tenant's containers, with the keys to them.
type Book struct {
	Vault  *vault.Vault
	Tenant string
}

// Entry is something to be recorded in a container.
type Entry struct {
	Kind      string
	ID        string // unique for its kind in the container
	By        string // who records it
	Reason    string // why, where that is asked for
	Withdrawn bool   // takes it back: the last content stays beside it
	Body      any    // written as canonical JSON; nil with Withdrawn
	Refs      []string
	Proofs    []string
}

// Held is one version of a thing, opened.
type Held struct {
	Row
	ID     string // in its container
	By     string
	Reason string
	Body   json.RawMessage
}

// content is what is sealed.
type content struct {
	ID     string          `json:"id"`
	By     string          `json:"by,omitempty"`
	Reason string          `json:"reason,omitempty"`
	Body   json.RawMessage `json:"body"`
}

var (
	// ErrNoContainer is returned for a container in which nothing was recorded.
	ErrNoContainer = fmt.Errorf("no such case or report: %w", store.ErrNotFound)
	// ErrEarlier is returned for a version that would be older than the one
	// before it: what was known at a time would change afterwards.
	ErrEarlier = errors.New("the time is before the version that is there")
	// ErrErased is returned for a container whose data key was destroyed.
	ErrErased = errors.New("the case or report was erased")
)

// What of Key.
const (
	byRef   = "ref"
	byProof = "proof"
)

// Recorded says what Record did: how many things were new, changed, taken back
// and nothing new.
type Recorded struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Withdrawn int `json:"withdrawn"`
	Same      int `json:"same"`
}

// Record stores entries as new versions, all of them or none. What is there
// with the same content is nothing new. It fails with ErrEarlier, with ErrErased,
// and with store.ErrNotFound where an entry takes back what is not there.
func (b Book) Record(tx *store.Tx, c Container, at entity.Instant, entries ...Entry) (r Recorded, err error) {
	if len(entries) == 0 {
		return r, nil
	}
	key, err := b.Vault.Obtain(record.Keys(tx), b.Tenant, vault.Subject(c.Kind, c.ID))
	if err != nil {
		return r, fmt.Errorf("record in %s %s: %w", c.Kind, c.ID, erased(err))
	}
	current, err := b.current(tx, c, entries)
	if err != nil {
		return r, err
	}
	w := writer{Book: b, key: key, at: at, tag: b.Vault.TenantTag(b.Tenant)}
	for _, e := range entries {
		name := b.name(c, e.Kind, e.ID)
		before := current[[2]string{e.Kind, name}]
		row, err := w.row(c, e, name, before)
		if err != nil {
			return Recorded{}, fmt.Errorf("record %s %s in %s %s: %w", e.Kind, e.ID, c.Kind, c.ID, err)
		}
		switch {
		case row.Content == before.Content && row.Withdrawn == before.Withdrawn:
			r.Same++
			continue
		case row.Withdrawn:
			r.Withdrawn++
		case before.Version == 0:
			r.Added++
		default:
			r.Changed++
		}
		w.rows = append(w.rows, row)
		current[[2]string{e.Kind, name}] = row
	}
	return r, Put(tx, b.Tenant, w.rows)
}

// name is the keyed tag of an id in a container.
func (b Book) name(c Container, kind, id string) string {
	return b.Vault.Blind(b.Tenant, "casebook:"+c.Kind+":"+kind, c.ID+"\x00"+id)
}

// current returns the current versions of what entries name.
func (b Book) current(tx *store.Tx, c Container, entries []Entry) (map[[2]string]Row, error) {
	q := Query{}
	seen := map[string]bool{}
	for _, e := range entries {
		if name := b.name(c, e.Kind, e.ID); !seen[name] {
			seen[name] = true
			q.Names = append(q.Names, name)
		}
	}
	rows, err := Rows(tx, b.Tenant, c, q)
	out := make(map[[2]string]Row, len(rows))
	for _, r := range rows {
		out[[2]string{r.Kind, r.Name}] = r
	}
	return out, err
}

// writer makes rows of entries.
type writer struct {
	Book
	key  *vault.Key
	at   entity.Instant
	tag  string
	rows []Row
}

func (w *writer) row(c Container, e Entry, name string, before Row) (Row, error) {
	if e.ID == "" {
		return Row{}, errors.New("it has no id")
	}
	if before.Version > 0 && w.at < before.At {
		return Row{}, fmt.Errorf("%w (version %d is of %s)", ErrEarlier, before.Version, before.At)
	}
	body, err := w.body(e, before)
	if err != nil {
		return Row{}, err
	}
	text, err := canon.Marshal(content{ID: e.ID, By: e.By, Reason: e.Reason, Body: body})
	if err != nil {
		return Row{}, err
	}
	version := before.Version + 1
	id := w.Vault.Blind(w.Tenant, "casebook", strconv.FormatInt(version, 10)+":"+e.Kind+":"+name)
	r := Row{
		ID: id, Container: c, Kind: e.Kind, Name: name, Version: version, Withdrawn: e.Withdrawn,
		Content: w.Vault.Blind(w.Tenant, "casebook content:"+c.Kind, c.ID+"\x00"+string(body)),
		Subject: w.key.Subject(), Sealed: w.key.Seal(place(id), text), At: w.at,
		Tag: w.tag, Commitment: w.key.Commit(label, text),
	}
	for _, ref := range e.Refs {
		r.Keys = append(r.Keys, w.refKey(ref))
	}
	for _, p := range e.Proofs {
		r.Keys = append(r.Keys, Key{byProof, w.Vault.Blind(w.Tenant, "casebook proof", p)})
	}
	return r, nil
}

// refKey is the keyed tag of a thing that statements speak of.
func (b Book) refKey(ref string) Key { return Key{byRef, b.Vault.Blind(b.Tenant, "casebook ref", ref)} }

// body is the content of an entry: of what is taken back, the content that it had.
func (w *writer) body(e Entry, before Row) ([]byte, error) {
	if !e.Withdrawn || e.Body != nil {
		return canon.Marshal(e.Body)
	}
	if before.Version == 0 {
		return nil, store.ErrNotFound
	}
	if before.Sealed == nil { // of this same call
		return nil, errors.New("it is recorded and taken back at once")
	}
	h, err := open(w.key, before)
	return h.Body, err
}

// Read returns versions of things in a container, opened, in the order of
// recording. It fails with ErrNoContainer and with ErrErased.
func (b Book) Read(tx *store.Tx, c Container, q Query) ([]Held, error) {
	rows, err := Rows(tx, b.Tenant, c, q)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		there, err := Exists(tx, b.Tenant, c)
		if err == nil && !there {
			err = ErrNoContainer
		}
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", c.Kind, c.ID, err)
		}
	}
	return b.Open(tx, rows)
}

// Get returns the versions of one thing, oldest first; store.ErrNotFound
// without any.
func (b Book) Get(tx *store.Tx, c Container, kind, id string, known *entity.Instant) ([]Held, error) {
	out, err := b.Read(tx, c, Query{Kinds: []string{kind}, Names: []string{b.name(c, kind, id)}, Known: known, History: true})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s %s in %s %s: %w", kind, id, c.Kind, c.ID, store.ErrNotFound)
	}
	return out, err
}

// Open opens rows, of any containers. It fails with ErrErased where one of
// them was erased.
func (b Book) Open(tx *store.Tx, rows []Row) ([]Held, error) {
	keys := map[string]*vault.Key{}
	out := make([]Held, 0, len(rows))
	for _, r := range rows {
		key := keys[r.Subject]
		if key == nil {
			var err error
			if key, err = b.Vault.Load(record.Keys(tx), b.Tenant, r.Subject); err != nil {
				return nil, fmt.Errorf("%s %s: %w", r.Container.Kind, r.Container.ID, erased(err))
			}
			keys[r.Subject] = key
		}
		h, err := open(key, r)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", r.Container.Kind, r.Container.ID, err)
		}
		out = append(out, h)
	}
	return out, nil
}

func open(key *vault.Key, r Row) (Held, error) {
	text, err := key.Open(place(r.ID), r.Sealed)
	if err != nil {
		return Held{}, err
	}
	var c content
	if err := json.Unmarshal(text, &c); err != nil {
		return Held{}, fmt.Errorf("%s, version %d: %w", r.Kind, r.Version, err)
	}
	return Held{Row: r, ID: c.ID, By: c.By, Reason: c.Reason, Body: c.Body}, nil
}

// erased says in the words of cases that a data key is gone.
func erased(err error) error {
	if errors.Is(err, vault.ErrShredded) {
		return fmt.Errorf("%w: %w", ErrErased, err)
	}
	return err
}
