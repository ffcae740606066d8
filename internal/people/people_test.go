package people

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/vault"
)

const noon = entity.Instant(1_770_000_000_000_000)

func fresh(t testing.TB, dir string) *People {
	t.Helper()
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	v, err := vault.OpenKeyFile(filepath.Join(dir, "..", "master.key"), true)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	var mu sync.Mutex
	return &People{DB: db, Vault: v, NewID: func() (string, error) {
		mu.Lock()
		defer mu.Unlock()
		n++
		return fmt.Sprintf("019c0000-0000-7000-8000-%012x", n), nil
	}}
}

func (p *People) mustAdd(t testing.TB, by *access.Principal, n New) (string, *access.Principal) {
	t.Helper()
	n.Tenant, n.Name = "default", "key"
	text, made, err := p.Add(t.Context(), by, n, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	return text, made
}

func (p *People) hears(t testing.TB, text string, at entity.Instant) bool {
	t.Helper()
	who, err := p.Authenticate(t.Context(), text, at)
	if err != nil {
		t.Fatal(err)
	}
	return who != nil
}

func TestKey(t *testing.T) {
	p := fresh(t, filepath.Join(t.TempDir(), "data"))
	text, made := p.mustAdd(t, nil, New{Scopes: []access.Scope{access.Examine, access.Match}, Expires: noon + 1000})
	if !strings.HasPrefix(text, "sk_") || len(text) != textLen {
		t.Errorf("text %q", text)
	}
	for range 2 { // from the store, and from memory where Run watches
		who, err := p.Authenticate(t.Context(), text, noon)
		if err != nil || who == nil || who.ID != made.ID || who.Name != "key" || !slices.Equal(who.Scopes, made.Scopes) || who.Tenant != "default" {
			t.Fatalf("%+v %v", who, err)
		}
		if p.hears(t, text, noon+1000) {
			t.Error("heard after it expired")
		}
		for i := range len(text) { // every other text is nobody's
			other := []byte(text)
			other[i] = map[bool]byte{true: '1', false: '2'}[other[i] != '1']
			if p.hears(t, string(other), noon) {
				t.Errorf("heard as %s", other)
			}
		}
		p.look(t.Context())
		p.hears(t, text, noon)
	}
	for _, other := range []string{"", "sk_", text[:len(text)-1], text + "a", strings.Replace(text, "sk_", "SK_", 1), "sk_" + strings.Repeat("z", idLen) + "_" + strings.Repeat("z", secretLen)} {
		if p.hears(t, other, noon) {
			t.Errorf("heard as %q", other)
		}
	}
}

// What is revoked in this process is not heard from then on.
func TestRevoked(t *testing.T) {
	p := fresh(t, filepath.Join(t.TempDir(), "data"))
	p.look(t.Context())
	text, made := p.mustAdd(t, nil, New{Scopes: access.Scopes()})
	p.look(t.Context())
	if !p.hears(t, text, noon) || len(p.known.byID) != 1 {
		t.Fatalf("not heard, or not remembered: %d", len(p.known.byID))
	}
	if err := p.Revoke(t.Context(), nil, "default", made.ID, noon+5); err != nil {
		t.Fatal(err)
	}
	if p.hears(t, text, noon+6) || p.hears(t, text, noon+5) {
		t.Error("heard after it was revoked")
	}
	if err := p.Revoke(t.Context(), nil, "default", made.ID, noon+7); err != nil {
		t.Errorf("revoked again: %v", err)
	}
	if err := p.Revoke(t.Context(), nil, "other", made.ID, noon+7); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of another tenant: %v", err)
	}
	if got, err := p.Get(t.Context(), "default", made.ID); err != nil || got.Revoked != noon+5 {
		t.Errorf("%+v %v", got, err)
	}
}

// Another process hears of it within a second, and while it cannot look nobody
// is let in from memory.
func TestRevokedElsewhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	here, there := fresh(t, dir), fresh(t, dir)
	text, made := here.mustAdd(t, nil, New{Scopes: access.Scopes()})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- there.Run(ctx) }()
	deadline := time.After(10 * time.Second)
	for remembered := false; !remembered; {
		if !there.hears(t, text, noon) {
			t.Fatal("not heard")
		}
		there.known.mu.RLock()
		remembered = len(there.known.byID) == 1
		there.known.mu.RUnlock()
	}
	if err := here.Revoke(t.Context(), nil, "default", made.ID, noon); err != nil {
		t.Fatal(err)
	}
	for there.hears(t, text, noon) {
		select {
		case <-deadline:
			t.Fatal("still heard")
		case <-time.After(10 * time.Millisecond):
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if there.known.watching {
		t.Error("remembers after Run")
	}
	there.DB.Close()
	if who, err := there.Authenticate(t.Context(), text, noon); err == nil || who != nil {
		t.Errorf("let in without a store: %v", who)
	}
}

func TestNobodyGrantsBeyondHisOwn(t *testing.T) {
	p := fresh(t, filepath.Join(t.TempDir(), "data"))
	_, boss := p.mustAdd(t, nil, New{Scopes: []access.Scope{access.KeysWrite, access.Examine}, Expires: noon + 100})
	for name, c := range map[string]struct {
		n    New
		want error
	}{
		"own":           {New{Tenant: "default", Name: "a", Scopes: []access.Scope{access.Examine}, Expires: noon + 100}, nil},
		"another scope": {New{Tenant: "default", Name: "a", Scopes: []access.Scope{access.Examine, access.Match}, Expires: noon + 100}, ErrBeyond},
		"longer":        {New{Tenant: "default", Name: "a", Scopes: []access.Scope{access.Examine}, Expires: noon + 101}, ErrBeyond},
		"for ever":      {New{Tenant: "default", Name: "a", Scopes: []access.Scope{access.Examine}}, ErrBeyond},
		"other tenant":  {New{Tenant: "other", Name: "a", Scopes: []access.Scope{access.Examine}, Expires: noon + 100}, ErrBeyond},
		"no scope":      {New{Tenant: "default", Name: "a"}, ErrNew},
		"unknown scope": {New{Tenant: "default", Name: "a", Scopes: []access.Scope{"all"}}, ErrNew},
		"twice":         {New{Tenant: "default", Name: "a", Scopes: []access.Scope{access.Examine, access.Examine}, Expires: noon + 100}, ErrNew},
		"no name":       {New{Tenant: "default", Name: " ", Scopes: []access.Scope{access.Examine}, Expires: noon + 100}, ErrNew},
		"expired":       {New{Tenant: "default", Name: "a", Scopes: []access.Scope{access.Examine}, Expires: noon}, ErrNew},
	} {
		if _, _, err := p.Add(t.Context(), boss, c.n, noon, nil); !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	// What counts is what he holds when it is stored.
	if err := p.Revoke(t.Context(), nil, "default", boss.ID, noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Add(t.Context(), boss, New{Tenant: "default", Name: "a", Scopes: []access.Scope{access.Examine}, Expires: noon + 100}, noon, nil); !errors.Is(err, ErrBeyond) {
		t.Errorf("granted after it was revoked: %v", err)
	}
}

func TestNobodyRevokesHigher(t *testing.T) {
	p := fresh(t, filepath.Join(t.TempDir(), "data"))
	_, high := p.mustAdd(t, nil, New{Scopes: access.Scopes()})
	_, low := p.mustAdd(t, nil, New{Scopes: []access.Scope{access.KeysWrite}})
	_, same := p.mustAdd(t, nil, New{Scopes: []access.Scope{access.KeysWrite}})
	if err := p.Revoke(t.Context(), low, "default", high.ID, noon); !errors.Is(err, ErrHigher) {
		t.Errorf("a higher one: %v", err)
	}
	if err := p.Revoke(t.Context(), low, "default", same.ID, noon); err != nil {
		t.Errorf("an equal one: %v", err)
	}
	if err := p.Revoke(t.Context(), same, "default", low.ID, noon); !errors.Is(err, ErrHigher) {
		t.Errorf("by one that is revoked: %v", err)
	}
	if err := p.Revoke(t.Context(), high, "default", high.ID, noon); err != nil {
		t.Errorf("its own: %v", err)
	}
}

// Each act has its leaf, and the leaf nothing of the secret or the name.
func TestLeaves(t *testing.T) {
	p := fresh(t, filepath.Join(t.TempDir(), "data"))
	text, boss, err := p.Add(t.Context(), nil, New{Tenant: "default", Name: "shop front", Scopes: access.Scopes()}, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, made := p.mustAdd(t, boss, New{Scopes: []access.Scope{access.Examine}})
	if err := p.Revoke(t.Context(), boss, "default", made.ID, noon); err != nil {
		t.Fatal(err)
	}
	want := []string{boss.ID + " key_added", made.ID + " key_added by:" + boss.ID, made.ID + " key_revoked by:" + boss.ID}
	err = p.DB.View(t.Context(), func(tx *store.Tx) error {
		leaves, err := store.Leaves(tx, 0, 10)
		for i, l := range leaves {
			leaf, err := ledger.Parse(l.Body)
			if err != nil || i >= len(want) || leaf.ID+" "+strings.Join(leaf.Codes, " ") != want[i] || leaf.Kind != ledger.KindAdmin {
				t.Errorf("%s %v", l.Body, err)
			}
			if strings.Contains(string(l.Body), "shop") || strings.Contains(string(l.Body), text[textLen-secretLen:]) {
				t.Errorf("says too much: %s", l.Body)
			}
		}
		if len(leaves) != len(want) {
			t.Errorf("%d leaves, want %d", len(leaves), len(want))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSetup(t *testing.T) {
	p := fresh(t, filepath.Join(t.TempDir(), "data"))
	token, s, err := p.Setup(t.Context(), noon)
	if err != nil || len(token) != secretLen {
		t.Fatalf("%q %v", token, err)
	}
	hour := entity.Instant(3600 * 1_000_000)
	for name, err := range map[string]error{
		"wrong":   second(s.Use(t.Context(), token[1:]+"x", "default", "first", noon)),
		"empty":   second(s.Use(t.Context(), "", "default", "first", noon)),
		"late":    second(s.Use(t.Context(), token, "default", "first", noon+hour)),
		"no link": second((*Setup)(nil).Use(t.Context(), token, "default", "first", noon)),
	} {
		if !errors.Is(err, ErrSetup) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := second(s.Use(t.Context(), token, "default", "", noon)); !errors.Is(err, ErrNew) || !s.Holds(token, noon) {
		t.Errorf("without a name: %v", err)
	}
	var wg sync.WaitGroup
	made := make(chan string, 8)
	for range 8 {
		wg.Go(func() {
			if text, _, err := s.Use(t.Context(), token, "default", "first", noon); err == nil {
				made <- text
			}
		})
	}
	wg.Wait()
	close(made)
	var all []string
	for text := range made {
		all = append(all, text)
	}
	if len(all) != 1 || !p.hears(t, all[0], noon) {
		t.Fatalf("made %d keys", len(all))
	}
	if token, again, err := p.Setup(t.Context(), noon); token != "" || again != nil || err != nil {
		t.Errorf("a second set-up: %v", err)
	}
}

// A key that was made elsewhere meanwhile ends the set-up.
func TestSetupAfterKey(t *testing.T) {
	p := fresh(t, filepath.Join(t.TempDir(), "data"))
	token, s, err := p.Setup(t.Context(), noon)
	if err != nil {
		t.Fatal(err)
	}
	p.mustAdd(t, nil, New{Scopes: access.Scopes()})
	if err := second(s.Use(t.Context(), token, "default", "first", noon)); !errors.Is(err, ErrSetup) {
		t.Error(err)
	}
}

func second(_ string, _ *access.Principal, err error) error { return err }

func BenchmarkAuthenticate(b *testing.B) {
	p := fresh(b, filepath.Join(b.TempDir(), "data"))
	text, _ := p.mustAdd(b, nil, New{Scopes: access.Scopes()})
	for _, watching := range []bool{true, false} {
		b.Run(fmt.Sprintf("remembered=%v", watching), func(b *testing.B) {
			p.known.stop()
			if watching {
				p.look(b.Context())
			}
			b.ReportAllocs()
			for b.Loop() {
				p.hears(b, text, noon)
			}
		})
	}
}
