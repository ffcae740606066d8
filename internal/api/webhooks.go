package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/sekifuda/sekifuda/internal/access"
	"github.com/sekifuda/sekifuda/internal/dispatch"
	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/event"
	"github.com/sekifuda/sekifuda/internal/httpd"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/delivery"
)

// webhook is an endpoint of the configuration. Its secret is told to nobody,
// and of its address the host: paths of receivers are often secrets.
type webhook struct {
	Name   string          `json:"name"`
	Host   string          `json:"host"`
	Topics []string        `json:"topics" nullable:"false"`
	Gone   *entity.Instant `json:"gone,omitempty" format:"date-time" doc:"since when it has answered 410; it rests until its address changes or a ping comes through"`
}

// sent is one message on its way to one endpoint.
type sent struct {
	ID       string          `json:"id" doc:"webhook-id: the same in each try"`
	Topic    string          `json:"topic"`
	Ref      string          `json:"ref" doc:"id of what it tells of"`
	At       entity.Instant  `json:"at" format:"date-time" doc:"when that happened"`
	State    string          `json:"state" enum:"waiting,delivered,dead"`
	Attempts int64           `json:"attempts"`
	Next     *entity.Instant `json:"next,omitempty" format:"date-time" doc:"of the next try"`
	Changed  entity.Instant  `json:"changed" format:"date-time"`
}

// sentWhole is one message with the log of its tries.
type sentWhole struct {
	sent
	Log []attempt `json:"log" nullable:"false"`
}

type attempt struct {
	At           entity.Instant `json:"at" format:"date-time"`
	Status       int64          `json:"status,omitempty" doc:"of HTTP; absent where nobody answered"`
	Code         string         `json:"code" doc:"delivered, status, gone, redirected, address_refused, name_not_resolved, tls_failed, timed_out, connection_failed, nothing_to_tell_of, endpoint_gone"`
	Milliseconds int64          `json:"milliseconds"`
}

// accepted is work that goes on.
type accepted[T any] struct {
	Location string `header:"Location"`
	Body     T
}

// OfWebhook is the part of an input that names an endpoint.
type OfWebhook struct {
	Name string `path:"name"`
}

func (a *API) webhooks() {
	op(a, operation{
		id: "list-webhooks", method: http.MethodGet, path: "/v1/webhooks", scope: access.WebhooksRead, class: httpd.Control, tag: "webhooks",
		summary: "The endpoints of the configuration",
	}, a.listWebhooks)
	op(a, operation{
		id: "list-deliveries", method: http.MethodGet, path: "/v1/webhooks/{name}/deliveries", scope: access.WebhooksRead, class: httpd.Interactive, tag: "webhooks",
		summary: "What was sent to an endpoint, or will be, newest first",
	}, a.listDeliveries)
	op(a, operation{
		id: "get-delivery", method: http.MethodGet, path: "/v1/webhooks/{name}/deliveries/{id}", scope: access.WebhooksRead, class: httpd.Control, tag: "webhooks",
		summary: "One delivery with the log of its tries",
	}, a.getDelivery)
	op(a, operation{
		id: "deliver-again", method: http.MethodPost, path: "/v1/webhooks/{name}/deliveries/{id}/again", scope: access.WebhooksWrite, class: httpd.Control, tag: "webhooks",
		summary: "Deliver again, with the same webhook-id", status: http.StatusAccepted,
		detail: "What waits already goes on waiting.",
	}, a.deliverAgain)
	op(a, operation{
		id: "ping-webhook", method: http.MethodPost, path: "/v1/webhooks/{name}/ping", scope: access.WebhooksWrite, class: httpd.Control, tag: "webhooks",
		summary: "Send a message of type ping, once", status: http.StatusAccepted,
		detail: "An endpoint that was gone is used again where the ping comes through.",
	}, a.ping)
}

// endpoint finds an endpoint of the caller's tenant.
func (a *API) endpoint(who caller, name string) (*dispatch.Endpoint, error) {
	for i, e := range a.Webhooks {
		if e.Name == name && e.Tenant == who.Tenant {
			return &a.Webhooks[i], nil
		}
	}
	return nil, store.ErrNotFound
}

func (a *API) listWebhooks(ctx context.Context, who caller, in *struct{ Page }) (*list[webhook], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	var all []webhook
	err = a.view(ctx, func(tx *store.Tx) error {
		all = nil
		for _, e := range dispatch.Sorted(a.Webhooks) {
			if e.Tenant != who.Tenant || e.Name <= after {
				continue
			}
			gone, err := e.Gone(tx)
			if err != nil {
				return err
			}
			all = append(all, toWebhook(e, gone))
		}
		return nil
	})
	return listOf(in.Page, all, func(w webhook) string { return w.Name }), err
}

func toWebhook(e dispatch.Endpoint, gone entity.Instant) webhook {
	w := webhook{Name: e.Name, Topics: e.Topics}
	if u, err := url.Parse(e.URL); err == nil {
		w.Host = u.Host
	}
	if len(w.Topics) == 0 {
		w.Topics = event.Topics()
	}
	if gone != 0 {
		w.Gone = &gone
	}
	return w
}

func (a *API) listDeliveries(ctx context.Context, who caller, in *struct {
	Page
	OfWebhook
	State string `query:"state" enum:"waiting,delivered,dead"`
	Topic string `query:"topic"`
	Ref   string `query:"ref" doc:"id of what it tells of"`
}) (*list[sent], error) {
	before, err := in.afterNumber()
	if err != nil {
		return nil, err
	}
	if _, err := a.endpoint(who, in.Name); err != nil {
		return nil, err
	}
	var all []delivery.Delivery
	err = a.view(ctx, func(tx *store.Tx) (err error) {
		all, err = delivery.List(tx, who.Tenant, in.Name, delivery.Filter{State: in.State, Topic: in.Topic, Ref: in.Ref, Before: before}, in.Limit+1)
		return err
	})
	if err != nil {
		return nil, err
	}
	return mapped(listOf(in.Page, all, func(d delivery.Delivery) string { return number(d.Seq) }), toSent), nil
}

func toSent(d delivery.Delivery) sent {
	s := sent{ID: d.ID, Topic: d.Topic, Ref: d.Ref, At: d.At, State: d.State, Attempts: d.Attempts, Changed: d.Changed}
	if d.State == delivery.Waiting {
		s.Next = &d.RunAt
	}
	return s
}

// OfDelivery is the part of an input that names a delivery.
type OfDelivery struct {
	OfWebhook
	ID string `path:"id"`
}

func (a *API) getDelivery(ctx context.Context, who caller, in *struct {
	IfKnown
	OfDelivery
}) (*single[sentWhole], error) {
	if _, err := a.endpoint(who, in.Name); err != nil {
		return nil, err
	}
	out := sentWhole{Log: []attempt{}}
	err := a.view(ctx, func(tx *store.Tx) error {
		d, err := delivery.Get(tx, who.Tenant, in.Name, in.ID)
		if err != nil {
			return err
		}
		out = sentWhole{sent: toSent(d), Log: []attempt{}}
		log, err := delivery.Attempts(tx, who.Tenant, in.ID)
		for _, l := range log {
			out.Log = append(out.Log, attempt{l.At, l.Status, l.Code, l.Milliseconds})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return one(in.IfKnown, out)
}

func (a *API) deliverAgain(ctx context.Context, who caller, in *struct{ OfDelivery }) (*accepted[sent], error) {
	if _, err := a.endpoint(who, in.Name); err != nil {
		return nil, err
	}
	return a.toDeliver(ctx, who, in.Name, "delivery_again", func(tx *store.Tx) (delivery.Delivery, error) {
		return delivery.Again(tx, who.Tenant, in.Name, in.ID, who.at)
	})
}

func (a *API) ping(ctx context.Context, who caller, in *struct{ OfWebhook }) (*accepted[sent], error) {
	if _, err := a.endpoint(who, in.Name); err != nil {
		return nil, err
	}
	id, err := a.NewID()
	if err != nil {
		return nil, err
	}
	return a.toDeliver(ctx, who, in.Name, "webhook_pinged", func(tx *store.Tx) (delivery.Delivery, error) {
		d := delivery.Delivery{Tenant: who.Tenant, Endpoint: in.Name, Topic: event.Ping, Ref: id, At: who.at}
		if err := delivery.Add(tx, []delivery.Delivery{d}, who.at); err != nil {
			return d, err
		}
		return delivery.Get(tx, who.Tenant, in.Name, delivery.ID(who.Tenant, in.Name, event.Ping, id))
	})
}

// toDeliver does what an operator asks for, with the leaf that says so.
func (a *API) toDeliver(ctx context.Context, who caller, name, act string, do func(*store.Tx) (delivery.Delivery, error)) (*accepted[sent], error) {
	var d delivery.Delivery
	err := a.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		if d, err = do(tx); err != nil {
			return err
		}
		return a.adminLeaf(tx, who, d.ID, act)
	})
	if err != nil {
		return nil, err
	}
	return &accepted[sent]{Location: "/v1/webhooks/" + url.PathEscape(name) + "/deliveries/" + url.PathEscape(d.ID), Body: toSent(d)}, nil
}

// adminLeaf records an administrative act: which, on what, by which key.
func (a *API) adminLeaf(tx *store.Tx, who caller, id, act string) error {
	_, err := store.AppendLeaf(tx, ledger.Leaf{Kind: ledger.KindAdmin, ID: id, Tenant: a.Vault.TenantTag(who.Tenant), At: who.at, Codes: []string{act, who.ID}})
	return err
}
