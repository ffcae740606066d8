package gate

import (
	"errors"
	"slices"
	"testing"

	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// depot is where goods go in these tests.
const depot = "東京都港区芝浦２丁目１５番６号"

// remember stores an application that brings a telephone, a mailbox, a device
// and a place of delivery.
func (b *Books) remember(t *testing.T, id string) *record.Application {
	t.Helper()
	a := &record.Application{
		ExternalID: id, Contact: record.Human{Phone: "03-3581-0002", Email: "T.Aniguchi+x@gmail.com"},
		Channel: record.Channel{Device: "d-1"}, ShipTo: record.Place{Address: depot},
	}
	if err := b.Remember(t.Context(), a, 1); err != nil {
		t.Fatal(err)
	}
	return a
}

// ties are the kinds that an application, not itself stored, shares now.
func (b *Books) ties(t *testing.T, a *record.Application) (kinds []string, shares []Share) {
	t.Helper()
	var now stored.AsOf
	err := b.DB.View(t.Context(), func(tx *store.Tx) (err error) {
		now, err = stored.Now(tx, b.Tenant)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	shares, err = b.Memory(now).Shares(t.Context(), "new", Brought(a))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shares {
		kinds = append(kinds, s.Kind)
	}
	slices.Sort(kinds)
	return kinds, shares
}

var everything = []string{"device", "email", "phone", "ship_to"}

func TestProveFalseAndWithdraw(t *testing.T) {
	for _, second := range []string{"", "chief"} {
		for _, by := range []string{"p-1", "K-1"} {
			_, books := desk(t, store.Options{})
			a := books.remember(t, "K-1")
			books.remember(t, "K-2")
			if kinds, _ := books.ties(t, a); len(kinds) != 0 {
				t.Fatalf("shares before anything was proved: %v", kinds)
			}
			if err := books.ProveFalse(t.Context(), FalseIdentity{ID: "p-1", Application: "K-1", By: "clerk", Second: second, At: 2}); err != nil {
				t.Fatal(err)
			}
			kinds, shares := books.ties(t, a)
			sameStrings(t, "kinds", kinds, everything)
			for _, s := range shares {
				if s.Application != "K-1" || s.Hops != 1 || s.Proven != (second != "") {
					t.Errorf("second %q: %+v", second, s)
				}
			}
			if err := books.Withdraw(t.Context(), "K-2", "chief", "none", 3); !errors.Is(err, ErrNoProof) {
				t.Errorf("withdrawn what was never proved: %v", err)
			}
			if err := books.Withdraw(t.Context(), by, "chief", "mistaken", 3); err != nil {
				t.Fatal(err)
			}
			if kinds, _ := books.ties(t, a); len(kinds) != 0 {
				t.Errorf("shares after the withdrawal: %v", kinds)
			}
			if err := books.Withdraw(t.Context(), by, "chief", "mistaken", 4); !errors.Is(err, ErrNoProof) {
				t.Errorf("withdrawn twice: %v", err)
			}
		}
	}
}

// TestStolenLinksNobody: what the impostor took from its victim is named by its
// kind or as a person writes it.
func TestStolenLinksNobody(t *testing.T) {
	for _, tt := range []struct {
		stolen string
		left   []string
	}{
		{"phone", []string{"device", "email", "ship_to"}},
		{"phone=03-3581-0002", []string{"device", "email", "ship_to"}},
		{"phone=＋81 3 3581 0002", []string{"device", "email", "ship_to"}},
		{"phone=03-3581-0003", everything},
		{"email=t.aniguchi@gmail.com", []string{"device", "phone", "ship_to"}},
		{"device=d-1", []string{"email", "phone", "ship_to"}},
		{"device=d-2", everything},
		{"ship_to=港区芝浦2-15-6", []string{"device", "email", "phone"}},
		{"ship_to=東京都港区芝浦2-15-7", everything},
		{"ship_to=東京都港区芝浦2-15-6", []string{"device", "email", "phone"}},
		{"phone=d-1", everything},
	} {
		_, books := desk(t, store.Options{})
		a := books.remember(t, "K-1")
		if err := books.ProveFalse(t.Context(), FalseIdentity{ID: "p-1", Application: "K-1", By: "a", Second: "b", Stolen: []string{tt.stolen}, At: 2}); err != nil {
			t.Fatal(err)
		}
		kinds, _ := books.ties(t, a)
		sameStrings(t, tt.stolen, kinds, tt.left)
	}
}

func TestProofsThatAreNone(t *testing.T) {
	_, books := desk(t, store.Options{})
	a := books.remember(t, "K-1")
	for _, tt := range []struct {
		f    FalseIdentity
		want error
	}{
		{FalseIdentity{ID: "p-1", Application: "K-9", By: "a", Second: "b"}, store.ErrNotFound},
		{FalseIdentity{ID: "p-2", Application: "K-1", By: "a", Second: "a"}, stored.ErrTwoPeople},
	} {
		if err := books.ProveFalse(t.Context(), tt.f); !errors.Is(err, tt.want) {
			t.Errorf("%+v: %v", tt.f, err)
		}
	}
	if kinds, _ := books.ties(t, a); len(kinds) != 0 {
		t.Errorf("they count all the same: %v", kinds)
	}
}

// TestTenantsDoNotSeeEachOther gives one database and one master key to two
// tenants, who see nothing of each other, even where rows are moved.
func TestTenantsDoNotSeeEachOther(t *testing.T) {
	f, books := desk(t, store.Options{})
	other := &Books{DB: books.DB, Vault: books.Vault, Tenant: "other"}
	made := f.decided(t, books, f.applications(1))[0]
	books.letter(t, "A-1")
	a := books.remember(t, "K-1")
	if err := books.ProveFalse(t.Context(), FalseIdentity{ID: "p-1", Application: "K-1", By: "a", Second: "b", At: 2}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{made.ID, made.ID[:10]} {
		if _, _, err := other.Decision(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("decision %s: %v", id, err)
		}
	}
	if ev, err := other.Evidence(t.Context(), "A-1"); err != nil || len(ev) != 0 {
		t.Errorf("evidence %v, %v", ev, err)
	}
	if kinds, _ := other.ties(t, a); len(kinds) != 0 {
		t.Errorf("shares %v", kinds)
	}
	if err := other.Withdraw(t.Context(), "p-1", "x", "y", 3); !errors.Is(err, ErrNoProof) {
		t.Errorf("withdraw %v", err)
	}
	if err := other.ProveFalse(t.Context(), FalseIdentity{ID: "p-2", Application: "K-1", By: "a", Second: "b"}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("prove %v", err)
	}
	if _, err := other.Policy(t.Context(), f.Policy.Digest); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("policy %v", err)
	}
	if kinds, _ := books.ties(t, a); len(kinds) != len(everything) {
		t.Errorf("the owner's own: %v", kinds)
	}
	if x, y := books.blind(Brought(a)), other.blind(Brought(a)); x[0].Blind == y[0].Blind {
		t.Error("one telephone has the same tag for both")
	}
	for _, table := range []string{"decision", "application", "subject_key"} {
		if err := books.DB.Tx(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE ` + table + ` SET tenant = 'other'`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if d, _, err := other.Decision(t.Context(), made.ID); !errors.Is(err, vault.ErrSealed) {
		t.Errorf("moved rows: %v, %v", d, err)
	}
}
