package trace

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/identifier"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/statement"
	"github.com/sekifuda/sekifuda/internal/store/book"
	"github.com/sekifuda/sekifuda/internal/store/follow"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// opened is a stored row with its content in clear: a *contract, *asset …
type opened any

// openRecord unseals one version of a record; nil where its key was destroyed.
func (t *Tracer) openRecord(r follow.Record) (opened, error) {
	text, err := t.unseal(r.Subject, r.Wrapped, book.Place(r.ID), r.Sealed)
	if err != nil || text == nil {
		return nil, err
	}
	h := head{id: r.ExternalID, version: r.Version, source: r.Source, from: r.From, to: r.To, at: r.At}
	rec, err := readRecord(h, r.Kind, text)
	if err != nil {
		return nil, fmt.Errorf("%s %s version %d: %w", r.Kind, r.ExternalID, r.Version, err)
	}
	return rec, nil
}

func (t *Tracer) unseal(subject string, wrapped []byte, place string, sealed []byte) ([]byte, error) {
	if wrapped == nil {
		return nil, nil
	}
	key, err := t.Vault.Unwrap(t.Tenant, subject, wrapped)
	if err != nil {
		return nil, err
	}
	return key.Open(place, sealed)
}

// readRecord reads what inventory wrote: times and addresses in it were checked
// when it was taken in, and stand in h.
func readRecord(h head, kind string, text []byte) (opened, error) {
	switch kind {
	case "contract":
		r, err := decoded[record.Contract](text)
		return &contract{h, r.Application, r.Customer, r.Reseller, r.Product, r.Status}, err
	case "asset":
		r, err := decoded[record.Asset](text)
		return &asset{h, r.Contract, r.Kind, strings.ToLower(r.Label)}, err
	case "account":
		r, err := decoded[record.Account](text)
		return &account{h, r.Contract, r.Login, mailbox(r.Email)}, err
	case "event":
		r, err := decoded[record.Event](text)
		return &event{h, r.Account, r.Asset, r.Kind, r.Device, single(r.IP)}, err
	case "lease":
		r, err := decoded[record.Lease](text)
		if err != nil {
			return nil, err
		}
		l := &lease{head: h, portFrom: r.PortFrom, portTo: r.PortTo, asset: r.Asset, path: r.ResellerPath}
		if l.portFrom == 0 && l.portTo == 0 {
			l.portTo = lastPort
		}
		l.prefix, err = network(r.Address)
		return l, err
	}
	return nil, nil // a kind of a later release ties nothing here
}

func decoded[T any](text []byte) (r T, err error) {
	err = json.Unmarshal(text, &r)
	return r, err
}

// network reads an address or prefix.
func network(text string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(text); err == nil {
		a = a.Unmap().WithZone("")
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	p, err := netip.ParsePrefix(text)
	if err != nil {
		return p, fmt.Errorf("no IP address and no prefix: write 192.0.2.1, 2001:db8::1 or 192.0.2.0/24")
	}
	if p.Addr().Is4In6() {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p.Masked(), nil
}

// single reads one address; that of a network ties nobody.
func single(text string) netip.Addr {
	p, err := network(text)
	if err != nil || !p.IsSingleIP() {
		return netip.Addr{}
	}
	return p.Addr()
}

// mailbox folds a mailbox as applicants' are.
func mailbox(text string) string {
	if text == "" {
		return ""
	}
	if m, err := identifier.Email(text); err == nil {
		return m.Address
	}
	return strings.ToLower(strings.TrimSpace(text))
}

// openApplication unseals one version of an application; nil where its key was
// destroyed.
func (t *Tracer) openApplication(k follow.Application) (*record.Application, error) {
	text, err := t.unseal(k.Subject, k.Wrapped, stored.PlaceApplication+k.Input, k.Sealed)
	if err != nil || text == nil {
		return nil, err
	}
	app, err := decoded[record.Application](text)
	if err != nil {
		return nil, fmt.Errorf("application %s version %d: %w", k.ExternalID, k.Version, err)
	}
	return &app, nil
}

// takeApplication adds one version. What an earlier version brought stays: it
// was brought. Versions come in their order.
func (b *books) takeApplication(k follow.Application, app *record.Application, refs []statement.Ref) *application {
	a := b.applications[k.ExternalID]
	if a == nil {
		a = &application{id: k.ExternalID, at: k.At}
		b.applications[k.ExternalID] = a
	}
	if k.Version <= a.versions {
		return a
	}
	a.versions, a.name = k.Version, app.Applicant.Name
	if ip := single(app.Channel.IP); ip.IsValid() {
		a.ip, a.sent = ip, sentAt(app.ReceivedAt, k.At)
	}
	for _, ref := range refs {
		if !a.has(ref) {
			if ref.Kind == statement.Email {
				b.byDomain.addDomain(mailDomain(ref.Key), ref.String())
			}
			a.brought = append(a.brought, brought{ref: ref, since: k.At})
		}
	}
	return a
}

func (a *application) has(ref statement.Ref) bool {
	for _, b := range a.brought {
		if b.ref == ref {
			return true
		}
	}
	return false
}

// sentAt is when an application came in, where that is said with a zone.
func sentAt(text string, otherwise entity.Instant) entity.Instant {
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return entity.InstantOf(t)
	}
	return otherwise
}
