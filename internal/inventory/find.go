package inventory

import (
	"context"
	"fmt"
	"math"
	"net/netip"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/book"
)

// keys are the keyed tags of a record.
func (v *Inventory) keys(f facts) (out []book.Key) {
	for _, t := range f.terms {
		out = append(out, book.Key{What: t.what, Blind: v.blind(t.what, t.value), PortTo: math.MaxUint16})
	}
	if f.net.IsValid() {
		out = append(out, v.netKey(f.net, f.portFrom, f.portTo))
	}
	return out
}

func (v *Inventory) blind(what, value string) string {
	return v.Vault.Blind(v.Tenant, "book:"+what, value)
}

func (v *Inventory) netKey(n netip.Prefix, from, to int64) book.Key {
	what := book.NetPrefix + version(n.Addr()) + "/" + strconv.Itoa(n.Bits())
	return book.Key{What: what, Blind: v.blind(what, n.Addr().String()), PortFrom: from, PortTo: to}
}

// version keeps the two families apart: a /24 of one is none of the other.
func version(a netip.Addr) string {
	if a.Is4() {
		return "4"
	}
	return "6"
}

// Places at which a value may stand, as By asks for it.
const (
	Customer = "customer"
	Label    = "label"
	Login    = "login"
	Email    = "email"
	Device   = "device"
)

// By returns the current versions of records in which a value stands at a place,
// whatever is big or small in mailboxes and labels.
func (v *Inventory) By(ctx context.Context, what, value string, w book.When) ([]Held, error) {
	switch what {
	case Label:
		value = strings.ToLower(value)
	case Email:
		value = (&preparing{}).mailbox(value)
	}
	return v.byKeys(ctx, w, func(*store.Tx) ([]book.Key, error) {
		return []book.Key{{What: what, Blind: v.blind(what, value)}}, nil
	})
}

// AtAddress returns the current versions of leases and events of an address, or
// of a network that holds it.
func (v *Inventory) AtAddress(ctx context.Context, a netip.Addr, w book.When) ([]Held, error) {
	a = a.Unmap().WithZone("")
	return v.byKeys(ctx, w, func(tx *store.Tx) (out []book.Key, err error) {
		nets, err := book.Nets(tx, v.Tenant)
		for _, what := range nets {
			family, bits, _ := strings.Cut(strings.TrimPrefix(what, book.NetPrefix), "/")
			n, convErr := strconv.Atoi(bits)
			if family != version(a) || convErr != nil {
				continue
			}
			if p, err := a.Prefix(n); err == nil {
				out = append(out, v.netKey(p, 0, 0))
			}
		}
		return out, err
	})
}

func (v *Inventory) byKeys(ctx context.Context, w book.When, keys func(*store.Tx) ([]book.Key, error)) (out []Held, err error) {
	err = v.DB.View(ctx, func(tx *store.Tx) error {
		k, err := keys(tx)
		if err != nil {
			return err
		}
		rows, err := book.ByKey(tx, v.Tenant, k, w)
		if err != nil {
			return err
		}
		out, err = v.open(tx, rows)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find records: %w", err)
	}
	return out, nil
}

// Referring returns the current versions of records that refer to one.
func (v *Inventory) Referring(ctx context.Context, kind, id string) (out []Held, err error) {
	err = v.DB.View(ctx, func(tx *store.Tx) error {
		rows, err := book.ByRef(tx, v.Tenant, kind, id)
		if err != nil {
			return err
		}
		out, err = v.open(tx, rows)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("records that refer to %s: %w", kind, err)
	}
	return out, nil
}
